"""A web process as it is in use: the command, a port, Granian; for what an in-process call cannot show."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    database_url: str
    pid: int


@contextmanager
def serve(environment: dict[str, str], root: Path, log: Path) -> Iterator[Server]:
    """`resolution-hub serve` on a free port, until the block ends; its words go to `log`."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    ours = {"PYTHONPATH": str(root / "src"), "HUB_PORT": str(port), "HUB_PARENT": str(os.getpid())}
    with log.open("wb") as said:
        process = psutil.Popen(
            [sys.executable, "-m", "resolution_hub.cli", "serve"],
            cwd=root,
            env={**kept, **environment, **ours},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://{HOST}:{port}", environment["HUB_DATABASE_URL"], process.pid)
    try:
        _wait_until_ready(server.url, process, log)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(15)


def _wait_until_ready(url: str, process: psutil.Popen, log: Path) -> None:
    deadline = time.monotonic() + 45
    with httpx.Client(trust_env=False) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get(f"{url}/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    raise AssertionError(log.read_text())
