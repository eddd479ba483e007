"""What a reading costs: the reader that ships, on ordinary messages, long ones, and from several threads.

Every text that is timed is a new one: the reader remembers the last few hundred, and would be timed on remembering.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path

from benchmarks.understanding.figures import quantile
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import Stand
from resolution_hub.nlu.reader import HybridReader

MESSAGES = Path(__file__).parents[2] / "tests" / "evals" / "messages.tsv"
WARM_UP = 40
_LONGER = 10


def load_reader(stand: Stand) -> HybridReader:
    """The reader that ships, from the benchmark's cache; trained first if it is not there yet."""
    return HybridReader.load(stand.cache)


def run(stand: Stand) -> list[Metric]:
    stand.say("the reader that ships")
    texts = _messages()
    reader = load_reader(stand)
    seconds = 1.0 if stand.quick else 5.0
    endless = _new_texts(texts)
    for text in islice(endless, WARM_UP):
        reader.read(text)
    one = _milliseconds(reader, islice(endless, 100 if stand.quick else len(texts)))
    long = _milliseconds(reader, _long_texts(endless, 30 if stand.quick else 100))
    stand.say("readings a second")
    alone, together = (_per_second(reader, endless, threads, seconds) for threads in (1, 2))
    stand.say("a fresh process")
    fresh = _fresh(stand.cache)
    p50, p50_long = quantile(one, 0.5), quantile(long, 0.5)
    note = "tests/evals/messages.tsv, one thread, warm, no text twice"
    return [
        Metric("reading_p50_ms", p50, "ms", len(one), None, note),
        Metric("reading_p95_ms", quantile(one, 0.95), "ms", len(one), None, note),
        Metric("reading_p50_ms_ten_times_as_long", p50_long, "ms", len(long), p50, "ten messages in one; against one"),
        Metric("readings_per_s_1_thread", alone, "1/s", int(alone * seconds), None, "one process"),
        Metric(
            "readings_per_s_2_threads", together, "1/s", int(together * seconds), alone, "one process; against 1 thread"
        ),
        Metric("reading_rss_mb", fresh["rss_mb"], "MB", 1, None, "a fresh process after 20 readings"),
        Metric("reading_load_s", fresh["load_s"], "s", 1, None, "encoder and artefact from the cache, fresh process"),
        Metric("reading_import_s", fresh["import_s"], "s", 1, None, "imports before that"),
    ]


def _messages() -> list[str]:
    lines = MESSAGES.read_text("utf-8").splitlines()
    return [line.split("\t")[1] for line in lines if "\t" in line]


def _new_texts(texts: Sequence[str]) -> Iterator[str]:
    """The texts once as they are, then each with a number of its own, so that none comes twice."""
    yield from texts
    for round_ in count(1):
        yield from (f"{text} ({round_})" for text in texts)


def _long_texts(texts: Iterator[str], number: int) -> Iterator[str]:
    return (". ".join(islice(texts, _LONGER)) for _ in range(number))


def _milliseconds(reader: HybridReader, texts: Iterator[str]) -> list[float]:
    found = []
    for text in texts:
        began = time.perf_counter()
        reader.read(text)
        found.append((time.perf_counter() - began) * 1_000)
    return found


def _per_second(reader: HybridReader, texts: Iterator[str], threads: int, seconds: float) -> float:
    piles = [list(islice(texts, int(seconds * 400))) for _ in range(threads)]
    began = time.perf_counter()

    def read_on(pile: list[str]) -> int:
        done = 0
        while time.perf_counter() < began + seconds:
            reader.read(pile[done % len(pile)])
            done += 1
        return done

    with ThreadPoolExecutor(threads) as pool:
        done = sum(pool.map(read_on, piles))
    return done / (time.perf_counter() - began)


_FRESH = """
import json, sys, time
began = time.perf_counter()
from pathlib import Path
import psutil
from resolution_hub.nlu.reader import HybridReader
imported = time.perf_counter()
reader = HybridReader.load(Path(sys.argv[1]))
loaded = time.perf_counter()
for number in range(20):
    reader.read(f"where is parcel {number}, and can I still cancel it?")
rss = psutil.Process().memory_info().rss / 2**20
print(json.dumps({"import_s": imported - began, "load_s": loaded - imported, "rss_mb": rss}))
"""


def _fresh(cache: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(cache)], check=True, capture_output=True, text=True, timeout=300
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
