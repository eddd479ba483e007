"""What is said to be possible still, after something was done to an order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolution_hub.core.order import OrderStatus, ScanStatus
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.policy.rulebook import parse
from resolution_hub.core.still_possible import still_possible
from tests.core.a_shop import BOOK, TEXT, a_scan, a_shipment, an_order

BEFORE = (Change.CANCEL, Change.ADDRESS, Change.PAYMENT, Change.ITEMS, Change.DELIVERY)


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        (OrderStatus.PLACED, BEFORE),
        (OrderStatus.PREPARING, BEFORE),
        (OrderStatus.DISPATCHED, ()),
        (OrderStatus.DELIVERED, (Change.RETURN, Change.EXCHANGE)),
        (OrderStatus.CANCELLED, ()),
    ],
)
def test_it_follows_the_orders_state(status: OrderStatus, possible: tuple[Change, ...]) -> None:
    assert still_possible(an_order(status=status), BOOK) == possible


def test_what_an_earlier_change_has_closed_is_left_out() -> None:
    paid = an_order(changes=(Change.PAYMENT, Change.ADDRESS))
    assert still_possible(paid, BOOK) == (Change.CANCEL, Change.ADDRESS, Change.ITEMS, Change.DELIVERY)
    exchanged = an_order(status=OrderStatus.DELIVERED, changes=(Change.EXCHANGE,))
    assert still_possible(exchanged, BOOK) == (Change.RETURN,)


def test_a_parcel_in_the_carriers_hands_leaves_nothing_to_change() -> None:
    order = an_order(shipments=(a_shipment("o1", a_scan(ScanStatus.PICKED_UP)),))
    assert still_possible(order, BOOK) == ()


def test_of_an_order_of_which_nothing_is_left_nothing_is_possible() -> None:
    order = an_order()
    gone = replace(order, lines=tuple(replace(line, cancelled=line.quantity) for line in order.lines))
    assert still_possible(gone, BOOK) == ()


def test_a_shop_that_neither_cancels_nor_changes_says_so() -> None:
    text = TEXT.replace('[change]\nstates = ["placed", "preparing"]', "[change]\nstates = []")
    book = parse(text.replace('[cancel]\nstates = ["placed", "preparing"]', '[cancel]\nstates = ["preparing"]'))
    assert still_possible(an_order(), book) == ()
