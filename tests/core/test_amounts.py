"""Money, and what the ledger proves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.errors import CurrencyMismatch, InvalidValue
from resolution_hub.core.ledger import BillingErrorKind, Ledger, RefundState, find_billing_errors
from resolution_hub.core.money import Money, exponent, total
from tests.core.a_shop import a_charge, a_plan, a_refund, ago, an_ended_plan, usd

AMOUNTS = st.integers(-(10**12), 10**12)


@given(AMOUNTS, st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_the_parts_of_a_split_sum_to_the_whole_and_are_within_one_unit_of_exact(minor: int, weights: list[int]) -> None:
    parts = Money(minor, "USD").split(weights)
    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - minor * weight / sum(weights)) < 1


def test_a_split_by_one_weight_is_the_whole_and_ties_go_to_the_earlier_part() -> None:
    assert usd("1").split([0, 1]) == (usd("0"), usd("1"))
    assert usd("0.03").split([1, 1]) == (usd("0.02"), usd("0.01"))
    assert usd("0").split([1, 1]) == (usd("0"), usd("0"))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_a_split_needs_weights_that_can_share(weights: list[int]) -> None:
    with pytest.raises(InvalidValue):
        usd("1").split(weights)


@pytest.mark.parametrize(
    ("minor", "currency"), [(1.5, "USD"), (True, "USD"), ("1", "USD"), (1, "usd"), (1, "US"), (1, "ÜSD"), (1, 840)]
)
def test_money_that_means_nothing_cannot_be_built(minor: object, currency: object) -> None:
    with pytest.raises(InvalidValue):
        Money(minor, currency)  # type: ignore[arg-type]


def test_amounts_add_compare_and_never_mix_currencies() -> None:
    one, two = usd("1"), usd("2")
    assert (one + two, two - one, one < two, two > one, one <= one, two >= one) == (
        usd("3"),
        one,
        True,
        True,
        True,
        True,
    )
    assert usd("0.01").positive
    assert not usd("0").positive
    for combine in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__):
        with pytest.raises(CurrencyMismatch):
            combine(one, Money(1, "EUR"))
    assert total([], "EUR") == Money(0, "EUR")
    assert (one < one, one > one, one <= one, one >= one, two <= one, one >= two) == (
        False,
        False,
        True,
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("digits", "codes"),
    [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (2, "USD EUR GBP CAD AUD SEK CHF INR BRL MXN HUF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
    ],
)
def test_minor_units_have_the_digits_of_iso_4217(digits: int, codes: str) -> None:
    assert {exponent(code) for code in codes.split()} == {digits}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 2000), st.booleans()), max_size=30))
def test_refunds_that_obey_the_guard_never_exceed_their_charges(wishes: list[tuple[str, int, bool]]) -> None:
    charges = tuple(a_charge(name, "14.99") for name in "abc")
    ledger = Ledger(charges)
    for number, (name, minor, fails) in enumerate(wishes):
        charge = ledger.charge(name)
        assert charge is not None
        if minor <= ledger.refundable(charge).minor:
            state = RefundState.FAILED if fails else RefundState.GRANTED
            ledger = Ledger(charges, (*ledger.refunds, a_refund(name, f"0.{minor}", state, id=f"r{number}")))
        assert all(0 <= ledger.refundable(each).minor <= each.amount.minor for each in charges)


def test_a_charge_after_the_end_of_its_plan_is_an_error_and_one_before_it_is_none() -> None:
    plan = an_ended_plan(days=5)
    late = a_charge("late", at=ago(days=4), subscription_id="s1")
    fine = a_charge("fine", at=ago(days=34), subscription_id="s1")
    (error,) = find_billing_errors(Ledger((fine, late)), [plan])
    assert (error.kind, error.charge, error.amount) == (BillingErrorKind.AFTER_CANCELLATION, late, usd("14.99"))


def test_a_cancelled_plan_may_be_charged_until_it_ends() -> None:
    plan = a_plan(cancelled_at=ago(days=9))
    assert find_billing_errors(Ledger((a_charge(at=ago(days=2), subscription_id="s1"),)), [plan]) == ()


def test_the_same_purchase_charged_twice_within_a_day_is_an_error_once() -> None:
    first, second = a_charge("a", at=ago(days=2, hours=1)), a_charge("b", at=ago(days=2))
    other, later = a_charge("c", "3.00", ago(days=2)), a_charge("d", at=ago(hours=1))
    (error,) = find_billing_errors(Ledger((later, other, second, first)), [])
    assert (error.kind, error.charge.id) == (BillingErrorKind.TWICE, "b")


def test_the_same_amount_for_two_orders_or_two_plans_is_no_repeat() -> None:
    orders = (a_charge("a"), a_charge("b", order_id="o2"))
    plans = (a_charge("c", subscription_id="s1"), a_charge("d", subscription_id="s2"))
    assert find_billing_errors(Ledger(orders + plans), [a_plan(), a_plan(id="s2")]) == ()


@pytest.mark.parametrize(
    ("apart", "about", "repeat"),
    [
        (timedelta(hours=24), {}, False),
        (timedelta(hours=24, seconds=-1), {}, True),
        (timedelta(days=15), {"subscription_id": "s1"}, False),
        (timedelta(days=15, seconds=-1), {"subscription_id": "s1"}, True),
    ],
)
def test_how_close_two_charges_are_to_be_one_sent_twice(apart: timedelta, about: dict[str, str], repeat: bool) -> None:
    charges = (a_charge("a", at=ago() - apart, **about), a_charge("b", at=ago(), **about))
    assert bool(find_billing_errors(Ledger(charges), [a_plan()])) is repeat


def test_a_plan_is_over_from_the_moment_it_ends() -> None:
    plan = an_ended_plan(days=5)
    for at, wrong in ((plan.ends_at, True), (ago(days=5, seconds=1), False)):
        assert bool(find_billing_errors(Ledger((a_charge(at=at, subscription_id="s1"),)), [plan])) is wrong


def test_a_period_charged_twice_and_a_price_too_high_are_errors() -> None:
    plan = a_plan()
    a, b = a_charge("a", at=ago(days=9), subscription_id="s1"), a_charge("b", at=ago(days=5), subscription_id="s1")
    dear = a_charge("c", "19.99", ago(days=1), subscription_id="s1")
    found = find_billing_errors(Ledger((a, b, dear)), [plan])
    assert [(e.kind, e.charge.id, e.amount) for e in found] == [
        (BillingErrorKind.WRONG_RATE, "c", usd("5.00")),
        (BillingErrorKind.TWICE, "b", usd("14.99")),
    ]


def test_what_was_refunded_already_is_no_error_any_more() -> None:
    late = a_charge("late", subscription_id="s1", at=ago(days=4))
    partly = Ledger((late,), (a_refund("late", "4.99"),))
    wholly = Ledger((late,), (a_refund("late", "14.99", RefundState.GRANTED),))
    failed = Ledger((late,), (a_refund("late", "14.99", RefundState.FAILED),))
    assert [e.amount for e in find_billing_errors(partly, [an_ended_plan()])] == [usd("10.00")]
    assert find_billing_errors(wholly, [an_ended_plan()]) == ()
    assert [e.amount for e in find_billing_errors(failed, [an_ended_plan()])] == [usd("14.99")]
    assert partly.charges_of_order("o1") == ()
    assert partly.charge("nobody") is None


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["14.99", "19.99"]), st.booleans()), max_size=8))
def test_an_error_is_never_more_than_can_be_refunded(bills: list[tuple[int, str, bool]]) -> None:
    charges = [a_charge(f"c{n}", price, ago(days=day), subscription_id="s1") for n, (day, price, _) in enumerate(bills)]
    refunds = [a_refund(f"c{n}", "4.00") for n, (*_, refunded) in enumerate(bills) if refunded]
    ledger = Ledger(tuple(charges), tuple(refunds))
    for error in find_billing_errors(ledger, [an_ended_plan(days=30)]):
        assert usd("0") < error.amount <= ledger.refundable(error.charge)


@given(st.lists(st.booleans(), min_size=2, max_size=5))
def test_of_one_purchase_sent_again_and_again_one_stays_paid_whichever_was_given_back(given_back: list[bool]) -> None:
    charges = tuple(a_charge(f"c{n}", at=ago(hours=20 - n)) for n in range(len(given_back)))
    refunds = tuple(a_refund(c.id, id=f"r{c.id}") for c, back in zip(charges, given_back, strict=True) if back)
    ledger = Ledger(charges, refunds)
    errors = find_billing_errors(ledger, [])
    left = total((ledger.refundable(c) for c in charges), "USD") - total((e.amount for e in errors), "USD")
    assert left == (usd("0") if all(given_back) else usd("14.99"))


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["14.99", "19.99"])), max_size=7), st.data())
def test_paying_for_one_error_never_changes_what_the_others_are(
    bills: list[tuple[int, str]], data: st.DataObject
) -> None:
    charges = tuple(a_charge(f"c{n}", price, ago(days=d), subscription_id="s1") for n, (d, price) in enumerate(bills))
    before = find_billing_errors(Ledger(charges), [a_plan()])
    if before:
        paid = data.draw(st.sampled_from(before))
        refund = replace(a_refund(paid.charge.id), amount=paid.amount)
        after = find_billing_errors(Ledger(charges, (refund,)), [a_plan()])
        assert after == tuple(error for error in before if error != paid)


def test_a_charge_in_another_currency_than_its_plan_is_no_wrong_rate_and_no_failure() -> None:
    charge = replace(a_charge(subscription_id="s1"), amount=Money(99_00, "EUR"))
    assert find_billing_errors(Ledger((charge,)), [a_plan()]) == ()
    ended = find_billing_errors(Ledger((charge,)), [an_ended_plan()])
    assert [(e.kind, e.amount) for e in ended] == [(BillingErrorKind.AFTER_CANCELLATION, Money(99_00, "EUR"))]
