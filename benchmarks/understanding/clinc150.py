"""CLINC150: 150 intents of an assistant, and texts that belong to none of them.

Nothing out of scope is learnt from. The line of what is turned away is drawn on in-scope validation texts alone: at the
strangeness that one in twenty of them exceeds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.understanding.figures import auroc, bootstrap, calibration_error, wilson
from benchmarks.understanding.folders import find_clinc150, read_clinc150
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import QUICK_ROWS_A_LABEL, Stand
from benchmarks.understanding.strangers import hold_out, some_of_each
from benchmarks.understanding.systems import Judged, Learn
from benchmarks.understanding.tables import Labelled

TURNED_AWAY = 0.05  # of in-scope validation texts


def run(stand: Stand) -> list[Metric]:
    found = find_clinc150(stand.data) if stand.data else {}
    if not found:
        stand.skipped.append("CLINC150: no file")
    metrics: list[Metric] = []
    for variant, files in found.items():
        metrics += stand.attempt(lambda variant=variant, files=files: _score(stand, variant, files, found["full"]))  # type: ignore[misc]
    return metrics


def _score(stand: Stand, variant: str, files: list[Path], full: list[Path]) -> list[Metric]:
    held = {**read_clinc150(full), **read_clinc150(files)}
    prefix = "clinc150" if variant == "full" else f"clinc150_{variant}"
    if "train" not in held or not {"val", "test"} & set(held):
        stand.skipped.append(f"{prefix}: train and one of val and test are needed")
        return []
    train, line_from, scored, strangers, split = _splits(held)
    if stand.quick:
        train, line_from, scored = (some_of_each(rows, QUICK_ROWS_A_LABEL) for rows in (train, line_from, scored))
        split += f", quick: {QUICK_ROWS_A_LABEL} a label learnt"
    rows: dict[str, dict[str, Metric]] = {}
    for name, learn in stand.systems.items():
        stand.say(f"CLINC150 ({variant}), {name}")
        rows[name] = _figures(learn, train, line_from, scored, strangers, split)
    ours, floor = rows["ours"], next(held for name, held in rows.items() if name != "ours")
    return [
        Metric(f"{prefix}_{name}", each.value, each.unit, each.n, floor[name].value, f"against TF-IDF; {each.note}", each.interval)
        for name, each in ours.items()
    ]  # fmt: skip


def _figures(
    learn: Learn, train: Labelled, line_from: Labelled, scored: Labelled, strangers: Labelled | None, split: str
) -> dict[str, Metric]:
    system = learn(train)
    line = float(np.quantile(system.judge(line_from.texts).strange, 1 - TURNED_AWAY))
    judged = system.judge(scored.texts)
    right = np.array([best == label for best, label in zip(judged.best, scored.labels, strict=True)])
    found = {
        "inscope_accuracy": _share(right, f"no line drawn; {split}"),
        "kept_accuracy": _share(right & (judged.strange <= line), f"right and kept at the line of oos_recall; {split}"),
        "ece": Metric("", calibration_error(judged.sure, right), "fraction", len(scored), None, f"15 bins; {split}"),
    }
    return found if strangers is None else found | _on_strangers(judged, system.judge(strangers.texts), line, split)


def _on_strangers(known: Judged, strange: Judged, line: float, split: str) -> dict[str, Metric]:
    scores = np.concatenate([known.strange, strange.strange])
    is_strange = np.arange(len(scores)) >= len(known.strange)
    interval = bootstrap(len(scores), lambda places: auroc(scores[places], is_strange[places]))
    return {
        "oos_recall": _share(strange.strange > line, f"line at 5 % of in-scope val turned away; {split}"),
        "oos_auroc": Metric("", auroc(scores, is_strange), "fraction", len(scores), None, split, interval),
    }


def _share(hits: np.ndarray, note: str) -> Metric:  # type: ignore[type-arg]
    number = len(hits)
    return Metric("", float(hits.mean()), "fraction", number, None, note, wilson(int(hits.sum()), number))


def _splits(held: dict[str, Labelled]) -> tuple[Labelled, Labelled, Labelled, Labelled | None, str]:
    """What is learnt, what the line is drawn on, what is scored in scope and out of it, and how to say so."""
    if "test" in held:
        note = "test split, learnt from train" + ("" if "val" in held else ", line drawn on a tenth of train")
        train, line_from = (held["train"], held["val"]) if "val" in held else hold_out(held["train"], 0.1)
        return train, line_from, held["test"], held.get("oos_test"), note
    line_from, scored = hold_out(held["val"], 0.5)
    outside = [held[name] for name in ("oos_val", "oos_train") if name in held]
    strangers = None
    if outside:
        texts = tuple(text for rows in outside for text in rows.texts)
        strangers = Labelled(texts, ("oos",) * len(texts), "+".join(rows.came_from for rows in outside))
    return held["train"], line_from, scored, strangers, (
        "no test split here: half of val scored, line drawn on the other half, strangers from oos_val and oos_train"
    )  # fmt: skip
