"""The warehouse's webhook: only signed and fresh reports count, once for each id, and the latest look at a parcel counts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from resolution_hub.kit.settings import Settings, SettingsError
from resolution_hub.kit.signing import Signature
from resolution_hub.web.app import create_app
from resolution_hub.wiring.web import SHOP_SIGNATURE, Hub
from tests.web.conftest import SECRETS, As, Browser, environment
from tests.web.going_back import a_return, of_a_case
from tests.web.test_bad_input import is_problem

Visit = Callable[[], Browser]
WAREHOUSE = Signature(SHOP_SIGNATURE, SECRETS["HUB_SHOP_SECRET"].encode())
HOOK = "/hooks/shop/inspections"
LOOKED = datetime.now(UTC) - timedelta(minutes=30)


def report(return_id: str, finding: str = "damaged", after: int = 0, **more: Any) -> dict[str, Any]:
    """Of a look so many minutes after the first."""
    at = (LOOKED + timedelta(minutes=after)).isoformat()
    return {"id": f"{return_id}-{after}", "return_id": return_id, "finding": finding, "at": at, "note": "Lid.", **more}


async def send(browser: Browser, body: object, **changed: str) -> httpx.Response:
    raw = json.dumps(body).encode()
    return await browser.http.post(HOOK, content=raw, headers={**WAREHOUSE.sign(raw, datetime.now(UTC)), **changed})


async def known(hub: Hub, return_id: str) -> tuple[str | None, int, int, list[str]]:
    """What is known of a return's parcel, the reports that were kept, the lines of the journal, and what was queued."""
    async with hub.database.reading() as connection:
        finding = await connection.fetchval("select finding from returns where id = $1", return_id)
        kept = await connection.fetchval("select count(*) from inspections where return_id = $1", return_id)
        lines = await connection.fetchval(
            "select count(*) from journal where act = 'return_found' and actor = 'shop' and detail->>'return' = $1",
            return_id,
        )
        queued = await connection.fetch(
            "select workflow_uuid from dbos.workflow_status where workflow_uuid like 'return:' || $1 || ':%' order by 1",
            return_id,
        )
    return finding, kept, lines, [row["workflow_uuid"].split(":", 2)[2] for row in queued]


async def test_a_report_is_kept_and_carried_out_once_however_often_it_is_sent(visit: Visit, hub: Hub) -> None:
    await of_a_case(hub, "ret_report")
    sent = [send(visit(), report("ret_report")) for _ in range(6)]
    answers = [*await asyncio.gather(*sent), await send(visit(), report("ret_report"))]
    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    assert await known(hub, "ret_report") == ("damaged", 1, 1, ["found:damaged"])


async def test_an_id_that_said_something_else_before_is_refused_and_changes_nothing(visit: Visit, hub: Hub) -> None:
    await of_a_case(hub, "ret_other")
    await send(visit(), report("ret_other"))
    for changed in ({"finding": "as_expected"}, {"note": "Another."}, {"at": datetime.now(UTC).isoformat()}):
        is_problem(await send(visit(), {**report("ret_other"), **changed}), 409, "other_report")
    assert await known(hub, "ret_other") == ("damaged", 1, 1, ["found:damaged"])


async def test_the_latest_look_counts_in_whatever_order_reports_arrive(visit: Visit, hub: Hub) -> None:
    await of_a_case(hub, "ret_late")
    for body in (report("ret_late", "as_expected", after=10), report("ret_late", "empty_box", after=5)):
        assert (await send(visit(), body)).status_code == 204
    assert await known(hub, "ret_late") == ("as_expected", 2, 1, ["found:as_expected"])
    assert (await send(visit(), report("ret_late", "empty_box", after=15))).status_code == 204
    assert (await known(hub, "ret_late"))[0] == "empty_box"


async def test_a_clock_that_runs_ahead_does_not_make_deaf_to_what_is_found_next(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    await of_a_case(hub, "ret_ahead")
    ahead = (datetime.now(UTC) + timedelta(minutes=50)).isoformat()
    assert (await send(visit(), report("ret_ahead", at=ahead))).status_code == 204
    ruth = await signed_in("agt_ruth")
    assert (await ruth.post("/api/desk/returns/ret_ahead/finding", {"finding": "as_expected"})).status_code == 204
    assert (await known(hub, "ret_ahead"))[0] == "as_expected"


async def test_a_return_that_nobody_knows_or_the_shop_keeps_is_said_to_be_so_and_may_be_sent_again(
    visit: Visit, hub: Hub
) -> None:
    is_problem(await send(visit(), report("ret_soon")), 404, "not_found")
    await a_return(hub, "ret_shops_own", "ord_noah_stove")
    is_problem(await send(visit(), report("ret_shops_own")), 409, "not_kept_here")
    assert (await known(hub, "ret_shops_own"))[:2] == (None, 0)
    await of_a_case(hub, "ret_soon")
    assert (await send(visit(), report("ret_soon"))).status_code == 204


def forged(raw: bytes) -> dict[str, str]:
    return Signature(SHOP_SIGNATURE, b"what somebody else believes it is").sign(raw, datetime.now(UTC))


def the_carriers(raw: bytes) -> dict[str, str]:
    return Signature(SHOP_SIGNATURE, SECRETS["HUB_CARRIER_SECRET"].encode()).sign(raw, datetime.now(UTC))


def replayed(raw: bytes) -> dict[str, str]:
    return WAREHOUSE.sign(raw, datetime.now(UTC) - timedelta(minutes=6))


def of_the_future(raw: bytes) -> dict[str, str]:
    return WAREHOUSE.sign(raw, datetime.now(UTC) + timedelta(minutes=6))


def of_another_body(raw: bytes) -> dict[str, str]:
    return WAREHOUSE.sign(raw + b" ", datetime.now(UTC))


def unsigned(raw: bytes) -> dict[str, str]:
    return {"Content-Type": "application/json"}


@pytest.mark.parametrize("sign", [forged, the_carriers, replayed, of_the_future, of_another_body, unsigned])
async def test_what_the_warehouse_did_not_sign_just_now_is_refused(
    sign: Callable[[bytes], dict[str, str]], visit: Visit, hub: Hub
) -> None:
    name = f"ret_{sign.__name__}"
    await of_a_case(hub, name)
    raw = json.dumps(report(name)).encode()
    is_problem(await visit().http.post(HOOK, content=raw, headers=sign(raw)), 401, "not_signed")
    assert await known(hub, name) == (None, 0, 0, [])


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""}, {"id": "a\x00b"}, {"id": "x" * 81}, {"return_id": 7}, {"finding": "haunted"}, {"at": "soon"},
        {"at": "2026-01-01T00:00:00"}, {"at": "1999-01-01T00:00:00Z"}, {"at": "2199-01-01T00:00:00Z"}, {"extra": 1},
        {"note": "x" * 2001},
    ],
    ids=str,
)  # fmt: skip
async def test_what_is_signed_but_malformed_is_refused(change: dict[str, Any], visit: Visit) -> None:
    is_problem(await send(visit(), {**report("ret_malformed"), **change}), 400, "malformed")


async def test_a_report_that_is_too_large_is_refused(visit: Visit) -> None:
    is_problem(await send(visit(), report("ret_large", note="x" * 17_000)), 413, "too_large")


async def test_without_a_secret_nobody_is_the_warehouse(hub: Hub) -> None:
    shut = replace(hub, warehouse=None)
    raw = json.dumps(report("ret_shut")).encode()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(shut)), base_url="http://hub.test") as client:
        for headers in (WAREHOUSE.sign(raw, datetime.now(UTC)), unsigned(raw)):
            is_problem(await client.post(HOOK, content=raw, headers=headers), 401, "not_signed")


def test_a_secret_that_can_be_guessed_is_refused_and_none_is_none() -> None:
    given = {**environment(), "HUB_DATABASE_URL": "postgresql://nobody@localhost/none"}
    assert Settings.from_env({**given, "HUB_SHOP_SECRET": ""}).shop_secret == b""
    with pytest.raises(SettingsError, match="HUB_SHOP_SECRET"):
        Settings.from_env({**given, "HUB_SHOP_SECRET": "short"})
