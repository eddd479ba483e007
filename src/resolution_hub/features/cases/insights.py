"""How the lines and the desk stand right now (product.md F12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from resolution_hub.features.cases import store


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits for a person of one department. `longest_since` is when the one who waits longest began to."""

    department: str
    waiting: int
    longest_since: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`confirmed` and `verified`: solved since midnight (UTC) by the customer's yes, or by a fact. Waits are in seconds, of the
    `taken` cases that a person has taken within 24 hours; None where none was."""

    with_agents: int
    confirmed: int
    verified: int
    taken: int
    wait_p50: float | None
    wait_p95: float | None


async def lines(tx: asyncpg.Connection) -> list[Line]:
    """The longest wait first."""
    return [Line(**dict(row)) for row in await tx.fetch(store.LINES)]


async def standing(tx: asyncpg.Connection, now: datetime) -> Standing:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    row = await tx.fetchrow(store.STANDING, midnight, now - timedelta(hours=24))
    if row is None:
        raise RuntimeError("a query without conditions has a row")
    return Standing(**dict(row))
