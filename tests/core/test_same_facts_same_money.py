"""Same facts, same money: nothing that decides can see how something was said, and it decides the same each time."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from random import Random
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution_hub.core.acts import ACTS
from resolution_hub.core.finding.find import find_facts
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.instead import instead
from resolution_hub.core.money import Money
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import FACTS, Facts, SubscriptionFacts
from resolution_hub.core.policy.returning import going_back
from resolution_hub.core.policy.rules import RULES
from resolution_hub.core.policy.subscribing import ends_at, unused_part
from resolution_hub.core.policy.verdict import Allow, Deny, strictness
from resolution_hub.core.proposing import legs, propose
from resolution_hub.core.reading import Entities, Reading
from resolution_hub.core.shares import line_shares, shares_of
from resolution_hub.core.situation import Situation
from tests.core.a_shop import BOOK
from tests.core.any_facts import any_facts, facts_of

# The only texts that a rule may look at: ids and numbers of the shop's, and what is chosen from the shop's own lists.
SHOPS_OWN = {
    "charge_id", "order_id", "order_number", "line_id", "subscription_id",
    "region", "country", "category", "reason", "changes",
}  # fmt: skip
CLOSED = (Money, datetime, bool, int, NoneType)


def fields_of(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    """Every field of a dataclass and of the dataclasses in it, with each type that its value may have."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        for leaf in leaves(hints[field.name]):
            if dataclasses.is_dataclass(leaf) and leaf is not Money:
                yield from fields_of(leaf)
            else:
                yield field.name, leaf


def leaves(hint: Any) -> Iterator[Any]:
    inner = hint if isinstance(hint, list) else [each for each in get_args(hint) if each is not Ellipsis]
    if not inner:
        yield hint
    for each in inner:
        yield from leaves(each)


@pytest.mark.parametrize("kind", FACTS)
def test_facts_are_amounts_times_counts_closed_values_and_the_shops_own_names(kind: type[Facts]) -> None:
    for name, leaf in fields_of(kind):
        if leaf is str:
            assert name in SHOPS_OWN, f"{kind.__name__}.{name} could hold what a customer wrote"
        else:
            assert leaf in CLOSED or issubclass(leaf, Enum), f"{kind.__name__}.{name}: {leaf}"


@pytest.mark.parametrize("kind", FACTS)
def test_no_fact_bears_the_name_of_something_read_from_a_message(kind: type[Facts]) -> None:
    read = {field.name for value in (Reading, Entities) for field in dataclasses.fields(value)}
    assert not {name for name, _ in fields_of(kind)} & (read - {"reason"})


@pytest.mark.parametrize(
    "decides", [rule, propose, find_facts, instead, legs, going_back, unused_part, ends_at, line_shares, shares_of, *RULES]
)  # fmt: skip
def test_nothing_that_decides_is_given_a_reading(decides: Any) -> None:
    seen = {leaf for hint in get_type_hints(decides).values() for leaf in leaves(hint)}
    assert not seen & {Reading, Entities}
    assert not {Reading, Entities} & {leaf for kind in (Situation, Wares, History) for _, leaf in fields_of(kind)}
    assert str not in [get_type_hints(decides)[p] for p in inspect.signature(decides).parameters]


@pytest.mark.parametrize("act", ACTS)
def test_no_act_names_an_amount(act: type[Any]) -> None:
    assert Money not in {leaf for _, leaf in fields_of(act)}


@given(any_facts())
def test_the_same_facts_are_ruled_the_same_again(facts: Facts) -> None:
    first = rule(facts, BOOK)
    assert rule(facts, BOOK) == first == rule(dataclasses.replace(facts), BOOK)
    assert first.facts == facts


@given(any_facts(), st.randoms(use_true_random=False))
def test_the_order_in_which_rules_are_asked_changes_no_verdict_and_no_amount(facts: Facts, chance: Random) -> None:
    rules = list(RULES)
    chance.shuffle(rules)
    one, other = rule(facts, BOOK).verdict, rule(facts, BOOK, rules).verdict
    assert strictness(one) == strictness(other)
    assert getattr(one, "limit", None) == getattr(other, "limit", None)


@given(any_facts(), st.integers(0, len(RULES) - 1))
def test_only_a_rule_that_allows_can_loosen_and_a_denial_more_never_does(facts: Facts, place: int) -> None:
    stricter = [*RULES[:place], lambda *_: (Deny("never"), ()), *RULES[place:]]
    assert strictness(rule(facts, BOOK, stricter).verdict) >= strictness(rule(facts, BOOK).verdict)


@given(any_facts())
def test_what_is_allowed_is_never_negative_and_never_more_than_is_left(facts: Facts) -> None:
    verdict = rule(facts, BOOK).verdict
    if isinstance(verdict, Allow):
        left = (
            facts.last_charge if isinstance(facts, SubscriptionFacts) else getattr(facts, "refundable", verdict.limit)
        )
        assert Money(0, left.currency) <= verdict.limit <= left


@pytest.mark.parametrize("kind", FACTS)
def test_facts_of_every_kind_come_out_allowed_and_refused_so_that_these_tests_see_both(kind: type[Facts]) -> None:
    seen: set[str] = set()

    @settings(max_examples=800, database=None, derandomize=True)
    @given(facts_of(kind))
    def look(facts: Facts) -> None:
        seen.add(type(rule(facts, BOOK).verdict).__name__)

    look()
    assert {"Allow", "Deny"} <= seen
