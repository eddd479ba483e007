"""Bitext: customer service without a shop's words, read by what ships, which has never seen any of it.

Its names of intents are mapped to sets of ours by a file written from the two lists of names and never changed since.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.understanding.figures import wilson
from benchmarks.understanding.folders import find_bitext
from benchmarks.understanding.reading import load_reader
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import QUICK_TEXTS, Stand
from benchmarks.understanding.tables import read_csv

MAPPING = Path(__file__).with_name("bitext_mapping.toml")
_SLOT = re.compile(r"\{\{(.*?)\}\}")


def run(stand: Stand) -> list[Metric]:
    files = find_bitext(stand.data) if stand.data else []
    if not files:
        stand.skipped.append("Bitext: no file")
        return []
    return stand.attempt(lambda: _score(stand, files))


def read_mapping(path: Path = MAPPING) -> dict[str, frozenset[str]]:
    """Bitext's intents and those of ours that are right for each."""
    return {name: frozenset(ours) for name, ours in tomllib.loads(path.read_text("utf-8"))["intents"].items()}


def _score(stand: Stand, files: list[Path]) -> list[Metric]:
    mapping = read_mapping()
    columns = (("utterance", "instruction"), ("intent",))
    every = dict.fromkeys((text, intent) for path in files for text, intent in read_csv(path, *columns))
    rows = [(_SLOT.sub(r"\1", text), intent) for text, intent in every if intent in mapping]
    unmapped = len(every) - len(rows)
    if stand.quick:
        places = np.random.default_rng(0).permutation(len(rows))[:QUICK_TEXTS]
        rows = [rows[place] for place in places]
    stand.say(f"Bitext, {len(rows)} texts")
    reader = load_reader(stand)
    hits: Counter[str] = Counter()
    taken_for: dict[str, Counter[str]] = {}
    outside = 0
    for text, intent in rows:
        reading = reader.read(text)
        best = "nothing" if reading.best is None else reading.best.intent
        hits[intent] += best in mapping[intent]
        if best not in mapping[intent]:
            taken_for.setdefault(intent, Counter())[best] += 1
        outside += reading.out_of_scope > 0.5
    totals = Counter(intent for _, intent in rows)
    right, number = hits.total(), len(rows)
    shares = {intent: hits[intent] / totals[intent] for intent in totals}
    worst = ", ".join(
        f"{intent} {shares[intent]:.2f} (read as {taken_for[intent].most_common(1)[0][0]})"
        for intent in sorted(taken_for, key=lambda name: shares[name])[:6]
    )
    note = f"all rows, none learnt; {unmapped} rows of intents that the mapping does not know; worst: {worst}"
    return [
        Metric("bitext_zero_shot_accuracy", right / number, "fraction", number, None, note, wilson(right, number)),
        Metric("bitext_mean_intent_accuracy", float(np.mean(list(shares.values()))), "fraction", len(shares), None,
               "mean of each intent's share"),
        Metric("bitext_read_as_out_of_scope", outside / number, "fraction", number, None, "all are in scope",
               wilson(outside, number)),
    ]  # fmt: skip
