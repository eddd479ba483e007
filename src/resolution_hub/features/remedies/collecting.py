"""Money that customers pay: granted by their yes under a ruling, taken once, and given back when what it was for fell through.

A collection lives like a grant: `granted` → the provider takes it, keyed by its id → `taken` (a charge of the same id then
stands in the ledger), or `failed`. A gift card or store credit is drawn on when the grant is made, so that two acts can't spend
the same balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.people import CaseId, CustomerId
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.remedy import GrantId, RulingId, TakePayment, grant
from resolution_hub.features import journal
from resolution_hub.features.remedies import store
from resolution_hub.kit.ids import derived_id
from resolution_hub.ports.payments import ChargeReceipt


class BalanceTooSmall(Exception):
    """The gift card or credit no longer holds the amount. Nothing was written."""


class NotTaken(Exception):
    """The provider did not take the payment. `permanent`: the method will not pay; else ask again with the same grant."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is paid for: exactly one of order and subscription, in words on the statement."""

    act_id: str
    description: str
    order_id: str | None = None
    subscription_id: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    id: str
    customer_id: CustomerId
    method_id: str
    method: MethodKind
    method_label: str
    amount: Money
    state: str
    case_id: CaseId
    ruling_id: RulingId
    act_id: str


async def grant_collection(
    tx: asyncpg.Connection,
    case_id: CaseId,
    customer_id: CustomerId,
    ruling_id: RulingId,
    ruling: Ruling,
    payment: TakePayment,
    purpose: Purpose,
    at: datetime,
) -> str:
    """The right to take `payment`, once an act. Returns the collection's id. Raises BalanceTooSmall."""
    collection_id = derived_id("col", purpose.act_id)
    given = grant(GrantId(collection_id), ruling_id, ruling, payment)
    drawn = await tx.fetchval(store.DRAW, payment.method_id, payment.amount.minor, payment.amount.currency)
    if drawn is None:
        raise BalanceTooSmall(payment.method_id)
    await tx.execute(
        store.ADD_COLLECTION, given.id, customer_id, purpose.order_id, purpose.subscription_id, payment.method_id,
        payment.amount.minor, payment.amount.currency, purpose.description, at, case_id, ruling_id, purpose.act_id,
    )  # fmt: skip
    detail = {"grant": given.id, "minor": payment.amount.minor, "currency": payment.amount.currency}
    await journal.write(tx, at, case_id, "assistant", "payment_granted", detail)
    return given.id


async def collection_of_act(tx: asyncpg.Connection, act_id: str) -> Collection | None:
    row = await tx.fetchrow(store.COLLECTION_OF_ACT, act_id)
    return _collection(row) if row is not None else None


async def moved_for_act(tx: asyncpg.Connection, act_id: str | None) -> bool:
    """Money was granted or asked for with an act, then or later."""
    return bool(await tx.fetchval(store.MOVED_FOR_ACT, act_id))


async def settle_collection(tx: asyncpg.Connection, taken: Collection, receipt: ChargeReceipt, at: datetime) -> bool:
    """Write the charge into the ledger. False when it stood there already."""
    if await tx.fetchval(store.END_COLLECTION, taken.id, "taken", receipt.taken_at, receipt.reference) is None:
        return False
    await tx.execute(store.CHARGE_OF_COLLECTION, taken.id)
    await journal.write(
        tx, at, taken.case_id, "hub", "payment_taken", {"grant": taken.id, "reference": receipt.reference}
    )
    return True


async def fail_collection(tx: asyncpg.Connection, refused: Collection, why: str, at: datetime) -> bool:
    """The method did not pay: what was drawn on goes back onto it. False when the collection was no longer open."""
    if await tx.fetchval(store.END_COLLECTION, refused.id, "failed", at, None) is None:
        return False
    await tx.execute(store.CREDIT, refused.method_id, refused.amount.minor, refused.amount.currency)
    await journal.write(tx, at, refused.case_id, "hub", "payment_failed", {"grant": refused.id, "why": why})
    return True


async def give_back(tx: asyncpg.Connection, taken: Collection, why: str, at: datetime) -> str | None:
    """What was taken for an act that could not be done goes back, whole. Returns the refund's grant; None when it was granted
    before. This needs no ruling of its own: the customer's yes was to the act, and there was none."""
    grant_id: str | None = await tx.fetchval(store.ADD_REVERSAL, derived_id("rf", taken.id), taken.id, at)
    if grant_id is not None:
        await journal.write(tx, at, taken.case_id, "hub", "payment_reversed", {"grant": grant_id, "why": why})
    return grant_id


def _collection(row: asyncpg.Record) -> Collection:
    return Collection(
        id=row["id"],
        customer_id=CustomerId(row["customer_id"]),
        method_id=row["method_id"],
        method=MethodKind(row["kind"]),
        method_label=row["label"],
        amount=Money(row["amount"], row["currency"]),
        state=row["state"],
        case_id=CaseId(row["case_id"]),
        ruling_id=RulingId(row["ruling_id"]),
        act_id=row["act_id"],
    )
