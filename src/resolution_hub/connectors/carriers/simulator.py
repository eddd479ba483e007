"""The sandbox carrier at work: sends the planned scans of `sandbox.parcel_plan` to the hub, as a carrier would.

At least once: a step is marked sent only after the hub answered 2xx, or refused it for good (4xx, logged). While the
hub is away or failing the step waits, with growing pauses; other parcels go on. Repeats and scans out of order, which
real carriers have, stand in the plan itself: a step's own time says when it is sent, its event's when it happened.
Steps that are overdue after a pause are sent at once, a handful a second.

Before an outbound parcel moves it is handed over: an order that was cancelled is not sent, and one that leaves can no
longer be cancelled. Both are decided by one statement on the shop's row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import msgspec
import structlog

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier

_ADD_STEP = """
insert into sandbox.parcel_plan (tracking_number, step, at, event)
values ($1, $2, $3, $4::text::jsonb) on conflict do nothing
"""

# Held by the one simulator that works; others on the same database stand by. A row lock would have to be held while the
# hub is called, and the hub may be waiting for that very row.
_MAY_WORK = "select pg_try_advisory_lock(hashtext('sandbox.parcel_plan'))"

_NEXT_DUE = """
select tracking_number, step, at, event::text as event from sandbox.parcel_plan
where sent_at is null and at <= $1 and tracking_number <> all($2::text[])
order by at, tracking_number, step limit 1
"""

_MARK_SENT = "update sandbox.parcel_plan set sent_at = $3 where tracking_number = $1 and step = $2"

_ORDER_OF_PARCEL = """
select order_id from public.shipments where carrier = $1 and tracking_number = $2 and direction = 'outbound'
"""

_HAND_OVER = """
insert into sandbox.orders (order_id, dispatched_at)
select id, $2 from public.orders where id = $1 and status <> 'cancelled'
on conflict (order_id) do update set dispatched_at = coalesce(sandbox.orders.dispatched_at, excluded.dispatched_at)
    where sandbox.orders.cancelled_at is null
returning order_id
"""

BETWEEN_SENDS = 0.2  # seconds: five steps a second at most
IDLE = 1.0  # seconds between looks when nothing is due
_LONGEST_PAUSE = 30.0

_log = structlog.get_logger()
PlanRow = tuple[str, int, datetime, Mapping[str, Any]]


async def lay_plan(tx: asyncpg.Connection, rows: Iterable[PlanRow]) -> None:
    """Add steps (tracking number, step, when it is sent, webhook body); steps that stand there already stay."""
    await tx.executemany(_ADD_STEP, [(t, step, at, msgspec.json.encode(event).decode()) for t, step, at, event in rows])


async def run(
    dsn: str,
    base_url: str,
    secret: bytes,
    stop: asyncio.Event,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    transport: httpx.AsyncBaseTransport | None = None,
) -> None:
    """Send due steps to the hub at `base_url` until `stop` is set. Survives restarts of the hub and of the database."""
    async with httpx.AsyncClient(base_url=base_url, timeout=10, transport=transport) as client:
        simulator = Simulator(SandboxCarrier(secret), client, clock)
        failures = 0
        while not stop.is_set():
            try:
                connection = await asyncpg.connect(dsn, server_settings={"application_name": "sandbox-carrier"})
                try:
                    failures = 0
                    while not stop.is_set() and not await connection.fetchval(_MAY_WORK):
                        await _pause(stop, IDLE)
                    while not stop.is_set():
                        sent = await simulator.send_next(connection)
                        await _pause(stop, BETWEEN_SENDS if sent else IDLE)
                finally:
                    await connection.close(timeout=2)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                failures += 1
                _log.warning("the plan cannot be read", error=str(error))
                await _pause(stop, _wait_after(failures))


class Simulator:
    """One sender. Remembers which parcels' steps failed lately, and leaves those alone for a while."""

    def __init__(self, carrier: SandboxCarrier, client: httpx.AsyncClient, clock: Callable[[], datetime]) -> None:
        self._carrier = carrier
        self._client = client
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, datetime] = {}

    async def send_next(self, connection: asyncpg.Connection) -> bool:
        """Send the step that has been due longest. False when none is, or it has to be tried again later."""
        now = self._clock()
        waiting = [tracking for tracking, until in self._not_before.items() if until > now]
        step = await connection.fetchrow(_NEXT_DUE, now, waiting)
        if step is None:
            return False
        tracking = step["tracking_number"]
        if await self._leaves(connection, tracking, step["at"]) and not await self._post(step["event"].encode()):
            self._failures[tracking] = self._failures.get(tracking, 0) + 1
            self._not_before[tracking] = now + timedelta(seconds=_wait_after(self._failures[tracking]))
            return False
        await connection.execute(_MARK_SENT, tracking, step["step"], now)
        self._failures.pop(tracking, None)
        self._not_before.pop(tracking, None)
        return True

    async def _leaves(self, connection: asyncpg.Connection, tracking: str, at: datetime) -> bool:
        order_id = await connection.fetchval(_ORDER_OF_PARCEL, self._carrier.name, tracking)
        if order_id is None:
            return True
        return await connection.fetchval(_HAND_OVER, order_id, at) is not None

    async def _post(self, raw: bytes) -> bool:
        """True when the hub has it, or will never take it."""
        path = f"/hooks/carriers/{self._carrier.name}"
        try:
            answer = await self._client.post(path, content=raw, headers=self._carrier.sign(raw, self._clock()))
        except httpx.TransportError:
            return False
        if answer.is_success:
            return True
        if answer.is_client_error and answer.status_code not in (408, 425, 429):
            _log.warning("the hub refused a scan", status=answer.status_code)
            return True
        return False


def _wait_after(failures: int) -> float:
    return float(min(_LONGEST_PAUSE, 2 ** min(failures - 1, 5)))


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass
