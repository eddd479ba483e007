"""Goods that arrived: what may come back, be exchanged, put right or cost less after all, and why not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    ExchangeItems,
    Problem,
    ReportProblem,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.wares import NotTheirs, Wares
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, Order, OrderStatus
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Scoped
from resolution_hub.core.situation import Situation
from tests.core.a_basket import (
    CAMERA,
    CARD,
    CARD_OF_GIFTS,
    FULL_GIFT,
    OLD_CARD,
    SHIRT,
    a_basket,
    a_line,
    a_variant,
    delivered,
    of,
    paid,
    proposed,
    says,
    with_terms,
)
from tests.core.a_shop import BOOK, a_refund, ago, usd

HERE = delivered()
NOT_HERE = [
    (a_basket(status=status), f"order_is_{status}") for status in OrderStatus if status is not OrderStatus.DELIVERED
]


def back(*units: Units, **more: Any) -> ReturnItems:
    return ReturnItems("o1", units or (Units("shirt", 1, "changed_mind"),), **more)


def some(line: str = "shirt", quantity: int = 1, reason: str = "changed_mind") -> Units:
    return Units(line, quantity, reason)


def now_costing(price: str) -> Wares:
    """Shirts of today's price."""
    return Wares((a_variant("v-shirt", price), a_variant("blue")))


def why_not(act: Act, who: Situation, book: Rulebook, wares: Wares) -> str:
    return getattr(proposed(act, who, book, wares).ruling.verdict, "reason", "allowed")


# -- what goes back


@pytest.mark.parametrize(
    ("act", "order", "said"),
    [
        (back(), HERE, "20.00 USD"),
        (back(some(quantity=2)), HERE, "40.00 USD"),
        (back(some(reason="too_small"), some(reason="too_large")), HERE, "40.00 USD"),
        (back(some(quantity=2), some("camera")), HERE, "145.00 USD"),
        (back(some(quantity=2), some()), HERE, "not_that_many"),
        (back(some(quantity=3)), HERE, "not_that_many"),
        (back(some(quantity=0)), HERE, "not_that_many"),
        (back(some("hat")), HERE, "not_that_many"),
        (back(some()), delivered(replace(SHIRT, returned=2), CAMERA), "not_that_many"),
        (ReturnItems("o1", ()), HERE, "nothing_chosen"),
        (back(some(reason="")), HERE, "reason_not_accepted"),
        (back(some(reason="because")), HERE, "reason_not_accepted"),
        (back(some(), some("camera", reason="because")), HERE, "reason_not_accepted"),
        (back(some("present")), delivered(SHIRT, CARD_OF_GIFTS), "category_not_taken_back"),
        (back(some("present", reason="not_as_described")), delivered(SHIRT, CARD_OF_GIFTS), "50.00 USD"),
        (back(), delivered(days=30), "20.00 USD"),
        (back(), delivered(days=30.01), "window_has_passed"),
        (back(some("camera")), delivered(days=14), "100.00 USD"),
        (back(some("camera")), delivered(days=14.01), "window_has_passed"),
        (back(some(), some("camera")), delivered(days=15), "window_has_passed"),
        (back(), a_basket(status=OrderStatus.DELIVERED), "20.00 USD"),  # nobody knows since when
        *[(back(), order, said) for order, said in NOT_HERE],
    ],
)
def test_what_can_be_returned(act: Act, order: Order, said: str) -> None:
    assert says(act, of(order)) == said


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (back(destination=Destination.STORE_CREDIT), "20.00 USD"),
        (back(destination=Destination.GIFT_CARD, method_id="gift"), "20.00 USD"),
        (back(destination=Destination.GIFT_CARD, method_id="paypal"), "destination_not_possible"),
        (back(destination=Destination.METHOD, method_id="paypal"), "destination_not_possible"),
    ],
)
def test_where_a_refund_can_go(act: Act, said: str) -> None:
    assert says(act, of(HERE)) == said


def test_a_refund_to_a_card_that_expired_needs_another_way() -> None:
    by_old_card = of(HERE, paid(HERE, OLD_CARD))
    assert says(back(), by_old_card) == "original_method_expired"
    assert says(back(destination=Destination.STORE_CREDIT), by_old_card) == "20.00 USD"
    anywhere = with_terms("returns", destinations=frozenset(Destination))
    assert says(back(destination=Destination.METHOD, method_id="paypal"), by_old_card, anywhere) == "20.00 USD"
    assert (
        says(back(destination=Destination.METHOD, method_id="old"), by_old_card, anywhere) == "destination_not_possible"
    )
    gone_card = replace(FULL_GIFT, expires_on=OLD_CARD.expires_on)
    onto_it = back(destination=Destination.GIFT_CARD, method_id="gift")
    assert says(onto_it, of(HERE, methods=(CARD, gone_card))) == "destination_not_possible"


def test_an_expired_card_of_which_nothing_is_left_stands_in_nobodys_way() -> None:
    halves = [replace(paid(HERE, card), id=card.id, amount=usd("72.50")) for card in (OLD_CARD, CARD)]
    assert says(back(), of(HERE, *halves)) == "original_method_expired"
    assert says(back(), of(HERE, *halves, refunds=(a_refund("old", "72.50"),))) == "20.00 USD"


def test_a_shop_that_asks_for_no_reasons_takes_any() -> None:
    book = with_terms("returns", reasons=())
    assert says(back(some(reason="because")), of(HERE), book) == "20.00 USD"


def test_a_return_can_be_closed_by_an_earlier_change() -> None:
    closing = with_terms("change", closes={Change.EXCHANGE: frozenset({Change.RETURN})})
    who = of(delivered(changes=("exchange",)), region="DE")
    assert says(back(), who, closing) == "after_exchange"
    assert says(Withdraw("o1"), who, closing) == "145.00 USD"  # the law knows of no such thing


def test_what_was_refunded_whole_is_not_returned_for_money_again() -> None:
    who = of(HERE, refunds=(a_refund("c1", "145"),), region="DE")
    assert says(back(), who) == "already_refunded"
    assert says(problem(), who) == "already_refunded"
    assert says(problem(wish=Wish.REPLACEMENT), who) == "0.00 USD"
    assert says(Withdraw("o1"), who) == "0.00 USD"  # a right, if an empty one
    free = of(delivered(a_line("shirt", "0"), shipping=None, total=usd("0")))
    assert says(back(), free) == "0.00 USD"


# -- windows


@pytest.mark.parametrize(
    ("region", "category", "days", "key"),
    [
        ("US", "Shoes", 30, "usual"),
        ("DE", "Shoes", 60, "by_region.DE"),
        ("US", "Food", 7, "by_category.Food"),
        ("DE", "Food", 7, "by_category.Food"),
    ],
)
@pytest.mark.parametrize("section", ["returns", "exchange", "problem", "price"])
def test_a_category_has_its_window_before_a_region_and_a_region_before_all(
    section: str, region: str, category: str, days: int, key: str
) -> None:
    windows = Scoped(usual=30, by_category={"Food": 7}, by_region={"DE": 60})
    book = with_terms(section, window_days=windows)
    line = replace(SHIRT, category=category)
    acts: dict[str, Act] = {
        "returns": back(),
        "exchange": ExchangeItems("o1", (Swap("shirt", "blue"),)),
        "problem": ReportProblem("o1", Units("shirt"), Problem.MISSING_ITEM, Wish.REFUND),
        "price": AdjustPrice("o1", "shirt"),
    }
    lower = now_costing("15")

    def said(after: float) -> str:
        order = delivered(line, days=after)
        order = replace(order, placed_at=ago(days=after)) if section == "price" else order
        return why_not(acts[section], of(order, region=region), book, lower)

    assert said(days) not in ("window_has_passed", "price_has_not_dropped")
    assert said(days + 0.01) == "window_has_passed"
    name = "return" if section == "returns" else section
    ruling = proposed(acts[section], of(delivered(line, placed_at=ago(days=1)), region=region), book, lower).ruling
    assert (f"{name}.window_days.{key}", str(days)) in [used for clause in ruling.trace for used in clause.used]


# -- withdrawal


@pytest.mark.parametrize(
    ("order", "region", "said"),
    [
        (delivered(days=14), "DE", "145.00 USD"),
        (delivered(days=14.01), "DE", "withdrawal_has_passed"),
        (HERE, "US", "no_right_of_withdrawal"),
        (a_basket(), "DE", "145.00 USD"),
        (a_basket(status=OrderStatus.DISPATCHED), "DE", "145.00 USD"),
        (a_basket(status=OrderStatus.CANCELLED), "DE", "order_is_cancelled"),
        (delivered(SHIRT, CARD_OF_GIFTS), "DE", "category_excepted"),
        (delivered(replace(SHIRT, returned=2), replace(CAMERA, returned=1)), "DE", "nothing_chosen"),
    ],
)
def test_who_may_withdraw(order: Order, region: str, said: str) -> None:
    assert says(Withdraw("o1"), of(order, region=region)) == said


def test_a_withdrawal_may_be_of_some_things_and_needs_no_reason() -> None:
    who = of(delivered(SHIRT, CARD_OF_GIFTS), region="DE")
    assert says(Withdraw("o1", (Units("shirt"),)), who) == "20.00 USD"
    assert says(Withdraw("o1", (Units("shirt", 3),)), who) == "not_that_many"
    assert says(Withdraw("o1", (Units("present"),)), who) == "category_excepted"


def test_no_card_and_no_rule_of_the_shop_takes_the_right_away() -> None:
    who = of(HERE, paid(HERE, OLD_CARD), region="DE")
    hard = with_terms("returns", destinations=frozenset(), not_taken_back=frozenset({"Clothing"}))
    assert says(Withdraw("o1"), who, hard) == "145.00 USD"


# -- exchanges


@pytest.mark.parametrize(
    ("swaps", "order", "said"),
    [
        ((Swap("shirt", "blue", 2),), HERE, "0.00 USD"),
        ((Swap("shirt", "cheap"),), HERE, "5.00 USD"),
        ((Swap("shirt", "dear"),), HERE, "0.00 USD"),
        ((Swap("shirt", "cheap"), Swap("camera", "zoom")), HERE, "0.00 USD"),
        ((Swap("shirt", "gone"),), HERE, "not_available"),
        ((Swap("shirt", "zoom"),), HERE, "other_product"),
        ((Swap("shirt", "v-shirt"),), HERE, "same_variant"),
        ((Swap("shirt", "euro"),), HERE, "other_currency"),
        ((Swap("shirt", "blue", 3),), HERE, "not_that_many"),
        ((), HERE, "nothing_chosen"),
        ((Swap("shirt", "blue"),), delivered(days=30.1), "window_has_passed"),
        ((Swap("shirt", "blue"),), delivered(changes=("exchange",)), "after_exchange"),
        *[((Swap("shirt", "blue"),), order, said) for order, said in NOT_HERE],
    ],
)
def test_what_can_be_exchanged(swaps: tuple[Swap, ...], order: Order, said: str) -> None:
    assert says(ExchangeItems("o1", swaps), of(order)) == said


def test_the_method_of_an_exchange_must_cover_it() -> None:
    assert says(ExchangeItems("o1", (Swap("shirt", "dear"),), "small"), of(HERE)) == "balance_too_small"
    assert says(ExchangeItems("o1", (Swap("shirt", "cheap"),), "paypal"), of(HERE)) == "destination_not_possible"
    spent = of(HERE, refunds=(a_refund("c1", "142"),))
    assert says(ExchangeItems("o1", (Swap("shirt", "cheap"),)), spent) == "3.00 USD"


# -- problems


def problem(
    line: str = "shirt", what: Problem = Problem.DAMAGED, wish: Wish = Wish.REFUND, photos: int = 1
) -> ReportProblem:
    return ReportProblem("o1", Units(line), what, wish, tuple(f"ph{i}" for i in range(photos)))


DEAR = delivered(a_line("shirt", "500.01"))


@pytest.mark.parametrize(
    ("act", "order", "history", "said"),
    [
        (problem(), HERE, {}, "20.00 USD"),
        (problem(photos=0), HERE, {}, "show: photo_needed"),
        (problem(photos=0), delivered(a_line("shirt", "19.99")), {}, "19.99 USD"),
        (problem(what=Problem.MISSING_ITEM, photos=0), HERE, {}, "20.00 USD"),
        (problem(what=Problem.MISSING_PART, photos=0), HERE, {}, "show: photo_needed"),
        (problem(wish=Wish.REPLACEMENT), HERE, {}, "0.00 USD"),
        (problem(wish=Wish.KEEP), HERE, {}, "20.00 USD"),
        (problem("camera", wish=Wish.KEEP), HERE, {}, "must_come_back"),
        (problem("camera", Problem.MISSING_PART, Wish.KEEP), HERE, {}, "must_come_back"),
        (problem("camera", Problem.MISSING_ITEM, Wish.KEEP), HERE, {}, "100.00 USD"),
        (problem("camera"), delivered(days=90), {}, "100.00 USD"),
        (problem(), delivered(days=30.1), {}, "window_has_passed"),
        (problem(), delivered(replace(SHIRT, returned=2), CAMERA), {}, "not_that_many"),
        (problem(), DEAR, {}, "agent: over_the_limit"),
        (problem(), delivered(a_line("shirt", "500")), {}, "500.00 USD"),
        (problem(), HERE, {"photos_seen_before": True}, "agent: photo_seen_before"),
        (problem(), HERE, {"problems": 2}, "20.00 USD"),
        (problem(), HERE, {"problems": 3}, "agent: many_problems"),
        *[(problem(), order, {}, said) for order, said in NOT_HERE],
    ],
)
def test_what_is_put_right(act: Act, order: Order, history: dict[str, Any], said: str) -> None:
    assert says(act, of(order), **history) == said


def test_without_another_one_there_is_no_replacement() -> None:
    for order in (delivered(a_line("shirt", variant_id="gone")), delivered(a_line("shirt", variant_id=None))):
        assert says(problem(wish=Wish.REPLACEMENT), of(order)) == "no_replacement"


def test_what_is_refunded_for_a_problem_is_never_more_than_is_left() -> None:
    assert says(problem(), of(HERE, refunds=(a_refund("c1", "130"),))) == "15.00 USD"


def test_a_currency_without_limits_is_decided_by_a_person_and_nothing_in_it_is_kept() -> None:
    none: dict[str, Money] = {}
    unknown = with_terms("problem", photo_from=none, keep_limit=none)
    assert says(problem(photos=0), of(HERE), unknown) == "20.00 USD"
    assert says(problem(wish=Wish.KEEP), of(HERE), unknown) == "must_come_back"
    assert says(problem(), of(HERE), with_terms("problem", limit=none)) == "agent: currency_has_no_limit"


# -- prices


@pytest.mark.parametrize(
    ("price", "order", "history", "said"),
    [
        ("15", HERE, {}, "10.00 USD"),
        ("20", HERE, {}, "price_has_not_dropped"),
        ("25", HERE, {}, "price_has_not_dropped"),
        ("15", delivered(replace(SHIRT, returned=1), CAMERA), {}, "5.00 USD"),
        ("15", delivered(replace(SHIRT, returned=2), CAMERA), {}, "already_refunded"),
        ("15", delivered(placed_at=ago(days=14)), {}, "10.00 USD"),
        ("15", delivered(placed_at=ago(days=14.1)), {}, "window_has_passed"),
        ("15", HERE, {"adjusted_lines": frozenset({"shirt"})}, "price_adjusted_before"),
        ("15", HERE, {"adjusted_lines": frozenset({"camera"})}, "10.00 USD"),
    ],
)
def test_what_a_price_that_dropped_gives_back(price: str, order: Order, history: dict[str, Any], said: str) -> None:
    verdict = proposed(AdjustPrice("o1", "shirt"), of(order), BOOK, now_costing(price), **history).ruling.verdict
    limit = getattr(verdict, "limit", None)
    assert (f"{limit.minor / 100:.2f} {limit.currency}" if limit else getattr(verdict, "reason", None)) == said


def test_a_price_counts_with_the_discount_that_was_given() -> None:
    """Half price then, half of the lower price now."""
    half = delivered(SHIRT, total=usd("25"))
    verdict = proposed(AdjustPrice("o1", "shirt"), of(half), BOOK, now_costing("15")).ruling.verdict
    assert getattr(verdict, "limit", None) == usd("5")


def test_a_price_that_cant_be_compared_or_is_above_the_limit_is_not_settled_alone() -> None:
    def said(price: Money, book: Rulebook = BOOK) -> str:
        wares = Wares((replace(a_variant("v-shirt"), price=price),))
        return why_not(AdjustPrice("o1", "shirt"), of(delivered(a_line("shirt", "200"))), book, wares)

    assert said(Money(1, "EUR")) == "price_has_not_dropped"
    assert why_not(AdjustPrice("o1", "shirt"), of(HERE), BOOK, Wares()) == "price_has_not_dropped"
    assert said(usd("99.99")) == "over_the_limit"
    assert said(usd("100")) == "allowed"
    assert said(usd("100"), with_terms("price", limit={})) == "currency_has_no_limit"


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (back(), "order"), (Withdraw("o1"), "order"), (problem(), "order"), (AdjustPrice("o1", "shirt"), "order"),
        (ExchangeItems("o1", ()), "order"),
    ],
)  # fmt: skip
def test_another_customers_order_is_not_there(act: Act, what: str) -> None:
    with pytest.raises(NotTheirs) as refused:
        says(act, of(replace(HERE, id="o2")))
    assert refused.value.what == what


@pytest.mark.parametrize(
    "act",
    [
        problem("hat"), AdjustPrice("o1", "hat"), ExchangeItems("o1", (Swap("hat", "blue"),)),
        back(destination=Destination.GIFT_CARD, method_id="hers"), back(destination=Destination.GIFT_CARD),
    ],
)  # fmt: skip
def test_a_line_or_a_card_that_is_not_theirs_is_not_there(act: Act) -> None:
    with pytest.raises(NotTheirs):
        says(act, of(HERE))
