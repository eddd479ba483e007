"""Processes that run journeys or a turn over the sandbox's twins, and die, pause or lose an answer where they are told to.

A journey passes moments: its connections are taken, its transactions begin, are about to commit and have committed, its
outside effects are about to happen and have happened. Between two of them nothing durable can be left behind, so killing
a process at each of them is killing it everywhere. Moments are written to a file as they pass, each with the number of
its step: `1 transaction begins`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg
from dbos import DBOS

from resolution_hub.connectors.carriers.labels import SandboxLabels
from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.connectors.mail.sandbox import SandboxMail
from resolution_hub.connectors.payments.sandbox import SandboxPayments
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.features.remedies.service import Cashier
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.kit.process import end_with_parent
from resolution_hub.ports.commerce import CommerceUnavailable
from resolution_hub.ports.labels import LabelsUnavailable
from resolution_hub.ports.mail import MailUnavailable
from resolution_hub.ports.payments import PaymentsUnavailable
from resolution_hub.wiring import labels, worker
from tests.journeys.stories import Told, book, settings, tell


@dataclass(frozen=True, slots=True)
class Orders:
    """What a process is to do: send itself `signal` at the moment numbered `at` (from 1), and find the outside world
    away at the moments in `away`, each named once for every time. `inspection_hours` is the shop's rule."""

    url: str
    folder: Path
    slot: str = "1"
    at: int | None = None
    signal: int = signal.SIGKILL
    away: tuple[str, ...] = ()
    inspection_hours: int = 0

    @property
    def trace(self) -> Path:
        return self.folder / f"moments-{os.getpid()}"


class Moments:
    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._passed = 0
        self._away = list(orders.away)
        self._file = os.open(orders.trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def at(self, moment: str) -> None:
        self._passed += 1
        os.write(self._file, f"{DBOS.step_id or 0} {moment}\n".encode())
        if self._passed == self._orders.at:
            os.kill(os.getpid(), self._orders.signal)

    async def paying(self, moment: str) -> None:
        self.at(f"payments {moment}")
        if self._is_away(f"payments {moment}"):
            raise PaymentsUnavailable(f"no answer {moment} the effect")

    async def shopping(self, moment: str) -> None:
        self.at(f"commerce {moment}")
        if self._is_away(f"commerce {moment}"):
            raise CommerceUnavailable(f"no answer {moment} the effect")

    async def mailing(self, moment: str) -> None:
        self.at(f"mail {moment}")
        if self._is_away(f"mail {moment}"):
            raise MailUnavailable(f"no answer {moment} the effect")

    async def labelling(self, moment: str) -> None:
        self.at(f"label {moment}")
        if self._is_away(f"label {moment}"):
            raise LabelsUnavailable(f"no answer {moment} the effect")

    def _is_away(self, moment: str) -> bool:
        if self._away[:1] != [moment]:
            return False
        del self._away[0]
        return True


class WatchedDatabase(Database):
    """A database whose every transaction passes three moments, and every read one."""

    def __init__(self, url: str, moments: Moments) -> None:
        super().__init__(url, most=4, name="hub-test-journeys")
        self._moments = moments

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[asyncpg.Connection]:
        async with super().transaction() as tx:
            self._moments.at("transaction begins")
            yield tx
            self._moments.at("transaction commits")
        self._moments.at("transaction committed")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[asyncpg.Connection]:
        async with super().reading() as connection:
            self._moments.at("reading")
            yield connection


def work(orders: Orders) -> None:
    """A worker as the wiring launches it, until it is killed."""
    _settle_in(orders)
    os.environ["HUB_WORKER_SLOT"] = orders.slot
    asyncio.run(_work(orders))


async def _work(orders: Orders) -> None:
    moments = Moments(orders)
    database = WatchedDatabase(orders.url, moments)
    await database.open()
    twins = Database(orders.url, most=4, name="hub-test-twins")
    await twins.open()
    means = Means(
        database=database,
        cashier=Cashier(SandboxPayments(twins.pool, moments.paying)),
        commerce=SandboxCommerce(twins.pool, moments.shopping),
        book=_rules(orders.inspection_hours),
        mail=SandboxMail(twins.pool, moments.mailing),
        sends_mail=True,
        secret=settings(orders.url).secret,
        shop_name="Juniper & Pine",
        labels=SandboxLabels(twins.pool, moments.labelling),
        returns_to=labels.returns_to(settings(orders.url)),
    )
    await worker.launch(orders.url, means)
    await asyncio.Event().wait()


def _rules(inspection_hours: int) -> Rulebook:
    read = book()
    looked_at = replace(read.terms.returns, inspection_hours=inspection_hours)
    return replace(read, terms=replace(read.terms, returns=looked_at))


def talk(orders: Orders, told: Told) -> None:
    """One turn in its transaction, as the web process runs it."""
    _settle_in(orders)
    asyncio.run(_talk(orders, told))


async def _talk(orders: Orders, told: Told) -> None:
    database = WatchedDatabase(orders.url, Moments(orders))
    await database.open()
    await tell(database, told)


def _settle_in(orders: Orders) -> None:
    end_with_parent()
    log = os.open(orders.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(log, stream.fileno())
