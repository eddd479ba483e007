"""Bringing together what the features know of one customer."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from resolution_hub.core.identity import only_of
from resolution_hub.core.people import CustomerId, Owner
from resolution_hub.core.situation import OpenCase, Situation
from resolution_hub.features.cases import service as cases
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies


async def load(
    tx: asyncpg.Connection, customer_id: CustomerId, now: datetime, *, hold: bool = False, only: str | None = None
) -> Situation:
    """Records, ledger and open cases in three queries.

    `hold` locks the ledger until the transaction ends, for whoever will grant. `only` is the one order that a visitor has
    proved: of all else nothing is told.

    Raises records.NoSuchCustomer.
    """
    ledger = await (remedies.lock_ledger if hold else remedies.get_ledger)(tx, customer_id)
    known = await records.get_records(tx, customer_id)
    waiting = await cases.waiting_of(tx, Owner("customer", customer_id))
    open_cases = tuple(map(OpenCase, waiting))
    whole = Situation(
        known.customer,
        now,
        known.orders,
        known.returns,
        known.subscriptions,
        ledger,
        open_cases,
        known.methods,
        known.home,
    )
    return only_of(whole, only) if only is not None else whole
