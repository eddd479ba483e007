"""What a rule may look at. There is no field for words, tone or a reading: they can never change an amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from resolution_hub.core.ledger import BillingErrorKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus


@dataclass(frozen=True, slots=True)
class BillingFacts:
    """A charge said to be wrong. `wrong` is the part that should not stand; None when the ledger shows no error."""

    charge_id: str
    charged: Money
    refundable: Money
    charged_at: datetime
    now: datetime
    region: str
    error: BillingErrorKind | None
    wrong: Money | None
    cancelled_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CancelFacts:
    """An order asked to be cancelled whole. `parcel_scanned`: a carrier has had one of its parcels in hand."""

    order_id: str
    order_number: str
    status: OrderStatus
    parcel_scanned: bool
    refundable: Money
    region: str
    now: datetime


Facts = BillingFacts | CancelFacts
