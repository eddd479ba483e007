"""The source's amounts and payment methods in the format's terms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

CURRENCY = "USD"

_KINDS = {"credit_card": "card", "paypal": "paypal", "gift_card": "gift_card"}


class ConvertError(Exception):
    """The source says something that the format cannot; the message names the record."""


def minor_units(amount: Decimal | int) -> int:
    """Cents of a dollar amount. Raises ConvertError for a part of a cent."""
    cents = Decimal(amount) * 100
    if cents != cents.to_integral_value():
        raise ConvertError(f"{amount} is not a whole number of cents")
    return int(cents)


def payment_kind(method: Mapping[str, Any]) -> str:
    kind = _KINDS.get(method["source"])
    if kind is None:
        raise ConvertError(f"payment method {method['id']}: unknown source {method['source']!r}")
    return kind


def payment_label(method: Mapping[str, Any]) -> str:
    if method["source"] == "credit_card":
        return f"{method['brand'].title()} ending {method['last_four']}"
    return {"paypal": "PayPal", "gift_card": "Gift card"}[method["source"]]
