"""How good a training turned out, from texts that the scoring models had not seen, and what changed against another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.examples import Examples

Floats = npt.NDArray[np.float32]
MOST_SHOWN = 2  # texts beside a confusion
MOVED = 0.01  # a change of F1 that is worth saying
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
class Answer:
    """What a text means, several intents where they share it, and what it was read as when held out."""

    meant: tuple[str, ...]
    read_as: str

    @property
    def is_right(self) -> bool:
        return self.read_as in self.meant


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
    answers: Mapping[str, Answer]

    def under(self, floor: float) -> tuple[IntentQuality, ...]:
        """Intents whose F1 is lower than `floor`, the worst first."""
        return tuple(sorted((each for each in self.intents if each.f1 < floor), key=lambda each: each.f1))


@dataclass(frozen=True, slots=True)
class Change:
    """What a new training differs in.

    `texts`: name → (examples that came, that went), where any did. `accuracy_of_both`, before and now, is over the texts of
    both trainings, which no new text can better or worsen. `by_intent`: name → (F1 before, F1 now), where it moved by a point
    or more. `moved`: (text, read as before, read as now) for texts of both.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    texts: Mapping[str, tuple[int, int]]
    accuracy_before: float
    accuracy: float
    accuracy_of_both: tuple[float, float]
    by_intent: Mapping[str, tuple[float, float]]
    moved: tuple[tuple[str, str, str], ...]

    @property
    def texts_added(self) -> int:
        return sum(came for came, _ in self.texts.values())

    @property
    def texts_removed(self) -> int:
        return sum(went for _, went in self.texts.values())

    @property
    def loss(self) -> float:
        """By how much it reads worse, over all texts or over those of both trainings, whichever is more; 0 at least."""
        of_both = self.accuracy_of_both[0] - self.accuracy_of_both[1]
        return round(max(self.accuracy_before - self.accuracy, of_both, 0.0), 4)


def assess(examples: Examples, held_out: Floats, version: str) -> Quality:
    """`held_out`: a row of probabilities an example, from models that had not seen it."""
    names = examples.names
    means: dict[str, tuple[str, ...]] = {}
    first: dict[str, int] = {}
    for place, (text, label) in enumerate(zip(examples.texts, examples.labels, strict=True)):
        means[text] = (*means.get(text, ()), names[label])
        first.setdefault(text, place)
    said = held_out.argmax(axis=1)
    answers = {text: Answer(means[text], names[int(said[place])]) for text, place in first.items()}
    alone = {text: answer for text, answer in answers.items() if len(answer.meant) == 1}
    pairs = Counter((answer.meant[0], answer.read_as) for answer in alone.values())
    wrong: dict[tuple[str, str], list[str]] = {}
    for text, answer in alone.items():
        if not answer.is_right:
            wrong.setdefault((answer.meant[0], answer.read_as), []).append(text)
    confusions = [
        Confusion(meant, read_as, len(texts), tuple(texts[:MOST_SHOWN]))
        for (meant, read_as), texts in sorted(wrong.items(), key=lambda pair: -len(pair[1]))
    ]
    return Quality(
        version=version,
        texts=len(answers),
        accuracy=_accuracy(answers.values()),
        calibration=_calibration(
            [(float(held_out[first[text]].max()), each.is_right) for text, each in answers.items()]
        ),
        intents=tuple(_quality_of(name, pairs) for name in names),
        confusions=tuple(confusions),
        answers=answers,
    )


def compare(before: Quality, now: Quality) -> Change:
    was = {each.name: each.f1 for each in before.intents}
    is_now = {each.name: each.f1 for each in now.intents}
    both = [text for text in now.answers if text in before.answers]
    came, went = _meanings(now) - _meanings(before), _meanings(before) - _meanings(now)
    names = dict.fromkeys([*was, *is_now])
    texts = {name: (sum(n == name for n, _ in came), sum(n == name for n, _ in went)) for name in names}
    return Change(
        added=tuple(name for name in is_now if name not in was),
        removed=tuple(name for name in was if name not in is_now),
        texts={name: counts for name, counts in texts.items() if any(counts)},
        accuracy_before=before.accuracy,
        accuracy=now.accuracy,
        accuracy_of_both=(
            _accuracy([before.answers[text] for text in both]),
            _accuracy([now.answers[text] for text in both]),
        ),
        by_intent={n: (was[n], is_now[n]) for n in is_now if n in was and abs(is_now[n] - was[n]) >= MOVED},
        moved=tuple(
            (text, before.answers[text].read_as, now.answers[text].read_as)
            for text in both
            if before.answers[text].read_as != now.answers[text].read_as
        ),
    )


def _meanings(quality: Quality) -> set[tuple[str, str]]:
    return {(name, text) for text, answer in quality.answers.items() for name in answer.meant}


def _accuracy(answers: Collection[Answer]) -> float:
    return sum(answer.is_right for answer in answers) / max(len(answers), 1)


def _quality_of(name: str, pairs: Mapping[tuple[str, str], int]) -> IntentQuality:
    hits = pairs.get((name, name), 0)
    meant = sum(count for (true, _), count in pairs.items() if true == name)
    said = sum(count for (_, read_as), count in pairs.items() if read_as == name)
    return IntentQuality(name, meant, hits / said if said else 0.0, hits / meant if meant else 0.0)


def _calibration(answers: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in answers:
        bins.setdefault(min(int(sure * _BINS), _BINS - 1), []).append((sure, right))
    gaps = (abs(sum(sure for sure, _ in held) - sum(right for _, right in held)) for held in bins.values())
    return sum(gaps) / max(len(answers), 1)
