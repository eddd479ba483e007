"""Where to draw the line of what is out of scope, knowing a training file alone.

A training file holds nothing that is out of scope, so some is made of it: intents are left out of training in turn, and
their texts play the strangers, beside held-out texts of the intents that stayed. Strangers and known texts weigh the
same: a shop does not know its share of strangers beforehand, and what has been published of live bots lies around one
half. The line is the one at which most is done right on that mix: a stranger turned away, or a known text kept with the
right answer. Left-out intents of the same shop are nearer than real strangers mostly are, so the line errs on the strict
side for known texts. No test row has a part in it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.understanding.systems import Learn
from benchmarks.understanding.tables import Labelled

GROUPS = 5  # a fifth of the intents is left out at a time
_HELD = 5  # of the others, a fifth of the texts is held out

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def draw_line(train: Labelled, learn: Learn, groups: int = GROUPS) -> float:
    """The strangeness above which a text is turned away. The same file always gives the same line."""
    chance = np.random.default_rng(0)
    names = sorted(set(train.labels))
    group_of = dict(zip(names, chance.permutation(len(names)) % groups, strict=True))
    held_of = _stratified(train.labels, _HELD, chance)
    known: list[tuple[Floats, Bools]] = []
    strangers: list[Floats] = []
    for group in range(groups):
        out = [place for place, label in enumerate(train.labels) if group_of[label] == group]
        stayed = [place for place, label in enumerate(train.labels) if group_of[label] != group]
        held = [place for place in stayed if held_of[place] == group % _HELD]
        seen = train.take(sorted(set(stayed) - set(held)))
        if not out or not held or len(set(seen.labels)) < 3:
            continue
        system = learn(seen)
        kept, strange = system.judge(train.take(held).texts), system.judge(train.take(out).texts)
        right = np.array([best == train.labels[place] for best, place in zip(kept.best, held, strict=True)])
        known.append((kept.strange, right))
        strangers.append(strange.strange)
    if not known:
        return float("inf")
    inside, right = (np.concatenate([pair[place] for pair in known]) for place in (0, 1))
    return best_line(inside, right.astype(np.bool_), np.concatenate(strangers))


def best_line(known: Floats, right: Bools, strangers: Floats) -> float:
    """Where right-and-kept among the known plus turned away among the strangers is most; of equals the middle one."""
    lines = np.unique(np.concatenate([known, strangers]))
    kept = np.array([(right & (known <= line)).mean() for line in lines])
    away = np.array([(strangers > line).mean() for line in lines])
    both = kept + away
    best = np.flatnonzero(both >= both.max() - 1e-12)
    place = int(best[len(best) // 2])
    after = lines[place + 1] if place + 1 < len(lines) else lines[place]
    return float((lines[place] + after) / 2)


def _stratified(labels: tuple[str, ...], parts: int, chance: np.random.Generator) -> npt.NDArray[np.int64]:
    """A part for every row, each label spread over all parts."""
    part = np.zeros(len(labels), dtype=np.int64)
    for label in sorted(set(labels)):
        places = chance.permutation([place for place, other in enumerate(labels) if other == label])
        part[places] = (np.arange(len(places)) + chance.integers(parts)) % parts
    return part


def hold_out(rows: Labelled, share: float) -> tuple[Labelled, Labelled]:
    """Rows to learn from and rows to score, the same for the same file; a label with one row stays with the first."""
    chance = np.random.default_rng(0)
    scored: list[int] = []
    for label in sorted(set(rows.labels)):
        places = chance.permutation([place for place, other in enumerate(rows.labels) if other == label])
        scored += [int(place) for place in places[: int(len(places) * share)]]
    chosen = set(scored)
    return rows.take([place for place in range(len(rows)) if place not in chosen]), rows.take(sorted(chosen))


def some_of_each(rows: Labelled, most: int) -> Labelled:
    """At most so many rows a label, the same for the same file."""
    chance = np.random.default_rng(0)
    kept: list[int] = []
    for label in sorted(set(rows.labels)):
        places = chance.permutation([place for place, other in enumerate(rows.labels) if other == label])
        kept += [int(place) for place in places[:most]]
    return rows.take(sorted(kept))
