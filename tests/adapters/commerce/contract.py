"""What every shop system's adapter must keep. A suite for one adapter inherits it and gives the four fixtures."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from resolution_hub.core.acts import CancelSubscription, ChangeAddress, ChangeItems, Swap
from resolution_hub.core.order import Address
from resolution_hub.ports.commerce import (
    Cancelled,
    CarriedOut,
    Commerce,
    NotPossible,
    OrderUnknown,
    SendBack,
    SendGoods,
    TooLate,
)

PlaceOrder = Callable[[], Awaitable[str]]
Dispatch = Callable[[str], Awaitable[bool]]
Offer = Callable[[bool], Awaitable[str]]
HERE = Address(("1 Main Street",), "Portland", "OR", "97201", "US")


class CommerceContract:
    @pytest.fixture
    async def commerce(self) -> Commerce:
        """The adapter under test."""
        raise NotImplementedError

    @pytest.fixture
    async def place_order(self) -> PlaceOrder:
        """Places an order that has not left; returns its id."""
        raise NotImplementedError

    @pytest.fixture
    async def dispatch(self) -> Dispatch:
        """The warehouse hands an order over; False when the shop stopped it."""
        raise NotImplementedError

    @pytest.fixture
    async def offer(self) -> Offer:
        """Puts a variant into the shop, one that is there or not; returns its id."""
        raise NotImplementedError

    async def test_an_order_that_has_not_left_is_cancelled_and_never_leaves(
        self, commerce: Commerce, place_order: PlaceOrder, dispatch: Dispatch
    ) -> None:
        order = await place_order()
        outcome = await commerce.cancel_order(order, "k")
        assert isinstance(outcome, Cancelled)
        assert outcome.at.tzinfo is not None
        assert not await dispatch(order)

    async def test_the_same_key_again_gives_the_first_time(self, commerce: Commerce, place_order: PlaceOrder) -> None:
        order = await place_order()
        first = await commerce.cancel_order(order, "k")
        assert await commerce.cancel_order(order, "k") == first

    async def test_another_key_finds_it_cancelled_at_the_first_time(
        self, commerce: Commerce, place_order: PlaceOrder
    ) -> None:
        order = await place_order()
        first = await commerce.cancel_order(order, "k")
        assert await commerce.cancel_order(order, "another") == first

    async def test_an_order_that_left_is_too_late_every_time(
        self, commerce: Commerce, place_order: PlaceOrder, dispatch: Dispatch
    ) -> None:
        order = await place_order()
        assert await dispatch(order)
        first = await commerce.cancel_order(order, "k")
        assert isinstance(first, TooLate)
        assert isinstance(first.at, datetime)
        assert await commerce.cancel_order(order, "k") == first
        assert await dispatch(order)

    async def test_an_order_that_nobody_placed_is_unknown_for_good(self, commerce: Commerce) -> None:
        with pytest.raises(OrderUnknown) as unknown:
            await commerce.cancel_order("ord_nobody", "k")
        assert unknown.value.permanent

    async def test_of_cancelling_and_dispatching_at_once_exactly_one_wins_in_twenty_races(
        self, commerce: Commerce, place_order: PlaceOrder, dispatch: Dispatch
    ) -> None:
        orders = [await place_order() for _ in range(20)]
        # Every other pair starts with the warehouse, so that both sides get to win.
        races = [
            asyncio.gather(*((_cancel(commerce, o), dispatch(o)) if i % 2 else (dispatch(o), _cancel(commerce, o))))
            for i, o in enumerate(orders)
        ]
        for first, second in await asyncio.gather(*races):
            assert first != second

    async def test_a_change_is_carried_out_once_a_key(self, commerce: Commerce, place_order: PlaceOrder) -> None:
        order = await place_order()
        first = await commerce.carry_out(ChangeAddress(order, HERE), f"{order}:1")
        assert isinstance(first, CarriedOut)
        assert first.at.tzinfo is not None
        again = await asyncio.gather(*(commerce.carry_out(ChangeAddress(order, HERE), f"{order}:1") for _ in range(10)))
        assert set(again) == {first}

    async def test_an_order_that_left_is_changed_no_more_but_goods_can_be_sent_after_it(
        self, commerce: Commerce, place_order: PlaceOrder, dispatch: Dispatch, offer: Offer
    ) -> None:
        order, variant = await place_order(), await offer(True)
        changed = await commerce.carry_out(ChangeAddress(order, HERE), f"{order}:before")
        assert await dispatch(order)
        assert isinstance(await commerce.carry_out(ChangeAddress(order, HERE), f"{order}:after"), TooLate)
        assert await commerce.carry_out(ChangeAddress(order, HERE), f"{order}:before") == changed
        assert isinstance(await commerce.carry_out(SendGoods(order, ((variant, 2),)), f"{order}:goods"), CarriedOut)
        back = SendBack(order, "ret_1", (("line", 1),))
        sent = await asyncio.gather(*(commerce.carry_out(back, "ret_1:back") for _ in range(3)))
        assert isinstance(sent[0], CarriedOut)
        assert len(set(sent)) == 1

    async def test_a_cancelled_order_is_changed_no_more(self, commerce: Commerce, place_order: PlaceOrder) -> None:
        order = await place_order()
        await commerce.cancel_order(order, "k")
        assert isinstance(await commerce.carry_out(ChangeAddress(order, HERE), f"{order}:1"), TooLate)

    async def test_what_is_not_there_is_not_sent(
        self, commerce: Commerce, place_order: PlaceOrder, offer: Offer
    ) -> None:
        order, gone = await place_order(), await offer(False)
        swap = ChangeItems(order, (Swap("line", gone),))
        assert await commerce.carry_out(swap, f"{order}:1") == NotPossible("not_available")
        goods = SendGoods(order, ((gone, 1),))
        assert await commerce.carry_out(goods, f"{order}:2") == NotPossible("not_available")

    async def test_an_order_that_nobody_placed_is_not_changed(self, commerce: Commerce) -> None:
        outcome = await commerce.carry_out(ChangeAddress("ord_nobody", HERE), "nobody:1")
        assert outcome == NotPossible("unknown_to_shop")

    async def test_a_subscription_is_changed(self, commerce: Commerce) -> None:
        assert isinstance(await commerce.carry_out(CancelSubscription("sub_1"), "sub_1:1"), CarriedOut)


async def _cancel(commerce: Commerce, order: str) -> bool:
    return isinstance(await commerce.cancel_order(order, f"cancel:{order}"), Cancelled)
