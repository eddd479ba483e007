"""Why somebody comes: rates from seeds and counts, and what facts and pages make of an unsure text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.order import OrderStatus, ScanStatus
from resolution_hub.core.prediction import SEEDS, WANTED, Reason, predict
from resolution_hub.core.prior import Counts, Page, PageKind, Weighed, learn, prior_of, weigh
from resolution_hub.core.reading import Intent, Scored
from resolution_hub.core.situation import OpenCase, Situation
from tests.core.a_shop import (
    HABITS,
    TAXONOMY,
    TODAY,
    a_charge,
    a_return,
    a_scan,
    a_situation,
    an_ended_plan,
    an_order,
    sent,
)  # fmt: skip
from tests.core.a_talk import CUP, LAMP, NOBODY, TWO

LATE = sent("x", a_scan(ScanStatus.IN_TRANSIT), promised_on=TODAY.replace(day=1))
CHARGED = a_situation(charges=[a_charge(subscription_id="s1")], subscriptions=(an_ended_plan(),))
FLAT = tuple(
    Scored(i, 0.2) for i in ("product_question", Intent.TRACK_PARCEL, Intent.BILLING_ERROR, Intent.FIND_REFUND)
)


def first(who: Situation | None, page: Page | None = None) -> str:
    return weigh(FLAT, prior_of(who, HABITS, TAXONOMY, page))[0].intent


def test_what_is_true_of_a_customer_makes_their_meaning_likelier() -> None:
    assert first(None) == first(NOBODY) == "product_question"
    assert first(a_situation(LATE)) == Intent.TRACK_PARCEL
    assert first(CHARGED) == Intent.BILLING_ERROR
    assert first(a_situation(an_order("o1", OrderStatus.DELIVERED), returns=(a_return(),))) == Intent.FIND_REFUND


def test_clear_words_stand_against_any_fact() -> None:
    said = (Scored("product_question", 0.9), Scored(Intent.TRACK_PARCEL, 0.05))
    assert weigh(said, prior_of(a_situation(LATE), HABITS, TAXONOMY))[0].intent == "product_question"


def test_without_facts_and_counts_all_intents_are_as_likely_and_the_text_alone_speaks() -> None:
    prior = prior_of(None, HABITS, TAXONOMY)
    assert (prior.causes, prior.outside) == ((), 1.0)
    assert weigh((Scored("size_help", 0.5),), prior) == (Weighed("size_help", 0.5, 1.0, 0.5),)
    assert weigh((), prior) == ()
    assert weigh((Scored("size_help", 0.0),), prior) == ()


def test_what_presumes_a_fact_that_is_not_there_is_less_likely() -> None:
    waiting = a_situation(LATE, open_cases=(OpenCase("cs1"),))
    without, with_one, visitor = (
        prior_of(who, HABITS, TAXONOMY).intents["case_status"] for who in (a_situation(LATE), waiting, None)
    )
    assert without < visitor / 4
    assert with_one > visitor


def test_a_model_that_knows_an_intent_that_the_taxonomy_has_lost_is_weighed_evenly() -> None:
    prior = prior_of(a_situation(LATE), HABITS, TAXONOMY)
    assert weigh((Scored("gone", 0.5),), prior)[0].factor == 1.0


def test_the_page_somebody_is_on_says_which_thing_they_mean() -> None:
    two = a_situation(LATE, sent("y", a_scan(ScanStatus.OUT_FOR_DELIVERY), promised_on=TODAY))
    assert prior_of(two, HABITS, TAXONOMY).causes[0].cue.subject == "shp-x"
    for page in (Page(PageKind.PARCEL, "shp-y"), Page(PageKind.ORDER, "y")):
        assert prior_of(two, HABITS, TAXONOMY, page).causes[0].cue.subject == "shp-y"
    elsewhere = prior_of(two, HABITS, TAXONOMY, Page(PageKind.ORDER, "somebody-elses"))
    assert elsewhere == prior_of(two, HABITS, TAXONOMY)
    assert prior_of(None, HABITS, TAXONOMY, Page(PageKind.ORDER, "y")) == prior_of(None, HABITS, TAXONOMY)


def test_an_articles_page_pulls_the_intents_that_it_answers() -> None:
    plain, pulled = (prior_of(None, HABITS, TAXONOMY, page) for page in (None, Page(PageKind.ARTICLE, "sizes")))
    assert pulled.intents["size_help"] > 2 * plain.intents["size_help"]
    assert pulled.intents["complaint"] < plain.intents["complaint"]


@pytest.mark.parametrize("who", [None, NOBODY, TWO, a_situation(LATE, LAMP, CUP), CHARGED])
def test_a_prior_is_a_probability(who: Situation | None) -> None:
    prior = prior_of(who, HABITS, TAXONOMY)
    assert sum(prior.intents.values()) == pytest.approx(1)
    assert sum(cause.probability for cause in prior.causes) + prior.outside == pytest.approx(1)
    assert all(before.probability >= after.probability for before, after in pairwise(prior.causes))
    assert set(prior.intents) == set(TAXONOMY.intents)


def test_every_reason_has_a_rate_and_wants_something() -> None:
    assert set(SEEDS) == set(WANTED) == set(Reason)
    for wanted in WANTED.values():
        assert sum(wanted.values()) == pytest.approx(1)


def test_boxes_and_router_follow_the_same_counts() -> None:
    who = a_situation(LATE, LAMP)
    assert predict(who, HABITS.rates)[0].reason is Reason.PARCEL_LATE
    never = learn(Counts(shown={Reason.PARCEL_LATE: 1000}, showings=1000), TAXONOMY.intents)
    assert predict(who, never.rates)[0].reason is Reason.ON_ITS_WAY
    assert prior_of(who, never, TAXONOMY).causes[0].cue.reason is Reason.ON_ITS_WAY


counts = st.dictionaries(st.sampled_from(sorted(Reason)), st.integers(0, 10**6))


@given(counts, st.integers(0, 10**6), st.dictionaries(st.sampled_from(sorted(TAXONOMY.intents)), st.integers(0, 10**6)))
def test_no_reason_and_no_intent_ever_dies_out(shown: dict[str, int], showings: int, meant: dict[str, int]) -> None:
    habits = learn(Counts(shown=shown, showings=showings, meant=meant), TAXONOMY.intents)
    assert all(0.02 <= rate <= 0.98 for rate in habits.rates.values())
    assert 0.1 <= habits.outside <= 1
    assert sum(habits.intents.values()) == pytest.approx(1)
    assert min(habits.intents.values()) >= 0.1 / len(TAXONOMY.intents)


def test_counts_move_rates_little_by_little() -> None:
    seed = SEEDS[Reason.ON_ITS_WAY]
    some, many = (
        learn(Counts(shown={Reason.ON_ITS_WAY: n}, taken={Reason.ON_ITS_WAY: n}), ()).rates[Reason.ON_ITS_WAY]
        for n in (10, 1000)
    )
    assert seed < some < many <= 0.98
    assert learn(Counts(showings=1000, elsewhere=1000), ()).outside > HABITS.outside
    often = learn(Counts(meant={"size_help": 500}), TAXONOMY.intents)
    assert often.intents["size_help"] > 5 * often.intents["complaint"]
