"""What buttons and messages do to a draft: they answer it, go back in it, confirm it, drop it, or are about something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from resolution_hub.core.acts import Wish
from resolution_hub.core.draft_answers import answer, press
from resolution_hub.core.drafting.draft import Draft, Pick, Slot
from resolution_hub.core.drafting.hearing import Said
from resolution_hub.core.moves import Confirmed, Dropped, Move, Propose
from resolution_hub.core.order import Destination
from resolution_hub.core.reading import Intent, Reading
from resolution_hub.core.taxonomy import IntentSpec, Taxonomy
from resolution_hub.core.topic import Topic
from tests.core.a_basket import WARES, delivered, of
from tests.core.a_shop import BOOK, TODAY, a_plan, read_as

WHO = of(delivered(), subscriptions=(a_plan(plan_id="plus"),))
PICK = Pick("o1", "shirt", 2, "too_small")
DRAFT = Draft(Topic.RETURN_ITEMS, picks=(PICK,), asked=Slot.CONFIRM, trail=(Slot.ITEMS, Slot.REASON))
_LEADS = {
    "return_item": Topic.RETURN_ITEMS, "cancel_order": Topic.CANCEL_ORDER, "track_parcel": Topic.TRACK_PARCEL,
}  # fmt: skip
TAXONOMY = Taxonomy(
    {name: IntentSpec(name, "", topic=_LEADS.get(name)) for name in (*_LEADS, *Intent, "complaint")}, "t1"
)


def pressed(choice: str, draft: Draft = DRAFT) -> Move | None:
    return press(draft, choice, WHO, WARES, BOOK)


def left(choice: str, **before: Any) -> Draft:
    move = pressed(choice, replace(DRAFT, asked=None, trail=(), **before))
    assert isinstance(move, Propose)
    return move.draft


def test_a_yes_confirms_what_was_shown_and_only_that() -> None:
    assert pressed("act:yes:abc") == Confirmed(Topic.RETURN_ITEMS, "abc")
    early = replace(DRAFT, asked=Slot.REASON)
    assert pressed("act:yes:abc", early) == Propose(early)
    assert pressed("act:no") == Dropped(Topic.RETURN_ITEMS)
    assert pressed("act:maybe") is None


def test_back_opens_the_last_question() -> None:
    move = pressed("act:back")
    assert isinstance(move, Propose)
    assert (move.draft.picks[0].reason, move.draft.trail) == ("", (Slot.ITEMS,))


def test_an_answer_can_be_changed_before_the_yes() -> None:
    move = pressed("change:destination", replace(DRAFT, destination=Destination.STORE_CREDIT))
    assert isinstance(move, Propose)
    assert (move.draft.destination, move.draft.asked) == (None, Slot.DESTINATION)


@pytest.mark.parametrize(
    ("choice", "field", "value"),
    [
        ("order:o1", "order_id", "o1"),
        ("wish:keep", "wish", Wish.KEEP),
        ("nophoto:", "no_photo", True),
        ("method:gift", "method_id", "gift"),
        ("delivery:express", "option_id", "express"),
        ("sub:s1", "subscription_id", "s1"),
        ("plan:pro", "plan_id", "pro"),
        (f"until:{TODAY.isoformat()}", "resumes_on", TODAY),
        ("reason:other", "reason", "other"),
        ("to:gift_card|gift", "destination_id", "gift"),
        ("to:store_credit", "destination", Destination.STORE_CREDIT),
    ],
)
def test_a_button_fills_what_it_stands_for(choice: str, field: str, value: object) -> None:
    assert getattr(left(choice), field) == value


@pytest.mark.parametrize(
    "choice",
    [
        "order:hers", "wish:gold", "method:hers", "delivery:drone", "sub:hers", "plan:none", "until:tomorrow",
        "to:offshore", "to:gift_card|hers", "items:hers", "variant:shirt|none", "change:everything", "topic:cancel_order",
        "act:", "", "nothing",
    ],
)  # fmt: skip
def test_a_button_that_was_never_given_does_nothing(choice: str) -> None:
    assert pressed(choice) is None


def test_things_are_picked_by_their_buttons() -> None:
    assert [p.line_id for p in left("items:shirt,camera", picks=()).picks] == ["shirt", "camera"]
    assert [p.line_id for p in left("items:camera").picks] == ["camera"]
    added = left("items:camera", doubtful=("camera",))
    assert ([p.line_id for p in added.picks], added.doubtful) == (["shirt", "camera"], ())
    both = (replace(PICK, wanted=(("colour", "red"),)), Pick("o1", "camera"))
    chosen = left("variant:shirt|blue", topic=Topic.EXCHANGE_ITEMS, picks=both).picks
    assert [(p.variant_id, p.wanted) for p in chosen] == [("blue", ()), (None, ())]
    assert left("order:o1", picks=(PICK, Pick("o2", "cup"))).picks == (PICK,)


def test_the_question_that_was_answered_is_remembered_for_going_back_once() -> None:
    asked = Draft(Topic.DAMAGED_ITEM, picks=(PICK,), asked=Slot.WISH, trail=(Slot.WISH, Slot.ITEMS))
    move = pressed("wish:keep", asked)
    assert isinstance(move, Propose)
    assert move.draft.trail == (Slot.ITEMS, Slot.WISH)
    unanswered = pressed("method:gift", asked)
    assert isinstance(unanswered, Propose)
    assert unanswered.draft.trail == asked.trail


# -- messages


def hears(reading: Reading, draft: Draft = DRAFT, text: str = "well", choice: str | None = None) -> Move | None:
    return answer(draft, Said(text, reading), choice, WHO, WARES, BOOK, TAXONOMY)


def sure(intent: str, share: float = 0.95, **more: Any) -> Reading:
    return read_as((intent, share), **more)


def test_yes_and_no_answer_what_is_shown() -> None:
    assert hears(sure(Intent.AFFIRM)) == Confirmed(Topic.RETURN_ITEMS, "")
    assert hears(sure(Intent.DENY)) == Dropped(Topic.RETURN_ITEMS)
    photo = replace(DRAFT, topic=Topic.DAMAGED_ITEM, asked=Slot.PHOTO)
    assert hears(sure(Intent.DENY), photo) == Propose(replace(photo, no_photo=True))
    assert hears(sure(Intent.AFFIRM), photo) == Propose(photo)
    assert hears(sure(Intent.DENY), choice="act:yes:x") == Confirmed(Topic.RETURN_ITEMS, "x")


def test_never_mind_drops_it_and_go_back_goes_back() -> None:
    assert hears(read_as(drops=True)) == Dropped(Topic.RETURN_ITEMS)
    back = hears(read_as(goes_back=True))
    assert isinstance(back, Propose)
    assert back.draft.trail == (Slot.ITEMS,)


def test_i_changed_my_mind_is_a_reason_where_one_is_asked_for() -> None:
    asked = replace(DRAFT, picks=(replace(PICK, reason=""),), asked=Slot.REASON)
    move = hears(read_as(drops=True), asked, "I changed mind")
    assert isinstance(move, Propose)
    assert move.draft.picks[0].reason == "changed_mind"


def test_a_correction_without_a_word_opens_the_choice_again() -> None:
    correction = sure(Intent.CORRECTION)
    swap = Draft(Topic.EXCHANGE_ITEMS, picks=(replace(PICK, variant_id="blue"),), asked=Slot.CONFIRM)
    opened = hears(correction, swap)
    assert isinstance(opened, Propose)
    assert opened.draft.picks[0].variant_id is None
    back = hears(correction)
    assert isinstance(back, Propose)
    assert back.draft.trail == (Slot.ITEMS,)
    start = replace(DRAFT, trail=())
    assert hears(correction, start) == Propose(start, missed=True)
    assert hears(correction, replace(DRAFT, asked=None)) is None


def test_what_is_not_understood_is_missed_and_what_is_about_something_else_is_left_to_others() -> None:
    assert hears(read_as()) == Propose(DRAFT, missed=True)
    assert hears(read_as(), replace(DRAFT, asked=None)) is None
    assert hears(sure("track_parcel", 0.9)) is None
    assert hears(sure("track_parcel", 0.5)) == Propose(DRAFT, missed=True)
    assert hears(sure("return_item")) == Propose(DRAFT, missed=True)
    assert hears(sure("complaint")) is None
    variant = replace(DRAFT, topic=Topic.EXCHANGE_ITEMS, asked=Slot.VARIANT)
    assert hears(sure("complaint"), variant, "in purple") == Propose(variant, missed=True)
    for text in ("purple?", "it is such a pity"):
        assert hears(sure("complaint"), variant, text) is None
    assert hears(sure("track_parcel"), variant, "the parcel") is None
    assert hears(sure(Intent.GREETING)) is None


def test_another_act_that_is_surely_meant_is_taken_up_although_the_words_fit_this_one() -> None:
    said = "the camera"
    words = frozenset({"camera"})
    assert hears(sure("cancel_order", words=words), text=said) is None
    here = hears(sure("cancel_order", 0.7, words=words), text=said)
    assert isinstance(here, Propose)
    assert [pick.line_id for pick in here.draft.picks] == ["camera"]
    assert isinstance(hears(read_as(words=words), text=said), Propose)


def test_a_return_becomes_a_problem_with_the_things_picked() -> None:
    move = pressed("problem:damaged_item")
    assert isinstance(move, Propose)
    assert move.draft.topic is Topic.DAMAGED_ITEM
    assert move.draft.picks == (Pick("o1", "shirt", 2),)
    assert pressed("problem:track_parcel") is None
    assert pressed("problem:damaged_item", replace(DRAFT, topic=Topic.EXCHANGE_ITEMS)) is None
