"""The results: rows of a table, and of a JSON file."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """`against` is the peer or the aim, in the same unit; `ratio` is value over against; `note` says what it is."""

    metric: str
    value: float
    unit: str
    n: int
    against: float | None = None
    ratio: float | None = None
    note: str = ""


def row(metric: str, value: float, unit: str, n: int, against: float | None = None, note: str = "") -> Row:
    ratio = round(value / against, 3) if against else None
    return Row(metric, round(value, 3), unit, n, round(against, 3) if against is not None else None, ratio, note)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def show(rows: Sequence[Row], title: str) -> None:
    table = Table(title=title, title_justify="left")
    for name in ("metric", "value", "unit", "n", "against", "ratio", "note"):
        wrapped = name == "note"
        table.add_column(name, justify="left" if name in ("metric", "unit", "note") else "right", no_wrap=not wrapped)
    for each in rows:
        cells = (each.metric, each.value, each.unit, each.n, each.against, each.ratio, each.note)
        table.add_row(
            *("" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells)
        )
    Console().print(table)


def write(rows: Sequence[Row], target: Path) -> None:
    target.write_text(json.dumps([asdict(each) for each in rows], indent=2) + "\n", encoding="utf-8")
