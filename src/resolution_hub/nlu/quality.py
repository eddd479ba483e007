"""How good a training turned out, from texts that the scoring models had not seen, and what changed against another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.examples import Examples

Floats = npt.NDArray[np.float32]
MOST_SHOWN = 3  # texts beside a confusion
_BINS = 10


@dataclass(frozen=True, slots=True)
class IntentQuality:
    """`texts` of this intent alone; `precision` and `recall` from 0 to 1, 0 where nothing was said or is there."""

    name: str
    texts: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Confusion:
    """Texts that mean `meant` and were read as `read_as`."""

    meant: str
    read_as: str
    count: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one training. `accuracy` counts a text that is shared by several intents as right with any of them; `calibration`
    is the expected calibration error over ten bins (0 is best). `answers`: every text with what it was read as."""

    version: str
    texts: int
    accuracy: float
    calibration: float
    intents: tuple[IntentQuality, ...]
    confusions: tuple[Confusion, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What a new training differs in. `by_intent`: name → (F1 before, F1 now), where it moved by a point or more; `moved`:
    (text, read as before, read as now) for texts of both."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    texts_added: int
    texts_removed: int
    accuracy_before: float
    accuracy: float
    by_intent: Mapping[str, tuple[float, float]]
    moved: tuple[tuple[str, str, str], ...]


def assess(examples: Examples, held_out: Floats, version: str) -> Quality:
    """`held_out`: a row of probabilities an example, from models that had not seen it."""
    names = examples.names
    said = held_out.argmax(axis=1)
    means: dict[str, set[int]] = {}
    for text, label in zip(examples.texts, examples.labels, strict=True):
        means.setdefault(text, set()).add(label)
    first = {text: place for place, text in reversed(list(enumerate(examples.texts)))}
    right = {text: int(said[place]) in means[text] for text, place in first.items()}
    alone = [(text, place, next(iter(means[text]))) for text, place in first.items() if len(means[text]) == 1]
    pairs = Counter((label, int(said[place])) for _, place, label in alone)
    intents = [_quality_of(place, name, pairs) for place, name in enumerate(names)]
    wrong: dict[tuple[int, int], list[str]] = {}
    for text, place, label in alone:
        if int(said[place]) != label:
            wrong.setdefault((label, int(said[place])), []).append(text)
    confusions = [
        Confusion(names[meant], names[read], len(texts), tuple(texts[:MOST_SHOWN]))
        for (meant, read), texts in sorted(wrong.items(), key=lambda pair: -len(pair[1]))
    ]
    sure = {text: float(held_out[place].max()) for text, place in first.items()}
    return Quality(
        version=version,
        texts=len(first),
        accuracy=sum(right.values()) / max(len(right), 1),
        calibration=_calibration([(sure[text], right[text]) for text in first]),
        intents=tuple(intents),
        confusions=tuple(confusions),
        answers={text: names[int(said[place])] for text, place in first.items()},
    )


def compare(before: Quality, now: Quality) -> Change:
    was = {each.name: each.f1 for each in before.intents}
    is_now = {each.name: each.f1 for each in now.intents}
    both = before.answers.keys() & now.answers.keys()
    return Change(
        added=tuple(name for name in is_now if name not in was),
        removed=tuple(name for name in was if name not in is_now),
        texts_added=len(now.answers.keys() - both),
        texts_removed=len(before.answers.keys() - both),
        accuracy_before=before.accuracy,
        accuracy=now.accuracy,
        by_intent={n: (was[n], is_now[n]) for n in is_now if n in was and abs(is_now[n] - was[n]) >= 0.01},
        moved=tuple(
            (text, before.answers[text], answer)
            for text, answer in now.answers.items()
            if text in both and before.answers[text] != answer
        ),
    )


def _quality_of(place: int, name: str, pairs: Mapping[tuple[int, int], int]) -> IntentQuality:
    hits = pairs.get((place, place), 0)
    meant = sum(count for (label, _), count in pairs.items() if label == place)
    said = sum(count for (_, read), count in pairs.items() if read == place)
    return IntentQuality(name, meant, hits / said if said else 0.0, hits / meant if meant else 0.0)


def _calibration(answers: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in answers:
        bins.setdefault(min(int(sure * _BINS), _BINS - 1), []).append((sure, right))
    gaps = (abs(sum(sure for sure, _ in held) - sum(right for _, right in held)) for held in bins.values())
    return sum(gaps) / max(len(answers), 1)
