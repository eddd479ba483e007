"""The demo shop's books while they are being written: records in the import format, and what parcels have ahead of them.

Whatever is added keeps the books right: an order's total is its lines, tax and shipping; what is captured sums to the
total; a scan that lies ahead of `now` becomes part of the parcel's future instead of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop.catalogue import PRODUCTS, Product
from resolution_hub.connectors.demo_shop.parcels import CARRIER, Sighting
from resolution_hub.connectors.demo_shop.places import City, Region, Spot
from resolution_hub.core.money import Money

KINDS = (
    "customers", "addresses", "payment_methods", "products", "orders", "order_lines", "shipments", "scans", "returns",
    "subscriptions", "charges", "refunds",
)  # fmt: skip
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    kind: str
    label: str


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
    product: Product
    option: str = ""
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Bought:
    """An order as written: `goods` is the total without shipping; `line_values` are before tax."""

    record: Record
    person: Person
    line_ids: tuple[str, ...]
    line_values: tuple[int, ...]
    goods: int

    @property
    def id(self) -> str:
        return str(self.record["id"])

    def worth(self, line_ids: Sequence[str]) -> int:
        """What those lines cost with their share of the tax."""
        shares = Money(self.goods, self.person.region.currency).split(self.line_values)
        return sum(share.minor for id_, share in zip(self.line_ids, shares, strict=True) if id_ in line_ids)


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
        self.records: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        self.parcels: dict[str, Parcel] = {}
        self._numbers: set[int] = set()
        self.records["products"] = [
            {"id": p.id, "name": p.name, "category": p.category, "description": p.description, "icon": p.icon,
             "price": p.usd, "currency": "USD"}
            for p in PRODUCTS
        ]  # fmt: skip

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
        values = tuple(region.price(item.product.usd) * item.quantity for item in items)
        goods = sum(values) + (sum(values) * person.city.tax + 5000) // 10000
        total = goods + (0 if sum(values) >= region.free_from else region.shipping)
        record = self.add(
            "orders", id=order_id, number=self._number(placed_at), customer_id=person.id, placed_at=placed_at,
            status=status, total=total, currency=region.currency, address_id=person.address_id,
            cancelled_at=cancelled_at,
        )  # fmt: skip
        line_ids = tuple(f"{order_id}_{place}" for place in range(1, len(items) + 1))
        for line_id, item in zip(line_ids, items, strict=True):
            self.add(
                "order_lines", id=line_id, order_id=order_id, product_id=item.product.id, name=item.product.name,
                options=item.option, quantity=item.quantity, unit_price=region.price(item.product.usd),
            )  # fmt: skip
        return Bought(record, person, line_ids, values, goods)

    def charge(self, bought: Bought, at: datetime, amount: int, method: Method, id_: str | None = None) -> Record:
        return self.add(
            "charges", id=id_ or self.next_id("chg", "charges"), customer_id=bought.person.id, order_id=bought.id,
            amount=amount, currency=bought.record["currency"], at=at, method=method.kind, method_label=method.label,
            description=f"Order {bought.record['number']}",
        )  # fmt: skip

    def membership(
        self, person: Person, id_: str, started: datetime, *, yearly: bool = False,
        cancelled_at: datetime | None = None, ends_at: datetime | None = None,
    ) -> Record:  # fmt: skip
        """A membership with every charge that fell due, at its price, until now or its end."""
        price = person.region.yearly if yearly else person.region.monthly
        days, plan = (365, "Juniper Plus yearly") if yearly else (30, "Juniper Plus monthly")
        record = self.add(
            "subscriptions", id=id_, customer_id=person.id, plan=plan, price=price, currency=person.region.currency,
            interval_days=days, started_at=started, cancelled_at=cancelled_at, ends_at=ends_at,
        )  # fmt: skip
        due = started
        while due < self.now and (ends_at is None or due < ends_at):
            self.membership_charge(person, record, due, price)
            due += timedelta(days=days)
        return record

    def membership_charge(self, person: Person, record: Record, at: datetime, amount: int, id_: str = "") -> Record:
        method = person.methods[0]
        return self.add(
            "charges", id=id_ or self.next_id("chg", "charges"), customer_id=person.id, subscription_id=record["id"],
            amount=amount, currency=record["currency"], at=at, method=method.kind, method_label=method.label,
            description=record["plan"],
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
