"""The demo starts by one command, mends what crashes, keeps its data and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from resolution_hub.wiring.demo import DemoError, find_port

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".var" / "cache"


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hub-demo-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


class _Demo:
    """A demo started as a newcomer would, with its data somewhere else."""

    def __init__(self, data_dir: Path) -> None:
        self._said = data_dir / "said.txt"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        folders = {"HUB_DATA_DIR": str(data_dir), "HUB_CACHE_DIR": str(CACHE)}
        with self._said.open("wb") as said:
            self.process = psutil.Popen(
                [sys.executable, "-m", "resolution_hub.cli", "demo"],
                cwd=ROOT,
                env={**kept, **folders, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "200"},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_open(self, seconds: float = 60) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"shop is open:\s+(\S+)", self.said())
            if found:
                return found[1]
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        return self._said.read_text()

    def wait_for_child(self, command: str, other_than: int = 0, seconds: float = 15) -> psutil.Process:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for child in self.process.children():
                if child.pid != other_than and child.cmdline()[-1:] == [command]:
                    return child
            time.sleep(0.05)
        raise AssertionError(f"no {command} process")

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return int(self.process.wait(15))


@pytest.mark.timeout(180)
def test_it_starts_mends_itself_stops_and_finds_its_data_again(data_dir: Path) -> None:
    demo = _Demo(data_dir)
    try:
        url = demo.wait_until_open()
        assert httpx.get(f"{url}/health/ready", trust_env=False).status_code == 200

        worker = demo.wait_for_child("worker")
        worker.kill()
        demo.wait_for_child("worker", other_than=worker.pid)

        family = demo.process.children(recursive=True)
        assert demo.stop(signal.SIGINT) == 0
        _, alive = psutil.wait_procs(family, timeout=5)
        assert alive == []
        assert not (data_dir / "postgres" / "postmaster.pid").exists()

        secrets = (data_dir / "secrets.env").read_text()
        before, last = secrets[: secrets.rindex("HUB_")], secrets[secrets.rindex("HUB_") :].split("=")[0]
        (data_dir / "secrets.env").write_text(before)  # as a version left it that did not need the last one
        demo = _Demo(data_dir)
        demo.wait_until_open()
        made = (data_dir / "secrets.env").read_text()
        assert made.startswith(f"{before}{last}=")
        assert len(made) == len(secrets)
        assert stat.S_IMODE((data_dir / "secrets.env").stat().st_mode) == 0o600
        assert demo.stop(signal.SIGTERM) == 0
    finally:
        if demo.process.poll() is None:
            demo.stop(signal.SIGTERM)


def test_a_port_that_was_asked_for_and_is_taken_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DemoError, match=str(port)):
            find_port({"HUB_PORT": str(port)})


@pytest.mark.parametrize("port", ["0x50", "-1", "70000", "http"])
def test_a_port_that_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(DemoError, match="HUB_PORT"):
        find_port({"HUB_PORT": port})


def test_without_a_wish_a_free_port_is_found() -> None:
    port = find_port({})
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        assert find_port({}) > port
