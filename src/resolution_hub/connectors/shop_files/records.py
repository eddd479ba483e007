"""One Struct for each kind of line, its fields those of the hub's table of the same name."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from resolution_hub.connectors.shop_files.forms import (
    AddressLines,
    Amount,
    Currency,
    Day,
    Days,
    Email,
    FewDays,
    Icon,
    Identifier,
    Items,
    Label,
    LanguageTag,
    Latitude,
    LineIds,
    Longitude,
    LongText,
    Moment,
    Name,
    Note,
    Options,
    Percent,
    Price,
    PriceList,
    Quantity,
    Timezone,
)
from resolution_hub.core.ledger import MethodKind, RefundState
from resolution_hub.core.order import Direction, OrderStatus, ReturnStatus, ScanStatus


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    shop: Name
    exported_at: Moment


# Not tracked by the garbage collector: records hold no cycles, and a shop has millions of them.
class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """`key` names the fields that identify a record within its file."""

    key: ClassVar[tuple[str, ...]] = ("id",)


class Customer(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    given_name: Name
    family_name: Note
    email: Email
    locale: LanguageTag
    region: Name
    currency: Currency
    timezone: Timezone


class Address(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    customer_id: Identifier
    lines: AddressLines
    city: Name
    region: Note
    postcode: Note
    country: Name


class PaymentMethod(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    customer_id: Identifier
    kind: MethodKind
    label: Label
    balance: Price | None = None
    currency: Currency | None = None
    expires_on: Day | None = None


class Product(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    name: Name
    category: Name
    description: LongText
    icon: Icon
    price: Price
    currency: Currency


class Variant(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    product_id: Identifier
    options: Options
    price: Price
    currency: Currency
    prices: PriceList | None = None
    available: bool


class DeliveryOption(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    region: Name
    name: Name
    price: Price
    currency: Currency
    prices: PriceList | None = None
    days_from: FewDays
    days_to: FewDays


class Plan(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    family: Identifier
    name: Name
    price: Price
    currency: Currency
    prices: PriceList | None = None
    interval_days: Days


class Promotion(Record, frozen=True, kw_only=True, gc=False):
    key: ClassVar[tuple[str, ...]] = ("code",)

    code: Identifier
    name: Name
    percent: Percent | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    minimum: Price | None = None
    category: Name | None = None
    starts_at: Moment
    ends_at: Moment


class Order(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    number: Identifier
    customer_id: Identifier
    placed_at: Moment
    status: OrderStatus
    total: Price
    currency: Currency
    address_id: Identifier | None = None
    cancelled_at: Moment | None = None
    shipping: Price | None = None
    delivery_id: Identifier | None = None
    promotion: Identifier | None = None


class OrderLine(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    order_id: Identifier
    product_id: Identifier
    name: Name
    options: Note
    quantity: Quantity
    unit_price: Price
    variant_id: Identifier | None = None
    paid: Price | None = None


class Shipment(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    order_id: Identifier
    direction: Direction
    carrier: Identifier
    tracking_number: Identifier
    dispatched_at: Moment | None = None
    promised_on: Day | None = None
    expected_on: Day | None = None


class Scan(Record, frozen=True, kw_only=True, gc=False):
    key: ClassVar[tuple[str, ...]] = ("shipment_id", "event_id")

    shipment_id: Identifier
    event_id: Identifier
    at: Moment
    status: ScanStatus
    place: Note
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Return(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    order_id: Identifier
    status: ReturnStatus
    opened_at: Moment
    line_ids: LineIds
    shipment_id: Identifier | None = None
    refund_due: Price
    currency: Currency
    items: Items | None = None


class Subscription(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    customer_id: Identifier
    plan: Name
    price: Price
    currency: Currency
    interval_days: Days
    started_at: Moment
    cancelled_at: Moment | None = None
    ends_at: Moment | None = None
    plan_id: Identifier | None = None
    trial_ends_at: Moment | None = None
    paused_at: Moment | None = None
    resumes_at: Moment | None = None


class Charge(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    customer_id: Identifier
    order_id: Identifier | None = None
    subscription_id: Identifier | None = None
    amount: Amount
    currency: Currency
    at: Moment
    method: MethodKind
    method_label: Label
    description: Label
    method_id: Identifier | None = None
    reference: Identifier | None = None


class Refund(Record, frozen=True, kw_only=True, gc=False):
    id: Identifier
    charge_id: Identifier
    amount: Amount
    currency: Currency
    state: RefundState
    requested_at: Moment
    sent_at: Moment | None = None
    reference: Identifier | None = None


# A file of each kind is called KIND.jsonl. In the order of their references.
KINDS: dict[str, type[Record]] = {
    "customers": Customer,
    "addresses": Address,
    "payment_methods": PaymentMethod,
    "products": Product,
    "variants": Variant,
    "delivery_options": DeliveryOption,
    "plans": Plan,
    "promotions": Promotion,
    "orders": Order,
    "order_lines": OrderLine,
    "shipments": Shipment,
    "scans": Scan,
    "returns": Return,
    "subscriptions": Subscription,
    "charges": Charge,
    "refunds": Refund,
}
REQUIRED_KINDS = frozenset({"customers"})
