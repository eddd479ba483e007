"""A small shop that holds in every respect, and how to write any shop down as a folder."""

import copy
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MANIFEST = {"format": "resolution-hub-shop/1", "shop": "Test shop", "exported_at": "2026-11-01T02:00:00+00:00"}

_SHOP: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"id": "c1", "given_name": "Ada", "family_name": "Byron", "email": "ada@example.com", "locale": "en-GB",
         "region": "GB", "currency": "GBP", "timezone": "Europe/London"},
        {"id": "c2", "given_name": "Lin", "family_name": "", "email": "lin@example.com", "locale": "en-US",
         "region": "US", "currency": "USD", "timezone": "America/Chicago"},
    ],
    "addresses": [
        {"id": "a1", "customer_id": "c1", "lines": ["1 High Street", "Flat 2"], "city": "Leeds", "region": "",
         "postcode": "LS1 1AA", "country": "GB"},
        {"id": "a2", "customer_id": "c2", "lines": ["9 Elm Road"], "city": "Austin", "region": "TX",
         "postcode": "73301", "country": "US"},
    ],
    "payment_methods": [
        {"id": "m1", "customer_id": "c1", "kind": "card", "label": "Visa ending 4242",
         "expires_on": "2029-03-31"},
        {"id": "m2", "customer_id": "c2", "kind": "gift_card", "label": "Gift card", "balance": 500, "currency": "USD"},
    ],
    "products": [
        {"id": "p1", "name": "Tea kettle", "category": "Kitchen", "description": "", "icon": "kettle", "price": 4900,
         "currency": "GBP"},
    ],
    "variants": [
        {"id": "v1", "product_id": "p1", "options": {"Size": "2 l", "Colour": "red"}, "price": 4900, "currency": "GBP",
         "prices": {"EUR": 5900, "JPY": 9800}, "available": True},
        {"id": "v2", "product_id": "p1", "options": {"Size": "1 l", "Colour": "red"}, "price": 3900, "currency": "GBP",
         "available": False},
    ],
    "delivery_options": [
        {"id": "d1", "region": "GB", "name": "Standard", "price": 300, "currency": "GBP", "days_from": 2, "days_to": 4},
        {"id": "d2", "region": "GB", "name": "Express", "price": 900, "currency": "GBP", "prices": {"EUR": 1090},
         "days_from": 0, "days_to": 1},
    ],
    "plans": [
        {"id": "n1", "family": "tea", "name": "Tea club", "price": 1499, "currency": "USD", "interval_days": 30},
        {"id": "n2", "family": "tea", "name": "Tea club, large", "price": 2499, "currency": "USD",
         "prices": {"EUR": 2299}, "interval_days": 30},
    ],
    "promotions": [
        {"code": "TEN", "name": "Ten percent", "percent": 10, "category": "Kitchen",
         "starts_at": "2026-01-01T00:00:00+00:00", "ends_at": "2027-01-01T00:00:00+00:00"},
        {"code": "FIVE", "name": "Five pounds", "amount": 500, "currency": "GBP", "minimum": 2000,
         "starts_at": "2026-01-01T00:00:00+00:00", "ends_at": "2027-01-01T00:00:00+00:00"},
    ],
    "orders": [
        {"id": "o1", "number": "#1001", "customer_id": "c1", "placed_at": "2026-10-01T10:00:00+00:00",
         "status": "delivered", "total": 9800, "currency": "GBP", "address_id": "a1", "shipping": 300,
         "delivery_id": "d1", "promotion": "TEN"},
        {"id": "o2", "number": "#1002", "customer_id": "c1", "placed_at": "2026-10-02T10:00:00+01:00",
         "status": "cancelled", "total": 4900, "currency": "GBP", "cancelled_at": "2026-10-02T12:00:00Z"},
    ],
    "order_lines": [
        {"id": "l1", "order_id": "o1", "product_id": "p1", "name": "Tea kettle", "options": "colour: red",
         "quantity": 2, "unit_price": 4900, "variant_id": "v1", "paid": 9500},
        {"id": "l2", "order_id": "o2", "product_id": "p1", "name": "Tea kettle", "options": "", "quantity": 1,
         "unit_price": 4900},
    ],
    "shipments": [
        {"id": "s1", "order_id": "o1", "direction": "outbound", "carrier": "sandbox", "tracking_number": "T1",
         "dispatched_at": "2026-10-02T08:00:00+00:00", "promised_on": "2026-10-05", "expected_on": "2026-10-05"},
        {"id": "s2", "order_id": "o1", "direction": "return", "carrier": "sandbox", "tracking_number": "T2"},
    ],
    "scans": [
        {"shipment_id": "s1", "event_id": "e1", "at": "2026-10-05T15:00:00+00:00", "status": "delivered",
         "place": "Leeds", "latitude": 53.8, "longitude": -1.55},
        {"shipment_id": "s2", "event_id": "e1", "at": "2026-10-09T15:00:00+00:00", "status": "picked_up", "place": ""},
    ],
    "returns": [
        {"id": "r1", "order_id": "o1", "status": "in_transit", "opened_at": "2026-10-08T09:00:00+00:00",
         "line_ids": ["l1"], "shipment_id": "s2", "refund_due": 4900, "currency": "GBP",
         "items": [{"line_id": "l1", "quantity": 1, "reason": "too large"}]},
    ],
    "subscriptions": [
        {"id": "u1", "customer_id": "c2", "plan": "Tea club", "price": 1499, "currency": "USD", "interval_days": 30,
         "started_at": "2026-01-01T00:00:00+00:00", "ends_at": "2026-09-01T00:00:00+00:00",
         "plan_id": "n1", "trial_ends_at": "2026-01-15T00:00:00+00:00", "paused_at": "2026-02-01T00:00:00+00:00",
         "resumes_at": "2026-03-01T00:00:00+00:00"},
    ],
    "charges": [
        {"id": "h1", "customer_id": "c1", "order_id": "o1", "amount": 9800, "currency": "GBP",
         "at": "2026-10-01T10:00:00+00:00", "method": "card", "method_label": "Visa ending 4242",
         "description": "Order #1001", "method_id": "m1", "reference": "PSP-8"},
        {"id": "h2", "customer_id": "c2", "subscription_id": "u1", "amount": 1499, "currency": "USD",
         "at": "2026-08-01T10:00:00+00:00", "method": "paypal", "method_label": "PayPal", "description": "Tea club",
         "method_id": "m2", "reference": "PSP-0"},
    ],
    "refunds": [
        {"id": "f1", "charge_id": "h1", "amount": 4900, "currency": "GBP", "state": "sent",
         "requested_at": "2026-10-10T10:00:00+00:00", "sent_at": "2026-10-10T10:00:05+00:00", "reference": "PSP-1"},
        {"id": "f2", "charge_id": "h1", "amount": 9800, "currency": "GBP", "state": "failed",
         "requested_at": "2026-10-11T10:00:00+00:00"},
    ],
}  # fmt: skip

Shop = dict[str, list[dict[str, Any]]]


def small_shop() -> Shop:
    """A copy to change at will. c1 bought in pounds, c2 has a subscription in dollars."""
    return copy.deepcopy(_SHOP)


def write(
    folder: Path, shop: Mapping[str, Iterable[Mapping[str, Any]]], manifest: Mapping[str, Any] = MANIFEST
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for kind, rows in shop.items():
        (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder
