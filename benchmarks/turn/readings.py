"""What the reader alone can do on these cores: as many processes as serve pages, the same texts, no web, no database.

It gets the setting that is best for it (one thread of linear algebra: more only wait for each other), whatever the web
processes run with, so that the limit is a limit.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.turn import texts
from resolution_hub.nlu.reader import HybridReader

_THREADS = "OPENBLAS_NUM_THREADS"


class Readers:
    """Processes with a loaded reader each, asleep until they are timed."""

    def __init__(self, processes: int, threads: int, cache_dir: Path) -> None:
        context = multiprocessing.get_context("spawn")
        before = os.environ.get(_THREADS)
        os.environ[_THREADS] = "1"  # read when a process loads numpy, so it is set around their start
        self._pipes: list[Connection] = []
        self._processes = []
        for number in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, threads, cache_dir, number), daemon=True)
            process.start()
            self._pipes.append(ours)
            self._processes.append(process)
        for pipe in self._pipes:
            pipe.recv()
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before

    def per_second(self, seconds: float) -> tuple[float, int]:
        """Readings a second of all processes together, and how many there were."""
        for pipe in self._pipes:
            pipe.send(seconds)
        done = [pipe.recv() for pipe in self._pipes]
        return sum(count / took for count, took in done), sum(count for count, _ in done)

    def close(self) -> None:
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(10)


def _serve(pipe: Connection, threads: int, cache_dir: Path, number: int) -> None:
    reader = HybridReader.load(cache_dir)
    said = [list(islice(texts.endless(number * 100 + thread), 600)) for thread in range(threads)]
    for text in said[0][:20]:
        reader.read(text)
    with ThreadPoolExecutor(threads) as pool:
        pipe.send("ready")
        while (seconds := pipe.recv()) is not None:
            began = time.perf_counter()
            until = began + seconds
            count = sum(pool.map(lambda mine, until=until: _read_until(reader, mine, until), said))
            pipe.send((count, time.perf_counter() - began))


def _read_until(reader: HybridReader, said: list[str], until: float) -> int:
    count = 0
    while time.perf_counter() < until:
        reader.read(said[count % len(said)])
        count += 1
    return count
