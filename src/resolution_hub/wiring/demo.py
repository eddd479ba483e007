"""`resolution-hub demo`: everything on this machine, from nothing, by one command.

The same processes that a real installation runs (web, worker, the sandbox's carrier), over the embedded PostgreSQL or the
one that HUB_DATABASE_URL names. Data and secrets are made once, in the data folder, and found again by the next start.
"""

import asyncio
import contextlib
import fcntl
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from resolution_hub.kit import embedded
from resolution_hub.kit.settings import Settings
from resolution_hub.wiring import migrating, seeding
from resolution_hub.wiring.supervisor import Child, Supervisor

PROCESSES = {"web": "serve", "worker": "worker", "carrier": "sandbox-carrier"}

_SECRETS = ("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET", "HUB_SHOP_SECRET")
_FIRST_PORT, _PORTS_TRIED = 8080, 20
_READY_SECONDS = 240.0  # the first start learns the intents: half a minute, and longer where others work too
_PATIENCE_SECONDS = 5.0
_CRASHES_UNTIL_READY = 3


class DemoError(Exception):
    """The demo cannot start; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A demo that answers: where its pages are, and where its processes write their logs."""

    url: str
    data_dir: Path
    log_dir: Path
    seconds: float


class _Stopped(Exception):
    pass


async def run(given: Mapping[str, str], say: Callable[[str], None], ready: Callable[[Running], None]) -> None:
    """Start, call `ready` once pages are served, and return when SIGINT or SIGTERM has stopped everything.

    `say` gets a line for each step. Raises DemoError, SettingsError, EmbeddedError.
    """
    began = time.monotonic()
    data_dir = Path(given.get("HUB_DATA_DIR") or ".var/hub").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    with _only_one(data_dir) as note, _stop_signals() as stop:
        port = find_port(given)
        environment = {**given, **_kept_secrets(data_dir, given), "HUB_DEMO": "1", "HUB_DATA_DIR": str(data_dir)}
        environment["HUB_PORT"] = str(port)
        url = f"http://{environment.get('HUB_HOST', '127.0.0.1')}:{port}"
        note(url)
        server: embedded.Embedded | None = None
        supervisor: Supervisor | None = None
        try:
            if not given.get("HUB_DATABASE_URL"):
                say("Starting the database")
                server = await asyncio.to_thread(embedded.start, data_dir / "postgres")
                environment["HUB_DATABASE_URL"] = await asyncio.to_thread(server.ensure_database, "hub")
            settings = Settings.from_env(environment)
            await _unless(stop, _prepare(settings, say))
            say("Starting web, worker and the sandbox carrier")
            supervisor = Supervisor(environment, data_dir / "log")
            children = [supervisor.keep(name, command) for name, command in PROCESSES.items()]
            await _unless(stop, _wait_until_ready(url, children, say))
            ready(Running(url, data_dir, data_dir / "log", time.monotonic() - began))
            await stop.wait()
        except _Stopped:
            pass
        finally:
            say("Stopping")
            if supervisor is not None:
                await supervisor.stop()
            if server is not None:
                await asyncio.to_thread(server.stop)


async def _prepare(settings: Settings, say: Callable[[str], None]) -> None:
    await migrating.migrate(settings.database_url)
    say("Looking after the demo shop")
    await seeding.seed(settings.database_url, settings)


async def _wait_until_ready(url: str, children: list[Child], say: Callable[[str], None]) -> None:
    began, said = time.monotonic(), False
    deadline = began + _READY_SECONDS
    async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
        while time.monotonic() < deadline:
            for child in children:
                if child.crashes >= _CRASHES_UNTIL_READY:
                    raise DemoError(f"{child.name} does not start; end of {child.log}:\n{child.last_lines()}")
            with contextlib.suppress(httpx.HTTPError):
                if (await client.get(f"{url}/health/ready")).status_code == httpx.codes.OK:
                    return
            if not said and time.monotonic() - began > _PATIENCE_SECONDS:
                said = True
                say("Learning what messages mean; the next start finds it learnt")
            await asyncio.sleep(0.1)
    web = children[0]
    raise DemoError(f"no page came within {_READY_SECONDS:.0f} s; end of {web.log}:\n{web.last_lines()}")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work; give up as soon as a stop is asked for."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not doing.done():
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        raise _Stopped
    doing.result()


def find_port(given: Mapping[str, str]) -> int:
    """HUB_PORT, which must be free; without it the first free one from 8080 on. Raises DemoError."""
    host = given.get("HUB_HOST", "127.0.0.1")
    wanted = given.get("HUB_PORT", "")
    if wanted:
        if not wanted.isdigit() or not _is_free(host, int(wanted)):
            raise DemoError(f"port {wanted} of {host} cannot be used; set HUB_PORT to a free one, or leave it unset")
        return int(wanted)
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        if _is_free(host, port):
            return port
    last = _FIRST_PORT + _PORTS_TRIED - 1
    raise DemoError(f"no port from {_FIRST_PORT} to {last} of {host} is free; set HUB_PORT to one that is")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port of a demo that just ended is free
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def _kept_secrets(data_dir: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The secrets given, else those in the data folder, made there (readable by this user alone) by the first start that
    needs them."""
    kept_in = data_dir / "secrets.env"
    with open(os.open(kept_in, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+") as file:  # noqa: PTH123
        kept = dict(line.split("=", 1) for line in file.read().splitlines() if "=" in line)
        made = {name: secrets.token_urlsafe(32) for name in _SECRETS if name not in kept}
        file.write("".join(f"{name}={value}\n" for name, value in made.items()))
    kept |= made
    return {name: given.get(name) or kept[name] for name in _SECRETS}


@contextmanager
def _only_one(data_dir: Path) -> Iterator[Callable[[str], None]]:
    """One demo a data folder. Yields what writes down where it is to be found."""
    path = data_dir / "demo.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DemoError(f"a demo is already running here: {path.read_text().strip()}") from error

        def note(url: str) -> None:
            lock.truncate(0)
            lock.write(f"{url}\n")
            lock.flush()

        yield note


@contextmanager
def _stop_signals() -> Iterator[asyncio.Event]:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
