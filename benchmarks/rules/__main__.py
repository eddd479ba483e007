"""`python -m benchmarks.rules [--quick] [--json FILE]`: how fast decisions are made, and made again."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import msgspec

from benchmarks.rules.decisions import facts
from benchmarks.turn.rows import Row, row, show, write
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.opinion import NOTHING, Opinion
from resolution_hub.core.policy.rulebook import Rulebook, parse
from resolution_hub.core.policy.rules import RULES
from resolution_hub.core.policy.verdict import Deny
from resolution_hub.features.remedies.rulings import to_body
from resolution_hub.kit import embedded
from resolution_hub.kit.tagged import type_name
from resolution_hub.wiring import migrating, replaying

_TEXT = (Path(__file__).resolve().parents[2] / "rulebook" / "rulebook.toml").read_text(encoding="utf-8")


class _Nobody:
    """What no facts are."""


_AIM_SECONDS = 60.0
_WHOLE = 100_000
_ROUNDS = 9


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the decisions")
    parser.add_argument("--json", type=Path, help="write the rows there too")
    given = parser.parse_args(arguments)
    most = _WHOLE // 10 if given.quick else _WHOLE
    book = parse(_TEXT)
    rows = [*_engine(book, 2000 if given.quick else 10_000), *asyncio.run(_replays(book, most))]
    show(rows, "rules")
    if given.json is not None:
        write(rows, given.json)
    return 0


def _engine(book: Rulebook, count: int) -> list[Row]:
    found = list(facts(count))
    spent: dict[int, list[float]] = {times: [] for times in (1, 2, 4, 8)}
    _seconds(found, book, 1)
    for _ in range(_ROUNDS):  # in turn, so that a slow moment of the machine falls on all of them
        for times, each in spent.items():
            each.append(_seconds(found, book, times))
    best = {times: min(each) for times, each in spent.items()}  # what else the machine does only adds
    once = best[1]
    rows = [row("rulings_per_s", count / once, "1/s", count)]
    growth = {times: best[times] / once for times in (2, 4, 8)}
    rows += [row(f"rules_growth_{x}x", grown, "x", count, float(x), "proportion") for x, grown in growth.items()]
    return rows


def _seconds(found: Sequence[Facts], book: Rulebook, times: int) -> float:
    """For all of `found` with `times` as many rules, the others without an opinion."""
    rules = [*RULES, *([_silent] * (len(RULES) * (times - 1)))]
    began = time.perf_counter()
    for each in found:
        rule(each, book, rules)
    return time.perf_counter() - began


def _silent(given: Facts, _book: Rulebook) -> Opinion:
    """Looks at what it is given, as every rule does first, and has nothing to say."""
    return (Deny("never"), ()) if isinstance(given, _Nobody) else NOTHING


async def _replays(book: Rulebook, most: int) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    server = await asyncio.to_thread(embedded.start, folder / "postgres")
    try:
        url = server.url()
        await migrating.migrate(url)
        draft = parse(_TEXT.replace("usual = 30", "usual = 20"))
        spent = {}
        for count in (most // 100, most // 10, most):
            await _store(url, book, count)
            spent[count] = await _replay(url, draft, count)
    finally:
        await asyncio.to_thread(server.stop)
        shutil.rmtree(folder, ignore_errors=True)
    whole = spent[most] * _WHOLE / most
    return [
        row("replay_per_s", most / spent[most], "1/s", most),
        row("replay_growth_10x", spent[most] / spent[most // 10], "x", most, 10.0, "proportion"),
        row("replay_100k_s", whole, "s", most, _AIM_SECONDS, "aim"),
    ]


async def _store(url: str, book: Rulebook, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("set session_replication_role = replica")
        await connection.execute("truncate rulings, rulebooks cascade")
        await connection.execute("insert into rulebooks (version, text) values ($1, $2)", book.version, _TEXT)
        rows = []
        for place, each in enumerate(facts(count)):
            ruling = rule(each, book)
            body = msgspec.json.encode(to_body(ruling)).decode()
            at = datetime.now(UTC) - timedelta(seconds=place)
            rows.append((f"rl_{place}", "cs", at, type_name(type(ruling.verdict)), book.version, body))
        columns = ["id", "case_id", "at", "verdict", "rulebook_version", "body"]
        await connection.copy_records_to_table("rulings", records=rows, columns=columns)
        await connection.execute("analyze rulings")
    finally:
        await connection.close()


async def _replay(url: str, draft: Rulebook, count: int) -> float:
    now, began = datetime.now(UTC), time.perf_counter()
    found = await replaying.run(url, draft, _TEXT, now - timedelta(days=30), now, lambda _done, _whole: None)
    spent = time.perf_counter() - began
    if found.tally.decisions != count or not found.changes:
        raise SystemExit(f"{found.tally.decisions} of {count} decisions were replayed, {len(found.changes)} changed")
    return spent


if __name__ == "__main__":
    sys.exit(main())
