"""The demo shop's books while they are being written: records in the import format, and what parcels have ahead of them.

Whatever is added keeps the books right: an order's total is what was paid for its lines, with tax, and shipping; what is
captured sums to the total; a scan that lies ahead of `now` becomes part of the parcel's future instead of a record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop import wares
from resolution_hub.connectors.demo_shop.catalogue import Product, Variant
from resolution_hub.connectors.demo_shop.parcels import CARRIER, Sighting
from resolution_hub.connectors.demo_shop.places import City, Region, Spot
from resolution_hub.core.money import Money

KINDS = (
    "customers", "addresses", "payment_methods", "products", "variants", "delivery_options", "plans", "promotions", "orders",
    "order_lines", "shipments", "scans", "returns", "subscriptions", "charges", "refunds",
)  # fmt: skip
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """`id` is given when somebody has it. `balance` is in minor units of their currency."""

    kind: str
    label: str
    expires_on: date | None = None
    balance: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    region: Region
    city: City
    home: Spot
    address_id: str
    methods: tuple[Method, ...]

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.city.timezone)).date()


@dataclass(frozen=True, slots=True)
class Item:
    """`usd`: the list price on that day, where it was another than today's."""

    product: Product
    variant: Variant
    quantity: int = 1
    usd: int | None = None

    @property
    def list_price(self) -> int:
        return self.usd if self.usd is not None else self.variant.usd


@dataclass(frozen=True, slots=True)
class Bought:
    """An order as written: `lines` are its records."""

    record: Record
    person: Person
    lines: tuple[Record, ...]

    @property
    def id(self) -> str:
        return str(self.record["id"])

    @property
    def line_ids(self) -> tuple[str, ...]:
        return tuple(line["id"] for line in self.lines)

    def worth(self, line_ids: Sequence[str]) -> int:
        """What those lines cost with their share of the tax."""
        return sum(line["paid"] for line in self.lines if line["id"] in line_ids)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel under way. `ahead` is what the carrier has yet to see, `seen` how many scans are in the records."""

    tracking_number: str
    person: Person
    seen: int
    last: Sighting | None
    ahead: tuple[Sighting, ...]


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Books:
    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng = rng
        self.now = now
        self.records: dict[str, list[Record]] = {kind: [] for kind in KINDS} | wares.records(now)
        self.parcels: dict[str, Parcel] = {}
        self._numbers: set[int] = set()

    def next_id(self, prefix: str, kind: str) -> str:
        return f"{prefix}_{len(self.records[kind]) + 1:05d}"

    def add(self, kind: str, /, **fields: Any) -> Record:
        """One record; times and days become text, what is None is left out."""
        record = {name: _written(value) for name, value in fields.items() if value is not None}
        self.records[kind].append(record)
        return record

    def order(
        self, person: Person, placed_at: datetime, items: Sequence[Item], *, status: str, id_: str | None = None,
        cancelled_at: datetime | None = None,
    ) -> Bought:  # fmt: skip
        region = person.region
        order_id = id_ or self.next_id("ord", "orders")
        values = [region.price(item.list_price) * item.quantity for item in items]
        goods = sum(values) + (sum(values) * person.city.tax + 5000) // 10000
        shipping = 0 if sum(values) >= region.free_from else region.shipping
        record = self.add(
            "orders", id=order_id, number=self._number(placed_at), customer_id=person.id, placed_at=placed_at,
            status=status, total=goods + shipping, currency=region.currency, address_id=person.address_id,
            cancelled_at=cancelled_at, shipping=shipping, delivery_id=wares.delivery_id(region),
        )  # fmt: skip
        shares = Money(goods, region.currency).split(values)
        lines = [
            self.add(
                "order_lines", id=f"{order_id}_{place}", order_id=order_id, product_id=item.product.id,
                name=item.product.name, options=item.variant.label, quantity=item.quantity,
                unit_price=region.price(item.list_price), variant_id=item.variant.id, paid=share.minor,
            )
            for place, (item, share) in enumerate(zip(items, shares, strict=True), 1)
        ]  # fmt: skip
        return Bought(record, person, tuple(lines))

    def charge(self, bought: Bought, at: datetime, amount: int, method: Method, id_: str | None = None) -> Record:
        return self.add(
            "charges", id=id_ or self.next_id("chg", "charges"), customer_id=bought.person.id, order_id=bought.id,
            amount=amount, currency=bought.record["currency"], at=at, method=method.kind, method_label=method.label,
            method_id=method.id, description=f"Order {bought.record['number']}",
        )  # fmt: skip

    def subscribe(
        self, person: Person, id_: str, plan: wares.Plan, started: datetime, *, trial_ends_at: datetime | None = None,
        cancelled_at: datetime | None = None, ends_at: datetime | None = None,
    ) -> Record:  # fmt: skip
        """A subscription with every charge that fell due, at its price, after a trial and until now or its end."""
        record = self.add(
            "subscriptions", id=id_, customer_id=person.id, plan=plan.name, price=plan.price, currency=plan.currency,
            interval_days=plan.interval_days, started_at=started, cancelled_at=cancelled_at, ends_at=ends_at,
            plan_id=plan.id, trial_ends_at=trial_ends_at,
        )  # fmt: skip
        due = trial_ends_at or started
        while due < self.now and (ends_at is None or due < ends_at):
            self.subscription_charge(person, record, due, plan.price)
            due += timedelta(days=plan.interval_days)
        return record

    def subscription_charge(self, person: Person, record: Record, at: datetime, amount: int, id_: str = "") -> Record:
        method = person.methods[0]
        return self.add(
            "charges", id=id_ or self.next_id("chg", "charges"), customer_id=person.id, subscription_id=record["id"],
            amount=amount, currency=record["currency"], at=at, method=method.kind, method_label=method.label,
            method_id=method.id, description=record["plan"],
        )  # fmt: skip

    def take_back(
        self, bought: Bought, id_: str, status: str, opened_at: datetime, reasons: Mapping[str, str], shipment_id: str
    ) -> Record:  # fmt: skip
        """A return of whole lines, with the reason for each."""
        lines = [line for line in bought.lines if line["id"] in reasons]
        return self.add(
            "returns", id=id_, order_id=bought.id, status=status, opened_at=opened_at, line_ids=list(reasons),
            shipment_id=shipment_id, refund_due=bought.worth(list(reasons)), currency=bought.record["currency"],
            items=[{"line_id": each["id"], "quantity": each["quantity"], "reason": reasons[each["id"]]} for each in lines],
        )  # fmt: skip

    def ship(
        self, bought: Bought, way: Sequence[Sighting], *, id_: str | None = None, direction: str = "outbound",
        promised_on: date | None = None, expected_on: date | None = None, known: bool = True,
    ) -> str:  # fmt: skip
        """A parcel on its way: scans up to now, the rest ahead. Returns the shipment's id; `known`: it has a plan."""
        shipment_id = id_ or self.next_id("shp", "shipments")
        tracking = f"MP{self.rng.randrange(10**9, 10**10)}"
        seen = [sighting for sighting in way if sighting.at < self.now]
        left = next((s.at for s in seen if s.status != "label_created"), None)
        self.add(
            "shipments", id=shipment_id, order_id=bought.id, direction=direction, carrier=CARRIER,
            tracking_number=tracking, dispatched_at=left, promised_on=promised_on, expected_on=expected_on,
        )  # fmt: skip
        for step, sighting in enumerate(seen, 1):
            self.add(
                "scans", shipment_id=shipment_id, event_id=f"{tracking}-{step:03d}", at=sighting.at,
                status=sighting.status.value, place=sighting.spot.name, latitude=sighting.spot.latitude,
                longitude=sighting.spot.longitude,
            )  # fmt: skip
        ahead = tuple(s for s in way if s.at >= self.now) if known else ()
        last = seen[-1] if seen else None
        self.parcels[shipment_id] = Parcel(tracking, bought.person, len(seen), last, ahead)
        return shipment_id

    def refund(
        self, charge: Record, amount: int, requested_at: datetime, *, failed: bool = False, id_: str | None = None
    ) -> None:
        sent_at = requested_at + timedelta(minutes=self.rng.randrange(1, 40))
        number = self.rng.randrange(10**7, 10**8)
        self.add(
            "refunds", id=id_ or self.next_id("rfd", "refunds"), charge_id=charge["id"], amount=amount,
            currency=charge["currency"], state="failed" if failed else "sent", requested_at=requested_at,
            sent_at=None if failed else min(sent_at, self.now), reference=None if failed else f"PAY-{number}",
        )  # fmt: skip

    def _number(self, placed_at: datetime) -> str:
        """Grows with time, as a shop's numbers do; six digits."""
        number = 100_000 + int((placed_at - (self.now - timedelta(days=500))).total_seconds() // 60)
        while number in self._numbers:
            number += 1
        self._numbers.add(number)
        return f"JP-{number}"


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value
