"""BANKING77: 77 fine-grained intents of a bank, all of them in scope."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.understanding import nlpjs
from benchmarks.understanding.figures import calibration_error, mcnemar, wilson
from benchmarks.understanding.folders import find_banking77
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import QUICK_ROWS_A_LABEL, Stand
from benchmarks.understanding.strangers import hold_out, some_of_each
from benchmarks.understanding.tables import Labelled, read_labelled


def run(stand: Stand) -> list[Metric]:
    files = find_banking77(stand.data) if stand.data else {}
    if "train" not in files:
        stand.skipped.append("BANKING77: no train file")
        return []
    return stand.attempt(lambda: _score(stand, files))


def _score(stand: Stand, files: dict[str, Path]) -> list[Metric]:
    train, scored, split = _splits({name: read_labelled(path) for name, path in files.items()})
    if stand.quick:
        train, scored = some_of_each(train, QUICK_ROWS_A_LABEL), some_of_each(scored, QUICK_ROWS_A_LABEL // 2)
        split += f", quick: {QUICK_ROWS_A_LABEL} a label learnt"
    hits: dict[str, list[bool]] = {}
    metrics: list[Metric] = []
    for name, learn in stand.systems.items():
        stand.say(f"BANKING77, {name}")
        judged = learn(train).judge(scored.texts)
        hits[name] = [best == label for best, label in zip(judged.best, scored.labels, strict=True)]
        if name == "ours":
            error = calibration_error(judged.sure, np.array(hits[name]))
            metrics.append(Metric("banking77_ece", error, "fraction", len(scored), note=f"15 bins; {split}"))
    for name, labels in nlpjs.answers(stand, "BANKING77", train, scored.texts).items():
        hits[name] = [said == label for said, label in zip(labels, scored.labels, strict=True)]
    return [*_accuracies(hits, len(scored), split), *metrics]


def _accuracies(hits: dict[str, list[bool]], number: int, split: str) -> list[Metric]:
    ours = hits["ours"]
    strongest = max((name for name in hits if name != "ours"), key=lambda name: sum(hits[name]))
    only_ours, only_theirs, p = mcnemar(ours, hits[strongest])
    note = f"{split}; against {strongest}, McNemar {only_ours}:{only_theirs}, p {p:.2g}"
    against = sum(hits[strongest]) / number
    first = Metric("banking77_accuracy", sum(ours) / number, "fraction", number, against, note, wilson(sum(ours), number))
    others = [
        Metric(
            f"banking77_accuracy_{_slug(name)}", sum(right) / number, "fraction", number, None, f"{name}; {split}",
            wilson(sum(right), number),
        )
        for name, right in hits.items()
        if name != "ours"
    ]  # fmt: skip
    return [first, *others]


def _slug(name: str) -> str:
    return "".join(ch if ch.isalnum() else "_" for ch in name.lower().replace("-", "").replace(".", "")).replace(
        "___", "_"
    )


def _splits(held: dict[str, Labelled]) -> tuple[Labelled, Labelled, str]:
    """What is learnt, what is scored, and how to say so: test if there is one, else val, else a fifth of train."""
    for split in ("test", "val"):
        if split in held:
            return held["train"], held[split], f"{split} split, learnt from train"
    train, scored = hold_out(held["train"], 0.2)
    return train, scored, "no test split here: a fifth of train held out by a fixed seed"
