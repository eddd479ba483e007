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
from benchmarks.understanding.systems import OURS
from benchmarks.understanding.tables import Labelled, read_labelled


def run(stand: Stand) -> list[Metric]:
    files = find_banking77(stand.data) if stand.data else {}
    if "train" not in files:
        stand.skipped.append("BANKING77: no train file")
        return []
    return stand.attempt(lambda: _score(stand, files))


def _score(stand: Stand, files: dict[str, Path]) -> list[Metric]:
    train, scored, split = _splits({name: read_labelled(path) for name, path in files.items()})
    stands_in = "test" not in files or stand.quick
    if stand.quick:
        train, scored = some_of_each(train, QUICK_ROWS_A_LABEL), some_of_each(scored, QUICK_ROWS_A_LABEL // 2)
        split += f", quick: {QUICK_ROWS_A_LABEL} a label learnt"
    best: dict[str, tuple[str, ...]] = {}
    number = len(scored)
    error = 0.0
    for name, learn in stand.systems.items():
        stand.say(f"BANKING77, {name}")
        judged = learn(train).judge(scored.texts)
        best[name] = judged.best
        if name == OURS:
            right = np.array([said == label for said, label in zip(judged.best, scored.labels, strict=True)])
            error = calibration_error(judged.sure, right)
    best |= {name: peer.best for name, peer in nlpjs.answers(stand, "BANKING77", train, scored.texts).items()}
    hits = {
        name: [said == label for said, label in zip(labels, scored.labels, strict=True)]
        for name, labels in best.items()
    }
    others = [name for name in hits if name != OURS]
    strongest = max(others, key=lambda name: sum(hits[name]))
    only_ours, only_theirs, p = mcnemar(hits[OURS], hits[strongest])

    def accuracy(name: str, suffix: str, against: float | None, note: str) -> Metric:
        count = sum(hits[name])
        interval = wilson(count, number)
        return Metric(
            f"banking77_accuracy{suffix}", count / number, "fraction", number, against, note, interval, stands_in
        )

    compared = f"{split}; against {strongest}, McNemar ours:theirs {only_ours}:{only_theirs}, p {p:.2g}"
    return [
        accuracy(OURS, "", sum(hits[strongest]) / number, compared),
        *(accuracy(name, f"_{name}", None, split) for name in others),
        Metric("banking77_ece", error, "fraction", number, None, f"15 bins; {split}", None, stands_in),
    ]


def _splits(held: dict[str, Labelled]) -> tuple[Labelled, Labelled, str]:
    """What is learnt, what is scored, and how to say so: test if there is one, else val, else a fifth of train."""
    for split in ("test", "val"):
        if split in held:
            return held["train"], held[split], f"{split} split, learnt from train"
    train, scored = hold_out(held["train"], 0.2)
    return train, scored, "no test split here: a fifth of train held out by a fixed seed"
