from datetime import UTC, datetime
from itertools import count

import asyncpg
import pytest

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce, take_over
from resolution_hub.kit.db import Database
from resolution_hub.ports.commerce import Cancelled, Commerce, CommerceUnavailable, TooLate
from tests.adapters.commerce.contract import CommerceContract, Dispatch, Offer, PlaceOrder

PLACED = datetime(2026, 3, 1, 9, tzinfo=UTC)
LEFT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_numbers = count(1)


async def an_order(tx: asyncpg.Connection, status: str = "placed", cancelled_at: datetime | None = None) -> str:
    order = f"ord_{next(_numbers)}"
    await tx.execute(
        "insert into customers values ('c', 'A', 'B', 'a@example.com', 'en-US', 'US', 'USD', 'UTC')"
        " on conflict do nothing"
    )
    await tx.execute(
        "insert into orders (id, number, customer_id, placed_at, status, total, currency, cancelled_at)"
        " values ($1, $1, 'c', $2, $3, 100, 'USD', $4)",
        order,
        PLACED,
        status,
        cancelled_at,
    )
    return order


class TestSandboxCommerce(CommerceContract):
    @pytest.fixture
    async def commerce(self, database: Database) -> Commerce:
        return SandboxCommerce(database.pool)

    @pytest.fixture
    async def place_order(self, database: Database) -> PlaceOrder:
        async def place() -> str:
            async with database.transaction() as tx:
                return await an_order(tx)

        return place

    @pytest.fixture
    async def dispatch(self, database: Database) -> Dispatch:
        async def hand_over(order: str) -> bool:
            return await SandboxCommerce(database.pool).dispatch(order, LEFT)

        return hand_over

    @pytest.fixture
    async def offer(self, database: Database) -> Offer:
        async def put(available: bool) -> str:
            variant = f"var_{next(_numbers)}"
            async with database.transaction() as tx:
                await tx.execute(
                    "insert into products (id, name, category, description, icon, price, currency)"
                    " values ('p', 'Lamp', 'Home', '', 'lamp', 100, 'USD') on conflict do nothing"
                )
                await tx.execute(
                    "insert into variants (id, product_id, options, price, currency, available)"
                    " values ($1, 'p', '[]', 100, 'USD', $2)",
                    variant,
                    available,
                )
            return variant

        return put


async def test_taking_over_reads_the_hubs_records_once(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        left = await an_order(tx, "dispatched")
        await tx.execute(
            "insert into shipments (id, order_id, direction, carrier, tracking_number, dispatched_at)"
            " values ('s', $1, 'outbound', 'sandbox', 'T1', $2)",
            left,
            LEFT,
        )
        arrived, stopped = await an_order(tx, "delivered"), await an_order(tx, "cancelled", LEFT)
        waiting = await an_order(tx, "preparing")
        assert await take_over(tx) == 4
        assert await take_over(tx) == 0
    commerce = SandboxCommerce(fresh_database.pool)
    assert await commerce.cancel_order(left, "k") == TooLate(LEFT)
    assert await commerce.cancel_order(arrived, "k") == TooLate(PLACED)
    assert await commerce.cancel_order(stopped, "k") == Cancelled(LEFT)
    assert isinstance(await commerce.cancel_order(waiting, "k"), Cancelled)


async def test_the_shop_keeps_its_word_when_the_caller_crashes_after_it(database: Database) -> None:
    async def fault(moment: str) -> None:
        if moment == "after":
            raise CommerceUnavailable("no answer")

    async with database.transaction() as tx:
        order = await an_order(tx)
    with pytest.raises(CommerceUnavailable):
        await SandboxCommerce(database.pool, fault).cancel_order(order, "k")
    assert not await SandboxCommerce(database.pool).dispatch(order, LEFT)


async def test_no_answer_is_a_passing_fault(database_url: str) -> None:
    pool = await asyncpg.create_pool(database_url, min_size=1, max_size=1)
    await pool.close()
    with pytest.raises(CommerceUnavailable):
        await SandboxCommerce(pool).cancel_order("ord_1", "k")
