"""`python -m benchmarks.understanding --data DIR [--json FILE] [--quick] [--peers]`: how well texts are understood."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded: figures are of one thread

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.understanding.rows import Metric, read_floors, show, write
from benchmarks.understanding.stand import Stand

# Each is a module with `run(stand) -> list[Metric]`; what is timed comes first, while the process is small.
SECTIONS = ("reading", "retrieval", "bitext", "hint3", "banking77", "clinc150", "context")
_FILE_WIDTH = 200  # of the table where it is not shown on a terminal


def machine() -> str:
    """The processor as the system names it, and how many cores there are."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{name}, {multiprocessing.cpu_count()} cores"


def measure(stand: Stand, names: list[str], advance: Callable[[], None]) -> list[Metric]:
    """Every section in turn. One that fails is a problem that is told, and the others go on."""
    metrics: list[Metric] = []
    for name in names:
        section: Callable[[Stand], list[Metric]] = import_module(f"benchmarks.understanding.{name}").run
        try:
            metrics += section(stand)
        except Exception as error:  # noqa: BLE001 - minutes of other figures must not be lost
            stand.problems.append(f"{name}: {type(error).__name__}: {error}")
        advance()
    return metrics


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a folder with any of the sets; without it, only our own are measured"
    )
    parser.add_argument("--json", type=Path, help="write the rows here, too")
    parser.add_argument("--quick", action="store_true", help="some two minutes: fewer rows, and rough numbers")
    parser.add_argument("--peers", action="store_true", help="measure nlp.js, too, fetched by npm into the cache")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="these sections alone")
    parser.add_argument("--cache", type=Path, default=Path(".var/cache"), help="where models are kept")
    given = parser.parse_args(arguments)
    if given.data is not None and not given.data.is_dir():
        parser.error(f"{given.data} is not a folder")
    cache = given.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    names = [name for name in given.only or SECTIONS if find_spec(f"benchmarks.understanding.{name}") is not None]
    progress = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    )
    with progress:
        task = progress.add_task("", total=len(names))
        stand = Stand(given.data, cache, given.quick, given.peers, lambda what: progress.update(task, description=what))
        metrics = measure(stand, names, lambda: progress.advance(task))
    console = Console()
    if not console.is_terminal:
        console.width = _FILE_WIDTH
    show(metrics, read_floors(), f"{datetime.now(UTC):%Y-%m-%d}, {machine()}", console)
    for skipped in dict.fromkeys(stand.skipped):
        print(f"skipped: {skipped}")
    for problem in stand.problems:
        print(f"error: {problem}", file=sys.stderr)
    if given.json:
        write(metrics, given.json)
    return 1 if stand.problems else 0


if __name__ == "__main__":
    sys.exit(main())
