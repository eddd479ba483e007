"""Orders that have not left: who may cancel and change what, and what is said to whom it is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolution_hub.core.acts import (
    Act,
    CancelOrder,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ResumeSubscription,
    Swap,
    Units,
    about,
)
from resolution_hub.core.finding.wares import NotTheirs
from resolution_hub.core.ledger import PaymentMethod, RefundState
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, Order, OrderStatus, ScanStatus
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.situation import Situation
from tests.core.a_basket import (
    CAMERA,
    CARD,
    HOME,
    METHODS,
    OLD_CARD,
    SHIRT,
    SMALL_GIFT,
    a_basket,
    a_line,
    delivered,
    of,
    paid,
    proposed,
    says,
    with_terms,
)
from tests.core.a_shop import BOOK, a_charge, a_refund, a_scan, a_shipment, usd

PLACED = a_basket()
SCANNED = a_basket(shipments=(a_shipment("o1", a_scan(ScanStatus.PICKED_UP)),), status=OrderStatus.PREPARING)
LEFT = a_basket(status=OrderStatus.DISPATCHED)


# -- cancelling


@pytest.mark.parametrize(
    ("act", "order", "said"),
    [
        (CancelOrder("o1"), PLACED, "145.00 USD"),
        (CancelOrder("o1"), a_basket(status=OrderStatus.PREPARING), "145.00 USD"),
        (CancelOrder("o1"), SCANNED, "parcel_has_left"),
        (CancelOrder("o1"), LEFT, "order_is_dispatched"),
        (CancelOrder("o1"), delivered(), "order_is_delivered"),
        (CancelOrder("o1"), a_basket(status=OrderStatus.CANCELLED), "order_is_cancelled"),
        (CancelOrder("o1", units=(Units("shirt"),)), PLACED, "20.00 USD"),
        (CancelOrder("o1", units=(Units("shirt", 2),)), PLACED, "40.00 USD"),
        (CancelOrder("o1", units=(Units("shirt", 1), Units("shirt", 1))), PLACED, "40.00 USD"),
        (CancelOrder("o1", units=(Units("shirt", 2), Units("shirt", 1))), PLACED, "not_that_many"),
        (CancelOrder("o1", units=(Units("shirt", 3),)), PLACED, "not_that_many"),
        (CancelOrder("o1", units=(Units("shirt", 0),)), PLACED, "not_that_many"),
        (CancelOrder("o1", units=(Units("shirt", -1),)), PLACED, "not_that_many"),
        (CancelOrder("o1", units=(Units("hat"),)), PLACED, "not_that_many"),
        (CancelOrder("o1", units=(Units("shirt", 2), Units("camera"))), PLACED, "145.00 USD"),
        (CancelOrder("o1", units=(Units("shirt"),)), a_basket(replace(SHIRT, cancelled=2), CAMERA), "not_that_many"),
    ],
)
def test_what_can_be_cancelled(act: Act, order: Order, said: str) -> None:
    assert says(act, of(order)) == said


def test_the_rest_of_an_order_takes_the_delivery_with_it() -> None:
    rest = a_basket(replace(SHIRT, cancelled=2), CAMERA)
    who = of(rest, refunds=(a_refund("c1", "40"),))
    assert says(CancelOrder("o1", units=(Units("camera"),)), who) == "105.00 USD"
    assert says(CancelOrder("o1"), who) == "105.00 USD"
    assert says(CancelOrder("o1", units=(Units("camera"),)), of(replace(rest, shipping=None))) == "103.57 USD"


def test_no_more_goes_back_than_is_left() -> None:
    who = of(PLACED, refunds=(a_refund("c1", "140"),))
    assert says(CancelOrder("o1", units=(Units("camera"),)), who) == "5.00 USD"
    failed = of(PLACED, refunds=(a_refund("c1", "140", RefundState.FAILED),))
    assert says(CancelOrder("o1", units=(Units("camera"),)), failed) == "100.00 USD"


def test_a_charge_in_another_currency_is_never_counted_in() -> None:
    euro = replace(a_charge("c2", order_id="o1"), amount=Money(9900, "EUR"))
    assert says(CancelOrder("o1"), of(PLACED, paid(PLACED), euro)) == "145.00 USD"


@pytest.mark.parametrize(
    ("reason", "said"), [("ordered by mistake", "145.00 USD"), ("", "reason_not_accepted"), ("why not", "reason_not_accepted")]
)  # fmt: skip
def test_a_shop_may_cancel_for_its_reasons_only(reason: str, said: str) -> None:
    book = with_terms("cancel", reasons=("no longer needed", "ordered by mistake"))
    assert says(CancelOrder("o1", reason), of(PLACED), book) == said


def test_a_shop_may_cancel_whole_orders_only() -> None:
    book = with_terms("cancel", in_part=False)
    assert says(CancelOrder("o1", units=(Units("camera"),)), of(PLACED), book) == "only_whole_orders"
    assert says(CancelOrder("o1"), of(PLACED), book) == "145.00 USD"


# -- changing


def items(*swaps: Swap, method: str | None = None) -> ChangeItems:
    return ChangeItems("o1", swaps or (Swap("shirt", "blue", 2),), method)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (items(), "0.00 USD"),
        (items(Swap("shirt", "blue")), "0.00 USD"),
        (items(Swap("shirt", "dear", 2)), "0.00 USD"),
        (items(Swap("shirt", "cheap", 2)), "10.00 USD"),
        (items(Swap("shirt", "cheap"), Swap("shirt", "dear")), "0.00 USD"),
        (items(Swap("shirt", "cheap"), Swap("camera", "zoom")), "0.00 USD"),
        (items(Swap("shirt", "cheap"), method="gift"), "5.00 USD"),
        (items(Swap("shirt", "cheap"), method="paypal"), "destination_not_possible"),
        (items(Swap("shirt", "dear"), method="paypal"), "0.00 USD"),
        (items(Swap("shirt", "dear"), method="small"), "balance_too_small"),
        (items(Swap("shirt", "dear"), method="old"), "method_expired"),
        (items(Swap("shirt", "gone")), "not_available"),
        (items(Swap("shirt", "nothing")), "other_product"),
        (items(Swap("shirt", "zoom")), "other_product"),
        (items(Swap("shirt", "v-shirt")), "same_variant"),
        (items(Swap("shirt", "euro")), "other_currency"),
        (items(Swap("shirt", "blue", 3)), "not_that_many"),
        (items(Swap("shirt", "blue", 0)), "not_that_many"),
        (items(Swap("shirt", "blue", 2), Swap("shirt", "dear")), "not_that_many"),
        (ChangeItems("o1", ()), "nothing_chosen"),
        (ChangeDelivery("o1", "express"), "0.00 USD"),
        (ChangeDelivery("o1", "free"), "5.00 USD"),
        (ChangeDelivery("o1", "standard"), "delivery_unknown"),
        (ChangeDelivery("o1", "drone"), "delivery_unknown"),
        (ChangeDelivery("o1", "euro"), "delivery_unknown"),
        (ChangeDelivery("o1", "express", "small"), "balance_too_small"),
        (ChangePayment("o1", "paypal"), "145.00 USD"),
        (ChangePayment("o1", "gift"), "145.00 USD"),
        (ChangePayment("o1", "small"), "balance_too_small"),
        (ChangePayment("o1", "old"), "method_expired"),
        (ChangePayment("o1", "card"), "same_method"),
        (ChangeAddress("o1", Address(("2 Oak Street",), "Dayton", "OH", "45402", "US")), "0.00 USD"),
        (ChangeAddress("o1", Address(("2 Oak Street",), "Toronto", "ON", "M4B", "CA")), "address_abroad"),
        (ChangeAddress("o1", Address(("  ",), "Dayton", "OH", "45402", "US")), "address_incomplete"),
        (ChangeAddress("o1", Address((), "Dayton", "OH", "45402", "US")), "address_incomplete"),
        (ChangeAddress("o1", Address(("2 Oak Street",), "", "OH", "45402", "US")), "address_incomplete"),
        (ChangeAddress("o1", Address(("2 Oak Street",), "Dayton", "OH", "45402", "USA")), "address_incomplete"),
    ],
)
def test_what_can_be_changed(act: Act, said: str) -> None:
    assert says(act, of(PLACED)) == said


CHANGES: dict[Change, Act] = {
    Change.ITEMS: items(),
    Change.DELIVERY: ChangeDelivery("o1", "express"),
    Change.PAYMENT: ChangePayment("o1", "paypal"),
    Change.ADDRESS: ChangeAddress("o1", HOME),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("order", "said"),
    [
        (LEFT, "order_is_dispatched"), (SCANNED, "parcel_has_left"), (delivered(), "order_is_delivered"),
        (a_basket(status=OrderStatus.CANCELLED), "order_is_cancelled"),
    ],
)  # fmt: skip
def test_what_has_left_is_not_changed(change: Change, order: Order, said: str) -> None:
    assert says(CHANGES[change], of(order)) == said


@pytest.mark.parametrize("change", CHANGES)
def test_a_shop_names_the_changes_and_states_that_it_can_do(change: Change) -> None:
    other = with_terms("change", kinds=frozenset(CHANGES) - {change})
    assert says(CHANGES[change], of(PLACED), other) == "kind_of_change"
    later = with_terms("change", states=frozenset({OrderStatus.PREPARING}))
    assert says(CHANGES[change], of(PLACED), later) == "order_is_placed"


@pytest.mark.parametrize("done", list(Change))
@pytest.mark.parametrize(
    ("wanted", "act"),
    [
        *CHANGES.items(),
        (Change.CANCEL, CancelOrder("o1")),
        (Change.LINES, CancelOrder("o1", units=(Units("camera"),))),
    ],
)
def test_what_was_done_before_can_close_what_follows(done: Change, wanted: Change, act: Act) -> None:
    who = of(a_basket(changes=(done, done)))
    closing = with_terms("change", closes={done: frozenset({wanted})})
    assert says(act, who, closing) == f"after_{done}"
    others = frozenset(Change) - {wanted}
    assert not says(act, who, with_terms("change", closes={done: others})).startswith("after_")
    assert not says(act, who, with_terms("change", closes={})).startswith("after_")


def test_an_order_without_an_address_may_get_one_anywhere() -> None:
    abroad = ChangeAddress("o1", Address(("2 Oak Street",), "Toronto", "ON", "M4B", "CA"))
    assert says(abroad, of(a_basket(address=None))) == "0.00 USD"


def test_only_an_order_that_was_paid_in_one_way_is_paid_in_another() -> None:
    halves = [replace(paid(PLACED), id=name, amount=usd("72.50")) for name in ("c1", "c2")]
    assert says(ChangePayment("o1", "paypal"), of(PLACED, *halves)) == "paid_in_parts"
    refunded = of(PLACED, *halves, refunds=(a_refund("c1", "72.50"),))
    assert says(ChangePayment("o1", "paypal"), refunded) == "72.50 USD"
    nothing_left = of(PLACED, refunds=(a_refund("c1", "145"),))
    assert says(ChangePayment("o1", "paypal"), nothing_left) == "paid_in_parts"


def test_a_difference_needs_a_way_to_go() -> None:
    """Paid with something that the customer no longer has, and nothing else named."""
    who = of(PLACED, replace(paid(PLACED), method_id=None))
    assert says(items(Swap("shirt", "dear")), who) == "method_unknown"
    assert says(items(Swap("shirt", "cheap")), who) == "method_unknown"
    assert says(items(), who) == "0.00 USD"


def test_a_difference_goes_back_to_another_method_only_where_the_shop_does_that() -> None:
    anywhere = with_terms("change", any_method=True)
    assert says(items(Swap("shirt", "cheap"), method="paypal"), of(PLACED), anywhere) == "5.00 USD"
    assert says(items(Swap("shirt", "cheap"), method="old"), of(PLACED), anywhere) == "original_method_expired"
    by_old_card = of(PLACED, paid(PLACED, OLD_CARD))
    assert says(items(Swap("shirt", "cheap")), by_old_card) == "original_method_expired"
    assert says(items(Swap("shirt", "cheap"), method="gift"), by_old_card) == "5.00 USD"


def test_a_gift_card_pays_up_to_its_last_cent_and_in_its_own_currency_only() -> None:
    def card(balance: Money) -> Situation:
        return of(PLACED, methods=(CARD, replace(SMALL_GIFT, balance=balance)))

    dear = items(Swap("shirt", "dear"), method="small")
    assert says(dear, card(usd("10"))) == "0.00 USD"
    assert says(dear, card(usd("9.99"))) == "balance_too_small"
    assert says(dear, card(Money(99999, "EUR"))) == "balance_too_small"


@pytest.mark.parametrize("method", METHODS)
def test_an_even_swap_needs_nothing_of_a_method(method: PaymentMethod) -> None:
    assert says(items(method=method.id), of(PLACED)) == "0.00 USD"


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (CancelOrder("o2"), "order"),
        (ChangeAddress("o2", HOME), "order"),
        (ChangePayment("o2", "card"), "order"),
        (ChangePayment("o1", "hers"), "payment method"),
        (ChangeItems("o2", ()), "order"),
        (items(Swap("hat", "blue")), "line"),
        (items(method="hers"), "payment method"),
        (ChangeDelivery("o2", "express"), "order"),
        (ChangeDelivery("o1", "express", "hers"), "payment method"),
    ],
)
def test_what_is_not_theirs_is_not_there(act: Act, what: str) -> None:
    with pytest.raises(NotTheirs) as refused:
        says(act, of(PLACED))
    assert (refused.value.what, str(refused.value)) == (what, what)


def test_a_home_address_may_be_anywhere_but_must_be_whole() -> None:
    assert says(ChangeHomeAddress(Address(("1 Rue X",), "Paris", "", "75001", "FR")), of(PLACED)) == "0.00 XXX"
    assert says(ChangeHomeAddress(Address(("1 Rue X",), "Paris", "", " ", "FR")), of(PLACED)) == "address_incomplete"


# -- what the rulebook's numbers were is kept with the ruling


@pytest.mark.parametrize(
    ("act", "book", "rule", "used"),
    [
        (CancelOrder("o1"), BOOK, "order_not_dispatched", (("cancel.states", "placed, preparing"),)),
        (CancelOrder("o1", units=(Units("camera"),)), BOOK, "units_can_be_cancelled", (("cancel.in_part", "true"),)),
        (
            CHANGES[Change.ADDRESS], BOOK, "order_can_be_changed",
            (("change.states", "placed, preparing"), ("change.kinds", "address, delivery, items, payment")),
        ),
        (items(Swap("shirt", "cheap")), BOOK, "difference_goes_back", (("change.any_method", "false"),)),
    ],
)  # fmt: skip
def test_a_ruling_names_what_it_used(act: Act, book: Rulebook, rule: str, used: tuple[tuple[str, str], ...]) -> None:
    trace = proposed(act, of(PLACED), book).ruling.trace
    assert [clause.used for clause in trace if clause.rule == rule] == [used]


def test_a_thing_that_cost_nothing_can_be_cancelled_and_swapped() -> None:
    free = a_basket(a_line("shirt", "0"), a_line("mug", "10"))
    assert says(CancelOrder("o1", units=(Units("shirt"),)), of(free)) == "0.00 USD"
    assert says(items(Swap("shirt", "blue"), method="gift"), of(free)) == "0.00 USD"


def test_an_act_is_about_its_order_its_subscription_or_the_customer() -> None:
    assert about(CancelOrder("o1"), "ada") == about(CHANGES[Change.PAYMENT], "ada") == "o1"
    assert about(ResumeSubscription("s1"), "ada") == "s1"
    assert about(ChangeHomeAddress(HOME), "ada") == "ada"
