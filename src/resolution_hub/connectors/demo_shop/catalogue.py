"""What Juniper & Pine sells: the invented goods of `catalogue.csv`, with list prices in US dollars.

The column `options` holds what a customer chooses, as `Size: S|M|L; Colour: Blue|Rust`; every combination is a variant.
`L +2000` costs 20 dollars more than the product's price. `sold_out` names variants by their values, as `L, Rust|S, Blue`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product as combinations
from pathlib import Path

_FILE = Path(__file__).with_name("catalogue.csv")


@dataclass(frozen=True, slots=True)
class Variant:
    """`options` are name and value in the shop's order, none for a product of one kind. `usd`: the list price in cents."""

    id: str
    options: tuple[tuple[str, str], ...]
    usd: int
    available: bool

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for _, value in self.options)

    @property
    def label(self) -> str:
        return ", ".join(f"{name}: {value}" for name, value in self.options)


@dataclass(frozen=True, slots=True)
class Product:
    """`usd` is the price in cents of the cheapest variant."""

    id: str
    name: str
    category: str
    icon: str
    usd: int
    variants: tuple[Variant, ...]
    description: str

    def variant(self, *values: str) -> Variant:
        """The variant with exactly these values."""
        return next(variant for variant in self.variants if variant.values == values)


def _product(row: dict[str, str]) -> Product:
    slug, price = _slug(row["name"]), int(row["usd_cents"])
    variants = tuple(_variants(slug, price, row["options"], frozenset(filter(None, row["sold_out"].split("|")))))
    return Product(f"prd_{slug}", row["name"], row["category"], row["icon"], price, variants, row["description"])


def _variants(slug: str, price: int, told: str, sold_out: frozenset[str]) -> Iterator[Variant]:
    names, choices = [], []
    for option in filter(None, told.split("; ")):
        name, offered = option.split(": ")
        names.append(name)
        choices.append([_value(value) for value in offered.split("|")])
    for chosen in combinations(*choices):
        values = [value for value, _ in chosen]
        yield Variant(
            "_".join(("var", slug, *map(_slug, values))),
            tuple(zip(names, values, strict=True)),
            price + sum(more for _, more in chosen),
            ", ".join(values) not in sold_out,
        )


def _value(told: str) -> tuple[str, int]:
    """What is chosen, and how much more it costs."""
    value, _, more = told.partition(" +")
    return value, int(more or 0)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "")).strip("_")


def _read() -> tuple[Product, ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_product(row) for row in csv.DictReader(lines))


PRODUCTS = _read()
BY_ID = {product.id: product for product in PRODUCTS}
