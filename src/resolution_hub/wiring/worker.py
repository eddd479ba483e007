"""The worker: runs journeys. Any number of workers may run over one database, each in a slot of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from datetime import UTC, datetime

import asyncpg
import psycopg
import structlog
from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.connectors.payments.sandbox import SandboxPayments
from resolution_hub.features.acts import acknowledging
from resolution_hub.features.people import codes
from resolution_hub.features.people import service as people
from resolution_hub.features.promises import service as promises
from resolution_hub.features.remedies.service import Cashier
from resolution_hub.features.returns import service as returns
from resolution_hub.features.staffing import service as staffing
from resolution_hub.journeys import (
    acknowledge,
    carry_out,
    instant_refund,
    promise_due,
    return_moved,
    send_code,
    subscribing,
)
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.kit.durable import QUEUE
from resolution_hub.kit.logs import start_logs
from resolution_hub.kit.settings import Settings
from resolution_hub.talk import acting
from resolution_hub.talk import billing_error as talk_billing_error
from resolution_hub.wiring import labels, post, rulebooks, tending

# Recovery finds a journey only under the version and the slot that it was begun with; both are constant on purpose.
VERSION = "1"
# What this worker can run, and what the rest of the hub asks for by name alone.
JOURNEYS = (instant_refund, carry_out, acknowledge, return_moved, subscribing, promise_due, send_code)
ASKED_FOR = (
    talk_billing_error.JOURNEY, acting.JOURNEY, acknowledging.JOURNEY, returns.JOURNEY, subscribing.JOURNEY,
    promises.JOURNEY, codes.JOURNEY,
)  # fmt: skip
_POLL_SECONDS = 0.05
_SWEEP_SECONDS = 3600.0
_log = structlog.get_logger()


class JourneyMissing(Exception):
    """The hub asks for journeys that no worker can run: they would be claimed, and never end."""


def run(settings: Settings) -> None:
    """Work until SIGINT or SIGTERM."""
    start_logs("worker")
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    loaded = rulebooks.read(settings)
    database = Database(settings.database_url, most=8, name="hub-worker")
    await database.open()
    await rulebooks.keep(database, loaded)
    means = Means(
        database=database,
        cashier=Cashier(SandboxPayments(database.pool)),
        commerce=SandboxCommerce(database.pool),
        book=loaded.book,
        mail=post.office(settings, database.pool),
        sends_mail=settings.sends_codes,
        secret=settings.secret,
        shop_name=settings.shop_name,
        labels=labels.carrier(database.pool),
        returns_to=labels.returns_to(settings),
    )
    await launch(settings.database_url, means)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    _log.info("worker.ready")
    kept_up = (
        asyncio.create_task(_sweep(database), name="sweep"),
        asyncio.create_task(tending.tend_desk(database, loaded.book), name="desk"),
    )
    await stop.wait()
    for task in kept_up:
        task.cancel()
    await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=1)
    await database.close()


async def _sweep(database: Database) -> None:
    """Once an hour, drop sessions, spent tokens and attempt counts that have expired; several workers do no harm."""
    while True:
        try:
            async with database.transaction() as tx:
                await people.sweep(tx, datetime.now(UTC))
                await staffing.sweep(tx, datetime.now(UTC))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            _log.warning("worker.sweep_failed", error=type(error).__name__)
        await asyncio.sleep(_SWEEP_SECONDS)


def check_known(names: Iterable[str]) -> None:
    """Raises JourneyMissing for a name that this worker cannot run."""
    missing = set(names) - {journey.NAME for journey in JOURNEYS}
    if missing:
        raise JourneyMissing(", ".join(sorted(missing)))


async def launch(database_url: str, means: Means) -> None:
    """Start the durable runner on the current event loop, with every journey known to it. Raises JourneyMissing."""
    check_known(ASKED_FOR)
    slot = os.environ.get("HUB_WORKER_SLOT", "1")
    os.environ.setdefault("DBOS__VMID", f"worker-{slot}")
    config: DBOSConfig = {
        "name": "resolution-hub",
        "system_database_url": database_url,
        "application_version": VERSION,
        "executor_id": f"worker-{slot}",
        "log_level": "WARNING",
    }
    if not event.contains(Engine, "handle_error", _server_away):
        event.listen(Engine, "handle_error", _server_away)
    DBOS(config=config)
    for journey in JOURNEYS:
        journey.register(means)
    DBOS.launch()
    await DBOS.register_queue_async(QUEUE, polling_interval_sec=_POLL_SECONDS)


def _server_away(context: ExceptionContext) -> None:
    """Have the runner wait for a server that cannot be reached, whatever the driver calls that.

    It waits after a lost connection and a refused one. A Unix socket that is gone while the server restarts it took for
    an error in its own step, and what it had claimed or done then stood unfinished until the worker's next start.
    """
    if context.connection is None and isinstance(context.original_exception, psycopg.OperationalError):
        context.is_disconnect = True
