"""The sandbox twin of a payment provider: keeps its own book, in its own transactions, and moves no money.

It stands for an outside company. What it takes is taken when its own transaction commits, whatever becomes of the
caller's; the same key twice is one refund. It captured the charges that the hub knows of, and the refunds that came
with them as history were its own too, so both count when it asks how much of a charge is left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from resolution_hub.core.money import Money
from resolution_hub.ports.payments import KeyReused, PaymentsUnavailable, RefundReceipt, RefundRefused

# One refund of a charge at a time, so that two at once cannot both see the same amount left. An advisory lock, because
# the twin must never wait for a row that the hub holds.
_LOCK_CHARGE = "select pg_advisory_xact_lock(hashtext('sandbox.refunds'), hashtext($1))"

_FIND = "select charge_id, amount, currency, reference, accepted_at from sandbox.refunds where key = $1"

_CHARGE = """
select c.amount, c.currency,
       coalesce((select sum(s.amount) from sandbox.refunds s where s.charge_id = c.id), 0)::bigint
     + coalesce((select sum(r.amount) from public.refunds r where r.charge_id = c.id and r.state = 'sent'
                 and not exists (select from sandbox.refunds s where s.reference = r.reference)), 0)::bigint as taken
from public.charges c where c.id = $1
"""

_TAKE = """
insert into sandbox.refunds (key, charge_id, amount, currency, reference, accepted_at)
values ($1, $2, $3, $4, $5, clock_timestamp())
on conflict (key) do nothing
returning charge_id, amount, currency, reference, accepted_at
"""

_Connection = asyncpg.Connection | PoolConnectionProxy
Fault = Callable[[str], Awaitable[None]]


class SandboxPayments:
    """`fault`, for tests, is awaited with "before" and "after" the effect; what it raises comes out of `refund`."""

    def __init__(self, pool: asyncpg.Pool, fault: Fault | None = None) -> None:
        self._pool = pool
        self._fault = fault

    async def refund(self, charge_id: str, amount: Money, key: str) -> RefundReceipt:
        """See the port. Refuses what is not positive, in another currency, or more than is left of the charge."""
        await self._may_fail("before")
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                row = await self._take(connection, charge_id, amount, key)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise PaymentsUnavailable(f"the sandbox provider does not answer: {error}") from error
        await self._may_fail("after")
        return RefundReceipt(row["reference"], Money(row["amount"], row["currency"]), row["accepted_at"])

    async def _take(self, connection: _Connection, charge_id: str, amount: Money, key: str) -> asyncpg.Record:
        await connection.execute(_LOCK_CHARGE, charge_id)
        known = await connection.fetchrow(_FIND, key)
        if known is None:
            await self._check_left(connection, charge_id, amount)
            known = await connection.fetchrow(_TAKE, key, charge_id, amount.minor, amount.currency, _reference(key))
        # None: another charge took the key while we looked; this charge could not, it is locked.
        if known is None or tuple(known)[:3] != (charge_id, amount.minor, amount.currency):
            raise KeyReused(f"the key {key!r} stands for another refund")
        return known

    async def _check_left(self, connection: _Connection, charge_id: str, amount: Money) -> None:
        charge = await connection.fetchrow(_CHARGE, charge_id)
        if charge is None:
            raise RefundRefused("no such charge")
        if amount.currency != charge["currency"] or not amount.positive:
            raise RefundRefused("not an amount of this charge")
        if amount.minor > charge["amount"] - charge["taken"]:
            raise RefundRefused("more than is left of the charge")

    async def _may_fail(self, moment: str) -> None:
        if self._fault is not None:
            await self._fault(moment)


def _reference(key: str) -> str:
    return "SBX-" + hashlib.sha256(key.encode()).hexdigest()[:12].upper()
