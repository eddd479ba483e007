"""Money moves once, whatever crashes: a process is killed at each moment of each journey, and the next one finishes it.

STORIES is the table of what a journey does. It is compared with what really passes and with the steps that the runner
knows, so a step or a transaction that is added to a journey is not left out here.
"""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from dbos._dbos import _get_or_create_dbos_registry

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.core.acts import ChangeDelivery, ExchangeItems, PauseSubscription, ReturnItems, Swap, Units
from resolution_hub.core.order import ScanStatus
from resolution_hub.core.policy.terms import Settle
from resolution_hub.features.returns.service import Finding
from resolution_hub.journeys import paying, receiving, releasing
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.wiring import worker
from tests.journeys import agreeing, stories
from tests.journeys.agreeing import HANNAH, NOAH
from tests.journeys.conftest import Workers, eventually, outcome_of
from tests.journeys.stories import BILLING, CODE, CONFIRM, PERSON, TENT, Outcome, Told, book, tell

_WRITES = ("transaction begins", "transaction commits", "transaction committed")
_ASKS_SHOP = ("reading", "commerce before", "commerce after")
_RECORDS = ("reading", *_WRITES)
_PAYS = _TAKES = ("reading", "payments before", "payments after", *_WRITES)


_MAILS = ("reading", "mail before", "mail after")


@dataclass(frozen=True, slots=True)
class Story:
    """`prepare` brings the shop to where the journey is queued; `steps` are its steps with the moments of each; `told`
    is who can see what came of it, and `whole` says whether that is all and once."""

    journey: str
    prepare: Callable[[Database], Awaitable[None]]
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    told: Told
    whole: Callable[[Outcome], None]

    @property
    def moments(self) -> list[tuple[str, str]]:
        return [(step, moment) for step, moments in self.steps for moment in moments]


async def _billing(shop: Database) -> None:
    await tell(shop, BILLING)


async def _cancelling(shop: Database) -> None:
    await stories.pay_a_part_by_gift_card(shop)
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)


async def _dispatched(shop: Database) -> None:
    await stories.ask_to_cancel(shop)
    await tell(shop, CONFIRM)
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))


async def _refused(shop: Database) -> None:
    await tell(shop, BILLING)
    await stories.refund_at_the_providers_own_desk(shop)


async def _faster_delivery(shop: Database) -> None:
    await agreeing.begin(shop, NOAH, ChangeDelivery(TENT, "del_us_express"))


async def _faster_delivery_too_late(shop: Database) -> None:
    await _faster_delivery(shop)
    await SandboxCommerce(shop.pool).dispatch(TENT, datetime.now(UTC))


async def _faster_delivery_unpaid(shop: Database) -> None:
    await _faster_delivery(shop)
    await agreeing.change(shop, "update payment_methods set expires_on = '2020-01-31' where id = 'pay_noah_1'")


_RETURN = ReturnItems(agreeing.CASSEROLE, (Units(agreeing.CASSEROLE_LINE, 1, "changed_mind"),))


async def _label(shop: Database) -> None:
    await agreeing.carried_out(shop, HANNAH, _RETURN)


async def _first_scan(shop: Database) -> None:
    await agreeing.labelled(shop, HANNAH, _RETURN)
    await agreeing.scan(shop, ScanStatus.PICKED_UP)


async def _exchange_received(shop: Database) -> None:
    """Dearer goods, in a shop that settles an exchange with them."""
    read = book()
    later = replace(read, terms=replace(read.terms, exchange=replace(read.terms.exchange, settle=Settle.ON_RECEIPT)))
    variant = await agreeing.other_variant(shop, agreeing.CASSEROLE_LINE, price=27800)
    act = ExchangeItems(agreeing.CASSEROLE, (Swap(agreeing.CASSEROLE_LINE, variant),))
    await agreeing.labelled(shop, HANNAH, act, later)
    await agreeing.scan(shop, ScanStatus.DELIVERED)


async def _empty_box(shop: Database) -> None:
    """Found after the refund was released."""
    await _first_scan(shop)
    back = await agreeing.the_return(shop)
    await agreeing.forget(shop, f"return:{back['id']}:scanned")
    await receiving.on_moved(agreeing.means(shop), back["id"], "scanned")
    [refund] = await releasing.release(agreeing.means(shop), back["id"], "")
    await paying.pay(agreeing.means(shop), refund)
    await agreeing.find(shop, Finding.EMPTY_BOX)


async def _pause_over(shop: Database) -> None:
    day = datetime.now(UTC).date() + timedelta(days=20)
    act = await agreeing.carried_out(shop, HANNAH, PauseSubscription("sub_hannah", day))
    await agreeing.change(shop, "update subscriptions set resumes_at = now() where id = 'sub_hannah'")
    await agreeing.due_now(shop, f"resume_subscription:{act}")


async def _waiting_too_long(shop: Database) -> None:
    await tell(shop, PERSON)


async def _asking_for_a_code(shop: Database) -> None:
    await stories.ask_for_a_code(shop)


def _paid(seen: Outcome, refunds: int, reported: int, notices: int) -> None:
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)] * refunds
    assert all(r["reference"] == r["provider"] for r in seen.refunds)
    assert seen.taken == refunds
    assert (len(seen.said("reported")), len(seen.notices)) == (reported, notices)
    assert (seen.acts["granted"], seen.acts["refund_sent"], seen.acts["case_done"]) == (refunds, refunds, 1)
    assert seen.case is not None
    assert seen.case["state"] == "resolved"
    assert set(seen.promises.values()) == {"kept"}


def _refunded(seen: Outcome) -> None:
    _paid(seen, refunds=1, reported=1, notices=1)


def _cancelled(seen: Outcome) -> None:
    _paid(seen, refunds=2, reported=3, notices=3)
    assert seen.acts["order_cancelled"] == 1


def _before_a_person(seen: Outcome, act: str) -> None:
    assert seen.notices == []
    assert (len(seen.said("reported")), len(seen.said("floor_moved"))) == (1, 1)
    assert seen.acts[act] == 1
    assert seen.case is not None
    assert seen.case["state"] == "waiting"


def _too_late(seen: Outcome) -> None:
    _before_a_person(seen, "act_refused")
    assert (seen.refunds, seen.taken) == ([], 0)


def _not_taken(seen: Outcome) -> None:
    _before_a_person(seen, "refund_failed")
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("failed", 0)]


def _charged(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "done", "done")]
    assert (seen.acts["payment_taken"], seen.acts["order_changed"], seen.acts["case_done"]) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices), seen.refunds, seen.charged) == (1, 1, [], [1295])


def _charged_and_given_back(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "refused", "too_late")]
    assert [(r["amount"], r["state"], r["taken"]) for r in seen.refunds] == [(1295, "sent", 1)]
    assert (seen.acts["payment_taken"], seen.acts["payment_reversed"], seen.acts["act_refused"]) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices), seen.charged) == (2, 1, [1295])


def _declined(seen: Outcome) -> None:
    assert seen.asked == [("change_delivery", "refused", "declined")]
    assert (seen.acts["payment_failed"], seen.acts["case_not_done"], seen.charged) == (1, 1, [])
    assert (len(seen.said("assistant_said")), seen.notices, seen.refunds) == (1, [], [])


def _has_label(seen: Outcome) -> None:
    assert [e["cards"][0]["kind"] for e in seen.said("reported")] == ["receipt", "return"]
    assert (seen.acts["return_begun"], seen.acts["return_moved"], seen.refunds) == (1, 1, [])


def _released(seen: Outcome) -> None:
    assert [(r["state"], r["taken"]) for r in seen.refunds] == [("sent", 1)]
    assert (seen.acts["granted"], seen.acts["return_moved"], seen.taken) == (1, 1, 1)
    assert (len(seen.said("reported")), len(seen.notices)) == (4, 2)


def _exchanged(seen: Outcome) -> None:
    assert (seen.acts["payment_taken"], seen.acts["case_done"], seen.refunds) == (1, 1, [])
    assert (len(seen.said("reported")), seen.charged) == (4, [15339])


def _clawed_back(seen: Outcome) -> None:
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"], seen.acts["claw_back"]) == ("waiting", "claw_back", 1)
    assert (len(seen.said("reported")), seen.charged) == (5, [])


def _goes_on(seen: Outcome) -> None:
    assert (len(seen.said("reported")), seen.acts["subscription_changed"]) == (2, 2)


def _late(seen: Outcome) -> None:
    _before_a_person(seen, "promise_late")
    assert seen.promises == {"person_answers": "late"}


def _mailed(seen: Outcome) -> None:
    assert seen.mail == [(f"code for {stories.TENT}", 1)]


STORIES = {
    "refund": Story("instant_refund", _billing, (("instant_refund.pay", _PAYS),), BILLING, _refunded),
    "refund refused": Story(
        "instant_refund",
        _refused,
        (("instant_refund.pay", ("reading", "payments before", *_WRITES)),),
        BILLING,
        _not_taken,
    ),
    "cancellation": Story(
        "carry_out",
        _cancelling,
        (
            ("carry_out.take_payment", ("reading",)),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.record", _RECORDS),
            ("carry_out.pay", _PAYS),
            ("carry_out.pay", _PAYS),
        ),
        CONFIRM,
        _cancelled,
    ),
    "cancellation too late": Story(
        "carry_out",
        _dispatched,
        (
            ("carry_out.take_payment", ("reading",)),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.give_back", _RECORDS),
        ),
        CONFIRM,
        _too_late,
    ),
    "change with a payment": Story(
        "carry_out",
        _faster_delivery,
        (
            ("carry_out.take_payment", _TAKES),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.record", _RECORDS),
        ),
        NOAH,
        _charged,
    ),
    "change paid for and too late": Story(
        "carry_out",
        _faster_delivery_too_late,
        (
            ("carry_out.take_payment", _TAKES),
            ("carry_out.ask_shop", _ASKS_SHOP),
            ("carry_out.give_back", _RECORDS),
            ("carry_out.pay", _PAYS),
        ),
        NOAH,
        _charged_and_given_back,
    ),
    "change that the card does not pay": Story(
        "carry_out",
        _faster_delivery_unpaid,
        (("carry_out.take_payment", ("reading", "payments before", *_WRITES)),),
        NOAH,
        _declined,
    ),
    "label": Story(
        "return_moved",
        _label,
        (
            ("return_moved.label", ("reading", "label before", "label after", *_WRITES)),
            ("return_moved.look", _RECORDS),
        ),
        HANNAH,
        _has_label,
    ),
    "first scan": Story(
        "return_moved",
        _first_scan,
        (
            ("return_moved.look", _RECORDS),
            ("return_moved.take_payment", ("reading",)),
            ("return_moved.send_goods", ("reading",)),
            ("return_moved.release", _RECORDS),
            ("return_moved.pay", _PAYS),
        ),
        HANNAH,
        _released,
    ),
    "exchange received": Story(
        "return_moved",
        _exchange_received,
        (
            ("return_moved.look", _RECORDS),
            ("return_moved.take_payment", (*_RECORDS, *_TAKES)),
            ("return_moved.send_goods", _ASKS_SHOP),
            ("return_moved.release", _RECORDS),
        ),
        HANNAH,
        _exchanged,
    ),
    "empty box": Story("return_moved", _empty_box, (("return_moved.look", _RECORDS),), HANNAH, _clawed_back),
    "pause over": Story(
        "resume_subscription", _pause_over, (("resume_subscription.resume", _RECORDS),), HANNAH, _goes_on
    ),
    "late promise": Story(
        "promise_due", _waiting_too_long, (("promise_due.look", ("reading", *_WRITES)),), PERSON, _late
    ),
    "code": Story("send_code", _asking_for_a_code, (("send_code.send", _MAILS),), CODE, _mailed),
}


EVERY_MOMENT = [
    pytest.param(name, place, id=f"{name}, {place}: {step}, {moment}")
    for name, story in STORIES.items()
    for place, (step, moment) in enumerate(story.moments, 1)
]


def test_every_step_that_the_runner_knows_is_in_the_table() -> None:
    for journey in worker.JOURNEYS:
        journey.register(cast("Means", None))  # nothing is run
    known = set(_get_or_create_dbos_registry().workflow_info_map)
    steps = {name.removeprefix("<temp>.") for name in known if name.startswith("<temp>.") and "." in name[7:]}
    assert steps == {step for story in STORIES.values() for step, _ in story.steps}
    assert {journey.NAME for journey in worker.JOURNEYS} == {story.journey for story in STORIES.values()}


@pytest.mark.parametrize("name", STORIES)
async def test_the_table_names_every_moment_of_a_journey(name: str, shop: Database, workers: Workers) -> None:
    story = STORIES[name]
    await story.prepare(shop)
    running = workers.start()
    story.whole(await outcome_of(shop, story.told))
    steps = await stories.steps_of(shop, story.journey)
    assert [(steps[number], moment) for number, moment in workers.moments(running)] == story.moments


@pytest.mark.parametrize(("name", "at"), EVERY_MOMENT)
async def test_a_worker_killed_at_any_moment_is_finished_for_by_the_next(
    name: str, at: int, shop: Database, workers: Workers
) -> None:
    story = STORIES[name]
    await story.prepare(shop)
    killed = workers.start(at=at)
    assert await workers.died(killed) == -signal.SIGKILL
    assert [moment for _, moment in workers.moments(killed)] == [moment for _, moment in story.moments[:at]]
    workers.start()
    story.whole(await outcome_of(shop, story.told))


async def test_workers_killed_one_after_the_other_leave_it_to_the_last(shop: Database, workers: Workers) -> None:
    story = STORIES["cancellation"]
    await story.prepare(shop)
    for at in (3, 4, 3, 3, 6):
        assert await workers.died(workers.start(at=at)) == -signal.SIGKILL
    workers.start()
    story.whole(await outcome_of(shop, story.told))


@pytest.mark.parametrize("moment", ["payments before", "payments after"])
async def test_a_worker_that_was_given_up_and_wakes_again_does_no_harm(
    moment: str, shop: Database, workers: Workers
) -> None:
    story = STORIES["refund"]
    await story.prepare(shop)
    at = 1 + [each for _, each in story.moments].index(moment)
    asleep = workers.start(at=at, signal=signal.SIGSTOP)
    await workers.stopped(asleep)
    workers.start()
    story.whole(await outcome_of(shop, story.told))
    workers.resume(asleep)

    async def passed() -> list[tuple[int, str]]:
        return workers.moments(asleep)

    await eventually(passed, lambda moments: moments[-1][1] == "transaction committed")
    story.whole(await stories.outcome(shop, story.told))


async def test_two_workers_in_slots_of_their_own_share_the_work_and_do_it_once(
    shop: Database, workers: Workers
) -> None:
    workers.start(slot="1")
    workers.start(slot="2")
    refund, cancellation = STORIES["refund"], STORIES["cancellation"]
    await refund.prepare(shop)
    await cancellation.prepare(shop)

    refund.whole(await outcome_of(shop, BILLING, journeys=2))
    cancellation.whole(await stories.outcome(shop, CONFIRM))


async def test_a_turn_killed_before_it_commits_leaves_nothing(shop: Database, workers: Workers) -> None:
    assert await workers.died(workers.start_turn(BILLING, at=2)) == -signal.SIGKILL
    workers.start()
    await tell(shop, PERSON)
    await outcome_of(shop, PERSON)
    seen = await stories.outcome(shop, BILLING)
    assert (seen.case, seen.refunds, seen.taken, seen.events) == (None, [], 0, [])
    assert await stories.journeys(shop) == {("promise_due", "SUCCESS"): 1}


async def test_a_turn_killed_right_after_its_commit_is_carried_out(shop: Database, workers: Workers) -> None:
    assert await workers.died(workers.start_turn(BILLING, at=3)) == -signal.SIGKILL
    workers.start()
    story = STORIES["refund"]
    story.whole(await outcome_of(shop, story.told))
