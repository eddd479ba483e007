"""What the assistant does next with a message that answers nothing: what it means, and where the talk stands then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.dialogue import (
    Asked,
    AskTopic,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    LookUp,
    Pursue,
    SignInFirst,
    SmallTalk,
    Solved,
    SomethingElse,
    after,
    in_context,
)
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.order import ScanStatus
from resolution_hub.core.reading import Intent, Reading, Scored
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from tests.core.a_shop import (
    BOOK,
    TODAY,
    a_charge,
    a_return,
    a_scan,
    a_situation,
    an_ended_plan,
    an_order,
    read_as,
    sent,
    surely,
)
from tests.core.a_talk import CONFIRM, HM, KETTLE, LAMP, NOBODY, ONE, START, TENT, TWO, WHICH, says, words


def test_two_close_intents_are_asked_about_and_a_clear_one_is_followed() -> None:
    close = read_as((Intent.FIND_REFUND, 0.45), (Intent.BILLING_ERROR, 0.4))
    assert says(START, close) == AskTopic((Topic.FIND_REFUND, Topic.BILLING_ERROR))
    assert says(START, read_as((Intent.FIND_REFUND, 0.5), (Intent.BILLING_ERROR, 0.2))) == Pursue(Topic.FIND_REFUND)
    assert after(START, AskTopic((Topic.FIND_REFUND,))).asked is Asked.WHICH_TOPIC


@pytest.mark.parametrize(
    "reading",
    [
        HM,
        surely(Intent.FIND_REFUND, out_of_scope=0.9),
        read_as((Intent.FIND_REFUND, 0.1)),
        surely(Intent.RETURN_ITEM),
        read_as((Intent.TALK_TO_PERSON, 0.3)),
    ],
)
def test_what_is_not_understood_or_has_no_journey_is_looked_up(reading: Reading) -> None:
    assert says(START, reading) == LookUp()


def test_from_which_probability_on_a_meaning_is_followed() -> None:
    sure, least = BOOK.confident, BOOK.doubtful
    assert says(START, read_as((Intent.TALK_TO_PERSON, sure))) == BringPerson(WhyPerson.ASKED)
    assert says(START, read_as((Intent.TALK_TO_PERSON, sure - 0.01))) == LookUp()
    assert says(START, read_as((Intent.THANKS, least))) == SmallTalk(Intent.THANKS)
    assert says(START, read_as((Intent.THANKS, least - 0.01))) == LookUp()
    assert says(START, read_as((Intent.FIND_REFUND, least))) == Pursue(Topic.FIND_REFUND)
    assert says(START, read_as((Intent.FIND_REFUND, least - 0.01))) == LookUp()
    assert says(START, read_as((Intent.FIND_REFUND, 0.9), out_of_scope=1 - least)) == LookUp()
    assert says(START, read_as((Intent.FIND_REFUND, 0.9), out_of_scope=0.99 - least)) == Pursue(Topic.FIND_REFUND)


def test_rivals_of_a_sure_meaning_and_those_without_a_journey_are_not_asked_about() -> None:
    sure = read_as((Intent.FIND_REFUND, BOOK.confident), (Intent.BILLING_ERROR, BOOK.confident - 0.1))
    assert says(START, sure) == Pursue(Topic.FIND_REFUND)
    assert says(START, read_as((Intent.FIND_REFUND, 0.4), (Intent.RETURN_ITEM, 0.35))) == Pursue(Topic.FIND_REFUND)
    third = read_as((Intent.FIND_REFUND, 0.4), (Intent.RETURN_ITEM, 0.35), (Intent.BILLING_ERROR, 0.3))
    assert says(START, third) == AskTopic((Topic.FIND_REFUND, Topic.BILLING_ERROR))


@pytest.mark.parametrize("intent", [Intent.GREETING, Intent.THANKS, Intent.GOODBYE])
def test_small_talk_is_answered_as_such(intent: Intent) -> None:
    assert says(Dialogue(misses=1), surely(intent)) == SmallTalk(intent)
    assert after(Dialogue(misses=1), SmallTalk(intent)).misses == 0


def test_a_visitor_is_asked_to_sign_in_and_may_still_chat_and_read() -> None:
    assert says(START, surely(Intent.TRACK_PARCEL), None) == SignInFirst()
    assert says(CONFIRM, surely(Intent.AFFIRM), None) == LookUp()
    assert says(START, surely(Intent.GREETING), None) == SmallTalk(Intent.GREETING)
    assert after(Dialogue(misses=2), SignInFirst()).misses == 0


def test_what_is_true_of_a_customer_makes_their_meaning_likelier() -> None:
    flat = tuple(
        Scored(i, 0.2) for i in (Intent.PRODUCT_QUESTION, Intent.TRACK_PARCEL, Intent.BILLING_ERROR, Intent.FIND_REFUND)
    )

    def first(who: Situation | None, named: str = "") -> Intent:
        return in_context(flat, who, words(named))[0].intent

    assert first(None) is first(NOBODY) is Intent.PRODUCT_QUESTION
    assert first(a_situation(LAMP), "lamp") is Intent.TRACK_PARCEL
    late = sent("x", a_scan(ScanStatus.IN_TRANSIT), promised_on=TODAY.replace(day=1))
    assert first(a_situation(late)) is Intent.TRACK_PARCEL
    charged = a_situation(charges=[a_charge(subscription_id="s1")], subscriptions=(an_ended_plan(),))
    assert first(charged) is Intent.BILLING_ERROR
    assert first(a_situation(returns=(a_return(),))) is Intent.FIND_REFUND
    assert in_context((), TWO) == ()
    assert in_context((Scored(Intent.GREETING, 0.0),), TWO)[0].probability == 0


@given(
    st.lists(st.tuples(st.sampled_from(Intent), st.floats(0.01, 1)), min_size=1, max_size=5, unique_by=lambda s: s[0])
)
def test_context_moves_probability_around_and_makes_none(intents: list[tuple[Intent, float]]) -> None:
    scored = tuple(Scored(intent, share) for intent, share in intents)
    weighed = in_context(scored, TWO)
    assert sum(s.probability for s in weighed) == pytest.approx(sum(s.probability for s in scored))


def test_a_talk_begins_with_nothing_asked_and_nothing_missed() -> None:
    assert (START.topic, START.subject, START.asked, START.options, START.misses) == (None, None, None, (), 0)
    assert after(START, AskTopic((Topic.FIND_REFUND,))).misses == 0


def test_the_state_after_a_move_keeps_what_the_next_message_may_refer_to() -> None:
    chosen = after(WHICH, Pursue(Topic.CANCEL_ORDER, "t"))
    assert (chosen.subject, chosen.options) == ("t", ("k", "t"))
    assert after(WHICH, Pursue(Topic.TRACK_PARCEL, "l")).options == ()
    assert after(CONFIRM, Confirmed(Topic.CANCEL_ORDER, "k")) == Dialogue(Topic.CANCEL_ORDER, "k")
    assert after(CONFIRM, Declined(Topic.CANCEL_ORDER)) == Dialogue(Topic.CANCEL_ORDER, "k")
    assert after(CONFIRM, LookUp()).asked is None
    assert after(CONFIRM, BringPerson(WhyPerson.ASKED)) == after(CONFIRM, Solved(True)) == Dialogue()
    assert after(Dialogue(misses=1), SomethingElse()).misses == 0


def test_a_situation_finds_orders_and_parcels_by_any_name() -> None:
    assert ONE.order("l") == LAMP
    assert ONE.order("x") is None
    found = ONE.shipment("shp-l")
    assert found is not None
    assert found[0] == LAMP
    assert ONE.shipment("shp-x") is None
    assert ONE.orders_named(()) == ()
    assert TWO.orders_named(["tents", "trail", "kettle"]) == (TENT,)
    assert TWO.orders_named(["trail", "kettle"]) == (KETTLE, TENT)
    assert a_situation(an_order(item="Bu")).orders_named(["bus"]) == ()
    assert ONE.day_of(ONE.now) == ONE.today == TODAY
