"""A hub to measure: a database of its own, the demo shop, `serve` with as many processes as cores, and a worker."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.turn.wire import Line
from resolution_hub.core.people import Role
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Caller
from resolution_hub.kit import embedded
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings
from resolution_hub.web.auth import now
from resolution_hub.wiring import migrating, seeding

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class House:
    settings: Settings
    database: Database
    processes: int

    async def line(self, kind: str, subject: str) -> Line:
        """A signed-in caller's connection. The session is made in the database, as signing in makes it."""
        async with self.database.transaction() as tx:
            token = await people.start_session(tx, kind, subject, now())
        caller = Caller("customer" if kind == "customer" else "agent", subject, token)
        return Line(self.settings.host, self.settings.port, token, caller.csrf(self.settings.secret))

    async def customers(self) -> list[str]:
        async with self.database.reading() as connection:
            return [row["id"] for row in await connection.fetch("select id from customers order by id")]

    async def agent(self, number: int) -> str:
        agent_id = f"agt_bench_{number}"
        async with self.database.transaction() as tx:
            await people.add_agent(tx, agent_id, f"Agent {number}", f"a{number}@example.org", Role.AGENT, "bench", None)
        return agent_id


@contextlib.asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    """Everything started, and all of it stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    server = None
    url = os.environ.get("HUB_DATABASE_URL")
    if not url:
        server = await asyncio.to_thread(embedded.start, folder / "postgres")
        url = await asyncio.to_thread(server.ensure_database, "bench")
    processes = os.cpu_count() or 1
    given = {
        **os.environ,
        "HUB_DATABASE_URL": url,
        "HUB_DEMO": "1",
        "HUB_DATA_DIR": str(folder / "hub"),
        "HUB_CACHE_DIR": str(ROOT / ".var" / "cache"),
        "HUB_RULEBOOK_DIR": str(ROOT / "rulebook"),
        "HUB_ARTICLES_DIR": str(ROOT / "articles"),
        "HUB_PORT": str(_free_port()),
        "HUB_WEB_PROCESSES": str(processes),
        **{f"HUB_{name}SECRET": secrets.token_urlsafe(32) for name in ("", "IDENTITY_", "CARRIER_")},
    }
    settings = Settings.from_env(given)
    await migrating.migrate(url)
    await seeding.seed(url, settings)
    database = Database(url, most=4, name="bench")
    await database.open()
    log = (folder / "log").open("wb")
    command = [sys.executable, "-m", "resolution_hub.cli"]
    started = [
        await asyncio.create_subprocess_exec(*command, name, env=given, stdout=log, stderr=log)
        for name in ("serve", "worker")
    ]
    try:
        await _ready(settings, folder / "log")
        yield House(settings, database, processes)
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        await asyncio.gather(*(process.wait() for process in started))
        await database.close()
        log.close()
        if server is not None:
            await asyncio.to_thread(server.stop)
        shutil.rmtree(folder, ignore_errors=True)


async def _ready(settings: Settings, log: Path) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                if (await client.get(f"http://{settings.host}:{settings.port}/health/ready")).status_code == 200:
                    return
            await asyncio.sleep(0.1)
    raise RuntimeError(f"the hub did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
