"""What would move with a yes: how much, when, from which charge and to where."""

from __future__ import annotations

from dataclasses import replace
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
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    Problem,
    ReportProblem,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import Charge, Ledger, Refund, RefundState
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import Destination, OrderStatus, Timing
from resolution_hub.core.policy.facts import ProblemFacts, ReturnedFacts, ReturnFacts
from resolution_hub.core.policy.returning import going_back, release_of_goods
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import EndsWhen, ReturnTerms, Settle
from resolution_hub.core.proposing import Collect, Leg, destination_of, last_charge, legs, legs_to, must_come_back
from tests.core.a_basket import (
    CARD,
    HOME,
    PAYPAL,
    a_basket,
    a_line,
    a_variant,
    delivered,
    of,
    paid,
    proposed,
    with_terms,
)
from tests.core.a_shop import BOOK, NOW, a_charge, a_plan, a_refund, a_situation, ago, usd

RETURN = ReturnItems("o1", (Units("shirt", 1, "changed_mind"),))
ALL = ReturnItems("o1", (Units("shirt", 2, "changed_mind"), Units("camera", 1, "changed_mind")))


# -- legs


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    charges: list[Charge] = []
    refunds: list[Refund] = []
    for number in range(draw(st.integers(0, 4))):
        size = draw(st.integers(1, 10_000))
        charge = replace(a_charge(f"c{number}", at=ago(days=draw(st.integers(0, 9)))), amount=Money(size, "USD"))
        charges.append(charge)
        for part in draw(st.lists(st.integers(1, 5_000), max_size=3)):
            state = draw(st.sampled_from(RefundState))
            already = sum(r.amount.minor for r in refunds if r.charge_id == charge.id)
            if already + part <= size:
                refunds.append(replace(a_refund(charge.id, state=state), amount=Money(part, "USD")))
    return Ledger(tuple(charges), tuple(refunds))


@given(ledgers(), st.integers(-5, 50_000))
def test_legs_never_ask_for_more_than_is_wanted_or_than_a_charge_has_left(ledger: Ledger, minor: int) -> None:
    wanted = Money(minor, "USD")
    found = legs(ledger.charges, ledger, wanted)
    left = {charge.id: ledger.refundable(charge) for charge in ledger.charges}
    together = total((leg.amount for leg in found), "USD")
    everything = total(left.values(), "USD")
    assert together == max(Money(0, "USD"), min(wanted, everything))
    assert all(Money(0, "USD") < leg.amount <= left[leg.charge_id] for leg in found)
    ids = [leg.charge_id for leg in found]
    assert ids == [charge.id for charge in ledger.charges if charge.id in ids]
    assert all(leg.amount == left[leg.charge_id] for leg in found[:-1])  # one after the other, each to its end


def test_a_charge_in_another_currency_is_left_alone() -> None:
    euro = replace(a_charge("c2"), amount=Money(9900, "EUR"))
    assert legs((euro, a_charge()), Ledger((euro, a_charge())), usd("5")) == (Leg("c1", usd("5")),)


def two_cards(amount: str = "72.50") -> tuple[Charge, Charge]:
    """The order paid half by card and, later, half by PayPal."""
    first = paid(delivered(), CARD, ago(days=7))
    return replace(first, amount=usd(amount)), replace(
        paid(delivered(), PAYPAL, ago(days=6)), id="c2", amount=usd("72.50")
    )


def test_the_original_methods_are_paid_back_in_the_order_in_which_they_paid() -> None:
    who = of(a_basket(), *reversed(two_cards()))
    found = proposed(CancelOrder("o1"), who)
    assert found.back == (Leg("c1", usd("72.50")), Leg("c2", usd("72.50")))
    some = proposed(CancelOrder("o1", units=(Units("camera"),)), who)
    assert some.back == (Leg("c1", usd("72.50")), Leg("c2", usd("27.50")))


# -- what goes back for returned goods, and when


def returned(*lines: tuple[str, str], **more: Any) -> ReturnFacts:
    """Facts of a return of (share, reason) each."""
    things = tuple(ReturnedFacts(str(i), "Clothing", 1, True, usd(share), why) for i, (share, why) in enumerate(lines))
    given: dict[str, Any] = {
        "statutory": False, "order_id": "o1", "order_number": "RH-o1", "status": OrderStatus.DELIVERED,
        "delivered_at": ago(days=1), "lines": things, "whole": False, "shipping": usd("5"), "refundable": usd("1000"),
        "destination": Destination.ORIGINAL, "destination_ok": True, "method_expired": False, "own_label": False,
        "changes": (), "region": "US", "now": NOW,
    }  # fmt: skip
    return ReturnFacts(**(given | more))


def terms(**more: Any) -> ReturnTerms:
    return replace(BOOK.terms.returns, fee={"USD": usd("4")}, **more)


MIND, OURS = ("20", "changed_mind"), ("30", "not_as_described")


@pytest.mark.parametrize(
    ("facts", "amount", "shipping", "fee"),
    [
        (returned(MIND), "16", "0", "4"),
        (returned(MIND, OURS), "46", "0", "4"),  # not all of it is our fault
        (returned(OURS), "30", "0", "0"),
        (returned(MIND, statutory=True), "20", "0", "0"),
        (returned(MIND, whole=True), "21", "5", "4"),
        (returned(OURS, whole=True), "35", "5", "0"),
        (returned(MIND, whole=True, statutory=True), "25", "5", "0"),
        (returned(("3", "changed_mind")), "0", "0", "3"),  # a fee takes what is there and no more
        (returned(MIND, refundable=usd("7")), "7", "0", "4"),
        (returned(), "0", "0", "0"),
    ],
)
def test_what_goes_back(facts: ReturnFacts, amount: str, shipping: str, fee: str) -> None:
    back = going_back(facts, terms())
    assert (back.amount, back.shipping, back.fee) == (usd(amount), usd(shipping), usd(fee))
    assert back.amount == min(back.goods + back.shipping - back.fee, facts.refundable)


def test_a_shop_that_keeps_the_delivery_gives_it_back_when_it_must() -> None:
    keeps = terms(refund_shipping=False)
    assert going_back(returned(MIND, whole=True), keeps).shipping == usd("0")
    assert going_back(returned(MIND, whole=True, statutory=True), keeps).shipping == usd("5")
    assert going_back(returned(OURS, whole=True), keeps).shipping == usd("5")


def test_a_currency_without_a_fee_pays_none() -> None:
    facts = returned(MIND)
    assert going_back(facts, replace(terms(), fee={})).fee == usd("0")


NO_FEE = {"USD": usd("0")}


@pytest.mark.parametrize(
    ("facts", "more", "timing", "prepaid"),
    [
        (returned(MIND), {}, Timing.AT_FIRST_SCAN, True),
        (returned(MIND, own_label=True), {}, Timing.ON_RECEIPT, False),
        (returned(OURS, own_label=True), {}, Timing.ON_RECEIPT, False),
        (returned(MIND), {"prepaid": False}, Timing.ON_RECEIPT, False),
        (returned(OURS), {"prepaid": False}, Timing.AT_FIRST_SCAN, True),  # our fault, our label
        (returned(MIND), {"fee": {"USD": usd("1")}}, Timing.ON_RECEIPT, True),  # a part is kept
        (returned(MIND, refundable=usd("19.99")), {}, Timing.ON_RECEIPT, True),
        (returned(("500", "changed_mind")), {}, Timing.AT_FIRST_SCAN, True),
        (returned(("500.01", "changed_mind")), {}, Timing.ON_RECEIPT, True),
        (returned(MIND), {"first_scan_limit": {}}, Timing.ON_RECEIPT, True),
        (returned(MIND), {"timing": Timing.ON_RECEIPT}, Timing.ON_RECEIPT, True),
        (returned(MIND), {"timing": Timing.AT_ONCE}, Timing.AT_ONCE, True),
        (returned(MIND, statutory=True, status=OrderStatus.PLACED), {}, Timing.AT_ONCE, True),
        (returned(MIND, statutory=True, status=OrderStatus.PREPARING), {}, Timing.AT_ONCE, True),
        (returned(MIND, statutory=True, status=OrderStatus.DISPATCHED), {}, Timing.AT_FIRST_SCAN, True),
    ],
)
def test_when_it_goes_back_and_on_whose_label(
    facts: ReturnFacts, more: dict[str, Any], timing: Timing, prepaid: bool
) -> None:
    back = going_back(facts, replace(BOOK.terms.returns, **({"fee": NO_FEE} | more)))
    assert (back.timing, back.prepaid) == (timing, prepaid)


@given(
    st.lists(st.tuples(st.integers(0, 90_000), st.sampled_from(["changed_mind", "not_as_described"])), max_size=4),
    st.booleans(), st.booleans(), st.booleans(), st.integers(0, 10_000), st.integers(0, 90_000), st.integers(0, 9_000),
    st.sampled_from(Timing), st.booleans(),
)  # fmt: skip
def test_the_first_scan_never_releases_what_is_partial_or_on_the_customers_own_label(
    lines: list[tuple[int, str]], statutory: bool, whole: bool, own: bool, shipping: int, left: int, fee: int,
    timing: Timing, prepaid: bool,
) -> None:  # fmt: skip
    things = tuple(ReturnedFacts(str(i), "", 1, True, Money(m, "USD"), why) for i, (m, why) in enumerate(lines))
    more = {"shipping": Money(shipping, "USD"), "refundable": Money(left, "USD"), "own_label": own, "whole": whole}
    facts = replace(returned(statutory=statutory, **more), lines=things)
    back = going_back(
        facts, replace(BOOK.terms.returns, fee={"USD": Money(fee, "USD")}, timing=timing, prepaid=prepaid)
    )
    assert Money(0, "USD") <= back.amount <= facts.refundable
    assert back.amount <= back.goods + back.shipping
    if back.timing is Timing.AT_FIRST_SCAN:
        assert back.prepaid
        assert not own
        assert back.amount >= back.goods


@pytest.mark.parametrize(
    ("worth", "more", "timing"),
    [
        ("500", {}, Timing.AT_FIRST_SCAN),
        ("500.01", {}, Timing.ON_RECEIPT),
        ("5", {"prepaid": False}, Timing.ON_RECEIPT),
        ("5", {"first_scan_limit": {}}, Timing.ON_RECEIPT),
        ("5", {"timing": Timing.AT_ONCE}, Timing.AT_ONCE),
    ],
)
def test_the_other_half_of_an_exchange_leaves_as_early_as_a_refund_of_its_worth_would(
    worth: str, more: dict[str, Any], timing: Timing
) -> None:
    assert release_of_goods(usd(worth), replace(BOOK.terms.returns, **more)) is timing


def test_a_return_moves_nothing_until_it_is_under_way_and_names_its_way() -> None:
    later = proposed(RETURN, of(delivered()))
    assert (later.back, later.later, later.timing) == ((), usd("20"), Timing.AT_FIRST_SCAN)
    assert later.returned is not None
    assert later.returned.goods == usd("20")
    at_once = with_terms("returns", timing=Timing.AT_ONCE)
    now = proposed(replace(RETURN, destination=Destination.GIFT_CARD, method_id="gift"), of(delivered()), at_once)
    assert (now.back, now.later) == ((Leg("c1", usd("20"), Destination.GIFT_CARD, "gift"),), None)


def test_a_withdrawal_before_dispatch_goes_back_at_once_to_where_it_came_from() -> None:
    found = proposed(Withdraw("o1"), of(a_basket(), region="DE"))
    assert (found.back, found.timing, found.later) == ((Leg("c1", usd("145")),), Timing.AT_ONCE, None)


# -- differences


def swapped(to: str, method: str | None = None) -> ChangeItems:
    return ChangeItems("o1", (Swap("shirt", to),), method)


def test_a_difference_is_taken_from_the_method_that_paid_or_the_one_that_is_named() -> None:
    who = of(a_basket())
    assert proposed(swapped("dear"), who).collect == Collect("card", usd("10"))
    assert proposed(swapped("dear", "gift"), who).collect == Collect("gift", usd("10"))
    assert proposed(ChangeDelivery("o1", "express"), who).collect == Collect("card", usd("10"))
    even = proposed(swapped("blue"), who)
    assert (even.back, even.collect) == ((), None)


def test_a_difference_goes_back_to_the_method_that_paid_or_the_one_that_is_named() -> None:
    who = of(a_basket(), *two_cards())
    assert proposed(swapped("cheap"), who).back == (Leg("c1", usd("5")),)
    assert proposed(swapped("cheap", "paypal"), who).back == (Leg("c2", usd("5")),)
    assert proposed(swapped("cheap", "gift"), who).back == (Leg("c1", usd("5"), Destination.GIFT_CARD, "gift"),)
    anywhere = with_terms("change", any_method=True)
    old_paid = of(a_basket())
    assert proposed(swapped("cheap", "paypal"), old_paid, anywhere).back == (
        Leg("c1", usd("5"), Destination.METHOD, "paypal"),
    )
    assert proposed(ChangeDelivery("o1", "free"), who).back == (Leg("c1", usd("5")),)


def test_a_difference_without_a_method_goes_back_to_what_paid_in_its_order() -> None:
    first, second = two_cards()
    found = legs_to(None, (first, second), Ledger((first, second)), first.amount + usd("1"))
    assert found == (Leg("c1", first.amount), Leg("c2", usd("1")))
    assert destination_of(None, (first, second)) is Destination.ORIGINAL


def test_when_the_named_method_has_too_little_left_the_others_give_the_rest() -> None:
    first, second = two_cards()
    who = of(a_basket(), first, second, refunds=(a_refund("c2", "70"),))
    assert proposed(swapped("cheap", "paypal"), who).back == (Leg("c2", usd("2.50")), Leg("c1", usd("2.50")))


def test_another_way_of_paying_is_charged_whole_and_the_first_given_back_whole() -> None:
    found = proposed(ChangePayment("o1", "paypal"), of(a_basket(), refunds=(a_refund("c1", "45"),)))
    assert (found.collect, found.back) == (Collect("paypal", usd("100")), (Leg("c1", usd("100")),))


def test_what_costs_nothing_moves_nothing() -> None:
    found = proposed(ChangeAddress("o1", HOME), of(a_basket()))
    assert (found.allowed, found.back, found.collect, found.later) == (True, (), None, None)


def test_what_is_refused_moves_nothing() -> None:
    found = proposed(CancelOrder("o1"), of(a_basket(status=OrderStatus.DISPATCHED)))
    assert (found.allowed, found.back, found.collect, found.later) == (False, (), None, None)


def test_an_exchange_is_settled_at_once_or_when_the_goods_are_back() -> None:
    exchange = ExchangeItems("o1", (Swap("shirt", "dear"),))
    now = proposed(exchange, of(delivered()))
    assert (now.collect, now.timing) == (Collect("card", usd("10")), Timing.AT_ONCE)
    assert proposed(ExchangeItems("o1", (Swap("shirt", "cheap"),)), of(delivered())).back == (Leg("c1", usd("5")),)
    waits = with_terms("exchange", settle=Settle.ON_RECEIPT)
    later = proposed(exchange, of(delivered()), waits)
    assert (later.collect, later.back, later.timing) == (None, (), Timing.ON_RECEIPT)


# -- problems


@pytest.mark.parametrize(
    ("line", "what", "wish", "back", "later"),
    [
        ("shirt", Problem.DAMAGED, Wish.KEEP, "20", None),
        ("shirt", Problem.DAMAGED, Wish.REFUND, "20", None),  # too small to be sent back
        ("camera", Problem.DAMAGED, Wish.REFUND, None, "100"),
        ("camera", Problem.MISSING_PART, Wish.REFUND, None, "100"),  # not the camera and its money
        ("camera", Problem.MISSING_ITEM, Wish.REFUND, "100", None),
        ("camera", Problem.DAMAGED, Wish.REPLACEMENT, None, None),
    ],
)
def test_what_moves_for_a_problem(line: str, what: Problem, wish: Wish, back: str | None, later: str | None) -> None:
    found = proposed(ReportProblem("o1", Units(line), what, wish, ("ph1",)), of(delivered()))
    assert found.allowed
    assert found.back == ((Leg("c1", usd(back)),) if back else ())
    assert found.later == (usd(later) if later else None)
    assert found.timing is (Timing.ON_RECEIPT if later else Timing.AT_ONCE)


@pytest.mark.parametrize(
    ("what", "wish", "share", "comes"),
    [
        (Problem.DAMAGED, Wish.REPLACEMENT, "100", True),
        (Problem.DAMAGED, Wish.REPLACEMENT, "30", False),
        (Problem.DAMAGED, Wish.REPLACEMENT, "30.01", True),
        (Problem.MISSING_PART, Wish.REPLACEMENT, "100", False),
        (Problem.MISSING_PART, Wish.REFUND, "100", True),
        (Problem.MISSING_ITEM, Wish.REFUND, "100", False),
    ],
)
def test_what_has_to_come_back(what: Problem, wish: Wish, share: str, comes: bool) -> None:
    facts = problem_facts(what, wish, usd(share))
    assert must_come_back(facts, BOOK) is comes
    unknown = with_terms("problem", keep_limit={})
    assert must_come_back(facts, unknown) is (comes or what is Problem.DAMAGED)


def problem_facts(what: Problem, wish: Wish, share: Money) -> ProblemFacts:
    line = a_line("shirt", f"{share.minor / 100:.2f}")
    ruling = proposed(ReportProblem("o1", Units("shirt"), what, wish), of(delivered(line))).ruling
    assert isinstance(ruling.facts, ProblemFacts)
    assert ruling.facts.share == share
    return ruling.facts


def test_a_price_that_dropped_comes_back_to_the_method_that_paid() -> None:
    found = proposed(AdjustPrice("o1", "shirt"), of(delivered()), BOOK, Wares((a_variant("v-shirt", "15"),)))
    assert found.back == (Leg("c1", usd("10")),)


# -- subscriptions


def test_the_unused_part_goes_back_to_the_last_charge() -> None:
    book = with_terms("subscription", ends=EndsWhen.AT_ONCE)
    charges = [a_charge(name, at=ago(days=days), subscription_id="s1") for name, days in (("new", 10), ("older", 40))]
    who = a_situation(charges=charges, subscriptions=(a_plan(),))
    assert proposed(CancelSubscription("s1"), who, book).back == (Leg("new", usd("9.99")),)
    never = a_situation(subscriptions=(a_plan(),))
    assert proposed(CancelSubscription("s1"), never, book).back == ()
    assert last_charge(never.ledger, "s1") is None


# -- the whole way, whatever was done before


@given(
    st.lists(st.sampled_from(["shirt", "camera"]), max_size=3), st.integers(0, 14500), st.integers(0, 40),
    st.sampled_from(["cancel", "return", "all", "withdraw", "cheap", "dear", "pay", "problem", "price"]),
    st.sampled_from([OrderStatus.PLACED, OrderStatus.DELIVERED]), st.booleans(),
)  # fmt: skip
def test_nothing_proposed_moves_more_than_its_ruling_allows_or_its_charges_have_left(
    gone: list[str], refunded: int, days: int, what: str, status: OrderStatus, at_once: bool
) -> None:
    order = delivered(days=days) if status is OrderStatus.DELIVERED else a_basket()
    lines = tuple(replace(li, returned=min(li.quantity, gone.count(li.id))) for li in order.lines)
    refunds = (replace(a_refund("c1"), amount=Money(refunded, "USD")),) if refunded else ()
    who = of(replace(order, lines=lines), paid(order), region="DE", refunds=refunds)
    acts: dict[str, Act] = {
        "cancel": CancelOrder("o1"), "return": RETURN, "all": ALL, "withdraw": Withdraw("o1"), "cheap": swapped("cheap"),
        "dear": swapped("dear"), "pay": ChangePayment("o1", "paypal"), "price": AdjustPrice("o1", "shirt"),
        "problem": ReportProblem("o1", Units("shirt"), Problem.MISSING_ITEM, Wish.REFUND),
    }  # fmt: skip
    book: Rulebook = with_terms("returns", timing=Timing.AT_ONCE) if at_once else BOOK
    found = proposed(
        acts[what], who, book, Wares((a_variant("v-shirt", "12"), a_variant("cheap", "15"), a_variant("dear", "30")))
    )
    moved = total((leg.amount for leg in found.back), "USD")
    assert moved <= Money(14500 - refunded, "USD")
    if not found.allowed:
        assert (found.back, found.collect, found.later) == ((), None, None)
    else:
        assert moved + (found.later or usd("0")) <= found.ruling.verdict.limit  # type: ignore[union-attr]


def test_a_refund_that_was_sent_before_is_not_sent_again() -> None:
    who = of(delivered(), refunds=(a_refund("c1", "140"),))
    assert proposed(ALL, who).later == usd("5")
    assert proposed(ReportProblem("o1", Units("shirt"), Problem.MISSING_ITEM, Wish.REFUND), who).back == (
        Leg("c1", usd("5")),
    )
