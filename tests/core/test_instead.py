"""What a refusal points to: only what would really be allowed, nearest first, and a person where there is room."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.instead import MOST, Option, Way, instead
from resolution_hub.core.order import Address, Destination, Order, OrderStatus
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.situation import Situation
from tests.core.a_basket import (
    CAMERA,
    CARD_OF_GIFTS,
    HOME,
    OLD_CARD,
    SHIRT,
    WARES,
    a_basket,
    delivered,
    of,
    paid,
    proposed,
    with_terms,
)
from tests.core.a_shop import BOOK, TODAY, a_charge, a_plan, a_refund, a_situation, ago

LEFT, PLACED, HERE = a_basket(status=OrderStatus.DISPATCHED), a_basket(), delivered()
EXCHANGED = delivered(changes=("exchange",))
SWAP = (Swap("shirt", "blue"),)


def ways(act: Act, who: Situation, book: Rulebook = BOOK, wares: Wares = WARES) -> list[str]:
    return [str(option.way) for option in options(act, who, book, wares)]


def options(act: Act, who: Situation, book: Rulebook = BOOK, wares: Wares = WARES) -> tuple[Option, ...]:
    refused = proposed(act, who, book, wares)
    assert not refused.allowed, "the story needs a refusal"
    return instead(refused, who, wares, book, History())


def back(quantity: int = 1, line: str = "shirt", **more: Any) -> ReturnItems:
    return ReturnItems("o1", (Units(line, quantity, "changed_mind"),), **more)


def keep(line: str) -> ReportProblem:
    return ReportProblem("o1", Units(line), Problem.DAMAGED, Wish.KEEP, ("ph1",))


AN_ADDRESS = ChangeAddress("o1", Address(("1 Elm",), "", "", "", "US"))


@pytest.mark.parametrize(
    ("act", "order", "found"),
    [
        # it has left, or it came: what was to be stopped can go back
        (CancelOrder("o1"), LEFT, "return_later person"),
        (CancelOrder("o1"), HERE, "return person"),
        (CancelOrder("o1"), delivered(days=40), "person"),
        (CancelOrder("o1", units=(Units("camera"),)), delivered(days=20), "person"),
        (CancelOrder("o1"), delivered(days=20), "return person"),  # the shirts, not the camera
        (CancelOrder("o1"), a_basket(status=OrderStatus.CANCELLED), "person"),
        (CancelOrder("o1", units=(Units("shirt", 5),)), PLACED, "fewer whole_order return_later"),
        (CancelOrder("o1", units=(Units("hat"),)), PLACED, "whole_order person"),
        (ChangeAddress("o1", HOME), LEFT, "return_later person"),
        (AN_ADDRESS, PLACED, "cancel return_later person"),
        (ChangeItems("o1", SWAP), LEFT, "exchange_later return_later person"),
        (ChangeItems("o1", SWAP), HERE, "exchange return person"),
        (ChangeItems("o1", (Swap("shirt", "gone"),)), PLACED, "other_variant cancel return_later"),
        (ChangeItems("o1", (Swap("shirt", "dear"),), "small"), PLACED, "other_method other_variant cancel"),
        (ChangeDelivery("o1", "express", "small"), PLACED, "other_method cancel return_later"),
        (ChangeDelivery("o1", "drone"), PLACED, "cancel return_later person"),
        (ChangePayment("o1", "small"), PLACED, "other_method cancel return_later"),
        # what was to go back
        (back(), LEFT, "return_later person"),
        (back(), PLACED, "cancel return_later person"),
        (back(5), HERE, "fewer exchange problem"),
        (back(), delivered(days=31), "person"),
        (back(line="camera"), delivered(days=20), "exchange problem person"),
        (back(line="present"), delivered(SHIRT, CARD_OF_GIFTS), "problem person"),
        (ReturnItems("o1", (Units("shirt", 1, "because"),)), HERE, "exchange problem person"),
        (back(), delivered(replace(SHIRT, returned=2), CAMERA), "person"),  # nothing of it is left to speak of
        # exchanges
        (ExchangeItems("o1", SWAP), EXCHANGED, "return problem person"),
        (ExchangeItems("o1", SWAP), PLACED, "change_items cancel exchange_later"),
        (ExchangeItems("o1", SWAP), LEFT, "exchange_later return_later person"),
        (ExchangeItems("o1", (Swap("shirt", "gone"),)), HERE, "other_variant return problem"),
        (ExchangeItems("o1", (Swap("shirt", "dear"),), "small"), HERE, "other_method other_variant return"),
        # problems and prices
        (keep("camera"), HERE, "other_wish return person"),
        (keep("camera"), delivered(days=100), "person"),
        (keep("shirt"), LEFT, "return_later person"),
        (AdjustPrice("o1", "shirt"), HERE, "return person"),
        (AdjustPrice("o1", "shirt"), delivered(days=31), "person"),
        (Withdraw("o1"), HERE, "return exchange problem"),
        (Withdraw("o1"), PLACED, "cancel return_later person"),
    ],
)
def test_what_a_refusal_points_to(act: Act, order: Order, found: str) -> None:
    assert ways(act, of(order)) == found.split()


def test_what_is_allowed_needs_nothing_instead() -> None:
    allowed = proposed(CancelOrder("o1"), of(PLACED))
    assert allowed.allowed
    assert instead(allowed, of(PLACED), WARES, BOOK, History()) == ()


def test_the_law_gives_more_time_where_it_applies() -> None:
    late = of(delivered(days=10), region="DE")
    short = with_terms("returns", window_days=replace(BOOK.terms.returns.window_days, usual=7, by_category={}))
    assert ways(back(), late, short) == ["withdraw", "exchange", "problem"]
    some = options(back(), late, short)[0].acts
    assert some == (Withdraw("o1", (Units("shirt"),)),)


def test_a_card_that_expired_points_to_the_other_ways_for_money_to_go() -> None:
    who = of(HERE, paid(HERE, OLD_CARD))
    found = options(back(), who)
    assert [option.way for option in found] == [Way.STORE_CREDIT, Way.GIFT_CARD, Way.EXCHANGE]
    assert found[0].acts == (back(destination=Destination.STORE_CREDIT),)
    assert [getattr(act, "method_id", None) for act in found[1].acts] == ["gift", "small"]


def test_every_kind_and_every_method_that_would_do_is_named() -> None:
    variants = options(ChangeItems("o1", (Swap("shirt", "gone"),)), of(PLACED))[0].acts
    assert {act.swaps[0].variant_id for act in variants if isinstance(act, ChangeItems)} == {"blue", "dear", "cheap"}
    methods = options(ChangePayment("o1", "small"), of(PLACED))[0].acts
    assert {act.method_id for act in methods if isinstance(act, ChangePayment)} == {"paypal", "gift"}
    wishes = options(keep("camera"), of(HERE))[0].acts
    assert {act.wish for act in wishes if isinstance(act, ReportProblem)} == {Wish.REFUND, Wish.REPLACEMENT}


def test_of_two_swaps_the_one_that_cant_be_is_named_with_its_others() -> None:
    both = ChangeItems("o1", (Swap("shirt", "gone"), Swap("camera", "zoom")))
    for act in options(both, of(PLACED))[0].acts:
        assert isinstance(act, ChangeItems)
        assert act.swaps[1] == Swap("camera", "zoom")


def test_what_is_left_is_offered_with_the_reasons_that_were_given() -> None:
    twice = ReturnItems("o1", (Units("shirt", 2, "too_small"), Units("shirt", 1, "other"), Units("hat", 1, "other")))
    assert options(twice, of(HERE))[0] == Option(Way.FEWER, (ReturnItems("o1", (Units("shirt", 2, "too_small"),)),))


def test_things_that_cant_all_go_back_are_named_one_by_one() -> None:
    found = options(CancelOrder("o1"), of(delivered(SHIRT, CARD_OF_GIFTS)))[0]
    assert found == Option(Way.RETURN, (ReturnItems("o1", (Units("shirt", 2, "changed_mind"),)),))


def test_nobody_is_taught_which_reason_to_give() -> None:
    book = with_terms("cancel", reasons=("ordered by mistake",))
    assert ways(CancelOrder("o1", "just so"), of(PLACED), book) == ["return_later", "person"]
    ours_only = with_terms("returns", reasons=("not_as_described",))
    assert "return" not in ways(CancelOrder("o1"), of(HERE), ours_only)


def test_a_shop_without_reasons_asks_for_none() -> None:
    book = with_terms("returns", reasons=())
    assert options(CancelOrder("o1"), of(HERE), book)[0].acts[0] == ReturnItems(
        "o1", (Units("shirt", 2), Units("camera"))
    )


def test_what_cant_be_cancelled_in_part_can_be_whole() -> None:
    book = with_terms("cancel", in_part=False)
    assert ways(CancelOrder("o1", units=(Units("camera"),)), of(PLACED), book)[0] == "whole_order"


def test_a_change_that_is_closed_leaves_the_cancelling() -> None:
    book = with_terms("change", closes={Change.ITEMS: frozenset({Change.ITEMS})})
    assert ways(ChangeItems("o1", SWAP), of(a_basket(changes=("items",))), book)[0] == "cancel"


# -- subscriptions and addresses


@pytest.mark.parametrize(
    ("act", "plan", "found"),
    [
        (PauseSubscription("s1", TODAY + timedelta(days=200)), {}, "shorter_pause cancel_subscription person"),
        (PauseSubscription("s1", TODAY), {}, "cancel_subscription person"),
        (PauseSubscription("s1", TODAY + timedelta(days=9)), {"paused_at": ago(days=1)}, "resume cancel_subscription person"),
        (PauseSubscription("s1", TODAY + timedelta(days=9)), {"cancelled_at": ago(days=1)}, "person"),
        (ChangePlan("s1", "news"), {}, "other_plan cancel_subscription person"),
        (ResumeSubscription("s1"), {}, "person"),
        (CancelSubscription("s1"), {"cancelled_at": ago(days=1)}, "person"),
        (ChangeHomeAddress(Address((), "", "", "", "")), {}, "person"),
    ],
)  # fmt: skip
def test_what_a_refusal_about_a_subscription_points_to(act: Act, plan: dict[str, Any], found: str) -> None:
    who = a_situation(charges=[a_charge(subscription_id="s1")], subscriptions=(a_plan(plan_id="plus", **plan),))
    assert ways(act, who) == found.split()


# -- whatever is asked


ACTS: tuple[Act, ...] = (
    CancelOrder("o1"), CancelOrder("o1", units=(Units("shirt", 3),)), AN_ADDRESS, ChangePayment("o1", "small"),
    ChangeItems("o1", (Swap("shirt", "gone"),)), ChangeItems("o1", (Swap("shirt", "dear"),), "small"), back(), back(3),
    back(destination=Destination.GIFT_CARD, method_id="paypal"), ExchangeItems("o1", SWAP), keep("camera"),
    AdjustPrice("o1", "shirt"), Withdraw("o1"), ChangeDelivery("o1", "drone"), ReturnItems("o1", ()),
)  # fmt: skip


@given(
    st.sampled_from(ACTS), st.sampled_from([LEFT, PLACED, HERE, EXCHANGED, delivered(days=25), delivered(days=60)]),
    st.sampled_from(["US", "DE"]), st.booleans(),
)  # fmt: skip
def test_whatever_is_refused_each_way_that_is_named_would_be_allowed(
    act: Act, order: Order, region: str, spent: bool
) -> None:
    who = of(order, region=region, refunds=(a_refund("c1", "145"),) if spent else ())
    refused = proposed(act, who)
    found = instead(refused, who, WARES, BOOK, History())
    assert len(found) <= MOST
    assert len({option.way for option in found}) == len(found)
    assert bool(found) is not refused.allowed
    for option in found:
        for other in option.acts:
            assert other != act or option.way.endswith("later")
            if not option.way.endswith("later") and option.way is not Way.PROBLEM:
                assert proposed(other, who).allowed
        assert bool(option.acts) is (option.way is not Way.PERSON)


def test_a_way_that_is_named_is_never_larger_than_what_was_asked_for() -> None:
    """Nothing left of what was meant: no units must never come to mean the whole order."""
    who = of(delivered(replace(SHIRT, returned=2), CAMERA), region="DE")
    for act in (
        back(),
        ExchangeItems("o1", SWAP),
        ReportProblem("o1", Units("shirt"), Problem.DAMAGED, Wish.KEEP, ("p",)),
    ):
        for option in options(act, who):
            for other in option.acts:
                assert "camera" not in str(other)
                assert other not in (Withdraw("o1"), CancelOrder("o1"))
