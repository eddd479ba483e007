"""Upstream's names for what is done, and ours: acts on the way in, records on the way out. Nothing is decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from benchmarks.tau2_retail.guesses import COUNTRY_CODES
from benchmarks.tau2_retail.shop import Customer
from benchmarks.tau2_retail.wares import label

WRITES = frozenset(
    {
        "cancel_pending_order", "modify_pending_order_address", "modify_pending_order_payment",
        "modify_pending_order_items", "modify_user_address", "return_delivered_order_items",
        "exchange_delivered_order_items",
    }
)  # fmt: skip


async def act_of(name: str, given: Mapping[str, Any], customer: Customer) -> dict[str, Any]:
    """The act as our API takes it. What this customer does not have keeps upstream's name: the API is to refuse it."""
    if name == "modify_user_address":
        return {"type": "change_home_address", "address": _address(given)}
    order_id = str(given["order_id"]).removeprefix("#")
    match name:
        case "cancel_pending_order":
            return {"type": "cancel_order", "order_id": order_id, "reason": given["reason"]}
        case "modify_pending_order_address":
            return {"type": "change_address", "order_id": order_id, "address": _address(given)}
        case "modify_pending_order_payment":
            return {"type": "change_payment", "order_id": order_id, "method_id": given["payment_method_id"]}
        case "modify_pending_order_items" | "exchange_delivered_order_items":
            lines = await _lines(order_id, given["item_ids"], customer)
            pairs = zip(lines, given["new_item_ids"], strict=True)
            kind = "change_items" if name == "modify_pending_order_items" else "exchange_items"
            return {
                "type": kind,
                "order_id": order_id,
                "swaps": [{"line_id": line, "variant_id": new} for line, new in pairs],
                "method_id": given["payment_method_id"],
            }
        case "return_delivered_order_items":
            lines = await _lines(order_id, given["item_ids"], customer)
            where = await _destination(order_id, given["payment_method_id"], customer)
            return {"type": "return_items", "order_id": order_id, "units": [{"line_id": x} for x in lines], **where}
        case _:
            raise ValueError(f"no act is called {name!r}")


async def records_of(customer: Customer, user: Mapping[str, Any]) -> dict[str, Any]:
    """The customer's orders and own record after everything, in upstream's names. Amounts are Decimal."""
    acts = [each for each in (await customer.get("/api/acts"))["acts"] if each["state"] == "done"]
    orders = {number: await _order(number, customer, acts) for number in user["orders"]}
    profile = await customer.get("/api/profile")
    methods = {}
    for method in profile["methods"]:
        known = dict(user["payment_methods"].get(method["id"], {}))
        if method["balance"] is not None:
            known["balance"] = _decimal(method["balance"])
        methods[method["id"]] = known
    return {"orders": orders, "user": {"address": _upstream_address(profile["home"]), "payment_methods": methods}}


async def _order(number: str, customer: Customer, acts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    order_id = number.removeprefix("#")
    order = await customer.get(f"/api/orders/{order_id}")
    options = await customer.get(f"/api/orders/{order_id}/options")
    mine = {each["type"]: each for each in acts if each["act"].get("order_id") == order_id}
    back, swapped = mine.get("return_items"), mine.get("exchange_items")
    lines = {line["id"]: line for line in options["lines"]}
    original = (await customer.get(f"/api/orders/{order_id}/payments"))["charges"][0]["method_id"]
    return {
        "status": _status(order["status"], options["changes"]),
        "address": _upstream_address(options["address"]),
        "items": sorted(_item(line) for line in options["lines"]),
        "payment_history": await _history(order_id, customer),
        "cancel_reason": mine["cancel_order"]["act"]["reason"] if "cancel_order" in mine else None,
        "return_items": sorted(lines[u["line_id"]]["variant_id"] for u in back["act"]["units"]) if back else None,
        "return_payment_method_id": (back["act"]["method_id"] or original) if back else None,
        "exchange_items": sorted(lines[s["line_id"]]["variant_id"] for s in swapped["act"]["swaps"])
        if swapped
        else None,
        "exchange_new_items": sorted(s["variant_id"] for s in swapped["act"]["swaps"]) if swapped else None,
        "exchange_payment_method_id": (swapped["act"]["method_id"] or original) if swapped else None,
        "exchange_price_difference": _difference(swapped, options) if swapped else None,
    }


def repaired(order: Mapping[str, Any] | None, source: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """An expected order without one fault of upstream's: when several items are changed at once, it writes the last new
    item's price and options to all of them, while the difference that it charges is right. Here each has its own, as in the
    catalogue."""
    if order is None or order["status"] != "pending (item modified)":
        return order
    before = {item["item_id"] for item in source["orders"][order["order_id"]]["items"]}
    items = []
    for item in order["items"]:
        variant = source["products"][item["product_id"]]["variants"].get(item["item_id"])
        fresh = variant is not None and item["item_id"] not in before
        items.append({**item, "price": variant["price"], "options": variant["options"]} if fresh else item)
    return {**order, "items": items}


def expected(order: Mapping[str, Any]) -> dict[str, Any]:
    """An order of upstream's in the same form. Entries of a payment of nothing are left out on both sides."""
    history = [
        (each["transaction_type"], _cents(each["amount"]), each["payment_method_id"])
        for each in order["payment_history"]
    ]
    difference = order.get("exchange_price_difference")
    return {
        "status": order["status"],
        "address": _with_code(order["address"]),
        "items": sorted(
            (item["item_id"], item["product_id"], item["name"], _cents(item["price"]), label(item["options"]))
            for item in order["items"]
        ),
        "payment_history": [each for each in history if each[1]],
        "cancel_reason": order.get("cancel_reason"),
        "return_items": _sorted(order.get("return_items")),
        "return_payment_method_id": order.get("return_payment_method_id"),
        "exchange_items": _sorted(order.get("exchange_items")),
        "exchange_new_items": _sorted(order.get("exchange_new_items")),
        "exchange_payment_method_id": order.get("exchange_payment_method_id"),
        "exchange_price_difference": _cents(difference) if difference is not None else None,
    }


def expected_user(user: Mapping[str, Any]) -> dict[str, Any]:
    methods = {}
    for method_id, method in user["payment_methods"].items():
        methods[method_id] = {**method, "balance": _cents(method["balance"])} if "balance" in method else dict(method)
    return {"address": _with_code(user["address"]), "payment_methods": methods}


async def _lines(order_id: str, item_ids: Sequence[str], customer: Customer) -> list[str]:
    """The order's lines of these variants; a variant named twice is two lines."""
    answer = await customer.http.get(f"/api/orders/{order_id}/options")
    left = {line["id"]: line["variant_id"] for line in answer.json().get("lines", ())}
    found = []
    for item_id in item_ids:
        line_id = next((line_id for line_id, variant_id in left.items() if variant_id == item_id), item_id)
        left.pop(line_id, None)
        found.append(line_id)
    return found


async def _destination(order_id: str, method_id: str, customer: Customer) -> dict[str, Any]:
    answer = await customer.http.get(f"/api/orders/{order_id}/payments")
    if method_id in {charge["method_id"] for charge in answer.json().get("charges", ())}:
        return {"destination": "original"}
    kinds = {each["id"]: each["kind"] for each in (await customer.get("/api/profile"))["methods"]}
    kind = "gift_card" if kinds.get(method_id) == "gift_card" else "method"
    return {"destination": kind, "method_id": method_id}


def _item(line: Mapping[str, Any]) -> tuple[str, str, str, Decimal, str]:
    """A line as an item: what the catalogue says of its variant, else what the order says."""
    options = next((v["options"] for v in line["variants"] if v["id"] == line["variant_id"]), None)
    said = label(dict(options)) if options is not None else line["options"]
    return line["variant_id"], line["product_id"], line["name"], _decimal(line["unit_price"]), said


async def _history(order_id: str, customer: Customer) -> list[tuple[str, Decimal, str]]:
    told = await customer.get(f"/api/orders/{order_id}/payments")
    rows = [(each["at"], "payment", _decimal(each["amount"]), each["method_id"]) for each in told["charges"]]
    rows += [
        (each["requested_at"], "refund", _decimal(each["amount"]), each["method_id"])
        for each in told["refunds"]
        if each["state"] == "sent"
    ]
    return [(kind, amount, method) for _, kind, amount, method in sorted(rows, key=lambda row: row[0])]


def _difference(swapped: Mapping[str, Any], options: Mapping[str, Any]) -> Decimal:
    """New prices minus old ones, as the API tells them."""
    lines = {line["id"]: line for line in options["lines"]}
    total = Decimal(0)
    for swap in swapped["act"]["swaps"]:
        line = lines[swap["line_id"]]
        new = next(v for v in line["variants"] if v["id"] == swap["variant_id"])
        total += _decimal(new["price"]) - _decimal(line["unit_price"])
    return total


def _status(status: str, changes: Sequence[str]) -> str:
    if status in ("placed", "preparing"):
        return "pending (item modified)" if "items" in changes else "pending"
    if status == "delivered":
        done = Counter(changes)
        return "exchange requested" if done["exchange"] else "return requested" if done["return"] else "delivered"
    return "processed" if status == "dispatched" else status


def _address(given: Mapping[str, Any]) -> dict[str, Any]:
    country = str(given["country"])
    return {
        "lines": [line for line in (given["address1"], given["address2"]) if line],
        "city": given["city"],
        "region": given["state"],
        "postcode": given["zip"],
        "country": COUNTRY_CODES.get(country, country),
    }


def _upstream_address(address: Mapping[str, Any]) -> dict[str, str]:
    lines = [*address["lines"], ""]
    return {
        "address1": lines[0],
        "address2": lines[1],
        "city": address["city"],
        "country": address["country"],
        "state": address["region"],
        "zip": address["postcode"],
    }


def _with_code(address: Mapping[str, str]) -> dict[str, str]:
    """A country is named by its code with us, and in several ways upstream."""
    return {**address, "country": COUNTRY_CODES.get(address["country"], address["country"])}


def _decimal(amount: Mapping[str, Any]) -> Decimal:
    return Decimal(amount["minor"]) / 100


def _cents(amount: Any) -> Decimal:
    """Upstream adds in floats; its sums are whole cents."""
    return round(Decimal(str(amount)), 2)


def _sorted(items: Sequence[str] | None) -> list[str] | None:
    return sorted(items) if items is not None else None
