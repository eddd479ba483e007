"""The results: rows of one table, and of a JSON file."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Metric:
    """`against` is the strongest that it was compared with in the same run, in the same unit; `note` says who that is and
    which rows were scored. `interval` is of 95 %. Of shares and correlations `value` is a fraction, not a percentage.
    `stands_in` says that other rows than those of the test part were scored: floors are not for them."""

    metric: str
    value: float
    unit: str
    n: int
    against: float | None = None
    note: str = ""
    interval: tuple[float, float] | None = None
    stands_in: bool = False

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.against, 3) if self.against else None


@dataclass(frozen=True, slots=True)
class Floor:
    """A demand: at least so much, or at most where `at_most`."""

    value: float
    at_most: bool

    def is_met_by(self, value: float) -> bool:
        return value <= self.value if self.at_most else value >= self.value


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """The demands by metric."""
    content = tomllib.loads(path.read_text("utf-8"))
    kinds = (("at_least", False), ("at_most", True))
    return {name: Floor(float(value), most) for kind, most in kinds for name, value in content[kind].items()}


def show(metrics: Sequence[Metric], floors: dict[str, Floor], title: str, console: Console) -> None:
    table = Table(title=title, title_justify="left")
    for name in ("metric", "value", "95 %", "unit", "n", "against", "floor", "met", "note"):
        left = name in ("metric", "unit", "note")
        table.add_column(name, justify="left" if left else "right", overflow="fold", no_wrap=name != "note")
    for each in metrics:
        floor = floors.get(each.metric)
        spread = "" if each.interval is None else "–".join(_figure(end) for end in each.interval)
        against = "" if each.against is None else _figure(each.against)
        demand = "" if floor is None else f"{'≤' if floor.at_most else '≥'} {floor.value:g}"
        met = "" if floor is None else _met(each, floor)
        table.add_row(each.metric, _figure(each.value), spread, each.unit, str(each.n), against, demand, met, each.note)
    console.print(table)


def write(metrics: Sequence[Metric], target: Path) -> None:
    """The rows as JSON; an interval stands at the head of its note."""
    target.write_text(json.dumps([_row(each) for each in metrics], indent=2, ensure_ascii=False) + "\n", "utf-8")


def _row(each: Metric) -> dict[str, object]:
    notes = [] if each.interval is None else [f"95 %: {each.interval[0]:.4f} to {each.interval[1]:.4f}"]
    against = None if each.against is None else round(each.against, 4)
    return {
        "metric": each.metric,
        "value": round(each.value, 4) if math.isfinite(each.value) else None,
        "unit": each.unit,
        "n": each.n,
        "against": against,
        "ratio": each.ratio,
        "note": "; ".join([*notes, each.note] if each.note else notes),
    }


def _met(each: Metric, floor: Floor) -> str:
    met = floor.is_met_by(each.value)
    if each.stands_in:
        return "(yes)" if met else "(no)"
    return "yes" if met else "NO"


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
