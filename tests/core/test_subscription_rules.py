"""Subscriptions: paused, resumed, changed and ended, and what of the last charge goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.acts import Act, CancelSubscription, ChangePlan, PauseSubscription, ResumeSubscription
from resolution_hub.core.finding.subscriptions import paid_until
from resolution_hub.core.finding.wares import NotTheirs
from resolution_hub.core.ledger import BillingErrorKind, Subscription, find_billing_errors
from resolution_hub.core.money import Money
from resolution_hub.core.policy.facts import SubscriptionChange, SubscriptionFacts
from resolution_hub.core.policy.subscribing import ends_at, unused_part
from resolution_hub.core.policy.terms import EndsWhen
from resolution_hub.core.situation import Situation
from tests.core.a_basket import says, with_terms
from tests.core.a_shop import BOOK, NOW, TODAY, a_charge, a_plan, a_refund, a_situation, ago, usd

PLAN = a_plan(plan_id="plus")
LAST = usd("30")
AT_ONCE = with_terms("subscription", ends=EndsWhen.AT_ONCE)


def with_plan(plan: Subscription = PLAN, days: float = 10, refunded: str = "") -> Situation:
    """Charged `days` ago and, before that, a period earlier."""
    charges = [a_charge(f"c{n}", at=ago(days=days + 30 * n), subscription_id="s1") for n in (0, 1)]
    return a_situation(
        charges=charges, subscriptions=(plan,), refunds=(a_refund("c0", refunded),) if refunded else ()
    )  # fmt: skip


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


RUNNING, PAUSED = PLAN, replace(PLAN, paused_at=ago(days=3))
ENDED = replace(PLAN, cancelled_at=ago(days=3), ends_at=NOW + timedelta(days=9))


@pytest.mark.parametrize(
    ("act", "plan", "said"),
    [
        (PauseSubscription("s1", in_days(30)), RUNNING, "0.00 USD"),
        (PauseSubscription("s1", in_days(90)), RUNNING, "0.00 USD"),
        (PauseSubscription("s1", in_days(91)), RUNNING, "pause_too_long"),
        (PauseSubscription("s1", in_days(0)), RUNNING, "pause_too_long"),
        (PauseSubscription("s1", in_days(-5)), RUNNING, "pause_too_long"),
        (PauseSubscription("s1", in_days(30)), PAUSED, "paused_already"),
        (PauseSubscription("s1", in_days(30)), ENDED, "subscription_cancelled_before"),
        (ResumeSubscription("s1"), PAUSED, "0.00 USD"),
        (ResumeSubscription("s1"), RUNNING, "not_paused"),
        (ResumeSubscription("s1"), ENDED, "subscription_has_ended"),
        (ChangePlan("s1", "pro"), RUNNING, "0.00 USD"),
        (ChangePlan("s1", "pro"), PAUSED, "0.00 USD"),
        (ChangePlan("s1", "plus"), RUNNING, "plan_unknown"),
        (ChangePlan("s1", "news"), RUNNING, "plan_unknown"),
        (ChangePlan("s1", "nothing"), RUNNING, "plan_unknown"),
        (ChangePlan("s1", "plus-eu"), RUNNING, "plan_unknown"),
        (ChangePlan("s1", "pro"), a_plan(plan_id="gone"), "plan_unknown"),
        (ChangePlan("s1", "pro"), ENDED, "subscription_cancelled_before"),
        (CancelSubscription("s1"), RUNNING, "0.00 USD"),
        (CancelSubscription("s1"), PAUSED, "0.00 USD"),
        (CancelSubscription("s1"), ENDED, "subscription_cancelled_before"),
    ],
)
def test_what_can_be_done_to_a_subscription(act: Act, plan: Subscription, said: str) -> None:
    assert says(act, with_plan(plan)) == said


@pytest.mark.parametrize("act", [ResumeSubscription("s2"), ChangePlan("s2", "pro"), CancelSubscription("s2")])
def test_another_customers_subscription_is_not_there(act: Act) -> None:
    with pytest.raises(NotTheirs):
        says(act, with_plan())


def facts(paid: datetime | None, last: Money = LAST, trial: datetime | None = None) -> SubscriptionFacts:
    return SubscriptionFacts(
        subscription_id="s1", change=SubscriptionChange.CANCEL, price=usd("30"), started_at=ago(days=99),
        trial_ends_at=trial, paused=False, cancelled=False, paid_until=paid, period_days=30, last_charge=last,
        new_price=None, plan_known=False, pause_days=0, region="US", now=NOW,
    )  # fmt: skip


def ahead(days: float) -> datetime:
    return NOW + timedelta(days=days)


@pytest.mark.parametrize(
    ("given_facts", "ends", "at_once"),
    [
        (facts(ahead(20)), ahead(20), "20"),
        (facts(ahead(20.9)), ahead(20.9), "20"),  # whole days only
        (facts(ahead(30)), ahead(30), "30"),
        (facts(ahead(99)), ahead(99), "30"),  # never more than a period
        (facts(ahead(0.5)), ahead(0.5), "0"),
        (facts(ago(days=1)), NOW, "0"),
        (facts(None), NOW, "0"),
        (facts(ahead(20), usd("6")), ahead(20), "4"),  # of what is left of it
        (facts(ahead(20), trial=ahead(5)), NOW, "20"),
        (facts(ahead(20), trial=ago(days=5)), ahead(20), "20"),
    ],
)
def test_when_it_ends_and_what_was_not_used(given_facts: SubscriptionFacts, ends: datetime, at_once: str) -> None:
    assert ends_at(given_facts, BOOK.terms.subscription) == ends
    assert ends_at(given_facts, AT_ONCE.terms.subscription) == NOW
    assert unused_part(given_facts, AT_ONCE.terms.subscription) == usd(at_once)
    assert unused_part(given_facts, replace(AT_ONCE.terms.subscription, refund_unused=False)) == usd("0")
    to_its_end = unused_part(given_facts, BOOK.terms.subscription)
    assert to_its_end == (usd(at_once) if ends == NOW else usd("0"))


@given(st.integers(0, 10**7), st.integers(1, 366), st.integers(-400, 800))
def test_what_was_not_used_is_within_the_last_charge_and_grows_with_the_days_left(
    minor: int, days: int, left: int
) -> None:
    def unused(more: int) -> Money:
        one = replace(facts(ahead(left + more), Money(minor, "KWD")), period_days=days)
        return unused_part(one, AT_ONCE.terms.subscription)

    assert Money(0, "KWD") <= unused(0) <= unused(1) <= Money(minor, "KWD")


def test_a_subscription_that_ends_at_once_gives_back_up_to_its_limit() -> None:
    assert says(CancelSubscription("s1"), with_plan(), AT_ONCE) == "9.99 USD"
    assert says(CancelSubscription("s1"), with_plan(refunded="14.99"), AT_ONCE) == "0.00 USD"
    low = with_terms("subscription", AT_ONCE, unused_limit={"USD": usd("9.98")})
    assert says(CancelSubscription("s1"), with_plan(), low) == "agent: over_the_limit"
    none = with_terms("subscription", AT_ONCE, unused_limit={})
    assert says(CancelSubscription("s1"), with_plan(), none) == "agent: currency_has_no_limit"
    assert says(CancelSubscription("s1"), with_plan(days=31), none) == "0.00 USD"


def test_the_time_that_is_paid_for_runs_from_the_last_charge_or_to_the_trials_end() -> None:
    assert paid_until(PLAN, ago(days=10)) == ahead(20)
    assert paid_until(replace(PLAN, trial_ends_at=ahead(4)), None) == ahead(4)
    assert paid_until(PLAN, None) is None
    trial = a_plan(plan_id="plus", trial_ends_at=ahead(4))
    never_charged = a_situation(subscriptions=(trial,))
    assert says(CancelSubscription("s1"), never_charged, AT_ONCE) == "0.00 USD"


# -- charged after a trial that was ended


@pytest.mark.parametrize(
    ("cancelled", "found"),
    [(ago(days=5), True), (ago(days=9), True), (ago(days=4.9), False), (None, False)],
)
def test_who_ended_a_trial_in_its_time_pays_nothing(cancelled: datetime | None, found: bool) -> None:
    plan = a_plan(trial_ends_at=ago(days=5), cancelled_at=cancelled, ends_at=None)
    who = a_situation(charges=[a_charge(at=ago(days=2), subscription_id="s1")], subscriptions=(plan,))
    kinds = [(error.kind, error.amount) for error in find_billing_errors(who.ledger, who.subscriptions)]
    assert kinds == ([(BillingErrorKind.AFTER_TRIAL, usd("14.99"))] if found else [])
