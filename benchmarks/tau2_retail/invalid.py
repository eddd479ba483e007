"""Actions that the shop's policy forbids, made from its records alone: each must be refused, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.tau2_retail.names import expected, expected_user, records_of
from benchmarks.tau2_retail.replay import differ, do
from benchmarks.tau2_retail.shop import Shop
from benchmarks.tau2_retail.too_late import PAIRS, other_variant, pair


@dataclass(frozen=True, slots=True)
class Invalid:
    """`why` is the policy's own reason. `first` is an action that is allowed and done before: what makes this one forbidden."""

    user_id: str
    name: str
    arguments: Mapping[str, Any]
    why: str
    first: tuple[str, Mapping[str, Any]] | None = None


def make(source: Mapping[str, Any], count: int, seed: int = 7) -> list[Invalid]:
    """`count` actions, of every kind in turn; the same for the same records and seed."""
    rng = Random(seed)
    kinds = [list(_of_kind(source, rng, kind)) for kind in _KINDS]
    found = [kind[place] for place in range(count) for kind in kinds if place < len(kind)]
    return found[:count]


async def refused(shop: Shop, source: Mapping[str, Any], actions: Sequence[Invalid]) -> list[str]:
    """What was not refused, or changed something all the same; empty when all is well."""
    faults = []
    await shop.reset()
    for each in actions:
        user = source["users"][each.user_id]
        async with shop.customer(each.user_id) as customer:
            before = _unchanged(user, source)
            if each.first is not None:
                why_not = await do(customer, *each.first)
                before = await records_of(customer, user)
                if why_not is not None:
                    faults.append(f"{each.why}: {each.first} could not be done first: {why_not}")
            taken = await do(customer, each.name, each.arguments)
            differences = _differences(each.user_id, before, await records_of(customer, user))
        if taken is None or differences:
            faults.append(f"{each.why}: {each.name} {dict(each.arguments)}: {differences or 'was done'}")
        if taken is None or differences or each.first is not None:
            await shop.reset()
    return faults


def _unchanged(user: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    orders = {number: expected(source["orders"][number]) for number in user["orders"]}
    return {"orders": orders, "user": expected_user(user)}


def _differences(user_id: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    found = [
        line for number, order in before["orders"].items() for line in differ(number, order, after["orders"][number])
    ]
    return found + differ(user_id, before["user"], after["user"])


_KINDS = (
    "not_pending", "wrong_reason", "not_delivered", "sold_out", "other_product", "not_in_order", "small_gift_card",
    "foreign_order", "wrong_method", "same_payment", "same_item", *PAIRS,
)  # fmt: skip


def _of_kind(source: Mapping[str, Any], rng: Random, kind: str) -> Iterator[Invalid]:
    numbers = sorted(source["orders"])
    rng.shuffle(numbers)
    for number in numbers:
        order = source["orders"][number]
        user = source["users"][order["user_id"]]
        if kind in PAIRS:
            both = pair(kind, order, user, source)
            made = Invalid(user["user_id"], *both[1], kind, both[0]) if both is not None else None
        else:
            made = _one(kind, order, user, source, rng)
        if made is not None:
            yield made


def _one(
    kind: str, order: Mapping[str, Any], user: Mapping[str, Any], source: Mapping[str, Any], rng: Random
) -> Invalid | None:
    number, status, item = order["order_id"], order["status"], order["items"][0]
    paid = order["payment_history"][0]["payment_method_id"]
    open_ = status in ("pending", "delivered")  # nothing else of these orders forbids it
    other = other_variant(item, source, available=True)
    swap = {"order_id": number, "item_ids": [item["item_id"]], "payment_method_id": paid}

    def invalid(name: str, why: str, **given: Any) -> Invalid:
        return Invalid(user["user_id"], name, given, why)

    match kind:
        case "not_pending" if status != "pending":
            return invalid("cancel_pending_order", kind, order_id=number, reason="no longer needed")
        case "wrong_reason" if status == "pending":
            return invalid("cancel_pending_order", kind, order_id=number, reason="found it cheaper")
        case "not_delivered" if status in ("pending", "processed", "cancelled"):
            return invalid("return_delivered_order_items", kind, **swap)
        case "sold_out" | "other_product" | "same_item" if open_:
            wrong = _wrong_item(kind, item, source, rng)
            return invalid(_swapping(status), kind, **swap, new_item_ids=[wrong]) if wrong is not None else None
        case "not_in_order" if (
            status == "delivered" and other is not None and all(each["item_id"] != other for each in order["items"])
        ):
            return invalid("return_delivered_order_items", kind, **swap | {"item_ids": [other]})
        case "small_gift_card" if open_:
            return _small_card(order, user, source)
        case "foreign_order":
            stranger = rng.choice(sorted(source["users"]))
            if stranger != user["user_id"]:
                given = {"order_id": number, "reason": "no longer needed"}
                return Invalid(stranger, "cancel_pending_order", given, kind)
        case "wrong_method" if status == "delivered":
            others = [m for m in user["payment_methods"].values() if m["id"] != paid and m["source"] != "gift_card"]
            if others:
                given = swap | {"payment_method_id": others[0]["id"]}
                return invalid("return_delivered_order_items", kind, **given)
        case "same_payment" if status == "pending":
            return invalid("modify_pending_order_payment", kind, order_id=number, payment_method_id=paid)
    return None


def _wrong_item(kind: str, item: Mapping[str, Any], source: Mapping[str, Any], rng: Random) -> str | None:
    if kind == "same_item":
        return str(item["item_id"])
    if kind == "sold_out":
        return other_variant(item, source, available=False)
    foreign = rng.choice([p for p in source["products"].values() if p["product_id"] != item["product_id"]])
    return str(next(iter(foreign["variants"])))


def _small_card(order: Mapping[str, Any], user: Mapping[str, Any], source: Mapping[str, Any]) -> Invalid | None:
    """A dearer variant, on a gift card that does not cover the difference."""
    cards = [m for m in user["payment_methods"].values() if m["source"] == "gift_card"]
    for item in order["items"]:
        for variant in source["products"][item["product_id"]]["variants"].values():
            for card in cards:
                if variant["available"] and variant["price"] - item["price"] > card["balance"]:
                    given = {
                        "order_id": order["order_id"],
                        "item_ids": [item["item_id"]],
                        "new_item_ids": [variant["item_id"]],
                        "payment_method_id": card["id"],
                    }
                    return Invalid(user["user_id"], _swapping(order["status"]), given, "small_gift_card")
    return None


def _swapping(status: str) -> str:
    return "exchange_delivered_order_items" if status == "delivered" else "modify_pending_order_items"
