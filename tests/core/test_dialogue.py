"""What the assistant does next: a person at once, what is missing asked for, answers and corrections taken."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.dialogue import after, begin
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.moves import (
    Answer,
    Asked,
    AskOrder,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    LookUp,
    Move,
    Pursue,
    Solved,
    SomethingElse,
    UnknownOrder,
)
from resolution_hub.core.order import OrderStatus, ScanStatus
from resolution_hub.core.reading import Intent, Reading, Scored
from resolution_hub.core.situation import Situation, bare_number
from resolution_hub.core.topic import Topic
from tests.core.a_shop import (
    a_scan,
    a_situation,
    ago,
    an_order,
    read_as,
    sent,
    surely,
)
from tests.core.a_talk import CONFIRM, CUP, HM, KETTLE, NOBODY, ONE, START, TENT, TWO, WHICH, says, words

# -- a person


STATES = [
    Dialogue(topic, subject, asked, options, misses)
    for topic, subject, asked, options, misses in itertools.product(
        [None, *Topic], [None, "k"], [None, *Asked], [(), ("k", "t")], [0, 3]
    )
]


@pytest.mark.parametrize("who", [None, NOBODY, ONE, TWO])
def test_from_every_state_a_request_for_a_person_is_honoured_at_once(who: Situation | None) -> None:
    for state in STATES:
        for intent in Intent:
            assert says(state, surely(intent, asks_for_person=True), who) == BringPerson(WhyPerson.ASKED)
        assert says(state, HM, who, "person") == BringPerson(WhyPerson.ASKED)
        assert says(state, HM, who, "more_help") == BringPerson(WhyPerson.MORE_HELP)


CHOICES = [
    None,
    "order:k",
    "order:x",
    "topic:find_refund",
    "topic:x",
    "intent:return_item",
    "intent:x",
    "confirm:yes:k",
    "confirm:yes:t",
    "solved:no",
    "zzz",
    "",
]


@pytest.mark.parametrize("choice", [*CHOICES, "something_else", "topic:person", "confirm:no:k", "solved:yes"])
@pytest.mark.parametrize("who", [None, TWO])
def test_no_button_stands_before_words_that_ask_for_a_person(choice: str | None, who: Situation | None) -> None:
    for state in STATES:
        assert isinstance(says(state, Reading((), asks_for_person=True), who, choice), BringPerson)


def test_a_sure_intent_for_a_person_is_a_request_too() -> None:
    assert says(START, surely(Intent.TALK_TO_PERSON)) == BringPerson(WhyPerson.ASKED)
    assert begin(Topic.PERSON, None, TWO) == BringPerson(WhyPerson.MORE_HELP)


@given(
    st.sampled_from(STATES),
    st.lists(st.tuples(st.sampled_from(Intent), st.floats(0, 1)), max_size=3),
    st.sampled_from(CHOICES),
    st.sampled_from([None, NOBODY, ONE, TWO]),
)
def test_every_state_has_a_next_move_and_a_state_after_it(
    state: Dialogue, intents: list[tuple[Intent, float]], choice: str | None, who: Situation | None
) -> None:
    move = says(state, read_as(*intents), who, choice)
    assert isinstance(after(state, move), Dialogue)
    if isinstance(move, Confirmed):
        assert state.asked is Asked.CONFIRM_CANCEL


@pytest.mark.parametrize("who", [None, NOBODY, ONE, TWO])
def test_no_word_in_any_state_confirms_what_was_not_asked(who: Situation | None) -> None:
    for state, intent in itertools.product(STATES, Intent):
        move = says(state, surely(intent), who)
        assert isinstance(after(state, move), Dialogue)
        if isinstance(move, Confirmed):
            assert (state.asked, state.topic, state.subject) == (Asked.CONFIRM_CANCEL, move.topic, move.subject)


# -- asking only for what is missing


def test_one_possible_order_is_not_asked_about() -> None:
    assert says(START, surely(Intent.TRACK_PARCEL), ONE) == Pursue(Topic.TRACK_PARCEL, "l")
    assert says(START, surely(Intent.CANCEL_ORDER), ONE) == Pursue(Topic.CANCEL_ORDER, "l")
    assert says(START, surely(Intent.DELIVERED_NOT_RECEIVED), ONE) == Pursue(Topic.NOT_RECEIVED, "c")
    assert says(START, surely(Intent.TRACK_PARCEL), NOBODY) == Pursue(Topic.TRACK_PARCEL, None)
    assert says(START, surely(Intent.TRACK_PARCEL), a_situation(CUP)) == Pursue(Topic.TRACK_PARCEL, "c")


def test_of_many_possible_orders_five_are_offered_and_of_those_that_came_the_newest_is_tracked() -> None:
    many = a_situation(*(an_order(f"o{n}") for n in range(6)))
    assert says(START, surely(Intent.CANCEL_ORDER), many) == AskOrder(
        Topic.CANCEL_ORDER, ("o0", "o1", "o2", "o3", "o4")
    )
    came = a_situation(CUP, sent("b", a_scan(ScanStatus.DELIVERED), status=OrderStatus.DELIVERED))
    assert says(START, surely(Intent.TRACK_PARCEL), came) == Pursue(Topic.TRACK_PARCEL, "c")


@pytest.mark.parametrize(("seconds", "subject"), [(0, "d"), (1, None)])
def test_what_came_more_than_thirty_days_ago_is_not_guessed_to_be_missing(seconds: int, subject: str | None) -> None:
    scan = a_scan(ScanStatus.DELIVERED, ago(days=30, seconds=seconds))
    who = a_situation(sent("d", scan, status=OrderStatus.DELIVERED))
    assert says(START, surely(Intent.DELIVERED_NOT_RECEIVED), who) == Pursue(Topic.NOT_RECEIVED, subject)


def test_topics_that_need_no_order_begin_at_once() -> None:
    assert says(START, surely(Intent.BILLING_ERROR)) == Pursue(Topic.BILLING_ERROR)
    assert says(START, surely(Intent.FIND_REFUND)) == Pursue(Topic.FIND_REFUND)


def test_two_possible_orders_are_asked_about_and_answered_in_any_way() -> None:
    assert says(START, surely(Intent.CANCEL_ORDER)) == AskOrder(Topic.CANCEL_ORDER, ("k", "t"))
    for answer in (
        read_as(order_numbers=("RHT",)),
        Reading((), words=words("the tents please")),
        Reading((Scored(Intent.CORRECTION, 0.2),), words=words("tent")),
    ):
        assert says(WHICH, answer) == Pursue(Topic.CANCEL_ORDER, "t")
    assert says(WHICH, HM, choice="order:t") == Pursue(Topic.CANCEL_ORDER, "t")


def test_a_thing_that_is_named_with_the_request_is_not_asked_about() -> None:
    assert says(START, surely(Intent.CANCEL_ORDER, words=words("cancel the tent"))) == Pursue(Topic.CANCEL_ORDER, "t")
    assert says(START, surely(Intent.CANCEL_ORDER, words=words("my zebra"))) == AskOrder(Topic.CANCEL_ORDER, ("k", "t"))


def test_a_name_that_fits_two_orders_does_not_answer_which() -> None:
    both = a_situation(an_order("a", item="Red cup"), an_order("b", item="Red hat"))
    state = after(START, AskOrder(Topic.CANCEL_ORDER, ("a", "b")))
    assert says(state, Reading((), words=words("red")), both) == LookUp()


def test_a_number_finds_its_order_by_its_own_or_its_parcels_number() -> None:
    assert says(START, surely(Intent.TRACK_PARCEL, order_numbers=("NOPE", "#rh-k"))) == Pursue(Topic.TRACK_PARCEL, "k")
    assert says(START, surely(Intent.TRACK_PARCEL, order_numbers=("TRKL",)), ONE) == Pursue(Topic.TRACK_PARCEL, "l")
    assert says(START, surely(Intent.TRACK_PARCEL, tracking_numbers=("TRK L",)), ONE) == Pursue(Topic.TRACK_PARCEL, "l")
    assert bare_number("#rh-1 0") == "RH10"


def test_a_number_alone_is_tracked_or_goes_on_with_the_topic() -> None:
    assert says(START, read_as(order_numbers=("RHK",))) == Pursue(Topic.TRACK_PARCEL, "k")
    assert says(START, read_as(tracking_numbers=("TRKL",)), ONE) == Pursue(Topic.TRACK_PARCEL, "l")
    refused = after(START, UnknownOrder(Topic.CANCEL_ORDER, "RH9"))
    assert says(refused, read_as(order_numbers=("RHK",))) == Pursue(Topic.CANCEL_ORDER, "k")
    talked = Dialogue(Topic.TRACK_PARCEL, "t")
    assert says(talked, read_as(order_numbers=("RHK",))) == Pursue(Topic.TRACK_PARCEL, "k")


@pytest.mark.parametrize("number", [{"order_numbers": ("RHK",)}, {"tracking_numbers": ("TRKK",)}])
@pytest.mark.parametrize("said", [(), ((Intent.GREETING, 0.9),), (("complaint", 0.9),)])
def test_a_number_with_no_wish_of_its_own_goes_on_with_what_is_talked_about(
    number: dict[str, Any], said: tuple[tuple[str, float], ...]
) -> None:
    who = a_situation(sent("k", item="Blue kettle"), sent("t", item="Trail tent"))
    state = Dialogue(Topic.NOT_RECEIVED, "t")
    assert says(state, read_as(*said, **number), who) == Pursue(Topic.NOT_RECEIVED, "k")
    outside = read_as((Intent.TRACK_PARCEL, 0.9), out_of_scope=0.6, **number)
    assert says(state, outside, who) == Pursue(Topic.NOT_RECEIVED, "k")


@pytest.mark.parametrize("number", [{"order_numbers": ("RHK",)}, {"tracking_numbers": ("TRKK",)}])
def test_a_number_with_a_wish_begins_that(number: dict[str, Any]) -> None:
    who = a_situation(sent("k", item="Blue kettle"), sent("t", item="Trail tent"))
    state = Dialogue(Topic.NOT_RECEIVED, "t")
    assert says(state, surely(Intent.TRACK_PARCEL, **number), who) == Pursue(Topic.TRACK_PARCEL, "k")
    assert says(START, surely(Intent.TRACK_PARCEL, **number), who) == Pursue(Topic.TRACK_PARCEL, "k")


def test_a_thing_named_in_a_new_wish_does_not_hide_the_wish() -> None:
    talked = Dialogue(Topic.CANCEL_ORDER, "k")
    assert says(talked, surely(Intent.FIND_REFUND, words=words("refund tent"))) == Pursue(Topic.FIND_REFUND)


def test_a_number_that_is_not_theirs_is_unknown_whosever_it_is() -> None:
    assert says(START, surely(Intent.TRACK_PARCEL, order_numbers=("W99",))) == UnknownOrder(Topic.TRACK_PARCEL, "W99")
    assert says(START, surely(Intent.CANCEL_ORDER, tracking_numbers=("1Z9",))) == UnknownOrder(
        Topic.CANCEL_ORDER, "1Z9"
    )
    assert after(Dialogue(misses=1), UnknownOrder(Topic.TRACK_PARCEL, "W99")).misses == 2


# -- buttons, answers, corrections


def test_a_confirmation_is_taken_only_when_it_was_asked_for() -> None:
    assert says(CONFIRM, HM, choice="confirm:yes:k") == Confirmed(Topic.CANCEL_ORDER, "k")
    assert says(CONFIRM, HM, choice="confirm:no:k") == Declined(Topic.CANCEL_ORDER)
    assert says(CONFIRM, surely(Intent.AFFIRM)) == Confirmed(Topic.CANCEL_ORDER, "k")
    assert says(CONFIRM, surely(Intent.DENY)) == Declined(Topic.CANCEL_ORDER)
    for made_up in ("confirm:yes", "confirm:no", "confirm:maybe:k", "confirm:yes:somebody-elses"):
        assert says(CONFIRM, HM, choice=made_up) == LookUp()
        assert says(CONFIRM, HM, None, made_up) == LookUp()


def test_a_button_of_an_older_question_asks_it_again_and_confirms_nothing() -> None:
    for state in (START, CONFIRM, Dialogue(Topic.CANCEL_ORDER, "t"), Dialogue(asked=Asked.CONFIRM_CANCEL, subject="t")):
        assert says(state, HM, choice="confirm:yes:t") == Pursue(Topic.CANCEL_ORDER, "t")
        assert says(state, HM, choice="confirm:no:t") == Declined(Topic.CANCEL_ORDER)


@pytest.mark.parametrize(
    ("yes", "move"),
    [
        ({"order_numbers": ("RHK",)}, Confirmed(Topic.CANCEL_ORDER, "k")),
        ({"words": words("yes the kettle")}, Confirmed(Topic.CANCEL_ORDER, "k")),
        ({"order_numbers": ("RHT",)}, Pursue(Topic.CANCEL_ORDER, "t")),
        ({"words": words("yes the tent")}, Pursue(Topic.CANCEL_ORDER, "t")),
        ({"order_numbers": ("RH9",)}, UnknownOrder(Topic.CANCEL_ORDER, "RH9")),
    ],
)
def test_a_yes_that_names_another_order_confirms_nothing(yes: dict[str, Any], move: Move) -> None:
    assert says(CONFIRM, surely(Intent.AFFIRM, **yes)) == move


def test_buttons_that_were_never_given_mean_only_their_words() -> None:
    assert says(START, HM, choice="order:k") == LookUp()
    assert says(WHICH, HM, choice="order:somebody-elses") == LookUp()
    assert says(WHICH, HM, None, "order:k") == LookUp()
    assert says(START, surely(Intent.FIND_REFUND), choice="topic:nonsense") == Pursue(Topic.FIND_REFUND)
    assert says(START, HM, choice="topic:find_refund") == Pursue(Topic.FIND_REFUND)
    assert says(START, HM, choice="topic:cancel_order") == AskOrder(Topic.CANCEL_ORDER, ("k", "t"))
    assert says(START, HM, choice="something_else") == SomethingElse()
    assert says(START, HM, choice="intent:explain_charge") == Pursue(Topic.BILLING_ERROR)
    assert says(START, HM, choice="intent:return_item") == Answer("return_item", "return-something")
    assert says(START, HM, choice="intent:complaint") == LookUp("complaint")
    assert says(START, HM, choice="intent:talk_to_person") == BringPerson(WhyPerson.ASKED)


def test_whether_it_is_solved_is_the_customers_word() -> None:
    asked = Dialogue(asked=Asked.SOLVED)
    assert says(asked, HM, choice="solved:yes") == Solved(True)
    assert says(asked, surely(Intent.DENY)) == Solved(False)
    assert says(asked, surely(Intent.AFFIRM)) == Solved(True)
    assert says(asked, surely(Intent.FIND_REFUND)) == Pursue(Topic.FIND_REFUND)


def test_the_other_one_is_the_other_one() -> None:
    other = surely(Intent.CORRECTION)
    assert says(CONFIRM, other) == Pursue(Topic.CANCEL_ORDER, "t")
    assert says(Dialogue(Topic.TRACK_PARCEL, "l"), other, ONE) == Pursue(Topic.TRACK_PARCEL, "c")
    three = a_situation(KETTLE, TENT, an_order("h", item="Hat"))
    assert says(Dialogue(Topic.CANCEL_ORDER, "k"), other, three) == AskOrder(Topic.CANCEL_ORDER, ("t", "h"))
    assert says(CONFIRM, other, three) == Pursue(Topic.CANCEL_ORDER, "t")
    assert says(Dialogue(Topic.CANCEL_ORDER, "k"), other, a_situation(KETTLE)) == LookUp()


def test_a_correction_that_names_a_thing_means_it_and_one_that_names_the_same_is_asked_about() -> None:
    state = Dialogue(Topic.CANCEL_ORDER, "k")
    assert says(state, surely(Intent.CORRECTION, words=words("no the tent"))) == Pursue(Topic.CANCEL_ORDER, "t")
    assert says(state, surely(Intent.CORRECTION, words=words("not the kettle"))) == AskOrder(
        Topic.CANCEL_ORDER, ("k", "t")
    )
    alone = a_situation(KETTLE)
    assert says(state, surely(Intent.CORRECTION, words=words("the kettle")), alone) == Pursue(Topic.CANCEL_ORDER, "k")


def test_a_correction_to_a_number_that_is_not_theirs_says_so() -> None:
    wrong = surely(Intent.CORRECTION, order_numbers=("RH9",))
    assert says(CONFIRM, wrong) == UnknownOrder(Topic.CANCEL_ORDER, "RH9")
