from collections.abc import Awaitable, Callable
from itertools import count

import asyncpg
import pytest

from resolution_hub.connectors.payments.sandbox import SandboxPayments
from resolution_hub.core.money import Money
from resolution_hub.kit.db import Database
from resolution_hub.ports.payments import Payments, PaymentsUnavailable, RefundRefused
from tests.adapters.payments.contract import AddMethod, Capture, PaymentsContract, a_key

_numbers = count(1)


@pytest.fixture(scope="module")
async def order(database: Database) -> str:
    async with database.transaction() as tx:
        await tx.execute("insert into customers values ('c', 'A', 'B', 'a@example.com', 'en-US', 'US', 'USD', 'UTC')")
        await tx.execute(
            "insert into orders (id, number, customer_id, placed_at, status, total, currency)"
            " values ('o', 'JP-1', 'c', now(), 'delivered', 100, 'USD')"
        )
    return "o"


@pytest.fixture
def capture(database: Database, order: str) -> Capture:
    async def captured(amount: Money) -> str:
        charge = f"ch_{next(_numbers)}"
        async with database.transaction() as tx:
            await tx.execute(
                "insert into charges (id, customer_id, order_id, amount, currency, at, method, method_label,"
                " description) values ($1, 'c', $2, $3, $4, now(), 'card', 'Visa ending 4242', 'Order')",
                charge,
                order,
                amount.minor,
                amount.currency,
            )
        return charge

    return captured


class TestSandboxPayments(PaymentsContract):
    @pytest.fixture
    async def payments(self, database: Database) -> Payments:
        return SandboxPayments(database.pool)

    @pytest.fixture
    async def capture(self, capture: Capture) -> Capture:
        return capture

    @pytest.fixture
    async def add_method(self, database: Database, order: str) -> AddMethod:
        async def added(expired: bool) -> str:
            method = f"pay_{next(_numbers)}"
            async with database.transaction() as tx:
                await tx.execute(
                    "insert into payment_methods (id, customer_id, kind, label, expires_on)"
                    " values ($1, 'c', 'card', 'Visa ending 4242', current_date + $2::int)",
                    method,
                    -1 if expired else 1,
                )
            return method

        return added

    @pytest.fixture
    async def capture_from(self, database: Database, capture: Capture) -> Callable[[Money, str], Awaitable[str]]:
        async def captured(amount: Money, method: str) -> str:
            charge = await capture(amount)
            async with database.transaction() as tx:
                await tx.execute("update charges set method_id = $2 where id = $1", charge, method)
            return charge

        return captured


class _CrashError(Exception):
    pass


async def test_what_fails_before_the_effect_leaves_nothing_behind(database: Database, capture: Capture) -> None:
    async def fault(moment: str) -> None:
        if moment == "before":
            raise PaymentsUnavailable("away")

    charge, key = await capture(Money(500, "USD")), a_key()
    with pytest.raises(PaymentsUnavailable):
        await SandboxPayments(database.pool, fault).refund(charge, Money(500, "USD"), key)
    assert await _refunds(database, charge) == 0


async def test_a_crash_after_the_effect_keeps_the_refund_and_the_next_call_gets_its_receipt(
    database: Database, capture: Capture
) -> None:
    async def fault(moment: str) -> None:
        if moment == "after":
            raise _CrashError

    charge, key = await capture(Money(500, "USD")), a_key()
    with pytest.raises(_CrashError):
        await SandboxPayments(database.pool, fault).refund(charge, Money(500, "USD"), key)
    receipt = await SandboxPayments(database.pool).refund(charge, Money(500, "USD"), key)
    assert receipt.amount == Money(500, "USD")
    assert await _refunds(database, charge) == 1


async def test_the_twin_keeps_its_word_when_the_callers_transaction_rolls_back(
    database: Database, tx: asyncpg.Connection, capture: Capture
) -> None:
    charge = await capture(Money(500, "USD"))
    await tx.execute("update charges set description = 'held by the caller' where id = $1", charge)
    await SandboxPayments(database.pool).refund(charge, Money(500, "USD"), a_key())
    assert await _refunds(database, charge) == 1


async def test_refunds_that_came_as_history_count_and_its_own_settled_ones_count_once(
    database: Database, capture: Capture
) -> None:
    payments = SandboxPayments(database.pool)
    charge, key = await capture(Money(1000, "USD")), a_key()
    async with database.transaction() as tx:
        await tx.execute(
            "insert into refunds (id, charge_id, amount, currency, state, requested_at)"
            " values ($1 || '_old', $1, 200, 'USD', 'sent', now()), ($1 || '_failed', $1, 900, 'USD', 'failed', now())",
            charge,
        )
    receipt = await payments.refund(charge, Money(300, "USD"), key)
    async with database.transaction() as tx:
        await tx.execute(
            "insert into refunds (id, charge_id, amount, currency, state, requested_at, reference)"
            " values ($1, $2, 300, 'USD', 'sent', now(), $3)",
            key,
            charge,
            receipt.reference,
        )
    with pytest.raises(RefundRefused):
        await payments.refund(charge, Money(501, "USD"), a_key())
    await payments.refund(charge, Money(500, "USD"), a_key())


async def test_no_answer_is_a_passing_fault(database_url: str) -> None:
    pool = await asyncpg.create_pool(database_url, min_size=1, max_size=1)
    await pool.close()
    with pytest.raises(PaymentsUnavailable) as failed:
        await SandboxPayments(pool).refund("ch_1", Money(1, "USD"), a_key())
    assert not failed.value.permanent


async def _refunds(database: Database, charge: str) -> int:
    async with database.reading() as connection:
        return int(await connection.fetchval("select count(*) from sandbox.refunds where charge_id = $1", charge))
