"""The append-only record of rulings and acts. Every feature may write it; nothing changes or deletes a line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg

_WRITE = "insert into journal (at, case_id, actor, act, detail) values ($1, $2, $3, $4, $5)"
_HAS = "select exists (select from journal where case_id = $1 and act = $2 and detail = $3)"
_OF_CASE = "select at, actor, act, detail from journal where case_id in (select cases_within($1)) order by seq"


async def write(
    tx: asyncpg.Connection, at: datetime, case_id: str | None, actor: str, act: str, detail: dict[str, Any]
) -> None:
    """`actor` is "assistant", "hub", "customer" or "agent:ID"; `act` a key of the catalogue (`act-<act>`)."""
    await tx.execute(_WRITE, at, case_id, actor, act, detail)


async def has(tx: asyncpg.Connection, case_id: str, act: str, detail: dict[str, Any]) -> bool:
    """Whether this very line was written for the case."""
    found: bool = await tx.fetchval(_HAS, case_id, act, detail)
    return found


async def of_case(tx: asyncpg.Connection, case_id: str) -> list[asyncpg.Record]:
    """The lines of the case and of those that were merged into it, in the order in which they were written."""
    return await tx.fetch(_OF_CASE, case_id)
