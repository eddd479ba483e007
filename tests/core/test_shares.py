"""What was paid for the parts of an order: exact to the last minor unit, whatever went before."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.acts import CancelOrder, Swap, Units
from resolution_hub.core.finding.find import find_facts
from resolution_hub.core.finding.swaps import swap_difference, swapped_price
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import Order, OrderLine, Variant
from resolution_hub.core.policy.facts import CancelFacts
from resolution_hub.core.shares import all_left, is_all_left, line_shares, paid_for, shares_of, wanted_of, was_whole
from tests.core.a_basket import a_basket, a_line, of, paid
from tests.core.a_shop import usd

CURRENCIES = st.sampled_from(["USD", "JPY", "KWD"])


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Any lines at any prices, with any tax, discount and delivery, some units gone before."""
    currency = draw(CURRENCIES)
    lines: list[OrderLine] = []
    for number in range(draw(st.integers(1, 5))):
        quantity = draw(st.integers(1, 6))
        cancelled = draw(st.integers(0, quantity))
        price = Money(draw(st.integers(0, 10**6)), currency)
        returned = draw(st.integers(0, quantity - cancelled))
        line = a_line(f"l{number}", quantity=quantity, cancelled=cancelled, returned=returned)
        lines.append(replace(line, unit_price=price))
    shipping = draw(st.none() | st.builds(Money, st.integers(0, 5000), st.just(currency)))
    amount = Money(draw(st.integers(0, 10**7)), currency)
    order = a_basket(*lines, shipping=shipping, total=amount)
    if draw(st.booleans()):
        shares = amount.split([1] * len(lines))
        order = replace(order, lines=tuple(replace(li, paid=s) for li, s in zip(lines, shares, strict=True)))
    return order


@given(orders())
def test_the_shares_of_all_lines_are_the_total_without_delivery(order: Order) -> None:
    shares = line_shares(order)
    said = [line.paid for line in order.lines if line.paid is not None]
    goods = order.total.minor - (order.shipping.minor if order.shipping else 0)
    expected = sum(amount.minor for amount in said) if said else max(0, goods)
    assert sum(share.minor for share in shares.values()) == expected
    assert all(share.minor >= 0 for share in shares.values())


@given(orders(), st.randoms(use_true_random=False))
def test_in_whatever_order_units_go_no_minor_unit_is_paid_twice_or_lost(order: Order, chance: Random) -> None:
    """Return everything that is left, one unit after the other, and add to it what the units that went before were worth."""
    went = total((line_worth(order, line, 0, line.quantity - line.kept) for line in order.lines), order.total.currency)
    units = [Units(line.id) for line in order.lines for _ in range(line.kept)]
    chance.shuffle(units)
    after, amounts = order, [went]
    for unit in units:
        amounts.append(paid_for(after, (unit,)))
        lines = (replace(li, returned=li.returned + 1) if li.id == unit.line_id else li for li in after.lines)
        after = replace(after, lines=tuple(lines))
    assert total(amounts, order.total.currency) == total(line_shares(order).values(), order.total.currency)
    assert paid_for(after, all_left(after)) == Money(0, order.total.currency)


def line_worth(order: Order, line: OrderLine, first: int, last: int) -> Money:
    parts = line_shares(order)[line.id].split([1] * line.quantity)
    return total(parts[first:last], order.total.currency)


@given(orders())
def test_one_after_the_other_is_worth_what_all_together_is(order: Order) -> None:
    together = all_left(order)
    singly = [Units(unit.line_id) for unit in together for _ in range(unit.quantity)]
    assert paid_for(order, together) == paid_for(order, singly) == total(shares_of(order, singly), order.total.currency)


@given(orders(), st.integers(1, 20))
def test_more_than_is_left_is_worth_what_is_left(order: Order, more: int) -> None:
    beyond = [replace(unit, quantity=unit.quantity + more) for unit in all_left(order)]
    assert paid_for(order, [*beyond, Units("hat"), Units("l0", -3)]) == paid_for(order, all_left(order))


@given(orders())
def test_to_cancel_a_part_and_then_the_rest_is_worth_what_to_cancel_all_is(order: Order) -> None:
    fresh = replace(order, lines=tuple(replace(line, cancelled=0, returned=0) for line in order.lines))
    first = (Units(fresh.lines[0].id),)
    whole = cancelled(fresh, ())
    part = cancelled(fresh, first)
    if is_all_left(fresh, first):
        assert part == whole
    else:
        lines = (replace(fresh.lines[0], cancelled=1), *fresh.lines[1:])
        said = all(line.paid is not None for line in fresh.lines)
        rest = cancelled(replace(fresh, lines=lines), all_left(replace(fresh, lines=lines)))
        assert part + rest == whole or said  # a shop's own shares need not add up to the total


def cancelled(order: Order, units: tuple[Units, ...]) -> Money:
    facts = find_facts(CancelOrder("o1", units=units), of(order, paid(order)), Wares(), History())
    assert isinstance(facts, CancelFacts)
    return facts.refundable


def test_shares_follow_values_and_take_tax_and_discount_along() -> None:
    order = a_basket(a_line("a", "10"), a_line("b", "20", 2), shipping=usd("5"), total=usd("30"))  # 50 % off
    assert {k: v.minor for k, v in line_shares(order).items()} == {"a": 500, "b": 2000}


def test_things_without_a_price_share_by_their_number() -> None:
    order = a_basket(a_line("a", "0", 1), a_line("b", "0", 3), shipping=None, total=usd("8"))
    assert {k: v.minor for k, v in line_shares(order).items()} == {"a": 200, "b": 600}


def test_the_shops_own_word_counts_where_it_is_given_for_all_lines() -> None:
    known = a_line("a", "10", paid=usd("7")), a_line("b", "10", paid=usd("11"))
    assert [share.minor for share in line_shares(a_basket(*known)).values()] == [700, 1100]
    half_known = (known[0], replace(known[1], paid=None))
    assert [share.minor for share in line_shares(a_basket(*half_known)).values()] == [1000, 1000]


def test_a_discount_larger_than_the_goods_leaves_nothing_to_share() -> None:
    order = a_basket(a_line("a", "10"), shipping=usd("5"), total=usd("2"))
    assert line_shares(order)["a"] == usd("0")


def test_what_is_left_and_what_was_whole() -> None:
    order = a_basket(a_line("a", quantity=3, cancelled=1, returned=1), a_line("b"), a_line("c", cancelled=1))
    assert all_left(order) == (Units("a", 1), Units("b", 1))
    assert is_all_left(order, (Units("a", 1), Units("b", 1)))
    assert not is_all_left(order, (Units("a", 1),))
    assert not was_whole(order)
    assert was_whole(a_basket())
    assert wanted_of((Units("a", 2), Units("b"), Units("a", 1, "gift"))) == {"a": 3, "b": 1}


# -- swaps


PRICES = st.integers(0, 10**7)


@given(PRICES, st.integers(0, 10**7), st.integers(1, 9))
def test_an_equal_price_is_exactly_what_was_paid(share: int, price: int, quantity: int) -> None:
    paid_then, listed = Money(share, "USD"), Money(price, "USD")
    assert swapped_price(paid_then, listed, listed, quantity) == paid_then


@given(PRICES, st.integers(1, 10**7), PRICES, PRICES, st.integers(1, 9))
def test_a_dearer_kind_never_costs_less(share: int, old: int, one: int, other: int, quantity: int) -> None:
    paid_then, before = Money(share, "USD"), Money(old, "USD")
    low, high = sorted((one, other))
    cheap = swapped_price(paid_then, before, Money(low, "USD"), quantity)
    assert cheap <= swapped_price(paid_then, before, Money(high, "USD"), quantity)
    exact = share * low / old
    assert abs(cheap.minor - exact) <= 0.5 + 1e-6 * exact


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 9))
def test_without_discount_the_new_price_is_the_new_price(new: int, old: int, quantity: int) -> None:
    full = Money(old * quantity, "KWD")
    assert swapped_price(full, Money(old, "KWD"), Money(new, "KWD"), quantity) == Money(new * quantity, "KWD")


def test_half_a_cent_goes_up_and_a_gift_costs_its_new_price() -> None:
    assert swapped_price(Money(1, "USD"), Money(2, "USD"), Money(1, "USD"), 1) == Money(1, "USD")
    assert swapped_price(Money(1, "USD"), Money(2, "USD"), Money(3, "USD"), 1) == Money(2, "USD")
    assert swapped_price(Money(0, "USD"), Money(0, "USD"), Money(700, "USD"), 2) == Money(1400, "USD")


def test_no_unit_is_swapped_twice() -> None:
    """Three units that share 10 cents: 4, 3 and 3."""
    order = a_basket(a_line("a", "0.05", 3, product_id="p"), shipping=None, total=usd("0.10"))
    wares = Wares((Variant("x", "p", (), usd("0"), True),))
    swaps = (Swap("a", "x"), Swap("a", "x"), Swap("a", "x"))
    assert swap_difference(swaps, order, wares) == Money(-10, "USD")
    assert swap_difference((*swaps, Swap("hat", "x"), Swap("a", "nothing")), order, wares) == Money(-10, "USD")


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_a_share_stays_in_its_currency(currency: str) -> None:
    order = a_basket(
        replace(a_line("a", quantity=3), unit_price=Money(7, currency)), shipping=None, total=Money(20, currency)
    )
    assert shares_of(order, [Units("a")] * 3) == tuple(Money(part, currency) for part in (7, 7, 6))
