"""The Message Center: a dated receipt for every act (product.md G1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.money import Money
from resolution_hub.core.people import CaseId, CustomerId
from resolution_hub.features.message_center import store
from resolution_hub.kit.ids import derived_id


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a notice says: title and sentences as written for the customer, and what they rest on."""

    title: str
    sentences: tuple[str, ...]
    amount: Money | None = None
    reference: str | None = None
    ruling_id: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    id: str
    at: datetime
    kind: str
    receipt: Receipt
    read: bool
    conversation_id: str | None = None
    order_number: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notices: those with all of `words`, about that order, not read yet."""

    words: tuple[str, ...] = ()
    order_id: str | None = None
    unread: bool = False


async def put(
    tx: asyncpg.Connection,
    customer_id: CustomerId,
    case_id: CaseId | None,
    kind: str,
    about: str,
    receipt: Receipt,
    at: datetime,
) -> str:
    """Leave one receipt for the act named by `kind` and `about` (a grant's id, say); a second call leaves no second."""
    notice_id = derived_id("nt", kind, about)
    made = await tx.fetchval(store.PUT, notice_id, customer_id, case_id, at, kind, msgspec.to_builtins(receipt))
    if made is not None:
        await tx.execute(store.NOTIFY, customer_id, notice_id)
    return notice_id


async def notices_of(tx: asyncpg.Connection, customer_id: CustomerId, wanted: Wanted | None = None) -> list[Notice]:
    """Newest first, 200 at most."""
    wanted = wanted or Wanted()
    rows = await tx.fetch(store.OF_CUSTOMER, customer_id, wanted.words, wanted.order_id, wanted.unread)
    return [replace(_notice(row, None), order_number=row["order_number"]) for row in rows]


async def orders_of(tx: asyncpg.Connection, customer_id: CustomerId) -> list[tuple[str, str]]:
    """The orders that the customer's notices are about, (id, number), the latest first."""
    return [(row["id"], row["number"]) for row in await tx.fetch(store.ORDERS, customer_id)]


async def find_notice(tx: asyncpg.Connection, customer_id: CustomerId, notice_id: str) -> Notice | None:
    """None when it does not exist or is somebody else's."""
    row = await tx.fetchrow(store.ONE, customer_id, notice_id)
    return _notice(row, row["conversation_id"]) if row is not None else None


async def mark_read(tx: asyncpg.Connection, customer_id: CustomerId, notice_id: str, at: datetime) -> None:
    await tx.execute(store.READ, customer_id, notice_id, at)


async def unread(tx: asyncpg.Connection, customer_id: CustomerId) -> int:
    count: int = await tx.fetchval(store.UNREAD, customer_id)
    return count


def _notice(row: asyncpg.Record, conversation_id: str | None) -> Notice:
    receipt = msgspec.convert(row["body"], Receipt)
    return Notice(row["id"], row["at"], row["kind"], receipt, row["read_at"] is not None, conversation_id)
