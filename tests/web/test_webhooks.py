"""A carrier's webhooks: only signed and fresh ones count, repeats change nothing, and any order of arrival ends alike."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import httpx
import pytest

from resolution_hub.connectors.carriers.sandbox import SIGNATURE, SandboxCarrier
from resolution_hub.wiring.web import Hub
from tests.web.conftest import SECRETS, As, Browser
from tests.web.test_bad_input import is_problem

Visit = Callable[[], Browser]
CARRIER = SandboxCarrier(SECRETS["HUB_CARRIER_SECRET"].encode())
HOOK = "/hooks/carriers/sandbox"
LEFT = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
TODAY = datetime.now(UTC).date()
WAY = (
    ("label_created", timedelta(hours=-3), TODAY + timedelta(days=5)),
    ("picked_up", timedelta(), TODAY + timedelta(days=4)),
    ("in_transit", timedelta(hours=20), TODAY + timedelta(days=3)),
    ("out_for_delivery", timedelta(hours=44), TODAY + timedelta(days=2)),
    ("delivered", timedelta(hours=47), TODAY + timedelta(days=1)),
)


def scans(tracking: str, steps: Iterable[tuple[str, timedelta, date]] = WAY) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{tracking}-{status}",
            "tracking_number": tracking,
            "scan": {"event_id": status, "at": (LEFT + after).isoformat(), "status": status, "place": "Here"},
            "expected_on": expected.isoformat(),
        }
        for status, after, expected in steps
    ]


async def send(browser: Browser, event: object, **changed: str) -> httpx.Response:
    raw = json.dumps(event).encode()
    return await browser.http.post(HOOK, content=raw, headers={**CARRIER.sign(raw, datetime.now(UTC)), **changed})


async def a_parcel(hub: Hub, name: str, direction: str = "outbound", status: str = "preparing") -> str:
    """Noah's stove once more, on its way under a tracking number of its own."""
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into orders select $1, $1, customer_id, placed_at, $2, total, currency, address_id, null "
            "from orders where id = 'ord_noah_stove'",
            f"ord_{name}",
            status,
        )
        await tx.execute(
            "insert into order_lines select $1, $2, product_id, name, options, quantity, unit_price from order_lines "
            "where order_id = 'ord_noah_stove' limit 1",
            f"line_{name}",
            f"ord_{name}",
        )
        await tx.execute(
            "insert into shipments (id, order_id, direction, carrier, tracking_number) values ($1, $2, $3, 'sandbox', $4)",
            f"shp_{name}",
            f"ord_{name}",
            direction,
            f"TRACK-{name}",
        )
    return f"TRACK-{name}"


async def state(hub: Hub, name: str) -> tuple[Any, ...]:
    async with hub.database.reading() as connection:
        row = await connection.fetchrow(
            "select o.status, s.dispatched_at, s.expected_on, (select count(*) from scans c where c.shipment_id = s.id) "
            "from shipments s join orders o on o.id = s.order_id where s.id = $1",
            f"shp_{name}",
        )
    return tuple(row or ())


async def test_whatever_the_order_of_arrival_the_parcel_ends_alike(visit: Visit, hub: Hub) -> None:
    carrier = visit()
    for number, order in enumerate(permutations(range(len(WAY)))):
        if number % 5:  # 24 of the 120, each scan in each place
            continue
        name = f"perm{number}"
        events = scans(await a_parcel(hub, name))
        for place in order:
            assert (await send(carrier, events[place])).status_code == 204
        assert await state(hub, name) == ("delivered", LEFT, WAY[-1][2], len(WAY)), order


async def test_at_once_and_repeated_they_count_once(visit: Visit, hub: Hub) -> None:
    carrier = visit()
    events = scans(await a_parcel(hub, "at_once")) * 4
    answers = await asyncio.gather(*(send(carrier, event) for event in events))
    assert {answer.status_code for answer in answers} == {204}
    assert await state(hub, "at_once") == ("delivered", LEFT, WAY[-1][2], len(WAY))


async def test_a_late_scan_moves_neither_state_nor_estimate_back(visit: Visit, hub: Hub) -> None:
    carrier = visit()
    label, picked, transit, *_ = scans(await a_parcel(hub, "late"))
    for event in (transit, label, picked):
        await send(carrier, event)
    assert await state(hub, "late") == ("dispatched", LEFT, WAY[2][2], 3)


async def test_an_order_is_delivered_when_all_its_parcels_are(visit: Visit, hub: Hub) -> None:
    carrier = visit()
    first = await a_parcel(hub, "two")
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into shipments (id, order_id, direction, carrier, tracking_number) "
            "values ('shp_two_b', 'ord_two', 'outbound', 'sandbox', 'TRACK-two-b')"
        )
    await send(carrier, scans(first)[-1])
    assert (await state(hub, "two"))[0] == "dispatched"
    await send(carrier, scans("TRACK-two-b")[-1])
    assert (await state(hub, "two"))[0] == "delivered"


async def test_a_cancelled_order_stays_cancelled(visit: Visit, hub: Hub) -> None:
    carrier = visit()
    for event in scans(await a_parcel(hub, "cancelled", status="cancelled")):
        await send(carrier, event)
    assert (await state(hub, "cancelled"))[0] == "cancelled"


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_return_is_received_whatever_the_order(order: tuple[int, ...], visit: Visit, hub: Hub) -> None:
    name = "return" + "".join(map(str, order))
    tracking = await a_parcel(hub, name, "return", "delivered")
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into returns values ($1, $2, 'authorised', now(), $3, $4, 100, 'USD')",
            f"ret_{name}", f"ord_{name}", [f"line_{name}"], f"shp_{name}",
        )  # fmt: skip
    events = [event for event in scans(tracking) if event["scan"]["status"] in ("picked_up", "in_transit", "delivered")]
    for place in order:
        await send(visit(), events[place])
    async with hub.database.reading() as connection:
        assert await connection.fetchval("select status from returns where id = $1", f"ret_{name}") == "received"
    assert (await state(hub, name))[0] == "delivered"


async def test_what_a_scan_means_for_a_return_of_ours_is_carried_out_once(visit: Visit, hub: Hub) -> None:
    tracking, shops = (
        await a_parcel(hub, "ours", "return", "delivered"),
        await a_parcel(hub, "shops", "return", "delivered"),
    )
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) "
            "values ('cs_back', 'cv_back', 'customer:cus_noah', 'cus_noah', 'return_items', '{}', 'acting', now())"
        )
        for name, case in (("ours", "cs_back"), ("shops", None)):
            await tx.execute(
                "insert into returns (id, order_id, status, opened_at, line_ids, shipment_id, refund_due, currency, case_id) "
                "values ($1, $2, 'authorised', now(), $3, $4, 100, 'USD', $5)",
                f"ret_{name}", f"ord_{name}", [f"line_{name}"], f"shp_{name}", case,
            )  # fmt: skip
    for event in [*scans(tracking), *scans(tracking), *scans(shops)]:
        await send(visit(), event)
    async with hub.database.reading() as connection:
        queued = await connection.fetch(
            "select workflow_uuid from dbos.workflow_status where workflow_uuid like 'return:ret_%' order by 1"
        )
    asked = [row["workflow_uuid"] for row in queued if row["workflow_uuid"].split(":")[1] in ("ret_ours", "ret_shops")]
    assert asked == ["return:ret_ours:received", "return:ret_ours:scanned"]


async def test_the_customers_page_is_woken_by_a_new_scan_and_not_by_a_repeat(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    event = scans(await a_parcel(hub, "woken"))[1]
    with hub.streams.subscribe("owner:customer:cus_noah") as queue:
        await hub.streams.listening.wait()
        while not queue.empty():
            queue.get_nowait()
        for _ in range(2):
            await send(visit(), event)
        woken = await asyncio.wait_for(queue.get(), 5)
        assert woken == "owner:customer:cus_noah parcel shp_woken"
        async with hub.database.transaction() as tx:  # what comes next was not sent by the repeat
            await tx.execute("select pg_notify('hub', 'owner:customer:cus_noah parcel last')")
        assert (await asyncio.wait_for(queue.get(), 5)).endswith("last")
    noah = await signed_in("cus_noah")
    assert (await noah.get("/api/parcels/shp_woken")).json()["status"] == "picked_up"


async def test_a_scan_of_nobodys_parcel_is_taken_and_left(visit: Visit) -> None:
    assert (await send(visit(), scans("TRACK-nobody")[0])).status_code == 204


async def test_an_unknown_carrier_is_not_found(visit: Visit) -> None:
    raw = json.dumps(scans("T")[0]).encode()
    answer = await visit().http.post("/hooks/carriers/other", content=raw, headers=CARRIER.sign(raw, datetime.now(UTC)))
    is_problem(answer, 404, "not_found")


def forged(raw: bytes) -> dict[str, str]:
    return SandboxCarrier(b"what somebody else believes it is").sign(raw, datetime.now(UTC))


def replayed(raw: bytes) -> dict[str, str]:
    return CARRIER.sign(raw, datetime.now(UTC) - timedelta(minutes=6))


def of_the_future(raw: bytes) -> dict[str, str]:
    return CARRIER.sign(raw, datetime.now(UTC) + timedelta(minutes=6))


def of_another_body(raw: bytes) -> dict[str, str]:
    return CARRIER.sign(raw + b" ", datetime.now(UTC))


def with_a_newer_time(raw: bytes) -> dict[str, str]:
    old = CARRIER.sign(raw, datetime.now(UTC) - timedelta(minutes=6))
    return {**old, SIGNATURE: f"t={int(datetime.now(UTC).timestamp())},{old[SIGNATURE].partition(',')[2]}"}


def unsigned(raw: bytes) -> dict[str, str]:
    return {"Content-Type": "application/json"}


@pytest.mark.parametrize("sign", [forged, replayed, of_the_future, of_another_body, with_a_newer_time, unsigned])
async def test_what_the_carrier_did_not_sign_just_now_is_refused(
    sign: Callable[[bytes], dict[str, str]], visit: Visit, hub: Hub
) -> None:
    name = f"refused_{sign.__name__}"
    raw = json.dumps(scans(await a_parcel(hub, name))[1]).encode()
    is_problem(await visit().http.post(HOOK, content=raw, headers=sign(raw)), 401, "not_signed")
    assert await state(hub, name) == ("preparing", None, None, 0)


async def test_what_was_sent_before_within_the_window_may_come_again_and_changes_nothing(
    visit: Visit, hub: Hub
) -> None:
    raw = json.dumps(scans(await a_parcel(hub, "again"))[1]).encode()
    headers = CARRIER.sign(raw, datetime.now(UTC) - timedelta(minutes=4))
    for _ in range(3):
        assert (await visit().http.post(HOOK, content=raw, headers=headers)).status_code == 204
    assert (await state(hub, "again"))[3] == 1


@pytest.mark.parametrize(
    "change",
    [{"tracking_number": "a\x00b"}, {"scan": {}}, {"extra": 1}, {"expected_on": "soon"}, {"tracking_number": "x" * 81}],
    ids=str,
)
async def test_what_is_signed_but_malformed_is_refused(change: dict[str, Any], visit: Visit) -> None:
    is_problem(await send(visit(), {**scans("T")[1], **change}), 400, "malformed")


async def test_a_session_does_not_make_a_webhook(signed_in: As) -> None:
    ruth = await signed_in("agt_ruth")
    is_problem(await ruth.post(HOOK, scans("T")[1]), 401, "not_signed")
