"""What goes over the wire about the people at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from resolution_hub.web.shapes import Id, Input

Note = Annotated[str, Meta(max_length=2_000)]


class Colleague(Struct, frozen=True):
    """`standing`: "available", "full" (has as many cases as they hold at once), "away" or "gone" (no page of theirs is open).
    `load` of `capacity` cases are with them."""

    id: str
    name: str
    role: Literal["agent", "supervisor"]
    departments: list[str]
    skills: list[str]
    languages: list[str]
    standing: Literal["available", "full", "away", "gone"]
    load: int
    capacity: int


class Staff(Struct, frozen=True):
    """`availability` is what the caller chose; `departments` are all that somebody works in."""

    availability: Literal["available", "away"]
    departments: list[str]
    colleagues: list[Colleague]


class ChooseAvailability(Input, frozen=True):
    availability: Literal["available", "away"]


class Transfer(Input, frozen=True):
    """Exactly one of the two. `note` is for whoever takes it, never for the customer."""

    department: Id | None = None
    agent_id: Id | None = None
    note: Note = ""


class Looker(Struct, frozen=True):
    id: str
    name: str


class Looking(Struct, frozen=True):
    """Colleagues who have the case on their screen, without the caller."""

    lookers: list[Looker]


class WaitingIn(Struct, frozen=True):
    department: str
    waiting: int
    longest_since: datetime


class Wall(Struct, frozen=True):
    """How things stand now. `confirmed` and `verified` are cases solved since midnight (UTC) by the customer's yes or by a
    fact; waits are seconds from asking for a person to having one, of cases taken within 24 hours, none where none was."""

    waiting: int
    longest_since: datetime | None
    by_department: list[WaitingIn]
    with_agents: int
    confirmed: int
    verified: int
    taken: int
    wait_p50: float | None
    wait_p95: float | None
    colleagues: list[Colleague]
