"""Which kinds of act an order is open for, each by really ruling it, and why the others are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.acts import ORDER_ACTS
from resolution_hub.core.beginnings import beginnings
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence
from resolution_hub.core.situation import Situation
from tests.core.a_basket import (
    CAMERA,
    CARD_OF_GIFTS,
    FULL_GIFT,
    OLD_CARD,
    SHIRT,
    SMALL_GIFT,
    WARES,
    a_basket,
    delivered,
    of,
    paid,
    with_terms,
)
from tests.core.a_shop import BOOK, usd

ALL = " ".join(kind.__name__ for kind in ORDER_ACTS)


def said(who: Situation, book: Rulebook = BOOK, wares: Wares = WARES) -> dict[str, str]:
    """By kind: "yes", or why not."""
    found = {}
    for each in beginnings(who.orders[0], who, wares, book, History()):
        match each.verdict:
            case Allow():
                found[each.kind.__name__] = "yes"
            case Deny(why) | NeedEvidence(reason=why) | NeedApproval(reason=why):
                found[each.kind.__name__] = why
    return found


def open_for(who: Situation, book: Rulebook = BOOK, wares: Wares = WARES) -> str:
    return " ".join(kind for kind, why in said(who, book, wares).items() if why == "yes")


def test_every_kind_is_answered_for_in_their_order() -> None:
    assert " ".join(said(of(a_basket()))) == ALL


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (a_basket(), "CancelOrder ChangeAddress ChangePayment ChangeItems ChangeDelivery"),
        (a_basket(status=OrderStatus.DISPATCHED), ""),
        (delivered(), "ReturnItems ExchangeItems"),
        (delivered(changes=("exchange",)), "ReturnItems"),
        (a_basket(status=OrderStatus.CANCELLED), ""),
    ],
)
def test_what_is_open_follows_from_where_the_order_is(order: Order, found: str) -> None:
    assert open_for(of(order)) == found


def test_what_is_closed_says_why_by_its_plainest_act() -> None:
    assert said(of(a_basket(status=OrderStatus.DISPATCHED))) == {
        "CancelOrder": "order_is_dispatched", "ChangeAddress": "order_is_dispatched",
        "ChangePayment": "order_is_dispatched", "ChangeItems": "order_is_dispatched",
        "ChangeDelivery": "order_is_dispatched", "ReturnItems": "order_is_dispatched",
        "ExchangeItems": "order_is_dispatched", "ReportProblem": "order_is_dispatched",
        "Withdraw": "no_right_of_withdrawal", "AdjustPrice": "price_has_not_dropped",
    }  # fmt: skip


def test_nothing_is_left_of_an_order_that_went_back() -> None:
    gone = delivered(replace(SHIRT, returned=2))
    assert said(of(gone))["ReturnItems"] == said(of(gone))["ExchangeItems"] == "not_that_many"


def test_a_part_can_be_cancelled_where_the_whole_cannot() -> None:
    closed = with_terms("change", closes={**BOOK.terms.change.closes, "items": frozenset({"cancel"})})
    order = a_basket(changes=("items",))
    assert "CancelOrder" in open_for(of(order), closed)


def test_a_kind_is_open_when_one_way_of_paying_would_do() -> None:
    order = a_basket(SHIRT)
    few = Wares(tuple(v for v in WARES.variants if v.id in ("v-shirt", "dear")), WARES.delivery[:2])
    by_old_card = of(order, paid(order, OLD_CARD), methods=(OLD_CARD, SMALL_GIFT))
    assert said(by_old_card, wares=few)["ChangeItems"] == "method_expired"
    assert said(by_old_card, wares=few)["ChangeDelivery"] == "method_expired"
    covered = of(order, paid(order, OLD_CARD), methods=(OLD_CARD, SMALL_GIFT, FULL_GIFT))
    assert {"ChangeItems", "ChangeDelivery", "ChangePayment"} <= set(open_for(covered, wares=few).split())


def test_who_has_no_way_of_paying_is_told_so() -> None:
    assert said(of(a_basket(), methods=()))["ChangePayment"] == "method_unknown"


def test_a_refund_may_find_another_way_back_than_an_expired_card() -> None:
    order = delivered()
    assert said(of(order, paid(order, OLD_CARD)))["ReturnItems"] == "yes"
    only_back = with_terms("returns", destinations=frozenset({"original"}))
    assert said(of(order, paid(order, OLD_CARD)), only_back)["ReturnItems"] == "original_method_expired"


def test_goods_that_are_not_taken_back_say_so_and_others_beside_them_go() -> None:
    assert said(of(delivered(CARD_OF_GIFTS)))["ReturnItems"] == "category_not_taken_back"
    assert said(of(delivered(CARD_OF_GIFTS, SHIRT)))["ReturnItems"] == "yes"


def test_a_product_of_one_kind_cannot_be_swapped() -> None:
    assert said(of(a_basket(CAMERA)), wares=Wares(WARES.variants[5:6]))["ChangeItems"] == "same_variant"
    unknown = replace(CAMERA, variant_id=None)
    assert said(of(a_basket(unknown)), wares=Wares())["ChangeItems"] == "other_product"
    assert said(of(a_basket()), wares=Wares())["ChangeDelivery"] == "delivery_unknown"


def test_an_order_without_an_address_goes_by_the_customers_own() -> None:
    assert said(of(a_basket(address=None)))["ChangeAddress"] == "yes"
    assert said(of(a_basket(address=None), home=None))["ChangeAddress"] == "address_incomplete"


def test_a_problem_that_needs_a_photo_says_that_rather_than_that_there_is_no_replacement() -> None:
    dear = delivered(replace(CAMERA, unit_price=usd("100"), variant_id="sold-out"))
    assert said(of(dear))["ReportProblem"] == "photo_needed"


@given(
    st.sampled_from(list(OrderStatus)),
    st.lists(st.sampled_from(["items", "exchange", "return", "payment"]), max_size=2),
)
def test_no_order_is_without_an_answer(status: OrderStatus, changes: list[str]) -> None:
    order = a_basket(status=status, changes=tuple(changes), arrived=2)
    assert len(said(of(order))) == len(ORDER_ACTS)
