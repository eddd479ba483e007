"""Actions that the shop's policy forbids, made from its records alone: each must be refused, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.tau2_retail.names import expected, expected_user, records_of
from benchmarks.tau2_retail.replay import differ, do
from benchmarks.tau2_retail.shop import Shop


@dataclass(frozen=True, slots=True)
class Invalid:
    """`why` is the policy's own reason."""

    user_id: str
    name: str
    arguments: Mapping[str, Any]
    why: str


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
            taken = await do(customer, each.name, each.arguments)
            found = await records_of(customer, user)
        differences = [
            line for number in user["orders"]
            for line in differ(number, expected(source["orders"][number]), found["orders"][number])
        ] + differ(each.user_id, expected_user(user), found["user"])  # fmt: skip
        if taken is None or differences:
            faults.append(f"{each.why}: {each.name} {dict(each.arguments)}: {differences or 'was done'}")
            await shop.reset()
    return faults


_KINDS = (
    "not_pending", "wrong_reason", "not_delivered", "sold_out", "other_product", "not_in_order", "small_gift_card",
    "foreign_order", "wrong_method", "same_payment",
)  # fmt: skip


def _of_kind(source: Mapping[str, Any], rng: Random, kind: str) -> Iterator[Invalid]:
    numbers = sorted(source["orders"])
    rng.shuffle(numbers)
    for number in numbers:
        order = source["orders"][number]
        made = _one(kind, order, source["users"][order["user_id"]], source, rng)
        if made is not None:
            yield made


def _one(
    kind: str, order: Mapping[str, Any], user: Mapping[str, Any], source: Mapping[str, Any], rng: Random
) -> Invalid | None:
    number, status, item = order["order_id"], order["status"], order["items"][0]
    paid = order["payment_history"][0]["payment_method_id"]
    other = _other_variant(item, source, available=True)
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
        case "sold_out" if (gone := _other_variant(item, source, available=False)) is not None:
            return invalid(_swapping(status), kind, **swap, new_item_ids=[gone])
        case "other_product":
            foreign = rng.choice([p for p in source["products"].values() if p["product_id"] != item["product_id"]])
            return invalid(_swapping(status), kind, **swap, new_item_ids=[next(iter(foreign["variants"]))])
        case "not_in_order" if other is not None and all(each["item_id"] != other for each in order["items"]):
            return invalid("return_delivered_order_items", kind, **swap | {"item_ids": [other]})
        case "small_gift_card" if status in ("pending", "delivered"):
            return _small_card(order, user, source)
        case "foreign_order":
            stranger = rng.choice(sorted(source["users"]))
            if stranger != user["user_id"]:
                given = {"order_id": number, "reason": "no longer needed"}
                return Invalid(stranger, "cancel_pending_order", given, kind)
        case "wrong_method" if status == "delivered":
            wrong = [m for m in user["payment_methods"].values() if m["id"] != paid and m["source"] != "gift_card"]
            if wrong:
                given = swap | {"payment_method_id": wrong[0]["id"]}
                return invalid("return_delivered_order_items", kind, **given)
        case "same_payment" if status == "pending":
            return invalid("modify_pending_order_payment", kind, order_id=number, payment_method_id=paid)
    return None


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


def _other_variant(item: Mapping[str, Any], source: Mapping[str, Any], *, available: bool) -> str | None:
    variants = source["products"][item["product_id"]]["variants"].values()
    fitting = [v["item_id"] for v in variants if v["available"] is available and v["item_id"] != item["item_id"]]
    return fitting[0] if fitting else None


def _swapping(status: str) -> str:
    return "exchange_delivered_order_items" if status == "delivered" else "modify_pending_order_items"
