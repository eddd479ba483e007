"""`python -m benchmarks.tau2_retail --data DIR`: our acts against an outside shop's tasks. With `--out DIR`: only convert it.

Without `--data` there is nothing to measure, which is said and no error: the data is not ours to ship.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.tau2_retail.amounts import ConvertError
from benchmarks.tau2_retail.convert import convert, read_source, write_folder
from benchmarks.tau2_retail.proof import prove
from resolution_hub.connectors.shop_files.folder import read_folder
from resolution_hub.connectors.shop_files.problems import ShopFilesInvalid

_CACHE = Path(__file__).resolve().parents[2] / ".var" / "cache"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tau2_retail", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder with db.json, tasks*.json, expected_final_changes*.json")
    parser.add_argument("--out", type=Path, help="convert only, into this folder")
    today = datetime.now(UTC).date()
    parser.add_argument("--as-of", type=date.fromisoformat, default=today, help="all times lie before this day")
    parser.add_argument("--shop", default="Outside shop", help="the shop's name in the manifest")
    parser.add_argument("--json", type=Path, help="write the figures and every difference there")
    parser.add_argument("--quick", action="store_true", help="ten tasks only")
    given = parser.parse_args(arguments)
    if given.data is None:
        print("nothing to measure: no --data")
        return 0
    try:
        return _convert(given) if given.out is not None else _prove(given)
    except (ConvertError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except ShopFilesInvalid as invalid:
        print(*invalid.problems, f"{invalid.count} problem(s)", sep="\n", file=sys.stderr)
        return 1


def _convert(given: argparse.Namespace) -> int:
    write_folder(convert(read_source(given.data), given.as_of), given.out, given.shop, given.as_of)
    shop = read_folder(given.out)
    for pile in shop.piles():
        if pile.given:
            print(f"{len(pile):7,} {pile.kind}")
    return 0


def _prove(given: argparse.Namespace) -> int:
    logging.disable(logging.INFO)
    proof = asyncio.run(prove(given.data, _CACHE, 10 if given.quick else None, _tell))
    print(file=sys.stderr)
    for outcome in proof.replayed:
        for line in outcome.differences:
            print(f"replay of task {outcome.task_id}: {line}")
    for fault in proof.faults:
        print(f"not refused: {fault}")
    print(f"talks that did not end as expected: {dict(proof.why_not)}, {proof.nobody} without a customer")
    for name, value in proof.metrics.items():
        print(f"{name} {value:.4f}")
    if given.json is not None:
        talks = {outcome.task_id: outcome.differences for outcome in proof.visited}
        replays = {outcome.task_id: outcome.differences for outcome in proof.replayed}
        told = {"metrics": proof.metrics, "replays": replays, "talks": talks, "not_refused": proof.faults}
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def _tell(what: str, done: int, whole: int) -> None:
    print(f"\r{what} {done}/{whole}   ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
