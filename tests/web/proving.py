"""A visitor's way to a code: what they claim, and the mail that comes of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from resolution_hub.journeys import send_code
from resolution_hub.journeys.telling import Means
from resolution_hub.wiring import post
from resolution_hub.wiring.web import Hub

ESPRESSO = "ord_daniel_espresso"  # Daniel's, on its way
TENT = "ord_noah_tent"  # Noah's, not packed yet


async def fact(hub: Hub, sql: str, *arguments: object) -> Any:
    async with hub.database.reading() as connection:
        return await connection.fetchval(sql, *arguments)


async def rows(hub: Hub, sql: str, *arguments: object) -> list[str]:
    """The first column of every row."""
    async with hub.database.reading() as connection:
        return [row[0] for row in await connection.fetch(sql, *arguments)]


async def claim_of(hub: Hub, order_id: str) -> dict[str, str]:
    async with hub.database.reading() as connection:
        row = await connection.fetchrow(
            "select o.number, c.email from orders o join customers c on c.id = o.customer_id where o.id = $1", order_id
        )
    assert row is not None
    return {"order_number": row["number"], "email": row["email"]}


async def mailed(hub: Hub) -> str:
    """Run the journeys of every code that was asked for, and read the newest one in the mailbox."""
    # All of a worker's means that this journey uses.
    office = post.office(hub.settings, hub.database.pool)
    used = SimpleNamespace(database=hub.database, mail=office, secret=hub.settings.secret, shop_name="Shop")
    means = cast("Means", used)
    for code_id in await rows(hub, "select id from codes order by asked_at"):
        await send_code.on_asked(means, code_id)
    text: str = await fact(hub, "select body from sandbox.mailbox order by sent_at desc limit 1")
    return text[:6]
