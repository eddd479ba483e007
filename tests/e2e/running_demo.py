"""The demo, started as the README says, with its data in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import psutil

from resolution_hub.kit import embedded

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).parent / "resolution-hub"


class RunningDemo:
    """`resolution-hub demo` on a free port. What it learns of language is shared with other demos of this folder."""

    def __init__(self, data_dir: Path) -> None:
        built = ROOT / "src" / "resolution_hub" / "static" / "help" / "index.html"
        assert built.is_file(), "the pages are not built: run `make test-browser`, which builds them"
        self.data_dir = data_dir
        self._said = data_dir / "said.txt"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        self._environment = {
            **kept,
            "HUB_DATA_DIR": str(data_dir),
            "HUB_PORT": str(port),
            "HUB_CACHE_DIR": str(ROOT / ".var" / "cache"),
            "COLUMNS": "200",
        }
        with self._said.open("wb") as said:
            self.process = psutil.Popen(
                [COMMAND, "demo"],
                cwd=ROOT,
                env=self._environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.url = self._wait_until_open()

    def _wait_until_open(self, seconds: float = 120) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"shop is open:\s+(\S+)", self._said.read_text())
            if found:
                return found[1]
            time.sleep(0.1)
        self.process.terminate()
        raise AssertionError(f"the demo did not open:\n{self._said.read_text()}")

    def get(self, path: str) -> Any:
        """The JSON of a public resource."""
        return httpx.get(self.url + path, trust_env=False).raise_for_status().json()

    def run(self, *command: str | Path) -> str:
        """What another command of the hub says, working on this demo's database with its secrets."""
        environment = dict(line.split("=", 1) for line in (self.data_dir / "secrets.env").read_text().splitlines())
        database = embedded.start(self.data_dir / "postgres").url("hub")
        done = subprocess.run(
            [COMMAND, *command],
            cwd=ROOT,
            env={**self._environment, **environment, "HUB_DEMO": "1", "HUB_DATABASE_URL": database},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def child(self, command: str, other_than: int = 0, seconds: float = 20) -> psutil.Process:
        """The process that the launcher runs for `command`, once there is one."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for child in self.process.children():
                if child.pid != other_than and child.cmdline()[-1:] == [command]:
                    return child
            time.sleep(0.05)
        raise AssertionError(f"no {command} process")

    def wait_until_ready(self, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/health/ready", timeout=2, trust_env=False).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise AssertionError("the pages did not come back")

    def stop(self) -> None:
        """Ctrl-C: it must end by itself, soon, and take everything with it."""
        family = self.process.children(recursive=True)
        self.process.send_signal(signal.SIGINT)
        try:
            status = self.process.wait(10)
        except psutil.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"the demo did not stop within 10 s:\n{self._said.read_text()}") from None
        _, alive = psutil.wait_procs(family, timeout=2)
        for left in alive:
            left.kill()
        assert not alive, f"left behind: {alive}"
        assert not (self.data_dir / "postgres" / "postmaster.pid").exists()
        assert status == 0, self._said.read_text()
