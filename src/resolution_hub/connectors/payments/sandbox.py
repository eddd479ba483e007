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
from resolution_hub.core.order import Destination
from resolution_hub.ports.payments import (
    ChargeDeclined,
    ChargeReceipt,
    KeyReused,
    MethodExpired,
    PaymentsUnavailable,
    RefundReceipt,
    RefundRefused,
)

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
insert into sandbox.refunds (key, charge_id, amount, currency, reference, destination, method_id, accepted_at)
values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
on conflict (key) do nothing
returning charge_id, amount, currency, reference, accepted_at
"""

_ORIGINAL_EXPIRED = """
select coalesce(m.expires_on < current_date, false) from public.charges c
join public.payment_methods m on m.id = c.method_id where c.id = $1
"""

_METHOD = (
    "select currency, coalesce(expires_on < current_date, false) as expired from public.payment_methods where id = $1"
)

_FIND_CHARGE = "select method_id, amount, currency, reference, taken_at from sandbox.charges where key = $1"

_CHARGE_METHOD = """
insert into sandbox.charges (key, method_id, amount, currency, reference, taken_at)
values ($1, $2, $3, $4, $5, clock_timestamp())
on conflict (key) do nothing
returning method_id, amount, currency, reference, taken_at
"""

_Connection = asyncpg.Connection | PoolConnectionProxy
Fault = Callable[[str], Awaitable[None]]


class SandboxPayments:
    """`fault`, for tests, is awaited with "before" and "after" the effect; what it raises comes out of `refund`."""

    def __init__(self, pool: asyncpg.Pool, fault: Fault | None = None) -> None:
        self._pool = pool
        self._fault = fault

    async def refund(
        self,
        charge_id: str,
        amount: Money,
        key: str,
        destination: Destination = Destination.ORIGINAL,
        method_id: str | None = None,
    ) -> RefundReceipt:
        """See the port. Refuses what is not positive, in another currency, or more than is left of the charge."""
        await self._may_fail("before")
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                row = await self._take(connection, charge_id, amount, key, destination, method_id)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise PaymentsUnavailable(f"the sandbox provider does not answer: {error}") from error
        await self._may_fail("after")
        return RefundReceipt(row["reference"], Money(row["amount"], row["currency"]), row["accepted_at"])

    async def charge(self, method_id: str, amount: Money, key: str) -> ChargeReceipt:
        """See the port. Declines an expired card, an unknown method and what is not positive. What a gift card holds is the
        shop's own book, which the hub keeps."""
        await self._may_fail("before")
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                row = await self._charge(connection, method_id, amount, key)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise PaymentsUnavailable(f"the sandbox provider does not answer: {error}") from error
        await self._may_fail("after")
        return ChargeReceipt(row["reference"], Money(row["amount"], row["currency"]), row["taken_at"])

    async def _charge(self, connection: _Connection, method_id: str, amount: Money, key: str) -> asyncpg.Record:
        known = await connection.fetchrow(_FIND_CHARGE, key)
        if known is None:
            method = await connection.fetchrow(_METHOD, method_id)
            if method is None or method["expired"]:
                raise ChargeDeclined("the method has expired" if method is not None else "no such method")
            if not amount.positive or method["currency"] not in (None, amount.currency):
                raise ChargeDeclined("not an amount for this method")
            known = await connection.fetchrow(
                _CHARGE_METHOD, key, method_id, amount.minor, amount.currency, _reference(key)
            ) or await connection.fetchrow(_FIND_CHARGE, key)
        if known is None or tuple(known)[:3] != (method_id, amount.minor, amount.currency):
            raise KeyReused(f"the key {key!r} stands for another charge")
        return known

    async def _take(
        self,
        connection: _Connection,
        charge_id: str,
        amount: Money,
        key: str,
        destination: Destination,
        method_id: str | None,
    ) -> asyncpg.Record:
        await connection.execute(_LOCK_CHARGE, charge_id)
        known = await connection.fetchrow(_FIND, key)
        if known is None:
            await self._check_left(connection, charge_id, amount)
            if destination is Destination.ORIGINAL and await connection.fetchval(_ORIGINAL_EXPIRED, charge_id):
                raise MethodExpired("the card that paid has expired")
            known = await connection.fetchrow(
                _TAKE, key, charge_id, amount.minor, amount.currency, _reference(key), destination, method_id
            )
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
