"""The hub that is measured: a database of its own, the demo shop in it, the commands that a real installation runs."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg

from resolution_hub.kit import embedded
from resolution_hub.kit.settings import Settings
from resolution_hub.wiring import migrating, seeding

_READY_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Stand:
    """A hub that answers on `host`:`port`. CPU is counted for `web`, `worker` and `postgres`, by root process."""

    settings: Settings
    database_url: str
    host: str
    port: int
    roots: Mapping[str, int]


@contextmanager
def running(web_processes: int, cache_dir: Path) -> Iterator[Stand]:
    """Start everything, stop and delete everything."""
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    server: embedded.Embedded | None = None
    try:
        if not os.environ.get("HUB_DATABASE_URL"):
            server = embedded.start(folder / "postgres")
        with database(os.environ.get("HUB_DATABASE_URL") or server.url() if server else "") as database_url:
            given = environment(folder, cache_dir, database_url, web_processes)
            settings = Settings.from_env(given)
            asyncio.run(_prepare(settings))
            with command("worker", given, folder) as worker, command("serve", given, folder) as web:
                roots = {"web": web.pid, "worker": worker.pid, **({"postgres": server.pid} if server else {})}
                _wait_until_ready(settings, web, folder / "serve.log")
                yield Stand(settings, database_url, settings.host, settings.port, roots)
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def environment(folder: Path, cache_dir: Path, database_url: str, web_processes: int) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return kept | {
        "HUB_DATABASE_URL": database_url,
        "HUB_DATA_DIR": str(folder),
        "HUB_CACHE_DIR": str(cache_dir),
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(port),
        "HUB_DEMO": "1",
        "HUB_WEB_PROCESSES": str(web_processes),
        **{name: secrets.token_hex(32) for name in ("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET")},
    }


async def _prepare(settings: Settings) -> None:
    await migrating.migrate(settings.database_url)
    await seeding.seed(settings.database_url, settings)


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """A new database, dropped at the end; whatever else the server holds is left alone."""
    name = f"hub_bench_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')


@contextmanager
def command(name: str, given: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            (sys.executable, "-m", "resolution_hub.cli", name),
            env=dict(given), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_until_ready(settings: Settings, web: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        address = f"http://{settings.host}:{settings.port}/health/ready"
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise SystemExit(f"the web process does not answer; end of its log:\n{log.read_text(errors='replace')[-2000:]}")


def cpu_of(roots: Mapping[str, int]) -> dict[str, float]:
    """Seconds of CPU that each part has used until now, its children's included."""
    return {name: _cpu_of_tree(pid) for name, pid in roots.items()}


def _cpu_of_tree(pid: int) -> float:
    total = 0.0
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                used = process.cpu_times()
                total += used.user + used.system
    return total
