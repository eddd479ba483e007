"""The simulated carrier against a hub that is a function: what it sends, when, and what it does about trouble."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest

from resolution_hub.connectors.carriers import simulator
from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.connectors.carriers.simulator import Simulator, lay_plan

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = b"a secret of the carrier and us"
CARRIER = SandboxCarrier(SECRET)


class Hub:
    """Answers as told, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answer: Callable[[str], int] = lambda _: 204
        self.events: list[tuple[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/hooks/carriers/sandbox"
        (event,) = CARRIER.parse(request.headers, request.content, datetime.now(UTC))
        status = self.answer(event.tracking_number)
        if status == 0:
            raise httpx.ConnectError("away")
        if status < 300:
            self.events.append((event.tracking_number, event.scan.event_id))
        return httpx.Response(status)


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sender(hub: Hub, clock: Clock) -> Simulator:
    client = httpx.AsyncClient(base_url="http://hub.test", transport=httpx.MockTransport(hub))
    return Simulator(CARRIER, client, clock)


def a_step(
    tracking: str, step: int, at: datetime, status: str = "in_transit"
) -> tuple[str, int, datetime, dict[str, Any]]:
    scan = {"event_id": f"{tracking}-{step}", "at": at.isoformat(), "status": status, "place": "Columbus, OH"}
    return tracking, step, at, {"id": f"wh-{tracking}-{step}", "tracking_number": tracking, "scan": scan}


async def a_parcel(
    tx: asyncpg.Connection, tracking: str, status: str = "preparing", direction: str = "outbound"
) -> str:
    order = f"ord_{tracking}"
    await tx.execute(
        "insert into customers values ('c', 'A', 'B', 'a@example.com', 'en-US', 'US', 'USD', 'UTC')"
        " on conflict do nothing"
    )
    await tx.execute(
        "insert into orders (id, number, customer_id, placed_at, status, total, currency)"
        " values ($1, $1, 'c', now(), $2, 100, 'USD')",
        order,
        status,
    )
    await tx.execute(
        "insert into shipments (id, order_id, direction, carrier, tracking_number) values ($1, $2, $3, 'sandbox', $4)",
        f"shp_{tracking}",
        order,
        direction,
        tracking,
    )
    return order


async def drain(sender: Simulator, tx: asyncpg.Connection) -> None:
    while await sender.send_next(tx):
        pass


async def test_due_steps_are_sent_once_oldest_first(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    ago = [clock.now - timedelta(minutes=m) for m in (3, 2, 1)]
    await lay_plan(tx, [a_step("MP1", 2, ago[2]), a_step("MP1", 1, ago[0]), a_step("MP2", 1, ago[1])])
    await lay_plan(tx, [a_step("MP3", 1, clock.now + timedelta(seconds=1))])
    await drain(sender, tx)
    assert hub.events == [("MP1", "MP1-1"), ("MP2", "MP2-1"), ("MP1", "MP1-2")]


async def test_a_plan_laid_twice_is_one_plan(sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection) -> None:
    for _ in range(2):
        await lay_plan(tx, [a_step("MP1", 1, clock.now)])
        await drain(sender, tx)
    assert hub.events == [("MP1", "MP1-1")]


@pytest.mark.parametrize("trouble", [0, 500, 503, 429])
async def test_while_the_hub_is_away_a_step_waits_and_is_sent_later(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection, trouble: int
) -> None:
    await lay_plan(tx, [a_step("MP1", 1, clock.now)])
    hub.answer = lambda _: trouble
    assert not await sender.send_next(tx)
    hub.answer = lambda _: 204
    assert not await sender.send_next(tx), "it is left alone for a while"
    clock.now += timedelta(seconds=2)
    assert await sender.send_next(tx)
    assert hub.events == [("MP1", "MP1-1")]


async def test_a_step_that_makes_the_hub_fail_does_not_hold_up_other_parcels(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    await lay_plan(tx, [a_step("MP1", 1, clock.now - timedelta(minutes=1)), a_step("MP2", 1, clock.now)])
    hub.answer = lambda tracking: 500 if tracking == "MP1" else 204
    assert not await sender.send_next(tx)
    assert await sender.send_next(tx)
    assert hub.events == [("MP2", "MP2-1")]


async def test_pauses_grow_to_half_a_minute_and_no_further(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    await lay_plan(tx, [a_step("MP1", 1, clock.now)])
    calls: list[datetime] = []

    def away(tracking: str) -> int:
        calls.append(clock.now)
        return 503

    hub.answer = away
    for _ in range(200):
        await sender.send_next(tx)
        clock.now += timedelta(seconds=1)
    gaps = [(later - earlier).seconds for earlier, later in pairwise(calls)]
    assert gaps[:6] == [1, 2, 4, 8, 16, 30]
    assert set(gaps[5:]) == {30}


@pytest.mark.parametrize("refusal", [400, 401, 404])
async def test_what_the_hub_refuses_for_good_is_not_sent_again(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection, refusal: int
) -> None:
    await lay_plan(tx, [a_step("MP1", 1, clock.now)])
    hub.answer = lambda _: refusal
    assert await sender.send_next(tx)
    hub.answer = lambda _: 204
    assert not await sender.send_next(tx)


async def test_a_parcel_that_leaves_can_no_longer_be_cancelled(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    order = await a_parcel(tx, "MP1")
    await lay_plan(tx, [a_step("MP1", 1, clock.now, "picked_up")])
    assert await sender.send_next(tx)
    left = await tx.fetchval("select dispatched_at from sandbox.orders where order_id = $1", order)
    assert left == clock.now


async def test_a_cancelled_order_is_not_sent_and_its_steps_are_skipped(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    known, unknown = await a_parcel(tx, "MP1"), await a_parcel(tx, "MP2", status="cancelled")
    await tx.execute("insert into sandbox.orders (order_id, cancelled_at) values ($1, now())", known)
    await lay_plan(tx, [a_step("MP1", 1, clock.now), a_step("MP2", 1, clock.now)])
    await drain(sender, tx)
    assert hub.events == []
    assert await tx.fetchval("select count(*) from sandbox.parcel_plan where sent_at is null") == 0
    assert await tx.fetchval("select dispatched_at from sandbox.orders where order_id = $1", known) is None
    assert await tx.fetchval("select count(*) from sandbox.orders where order_id = $1", unknown) == 0


async def test_a_return_parcel_dispatches_nothing(
    sender: Simulator, hub: Hub, clock: Clock, tx: asyncpg.Connection
) -> None:
    await a_parcel(tx, "MP1", status="delivered", direction="return")
    await lay_plan(tx, [a_step("MP1", 1, clock.now)])
    assert await sender.send_next(tx)
    assert await tx.fetchval("select count(*) from sandbox.orders") == 0


async def test_it_runs_until_it_is_stopped_with_one_sender_at_a_time(
    fresh_database_url: str, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "BETWEEN_SENDS", 0.001)
    monkeypatch.setattr(simulator, "IDLE", 0.02)
    connection = await asyncpg.connect(fresh_database_url)
    await lay_plan(connection, [a_step("MP1", step, NOW + timedelta(seconds=step)) for step in range(20)])
    stop = asyncio.Event()

    def stop_at_the_last(_: str) -> int:
        if len(hub.events) == 19:
            stop.set()
        return 204

    hub.answer = stop_at_the_last

    def run() -> "asyncio.Task[None]":
        transport = httpx.MockTransport(hub)
        return asyncio.ensure_future(
            simulator.run(fresh_database_url, "http://hub.test", SECRET, stop, transport=transport)
        )

    tasks = [run(), run()]
    async with asyncio.timeout(20):
        await asyncio.gather(*tasks)
    await connection.close()
    assert hub.events == [("MP1", f"MP1-{step}") for step in range(20)]


async def test_it_waits_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch, hub: Hub) -> None:
    stop = asyncio.Event()
    task = asyncio.ensure_future(simulator.run("postgresql://nobody@127.0.0.1:9/none", "http://hub.test", SECRET, stop))
    await asyncio.sleep(0.1)
    assert not task.done()
    stop.set()
    async with asyncio.timeout(5):
        await task


def test_the_webhook_is_what_the_plan_says() -> None:
    body = msgspec.json.encode(a_step("MP1", 1, NOW)[3])
    (event,) = CARRIER.parse(CARRIER.sign(body, NOW), body, NOW)
    assert event.tracking_number == "MP1"
