"""Who at the desk takes a case (product.md F1): by department, skill, language, capacity and availability; then in turn.

Somebody is `available` when they say so and a page of theirs is open. Who has gone silent holds nobody up: what they had
goes back into the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from resolution_hub.core.people import AgentId, Role

# Without an open page for this long somebody is gone: a page reports every 15 seconds, and may miss a few of them.
GONE_AFTER = timedelta(seconds=90)
# A customer who has written waits this long for the person who has their case, then somebody else may take it.
UNANSWERED_AFTER = timedelta(minutes=15)
_NEVER = datetime.min.replace(tzinfo=UTC)


class Availability(StrEnum):
    """What somebody chose."""

    AVAILABLE = "available"
    AWAY = "away"


class Standing(StrEnum):
    """Where somebody stands now, as others see it."""

    AVAILABLE = "available"
    FULL = "full"  # would take cases, but has as many as they hold at once
    AWAY = "away"
    GONE = "gone"  # no page of theirs is open


@dataclass(frozen=True, slots=True)
class Need:
    """What a case asks of whoever takes it. `language` is that of its customer ("de")."""

    department: str
    skill: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at the desk. `load` counts the cases that are with them; `seen_at` is when a page of theirs was last open."""

    id: AgentId
    name: str
    role: Role
    departments: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int
    availability: Availability
    seen_at: datetime | None
    assigned_at: datetime | None
    load: int

    def standing(self, now: datetime) -> Standing:
        if self.seen_at is None or now - self.seen_at > GONE_AFTER:
            return Standing.GONE
        if self.availability is Availability.AWAY:
            return Standing.AWAY
        return Standing.FULL if self.load >= self.capacity else Standing.AVAILABLE

    def knows(self, need: Need) -> bool:
        return need.department in self.departments and (need.skill is None or need.skill in self.skills)

    def speaks(self, need: Need) -> bool:
        """Nothing said about languages means that they do not matter here."""
        return need.language is None or not self.languages or need.language in self.languages


def next_for(need: Need, members: Iterable[Member], now: datetime) -> Member | None:
    """Who should be given a case: of those who can take it, whoever speaks its language; then whoever was given one the
    longest time ago, then whoever has least. None when nobody can take it now."""
    able = [member for member in members if member.standing(now) is Standing.AVAILABLE and member.knows(need)]
    fluent = [member for member in able if member.speaks(need)]
    return min(fluent or able, key=_turn, default=None)


def may_see(role: Role, departments: Sequence[str], department: str, holds: bool) -> bool:
    """An agent sees the cases of their departments and those that are with them; a supervisor sees all."""
    return holds or role is Role.SUPERVISOR or department in departments


def _turn(member: Member) -> tuple[datetime, int, str]:
    return member.assigned_at or _NEVER, member.load, member.id
