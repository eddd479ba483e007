"""`python -m benchmarks.turn [--json FILE] [--quick]`: how long an answer takes, and how many there are in a second."""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import platform
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.turn import crowd, load, pgbench, stand, texts
from benchmarks.turn.load import Appends, Outcome, Talk, Turns
from benchmarks.turn.readings import Readers
from benchmarks.turn.rows import Row, median, percentile, row, show, write

WEB_PROCESSES = 2
READER_THREADS = 1  # one a process fills the cores, and reads more than two that share an interpreter
CLIENTS, AGENT_CLIENTS = 32, 16
MOST_FAILURES = 0.01
SLOW = 12  # turns a second of eight customers: below what one may send
AIMS = {50: (15.0, 60.0)}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each part takes, in seconds; `rounds` of a peer and ours in turn."""

    at_rate: dict[int, float]
    rounds: int
    saturated: float
    alone: float
    appends: int
    growth_turns: int


FULL = Plan({1: 60, 10: 60, 50: 40}, 3, 8, 4, 5, 8)
QUICK = Plan({1: 5, 10: 8, 50: 8}, 1, 4, 2, 2, 3)


class Bench:
    """One run on one stand; gathers rows."""

    def __init__(self, running: stand.Stand, plan: Plan, generator: ProcessPoolExecutor, readers: Readers) -> None:
        self._stand, self._plan, self._generator, self._readers = running, plan, generator, readers
        self._tags = (f"b{number}" for number in count())
        self.rows: list[Row] = []
        self._busiest: tuple[float, str] = (0.0, "")

    async def run(self) -> None:
        async with crowd.Crowd(self._stand) as people:
            talks = await people.everybody()
            places = await people.agents()
            await people.tidy()
            await self._turns("warm-up", talks, 3, clients=8)
            for rate, seconds in self._plan.at_rate.items():
                await self._at(rate, seconds, await people.caught_up(talks))
            await self._saturated(people, talks)
            await self._appends(places)
            await self._growth(people)
        self.rows.append(
            row("generator_cpu_share", self._busiest[0], "core", 1, note=f"the most of any part: {self._busiest[1]}")
        )

    async def _at(self, rate: int, seconds: float, talks: tuple[Talk, ...]) -> None:
        done = await self._turns(f"{rate}/s", talks, seconds, rate=rate)
        suffix = "" if rate == 10 else f"_at_{rate}"
        aims = AIMS.get(rate, (None, None))
        for name, share, aim in (("p50", 0.5, aims[0]), ("p99", 0.99, aims[1])):
            note = f"{rate}/s, Poisson, from the due moment" + (f"; aim at most {aim:g}" if aim else "")
            self.rows.append(row(f"turn_{name}_ms{suffix}", percentile(done.ms, share), "ms", len(done.ms), aim, note))

    async def _saturated(self, people: crowd.Crowd, talks: tuple[Talk, ...]) -> None:
        alone, turns, number = [], [], 0
        spent = dict.fromkeys(self._stand.roots, 0.0)
        for _ in range(self._plan.rounds):
            alone.append((await asyncio.to_thread(self._readers.per_second, self._plan.alone))[0])
            talks = await people.caught_up(talks)
            done = await self._turns(
                "saturation", talks, self._plan.saturated, clients=CLIENTS, roots=self._stand.roots
            )
            for name, seconds in done.cpu.items():
                spent[name] += seconds
            turns.append(done.per_second)
            number += len(done.ms)
        note = f"{CLIENTS} clients, closed loop; against readings alone, {WEB_PROCESSES} processes; medians of {len(turns)}"
        self.rows.append(row("turns_per_s", median(turns), "1/s", number, median(alone), note))
        ratio = median(turns) / median(alone)
        self.rows.append(row("turns_per_s_over_readings", ratio, "ratio", number, 0.6, "aim at least 0.6"))
        for name, seconds in spent.items():
            self.rows.append(
                row(f"turn_cpu_ms_{name}", seconds / number * 1000, "ms", number, note="a turn, at saturation")
            )

    async def _appends(self, places: Sequence[load.Place]) -> None:
        peer, ours, number = [], [], 0
        half: list[float] = []
        for _ in range(self._plan.rounds):
            speed, _ = await asyncio.to_thread(
                pgbench.per_second, self._stand.database_url, AGENT_CLIENTS, self._plan.appends
            )
            peer.append(speed)
            order = Appends(
                self._stand.host, self._stand.port, tuple(places), self._plan.appends, next(self._tags), AGENT_CLIENTS
            )
            done = await self._generate("agents' messages", load.run_appends, order)
            ours.append(done.per_second)
            half.append(percentile(done.ms, 0.5))
            number += len(done.ms)
        note = f"{AGENT_CLIENTS} clients, closed loop, p50 {median(half):.1f} ms; against pgbench -M prepared, same SQL"
        self.rows.append(row("append_per_s", median(ours), "1/s", number, median(peer), note))
        ratio = median(ours) / median(peer)
        self.rows.append(row("append_per_s_over_pgbench", ratio, "ratio", number, 0.4, "aim at least 0.4"))

    async def _growth(self, people: crowd.Crowd) -> None:
        customers = await people.some_customers(8)
        by_events = {f"{n}_events": await people.with_events(customers, n) for n in (10, 100, 1000)}
        by_orders = {f"{n}_orders": await people.with_orders(n, 8) for n in (5, 50)}
        await people.tidy()
        for sizes in (by_events, by_orders):
            await self._growing(people, sizes)

    async def _growing(self, people: crowd.Crowd, sizes: dict[str, tuple[Talk, ...]]) -> None:
        """A few a second, the sizes in turn, so that whatever else the machine does falls on all of them alike."""
        ms: dict[str, list[float]] = {name: [] for name in sizes}
        for _ in range(self._plan.growth_turns):
            for name, talks in sizes.items():
                done = await self._turns(name, await people.caught_up(talks), 1, rate=SLOW, text=texts.TRACK)
                ms[name] += done.ms
        smallest: float | None = None
        for name, all_ms in ms.items():
            value = percentile(all_ms, 0.5)
            note = f"{SLOW}/s, {texts.TRACK!r}" + ("; against the smallest" if smallest else "")
            self.rows.append(row(f"turn_p50_ms_{name}", value, "ms", len(all_ms), smallest, note))
            smallest = smallest or value

    async def _turns(self, what: str, talks: tuple[Talk, ...], seconds: float, **more: Any) -> Outcome:
        order = Turns(self._stand.host, self._stand.port, talks, seconds, next(self._tags), **more)
        return await self._generate(what, load.run_turns, order)

    async def _generate(self, what: str, work: Callable[[Any], Outcome], order: Turns | Appends) -> Outcome:
        print(f"{what} …", file=sys.stderr, flush=True)
        done = await asyncio.get_running_loop().run_in_executor(self._generator, work, order)
        if what != "warm-up":
            self._busiest = max(self._busiest, (done.cpu_share, what))
        failed = done.failures.total()
        if failed > MOST_FAILURES * (failed + len(done.ms)):
            raise SystemExit(f"{what}: {failed} failures beside {len(done.ms)} answers: {done.failures.most_common(3)}")
        return done


def machine() -> str:
    """The processor as the system names it, and how many cores there are."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    cores = multiprocessing.cpu_count()
    return f"{name}, {cores} cores"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turn", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the rows here, too")
    parser.add_argument("--quick", action="store_true", help="a minute instead of some five; numbers are rough")
    parser.add_argument("--cache", type=Path, default=Path(".var/cache"), help="where the reader's models are kept")
    given = parser.parse_args(arguments)
    cache = given.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    readers = Readers(WEB_PROCESSES, READER_THREADS, cache)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as generator, stand.running(WEB_PROCESSES, cache) as running:
        bench = Bench(running, QUICK if given.quick else FULL, generator, readers)
        try:
            asyncio.run(bench.run())
        finally:
            readers.close()
            show(bench.rows, f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, {WEB_PROCESSES} web processes")
    if given.json:
        write(bench.rows, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
