"""What the shop has told us: customers, orders, parcels, returns, subscriptions. Money is in `remedies`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import asyncpg
import msgspec

from resolution_hub.core.acts import ORDER_ACTS, SUBSCRIPTION_ACTS, Act, ChangeDelivery
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import PaymentMethod, Plan, Subscription
from resolution_hub.core.money import Money
from resolution_hub.core.order import (
    Address,
    DeliveryOption,
    Destination,
    Direction,
    Order,
    OrderStatus,
    Return,
    ReturnItem,
    ReturnStatus,
    ScanStatus,
    Shipment,
    Timing,
    Variant,
    return_after_scan,
    status_after_scans,
)
from resolution_hub.core.people import Customer, CustomerId
from resolution_hub.core.situation import Situation
from resolution_hub.features.records import store
from resolution_hub.ports.carriers import ParcelEvent


@dataclass(frozen=True, slots=True)
class _ReturnRow:
    id: str
    order_id: str
    status: ReturnStatus
    opened_at: datetime
    line_ids: tuple[str, ...]
    shipment_id: str | None
    refund_due: Money
    kind: str
    items: tuple[ReturnItem, ...]
    destination: Destination
    method_id: str | None
    prepaid: bool
    timing: Timing
    deadline: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class _Rows:
    customer: Customer | None
    orders: tuple[Order, ...]
    returns: tuple[_ReturnRow, ...]
    subscriptions: tuple[Subscription, ...]
    methods: tuple[PaymentMethod, ...]
    home: Address | None


@dataclass(frozen=True, slots=True)
class Records:
    """One customer with their newest orders (60 at most, newest first), returns, subscriptions and methods of payment.

    `home` is the address that new orders go to.
    """

    customer: Customer
    orders: tuple[Order, ...]
    returns: tuple[Return, ...]
    subscriptions: tuple[Subscription, ...]
    methods: tuple[PaymentMethod, ...]
    home: Address | None


_rows = msgspec.json.Decoder(_Rows)
_shipment = msgspec.json.Decoder(Shipment)


class NoSuchCustomer(Exception):
    """The customer's id is not in the records."""


async def get_records(tx: asyncpg.Connection, customer_id: CustomerId) -> Records:
    """Everything about one customer, in one query. Raises NoSuchCustomer."""
    rows = _rows.decode(await tx.fetchval(store.RECORDS_OF_CUSTOMER, customer_id))
    if rows.customer is None:
        raise NoSuchCustomer(customer_id)
    shipments = {s.id: s for o in rows.orders for s in o.shipments}
    returns = tuple(
        Return(
            r.id, r.order_id, r.status, r.opened_at, r.line_ids, shipments.get(r.shipment_id or ""), r.refund_due, r.kind,
            r.items, r.destination, r.method_id, r.prepaid, r.timing, r.deadline, r.outcome,
        )
        for r in rows.returns
    )  # fmt: skip
    return Records(rows.customer, rows.orders, returns, rows.subscriptions, rows.methods, rows.home)


_variants = msgspec.json.Decoder(tuple[Variant, ...])
_options = msgspec.json.Decoder(tuple[DeliveryOption, ...])
_plans = msgspec.json.Decoder(tuple[Plan, ...])


async def get_wares(
    tx: asyncpg.Connection, product_ids: Sequence[str] = (), region: str = "", plan_ids: Sequence[str] = ()
) -> Wares:
    """What the shop offers now: all variants of these products, all speeds of delivery of the region, and the plans that
    these can be changed to. What is not asked for is not read."""
    variants = _variants.decode(await tx.fetchval(store.VARIANTS, list(product_ids))) if product_ids else ()
    delivery = _options.decode(await tx.fetchval(store.DELIVERY_OPTIONS, region)) if region else ()
    plans = _plans.decode(await tx.fetchval(store.PLANS, list(plan_ids))) if plan_ids else ()
    return Wares(variants, delivery, plans)


async def wares_for(tx: asyncpg.Connection, wanted: Iterable[Act], who: Situation) -> Wares:
    """What these acts choose from."""
    wanted = tuple(wanted)
    orders = [who.order(act.order_id) for act in wanted if isinstance(act, ORDER_ACTS)]
    products = sorted({line.product_id for order in orders if order is not None for line in order.lines})
    delivery = any(isinstance(act, ChangeDelivery) for act in wanted)
    plans = [who.subscription(act.subscription_id) for act in wanted if isinstance(act, SUBSCRIPTION_ACTS)]
    return await get_wares(
        tx,
        products,
        who.customer.region if delivery else "",
        [plan.plan_id for plan in plans if plan is not None and plan.plan_id is not None],
    )


async def get_customer(tx: asyncpg.Connection, customer_id: CustomerId) -> Customer:
    """Raises NoSuchCustomer."""
    row = await tx.fetchrow(store.CUSTOMER, customer_id)
    if row is None:
        raise NoSuchCustomer(customer_id)
    return Customer(**dict(row))


@dataclass(frozen=True, slots=True)
class Applied:
    """What a carrier's event touched. `new` is False for a repeat, which changes nothing."""

    shipment_id: str
    order_id: str
    customer_id: CustomerId
    new: bool


async def apply_parcel_event(tx: asyncpg.Connection, carrier: str, event: ParcelEvent) -> Applied | None:
    """Add a scan and let the order or return follow its parcels. None for a parcel that is not ours.

    Late, repeated and out-of-order events are fine: state is read from all scans, and only the newest scan may move
    the estimate.
    """
    row = await tx.fetchrow(store.SHIPMENT_FOR_SCAN, carrier, event.tracking_number)
    if row is None:
        return None
    scan = event.scan
    added = await tx.fetchrow(
        store.ADD_SCAN, row["id"], scan.event_id, scan.at, scan.status, scan.place, scan.latitude, scan.longitude
    )
    applied = Applied(row["id"], row["order_id"], CustomerId(row["customer_id"]), new=added is not None)
    if added is None:
        return applied
    left_the_shop = scan.at if scan.status is not ScanStatus.LABEL_CREATED else None
    await tx.execute(store.UPDATE_SHIPMENT, row["id"], left_the_shop, event.expected_on if added["newest"] else None)
    if row["direction"] == Direction.OUTBOUND:
        await _order_follows(tx, row["order_id"], OrderStatus(row["order_status"]))
    else:
        await _return_follows(tx, row["id"], scan.status)
    return applied


async def _order_follows(tx: asyncpg.Connection, order_id: str, status: OrderStatus) -> None:
    shipments = [_shipment.decode(text) for (text,) in await tx.fetch(store.SHIPMENTS_OF_ORDER, order_id)]
    outbound = [s for s in shipments if s.direction is Direction.OUTBOUND]
    await tx.execute(store.SET_ORDER_STATUS, order_id, status_after_scans(status, outbound))


async def _return_follows(tx: asyncpg.Connection, shipment_id: str, scan: ScanStatus) -> None:
    row = await tx.fetchrow(store.RETURN_OF_SHIPMENT, shipment_id)
    if row is not None:
        status = ReturnStatus(row["status"])
        await tx.execute(store.SET_RETURN_STATUS, row["id"], return_after_scan(status, scan))


async def get_order(tx: asyncpg.Connection, customer_id: CustomerId, order_id: str) -> Order:
    """Raises LookupError when it is not one of the customer's newest orders."""
    known = await get_records(tx, customer_id)
    order = next((order for order in known.orders if order.id == order_id), None)
    if order is None:
        raise LookupError(order_id)
    return order


async def lock_order(tx: asyncpg.Connection, order_id: str) -> None:
    """Hold the order until the transaction ends, so that two requests about it are decided one after the other."""
    await tx.execute(store.LOCK_ORDER, order_id)


async def mark_cancelled(tx: asyncpg.Connection, order_id: str, at: datetime) -> None:
    """The shop has confirmed that it will not send the order."""
    await tx.execute(store.CANCEL_ORDER, order_id, at)


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the catalogue has it; `price` is its list price."""

    id: str
    name: str
    category: str
    description: str
    price: Money


@dataclass(frozen=True, slots=True)
class Promotion:
    """A code that takes `percent` or `amount` off: of orders from `minimum` on, of one category where it names one."""

    code: str
    name: str
    percent: int | None
    amount: Money | None
    minimum: Money | None
    category: str | None
    starts_at: datetime
    ends_at: datetime


async def get_promotions(tx: asyncpg.Connection, now: datetime) -> list[Promotion]:
    """Those that run or are still to come, by code."""
    found = []
    for row in await tx.fetch(store.PROMOTIONS, now):
        currency = row["currency"]
        amount = Money(row["amount"], currency) if row["amount"] is not None else None
        minimum = Money(row["minimum"], currency) if row["minimum"] and currency is not None else None
        found.append(
            Promotion(
                row["code"],
                row["name"],
                row["percent"],
                amount,
                minimum,
                row["category"],
                row["starts_at"],
                row["ends_at"],
            )
        )
    return found


ProductsStamp = tuple[int, int]


async def get_products_stamp(connection: asyncpg.Connection) -> ProductsStamp:
    """A value that is another one when any product came, went or changed."""
    [row] = await connection.fetch(store.PRODUCTS_STAMP)
    return row["count"], row["content"]


async def get_products(connection: asyncpg.Connection) -> tuple[Product, ...]:
    """The whole catalogue, by id."""
    rows = await connection.fetch(store.PRODUCTS)
    return tuple(
        Product(row["id"], row["name"], row["category"], row["description"], Money(row["price"], row["currency"]))
        for row in rows
    )
