"""What Juniper & Pine sells: the invented goods of `catalogue.csv`, with list prices in US dollars."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("catalogue.csv")


@dataclass(frozen=True, slots=True)
class Product:
    """`usd` is the list price in cents; `options` are the choices a customer has, empty for one kind only."""

    id: str
    name: str
    category: str
    icon: str
    usd: int
    options: tuple[str, ...]
    description: str


def _product(row: dict[str, str]) -> Product:
    slug = re.sub(r"[^a-z0-9]+", "_", row["name"].lower().replace("'", "")).strip("_")
    options = tuple(row["options"].split("|")) if row["options"] else ()
    price = int(row["usd_cents"])
    return Product(f"prd_{slug}", row["name"], row["category"], row["icon"], price, options, row["description"])


def _read() -> tuple[Product, ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_product(row) for row in csv.DictReader(lines))


PRODUCTS = _read()
BY_ID = {product.id: product for product in PRODUCTS}
