"""Each act from the yes to what stands in the records, the ledger and the receipt; and what a no of shop or bank leaves."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.core.acts import (
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    PauseSubscription,
    Problem,
    ReportProblem,
    ResumeSubscription,
    Swap,
    Units,
    Wish,
)
from resolution_hub.core.order import Address
from resolution_hub.features.acts.service import UnderWay
from resolution_hub.kit.db import Database
from resolution_hub.talk import acting
from tests.journeys import agreeing
from tests.journeys.agreeing import BOTTLES, CASSEROLE, CASSEROLE_LINE, HANNAH, NOAH, STOVE, STOVE_LINE, TENT, TENT_LINE
from tests.journeys.conftest import Workers, outcome_of

ELSEWHERE = Address(("12 Juniper Way", "Flat 3"), "Portland", "OR", "97201", "US")


async def test_some_units_are_cancelled_and_the_rest_is_sent(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, CancelOrder(STOVE, units=(Units(BOTTLES, 1),)))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(3482, "sent", 1)]
    assert seen.case is not None
    assert (seen.case["state"], seen.promises) == ("resolved", {"tell_outcome": "kept"})
    changed = await agreeing.order(shop, STOVE)
    assert (changed["status"], changed["changes"]) == ("preparing", ["lines"])
    assert (await agreeing.line(shop, BOTTLES))["cancelled"] == 1
    receipt = seen.notices[-1].receipt
    assert any("Still possible" in sentence for sentence in receipt.sentences)
    assert any("Steel water bottle" in sentence for sentence in receipt.sentences)


async def test_a_new_address_is_written_and_its_receipt_says_from_where_to_where(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, NOAH, ChangeAddress(TENT, ELSEWHERE))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert (seen.refunds, seen.taken) == ([], 0)
    row = await agreeing.one(
        shop, "select a.*, o.changes from orders o join addresses a on a.id = o.address_id where o.id = $1", TENT
    )
    assert (row["city"], row["lines"], row["changes"]) == ("Portland", ["12 Juniper Way", "Flat 3"], ["address"])
    [notice] = seen.notices
    assert [s.partition(":")[0] for s in notice.receipt.sentences[1:3]] == ["Until now", "New address"]
    assert "Portland" in notice.receipt.sentences[2]


async def test_an_order_is_paid_with_another_card_and_the_first_gets_its_money_back(
    shop: Database, workers: Workers
) -> None:
    act = await agreeing.begin(shop, NOAH, ChangePayment(TENT, "pay_noah_2"))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    [refund] = seen.refunds
    assert (refund["amount"], refund["charged"], refund["state"]) == (35798, 35798, "sent")
    charges = await agreeing.rows(shop, "select * from charges where order_id = $1 order by at", TENT)
    assert [(c["method_id"], c["amount"]) for c in charges] == [("pay_noah_1", 35798), ("pay_noah_2", 35798)]
    taken = await agreeing.one(shop, "select * from sandbox.charges")
    assert (taken["key"], taken["amount"]) == (charges[1]["id"], 35798)
    assert seen.asked == [("change_payment", "done", "done")]
    assert (await agreeing.order(shop, TENT))["changes"] == ["payment"]
    assert any("Mastercard ending 7712" in sentence for sentence in seen.notices[-1].receipt.sentences), act


async def test_a_dearer_kind_is_charged_and_a_line_that_changes_in_part_becomes_two(
    shop: Database, workers: Workers
) -> None:
    variant = await agreeing.other_variant(shop, BOTTLES, price=6400)
    await agreeing.begin(shop, NOAH, ChangeItems(STOVE, (Swap(BOTTLES, variant, 1),)))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert seen.refunds == []
    [taken] = await agreeing.rows(shop, "select * from sandbox.charges")
    assert taken["amount"] == 3482  # as much again as one had cost, with its tax
    lines = await agreeing.rows(shop, "select * from order_lines where order_id = $1 order by id", STOVE)
    assert [(each["quantity"], each["paid"]) for each in lines] == [(1, 6964), (1, 3482), (1, 6964)]
    assert lines[2]["variant_id"] == variant
    assert (await agreeing.order(shop, STOVE))["total"] == 13928 + 3482


async def test_an_order_in_another_currency_is_changed_at_the_price_in_that_currency(
    shop: Database, workers: Workers
) -> None:
    """Everything of it in euros, as if it had been bought so."""
    await agreeing.change(shop, "update orders set currency = 'EUR' where id = $1", TENT)
    await agreeing.change(shop, "update charges set currency = 'EUR' where order_id = $1", TENT)
    variant = await agreeing.other_variant(shop, TENT_LINE, price=1)
    await agreeing.change(shop, """update variants set prices = '{"EUR": 16450}' where id = $1""", variant)
    await agreeing.begin(shop, NOAH, ChangeItems(TENT, (Swap(TENT_LINE, variant),)))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(17899, "sent")]
    line = await agreeing.line(shop, TENT_LINE)
    assert (line["unit_price"], line["paid"]) == (16450, 17899)


async def test_a_subscription_goes_on_at_the_new_plans_price_in_its_own_currency(
    shop: Database, workers: Workers
) -> None:
    await agreeing.change(shop, "update subscriptions set currency = 'EUR' where id = 'sub_hannah'")
    await agreeing.change(shop, "update charges set currency = 'EUR' where subscription_id = 'sub_hannah'")
    await agreeing.change(shop, """update plans set prices = '{"EUR": 13900}' where family = 'juniper_plus'""")
    await agreeing.begin(shop, HANNAH, ChangePlan("sub_hannah", "plan_juniper_plus_yearly"))
    workers.start()
    await outcome_of(shop, HANNAH)
    plan = await agreeing.one(shop, "select * from subscriptions where id = 'sub_hannah'")
    assert (plan["plan"], plan["price"], plan["currency"]) == ("Juniper Plus yearly", 13900, "EUR")


async def test_a_cheaper_kind_is_refunded(shop: Database, workers: Workers) -> None:
    variant = await agreeing.other_variant(shop, TENT_LINE, price=16450)
    await agreeing.begin(shop, NOAH, ChangeItems(TENT, (Swap(TENT_LINE, variant),)))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(17899, "sent")]
    assert (await agreeing.line(shop, TENT_LINE))["paid"] == 17899
    assert (await agreeing.order(shop, TENT))["total"] == 17899


async def test_a_faster_delivery_is_charged(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express"))
    workers.start()
    await outcome_of(shop, NOAH)
    changed = await agreeing.order(shop, TENT)
    assert (changed["delivery_id"], changed["shipping"], changed["total"]) == ("del_us_express", 1295, 35798 + 1295)
    assert (await agreeing.one(shop, "select * from sandbox.charges"))["amount"] == 1295


async def test_new_orders_go_to_a_new_address(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, ChangeHomeAddress(ELSEWHERE))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    home = await agreeing.one(
        shop, "select a.city from customers c join addresses a on a.id = c.home_address_id where c.id = 'cus_noah'"
    )
    assert home == {"city": "Portland"}
    assert seen.case is not None
    assert seen.case["state"] == "resolved"


async def test_a_price_that_dropped_is_paid_back_once_and_never_again_by_a_return(
    shop: Database, workers: Workers
) -> None:
    await agreeing.change(shop, "update variants set price = 2400 where id = 'var_steel_water_bottle_sage'")
    await agreeing.begin(shop, NOAH, AdjustPrice(STOVE, BOTTLES))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    [refund] = seen.refunds
    assert (refund["amount"], refund["state"]) == (2 * 870, "sent")  # a quarter of what each had cost, with tax
    assert (await agreeing.line(shop, BOTTLES))["paid"] == 6964 - 1740
    assert (await agreeing.line(shop, STOVE_LINE))["paid"] == 6964
    [again] = await agreeing.say_yes(shop, NOAH, AdjustPrice(STOVE, BOTTLES))
    assert isinstance(again, acting.Refused)


async def test_a_subscription_is_paused_and_goes_on_by_itself(shop: Database, workers: Workers) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    act = await agreeing.begin(shop, HANNAH, PauseSubscription("sub_hannah", day))
    workers.start()
    await outcome_of(shop, HANNAH)
    paused = await agreeing.one(shop, "select * from subscriptions where id = 'sub_hannah'")
    assert paused["paused_at"] is not None
    assert abs(paused["resumes_at"].date() - day) <= timedelta(days=1)
    await agreeing.change(shop, "update subscriptions set resumes_at = now() where id = 'sub_hannah'")
    await agreeing.due_now(shop, f"resume_subscription:{act}")
    seen = await outcome_of(shop, HANNAH, journeys=2)
    going = await agreeing.one(shop, "select * from subscriptions where id = 'sub_hannah'")
    assert (going["paused_at"], going["resumes_at"]) == (None, None)
    assert len(seen.said("reported")) == 2


async def test_a_pause_that_was_ended_before_is_left_alone_at_its_end(shop: Database, workers: Workers) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    act = await agreeing.begin(shop, HANNAH, PauseSubscription("sub_hannah", day))
    workers.start()
    await outcome_of(shop, HANNAH)
    await agreeing.begin(shop, HANNAH, ResumeSubscription("sub_hannah"))
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.due_now(shop, f"resume_subscription:{act}")
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert len(seen.said("reported")) == 2


async def test_a_plan_is_changed_and_a_subscription_ends_with_what_is_paid(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, ChangePlan("sub_hannah", "plan_juniper_plus_yearly"))
    workers.start()
    await outcome_of(shop, HANNAH)
    plan = await agreeing.one(shop, "select * from subscriptions where id = 'sub_hannah'")
    assert (plan["plan"], plan["price"], plan["interval_days"]) == ("Juniper Plus yearly", 14900, 365)
    await agreeing.begin(shop, HANNAH, CancelSubscription("sub_hannah"))
    seen = await outcome_of(shop, HANNAH, journeys=2)
    ended = await agreeing.one(shop, "select * from subscriptions where id = 'sub_hannah'")
    assert ended["cancelled_at"] is not None
    assert ended["ends_at"] > ended["cancelled_at"]
    assert seen.refunds == []


async def test_what_is_too_small_to_come_back_is_kept_and_refunded(shop: Database, workers: Workers) -> None:
    await _delivered(shop, STOVE)
    units = Units(BOTTLES, 1)
    act = ReportProblem(STOVE, units, Problem.DAMAGED, Wish.KEEP, photos=("ph_1",))
    await agreeing.change(shop, "update orders set total = 6964 where id = $1", STOVE)
    await agreeing.change(shop, "update order_lines set paid = 3482 where order_id = $1", STOVE)
    await agreeing.begin(shop, NOAH, act)
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(1741, "sent")]
    assert (await agreeing.line(shop, BOTTLES))["returned"] == 1
    assert await agreeing.rows(shop, "select * from returns where case_id is not null") == []


async def test_a_dear_thing_that_broke_is_replaced_at_once_and_comes_back_with_our_label(
    shop: Database, workers: Workers
) -> None:
    act = ReportProblem(CASSEROLE, Units(CASSEROLE_LINE), Problem.DAMAGED, Wish.REPLACEMENT, photos=("ph_1",))
    made = await agreeing.begin(shop, HANNAH, act)
    workers.start()
    seen = await outcome_of(shop, HANNAH, journeys=2)
    sent = await agreeing.one(shop, "select * from sandbox.performed")
    assert (sent["key"], sent["act"]["items"]) == (made, [["var_enamelled_casserole_5_l_pine", 1]])
    back = await agreeing.the_return(shop)
    assert (back["kind"], back["refund_due"], back["prepaid"], back["status"]) == ("problem", 0, True, "authorised")
    assert back["shipment_id"] is not None
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 0  # the new one is theirs
    assert (seen.refunds, seen.case and seen.case["state"]) == ([], "acting")


async def test_a_card_that_does_not_pay_changes_nothing_and_the_customer_goes_on(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express", "pay_noah_2"))
    await agreeing.change(shop, "update payment_methods set expires_on = '2020-01-31' where id = 'pay_noah_2'")
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert seen.asked == [("change_delivery", "refused", "declined")]
    assert seen.case is not None
    assert (seen.case["state"], seen.promises) == ("open", {"tell_outcome": "kept"})
    assert (await agreeing.order(shop, TENT))["delivery_id"] == "del_us_standard"
    assert await agreeing.rows(shop, "select * from sandbox.performed") == []
    [said] = seen.said("assistant_said")
    assert {choice["id"] for choice in said["choices"]} == {"person", "something_else"}
    assert seen.notices == []


async def test_what_was_paid_goes_back_whole_when_the_shop_can_not_do_it(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express"))
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["charged"], r["state"], r["taken"]) for r in seen.refunds] == [(1295, 1295, "sent", 1)]
    assert seen.asked == [("change_delivery", "refused", "too_late")]
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "act_failed")
    assert (await agreeing.order(shop, TENT))["changes"] == []
    assert [notice.kind for notice in seen.notices] == ["refund"]


async def test_a_kind_that_has_just_been_sold_out_can_be_chosen_anew(shop: Database, workers: Workers) -> None:
    variant = await agreeing.other_variant(shop, TENT_LINE, price=32900)
    await agreeing.begin(shop, NOAH, ChangeItems(TENT, (Swap(TENT_LINE, variant),)))
    await agreeing.change(shop, "update variants set available = false where id = $1", variant)
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert seen.asked == [("change_items", "refused", "not_available")]
    assert seen.case is not None
    assert seen.case["state"] == "open"
    another = await agreeing.begin(shop, NOAH, ChangeAddress(TENT, ELSEWHERE))
    assert another


async def test_what_was_drawn_from_a_gift_card_is_on_it_again(shop: Database, workers: Workers) -> None:
    await agreeing.change(shop, "update payment_methods set balance = 2000 where id = 'pay_noah_3'")
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express", "pay_noah_3"))
    drawn = await agreeing.one(shop, "select balance from payment_methods where id = 'pay_noah_3'")
    assert drawn == {"balance": 2000 - 1295}
    with pytest.raises(UnderWay):
        await agreeing.begin(shop, NOAH, ChangeAddress(TENT, ELSEWHERE))
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [r["state"] for r in seen.refunds] == ["sent"]
    assert await agreeing.one(shop, "select balance from payment_methods where id = 'pay_noah_3'") == {"balance": 2000}


async def test_of_two_devices_that_say_yes_at_once_one_begins_it_and_money_moves_once(
    shop: Database, workers: Workers
) -> None:
    act = CancelOrder(TENT)
    results = await asyncio.gather(
        agreeing.say_yes(shop, NOAH, act), agreeing.say_yes(shop, NOAH, act), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["UnderWay", "list"]
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(35798, "sent", 1)]
    [late] = await agreeing.say_yes(shop, NOAH, act)
    assert isinstance(late, acting.Refused)
    assert seen.taken == 1


async def test_two_payments_never_spend_the_same_gift_card(shop: Database) -> None:
    await agreeing.change(shop, "update payment_methods set balance = 1500 where id = 'pay_noah_3'")
    results = await asyncio.gather(
        agreeing.say_yes(shop, NOAH, ChangeDelivery(TENT, "del_us_express", "pay_noah_3")),
        agreeing.say_yes(shop, NOAH, ChangeDelivery(STOVE, "del_us_express", "pay_noah_3")),
        return_exceptions=True,
    )
    begun = [made for made in results if isinstance(made, list) and isinstance(made[0], acting.Begun)]
    assert len(begun) == 1, results
    card = await agreeing.one(shop, "select balance from payment_methods where id = 'pay_noah_3'")
    assert card == {"balance": 1500 - 1295}


async def _delivered(shop: Database, order_id: str) -> None:
    await agreeing.change(shop, "update orders set status = 'delivered' where id = $1", order_id)
