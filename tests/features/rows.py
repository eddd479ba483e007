"""The few rows that a feature's tables hang on: a customer with a case, and a charge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import asyncpg

from resolution_hub.core.money import Money
from resolution_hub.core.people import CaseId, CustomerId

NOW = datetime(2026, 6, 17, 15, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


async def a_customer(tx: asyncpg.Connection, name: str = "ada", given: str = "Ada", family: str = "Lund") -> CustomerId:
    await tx.execute(
        "insert into customers values ($1, $2, $3, $1 || '@example.org', 'en-GB', 'UK', 'GBP', 'Europe/London')",
        name, given, family,
    )  # fmt: skip
    return CustomerId(name)


async def a_case(tx: asyncpg.Connection, customer: str = "ada", case: str = "cs_1") -> CaseId:
    """A case of the customer, in a conversation of its own ("cv_" and the case's id)."""
    await tx.execute(
        """
        insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at)
        values ($1, 'cv_' || $1, 'customer:' || $2, $2, 'billing_error', '{}', 'open', $3)
        """,
        case, customer, NOW,
    )  # fmt: skip
    return CaseId(case)


async def a_charge(tx: asyncpg.Connection, minor: int, customer: str = "ada", charge: str = "ch_1") -> str:
    """A captured charge of a subscription of its own."""
    await tx.execute(
        """
        insert into subscriptions (id, customer_id, plan, price, currency, interval_days, started_at)
        values ('sub_' || $1, $2, 'Plus', $3, 'USD', 30, $4)
        """,
        charge, customer, minor, NOW - timedelta(days=90),
    )  # fmt: skip
    await tx.execute(
        """
        insert into charges (id, customer_id, subscription_id, amount, currency, at, method, method_label, description)
        values ($1, $2, 'sub_' || $1, $3, 'USD', $4, 'card', 'Visa ending 4242', 'Plus monthly')
        """,
        charge, customer, minor, NOW - timedelta(days=2),
    )  # fmt: skip
    return charge


async def journal_of(tx: asyncpg.Connection, case: str) -> list[str]:
    return [row["act"] for row in await tx.fetch("select act from journal where case_id = $1 order by seq", case)]
