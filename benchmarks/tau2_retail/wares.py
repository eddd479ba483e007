"""The source's products and all their variants, whether or not one can be bought now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.tau2_retail.amounts import CURRENCY, minor_units
from benchmarks.tau2_retail.guesses import icon_and_category


def product_row(product: Mapping[str, Any]) -> dict[str, Any]:
    variants = product["variants"].values()
    options: dict[str, set[str]] = {}
    for variant in variants:
        for name, value in variant["options"].items():
            options.setdefault(name, set()).add(value)
    icon, category = icon_and_category(product["name"])
    return {
        "id": product["product_id"],
        "name": product["name"],
        "category": category,
        "description": "; ".join(f"{name}: {', '.join(sorted(values))}" for name, values in options.items()),
        "icon": icon,
        "price": min(minor_units(variant["price"]) for variant in variants),
        "currency": CURRENCY,
    }


def variant_rows(product: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A variant keeps the source's item id."""
    for variant in product["variants"].values():
        yield {
            "id": variant["item_id"],
            "product_id": product["product_id"],
            "options": variant["options"],
            "price": minor_units(variant["price"]),
            "currency": CURRENCY,
            "available": variant["available"],
        }


def label(options: Mapping[str, str]) -> str:
    """A line's options as text."""
    return ", ".join(f"{name}: {value}" for name, value in options.items())
