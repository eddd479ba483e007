"""The sandbox twin of a shop system: decides between a cancellation and the warehouse's dispatch.

Both look at one row of its own book under a lock, so exactly one of them wins. An order that it has not met is taken
over from the hub's records as they stand at that moment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from resolution_hub.ports.commerce import Cancelled, CancelOutcome, CommerceUnavailable, OrderUnknown, TooLate

_TAKE_OVER = """
insert into sandbox.orders (order_id, dispatched_at, cancelled_at)
select o.id,
       case when o.status in ('dispatched', 'delivered') then coalesce(
           (select min(s.dispatched_at) from public.shipments s where s.order_id = o.id and s.direction = 'outbound'),
           o.placed_at) end,
       case when o.status = 'cancelled' then coalesce(o.cancelled_at, o.placed_at) end
from public.orders o
where ($1::text is null or o.id = $1) and not exists (select from sandbox.orders k where k.order_id = o.id)
on conflict (order_id) do nothing
"""

_LOOK = "select dispatched_at, cancelled_at from sandbox.orders where order_id = $1 for update"

_CANCEL = """
update sandbox.orders set cancelled_at = clock_timestamp(), cancel_key = $2 where order_id = $1 returning cancelled_at
"""

_DISPATCH = "update sandbox.orders set dispatched_at = coalesce(dispatched_at, $2) where order_id = $1"

_Connection = asyncpg.Connection | PoolConnectionProxy
Fault = Callable[[str], Awaitable[None]]


async def take_over(tx: asyncpg.Connection) -> int:
    """Write every order of the hub that the twin does not know into its book. Returns how many."""
    return int((await tx.execute(_TAKE_OVER, None)).rsplit(" ", 1)[1])


class SandboxCommerce:
    """`fault`, for tests, is awaited with "before" and "after" the effect; what it raises comes out of the call."""

    def __init__(self, pool: asyncpg.Pool, fault: Fault | None = None) -> None:
        self._pool = pool
        self._fault = fault

    async def cancel_order(self, order_id: str, key: str) -> CancelOutcome:
        """See the port. A cancelled order stays cancelled at its first time, whatever key asks again."""
        await self._may_fail("before")
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                outcome = await self._cancel(connection, order_id, key)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise CommerceUnavailable(f"the sandbox shop does not answer: {error}") from error
        await self._may_fail("after")
        return outcome

    async def _cancel(self, connection: _Connection, order_id: str, key: str) -> CancelOutcome:
        order = await _look(connection, order_id)
        if order["cancelled_at"] is not None:
            return Cancelled(order["cancelled_at"])
        if order["dispatched_at"] is not None:
            return TooLate(order["dispatched_at"])
        return Cancelled(await connection.fetchval(_CANCEL, order_id, key))

    async def dispatch(self, order_id: str, at: datetime) -> bool:
        """The warehouse hands the order over. False when it was cancelled first; True again when it had left."""
        async with self._pool.acquire() as connection, connection.transaction():
            if (await _look(connection, order_id))["cancelled_at"] is not None:
                return False
            await connection.execute(_DISPATCH, order_id, at)
            return True

    async def _may_fail(self, moment: str) -> None:
        if self._fault is not None:
            await self._fault(moment)


async def _look(connection: _Connection, order_id: str) -> asyncpg.Record:
    await connection.execute(_TAKE_OVER, order_id)
    order = await connection.fetchrow(_LOOK, order_id)
    if order is None:
        raise OrderUnknown(order_id)
    return order
