"""What a draft still lacks, question after question; the acts it becomes; and the way back."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    PauseSubscription,
    Problem,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.dialogue import after, begin
from resolution_hub.core.drafting.asking import acts_of, next_slot, step_back, without
from resolution_hub.core.drafting.draft import DRAFTED, PROBLEMS, Draft, Pick, Slot
from resolution_hub.core.moves import Asked, Dialogue, Propose, Pursue
from resolution_hub.core.order import Destination
from resolution_hub.core.prior import Page, PageKind
from resolution_hub.core.topic import Topic
from tests.core.a_basket import HOME, delivered, with_terms
from tests.core.a_shop import BOOK, TODAY, a_plan, a_situation, ago

PICK, OTHER = Pick("o1", "shirt", 2, "too_small", "blue"), Pick("o2", "cup", 1, "gift", "white")
WHO = a_situation(subscriptions=(a_plan(), a_plan(id="paused", paused_at=ago(days=1))))
# Each question in its order, and what answers it.
QUESTIONS: dict[Topic, list[tuple[Slot, dict[str, Any]]]] = {
    Topic.CANCEL_ORDER: [(Slot.ORDER, {"order_id": "o1"})],
    Topic.CHANGE_ADDRESS: [(Slot.ORDER, {"order_id": "o1"}), (Slot.ADDRESS, {"address": HOME})],
    Topic.CHANGE_PAYMENT: [(Slot.ORDER, {"order_id": "o1"}), (Slot.METHOD, {"method_id": "gift"})],
    Topic.CHANGE_DELIVERY: [(Slot.ORDER, {"order_id": "o1"}), (Slot.DELIVERY, {"option_id": "express"})],
    Topic.CHANGE_ITEMS: [
        (Slot.ORDER, {"order_id": "o1"}), (Slot.ITEMS, {"picks": (replace(PICK, variant_id=None),)}),
        (Slot.VARIANT, {"picks": (PICK,)}),
    ],
    Topic.EXCHANGE_ITEMS: [
        (Slot.ITEMS, {"picks": (replace(PICK, variant_id=None),)}), (Slot.VARIANT, {"picks": (PICK,)}),
    ],
    Topic.RETURN_ITEMS: [(Slot.ITEMS, {"picks": (replace(PICK, reason=""),)}), (Slot.REASON, {"picks": (PICK,)})],
    Topic.WITHDRAW: [(Slot.ORDER, {"order_id": "o1"})],
    Topic.PRICE_DROP: [(Slot.ITEMS, {"picks": (PICK,)})],
    Topic.HOME_ADDRESS: [(Slot.ADDRESS, {"address": HOME})],
    Topic.CANCEL_SUBSCRIPTION: [(Slot.SUBSCRIPTION, {"subscription_id": "s1"})],
    Topic.CHANGE_SUBSCRIPTION: [(Slot.SUBSCRIPTION, {"subscription_id": "s1"}), (Slot.PLAN, {"plan_id": "pro"})],
    Topic.PAUSE_SUBSCRIPTION: [(Slot.SUBSCRIPTION, {"subscription_id": "s1"}), (Slot.UNTIL, {"resumes_on": TODAY})],
    **{topic: [(Slot.ITEMS, {"picks": (PICK,)}), (Slot.WISH, {"wish": Wish.KEEP})] for topic in PROBLEMS},
}  # fmt: skip


@pytest.mark.parametrize("topic", sorted(DRAFTED))
def test_each_thing_that_is_lacking_is_asked_for_once_and_nothing_else(topic: Topic) -> None:
    draft = Draft(topic)
    for slot, answer in QUESTIONS[topic]:
        assert next_slot(draft, WHO, BOOK) is slot
        draft = replace(draft, **answer)
    assert next_slot(draft, WHO, BOOK) is Slot.CONFIRM
    assert acts_of(draft, WHO)


def test_a_shop_asks_for_the_reasons_that_it_has() -> None:
    cancel = Draft(Topic.CANCEL_ORDER, "o1")
    some = with_terms("cancel", reasons=("ordered by mistake",))
    assert next_slot(cancel, WHO, some) is Slot.REASON
    assert next_slot(replace(cancel, reason="ordered by mistake"), WHO, some) is Slot.CONFIRM
    unsaid = Draft(Topic.RETURN_ITEMS, picks=(replace(PICK, reason=""),))
    assert next_slot(unsaid, WHO, with_terms("returns", reasons=())) is Slot.CONFIRM


def test_what_fits_alike_is_asked_about_and_who_is_paused_is_not_asked_until_when() -> None:
    assert next_slot(Draft(Topic.RETURN_ITEMS, picks=(PICK,), doubtful=("boots",)), WHO, BOOK) is Slot.ITEMS
    assert next_slot(Draft(Topic.CANCEL_ORDER, picks=(PICK,)), WHO, BOOK) is Slot.CONFIRM
    paused = Draft(Topic.PAUSE_SUBSCRIPTION, subscription_id="paused")
    assert next_slot(paused, WHO, BOOK) is Slot.CONFIRM
    assert acts_of(paused, WHO) == (ResumeSubscription("paused"),)


UNITS, SWAP = (Units("shirt", 2, "too_small"),), (Swap("shirt", "blue", 2),)


@pytest.mark.parametrize(
    ("draft", "acts"),
    [
        (Draft(Topic.CANCEL_ORDER, "o1", reason="late"), (CancelOrder("o1", "late"),)),
        (Draft(Topic.CANCEL_ORDER, picks=(PICK,)), (CancelOrder("o1", "", UNITS),)),
        (Draft(Topic.CHANGE_ADDRESS, "o1", address=HOME), (ChangeAddress("o1", HOME),)),
        (Draft(Topic.CHANGE_PAYMENT, "o1", method_id="gift"), (ChangePayment("o1", "gift"),)),
        (Draft(Topic.CHANGE_DELIVERY, "o1", option_id="express"), (ChangeDelivery("o1", "express"),)),
        (Draft(Topic.CHANGE_ITEMS, "o1", picks=(PICK,), method_id="gift"), (ChangeItems("o1", SWAP, "gift"),)),
        (
            Draft(Topic.EXCHANGE_ITEMS, picks=(PICK, OTHER)),
            (ExchangeItems("o1", SWAP), ExchangeItems("o2", (Swap("cup", "white"),))),
        ),
        (
            Draft(Topic.RETURN_ITEMS, picks=(PICK, OTHER), destination=Destination.GIFT_CARD, destination_id="gift"),
            (
                ReturnItems("o1", UNITS, Destination.GIFT_CARD, "gift"),
                ReturnItems("o2", (Units("cup", 1, "gift"),), Destination.GIFT_CARD, "gift"),
            ),
        ),
        (Draft(Topic.WITHDRAW, "o1"), (Withdraw("o1"),)),
        (Draft(Topic.WITHDRAW, picks=(PICK,)), (Withdraw("o1", UNITS),)),
        (
            Draft(Topic.PRICE_DROP, picks=(PICK, OTHER)),
            (AdjustPrice("o1", "shirt"), AdjustPrice("o2", "cup")),
        ),
        (Draft(Topic.HOME_ADDRESS, address=HOME), (ChangeHomeAddress(HOME),)),
        (
            Draft(Topic.DAMAGED_ITEM, picks=(PICK,), wish=Wish.KEEP, photos=("ph1",)),
            (ReportProblem("o1", Units("shirt", 2, "damaged"), Problem.DAMAGED, Wish.KEEP, ("ph1",)),),
        ),
        (
            Draft(Topic.DAMAGED_ITEM, picks=(replace(PICK, reason="defective"),)),
            (ReportProblem("o1", Units("shirt", 2, "defective"), Problem.DEFECTIVE, Wish.REFUND),),
        ),
        (
            Draft(Topic.WRONG_ITEM, picks=(PICK,)),
            (ReportProblem("o1", Units("shirt", 2, "wrong_item"), Problem.WRONG_ITEM, Wish.REFUND),),
        ),
        (Draft(Topic.PAUSE_SUBSCRIPTION, subscription_id="s1", resumes_on=TODAY), (PauseSubscription("s1", TODAY),)),
        (Draft(Topic.CHANGE_SUBSCRIPTION, subscription_id="s1", plan_id="pro"), (ChangePlan("s1", "pro"),)),
        (Draft(Topic.CANCEL_SUBSCRIPTION, subscription_id="s1"), (CancelSubscription("s1"),)),
        (Draft(Topic.TRACK_PARCEL, "o1"), ()),
        (Draft(Topic.CHANGE_ADDRESS, "o1"), ()),
        (Draft(Topic.PAUSE_SUBSCRIPTION, subscription_id="s1"), ()),
    ],
)
def test_a_draft_becomes_one_act_an_order(draft: Draft, acts: tuple[Act, ...]) -> None:
    assert acts_of(draft, WHO) == acts


FULL = Draft(
    Topic.RETURN_ITEMS, "o1", "s1", (PICK,), ("boots",), "late", Wish.KEEP, ("ph1",), no_photo=True, address=HOME,
    option_id="express", method_id="gift", destination=Destination.GIFT_CARD, destination_id="gift", plan_id="pro",
    resumes_on=TODAY, asked=Slot.CONFIRM, trail=(Slot.ITEMS, Slot.REASON),
)  # fmt: skip


@pytest.mark.parametrize("slot", list(Slot))
def test_a_question_that_is_opened_again_empties_its_answer_and_no_other(slot: Slot) -> None:
    opened = without(FULL, slot)
    changed = {field.name for field in fields(Draft) if getattr(opened, field.name) != getattr(FULL, field.name)}
    own = {
        Slot.ORDER: {"order_id", "picks", "doubtful"}, Slot.ITEMS: {"picks", "doubtful"}, Slot.REASON: {"reason", "picks"},
        Slot.VARIANT: {"picks"}, Slot.WISH: {"wish"}, Slot.PHOTO: {"photos", "no_photo"}, Slot.ADDRESS: {"address"},
        Slot.DELIVERY: {"option_id"}, Slot.METHOD: {"method_id"}, Slot.DESTINATION: {"destination", "destination_id"},
        Slot.SUBSCRIPTION: {"subscription_id"}, Slot.PLAN: {"plan_id"}, Slot.UNTIL: {"resumes_on"}, Slot.CONFIRM: set(),
    }  # fmt: skip
    assert changed == own[slot]
    if slot in (Slot.REASON, Slot.VARIANT):
        assert [pick.line_id for pick in opened.picks] == ["shirt"]


def test_going_back_opens_the_last_question_and_then_the_one_before() -> None:
    once = step_back(FULL)
    assert (once.picks[0].reason, once.trail, once.asked) == ("", (Slot.ITEMS,), None)
    twice = step_back(once)
    assert (twice.picks, twice.trail) == ((), ())
    assert step_back(twice) == twice
    assert next_slot(twice, WHO, BOOK) is Slot.ITEMS


def test_a_draft_begins_with_the_order_of_the_page_and_is_kept_with_the_talk() -> None:
    who = a_situation(delivered())
    assert begin(Topic.RETURN_ITEMS, None, who, Page(PageKind.ORDER, "o1")) == Pursue(Topic.RETURN_ITEMS, "o1")
    assert begin(Topic.RETURN_ITEMS, None, who, Page(PageKind.ARTICLE, "sizes")) == Pursue(Topic.RETURN_ITEMS, None)
    assert begin(Topic.RETURN_ITEMS, None, who) == Pursue(Topic.RETURN_ITEMS, None)
    kept = after(Dialogue(misses=1), Propose(FULL))
    assert (kept.topic, kept.asked, kept.draft, kept.misses) == (Topic.RETURN_ITEMS, Asked.DRAFT, FULL, 1)
