"""What the reader alone can do on these cores: as many processes as serve pages, the same texts, no web, no database."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from benchmarks.turn.talkers import TEXTS
from resolution_hub.nlu.reader import HybridReader


def per_second(cache_dir: Path, processes: int, seconds: float) -> float:
    """Readings a second of all processes together; loading the reader is not counted."""
    context = multiprocessing.get_context("spawn")
    start, done = context.Barrier(processes), context.SimpleQueue()
    started = [context.Process(target=_read, args=(cache_dir, seconds, start, done)) for _ in range(processes)]
    for process in started:
        process.start()
    speed: float = sum(done.get() for _ in started)
    for process in started:
        process.join()
    return speed


def _read(cache_dir: Path, seconds: float, start: Barrier, done: Any) -> None:
    reader = HybridReader.load(cache_dir)
    for text in TEXTS:
        reader.read(text)
    start.wait()
    count, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        reader.read(TEXTS[count % len(TEXTS)])
        count += 1
    done.put(count / (time.perf_counter() - began))
