"""An outside shop, made up here in the layout of the real one: what is tried on it, and that it ends as expected."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.tau2_retail.convert import read_source
from benchmarks.tau2_retail.invalid import make
from benchmarks.tau2_retail.names import expected, repaired
from benchmarks.tau2_retail.proof import prove
from benchmarks.tau2_retail.replay import owner_of, users_of
from benchmarks.tau2_retail.too_late import PAIRS, pair

CACHE = Path(__file__).resolve().parents[2] / ".var" / "cache"
PLACE = {"address1": "1 Elm", "address2": "Flat 2", "city": "Columbus", "state": "OH", "country": "USA", "zip": "43004"}
KINDS = {
    "not_pending", "wrong_reason", "not_delivered", "sold_out", "other_product", "not_in_order", "small_gift_card",
    "foreign_order", "wrong_method", "same_payment", "same_item",
}  # fmt: skip


def a_product(product_id: str, name: str, *prices: float) -> dict[str, Any]:
    """Its last variant is sold out."""
    variants = {
        f"{product_id}-{place}": {
            "item_id": f"{product_id}-{place}", "options": {"colour": f"no. {place}"}, "price": price,
            "available": place < len(prices) - 1,
        }
        for place, price in enumerate(prices)
    }  # fmt: skip
    return {"name": name, "product_id": product_id, "variants": variants}


PRODUCTS = {
    each["product_id"]: each
    for each in (a_product("10", "Kettle", 20.5, 31, 8), a_product("20", "Tent", 90, 99.99, 75))
}


def an_order(number: str, user: str, status: str, *items: str, paid_by: str) -> dict[str, Any]:
    bought = []
    for item_id in items:
        product = PRODUCTS[item_id.partition("-")[0]]
        variant = product["variants"][item_id]
        names = {"name": product["name"], "product_id": product["product_id"], "item_id": item_id}
        bought.append({**names, "price": variant["price"], "options": variant["options"]})
    total = round(sum(item["price"] for item in bought), 2)
    parcels = [{"tracking_id": [f"9{number[2:]}"], "item_ids": list(items)}] if status != "pending" else []
    payment = {"transaction_type": "payment", "amount": total, "payment_method_id": paid_by}
    return {
        "order_id": number, "user_id": user, "address": PLACE, "items": bought, "fulfillments": parcels, "status": status,
        "payment_history": [payment],
    }  # fmt: skip


def a_user(user_id: str, *orders: str) -> dict[str, Any]:
    number = user_id[-1]
    methods: list[dict[str, Any]] = [
        {"source": "credit_card", "id": f"credit_card_{number}", "brand": "visa", "last_four": "4242"},
        {"source": "paypal", "id": f"paypal_{number}"},
        {"source": "gift_card", "id": f"gift_card_{number}", "balance": 5.25},
    ]
    name = {"first_name": "Ada", "last_name": f"Lane{number}"}
    email = f"{user_id}@example.com"
    by_id = {method["id"]: method for method in methods}
    return {
        "user_id": user_id, "name": name, "address": PLACE, "email": email, "payment_methods": by_id, "orders": list(orders),
    }  # fmt: skip


def a_shop() -> dict[str, Any]:
    orders = [
        an_order("#W1", "ada_1", "pending", "10-0", "20-0", paid_by="credit_card_1"),
        an_order("#W2", "ada_1", "delivered", "20-0", "10-0", "10-0", paid_by="credit_card_1"),
        an_order("#W3", "ada_2", "pending", "10-1", paid_by="gift_card_2"),
    ]
    users = [a_user("ada_1", "#W1", "#W2"), a_user("ada_2", "#W3")]
    return {
        "users": {user["user_id"]: user for user in users},
        "products": PRODUCTS,
        "orders": {order["order_id"]: order for order in orders},
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "db.json").write_text(json.dumps(a_shop()), encoding="utf-8")
    return tmp_path


def test_forbidden_actions_are_of_every_kind_and_the_same_in_every_run(folder: Path) -> None:
    source = read_source(folder)
    made = make(source, 60)
    assert made == make(source, 60)
    assert set(Counter(each.why for each in made)) == KINDS | set(PAIRS)
    assert all((each.first is not None) == (each.why in PAIRS) for each in made)
    assert len(make(source, 5)) == 5


@pytest.mark.parametrize("kind", PAIRS)
def test_what_is_too_late_would_be_allowed_but_for_what_went_before(kind: str, folder: Path) -> None:
    source = read_source(folder)
    order = source["orders"]["#W1" if PAIRS[kind][0] == "pending" else "#W2"]
    both = pair(kind, order, source["users"]["ada_1"], source)
    assert both is not None
    (_, first), (_, then) = both
    assert first.get("item_ids") != then.get("item_ids")
    other = source["orders"]["#W3"]
    assert pair(kind, other, source["users"]["ada_2"], source) is None


def test_an_action_belongs_to_whom_it_names_or_to_whose_order_it_is() -> None:
    shop = a_shop()
    assert owner_of(shop, {"order_id": "#W3"}) == "ada_2"
    assert owner_of(shop, {"user_id": "ada_1"}) == "ada_1"
    assert owner_of(shop, {"order_id": "#W9"}) is owner_of(shop, {"summary": "help"}) is None
    given = [{"order_id": "#W9"}, {"order_id": "#W1"}, {"user_id": "ada_1"}]
    assert users_of(shop, given, {"expected_changed": {"orders": {"#W3": {}}}}) == ["ada_2", "ada_1"]


def test_items_that_were_changed_together_each_have_their_own_price() -> None:
    shop = a_shop()
    order = {**shop["orders"]["#W1"], "status": "pending (item modified)"}
    last = PRODUCTS["20"]["variants"]["20-1"]
    order["items"] = [
        {**item, "item_id": new, "price": last["price"], "options": last["options"]}
        for item, new in zip(order["items"], ("10-1", "20-1"), strict=True)
    ]
    mended = repaired(order, shop)
    assert mended is not None
    assert [item["price"] for item in mended["items"]] == [31, 99.99]
    assert mended["items"][0]["options"] == {"colour": "no. 1"}
    assert repaired(shop["orders"]["#W2"], shop) is shop["orders"]["#W2"]
    assert repaired(None, shop) is None


def test_upstreams_floats_are_compared_in_whole_cents() -> None:
    order = a_shop()["orders"]["#W1"]
    order["payment_history"].append(
        {"transaction_type": "refund", "amount": 0.1 + 0.2, "payment_method_id": "paypal_1"}
    )
    order["payment_history"].append({"transaction_type": "payment", "amount": 0.0, "payment_method_id": "paypal_1"})
    assert expected(order)["payment_history"] == [
        ("payment", Decimal("110.50"), "credit_card_1"), ("refund", Decimal("0.30"), "paypal_1"),
    ]  # fmt: skip


async def test_any_folder_of_that_layout_is_replayed_and_tried(folder: Path) -> None:
    """One customer changes an order, sends a thing back and asks for what is not theirs; the records end as expected."""
    shop = a_shop()
    pending, arrived = shop["orders"]["#W1"], shop["orders"]["#W2"]
    new = PRODUCTS["20"]["variants"]["20-1"]
    pending["items"][1] |= {"item_id": "20-1", "price": 99.99, "options": new["options"]}
    pending["status"] = "pending (item modified)"
    pending["payment_history"].append({"transaction_type": "payment", "amount": 9.99, "payment_method_id": "paypal_1"})
    arrived |= {
        "status": "return requested",
        "return_items": ["10-0", "10-0"],
        "return_payment_method_id": "gift_card_1",
    }
    swap = {"order_id": "#W1", "item_ids": ["20-0"], "new_item_ids": ["20-1"], "payment_method_id": "paypal_1"}
    back = {"order_id": "#W2", "item_ids": ["10-0", "10-0"], "payment_method_id": "gift_card_1"}
    steps = [
        ("get_order_details", {"order_id": "#W1"}, True),
        ("get_order_details", {"order_id": "#W9"}, False),
        ("modify_pending_order_items", {**swap, "payment_method_id": "gift_card_1"}, False),
        ("modify_pending_order_items", swap, True),
        ("return_delivered_order_items", back, True),
        ("transfer_to_human_agents", {"summary": "more"}, True),
    ]
    talk = {"reason_for_call": "You wonder.", "known_info": "You are Ada Lane1 in 43004.", "task_instructions": ""}
    actions = [{"name": name, "arguments": given} for name, given, _ in steps]
    task = {"id": "1", "user_scenario": {"instructions": talk}, "evaluation_criteria": {"actions": actions}}
    end = {
        "task_id": "1",
        "steps": [{"ok": ok} for _, _, ok in steps],
        "expected_changed": {"orders": {"#W1": pending, "#W2": arrived}},
    }
    (folder / "tasks_mine.json").write_text(json.dumps([task]), encoding="utf-8")
    (folder / "expected_final_changes_mine.json").write_text(json.dumps([end]), encoding="utf-8")
    proof = await prove(folder, CACHE, 1, lambda *_: None)
    assert [outcome.differences for outcome in proof.replayed] == [[]]
    assert (proof.replayed[0].refusals, proof.replayed[0].refused) == (2, 2)
    assert proof.faults == []
    assert proof.forbidden > len(KINDS) + len(PAIRS)
    assert proof.metrics["replay_equal_share"] == proof.metrics["refusals_refused_share"] == 1.0
