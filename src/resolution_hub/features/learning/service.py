"""The learning loop: a message that was read wrongly becomes a suggested example, which a person accepts or rejects.

Nothing is trained on a suggestion that nobody accepted, and nothing is trained at all until a person starts a training.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import asyncpg

from resolution_hub.features.learning import store
from resolution_hub.kit.ids import derived_id

LONGEST_EXAMPLE = 300  # a longer message teaches little about any one intent
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_DIGIT = re.compile(r"(?<=\d)\d|\d(?=\d)")


class NoSuchSuggestion(Exception):
    """There is no suggestion with this id."""


class AlreadyDecided(Exception):
    """Somebody has accepted or rejected this suggestion before."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`said` are the customer's words without their numbers and addresses; `example` is what was accepted of them."""

    id: str
    reading_id: str
    at: datetime
    said: str
    read_as: str
    meant: str
    by: str
    state: Literal["open", "accepted", "rejected"]
    example: str | None
    decided_by: str | None
    decided_at: datetime | None


async def suggest(
    tx: asyncpg.Connection, reading_id: str, said: str, read_as: str, meant: str, by: str, at: datetime
) -> None:
    """Suggest the customer's words as an example of `meant`. The same correction of the same reading is one suggestion."""
    words = without_particulars(said)
    if words:
        await tx.execute(store.SUGGEST, derived_id("sg", reading_id, meant), reading_id, at, words, read_as, meant, by)


async def open_suggestions(tx: asyncpg.Connection, most: int = 100) -> list[Suggestion]:
    """What waits for a decision, the latest first."""
    return [Suggestion(**dict(row)) for row in await tx.fetch(store.OPEN, most)]


async def counts(tx: asyncpg.Connection) -> dict[str, int]:
    """How many suggestions there are by state."""
    return {row["state"]: row["suggestions"] for row in await tx.fetch(store.COUNTS)}


async def accept(tx: asyncpg.Connection, suggestion_id: str, meant: str, example: str, by: str, at: datetime) -> None:
    """Take the words, as the reviewer left them, as an example of `meant` from the next training on.

    Raises NoSuchSuggestion, AlreadyDecided.
    """
    await _lock_open(tx, suggestion_id)
    await tx.execute(store.DECIDE, suggestion_id, "accepted", meant, example.strip(), by, at)


async def reject(tx: asyncpg.Connection, suggestion_id: str, by: str, at: datetime) -> None:
    """Raises NoSuchSuggestion, AlreadyDecided."""
    found = await _lock_open(tx, suggestion_id)
    await tx.execute(store.DECIDE, suggestion_id, "rejected", found.meant, None, by, at)


async def accepted(tx: asyncpg.Connection) -> dict[str, list[str]]:
    """The accepted examples by intent: what the next training adds to the files."""
    found: dict[str, list[str]] = {}
    for row in await tx.fetch(store.ACCEPTED):
        found.setdefault(row["meant"], []).append(row["example"])
    return found


def without_particulars(said: str) -> str:
    """The words without what belongs to one person: mail addresses, and the digits of numbers longer than one."""
    plain = _DIGIT.sub("0", _EMAIL.sub("name@example.com", " ".join(said.split())))
    return plain if len(plain) <= LONGEST_EXAMPLE else plain[:LONGEST_EXAMPLE].rsplit(" ", 1)[0]


async def _lock_open(tx: asyncpg.Connection, suggestion_id: str) -> Suggestion:
    row = await tx.fetchrow(store.LOCK, suggestion_id)
    if row is None:
        raise NoSuchSuggestion(suggestion_id)
    found = Suggestion(**dict(row))
    if found.state != "open":
        raise AlreadyDecided(suggestion_id)
    return found
