"""A decision is ruled again from its frozen facts: the same under the same rulebook, and what changes under another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import Role
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import BillingErrorKind, BillingFacts, CancelFacts, Change, ChangeFacts, Facts
from resolution_hub.core.policy.replay import Way, deciding_clause, journey_of, money_of, replay, said
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence, Ruling, Verdict
from tests.core.a_shop import BOOK, NOW
from tests.core.any_facts import any_facts

CANCEL = CancelFacts("o1", "JP-1", OrderStatus.PREPARING, False, Money(5000, "USD"), "US", NOW)


def test_a_decision_that_stands_has_changed_nothing() -> None:
    assert replay("rl", "cs", rule(CANCEL, BOOK), BOOK) is None


@given(any_facts())
def test_under_the_same_rulebook_nothing_changes(facts: Facts) -> None:
    assert replay("rl", "cs", rule(facts, BOOK), BOOK) is None


@given(any_facts())
def test_a_change_is_told_from_both_sides(facts: Facts) -> None:
    """Going to the draft and back are the same difference with the other sign."""
    draft = replace(BOOK, cancel_states=frozenset(), instant_limit={}, billing_window_days=1)
    there = replay("rl", "cs", rule(facts, BOOK), draft)
    back = replay("rl", "cs", rule(facts, draft), BOOK)
    assert (there is None) is (back is None)
    if there is None or back is None:
        return
    assert {there.way, back.way} in ({Way.STRICTER, Way.LAXER}, {Way.OTHER})
    assert (there.before, there.after) == (back.after, back.before)
    if there.difference is not None and back.difference is not None:
        assert there.difference.minor == -back.difference.minor


def test_what_is_no_longer_allowed_costs_nothing_any_more() -> None:
    draft = replace(BOOK, cancel_states=frozenset({OrderStatus.PLACED}))
    change = replay("rl", "cs", rule(CANCEL, BOOK), draft)
    assert change is not None
    assert (change.way, change.journey, change.difference) == (Way.STRICTER, "cancel", Money(-5000, "USD"))
    assert (change.clause_before, change.clause_after) == ("order_not_dispatched", "order_not_dispatched")


@pytest.mark.parametrize(
    ("before", "after", "way", "difference"),
    [
        (Deny("x"), Allow(Money(500, "USD")), Way.LAXER, Money(500, "USD")),
        (Allow(Money(500, "USD")), NeedApproval(Role.AGENT, "x"), Way.STRICTER, Money(-500, "USD")),
        (Deny("x"), Deny("y"), Way.OTHER, None),
    ],
)
def test_ways_and_money(before: Verdict, after: Verdict, way: Way, difference: Money | None) -> None:
    kept = Ruling(CANCEL, before, (), BOOK.version)
    now = rule(CANCEL, BOOK)
    change = replay("rl", "cs", kept, BOOK)
    assert change is not None
    other = replace(change, after=after, way=way)
    assert (other.way, other.difference) == (way, difference)
    assert deciding_clause(kept) is None
    assert change.after == now.verdict


def test_an_amount_that_grows_is_laxer_and_one_that_shrinks_stricter() -> None:
    less = Ruling(CANCEL, Allow(Money(4000, "USD")), (), BOOK.version)
    more = Ruling(CANCEL, Allow(Money(6000, "USD")), (), BOOK.version)
    other = Ruling(CANCEL, Allow(Money(5000, "EUR")), (), BOOK.version)
    found = [replay("rl", "cs", each, BOOK) for each in (less, more, other)]
    assert [each.way for each in found if each is not None] == [Way.LAXER, Way.STRICTER, Way.OTHER]


def test_journeys_are_named_by_what_they_are_about() -> None:
    change = ChangeFacts(
        Change.ITEMS, "o1", "JP-1", OrderStatus.PLACED, False, (), Money(0, "USD"), Money(0, "USD"), None, (), False, True,
        True, False, 1, "US", NOW + timedelta(days=1),
    )  # fmt: skip
    nothing = Money(0, "USD")
    billing = BillingFacts("c1", nothing, nothing, NOW, NOW, "US", BillingErrorKind.TWICE, nothing, None, None)
    found = [journey_of(facts) for facts in (CANCEL, change, billing)]
    assert found == ["cancel", "change_items", "billing_error"]


@given(any_facts())
def test_every_kind_of_decision_has_a_journey(facts: Facts) -> None:
    assert journey_of(facts)


def test_verdicts_are_said_in_a_word() -> None:
    verdicts = (Allow(Money(5, "USD")), NeedEvidence(("photo",), "p"), NeedApproval(Role.AGENT, "a"), Deny("d"))
    assert [said(each) for each in verdicts] == ["allow 5 USD", "need_evidence p", "need_approval agent a", "deny d"]
    assert [money_of(each) is not None for each in verdicts] == [True, False, False, False]
