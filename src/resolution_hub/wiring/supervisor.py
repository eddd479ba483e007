"""Keeps a few child processes running, and ends them together.

A child that crashes is started again after a pause that doubles up to ten seconds; one that has run for a minute starts
with a short pause again. Children sit in sessions of their own, so Ctrl-C in a terminal reaches the launcher alone, which
then ends them in order.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from resolution_hub.kit.process import PARENT

_FIRST_PAUSE, _LONGEST_PAUSE, _STEADY = 0.5, 10.0, 60.0
_KEPT_LOG = 5_000_000


@dataclass(slots=True)
class Child:
    """One `resolution-hub` command that is kept running; what it prints goes to `log`."""

    name: str
    command: Sequence[str]
    log: Path
    crashes: int = 0
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    def last_lines(self, count: int = 15) -> str:
        """The end of its log, for a person to read."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


class Supervisor:
    """Runs children of `resolution-hub` with the environment given."""

    def __init__(self, environment: Mapping[str, str], log_dir: Path) -> None:
        self._environment = {**environment, PARENT: str(os.getpid()), "PYTHONUNBUFFERED": "1"}
        self._log_dir = log_dir
        self._children: list[Child] = []
        self._keepers: list[asyncio.Task[None]] = []

    def keep(self, name: str, *command: str) -> Child:
        """Start a child and keep it running until `stop`."""
        self._log_dir.mkdir(parents=True, exist_ok=True)
        child = Child(name, (sys.executable, "-m", "resolution_hub.cli", *command), self._log_dir / f"{name}.log")
        if child.log.exists() and child.log.stat().st_size > _KEPT_LOG:
            child.log.replace(child.log.with_suffix(".log.1"))
        self._children.append(child)
        self._keepers.append(asyncio.create_task(self._keep(child), name=f"keep {name}"))
        return child

    async def stop(self, seconds: float = 4.0) -> None:
        """Ask all children to end, and make them after `seconds`."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await asyncio.gather(*(_end(child, seconds) for child in self._children))

    async def _keep(self, child: Child) -> None:
        pause = _FIRST_PAUSE
        while True:
            started = time.monotonic()
            with child.log.open("ab") as log:
                child.process = await asyncio.create_subprocess_exec(
                    *child.command,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=self._environment,
                    start_new_session=True,
                )
                status = await child.process.wait()
                child.crashes += 1
                pause = _FIRST_PAUSE if time.monotonic() - started > _STEADY else min(pause * 2, _LONGEST_PAUSE)
                log.write(f"-- {child.name} ended with status {status}; starting it again in {pause} s\n".encode())
            await asyncio.sleep(pause)


async def _end(child: Child, seconds: float) -> None:
    process = child.process
    if process is None or process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        # The whole session: a web process has workers of its own.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
