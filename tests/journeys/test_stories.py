"""Whole stories, from the customer's words to the receipt: what was promised is done, once, and told as it is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.db import Database
from tests.journeys import stories
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.stories import BILLING, CONFIRM, TENT, tell

_REFUNDED = Counter(case_opened=1, ruled=1, granted=1, case_act=1, promised=1, refund_sent=1, case_done=1)


async def test_a_billing_error_is_refunded_once_and_told_with_its_receipt(shop: Database, workers: Workers) -> None:
    await tell(shop, BILLING)
    before = await stories.outcome(shop, BILLING)
    assert before.case is not None
    assert (before.case["state"], before.refunds[0]["state"], before.taken) == ("acting", "granted", 0)
    workers.start()
    seen = await outcome_of(shop, BILLING)

    (refund,) = seen.refunds
    assert (refund["charge_id"], refund["amount"], refund["state"]) == ("chg_maya_after", refund["charged"], "sent")
    assert refund["taken"] == seen.taken == 1
    assert refund["reference"] == refund["provider"]
    assert seen.case is not None
    assert (seen.case["state"], seen.case["resolution"]) == ("resolved", "verified")
    assert seen.acts == _REFUNDED
    assert seen.promises == {"send_refund": "kept"}

    (notice,) = seen.notices
    assert (notice.kind, notice.receipt.reference) == ("refund", refund["reference"])
    assert notice.receipt.amount is not None
    assert notice.receipt.amount.minor == refund["amount"]
    async with shop.reading() as connection:
        kept = await remedies.find_ruling(connection, notice.receipt.ruling_id or "")
    assert kept is not None

    (told,) = seen.said("reported")
    (card,) = told["cards"]
    assert card["kind"] == "receipt"
    assert (card["data"]["notice_id"], card["data"]["reference"]) == (notice.id, refund["reference"])
    assert card["data"]["ruling_id"] == kept.id


async def test_asking_again_after_a_refund_tells_of_it_and_grants_nothing(shop: Database, workers: Workers) -> None:
    await tell(shop, BILLING)
    workers.start()
    await outcome_of(shop, BILLING)
    await tell(shop, BILLING)
    seen = await stories.outcome(shop, BILLING)
    assert seen.refunds == []  # of the newest case, which is about the second question
    assert seen.taken == 1
    assert any(card["kind"] == "refund" for card in seen.events[-1]["cards"])


async def test_an_order_paid_from_two_sources_is_cancelled_and_each_part_goes_back(
    shop: Database, workers: Workers
) -> None:
    await stories.pay_a_part_by_gift_card(shop)
    await stories.ask_to_cancel(shop)
    assert (await stories.outcome(shop, CONFIRM)).case is None
    await tell(shop, CONFIRM)
    workers.start()
    seen = await outcome_of(shop, CONFIRM)

    assert seen.case is not None
    assert (seen.case["state"], seen.asked) == ("resolved", [("cancel_order", "done", "done")])
    assert [(r["method"], r["state"], r["taken"]) for r in seen.refunds] == [
        ("card", "sent", 1),
        ("gift_card", "sent", 1),
    ]
    assert all(r["amount"] == r["charged"] and r["reference"] == r["provider"] for r in seen.refunds)
    assert seen.taken == 2
    assert Counter(notice.kind for notice in seen.notices) == {"cancellation": 1, "refund": 2}
    assert len(seen.said("reported")) == 3
    assert (seen.acts["order_cancelled"], seen.acts["granted"], seen.acts["refund_sent"]) == (1, 2, 2)
    assert seen.acts["case_done"] == 1
    assert seen.promises == {"tell_outcome": "kept"}
    async with shop.reading() as connection:
        assert await connection.fetchval("select status from orders where id = $1", TENT) == "cancelled"
        key = await connection.fetchval("select cancel_key from sandbox.orders where order_id = $1", TENT)
    assert key == seen.case["subject"]["act"]


async def test_when_the_warehouse_was_faster_nothing_is_refunded_and_a_person_comes(
    shop: Database, workers: Workers
) -> None:
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)
    assert await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))
    workers.start()
    seen = await outcome_of(shop, CONFIRM)

    assert (seen.refunds, seen.taken, seen.notices) == ([], 0, [])
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "act_failed")
    assert seen.asked == [("cancel_order", "refused", "too_late")]
    (told,) = seen.said("reported")
    assert told["cards"] == []
    (moved,) = seen.said("floor_moved")
    assert moved["to"] == "queue"
    assert seen.acts["order_cancelled"] == 0
    assert seen.promises == {"tell_outcome": "kept"}
    async with shop.reading() as connection:
        assert await connection.fetchval("select status from orders where id = $1", TENT) == "placed"


async def test_a_refund_that_the_provider_refuses_for_good_goes_to_a_person(shop: Database, workers: Workers) -> None:
    await tell(shop, BILLING)
    await stories.refund_at_the_providers_own_desk(shop)
    workers.start()
    seen = await outcome_of(shop, BILLING)

    (refund,) = seen.refunds
    assert (refund["state"], refund["reference"], refund["taken"]) == ("failed", None, 0)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "act_failed")
    assert len(seen.said("reported")) == len(seen.said("floor_moved")) == 1
    assert (seen.acts["refund_failed"], seen.acts["refund_sent"]) == (1, 0)
    assert seen.notices == []
    assert seen.promises == {"send_refund": "withdrawn"}


async def test_when_one_of_two_parts_is_refused_the_other_is_sent_and_a_person_sees_to_it(
    shop: Database, workers: Workers
) -> None:
    await stories.pay_a_part_by_gift_card(shop)
    await stories.refund_at_the_providers_own_desk(shop, "chg_noah_gift")
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)
    workers.start()
    seen = await outcome_of(shop, CONFIRM)
    assert [(r["method"], r["state"], r["taken"]) for r in seen.refunds] == [
        ("card", "sent", 1),
        ("gift_card", "failed", 0),
    ]
    assert seen.case is not None
    assert (seen.case["state"], seen.asked) == ("waiting", [("cancel_order", "done", "done")])
    assert Counter(notice.kind for notice in seen.notices) == {"cancellation": 1, "refund": 1}


async def test_a_provider_that_is_away_is_asked_again_and_pays_once(shop: Database, workers: Workers) -> None:
    await tell(shop, BILLING)
    worker = workers.start(away=("payments after", "payments before"))  # its first answer was lost
    seen = await outcome_of(shop, BILLING)
    assert [moment for _, moment in workers.moments(worker)].count("payments before") == 3
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)]
    assert seen.acts == _REFUNDED
    assert (seen.taken, len(seen.notices), len(seen.said("reported"))) == (1, 1, 1)


async def test_a_shop_that_does_not_answer_after_it_cancelled_is_asked_again_and_believed(
    shop: Database, workers: Workers
) -> None:
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)
    workers.start(away=("commerce after",))
    seen = await outcome_of(shop, CONFIRM)
    assert seen.case is not None
    assert (seen.case["state"], seen.asked) == ("resolved", [("cancel_order", "done", "done")])
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)]
