"""What is held before anything moved is ended by a person: let go on, or refused, once, with a reason that the customer reads."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.core.acts import ExchangeItems, Problem, ReportProblem, ReturnItems, Swap, Units, Wish
from resolution_hub.core.appeal import Unable
from resolution_hub.core.order import ScanStatus, Timing
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Settle
from resolution_hub.features.remedies.superseding import AlreadySuperseded, Superseded
from resolution_hub.features.returns.service import Decision, Finding, Moved
from resolution_hub.journeys import sending_back
from resolution_hub.kit.db import Database
from resolution_hub.ports.commerce import NotPossible, ShopAct, ShopOutcome
from resolution_hub.talk import held_returns
from resolution_hub.talk.at_the_desk import NotYours
from resolution_hub.talk.held_returns import NotHeld, NothingToSend
from tests.journeys import agreeing, beginnings
from tests.journeys.agreeing import CASSEROLE, CASSEROLE_LINE, HANNAH
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.deciding import INES, WHY, claimed, decided
from tests.journeys.stories import Outcome, book, outcome

PAID = 15339
BACK = ReturnItems(CASSEROLE, (Units(CASSEROLE_LINE, 1, "changed_mind"),))


def rules(timing: Timing = Timing.ON_RECEIPT) -> Rulebook:
    terms = book().terms
    returns, exchange = replace(terms.returns, timing=timing), replace(terms.exchange, settle=Settle.ON_RECEIPT)
    return replace(book(), terms=replace(terms, returns=returns, exchange=exchange))


async def held(shop: Database, workers: Workers, finding: Finding | None = Finding.DAMAGED) -> Outcome:
    """Hannah's return, found so, or missing; its case is with Ruth."""
    await agreeing.begin(shop, HANNAH, BACK, rules=rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)
    await outcome_of(shop, HANNAH, journeys=3)
    if finding is None:
        await agreeing.come_due(shop, Moved.MISSING)
    else:
        await agreeing.find(shop, finding)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    await claimed(shop)
    return seen


async def still_held(shop: Database) -> list[str]:
    back = await agreeing.the_return(shop)
    async with shop.reading() as connection:
        return [each.why for each in await held_returns.of_case(connection, back["case_id"])]


@pytest.mark.parametrize("finding", [Finding.DAMAGED, None])
async def test_what_is_refused_is_the_customers_again_and_is_never_paid(
    finding: Finding | None, shop: Database, workers: Workers
) -> None:
    await held(shop, workers, finding)
    assert await still_held(shop) == [finding or "missing"]
    assert isinstance(await decided(shop, Decision.REFUSED), Superseded)
    back = await agreeing.the_return(shop)
    assert (back["status"], back["outcome"], back["decision"]) == ("closed", "refused", "refused")
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 0
    assert await still_held(shop) == []
    await agreeing.find(shop, Finding.AS_EXPECTED)
    seen = await outcome_of(shop, HANNAH, journeys=5)
    assert (seen.refunds, seen.taken) == ([], 0)
    assert any(f"“{WHY}”" in each["text"] for each in seen.said("reported"))
    [told] = [notice for notice in seen.notices if notice.kind == "appeal_decided"]
    assert any(WHY in each for each in told.receipt.sentences)
    rulings = await agreeing.rows(shop, "select verdict, by, superseded_by from rulings order by at")
    assert [(r["verdict"], r["by"], r["superseded_by"] is None) for r in rulings] == [
        ("allow", None, False), ("deny", "agent:agt_ruth", True),
    ]  # fmt: skip
    assert seen.acts["superseded"] == 1


async def test_refused_goods_are_sent_back_by_the_shop(shop: Database, workers: Workers) -> None:
    await held(shop, workers)
    await decided(shop, Decision.REFUSED, send_back=True)
    seen = await outcome_of(shop, HANNAH, journeys=5)
    [sent] = await agreeing.rows(shop, "select key, act from sandbox.performed")
    back = await agreeing.the_return(shop)
    assert (sent["key"], sent["act"]["items"]) == (f"{back['id']}:back", [[CASSEROLE_LINE, 1]])
    assert "on their way back" in seen.said("reported")[-1]["text"]
    assert seen.promises == {"tell_outcome": "kept", "person_answers": "kept"} or set(seen.promises.values()) == {
        "kept"
    }


class Unwilling(SandboxCommerce):
    """A shop that sends nothing back."""

    async def carry_out(self, act: ShopAct, key: str) -> ShopOutcome:
        return NotPossible("unknown_to_shop")


async def test_goods_that_the_shop_cannot_send_back_go_before_a_person_once(shop: Database) -> None:
    await beginnings.found_damaged(shop)
    await decided(shop, Decision.REFUSED, send_back=True)
    back, means = await agreeing.the_return(shop), agreeing.means(shop)
    for _ in range(2):
        await sending_back.on_refused(replace(means, commerce=Unwilling(shop.pool)), back["id"])
    seen = await outcome(shop, HANNAH)
    assert ["could not be sent back" in each["text"] for each in seen.said("reported")].count(True) == 1
    assert seen.case is not None
    assert seen.case["reason"] == "act_failed"


@pytest.mark.parametrize("finding", [Finding.DAMAGED, None])
async def test_what_is_let_go_on_is_paid_under_the_persons_ruling(
    finding: Finding | None, shop: Database, workers: Workers
) -> None:
    await held(shop, workers, finding)
    made = await decided(shop, Decision.RELEASED)
    assert isinstance(made, Superseded)
    seen = await outcome_of(shop, HANNAH, journeys=5)
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(PAID, "sent", 1)]
    assert (await agreeing.one(shop, "select ruling_id from refunds where return_id is not null"))[
        "ruling_id"
    ] == made.ruling_id
    back = await agreeing.the_return(shop)
    assert (back["status"], back["outcome"]) == ("closed", "refunded")
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 1
    assert set(seen.promises.values()) == {"kept"}


async def test_an_exchange_that_is_let_go_on_sends_the_goods_within_what_they_are_worth(
    shop: Database, workers: Workers
) -> None:
    variant = await agreeing.other_variant(shop, CASSEROLE_LINE, price=13900)
    act = ExchangeItems(CASSEROLE, (Swap(CASSEROLE_LINE, variant),))
    await agreeing.begin(shop, HANNAH, act, rules=rules())
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.find(shop, Finding.WRONG_ITEM)
    await outcome_of(shop, HANNAH, journeys=3)
    back = await agreeing.the_return(shop)
    async with shop.reading() as connection:
        [waits] = await held_returns.of_case(connection, back["case_id"])
    assert waits.worth.minor == PAID
    await claimed(shop)
    await decided(shop, Decision.RELEASED)
    seen = await outcome_of(shop, HANNAH, journeys=4)
    [sent] = await agreeing.rows(shop, "select act from sandbox.performed")
    assert sent["act"]["items"] == [[variant, 1]]
    assert (await agreeing.the_return(shop))["outcome"] == "exchanged"
    assert (seen.refunds, set(seen.promises.values())) == ([], {"kept"})


async def test_of_an_empty_box_there_is_nothing_to_send_back(shop: Database, workers: Workers) -> None:
    act = ReportProblem(CASSEROLE, Units(CASSEROLE_LINE), Problem.DAMAGED, Wish.REFUND, photos=("ph_1",))
    await agreeing.begin(shop, HANNAH, act)
    workers.start()
    await outcome_of(shop, HANNAH, journeys=2)
    await agreeing.find(shop, Finding.EMPTY_BOX)
    await outcome_of(shop, HANNAH, journeys=3)
    await claimed(shop)
    with pytest.raises(NothingToSend):
        await decided(shop, Decision.REFUSED, send_back=True)
    await decided(shop, Decision.REFUSED)
    assert (await agreeing.line(shop, CASSEROLE_LINE))["returned"] == 0
    assert (await agreeing.the_return(shop))["outcome"] == "refused"


async def test_an_agent_lets_go_on_what_is_within_their_limit_and_a_supervisor_more(
    shop: Database, workers: Workers
) -> None:
    await held(shop, workers)
    await agreeing.change(shop, "update returns set refund_due = 20001 where case_id is not null")
    assert await decided(shop, Decision.RELEASED) is Unable.OVER_LIMIT
    assert (await agreeing.the_return(shop))["decision"] is None
    assert isinstance(await decided(shop, Decision.REFUSED), Superseded)  # a no has no limit


async def test_two_decisions_at_once_are_one(shop: Database, workers: Workers) -> None:
    await held(shop, workers)
    both = await asyncio.gather(
        decided(shop, Decision.REFUSED), decided(shop, Decision.RELEASED), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in both) == ["AlreadySuperseded", "Superseded"]
    assert len(await agreeing.rows(shop, "select id from rulings where by is not null")) == 1


async def test_only_whoever_has_the_case_decides(shop: Database, workers: Workers) -> None:
    await held(shop, workers)
    with pytest.raises(NotYours):
        await decided(shop, Decision.REFUSED, INES)
    assert await still_held(shop) == ["damaged"]


async def test_a_return_that_goes_its_way_waits_for_no_decision(shop: Database, workers: Workers) -> None:
    await held(shop, workers, None)
    await agreeing.scan(shop, ScanStatus.DELIVERED)  # it was only late
    await outcome_of(shop, HANNAH, journeys=5)
    with pytest.raises(NotHeld):
        await decided(shop, Decision.REFUSED)
    assert await still_held(shop) == []


async def test_what_was_decided_is_not_decided_again(shop: Database, workers: Workers) -> None:
    await held(shop, workers)
    await decided(shop, Decision.RELEASED)
    with pytest.raises(AlreadySuperseded):
        await decided(shop, Decision.REFUSED)
    await outcome_of(shop, HANNAH, journeys=5)


async def test_refused_goods_that_arrive_after_they_were_found_bring_nobody_back(
    shop: Database, workers: Workers
) -> None:
    await held(shop, workers)
    await decided(shop, Decision.REFUSED)
    await agreeing.scan(shop, ScanStatus.DELIVERED)
    await agreeing.find(shop, Finding.PARTS_MISSING)
    seen = await outcome_of(shop, HANNAH, journeys=6)
    assert seen.case is not None
    assert (seen.case["state"], seen.acts["claw_back"], seen.refunds) == ("with_agent", 0, [])


async def test_a_missing_parcel_that_was_paid_for_and_comes_damaged_is_a_case_of_its_own(
    shop: Database, workers: Workers
) -> None:
    await held(shop, workers, None)
    await decided(shop, Decision.RELEASED)
    await outcome_of(shop, HANNAH, journeys=5)
    await agreeing.find(shop, Finding.DAMAGED)
    seen = await outcome_of(shop, HANNAH, journeys=6)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("waiting", "claw_back")
