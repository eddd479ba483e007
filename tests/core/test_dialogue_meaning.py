"""What the assistant does next with a message that answers nothing: what it means, and where the talk stands then."""

import pytest

from resolution_hub.core.dialogue import Guide, Heard, after, decide, take_up
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.moves import (
    Answer,
    Asked,
    AskIntent,
    AskOrder,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    Later,
    LookUp,
    OtherLanguage,
    Pursue,
    SignInFirst,
    SmallTalk,
    Solved,
    SomethingElse,
)
from resolution_hub.core.prior import Page, PageKind
from resolution_hub.core.reading import Intent, Reading
from resolution_hub.core.routing import Act
from resolution_hub.core.topic import Topic
from tests.core.a_shop import (
    BOOK,
    HABITS,
    TAXONOMY,
    TODAY,
    a_charge,
    a_refund,
    a_return,
    a_situation,
    an_order,
    read_as,
    sent,
    surely,
)
from tests.core.a_talk import CONFIRM, GUIDE, HM, LAMP, NOBODY, ONE, START, TWO, WHICH, decides, says


def test_two_close_intents_are_asked_about_and_a_clear_one_is_followed() -> None:
    close = read_as((Intent.FIND_REFUND, 0.45), (Intent.CANCEL_ORDER, 0.4))
    assert says(START, close, NOBODY) == AskIntent((Intent.FIND_REFUND, Intent.CANCEL_ORDER))
    clear = read_as((Intent.FIND_REFUND, 0.75), (Intent.CANCEL_ORDER, 0.1))
    assert says(START, clear, NOBODY) == Pursue(Topic.FIND_REFUND)
    asked = after(Dialogue(misses=1), AskIntent((Intent.FIND_REFUND,)))
    assert (asked.asked, asked.options, asked.misses) == (Asked.WHICH_TOPIC, (Intent.FIND_REFUND,), 1)


@pytest.mark.parametrize(
    "reading",
    [
        HM,
        surely(Intent.FIND_REFUND, out_of_scope=0.9),
        read_as((Intent.FIND_REFUND, 0.1)),
        read_as((Intent.TALK_TO_PERSON, 0.3)),
        surely(Intent.AFFIRM),
    ],
)
def test_what_is_not_understood_is_looked_up(reading: Reading) -> None:
    said = says(START, reading, NOBODY)
    assert isinstance(said, LookUp)


def test_what_has_no_journey_is_answered_from_its_article_or_looked_up_by_name() -> None:
    assert says(START, surely("return_item")) == Answer("return_item", "return-something")
    assert says(START, surely("complaint")) == LookUp("complaint")
    assert after(CONFIRM, Answer("size_help", "sizes")).asked is None


def test_how_words_led_to_a_move_can_be_read() -> None:
    decision, later = decides(START, Heard(surely(Intent.FIND_REFUND)))
    assert later == ()
    assert decision.routing is not None
    assert (decision.routing.chosen.act, decision.routing.chosen.intents) == (Act.GO, (Intent.FIND_REFUND,))
    assert decides(START, Heard(HM), choice="person")[0].routing is None


def test_the_page_that_somebody_is_on_is_part_of_what_they_mean() -> None:
    unsure = Heard(read_as(("size_help", 0.3), ("complaint", 0.3)))
    on = Guide(TAXONOMY, HABITS, Page(PageKind.ARTICLE, "sizes"))
    (decision, _) = decide(START, unsure, None, None, BOOK, on)
    assert decision.routing is not None
    assert decision.routing.weighed[0].intent == "size_help"


def test_the_page_that_somebody_is_on_says_which_order_they_mean() -> None:
    on = Guide(TAXONOMY, HABITS, Page(PageKind.ORDER, "t"))
    (decision, _) = decide(START, Heard(surely(Intent.CANCEL_ORDER)), None, TWO, BOOK, on)
    assert decision.move == Pursue(Topic.CANCEL_ORDER, "t")
    named = Heard(surely(Intent.CANCEL_ORDER, words=frozenset({"kettle"})))
    assert decide(START, named, None, TWO, BOOK, on)[0].move == Pursue(Topic.CANCEL_ORDER, "k")
    elsewhere = Guide(TAXONOMY, HABITS, Page(PageKind.ORDER, "c"))
    (decision, _) = decide(START, Heard(surely(Intent.CANCEL_ORDER)), None, TWO, BOOK, elsewhere)
    assert decision.move == AskOrder(Topic.CANCEL_ORDER, ("k", "t"))


def test_a_thing_on_its_way_that_is_named_is_hardly_asked_about_as_a_product() -> None:
    unsure = (("product_question", 0.6), (Intent.TRACK_PARCEL, 0.3))
    assert says(START, read_as(*unsure, words=frozenset({"desk", "lamp"})), ONE) == Pursue(Topic.TRACK_PARCEL, "l")
    assert says(START, read_as(*unsure, words=frozenset({"zebra"})), ONE) != Pursue(Topic.TRACK_PARCEL, "l")


def test_of_an_order_that_is_named_and_nothing_else_understood_it_is_said_how_it_stands() -> None:
    strange = {"out_of_scope": 0.95}
    assert says(START, surely("complaint", order_numbers=("RHK",), **strange)) == Pursue(Topic.TRACK_PARCEL, "k")
    assert says(START, surely("complaint", order_numbers=("W9",), **strange)) == LookUp()
    assert says(START, surely("complaint", order_numbers=("RHK",), **strange), None) == LookUp()


# -- several things in one message


def test_several_things_are_taken_up_one_after_the_other() -> None:
    heard = Heard(
        read_as((Intent.CANCEL_ORDER, 0.4), ("return_item", 0.3)),
        [
            ("cancel the tent", surely(Intent.CANCEL_ORDER, words=frozenset({"tent"}))),
            ("and where is my refund", surely(Intent.FIND_REFUND)),
            ("how do returns work", surely("return_policy")),
            ("do you have sizes", surely("size_help")),
        ],
    )
    decision, later = decides(START, heard)
    assert decision.move == Pursue(Topic.CANCEL_ORDER, "t")
    assert later == (
        Later("and where is my refund", Topic.FIND_REFUND),
        Later("how do returns work", intent="return_policy"),
    )
    assert [take_up(one, TWO, GUIDE) for one in later] == [
        Pursue(Topic.FIND_REFUND),
        Answer("return_policy", "return-something"),
    ]


def test_what_was_left_for_later_keeps_its_order_or_asks_for_it() -> None:
    which = Heard(HM, [("x", surely(Intent.FIND_REFUND)), ("y", surely(Intent.CANCEL_ORDER))])
    assert decides(START, which)[1] == (Later("y", Topic.CANCEL_ORDER),)
    assert take_up(Later("y", Topic.CANCEL_ORDER), TWO, GUIDE) == AskOrder(Topic.CANCEL_ORDER, ("k", "t"))
    unsure = read_as((Intent.FIND_REFUND, 0.45), (Intent.CANCEL_ORDER, 0.4))
    asked = Heard(HM, [("x", surely("size_help")), ("y", unsure)])
    assert decides(START, asked, NOBODY)[1] == (Later("y", intent=Intent.FIND_REFUND),)
    unknown = Heard(HM, [("x", surely("size_help")), ("y", surely(Intent.TRACK_PARCEL, order_numbers=("W1",)))])
    assert decides(START, unknown)[1] == (Later("y", Topic.TRACK_PARCEL),)
    assert take_up(Later("y", Topic.CANCEL_ORDER, "t"), TWO, GUIDE) == Pursue(Topic.CANCEL_ORDER, "t")
    assert take_up(Later("y"), TWO, GUIDE) == LookUp()
    nothing = Heard(HM, [("x", surely("size_help")), ("y", surely("complaint")), ("z", surely(Intent.CANCEL_ORDER))])
    assert decides(START, nothing, None)[1] == (Later("y"), Later("z", Topic.CANCEL_ORDER))


def test_parts_that_come_to_one_thing_are_one_thing() -> None:
    same = Heard(surely(Intent.FIND_REFUND), [("a", surely(Intent.FIND_REFUND)), ("b", surely(Intent.FIND_REFUND))])
    assert decides(START, same) == decides(START, Heard(surely(Intent.FIND_REFUND)))
    polite = Heard(surely(Intent.FIND_REFUND), [("hi", surely(Intent.GREETING)), ("b", surely(Intent.FIND_REFUND))])
    assert decides(START, polite)[1] == ()
    visitor = Heard(HM, [("a", surely(Intent.FIND_REFUND)), ("b", surely("size_help")), ("c", surely("complaint"))])
    assert decides(START, visitor, None)[0].move == SignInFirst(Topic.FIND_REFUND)


def test_a_part_that_asks_for_a_person_is_honoured_before_the_others() -> None:
    heard = Heard(HM, [("where is it", surely(Intent.FIND_REFUND)), ("call me", surely(Intent.TALK_TO_PERSON))])
    decision, later = decides(START, heard)
    assert (decision.move, later) == (BringPerson(WhyPerson.ASKED), ())


def test_what_waits_is_kept_over_answers_and_dropped_by_a_new_wish() -> None:
    waiting = Later("y", Topic.FIND_REFUND)
    asked = Dialogue(Topic.CANCEL_ORDER, None, Asked.WHICH_ORDER, ("k", "t"), later=(waiting,))
    assert decides(asked, Heard(HM), choice="order:t")[1] == (waiting,)
    assert decides(asked, Heard(read_as(order_numbers=("RHT",))))[1] == (waiting,)
    assert decides(asked, Heard(surely("size_help")))[1] == ()
    assert decides(asked, Heard(Reading((), asks_for_person=True)))[1] == ()


def test_another_language_is_named_and_still_a_number_or_a_wish_for_a_person_is_heard() -> None:
    said = surely(Intent.FIND_REFUND, language="de")
    assert says(START, said) == OtherLanguage("de")
    assert says(START, surely(Intent.FIND_REFUND, language="de", asks_for_person=True)) == BringPerson(WhyPerson.ASKED)
    assert says(WHICH, read_as(order_numbers=("RHT",), language="de")) == Pursue(Topic.CANCEL_ORDER, "t")
    assert after(CONFIRM, OtherLanguage("de")).asked is None


@pytest.mark.parametrize("intent", [Intent.GREETING, Intent.THANKS, Intent.GOODBYE])
def test_small_talk_is_answered_as_such(intent: Intent) -> None:
    assert says(Dialogue(misses=1), surely(intent)) == SmallTalk(intent)
    assert after(Dialogue(misses=1), SmallTalk(intent)).misses == 0


def test_a_visitor_is_asked_to_sign_in_and_may_still_chat_and_read() -> None:
    assert says(START, surely(Intent.TRACK_PARCEL), None) == SignInFirst(Topic.TRACK_PARCEL)
    assert says(CONFIRM, surely(Intent.AFFIRM), None) == LookUp()
    assert says(START, surely(Intent.GREETING), None) == SmallTalk(Intent.GREETING)
    assert after(Dialogue(misses=2), SignInFirst(Topic.TRACK_PARCEL)).misses == 0


def test_a_talk_begins_with_nothing_asked_and_nothing_missed() -> None:
    assert (START.topic, START.subject, START.asked, START.options, START.misses) == (None, None, None, (), 0)
    assert after(START, AskIntent((Intent.FIND_REFUND,))).misses == 0


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
    assert ONE.day_of(ONE.now) == ONE.today == TODAY


def test_a_situation_knows_which_order_any_thing_is_about() -> None:
    order = sent("o1")
    plan = a_charge("c2", subscription_id="s1")
    who = a_situation(
        order, returns=(a_return(), a_return(order="gone")), charges=[a_charge(), plan], refunds=[a_refund()]
    )
    refund = who.ledger.refunds[0].id
    for thing in ("o1", "shp-o1", "ret-o1", "c1", refund):
        assert who.order_about(thing) == order
    for thing in ("c2", "nothing", "ret-gone"):
        assert who.order_about(thing) is None
    assert a_situation(an_order()).order_about("c1") is None
