"""A shop for each test, cloned from one that was seeded once, and processes that work on it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import pytest

from resolution_hub.kit.db import Database
from resolution_hub.wiring import seeding
from tests.journeys import stories, worker_process
from tests.journeys.worker_process import Orders

T = TypeVar("T")
_numbers = count(1)
_PATIENCE = 30.0

# A worker's modules are imported once; each process is a fork of a clean server that has them.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([worker_process.__name__])


async def eventually(look: Callable[[], Awaitable[T]], enough: Callable[[T], bool], seconds: float = _PATIENCE) -> T:
    """What `look` sees once it is enough; an AssertionError with what it saw last after `seconds`."""
    deadline = time.monotonic() + seconds
    while not enough(seen := await look()):
        assert time.monotonic() < deadline, seen
        await asyncio.sleep(0.02)
    return seen


async def outcome_of(shop: Database, told: stories.Told, journeys: int = 1) -> stories.Outcome:
    """What there is once so many journeys have ended. Read after their end, not with it."""
    await eventually(lambda: stories.journeys(shop), lambda seen: stories.ended(seen) and seen.total() == journeys)
    return await stories.outcome(shop, told)


@contextmanager
def _clone(server_url: str, template: str) -> Iterator[str]:
    name = f"hub_test_{os.getpid()}_journeys_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{template}"')
        try:
            yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'drop database if exists "{name}" with (force)')


class Workers:
    """Starts processes on one shop and ends them all."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._running: list[Any] = []

    def start(self, **orders: Any) -> Any:
        return self._start(worker_process.work, Orders(self._url, self._folder, **orders))

    def start_turn(self, told: stories.Told, at: int | None = None) -> Any:
        return self._start(worker_process.talk, Orders(self._url, self._folder, at=at), told)

    async def died(self, process: Any) -> int:
        """How a process ended: its status, or minus the signal."""

        async def status() -> int | None:
            code: int | None = process.exitcode
            return code

        ended = await eventually(status, lambda code: code is not None)
        assert ended is not None
        return ended

    async def stopped(self, process: Any) -> None:
        """Return when a process has stopped itself."""

        async def status() -> str:
            return str(psutil.Process(process.pid).status())

        await eventually(status, lambda seen: seen == psutil.STATUS_STOPPED)

    def resume(self, process: Any) -> None:
        psutil.Process(process.pid).resume()

    def moments(self, process: Any) -> list[tuple[int, str]]:
        """What passed in a process: (number of the step, moment)."""
        trace = self._folder / f"moments-{process.pid}"
        if not trace.exists():
            return []
        lines = (line.split(" ", 1) for line in trace.read_text().splitlines())
        return [(int(step), moment) for step, moment in lines]

    def said(self) -> str:
        log = self._folder / "log"
        return log.read_text() if log.exists() else ""

    def end(self) -> None:
        for process in self._running:
            process.kill()
        for process in self._running:
            process.join(10)
            process.close()

    def _start(self, target: Callable[..., None], *arguments: object) -> Any:
        process = _PROCESSES.Process(target=target, args=arguments)
        process.start()
        self._running.append(process)
        return process


@pytest.fixture(scope="session")
async def seeded(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The name of a database with the demo shop, known to the runner, on which nothing has happened."""
    paths = [str(stories.ROOT / "src"), str(stories.ROOT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)  # for the server of processes
    with _clone(server_url, template) as url:
        await seeding.seed(url, stories.settings(url))
        workers = Workers(url, tmp_path_factory.mktemp("first-worker"))
        workers.start()
        database = Database(url, most=1)
        await database.open()

        async def queues() -> int:
            async with database.reading() as connection:
                return int(await connection.fetchval("select count(*) from dbos.queues where name = 'journeys'"))

        await eventually(queues, lambda known: known == 1)
        workers.end()
        await database.close()
        yield urlsplit(url).path.lstrip("/")


@pytest.fixture
def shop_url(server_url: str, seeded: str) -> Iterator[str]:
    with _clone(server_url, seeded) as url:
        yield url


@pytest.fixture
async def shop(shop_url: str) -> AsyncIterator[Database]:
    """A shop of the test's own."""
    database = Database(shop_url, most=2, name="hub-test")
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def workers(shop_url: str, tmp_path: Path) -> Iterator[Workers]:
    started = Workers(shop_url, tmp_path)
    yield started
    started.end()
