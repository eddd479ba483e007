"""Cases move by the table alone; a person is one event away; promises and escalation."""

from itertools import product
from typing import Any

import pytest

from resolution_hub.core.case import TRANSITIONS, CaseEvent, CaseState, after
from resolution_hub.core.errors import IllegalTransition
from resolution_hub.core.escalation import WhyPerson, is_high, priority, reason_of_request, should_offer
from resolution_hub.core.money import Money
from resolution_hub.core.people import CustomerId, Owner
from resolution_hub.core.promise import PromiseKind, due
from resolution_hub.core.reading import Alarm, Intent
from tests.core.a_shop import BOOK, NOW, surely, usd


@pytest.mark.parametrize(("state", "event"), list(product(CaseState, CaseEvent)))
def test_every_pair_is_in_the_table_or_refused(state: CaseState, event: CaseEvent) -> None:
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[(state, event)]
    else:
        with pytest.raises(IllegalTransition):
            after(state, event)


@pytest.mark.parametrize("state", CaseState)
def test_a_person_is_one_event_away_from_every_state(state: CaseState) -> None:
    assert after(state, CaseEvent.ASK_PERSON) in (CaseState.WAITING, CaseState.WITH_AGENT)


@pytest.mark.parametrize("state", CaseState)
def test_an_act_that_failed_reaches_a_person_from_every_state_it_can_end_in(state: CaseState) -> None:
    assert after(state, CaseEvent.FAILED) in (CaseState.WAITING, CaseState.WITH_AGENT)


def test_a_case_is_resolved_only_by_the_customers_yes_or_a_verified_fact() -> None:
    ways = {event for (state, event), to in TRANSITIONS.items() if to is CaseState.RESOLVED and state is not to}
    assert ways == {CaseEvent.CONFIRM_SOLVED, CaseEvent.DONE}


def test_every_state_can_be_left_and_reached() -> None:
    assert {state for state, _ in TRANSITIONS} == set(CaseState) == set(TRANSITIONS.values())


@pytest.mark.parametrize(
    ("more", "value", "misses", "why"),
    [
        ({}, None, 0, None),
        ({}, usd("500"), 0, None),
        ({}, usd("500.01"), 0, WhyPerson.HIGH_VALUE),
        ({}, Money(1, "XTS"), 0, WhyPerson.HIGH_VALUE),
        ({"frustration": 0.7}, None, 0, WhyPerson.FRUSTRATED),
        ({"frustration": 0.69}, None, 0, None),
        ({"urgency": 0.7}, usd("1"), 0, WhyPerson.URGENT),
        ({"urgency": 0.69}, usd("1"), 0, None),
        ({"urgency": 0.9, "frustration": 0.9}, usd("501"), 9, WhyPerson.HIGH_VALUE),
        ({}, None, 1, None),
        ({}, None, 2, WhyPerson.NOT_UNDERSTOOD),
    ],
)
def test_when_a_person_is_offered(
    more: dict[str, float], value: Money | None, misses: int, why: WhyPerson | None
) -> None:
    assert should_offer(surely(Intent.TRACK_PARCEL, **more), value, BOOK, misses) is why


@pytest.mark.parametrize(
    ("alarms", "why"),
    [
        ({Alarm.SAFETY, Alarm.LEGAL}, WhyPerson.SAFETY),
        ({Alarm.FRAUD, Alarm.LEGAL}, WhyPerson.FRAUD),
        ({Alarm.LEGAL}, WhyPerson.LEGAL),
        ({Alarm.CHARGEBACK}, WhyPerson.LEGAL),
    ],
)
def test_words_of_danger_fraud_or_law_bring_the_offer_of_a_person_first(alarms: set[Alarm], why: WhyPerson) -> None:
    reading = surely(Intent.TRACK_PARCEL, alarms=frozenset(alarms), frustration=1.0)
    assert should_offer(reading, usd("800"), BOOK, 5) is why


def test_signals_raise_speed_only() -> None:
    upset = surely("complaint", frustration=0.9)
    assert [priority(WhyPerson.ASKED, None), priority(WhyPerson.ASKED, upset)] == [1, 2]
    assert priority(WhyPerson.ASKED, surely("complaint", urgency=0.7)) == 2
    assert priority(WhyPerson.HIGH_VALUE, upset) == 3
    soonest = {why for why in WhyPerson if priority(why, None) == 3}
    grave = {WhyPerson.HIGH_VALUE, WhyPerson.ACT_FAILED, WhyPerson.PROMISE_LATE, WhyPerson.SAFETY, WhyPerson.FRAUD}
    assert soonest == grave
    soon = {WhyPerson.FRUSTRATED, WhyPerson.URGENT, WhyPerson.LEGAL, WhyPerson.APPEAL, WhyPerson.CLAW_BACK}
    assert {why for why in WhyPerson if priority(why, None) == 2} == soon
    assert priority(WhyPerson.ASKED, surely("complaint")) == 1
    assert is_high(usd("501"), BOOK)


@pytest.mark.parametrize("kind", PromiseKind)
def test_every_kind_of_promise_has_its_minutes_in_the_rulebook(kind: PromiseKind) -> None:
    assert due(kind, NOW, BOOK) > NOW


def test_an_owner_is_a_customer_or_a_visitor() -> None:
    assert (Owner("customer", "ada").key, Owner("customer", "ada").customer_id) == ("customer:ada", CustomerId("ada"))
    assert Owner("visitor", "v1").customer_id is None


@pytest.mark.parametrize(
    ("why", "more", "value", "reason"),
    [
        (WhyPerson.ASKED, {}, None, WhyPerson.ASKED),
        (WhyPerson.ASKED, {}, usd("20"), WhyPerson.ASKED),
        (WhyPerson.MORE_HELP, {}, usd("800"), WhyPerson.HIGH_VALUE),
        (WhyPerson.ASKED, {"frustration": 0.9}, usd("20"), WhyPerson.FRUSTRATED),
        (WhyPerson.NEEDS_APPROVAL, {"frustration": 0.9}, usd("800"), WhyPerson.NEEDS_APPROVAL),
        (WhyPerson.ASKED, {"alarms": frozenset({Alarm.SAFETY}), "frustration": 0.9}, usd("20"), WhyPerson.SAFETY),
    ],
)
def test_an_agent_learns_first_what_is_at_stake(
    why: WhyPerson, more: dict[str, Any], value: Money | None, reason: WhyPerson
) -> None:
    assert reason_of_request(why, surely("complaint", **more), value, BOOK) is reason
    assert reason_of_request(why, None, None, BOOK) is why
