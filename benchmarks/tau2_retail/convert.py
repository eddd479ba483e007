"""An outside shop's `db.json` (users, products, orders) as a folder of the hub's import format.

What the source does not have is made up by rule, the same for every run: times from a hash of the order's id before the
as-of date, the carrier's name, a customer's language and time zone from the state. Amounts are decimal text in the
source and never pass through a float.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.tau2_retail.amounts import CURRENCY, ConvertError, minor_units, payment_kind, payment_label
from benchmarks.tau2_retail.guesses import COUNTRY_CODES, DEFAULT_TIMEZONE, TIMEZONE_BY_STATE
from benchmarks.tau2_retail.wares import label, product_row, variant_rows

Row = dict[str, Any]
_Addresses = dict[str, dict[str, str]]  # a user's id → an address as text → its id
CARRIER = "sandbox"  # the source names none; this is the one whose scans a demo can play

# How long before the as-of date an order was placed: (at least, at most).
_AGES = {
    "placed": (timedelta(hours=1), timedelta(hours=36)),
    "dispatched": (timedelta(days=2), timedelta(days=4)),
    "delivered": (timedelta(days=6), timedelta(days=90)),
    "cancelled": (timedelta(days=3), timedelta(days=90)),
}
_TO_DISPATCH = timedelta(days=1)
_TO_DELIVERY = timedelta(days=4)
_TO_CANCELLATION = timedelta(hours=2)


def read_source(folder: Path) -> Mapping[str, Any]:
    """The shop in `folder`/db.json, its amounts as Decimal."""
    source: Mapping[str, Any] = json.loads((folder / "db.json").read_text(encoding="utf-8"), parse_float=Decimal)
    missing = {"users", "products", "orders"} - source.keys()
    if missing:
        raise ConvertError(f"db.json has no {', '.join(sorted(missing))}")
    return source


def convert(source: Mapping[str, Any], as_of: date) -> dict[str, list[Row]]:
    """Rows by kind, ready for the import. Raises ConvertError."""
    rows: dict[str, list[Row]] = {
        kind: []
        for kind in (
            "customers", "addresses", "payment_methods", "products", "variants", "orders", "order_lines",
            "shipments", "scans", "charges", "refunds",
        )
    }  # fmt: skip
    addresses: _Addresses = {}
    for user in source["users"].values():
        _add_customer(rows, user)
        _address_id(rows, addresses, user["user_id"], user["address"])  # the first is the one that new orders go to
    for product in source["products"].values():
        rows["products"].append(product_row(product))
        rows["variants"].extend(variant_rows(product))
    for order in source["orders"].values():
        user = source["users"].get(order["user_id"])
        if user is None:
            raise ConvertError(f"order {order['order_id']}: no user {order['user_id']!r}")
        _Order(rows, order, user, as_of).add(_address_id(rows, addresses, user["user_id"], order["address"]))
    known = {variant["id"] for variant in rows["variants"]}
    for line in rows["order_lines"]:
        if line["variant_id"] not in known:
            del line["variant_id"]  # it was sold, and is no longer in the catalogue
    return rows


def write_folder(rows: Mapping[str, list[Row]], folder: Path, name: str, as_of: date) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"format": "resolution-hub-shop/1", "shop": name, "exported_at": _text(_start_of(as_of))}
    (folder / "manifest.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")
    for kind, lines in rows.items():
        with (folder / f"{kind}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _add_customer(rows: dict[str, list[Row]], user: Mapping[str, Any]) -> None:
    address = user["address"]
    rows["customers"].append(
        {
            "id": user["user_id"],
            "given_name": user["name"]["first_name"],
            "family_name": user["name"]["last_name"],
            "email": user["email"],
            "locale": "en-US",
            "region": _country(address),
            "currency": CURRENCY,
            "timezone": TIMEZONE_BY_STATE.get(address["state"], DEFAULT_TIMEZONE),
        }
    )
    for method in user["payment_methods"].values():
        row = {
            "id": method["id"],
            "customer_id": user["user_id"],
            "kind": payment_kind(method),
            "label": payment_label(method),
        }
        if "balance" in method:
            row |= {"balance": minor_units(method["balance"]), "currency": CURRENCY}
        rows["payment_methods"].append(row)


def _address_id(rows: dict[str, list[Row]], addresses: _Addresses, user_id: str, address: Mapping[str, Any]) -> str:
    """The id of the user's address, added when it is new: an order may go elsewhere than to the user's own."""
    known = addresses.setdefault(user_id, {})
    key = json.dumps(address, sort_keys=True)
    if key not in known:
        known[key] = f"{user_id}-address-{len(known) + 1}"
        rows["addresses"].append(
            {
                "id": known[key],
                "customer_id": user_id,
                "lines": [line for line in (address["address1"], address.get("address2")) if line],
                "city": address["city"],
                "region": address["state"],
                "postcode": address["zip"],
                "country": _country(address),
            }
        )
    return known[key]


class _Order:
    """One order of the source on its way into the rows."""

    def __init__(
        self, rows: dict[str, list[Row]], order: Mapping[str, Any], user: Mapping[str, Any], as_of: date
    ) -> None:
        self._rows = rows
        self._order = order
        self._user = user
        self._id = order["order_id"].removeprefix("#")
        self._status = _status(order)
        least, most = _AGES[self._status]
        self._placed_at = _start_of(as_of) - least - (most - least) * _share(self._id)
        self._placed_at = self._placed_at.replace(microsecond=0)

    def add(self, address_id: str) -> None:
        cancelled = self._status == "cancelled"
        self._rows["orders"].append(
            {
                "id": self._id,
                "number": self._order["order_id"],
                "customer_id": self._user["user_id"],
                "placed_at": _text(self._placed_at),
                "status": self._status,
                "total": sum(minor_units(item["price"]) for item in self._order["items"]),
                "currency": CURRENCY,
                "address_id": address_id,
                **({"cancelled_at": _text(self._placed_at + _TO_CANCELLATION)} if cancelled else {}),
            }
        )
        self._rows["order_lines"].extend(self._lines())
        if self._status in ("dispatched", "delivered"):
            self._add_parcels()
        self._add_payments()

    def _lines(self) -> Iterator[Row]:
        for number, item in enumerate(self._order["items"], start=1):
            yield {
                "id": f"{self._id}-{number}",
                "order_id": self._id,
                "product_id": item["product_id"],
                "name": item["name"],
                "options": label(item["options"]),
                "quantity": 1,
                "unit_price": minor_units(item["price"]),
                "variant_id": item["item_id"],
                "paid": minor_units(item["price"]),
            }

    def _add_parcels(self) -> None:
        numbers = [number for fulfilled in self._order["fulfillments"] for number in fulfilled["tracking_id"]]
        for place, number in enumerate(numbers, start=1):
            parcel = f"{self._id}-parcel-{place}"
            self._rows["shipments"].append(
                {
                    "id": parcel,
                    "order_id": self._id,
                    "direction": "outbound",
                    "carrier": CARRIER,
                    "tracking_number": number,
                    "dispatched_at": _text(self._placed_at + _TO_DISPATCH),
                }
            )
            if self._status == "delivered":
                self._rows["scans"].append(
                    {
                        "shipment_id": parcel,
                        "event_id": f"{parcel}-delivered",
                        "at": _text(self._placed_at + _TO_DELIVERY),
                        "status": "delivered",
                        "place": self._order["address"]["city"],
                    }
                )

    def _add_payments(self) -> None:
        left: dict[str, int] = {}
        methods: dict[str, str] = {}
        for number, entry in enumerate(self._order["payment_history"], start=1):
            amount = minor_units(entry["amount"])
            if entry["transaction_type"] == "payment":
                charge = self._charge(f"{self._id}-payment-{number}", entry["payment_method_id"], amount)
                left[charge], methods[charge] = amount, entry["payment_method_id"]
            else:
                self._refund(f"{self._id}-refund-{number}", entry["payment_method_id"], amount, left, methods)

    def _charge(self, charge_id: str, method_id: str, amount: int) -> str:
        method = self._user["payment_methods"].get(method_id)
        if method is None:
            raise ConvertError(f"order {self._order['order_id']}: its customer has no payment method {method_id!r}")
        self._rows["charges"].append(
            {
                "id": charge_id,
                "customer_id": self._user["user_id"],
                "order_id": self._id,
                "amount": amount,
                "currency": CURRENCY,
                "at": _text(self._placed_at),
                "method": payment_kind(method),
                "method_label": payment_label(method),
                "description": f"Order {self._order['order_id']}",
                "method_id": method_id,
            }
        )
        return charge_id

    def _refund(
        self, refund_id: str, method_id: str, amount: int, left: dict[str, int], methods: Mapping[str, str]
    ) -> None:
        enough = [charge for charge, rest in left.items() if rest >= amount]
        if not enough:
            raise ConvertError(f"order {self._order['order_id']}: a refund is more than any of its payments")
        # A refund may go to another method than the payment's; it is still of one of the order's payments.
        charge = next((charge for charge in enough if methods[charge] == method_id), enough[0])
        left[charge] -= amount
        at = _text(self._placed_at + _TO_CANCELLATION)
        self._rows["refunds"].append(
            {
                "id": refund_id,
                "charge_id": charge,
                "amount": amount,
                "currency": CURRENCY,
                "state": "sent",
                "requested_at": at,
                "sent_at": at,
            }
        )


def _status(order: Mapping[str, Any]) -> str:
    status = order["status"]
    if status.startswith("pending"):  # also "pending (item modified)"
        return "placed"
    known = {"processed": "dispatched", "delivered": "delivered", "cancelled": "cancelled"}
    # What is asked for after delivery is not in the format's orders.
    known |= {"return requested": "delivered", "exchange requested": "delivered"}
    if status not in known:
        raise ConvertError(f"order {order['order_id']}: unknown status {status!r}")
    return known[status]


def _country(address: Mapping[str, Any]) -> str:
    country: str = address["country"]
    return COUNTRY_CODES.get(country, country)


def _share(text: str) -> float:
    """A number from 0 to 1 that is always the same for the same text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _text(at: datetime) -> str:
    return at.isoformat()
