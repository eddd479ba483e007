"""What every shop system's adapter must keep. A suite for one adapter inherits it and gives the three fixtures."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from resolution_hub.ports.commerce import Cancelled, Commerce, OrderUnknown, TooLate

PlaceOrder = Callable[[], Awaitable[str]]
Dispatch = Callable[[str], Awaitable[bool]]


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


async def _cancel(commerce: Commerce, order: str) -> bool:
    return isinstance(await commerce.cancel_order(order, f"cancel:{order}"), Cancelled)
