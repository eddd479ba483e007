"""A refund to a card that has expired goes where the customer says, once; nobody else's, and none that failed otherwise."""

from __future__ import annotations

from dataclasses import replace

from resolution_hub.core.acts import CancelOrder
from resolution_hub.core.reading import Intent
from resolution_hub.kit.db import Database
from tests.journeys import agreeing, stories
from tests.journeys.agreeing import NOAH, TENT
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.stories import Outcome, Told, tell, understood

PRESSED = Told("cus_noah", "Store credit", understood(Intent.AFFIRM))


async def _to_an_expired_card(shop: Database, workers: Workers) -> Outcome:
    await agreeing.begin(shop, NOAH, CancelOrder(TENT))
    await agreeing.change(shop, "update payment_methods set expires_on = '2020-01-31' where id = 'pay_noah_1'")
    workers.start()
    return await outcome_of(shop, NOAH)


async def test_the_customer_chooses_and_store_credit_can_be_spent(shop: Database, workers: Workers) -> None:
    seen = await _to_an_expired_card(shop, workers)
    assert [r["state"] for r in seen.refunds] == ["failed"]
    assert seen.case is not None
    assert (seen.case["state"], seen.promises) == ("open", {"tell_outcome": "kept"})
    [offered] = [said for said in seen.said("assistant_said") if len(said["choices"]) == 3]
    credit, card, person = (choice["id"] for choice in offered["choices"])
    assert (credit.split(":")[:2], card.split(":")[:2]) == (["refund_to", "store_credit"], ["refund_to", "pay_noah_3"])
    assert person == "person"

    await tell(shop, PRESSED)  # typed, as it stands on the button
    await tell(shop, replace(PRESSED, choice=credit))
    await tell(shop, replace(PRESSED, choice=card))
    seen = await outcome_of(shop, NOAH, journeys=2)
    assert sorted((r["amount"], r["state"], r["taken"]) for r in seen.refunds) == [
        (35798, "failed", 0),
        (35798, "sent", 1),
    ]
    held = await agreeing.one(
        shop, "select balance, label from payment_methods where customer_id = 'cus_noah' and kind = 'store_credit'"
    )
    assert held == {"balance": 35798, "label": "Store credit"}
    assert seen.case is not None
    assert seen.case["state"] == "resolved"
    assert seen.notices[0].receipt.amount is not None


async def test_a_gift_card_takes_it_too(shop: Database, workers: Workers) -> None:
    seen = await _to_an_expired_card(shop, workers)
    [offered] = [said for said in seen.said("assistant_said") if len(said["choices"]) == 3]
    await tell(shop, replace(PRESSED, choice=offered["choices"][1]["id"]))
    await outcome_of(shop, NOAH, journeys=2)
    card = await agreeing.one(shop, "select balance from payment_methods where id = 'pay_noah_3'")
    assert card == {"balance": 500 + 35798}


async def test_somebody_elses_refund_is_not_moved(shop: Database, workers: Workers) -> None:
    seen = await _to_an_expired_card(shop, workers)
    [offered] = [said for said in seen.said("assistant_said") if len(said["choices"]) == 3]
    await tell(shop, Told("cus_hannah", "x", understood(Intent.AFFIRM), choice=offered["choices"][0]["id"]))
    seen = await stories.outcome(shop, NOAH)
    assert [r["state"] for r in seen.refunds] == ["failed"]


async def test_a_refund_that_failed_for_another_reason_stays_with_a_person(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, CancelOrder(TENT))
    charge = await agreeing.one(shop, "select id from charges where order_id = $1", TENT)
    await stories.refund_at_the_providers_own_desk(shop, charge["id"])
    workers.start()
    seen = await outcome_of(shop, NOAH)
    refund = await agreeing.one(shop, "select id from refunds where case_id is not null")
    assert seen.case is not None
    assert seen.case["state"] == "waiting"
    await agreeing.change(shop, "update conversations set floor = 'assistant'")
    await tell(shop, replace(PRESSED, choice=f"refund_to:store_credit:{refund['id']}"))
    assert [r["state"] for r in (await stories.outcome(shop, NOAH)).refunds] == ["failed"]


async def test_whoever_waits_for_a_person_is_not_asked_by_the_assistant(shop: Database, workers: Workers) -> None:
    await agreeing.begin(shop, NOAH, CancelOrder(TENT))
    await agreeing.change(shop, "update payment_methods set expires_on = '2020-01-31' where id = 'pay_noah_1'")
    await agreeing.change(shop, "update conversations set floor = 'queue'")
    workers.start()
    seen = await outcome_of(shop, NOAH)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "act_failed")
