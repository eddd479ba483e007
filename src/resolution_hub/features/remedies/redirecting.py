"""A refund that its method could not take any more, granted anew for another method of the same customer, once.

Only a refund that failed because the method had expired: one that failed for another reason may have been paid elsewhere.
"""

from __future__ import annotations

from datetime import datetime

import asyncpg

from resolution_hub.core.ledger import MethodKind, PaymentMethod, RefundState
from resolution_hub.core.order import Destination
from resolution_hub.core.people import CustomerId
from resolution_hub.features import journal
from resolution_hub.features.remedies import store
from resolution_hub.features.remedies.service import GrantRow, get_grant, lock_ledger
from resolution_hub.kit.ids import derived_id


async def find_expired(tx: asyncpg.Connection, customer_id: CustomerId, grant_id: str) -> GrantRow | None:
    """A refund of the customer's that still waits for another method, the ledger held. None for every other."""
    await lock_ledger(tx, customer_id)
    try:
        failed = await get_grant(tx, grant_id)
    except LookupError:
        return None
    if failed.customer_id != customer_id or failed.state is not RefundState.FAILED or failed.case_id is None:
        return None
    if await tx.fetchval(store.HAS_GRANT, _again(grant_id)):
        return None
    lines = await journal.of_case(tx, failed.case_id)
    marked = any(line["act"] == "refund_failed" and line["detail"] == _mark(line, grant_id) for line in lines)
    return failed if marked else None


async def redirect(
    tx: asyncpg.Connection, failed: GrantRow, method: PaymentMethod | None, credit_label: str, at: datetime
) -> str | None:
    """Grant what `find_expired` gave for a gift card of the same customer, or for store credit (None). Returns the new grant's
    id; None when the money has gone back in another way since, or the card is not one for it."""
    destination, method_id = Destination.STORE_CREDIT, None
    if method is not None:
        fits = method.kind is MethodKind.GIFT_CARD and method.balance is not None
        if not fits or method.balance is None or method.balance.currency != failed.amount.currency:
            return None
        destination, method_id = Destination.GIFT_CARD, method.id
    else:
        await tx.execute(store.STORE_CREDIT, failed.customer_id, failed.amount.currency, credit_label)
        method_id = await tx.fetchval(store.STORE_CREDIT_ID, failed.customer_id, failed.amount.currency)
    made: str | None = await tx.fetchval(store.ADD_REDIRECTED, _again(failed.id), failed.id, at, destination, method_id)
    if made is not None:
        detail = {"grant": made, "instead": failed.id, "minor": failed.amount.minor, "currency": failed.amount.currency}
        await journal.write(tx, at, failed.case_id, "customer", "granted", detail)
    return made


def _again(grant_id: str) -> str:
    return derived_id("rf", grant_id, "again")


def _mark(line: asyncpg.Record, grant_id: str) -> dict[str, object]:
    """What `fail` writes of a method that had expired."""
    return {"grant": grant_id, "why": line["detail"].get("why"), "expired": True}
