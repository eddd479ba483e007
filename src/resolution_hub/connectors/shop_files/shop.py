"""A whole shop in memory, by kind: what a folder held, where each record stood, and what it refers to elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from resolution_hub.connectors.shop_files.problems import Problems
from resolution_hub.connectors.shop_files.records import (
    KINDS,
    Address,
    Charge,
    Customer,
    DeliveryOption,
    Order,
    OrderLine,
    PaymentMethod,
    Plan,
    Product,
    Promotion,
    Record,
    Refund,
    Return,
    Scan,
    Shipment,
    Subscription,
    Variant,
)

R = TypeVar("R", bound=Record)


class Pile(Generic[R]):
    """The records of one file. A line that could not be read keeps its place, so that a record's line is known."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.file = f"{kind}.jsonl"
        self.given = False  # the file is there, though it may be empty
        self._key = KINDS[kind].key
        self._lines: list[R | None] = []
        self._line_by_key: dict[str | tuple[Any, ...], int] = {}

    def add(self, record: R | None, remains: Mapping[str, Any], problems: Problems) -> None:
        """The next line. `remains`: what could be read of a bad one, so that a reference to it is no second problem."""
        self._lines.append(record)
        line = len(self._lines)
        values = [getattr(record, name) if record is not None else remains.get(name) for name in self._key]
        if not all(isinstance(value, str) for value in values):
            return
        first = self._line_by_key.setdefault(cast("str", values[0]) if len(values) == 1 else tuple(values), line)
        if first != line:
            problems.add(self.file, line, self._key[-1], f"{values[-1]!r} stands in line {first} already")

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, key: str) -> bool:
        return key in self._line_by_key

    def find(self, key: str) -> R | None:
        """None for a key that is not here, and for one whose line could not be read."""
        line = self._line_by_key.get(key)
        return self._lines[line - 1] if line is not None else None

    def numbered(self) -> Iterator[tuple[int, R]]:
        """The readable records with their lines."""
        return ((line, record) for line, record in enumerate(self._lines, start=1) if record is not None)

    def records(self) -> Iterator[R]:
        return (record for record in self._lines if record is not None)


class Shop:
    """All piles. Built by `folder`; complete and checked when it comes out of there.

    `external`: ids by kind that records refer to and the folder does not hold.
    """

    def __init__(self, name: str, exported_at: datetime | None) -> None:
        self.name = name
        self.exported_at = exported_at
        self.external: dict[str, set[str]] = {}
        self.customers: Pile[Customer] = Pile("customers")
        self.addresses: Pile[Address] = Pile("addresses")
        self.payment_methods: Pile[PaymentMethod] = Pile("payment_methods")
        self.products: Pile[Product] = Pile("products")
        self.variants: Pile[Variant] = Pile("variants")
        self.delivery_options: Pile[DeliveryOption] = Pile("delivery_options")
        self.plans: Pile[Plan] = Pile("plans")
        self.promotions: Pile[Promotion] = Pile("promotions")
        self.orders: Pile[Order] = Pile("orders")
        self.order_lines: Pile[OrderLine] = Pile("order_lines")
        self.shipments: Pile[Shipment] = Pile("shipments")
        self.scans: Pile[Scan] = Pile("scans")
        self.returns: Pile[Return] = Pile("returns")
        self.subscriptions: Pile[Subscription] = Pile("subscriptions")
        self.charges: Pile[Charge] = Pile("charges")
        self.refunds: Pile[Refund] = Pile("refunds")

    def pile(self, kind: str) -> Pile[Any]:
        pile: Pile[Any] = getattr(self, kind)
        return pile

    def piles(self) -> Iterator[Pile[Any]]:
        return (self.pile(kind) for kind in KINDS)
