"""What a rule may look at. There is no field for words, tone or a reading: they can never change an amount.

Facts are frozen into the ruling that they led to. Fields that came later have defaults that say nothing, so that old rulings
are read back and ruled again as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from resolution_hub.core.acts import Problem, Wish
from resolution_hub.core.ledger import BillingErrorKind, MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, OrderStatus


class Change(StrEnum):
    """Kinds of change to an order, as they are kept with it (`Order.changes`) and named in the rulebook."""

    CANCEL = "cancel"
    LINES = "lines"  # some units cancelled
    ADDRESS = "address"
    PAYMENT = "payment"
    ITEMS = "items"
    DELIVERY = "delivery"
    RETURN = "return"
    EXCHANGE = "exchange"
    PROBLEM = "problem"
    PRICE = "price"


class SubscriptionChange(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    PLAN = "plan"
    CANCEL = "cancel"


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
    """An order asked to be cancelled, whole or in part. `parcel_scanned`: a carrier has had one of its parcels in hand.

    `refundable` is what would go back. `units_left`: the order has the units that were asked for.
    """

    order_id: str
    order_number: str
    status: OrderStatus
    parcel_scanned: bool
    refundable: Money
    region: str
    now: datetime
    reason: str = ""
    whole: bool = True
    units_left: bool = True
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaysWith:
    """The method that pays or receives a difference. `available` is what a gift card or credit can still pay; None for a
    method without a balance. `original`: the order was paid with it."""

    kind: MethodKind
    available: Money | None
    expired: bool
    original: bool


@dataclass(frozen=True, slots=True)
class SwapFacts:
    """Units for another variant. `left`: the order has that many; `same_currency`: the variant is priced in the order's."""

    line_id: str
    category: str
    quantity: int
    left: bool
    same_product: bool
    available: bool
    same_variant: bool
    same_currency: bool


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change before dispatch. `difference` is what the customer pays more; negative: what goes back to them.

    For a change of payment it is the sum to be charged anew, and `refundable` what then goes back to the first method.
    """

    change: Change
    order_id: str
    order_number: str
    status: OrderStatus
    parcel_scanned: bool
    changes: tuple[str, ...]
    difference: Money
    refundable: Money
    pays_with: PaysWith | None
    swaps: tuple[SwapFacts, ...]
    same_method: bool
    option_known: bool
    address_complete: bool
    abroad: bool
    charges: int
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ReturnedFacts:
    """Units that are to go back. `share` is what was paid for them; `left`: the customer has that many."""

    line_id: str
    category: str
    quantity: int
    left: bool
    share: Money
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """Goods to be returned under the shop's terms, or under the law (`statutory`).

    `whole`: with this nothing of the order is left and nothing of it went before. `destination_ok`: the original methods, or
    a gift card that the customer has. `method_expired`: an original method can't take money any more.
    """

    statutory: bool
    order_id: str
    order_number: str
    status: OrderStatus
    delivered_at: datetime | None
    lines: tuple[ReturnedFacts, ...]
    whole: bool
    shipping: Money
    refundable: Money
    destination: Destination
    destination_ok: bool
    method_expired: bool
    own_label: bool
    changes: tuple[str, ...]
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ExchangeFacts:
    """Goods for another variant after delivery. `difference` as in ChangeFacts."""

    order_id: str
    order_number: str
    status: OrderStatus
    delivered_at: datetime | None
    changes: tuple[str, ...]
    swaps: tuple[SwapFacts, ...]
    difference: Money
    refundable: Money
    pays_with: PaysWith | None
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """A thing that arrived damaged, wrong or not at all. `share` is what was paid for it.

    `photos_seen_before`: one of the photos was shown for another thing. `earlier`: problems that this customer was helped with
    without a person in the last 180 days.
    """

    order_id: str
    order_number: str
    status: OrderStatus
    delivered_at: datetime | None
    line_id: str
    category: str
    quantity: int
    left: bool
    share: Money
    refundable: Money
    problem: Problem
    wish: Wish
    photos: int
    photos_seen_before: bool
    replacement_available: bool
    earlier: int
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """A price that has dropped since the customer paid `paid` a unit."""

    order_id: str
    order_number: str
    line_id: str
    category: str
    quantity: int
    paid: Money
    price_now: Money | None
    placed_at: datetime
    refundable: Money
    adjusted: bool
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class SubscriptionFacts:
    """`paid_until` is the end of the time that the last charge paid for; `last_charge` what of it can still be refunded.

    `period_days` is the length of that time. A new plan's price is None for another change than of plan.
    """

    subscription_id: str
    change: SubscriptionChange
    price: Money
    started_at: datetime
    trial_ends_at: datetime | None
    paused: bool
    cancelled: bool
    paid_until: datetime | None
    period_days: int
    last_charge: Money
    new_price: Money | None
    plan_known: bool
    pause_days: int
    region: str
    now: datetime


@dataclass(frozen=True, slots=True)
class HomeAddressFacts:
    """A new address for orders to come."""

    complete: bool
    country: str
    region: str
    now: datetime


Facts = (
    BillingFacts | CancelFacts | ChangeFacts | ReturnFacts | ExchangeFacts | ProblemFacts | PriceFacts | SubscriptionFacts
    | HomeAddressFacts
)  # fmt: skip

FACTS: tuple[type[Facts], ...] = (
    BillingFacts, CancelFacts, ChangeFacts, ReturnFacts, ExchangeFacts, ProblemFacts, PriceFacts, SubscriptionFacts,
    HomeAddressFacts,
)  # fmt: skip
