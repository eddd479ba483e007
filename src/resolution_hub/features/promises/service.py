"""Promises to customers: made in the transaction that says them, seen by the customer, kept, or escalated when late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.promise import PromiseKind, PromiseState, due
from resolution_hub.features import journal
from resolution_hub.features.promises import store
from resolution_hub.kit.durable import start_journey
from resolution_hub.kit.ids import new_id

JOURNEY = "promise_due"


@dataclass(frozen=True, slots=True)
class Promise:
    id: str
    case_id: CaseId
    kind: PromiseKind
    state: PromiseState
    made_at: datetime
    due_at: datetime
    conversation_id: str | None = None


async def make(
    tx: asyncpg.Connection, case_id: CaseId, owner: str, kind: PromiseKind, book: Rulebook, at: datetime
) -> None:
    """Promise something in a case, and have it looked at when it is due. One that is open already stands."""
    due_at = due(kind, at, book)
    promise_id: str | None = await tx.fetchval(store.MAKE, new_id("pr"), case_id, owner, kind, at, due_at)
    if promise_id is not None:
        await start_journey(tx, JOURNEY, promise_id, f"{JOURNEY}:{promise_id}", not_before=due_at)
        await journal.write(tx, at, case_id, "assistant", "promised", {"kind": kind, "due": due_at.isoformat()})


async def keep(tx: asyncpg.Connection, case_id: CaseId | str, kind: PromiseKind, at: datetime) -> None:
    """What was promised is done; without such a promise nothing happens."""
    await tx.execute(store.END, case_id, kind, PromiseState.KEPT, at)


async def withdraw(tx: asyncpg.Connection, case_id: CaseId | str, kind: PromiseKind, at: datetime) -> None:
    """What was promised is no longer wanted, or cannot be done and the customer was told so."""
    await tx.execute(store.END, case_id, kind, PromiseState.WITHDRAWN, at)


async def find(tx: asyncpg.Connection, promise_id: str) -> Promise | None:
    row = await tx.fetchrow(store.FIND, promise_id)
    return _promise(row, None) if row is not None else None


async def mark_late(tx: asyncpg.Connection, promise: Promise, at: datetime) -> bool:
    """False when it was kept or withdrawn in time, or marked before."""
    if await tx.fetchval(store.MARK_LATE, promise.id) is None:
        return False
    await journal.write(tx, at, promise.case_id, "hub", "promise_late", {"kind": promise.kind})
    return True


async def unkept_of(tx: asyncpg.Connection, owner: str) -> list[Promise]:
    """Open and late promises to one owner, the next due first."""
    return [_promise(row, row["conversation_id"]) for row in await tx.fetch(store.OF_OWNER, owner)]


async def of_case(tx: asyncpg.Connection, case_id: str) -> list[Promise]:
    return [_promise(row, row["conversation_id"]) for row in await tx.fetch(store.OF_CASE, case_id)]


def _promise(row: asyncpg.Record, conversation_id: str | None) -> Promise:
    return Promise(
        row["id"], CaseId(row["case_id"]), PromiseKind(row["kind"]), PromiseState(row["state"]), row["made_at"],
        row["due_at"], conversation_id,
    )  # fmt: skip
