"""CLINC150: 150 intents of an assistant, and texts that belong to none of them.

Nothing out of scope is learnt from. The line of what is turned away is drawn on in-scope validation texts alone: at the
strangeness that one in twenty of them exceeds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.understanding import nlpjs
from benchmarks.understanding.figures import auroc, bootstrap, calibration_error, wilson
from benchmarks.understanding.folders import find_clinc150, read_clinc150
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import QUICK_ROWS_A_LABEL, Stand
from benchmarks.understanding.strangers import hold_out, some_of_each
from benchmarks.understanding.systems import OURS, Judged
from benchmarks.understanding.tables import Labelled

TURNED_AWAY = 0.05  # of in-scope validation texts


@dataclass(frozen=True, slots=True)
class Parts:
    """What is learnt, what the line is drawn on, what is scored in scope and (if any) out of it; `said` is for notes."""

    train: Labelled
    line_from: Labelled
    scored: Labelled
    strangers: Labelled | None
    said: str
    stands_in: bool


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    n: int
    interval: tuple[float, float] | None
    note: str


def run(stand: Stand) -> list[Metric]:
    found = find_clinc150(stand.data) if stand.data else {}
    if not found:
        stand.skipped.append("CLINC150: no file")
    metrics: list[Metric] = []
    for variant, files in found.items():
        metrics += stand.attempt(_scoring(stand, variant, files, found.get("full", [])))
    return metrics


def _scoring(stand: Stand, variant: str, files: list[Path], full: list[Path]) -> Callable[[], list[Metric]]:
    """A smaller variant has its own training part; what it lacks is taken from the full one."""
    return lambda: _score(stand, variant, {**read_clinc150(full), **read_clinc150(files)})


def _score(stand: Stand, variant: str, held: dict[str, Labelled]) -> list[Metric]:
    prefix = "clinc150" if variant == "full" else f"clinc150_{variant}"
    if "train" not in held or not {"val", "test"} & set(held):
        stand.skipped.append(f"{prefix}: train and one of val and test are needed")
        return []
    parts = _parts(held, quick=stand.quick)
    figures: dict[str, dict[str, Figure]] = {}
    for name, learn in stand.systems.items():
        stand.say(f"{prefix}, {name}")
        system = learn(parts.train)
        asked = [parts.line_from, parts.scored, *([parts.strangers] if parts.strangers else [])]
        figures[name] = _figures(parts, *(system.judge(rows.texts) for rows in asked))
    figures |= _peers(stand, prefix, parts)
    others = {name: held for name, held in figures.items() if name != OURS}
    metrics = []
    for name, figure in figures[OURS].items():
        rivals = {rival: held[name].value for rival, held in others.items() if name in held and name != "ece"}
        strongest = max(rivals, key=lambda rival: rivals[rival], default=None)
        note = f"{figure.note}; {parts.said}" + (f"; against {strongest}" if strongest else "")
        metrics.append(_metric(f"{prefix}_{name}", figure, rivals[strongest] if strongest else None, note, parts))
    metrics += [
        _metric(f"{prefix}_{name}_{rival}", held_by[name], None, held_by[name].note, parts)
        for rival, held_by in others.items()
        for name in ("inscope_accuracy", "oos_recall", "oos_auroc")
        if name in held_by
    ]
    return metrics


def _metric(name: str, figure: Figure, against: float | None, note: str, parts: Parts) -> Metric:
    return Metric(name, figure.value, "fraction", figure.n, against, note, figure.interval, parts.stands_in)


def _peers(stand: Stand, prefix: str, parts: Parts) -> dict[str, dict[str, Figure]]:
    """nlp.js with the line drawn as ours is."""
    asked = [parts.line_from, parts.scored, *([parts.strangers] if parts.strangers else [])]
    ends = np.cumsum([len(rows) for rows in asked])[:-1]
    found = {}
    for name, answers in nlpjs.answers(
        stand, prefix, parts.train, [text for rows in asked for text in rows.texts]
    ).items():
        pieces = zip(np.split(np.array(answers.best), ends), np.split(answers.sure, ends), strict=True)
        found[name] = _figures(parts, *(Judged(tuple(best), sure, -sure) for best, sure in pieces))
    return found


def _figures(parts: Parts, line_from: Judged, known: Judged, strange: Judged | None = None) -> dict[str, Figure]:
    line = float(np.quantile(line_from.strange, 1 - TURNED_AWAY))
    right = np.array([best == label for best, label in zip(known.best, parts.scored.labels, strict=True)])
    found = {
        "inscope_accuracy": _share(right, "nothing turned away"),
        "kept_accuracy": _share(right & (known.strange <= line), "right and kept, at the line of oos_recall"),
        "ece": Figure(calibration_error(known.sure, right), len(right), None, "15 bins"),
    }
    if strange is None:
        return found
    scores = np.concatenate([known.strange, strange.strange])
    outside = np.arange(len(scores)) >= len(known.strange)
    interval = bootstrap(len(scores), lambda places: auroc(scores[places], outside[places]))
    return found | {
        "oos_recall": _share(strange.strange > line, "line at 5 % of in-scope val turned away"),
        "oos_auroc": Figure(auroc(scores, outside), len(scores), interval, "no line drawn"),
    }


def _share(hits: npt.NDArray[np.bool_], note: str) -> Figure:
    return Figure(float(hits.mean()), len(hits), wilson(int(hits.sum()), len(hits)), note)


def _parts(held: dict[str, Labelled], *, quick: bool) -> Parts:
    strangers = held.get("oos_test")
    stands_in = "test" not in held
    train = held["train"]
    if not stands_in:
        train, line_from = (train, held["val"]) if "val" in held else hold_out(train, 0.1)
        scored = held["test"]
        said = "test split, learnt from train, line from " + ("val" if "val" in held else "a tenth of train")
    else:
        line_from, scored = hold_out(held["val"], 0.5)
        said = "no test split here: half of val scored, line from the other half, strangers from oos_val and oos_train"
    if strangers is None:
        texts = [text for name in ("oos_val", "oos_train") if name in held for text in held[name].texts]
        strangers = Labelled(tuple(texts), ("oos",) * len(texts), "oos") if texts else None
    if quick:
        train, line_from, scored = (some_of_each(rows, QUICK_ROWS_A_LABEL) for rows in (train, line_from, scored))
        said += f", quick: {QUICK_ROWS_A_LABEL} a label learnt"
    return Parts(train, line_from, scored, strangers, said, stands_in or quick)
