"""Acts over HTTP, as tests send them; and all that the hub knows, to see that nothing of it changed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from resolution_hub.wiring.web import Hub
from tests.web.conftest import Browser

# What a refusal leaves: the decision, its receipt, and where it was said.
LEFT_BY_A_REFUSAL = frozenset(
    {"rulings", "rulebooks", "cases", "conversations", "conversation_events", "notices", "journal", "sessions"}
)
_TABLES = """
select schemaname, tablename from pg_tables where schemaname in ('public', 'sandbox', 'dbos') order by 1, 2
"""
_ALL = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {} t"

Act = dict[str, Any]


async def state(hub: Hub, *, but: frozenset[str] = LEFT_BY_A_REFUSAL) -> dict[str, str]:
    """Every table, the shop's and the journeys' too, by a digest of its rows."""
    async with hub.database.reading() as connection:
        found = [(row["schemaname"], row["tablename"]) for row in await connection.fetch(_TABLES)]
        return {
            f"{schema}.{table}": await connection.fetchval(_ALL.format(f'"{schema}"."{table}"'))
            for schema, table in found
            if table not in but
        }


async def do(browser: Browser, *acts: Act, id_: str | None = None, **more: Any) -> httpx.Response:
    return await browser.post("/api/acts", {"id": id_ or uuid4().hex, "acts": list(acts), **more})


async def check(browser: Browser, *acts: Act) -> list[dict[str, Any]]:
    answer = await browser.post("/api/acts/check", {"acts": list(acts)})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["acts"])


async def options(browser: Browser, order_id: str) -> dict[str, Any]:
    answer = await browser.get(f"/api/orders/{order_id}/options")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def execute(hub: Hub, sql: str, *arguments: object) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute(sql, *arguments)


def cancel(order_id: str, **more: Any) -> Act:
    return {"type": "cancel_order", "order_id": order_id, **more}


def give_back(order_id: str, *lines: str, quantity: int = 1, **more: Any) -> Act:
    units = [{"line_id": line, "quantity": quantity, "reason": "changed_mind"} for line in lines]
    return {"type": "return_items", "order_id": order_id, "units": units, **more}


def swap(kind: str, order_id: str, line_id: str, variant_id: str, **more: Any) -> Act:
    return {"type": kind, "order_id": order_id, "swaps": [{"line_id": line_id, "variant_id": variant_id}], **more}


async def first_line(browser: Browser, order_id: str) -> str:
    return str((await options(browser, order_id))["lines"][0]["id"])


async def other_variant(browser: Browser, order_id: str) -> tuple[str, str]:
    """The order's first line, and a variant that it can be swapped for."""
    line = (await options(browser, order_id))["lines"][0]
    return line["id"], next(v["id"] for v in line["variants"] if v["available"] and v["id"] != line["variant_id"])
