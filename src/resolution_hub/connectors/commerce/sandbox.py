"""The sandbox twin of a shop system: decides between a cancellation and the warehouse's dispatch.

Both look at one row of its own book under a lock, so exactly one of them wins. An order that it has not met is taken
over from the hub's records as they stand at that moment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from resolution_hub.core.acts import SUBSCRIPTION_ACTS, ChangeItems
from resolution_hub.kit.tagged import encode
from resolution_hub.ports.commerce import (
    ON_ORDERS,
    Cancelled,
    CancelOutcome,
    CarriedOut,
    CommerceUnavailable,
    NotPossible,
    OrderUnknown,
    SendBack,
    SendGoods,
    ShopAct,
    ShopOutcome,
    TooLate,
)

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


_DONE = "select at from sandbox.performed where key = $1"

_PERFORM = """
insert into sandbox.performed (key, about, act, at) values ($1, $2, $3, clock_timestamp())
on conflict (key) do nothing returning at
"""

_MISSING = """
select count(*) from unnest($1::text[]) wanted (id)
where not exists (select from public.variants v where v.id = wanted.id and v.available)
"""


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

    async def carry_out(self, act: ShopAct, key: str) -> ShopOutcome:
        """See the port. The twin changes nothing of the hub's records: those follow what it says."""
        await self._may_fail("before")
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                outcome = await self._carry_out(connection, act, key)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise CommerceUnavailable(f"the sandbox shop does not answer: {error}") from error
        await self._may_fail("after")
        return outcome

    async def _carry_out(self, connection: _Connection, act: ShopAct, key: str) -> ShopOutcome:
        done = await connection.fetchval(_DONE, key)
        if done is not None:
            return CarriedOut(done)
        about = ""
        if isinstance(act, SUBSCRIPTION_ACTS):
            about = act.subscription_id
        elif isinstance(act, ON_ORDERS):
            about = act.order_id
            try:
                order = await _look(connection, act.order_id)
            except OrderUnknown:
                return NotPossible("unknown_to_shop")
            left = order["cancelled_at"] or order["dispatched_at"]
            if left is not None and not isinstance(act, SendGoods | SendBack):
                return TooLate(left)
        if await connection.fetchval(_MISSING, _variants(act)):
            return NotPossible("not_available")
        at = await connection.fetchval(_PERFORM, key, about, encode(act))
        return CarriedOut(at if at is not None else await connection.fetchval(_DONE, key))

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


def _variants(act: ShopAct) -> list[str]:
    """The variants that the act needs to be there."""
    match act:
        case ChangeItems(swaps=swaps):
            return [swap.variant_id for swap in swaps]
        case SendGoods(items=items):
            return [variant for variant, _ in items]
        case _:
            return []


async def _look(connection: _Connection, order_id: str) -> asyncpg.Record:
    await connection.execute(_TAKE_OVER, order_id)
    order = await connection.fetchrow(_LOOK, order_id)
    if order is None:
        raise OrderUnknown(order_id)
    return order
