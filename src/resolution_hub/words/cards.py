"""Facts as cards and as the API shows them: one form for chat, pages and desk.

Amounts are minor units with an ISO 4217 code, so that each reader's page formats them; sentences come ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from resolution_hub.core.calendar import arrival
from resolution_hub.core.events import Card, CardKind
from resolution_hub.core.ledger import Charge, Ledger, MethodKind, Refund
from resolution_hub.core.money import Money
from resolution_hub.core.order import (
    Address,
    Order,
    OrderLine,
    OrderStatus,
    Return,
    ReturnStatus,
    ScanStatus,
    Shipment,
    honest_estimate,
)
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.kit.text import Text


class Amount(Struct, frozen=True):
    minor: int
    currency: str


class ScanOut(Struct, frozen=True):
    at: datetime
    status: str
    status_text: str
    place: str
    latitude: float | None
    longitude: float | None


class Parcel(Struct, frozen=True):
    """`estimate` is None when no honest day can be named. `scans` newest first. `progress` is 0 to 4."""

    id: str
    order_id: str
    order_number: str
    direction: Literal["outbound", "return"]
    carrier: str
    tracking_number: str
    status: str
    status_text: str
    progress: int
    dispatched_at: datetime | None
    promised_on: date | None
    estimate: date | None
    days_late: int
    delivered_at: datetime | None
    scans: list[ScanOut]
    items: list[str]


class Line(Struct, frozen=True):
    id: str
    name: str
    options: str
    quantity: int
    unit_price: Amount
    icon: str


class OrderOut(Struct, frozen=True):
    """`progress` is 0 to 4: placed, preparing, dispatched, out for delivery, delivered."""

    id: str
    number: str
    placed_at: datetime
    status: str
    status_text: str
    progress: int
    total: Amount
    lines: list[Line]
    parcels: list[Parcel]


class ChargeOut(Struct, frozen=True):
    id: str
    at: datetime
    amount: Amount
    refunded: Amount
    description: str
    method_label: str


class RefundOut(Struct, frozen=True):
    """`arrives_from` to `arrives_to`: the days on which the customer's bank or card shows it, once it was sent."""

    id: str
    amount: Amount
    state: str
    description: str
    method_label: str
    requested_at: datetime
    arrives_from: date | None
    arrives_to: date | None


class ConfirmLine(Struct, frozen=True):
    label: str
    value_text: str | None = None
    amount: Amount | None = None


class Confirm(Struct, frozen=True):
    """Exactly what will happen, before it does."""

    title: str
    lines: list[ConfirmLine]


class ReturnOut(Struct, frozen=True):
    """`timing_text` says when the refund is released. `label` is true while the parcel waits to be handed in: its label and
    code are at /api/returns/ID/label.pdf, label.png and qr.png, places to hand it in at /api/returns/ID/drop-offs."""

    id: str
    order_id: str
    kind: str
    items: list[str]
    status: str
    status_text: str
    refund_due: Amount
    timing_text: str
    deadline: date | None
    prepaid: bool
    label: bool


class PickLine(Struct, frozen=True):
    """A thing that can be chosen; `id` goes into the answer's choice, "items:ID,ID"."""

    id: str
    name: str
    options: str
    quantity: int
    icon: str
    order_number: str


class Pick(Struct, frozen=True):
    lines: list[PickLine]


class AddressOut(Struct, frozen=True):
    """`country` is ISO 3166-1 alpha-2."""

    lines: list[str]
    city: str
    region: str
    postcode: str
    country: str


class ReceiptOut(Struct, frozen=True):
    notice_id: str | None
    title: str
    amount: Amount | None
    reference: str | None
    ruling_id: str | None


class ProveOut(Struct, frozen=True):
    """What a visitor is asked for, "order" or "code", with what they have said themselves so far."""

    asks: str
    order_number: str
    email: str


class ArticleQuote(Struct, frozen=True):
    """`anchor` is the heading's id on the article's page, empty for its top."""

    slug: str
    title: str
    heading: str
    quote: str
    anchor: str = ""


class ProductQuote(Struct, frozen=True):
    """What the catalogue says. Its price is a list price, in the catalogue's currency; nothing is said of stock."""

    product_id: str
    name: str
    category: str
    quote: str
    price: Amount | None


_PARCEL_PROGRESS = {
    ScanStatus.LABEL_CREATED: 1,
    ScanStatus.PICKED_UP: 2,
    ScanStatus.IN_TRANSIT: 2,
    ScanStatus.EXCEPTION: 2,
    ScanStatus.OUT_FOR_DELIVERY: 3,
    ScanStatus.DELIVERY_FAILED: 3,
    ScanStatus.DELIVERED: 4,
    ScanStatus.RETURNED_TO_SENDER: 4,
}
_ORDER_PROGRESS = {
    OrderStatus.PLACED: 0,
    OrderStatus.PREPARING: 1,
    OrderStatus.DISPATCHED: 2,
    OrderStatus.DELIVERED: 4,
    OrderStatus.CANCELLED: 0,
}


def amount(money: Money) -> Amount:
    return Amount(money.minor, money.currency)


def parcel(order: Order, shipment: Shipment, today: date, text: Text, items: Sequence[str] | None = None) -> Parcel:
    """`items` are the names of what is in it, where that is not the whole order."""
    return Parcel(
        id=shipment.id,
        order_id=order.id,
        order_number=order.number,
        direction=shipment.direction.value,
        carrier=carrier_name(shipment.carrier, text),
        tracking_number=shipment.tracking_number,
        status=shipment.status.value,
        status_text=parcel_status(shipment, today, text),
        progress=_PARCEL_PROGRESS[shipment.status],
        dispatched_at=shipment.dispatched_at,
        promised_on=shipment.promised_on,
        estimate=honest_estimate(shipment, today),
        days_late=shipment.days_late(today),
        delivered_at=shipment.delivered_at,
        scans=[
            ScanOut(s.at, s.status.value, text.say(f"scan-{s.status}"), s.place, s.latitude, s.longitude)
            for s in sorted(shipment.scans, key=lambda s: s.at, reverse=True)
        ],
        items=list(items) if items is not None else [line.name for line in order.lines],
    )


def carrier_name(carrier: str, text: Text) -> str:
    """A carrier as people know it; one that the catalogue does not name is called as the shop calls it."""
    return text.say("carrier-sandbox") if carrier == "sandbox" else carrier


def parcel_status(shipment: Shipment, today: date, text: Text) -> str:
    late = shipment.days_late(today)
    if late and shipment.status in (ScanStatus.LABEL_CREATED, ScanStatus.PICKED_UP, ScanStatus.IN_TRANSIT):
        return text.say("parcel-late", days=late)
    if not shipment.scans and shipment.dispatched_at is not None:
        return text.say("parcel-handed-over")
    return text.say(f"parcel-{shipment.status}")


def order(value: Order, today: date, text: Text) -> OrderOut:
    out_for_delivery = any(s.status is ScanStatus.OUT_FOR_DELIVERY for s in value.outbound)
    return OrderOut(
        id=value.id,
        number=value.number,
        placed_at=value.placed_at,
        status=value.status.value,
        status_text=text.say(f"order-{value.status}"),
        progress=3 if out_for_delivery else _ORDER_PROGRESS[value.status],
        total=amount(value.total),
        lines=[Line(x.id, x.name, x.options, x.quantity, amount(x.unit_price), x.icon) for x in value.lines],
        parcels=[parcel(value, shipment, today, text) for shipment in value.shipments],
    )


def charge(value: Charge, ledger: Ledger) -> ChargeOut:
    refunded = value.amount - ledger.refundable(value)
    return ChargeOut(value.id, value.at, amount(value.amount), amount(refunded), value.description, value.method_label)


def refund(value: Refund, of: Charge, book: Rulebook) -> RefundOut:
    days = arrival_days(value.sent_at, of.method, book)
    return RefundOut(
        id=value.id,
        amount=amount(value.amount),
        state=value.state.value,
        description=of.description,
        method_label=of.method_label,
        requested_at=value.requested_at,
        arrives_from=days[0] if days else None,
        arrives_to=days[1] if days else None,
    )


def arrival_days(sent_at: datetime | None, method: MethodKind, book: Rulebook) -> tuple[date, date] | None:
    return arrival(sent_at.date(), book.refund_days[method]) if sent_at is not None else None


def return_out(value: Return, items: Sequence[str], text: Text) -> ReturnOut:
    """`items` are the names of what goes back."""
    return ReturnOut(
        id=value.id,
        order_id=value.order_id,
        kind=value.kind,
        items=list(items),
        status=value.status.value,
        status_text=text.say(f"return-{value.status}".replace("_", "-")),
        refund_due=amount(value.refund_due),
        timing_text=text.say(f"timing-{value.timing}".replace("_", "-")),
        deadline=value.deadline,
        prepaid=value.prepaid,
        label=value.status is ReturnStatus.AUTHORISED,
    )


def pick(pairs: Sequence[tuple[Order, OrderLine]]) -> Pick:
    return Pick([PickLine(x.id, x.name, x.options, x.kept, x.icon, order.number) for order, x in pairs])


def address(value: Address) -> AddressOut:
    return AddressOut(list(value.lines), value.city, value.region, value.postcode, value.country)


def card(kind: CardKind, data: Struct) -> Card:
    body: dict[str, Any] = msgspec.to_builtins(data)
    return Card(kind, body)
