"""Cases that were merged: the pointer to the one that goes on, and what is found along it.

A merged case is in no queue and no view. Facts of its own acts still move it; whoever looks at it looks at the surviving one.
"""

from __future__ import annotations

import asyncpg

from resolution_hub.core.people import CaseId
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import store
from resolution_hub.features.cases.service import Case, NoSuchCase, QueueRow, case_of, lock_case, row_of


async def point(tx: asyncpg.Connection, case: Case, into: Case | None) -> None:
    """Let `into` go on in the place of `case`, or, with None, `case` by itself again; both are held. Wakes the desk."""
    case.merged_into = into.id if into is not None else None
    await tx.execute(store.POINT, case.id, case.merged_into)
    await tx.execute(store.NOTIFY, case.id, case.owner)


async def within(tx: asyncpg.Connection, case_id: str) -> list[CaseId]:
    """The case itself and all that were merged into it."""
    return [CaseId(row[0]) for row in await tx.fetch(store.WITHIN, case_id)]


async def find_surviving(tx: asyncpg.Connection, case_id: str) -> CaseId | None:
    """The case that goes on in this one's place, or itself; None when there is no such case."""
    found: str | None = await tx.fetchval(store.SURVIVING, case_id)
    return CaseId(found) if found is not None else None


async def lock_surviving(tx: asyncpg.Connection, case: Case) -> Case:
    """The case that goes on in the place of `case`, held as well; `case` itself when it was not merged."""
    if case.merged_into is None:
        return case
    found = await find_surviving(tx, case.id)
    if found is None:
        raise NoSuchCase(case.id)
    return await lock_case(tx, found)


async def has_more_open(tx: asyncpg.Connection, conversation_id: str, case_id: str) -> bool:
    """Whether another unsolved case than this one stands in the thread."""
    found: bool = await tx.fetchval(store.MORE_OPEN, conversation_id, case_id)
    return found


async def find_about(tx: asyncpg.Connection, conversation_id: str, topic: Topic, about: str | None) -> Case | None:
    """The case that goes on in the place of a merged one of this thread that was about this very thing, held."""
    row = await tx.fetchrow(store.JOINED_ABOUT, conversation_id, topic, about)
    return case_of(row) if row is not None else None


async def others_of(tx: asyncpg.Connection, case: Case) -> list[QueueRow]:
    """Unsolved cases of the same owner or about the same customer, the newest first, 20 at most."""
    return [row_of(row) for row in await tx.fetch(store.OTHERS, case.id, case.owner, case.customer_id)]
