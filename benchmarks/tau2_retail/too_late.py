"""What the shop's policy allows once an order: pairs of actions, the second of which would be allowed but for the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Action = tuple[str, Mapping[str, Any]]

_RETURN, _EXCHANGE = "return_delivered_order_items", "exchange_delivered_order_items"
_CHANGE, _PAYMENT, _CANCEL = "modify_pending_order_items", "modify_pending_order_payment", "cancel_pending_order"

# kind → the order's status, what is done first, what is then too late
PAIRS = {
    "second_exchange": ("delivered", _EXCHANGE, _EXCHANGE),
    "second_return": ("delivered", _RETURN, _RETURN),
    "exchange_after_return": ("delivered", _RETURN, _EXCHANGE),
    "return_after_exchange": ("delivered", _EXCHANGE, _RETURN),
    "second_change": ("pending", _CHANGE, _CHANGE),
    "payment_after_change": ("pending", _CHANGE, _PAYMENT),
    "cancel_after_change": ("pending", _CHANGE, _CANCEL),
}


def pair(
    kind: str, order: Mapping[str, Any], user: Mapping[str, Any], source: Mapping[str, Any]
) -> tuple[Action, Action] | None:
    """The first is about the order's first item, the second about its second. None for an order that does not fit."""
    status, first, then = PAIRS[kind]
    paid = str(order["payment_history"][0]["payment_method_id"])
    if order["status"] != status or len(order["items"]) < 2 or not paid.startswith("credit_card"):
        return None  # only a card pays whatever it costs
    actions = [_action(name, order["items"][place], order, user, source) for place, name in enumerate((first, then))]
    one, two = actions
    return (one, two) if one is not None and two is not None else None


def _action(
    name: str, item: Mapping[str, Any], order: Mapping[str, Any], user: Mapping[str, Any], source: Mapping[str, Any]
) -> Action | None:
    number, paid = order["order_id"], order["payment_history"][0]["payment_method_id"]
    if name == _CANCEL:
        return name, {"order_id": number, "reason": "no longer needed"}
    if name == _PAYMENT:
        others = [m["id"] for m in user["payment_methods"].values() if m["source"] != "gift_card" and m["id"] != paid]
        return (name, {"order_id": number, "payment_method_id": others[0]}) if others else None
    given = {"order_id": number, "item_ids": [item["item_id"]], "payment_method_id": paid}
    if name == _RETURN:
        return name, given
    new = other_variant(item, source, available=True)
    return (name, given | {"new_item_ids": [new]}) if new is not None else None


def other_variant(item: Mapping[str, Any], source: Mapping[str, Any], *, available: bool) -> str | None:
    """Another item of the same product, that can be bought or can't."""
    variants = source["products"][item["product_id"]]["variants"].values()
    fitting = [v["item_id"] for v in variants if v["available"] is available and v["item_id"] != item["item_id"]]
    return fitting[0] if fitting else None
