"""python -m benchmarks.turn [--json FILE] [--quick]"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import statistics
import time
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks.turn import desk, readings
from benchmarks.turn.house import House, open_house
from benchmarks.turn.talkers import Talker, at_rate, flat_out, gather_talkers

_AT_ONCE = 16
_LENGTHS = (10, 100, 1000)

_FILL = """
insert into conversation_events (conversation_id, seq, at, body)
select $1, n, now(), '{"type": "customer_said", "text": "hm", "choice": null}' from generate_series($2::int, $3::int) n
"""
_MOVE_ON = "update conversations set last_seq = $2 where id = $1"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turn", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the rows there")
    parser.add_argument("--quick", action="store_true", help="short runs: to see that it works, not to quote")
    given = parser.parse_args()
    rows = uvloop.run(_run(2.0 if given.quick else 15.0))
    table = Table("metric", "value", "unit", "n", "against", "ratio", "note")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2) + "\n")


async def _run(seconds: float) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    async with open_house() as house:
        talkers = await gather_talkers(house, 70)
        for talker in talkers:
            await talker.ask("hello")
        for rate in (1, 10, 50):
            taken = sorted(await at_rate(talkers, rate, seconds))
            named = "" if rate == 10 else f"_at_{rate}"
            note = f"message → answer over HTTP and SSE, {rate} a second"
            rows.append(_row(f"turn_p50_ms{named}", statistics.median(taken), "ms", len(taken), note=note))
            rows.append(_row(f"turn_p99_ms{named}", _p99(taken), "ms", len(taken), note=note))
        rows += await _saturation(house, talkers, seconds)
        rows += await _appends(house, seconds)
        rows += await _growth(house, talkers[0])
        for talker in talkers:
            await talker.close()
    return rows


async def _saturation(house: House, talkers: list[Talker], seconds: float) -> list[dict[str, Any]]:
    """In turn, so that a machine whose speed drifts treats both alike; the medians are compared."""
    turns, reads, share = [], [], 0.0
    for _ in range(3):
        cpu, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        turns.append(await flat_out(talkers, _AT_ONCE, seconds / 3))
        after = resource.getrusage(resource.RUSAGE_SELF)
        used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
        share = used / (time.perf_counter() - began)
        reads.append(
            await asyncio.to_thread(readings.per_second, house.settings.cache_dir, house.processes, seconds / 3)
        )
    turn, read = statistics.median(turns), statistics.median(reads)
    note = f"{_AT_ONCE} customers at once; the generator itself took {share:.0%} of a core"
    return [
        _row("turns_per_s", turn, "1/s", 3, "readings alone, same cores", turn / read, note),
        _row("turns_per_s_over_readings", turn / read, "ratio", 3, f"{read:.0f} readings/s", turn / read, "aim ≥ 0.6"),
    ]


async def _appends(house: House, seconds: float) -> list[dict[str, Any]]:
    seats = await desk.take_seats(house, _AT_ONCE)
    ours, theirs = [], []
    for _ in range(3):
        ours.append(await desk.per_second(seats, seconds / 3))
        theirs.append(await desk.by_pgbench(house, seats, seconds / 3))
    for seat in seats:
        seat.line.close()
    our, their = statistics.median(ours), statistics.median(theirs)
    note = "an agent's message over HTTP; pgbench runs its three statements; aim ≥ 0.4"
    return [
        _row("append_per_s", our, "1/s", 3, "pgbench, same SQL and clients", our / their, note),
        _row("append_per_s_over_pgbench", our / their, "ratio", 3, f"{their:.0f} by pgbench", our / their, note),
    ]


async def _growth(house: House, talker: Talker) -> list[dict[str, Any]]:
    """The same question in a conversation that has grown tenfold, and tenfold again."""
    rows, first = [], None
    for length in _LENGTHS:
        async with house.database.transaction() as tx:
            last = await tx.fetchval("select last_seq from conversations where id = $1", talker.conversation)
            if last < length:
                await tx.execute(_FILL, talker.conversation, last + 1, length)
                await tx.execute(_MOVE_ON, talker.conversation, length)
        taken = []
        for _ in range(15):
            await asyncio.sleep(0.27)  # slower than one caller may send
            began = time.perf_counter()
            await talker.say("where is my package")
            taken.append((time.perf_counter() - began) * 1e3)
        value = statistics.median(taken)
        first = first or value
        against = f"{_LENGTHS[0]} events"
        rows.append(_row(f"turn_ms_after_{length}_events", value, "ms", len(taken), against, value / first))
    return rows


def _p99(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def _row(
    metric: str, value: float, unit: str, n: int, against: str | None = None, ratio: float | None = None, note: str = ""
) -> dict[str, Any]:
    rounded = round(value, 3 if unit == "ratio" else 1)
    of = round(ratio, 3) if ratio is not None else None
    return {"metric": metric, "value": rounded, "unit": unit, "n": n, "against": against, "ratio": of, "note": note}


if __name__ == "__main__":
    main()
