"""The people at the desk as it gives out work: what they can take, what they have, where they stand, what they look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.people import AgentId, CaseId, Role
from resolution_hub.core.staffing import GONE_AFTER, UNANSWERED_AFTER, Availability, Member, Need, may_see, next_for
from resolution_hub.features.staffing import store
from resolution_hub.kit.live import notify

KINDS = tuple(store.REACH)


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who has a case on their screen."""

    id: AgentId
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Assignment:
    """A waiting case and who is next for it, both held by this transaction."""

    case_id: CaseId
    member: Member


async def members(tx: asyncpg.Connection) -> list[Member]:
    return [_member(row) for row in await tx.fetch(store.MEMBERS)]


async def find_member(tx: asyncpg.Connection, agent_id: str) -> Member | None:
    row = await tx.fetchrow(store.MEMBER, agent_id)
    return _member(row) if row is not None else None


async def settle_in(
    tx: asyncpg.Connection,
    agent_id: str,
    departments: Sequence[str],
    skills: Sequence[str] = (),
    languages: Sequence[str] = (),
    capacity: int = 4,
) -> None:
    """What somebody works in and with. `capacity` is how many cases they hold at once, 1 to 50."""
    await tx.execute(store.SETTLE_IN, agent_id, list(departments), list(skills), list(languages), capacity)


async def next_assignment(tx: asyncpg.Connection, now: datetime) -> Assignment | None:
    """The case that should be given out next, and to whom; None when nobody waits, or nobody can take who does."""
    free = [_member(row) for row in await tx.fetch(store.FREE, now - GONE_AFTER)]
    able = [member for member in free if member.load < member.capacity]
    if not able:
        return None
    row = await tx.fetchrow(store.NEXT_FOR, [member.id for member in able])
    if row is None:
        return None
    found = next_for(Need(row["department"], row["skill"], row["language"]), able, now)
    return Assignment(CaseId(row["id"]), found) if found is not None else None


async def was_assigned(tx: asyncpg.Connection, agent_id: AgentId, at: datetime) -> None:
    await tx.execute(store.WAS_ASSIGNED, agent_id, at)


async def set_availability(tx: asyncpg.Connection, agent_id: AgentId, chosen: Availability, at: datetime) -> None:
    await tx.execute(store.SET_AVAILABILITY, agent_id, chosen, at)
    await notify(tx, "desk", f"staff {agent_id}")


async def seen(tx: asyncpg.Connection, agent_id: AgentId, at: datetime) -> None:
    """A page of theirs is open."""
    await tx.execute(store.SEEN, agent_id, at)


async def look(tx: asyncpg.Connection, stream_id: str, agent_id: AgentId, case_id: str, at: datetime) -> None:
    """They have the case on their screen, in the page that `stream_id` names. Said again while it lasts."""
    if await tx.fetchval(store.LOOK, stream_id, agent_id, case_id, at):
        await notify(tx, "desk", f"looking {case_id}")


async def stop_looking(tx: asyncpg.Connection, stream_id: str) -> None:
    case_id = await tx.fetchval(store.STOP_LOOKING, stream_id)
    if case_id is not None:
        await notify(tx, "desk", f"looking {case_id}")


async def looking_at(tx: asyncpg.Connection, case_id: str, now: datetime) -> list[Looker]:
    rows = await tx.fetch(store.LOOKING, case_id, now - GONE_AFTER)
    return [Looker(AgentId(row["id"]), row["name"], Role(row["role"])) for row in rows]


async def next_forsaken(tx: asyncpg.Connection, now: datetime) -> CaseId | None:
    """A case whose person has gone silent, held by this transaction; None when there is none."""
    case_id: CaseId | None = await tx.fetchval(store.FORSAKEN, now - GONE_AFTER, now - UNANSWERED_AFTER)
    return case_id


async def send_away(tx: asyncpg.Connection, agent_id: AgentId, now: datetime) -> None:
    """Whoever is gone takes no new cases until they say so again."""
    await tx.execute(store.SEND_AWAY, agent_id, now - GONE_AFTER)
    await notify(tx, "desk", f"staff {agent_id}")


async def in_reach(
    tx: asyncpg.Connection, agent_id: AgentId, role: Role, departments: Sequence[str], kind: str, value: str
) -> bool:
    """Whether somebody may see what the id `value` of `kind` (one of KINDS) names. What belongs to no case is in reach."""
    rows = await tx.fetch(store.REACH[kind], value)
    return not rows or any(may_see(role, departments, row["department"], row["agent_id"] == agent_id) for row in rows)


async def sweep(tx: asyncpg.Connection, now: datetime) -> None:
    """Forget who looked at what from pages that are gone."""
    await tx.execute(store.SWEEP_LOOKING, now - GONE_AFTER)


def _member(row: asyncpg.Record) -> Member:
    values = dict(row)
    values["role"], values["availability"] = Role(row["role"]), Availability(row["availability"])
    for key in ("departments", "skills", "languages"):
        values[key] = tuple(row[key])
    return Member(**values)
