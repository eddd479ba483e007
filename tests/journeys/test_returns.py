"""Goods on their way back: what releases the money or the other goods, and what is found too late is never charged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from resolution_hub.core.acts import ExchangeItems, Problem, ReportProblem, ReturnItems, Swap, Units, Wish, Withdraw
from resolution_hub.core.appeal import Decider, GrantMoney
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, ScanStatus, Timing
from resolution_hub.core.people import AgentId, CustomerId, Role
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Settle
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.superseding import Superseded, supersede
from resolution_hub.features.returns.service import Finding, Moved
from resolution_hub.kit.db import Database
from tests.journeys import agreeing
from tests.journeys.agreeing import CASSEROLE, CASSEROLE_LINE, HANNAH
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.stories import book

PAID = 15339
BACK = ReturnItems(CASSEROLE, (Units(CASSEROLE_LINE, 1, "changed_mind"),))


def rules(timing: Timing = Timing.ON_RECEIPT) -> Rulebook:
    read = book()
    return replace(read, terms=replace(read.terms, returns=replace(read.terms.returns, timing=timing)))


async def test_a_return_gets_a_label_and_its_units_are_on_their_way(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    seen = await outcome_of(shop, HANNAH, journeys=2)
    back = await agreeing.the_return(shop)
    assert (back["status"], back["timing"], back["refund_due"]) == ("authorised", "at_first_scan", PAID)
    assert back["items"] == [{"line_id": CASSEROLE_LINE, "quantity": 1, "reason": "changed_mind"}]
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 1
    parcel = await agreeing.one(shop, "select * from shipments where id = $1", back["shipment_id"])
    assert parcel["direction"] == "return"
    label = await agreeing.one(shop, "select * from labels where return_id = $1", back["id"])
    assert label["tracking_number"] == parcel["tracking_number"]
    assert seen.case is not None
    assert (seen.case["state"], seen.refunds, seen.promises) == ("acting", [], {"tell_outcome": "kept"})
    cards = [card["kind"] for event in seen.said("reported") for card in event["cards"]]
    assert sorted(cards) == ["receipt", "return"]


async def test_the_first_scan_of_our_label_releases_the_refund_and_the_goods_close_the_case(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(PAID, "sent", 1)]
    assert seen.case is not None
    assert seen.case["state"] == "acting"
    assert (await agreeing.the_return(shop))["status"] == "in_transit"
    await agreeing.scan(shop, ScanStatus.IN_TRANSIT)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    back = await agreeing.the_return(shop)
    assert (back["status"], back["outcome"]) == ("closed", "refunded")
    assert seen.case is not None
    assert seen.case["state"] == "resolved"
    assert seen.taken == 1


@pytest.mark.parametrize("own_label", [True, False])
async def test_the_first_scan_of_another_label_or_of_a_refund_on_receipt_releases_nothing(
    own_label: bool, shop: Database, workers: Workers
) -> None:
    act = replace(BACK, own_label=True) if own_label else BACK
    await agreeing.begin(shop, HANNAH, act, rules=None if own_label else rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert seen.refunds == []
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(PAID, "sent")]
    assert (await agreeing.the_return(shop))["outcome"] == "refunded"
    assert seen.case is not None
    assert seen.case["state"] == "resolved"


async def test_a_refund_goes_to_store_credit_that_can_be_spent(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, replace(BACK, destination=Destination.STORE_CREDIT))
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert [r["state"] for r in seen.refunds] == ["sent"]
    credit = await agreeing.one(
        shop, "select * from payment_methods where customer_id = 'cus_hannah' and kind = 'store_credit'"
    )
    assert (credit["balance"], credit["currency"]) == (PAID, "USD")


async def test_a_refund_that_is_due_at_once_is_paid_before_anything_moves(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK, rules=rules(Timing.AT_ONCE))
    workers.start()
    seen = await outcome_of(shop, HANNAH, journeys=2)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(PAID, "sent")]
    back = await agreeing.the_return(shop)
    assert (back["refund_due"], back["status"]) == (0, "authorised")
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert ((await agreeing.the_return(shop))["outcome"], seen.taken) == ("refunded", 1)


async def test_a_return_that_is_never_handed_in_lapses_and_everything_is_the_customers_again(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.come_due(shop, Moved.DEADLINE)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    back = await agreeing.the_return(shop)
    assert (back["status"], back["outcome"]) == ("closed", "lapsed")
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 0
    assert (seen.refunds, seen.taken) == ([], 0)
    await agreeing.scan(shop, ScanStatus.DELIVERED)  # it comes after all
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert seen.case is not None
    assert (seen.case["state"], seen.refunds) == ("waiting", [])


async def test_a_deadline_of_goods_that_are_under_way_means_nothing(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await agreeing.come_due(shop, Moved.DEADLINE)
    await outcome_of(shop, HANNAH, journeys=4)
    assert (await agreeing.the_return(shop))["status"] == "in_transit"


async def test_what_is_found_wrong_before_the_refund_is_held_for_a_person_until_they_say_it_is_right(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, HANNAH, BACK, rules=rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.find(shop, Finding.EMPTY_BOX)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "needs_approval")
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert seen.refunds == []
    await agreeing.find(shop, Finding.AS_EXPECTED)
    seen = await outcome_of(shop, HANNAH, journeys=5)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(PAID, "sent")]
    assert (await agreeing.the_return(shop))["outcome"] == "refunded"


async def test_what_a_person_has_granted_instead_is_not_paid_on_top_of(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK, rules=rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.find(shop, Finding.DAMAGED)
    await outcome_of(shop, HANNAH, journeys=3)
    ruling = await agreeing.one(shop, "select id from rulings")
    ines = Decider(AgentId("agt_ines"), "Inês Carvalho", "Half of it.")
    async with shop.transaction() as tx:
        kept = await remedies.find_ruling(tx, ruling["id"])
        assert kept is not None
        half = GrantMoney(Money(7000, "USD"))
        made = await supersede(
            tx, CustomerId("cus_hannah"), kept, half, ines, Role.SUPERVISOR, book(), datetime.now(UTC)
        )
        assert isinstance(made, Superseded)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    await outcome_of(shop, HANNAH, journeys=4)
    await agreeing.find(shop, Finding.AS_EXPECTED)
    seen = await outcome_of(shop, HANNAH, journeys=5)
    assert [r["amount"] for r in seen.refunds] == [7000]
    assert (await agreeing.the_return(shop))["status"] == "closed"


@pytest.mark.parametrize("how", [Finding.EMPTY_BOX, Finding.WRONG_ITEM, Moved.MISSING, ScanStatus.RETURNED_TO_SENDER])
async def test_what_is_found_wrong_after_the_refund_is_a_case_before_a_person_and_nothing_is_charged(
    how: Finding | Moved | ScanStatus, shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await outcome_of(shop, HANNAH, journeys=3)
    match how:
        case Finding():
            await agreeing.find(shop, how)
        case Moved():
            await agreeing.come_due(shop, how)
        case ScanStatus():
            await agreeing.scan(shop, how)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert seen.case is not None  # the newest: a case of its own
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "claw_back")
    [paid] = seen.case["subject"]["paid"]
    assert (paid["minor"], paid["currency"], paid["method"]) == (PAID, "USD", "Mastercard ending 2290")
    assert paid["sent_at"] is not None
    assert "$153.39" in seen.said("reported")[-1]["text"]
    assert (await agreeing.the_return(shop))["outcome"] == "claw_back"
    assert await agreeing.rows(shop, "select * from collections") == []
    assert await agreeing.rows(shop, "select * from sandbox.charges") == []


async def test_what_is_found_after_that_adds_to_the_one_case(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await outcome_of(shop, HANNAH, journeys=3)
    await agreeing.come_due(shop, Moved.MISSING)
    await outcome_of(shop, HANNAH, journeys=4)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    await agreeing.find(shop, Finding.PARTS_MISSING)
    await outcome_of(shop, HANNAH, journeys=6)
    cases = await agreeing.rows(
        shop, "select reason from cases where customer_id = 'cus_hannah' and reason = 'claw_back'"
    )
    assert len(cases) == 1
    back = await agreeing.the_return(shop)
    assert (back["status"], back["outcome"]) == ("closed", "claw_back")


async def test_goods_that_do_not_arrive_before_they_are_paid_for_are_looked_for_by_a_person(
    shop: Database, workers: Workers
) -> None:
    await agreeing.begin(shop, HANNAH, BACK, rules=rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await outcome_of(shop, HANNAH, journeys=3)
    await agreeing.come_due(shop, Moved.MISSING)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert seen.case is not None
    assert (seen.case["state"], seen.refunds) == ("waiting", [])


async def test_an_exchange_sends_the_other_kind_once_the_carrier_has_the_parcel(
    shop: Database, workers: Workers
) -> None:
    variant = await agreeing.other_variant(shop, CASSEROLE_LINE, price=13900)
    await agreeing.begin(shop, HANNAH, ExchangeItems(CASSEROLE, (Swap(CASSEROLE_LINE, variant),)))
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    assert await agreeing.rows(shop, "select * from sandbox.performed") == []
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await outcome_of(shop, HANNAH, journeys=3)
    [sent] = await agreeing.rows(shop, "select * from sandbox.performed")
    assert sent["act"]["items"] == [[variant, 1]]
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert (await agreeing.the_return(shop))["outcome"] == "exchanged"
    assert (await agreeing.order(shop, CASSEROLE))["changes"] == ["exchange"]
    assert seen.case is not None
    assert (seen.case["state"], seen.refunds) == ("resolved", [])


async def test_a_dearer_exchange_that_is_settled_on_receipt_is_charged_before_the_goods_leave(
    shop: Database, workers: Workers
) -> None:
    read = book()
    later = replace(read, terms=replace(read.terms, exchange=replace(read.terms.exchange, settle=Settle.ON_RECEIPT)))
    variant = await agreeing.other_variant(shop, CASSEROLE_LINE, price=27800)
    await agreeing.begin(shop, HANNAH, ExchangeItems(CASSEROLE, (Swap(CASSEROLE_LINE, variant),)), rules=later)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    assert await agreeing.rows(shop, "select * from sandbox.charges") == []
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert [each["amount"] for each in await agreeing.rows(shop, "select * from sandbox.charges")] == [PAID]
    assert len(await agreeing.rows(shop, "select * from sandbox.performed")) == 1
    assert seen.case is not None
    assert seen.case["state"] == "resolved"


async def test_an_exchange_whose_goods_are_gone_goes_to_a_person(shop: Database, workers: Workers) -> None:
    variant = await agreeing.other_variant(shop, CASSEROLE_LINE, price=13900)
    await agreeing.begin(shop, HANNAH, ExchangeItems(CASSEROLE, (Swap(CASSEROLE_LINE, variant),)))
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.change(shop, "update variants set available = false where id = $1", variant)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "act_failed")


async def test_a_broken_thing_that_comes_back_is_refunded_when_it_is_here(shop: Database, workers: Workers) -> None:
    act = ReportProblem(CASSEROLE, Units(CASSEROLE_LINE), Problem.DAMAGED, Wish.REFUND, photos=("ph_1",))
    await agreeing.begin(shop, HANNAH, act)
    workers.start()
    seen = await outcome_of(shop, HANNAH, journeys=2)
    assert seen.refunds == []
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(PAID, "sent")]


async def test_a_withdrawal_after_delivery_brings_the_goods_back(shop: Database, workers: Workers) -> None:
    await agreeing.change(shop, "update customers set region = 'DE' where id = 'cus_hannah'")
    await agreeing.change(
        shop,
        "update scans set at = now() - interval '2 days' where shipment_id in "
        "(select id from shipments where order_id = $1)",
        CASSEROLE,
    )
    await agreeing.begin(shop, HANNAH, Withdraw(CASSEROLE))
    workers.start()
    await outcome_of(shop, HANNAH, journeys=3)
    assert (await agreeing.the_return(shop))["kind"] == "withdrawal"


async def test_a_withdrawal_from_an_order_that_has_not_left_stops_it_and_pays_all_of_it_back(
    shop: Database, workers: Workers
) -> None:
    await agreeing.change(shop, "update customers set region = 'DE' where id = 'cus_noah'")
    await agreeing.begin(shop, agreeing.NOAH, Withdraw(agreeing.TENT))
    workers.start()
    seen = await outcome_of(shop, agreeing.NOAH, journeys=2)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(35798, "sent")]
    assert (await agreeing.order(shop, agreeing.TENT))["status"] == "cancelled"


async def test_two_returns_of_one_case_end_it_together(shop: Database, workers: Workers) -> None:
    await agreeing.change(shop, "update orders set status = 'delivered' where customer_id = 'cus_noah'")
    lines = (agreeing.TENT_LINE, agreeing.STOVE_LINE)
    orders = (agreeing.TENT, agreeing.STOVE)
    wanted = [ReturnItems(o, (Units(x, 1, "other"),)) for o, x in zip(orders, lines, strict=True)]
    await agreeing.say_yes(shop, agreeing.NOAH, *wanted, rules=rules(Timing.AT_ONCE))
    workers.start()
    seen = await outcome_of(shop, agreeing.NOAH, journeys=4)
    assert sorted(r["amount"] for r in seen.refunds) == [6964, 35798]
    assert seen.case is not None
    assert (seen.case["state"], seen.promises) == ("acting", {"tell_outcome": "kept"})


async def test_goods_are_looked_at_first_where_the_shop_takes_time_for_it(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, HANNAH, BACK, rules=rules())
    workers.start(inspection_hours=24)
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    seen = await outcome_of(shop, HANNAH, journeys=3)
    assert seen.refunds == []
    await agreeing.come_due(shop, Moved.RELEASE)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    assert [(r["amount"], r["state"]) for r in seen.refunds] == [(PAID, "sent")]
