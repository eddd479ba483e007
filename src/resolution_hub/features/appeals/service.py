"""Appeals: what customers asked a person to look at again, in their own words (product.md C12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.people import CaseId
from resolution_hub.core.remedy import RulingId
from resolution_hub.features import journal
from resolution_hub.features.appeals import store


@dataclass(frozen=True, slots=True)
class Appeal:
    """`statement` may be empty: no reason has to be given."""

    ruling_id: RulingId
    case_id: CaseId
    at: datetime
    statement: str


async def lodge(tx: asyncpg.Connection, ruling_id: str, case_id: str, statement: str, at: datetime) -> bool:
    """Keep the appeal. False when the ruling was appealed before; that appeal stands as it was made."""
    if await tx.fetchval(store.ADD, ruling_id, case_id, at, statement) is None:
        return False
    await journal.write(tx, at, case_id, "customer", "appealed", {"ruling": ruling_id})
    return True


async def find(tx: asyncpg.Connection, ruling_id: str) -> Appeal | None:
    row = await tx.fetchrow(store.FIND, ruling_id)
    return Appeal(**row) if row is not None else None


async def of_case(tx: asyncpg.Connection, case_id: str) -> list[Appeal]:
    """Oldest first."""
    return [Appeal(**row) for row in await tx.fetch(store.OF_CASE, case_id)]
