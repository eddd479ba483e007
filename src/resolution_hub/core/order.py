"""Orders and parcels.

A parcel's state is never stored: it is read from its scans, so that scans may come late, twice or out of order.
The latest scan by its own time counts; on a tie, the one further along. An order's state follows its parcels:
dispatched once one outbound parcel left, delivered once all outbound parcels were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from resolution_hub.core.money import Money
from resolution_hub.core.people import CustomerId


class OrderStatus(StrEnum):
    PLACED = "placed"  # paid, nothing done yet
    PREPARING = "preparing"  # being packed
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class ScanStatus(StrEnum):
    """What the carrier saw, in the order a parcel usually goes through it."""

    LABEL_CREATED = "label_created"
    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    EXCEPTION = "exception"  # held up: weather, damage, customs
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERED = "delivered"
    RETURNED_TO_SENDER = "returned_to_sender"


_PROGRESS = {status: place for place, status in enumerate(ScanStatus)}


class Direction(StrEnum):
    OUTBOUND = "outbound"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Scan:
    """One sighting by the carrier. `event_id` is the carrier's own and makes a repeat harmless."""

    event_id: str
    at: datetime
    status: ScanStatus
    place: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    id: str
    order_id: str
    direction: Direction
    carrier: str
    tracking_number: str
    dispatched_at: datetime | None
    promised_on: date | None  # the day that the shop named at checkout
    expected_on: date | None  # the carrier's latest estimate
    scans: tuple[Scan, ...] = ()

    @property
    def last_scan(self) -> Scan | None:
        return max(self.scans, key=lambda scan: (scan.at, _PROGRESS[scan.status]), default=None)

    @property
    def status(self) -> ScanStatus:
        last = self.last_scan
        return last.status if last else ScanStatus.LABEL_CREATED

    @property
    def delivered_at(self) -> datetime | None:
        last = self.last_scan
        return last.at if last and last.status is ScanStatus.DELIVERED else None

    @property
    def finished(self) -> bool:
        return self.status in (ScanStatus.DELIVERED, ScanStatus.RETURNED_TO_SENDER)

    def days_late(self, today: date) -> int:
        """Whole days past the promised day, 0 when none was promised or the parcel has arrived."""
        if self.finished or self.promised_on is None:
            return 0
        return max(0, (today - self.promised_on).days)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes. `country` is ISO 3166-1 alpha-2, `region` a state or province where the country has them."""

    lines: tuple[str, ...]
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of a product that can be bought. `options` are (name, value), in the shop's order; `prices` its prices in other
    currencies, as of everything that has a price list."""

    id: str
    product_id: str
    options: tuple[tuple[str, str], ...]
    price: Money
    available: bool
    prices: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A speed of delivery in the customer's region; `days_from` to `days_to` are business days after dispatch."""

    id: str
    name: str
    price: Money
    days_from: int
    days_to: int
    prices: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderLine:
    """`unit_price` as the shop shows it: before discount and shipping, and before tax where checkout adds it.

    `icon` is a name that the page resolves; `description` is the product's, as the catalogue has it. `paid` is what was paid
    for the whole line with tax and discount, where the shop says so. `cancelled` and `returned` count units.
    """

    id: str
    product_id: str
    name: str
    options: str
    quantity: int
    unit_price: Money
    icon: str
    description: str = ""
    category: str = ""
    variant_id: str | None = None
    paid: Money | None = None
    cancelled: int = 0
    returned: int = 0

    @property
    def kept(self) -> int:
        """Units that are the customer's, and not on their way back."""
        return self.quantity - self.cancelled - self.returned


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `total` is what the customer was to pay, with tax, shipping and discount; `shipping` is its part of it.

    `changes` are the kinds of change that were made to it through the hub, in their order (core/acts.py).
    """

    id: str
    number: str
    customer_id: CustomerId
    placed_at: datetime
    status: OrderStatus
    total: Money
    lines: tuple[OrderLine, ...]
    shipments: tuple[Shipment, ...] = ()
    cancelled_at: datetime | None = None
    shipping: Money | None = None
    address: Address | None = None
    delivery_id: str | None = None
    promotion: str | None = None
    changes: tuple[str, ...] = ()

    def line(self, line_id: str) -> OrderLine | None:
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def parcel_scanned(self) -> bool:
        """A carrier has had one of its parcels in hand."""
        return any(s.status is not ScanStatus.LABEL_CREATED for s in self.outbound)

    @property
    def delivered_at(self) -> datetime | None:
        """When the last of its parcels arrived; None until all have."""
        times = [s.delivered_at for s in self.outbound]
        return max((t for t in times if t is not None), default=None) if None not in times else None

    @property
    def outbound(self) -> tuple[Shipment, ...]:
        return tuple(s for s in self.shipments if s.direction is Direction.OUTBOUND)

    @property
    def main_line(self) -> OrderLine:
        """The line that a person would name the order by: the dearest one."""
        return max(self.lines, key=lambda line: line.unit_price.minor)


class ReturnStatus(StrEnum):
    AUTHORISED = "authorised"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    CLOSED = "closed"


class Timing(StrEnum):
    """When the refund for returned goods is released (product.md C5)."""

    AT_ONCE = "at_once"
    AT_FIRST_SCAN = "at_first_scan"
    ON_RECEIPT = "on_receipt"


class Destination(StrEnum):
    """Where money goes back to."""

    ORIGINAL = "original"  # where it came from
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    METHOD = "method"  # another of the customer's own methods


@dataclass(frozen=True, slots=True)
class ReturnItem:
    line_id: str
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class Return:
    """Goods on their way back. `shipment` is the return parcel, once it has a label; `prepaid`: we pay for it.

    `kind` is "return", "exchange", "problem" or "withdrawal". `refund_due` is zero where nothing is paid for them.
    """

    id: str
    order_id: str
    status: ReturnStatus
    opened_at: datetime
    line_ids: tuple[str, ...]
    shipment: Shipment | None
    refund_due: Money
    kind: str = "return"
    items: tuple[ReturnItem, ...] = ()
    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None
    prepaid: bool = True
    timing: Timing = Timing.ON_RECEIPT
    deadline: date | None = None
    outcome: str | None = None


def status_after_scans(status: OrderStatus, outbound: Sequence[Shipment]) -> OrderStatus:
    """The order's state once its outbound parcels' scans are known. Cancelled stays cancelled."""
    if status is OrderStatus.CANCELLED or not outbound:
        return status
    if all(s.status is ScanStatus.DELIVERED for s in outbound):
        return OrderStatus.DELIVERED
    if any(s.status is not ScanStatus.LABEL_CREATED for s in outbound):
        return OrderStatus.DISPATCHED
    return status


def return_after_scan(status: ReturnStatus, scan: ScanStatus) -> ReturnStatus:
    """A return's state after a scan of its parcel; it never goes back, and closing is the shop's act alone."""
    if status is ReturnStatus.CLOSED or scan is ScanStatus.LABEL_CREATED:
        return status
    if scan is ScanStatus.DELIVERED:
        return ReturnStatus.RECEIVED
    return ReturnStatus.IN_TRANSIT if status is ReturnStatus.AUTHORISED else status


def honest_estimate(shipment: Shipment, today: date) -> date | None:
    """The day to tell the customer: the carrier's estimate, else the promised day; None once that day has passed.

    A parcel out for delivery is expected today whatever was said before.
    """
    if shipment.status is ScanStatus.OUT_FOR_DELIVERY:
        return today
    day = shipment.expected_on or shipment.promised_on
    return day if day is not None and day >= today else None
