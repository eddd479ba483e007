"""Whether to go, to ask or to search: whatever costs the customer least."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.prior import prior_of
from resolution_hub.core.reading import SMALL_TALK, Intent, Reading
from resolution_hub.core.routing import MOST_ASKED, Act, Option, Routing, route
from resolution_hub.core.topic import Topic
from tests.core.a_shop import BOOK, HABITS, TAXONOMY, read_as, surely
from tests.core.a_talk import TWO

COSTS = BOOK.costs
ANYBODY = prior_of(None, HABITS, TAXONOMY)


def routed(reading: Reading) -> Routing:
    return route(reading, ANYBODY, TAXONOMY, COSTS)


def taken(reading: Reading) -> tuple[Act, tuple[str, ...]]:
    chosen = routed(reading).chosen
    return chosen.act, chosen.intents


@pytest.mark.parametrize(
    ("reading", "act", "intents"),
    [
        (surely(Intent.TRACK_PARCEL), Act.GO, (Intent.TRACK_PARCEL,)),
        (read_as((Intent.TRACK_PARCEL, 0.5), (Intent.FIND_REFUND, 0.4)), Act.ASK, (Intent.TRACK_PARCEL, Intent.FIND_REFUND)),
        (read_as((Intent.TRACK_PARCEL, 0.1), (Intent.FIND_REFUND, 0.1)), Act.SEARCH, ()),
        (surely(Intent.TRACK_PARCEL, out_of_scope=0.95), Act.SEARCH, ()),
        (Reading(()), Act.SEARCH, ()),
        (read_as((Intent.GREETING, 0.5), (Intent.THANKS, 0.4)), Act.GO, (Intent.GREETING,)),
    ],
)  # fmt: skip
def test_the_cheapest_option_is_taken(reading: Reading, act: Act, intents: tuple[str, ...]) -> None:
    assert taken(reading) == (act, intents)


def test_a_journey_that_may_send_money_needs_to_be_surer_than_another() -> None:
    for intent, act in ((Intent.FIND_REFUND, Act.GO), (Intent.BILLING_ERROR, Act.ASK), ("size_help", Act.GO)):
        assert taken(read_as((intent, 0.8), ("complaint", 0.12)))[0] is act


def test_what_leads_to_the_same_place_counts_together() -> None:
    assert taken(read_as((Intent.BILLING_ERROR, 0.5), ("explain_charge", 0.45))) == (Act.GO, (Intent.BILLING_ERROR,))
    three = read_as(("return_item", 0.3), ("return_policy", 0.2), (Intent.FIND_REFUND, 0.4))
    assert taken(three) == (Act.ASK, ("return_item", Intent.FIND_REFUND))


def test_three_things_may_be_asked_about_and_never_small_talk_or_what_is_hardly_likely() -> None:
    four = read_as(
        (Intent.TRACK_PARCEL, 0.3), (Intent.FIND_REFUND, 0.28), (Intent.CANCEL_ORDER, 0.26), ("complaint", 0.1)
    )
    assert taken(four) == (Act.ASK, (Intent.TRACK_PARCEL, Intent.FIND_REFUND, Intent.CANCEL_ORDER))
    hardly = read_as((Intent.TRACK_PARCEL, 0.5), (Intent.THANKS, 0.3), ("complaint", 0.04), ("size_help", 0.1))
    asked = [option.intents for option in routed(hardly).options if option.act is Act.ASK]
    assert asked == [(Intent.TRACK_PARCEL, "size_help")]


def test_of_equal_costs_going_comes_before_asking_and_asking_before_searching() -> None:
    even = replace(COSTS, question=1.0, lost=0.0, search=1.0, wrong=dict.fromkeys(Topic, 2.0))
    options = route(read_as((Intent.TRACK_PARCEL, 0.5), (Intent.FIND_REFUND, 0.5)), ANYBODY, TAXONOMY, even).options
    assert [(o.act, o.cost) for o in options] == [(Act.GO, 1.0), (Act.ASK, 1.0), (Act.SEARCH, 1.0)]


def test_a_person_who_would_cost_too_much_is_not_brought_on_a_guess() -> None:
    dear = replace(COSTS, wrong={Topic.PERSON: 100.0})
    routing = route(surely(Intent.TALK_TO_PERSON), ANYBODY, TAXONOMY, dear)
    assert routing.chosen.act is Act.SEARCH
    assert taken(surely(Intent.TALK_TO_PERSON))[0] is Act.GO


names = st.sampled_from(sorted(TAXONOMY.intents))


@given(st.dictionaries(names, st.floats(0.001, 1), max_size=6), st.floats(0, 1))
def test_every_reading_has_a_cheapest_option_that_says_what_it_is(shares: dict[str, float], outside: float) -> None:
    whole = sum(shares.values()) or 1.0
    reading = read_as(*((name, share / whole) for name, share in shares.items()), out_of_scope=outside)
    routing = route(reading, prior_of(TWO, HABITS, TAXONOMY), TAXONOMY, COSTS)
    assert [o.cost for o in routing.options] == sorted(o.cost for o in routing.options)
    assert Option(Act.SEARCH, (), COSTS.search) in routing.options
    for option in routing.options:
        if option.act is Act.ASK:
            assert 2 <= len(option.intents) <= MOST_ASKED
            assert not SMALL_TALK & set(option.intents)
    assert sum(one.probability for one in routing.weighed) == pytest.approx(sum(s.probability for s in reading.intents))
