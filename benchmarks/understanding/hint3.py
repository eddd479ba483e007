"""HINT3: what real customers of live bots wrote, half of it out of scope; and what other platforms answered.

Learnt from the training file alone; the line of what is out of scope is drawn on it too (`strangers`). Per bot and
version, over the test file: `accuracy` counts out of scope as a label of its own; `inscope_accuracy` is over in-scope
rows, a row turned away being wrong; `oos_recall` over the others; `mcc` over all.

The platforms' answers are stored ones of 2020, with a score each and no line. They are scored twice: as stored, and
with the line at which their accuracy on these very test rows is most, which flatters them and is not done for ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.understanding import nlpjs
from benchmarks.understanding.figures import (
    auroc,
    bootstrap,
    calibration_error,
    codes,
    mcc,
    mcnemar,
    wilson,
)
from benchmarks.understanding.folders import OUT_OF_SCOPE, Bot, find_hint3
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import Stand
from benchmarks.understanding.strangers import draw_line
from benchmarks.understanding.systems import OURS, Judged
from benchmarks.understanding.tables import BadData, Labelled, read_csv, read_labelled

QUICK_GROUPS = 2
_SHIPPED_BAR = 0.5  # of `out_of_scope`, as the assistant reads it

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answers:
    """One system's labels for the test rows, out of scope among them, as a line has it."""

    true: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def right(self) -> Bools:
        return np.array([said == true for said, true in zip(self.said, self.true, strict=True)])

    @property
    def in_scope(self) -> Bools:
        return np.array([true != OUT_OF_SCOPE for true in self.true])

    def figures(self) -> dict[str, tuple[float, int, tuple[float, float]]]:
        """accuracy, inscope_accuracy, oos_recall and mcc, with their n and intervals."""
        size, (true, said) = codes(self.true, self.said)
        number = len(true)
        within = bootstrap(number, lambda places: mcc(size, true[places], said[places]))
        shares = {"accuracy": self.right, "inscope_accuracy": self.right[self.in_scope]}
        shares["oos_recall"] = self.right[~self.in_scope]
        found = {name: (_mean(hits), len(hits), wilson(int(hits.sum()), len(hits))) for name, hits in shares.items()}
        return found | {"mcc": (mcc(size, true, said), number, within)}


def run(stand: Stand) -> list[Metric]:
    bots = find_hint3(stand.data) if stand.data else []
    metrics: list[Metric] = []
    for bot in bots:
        if bot.train is None or bot.test is None:
            stand.skipped.append(f"HINT3 {bot.name} {bot.version}: no {'train' if bot.train is None else 'test'} file")
            continue
        metrics += stand.attempt(_scoring(stand, bot))
    if not bots:
        stand.skipped.append("HINT3: no file")
    return metrics


def _scoring(stand: Stand, bot: Bot) -> Callable[[], list[Metric]]:
    return lambda: _score(stand, bot)


def _score(stand: Stand, bot: Bot) -> list[Metric]:
    assert bot.train is not None
    assert bot.test is not None
    train, test = (read_labelled(path, ("sentence", "text"), ("label",)) for path in (bot.train, bot.test))
    train = train.take([place for place, label in enumerate(train.labels) if label != OUT_OF_SCOPE])
    prefix = f"hint3_{bot.name}_{bot.version}"
    lined: dict[str, Answers] = {}
    metrics: list[Metric] = []
    for name, learn in stand.systems.items():
        stand.say(f"{prefix}, {name}: where to draw the line")
        line = draw_line(train, learn, QUICK_GROUPS) if stand.quick else draw_line(train, learn)
        stand.say(f"{prefix}, {name}")
        judged = learn(train).judge(test.texts)
        lined[name] = _with_line(test, judged.best, judged.strange, line)
        metrics += _beside(prefix if name == OURS else f"{prefix}_{name}", name, test, judged, line)
    platforms = _platforms(stand, bot, train, test)
    return [*_head_to_head(prefix, lined, platforms), *metrics]


def _beside(prefix: str, name: str, test: Labelled, judged: Judged, line: float) -> list[Metric]:
    """What does not depend on the line, and what would be had at other lines."""
    in_scope = np.array([label != OUT_OF_SCOPE for label in test.labels])
    right = np.array([best == label for best, label in zip(judged.best, test.labels, strict=True)])
    number = int(in_scope.sum())
    hits = int(right[in_scope].sum())
    found = [
        Metric(f"{prefix}_unthresholded_accuracy", hits / number, "fraction", number, None,
               f"{name}; in-scope rows, nothing turned away", wilson(hits, number)),
    ]  # fmt: skip
    if not in_scope.all():
        interval = bootstrap(len(in_scope), lambda places: auroc(judged.strange[places], ~in_scope[places]))
        area = auroc(judged.strange, ~in_scope)
        found.append(Metric(f"{prefix}_oos_auroc", area, "fraction", len(test), None, name, interval))
    if name != OURS:
        return found
    shipped = _with_line(test, judged.best, judged.strange, _SHIPPED_BAR).figures()
    figures = ", ".join(f"{figure} {value:.3f}" for figure, (value, _, _) in shipped.items())
    error = calibration_error(judged.sure[in_scope], right[in_scope])
    return [
        *found,
        Metric(f"{prefix}_ece", error, "fraction", number, None, "15 bins, in-scope rows"),
        Metric(
            f"{prefix}_line", line, "out_of_scope", len(test), None, "drawn on the train file with left-out intents"
        ),
        Metric(f"{prefix}_accuracy_at_shipped_bar", shipped["accuracy"][0], "fraction", len(test), None, figures),
    ]


def _head_to_head(
    prefix: str, lined: dict[str, Answers], platforms: dict[str, tuple[Answers, Answers]]
) -> list[Metric]:
    ours = lined[OURS]
    others = {name: answers for name, answers in lined.items() if name != OURS}
    others |= {f"{name}_stored": stored for name, (stored, _) in platforms.items()}
    others |= {f"{name}_best_line": best for name, (_, best) in platforms.items()}
    theirs = {name: answers.figures() for name, answers in others.items()}
    own = ours.figures()
    strongest = max(theirs, key=lambda name: theirs[name]["accuracy"][0])
    note = f"against {strongest}, of the highest accuracy beside ours"
    metrics = [
        Metric(f"{prefix}_{figure}", value, "fraction", number, theirs[strongest][figure][0], note, interval)
        for figure, (value, number, interval) in own.items()
    ]
    for name, figures in theirs.items():
        only_ours, only_theirs, p = mcnemar(ours.right.tolist(), others[name].right.tolist())
        beside = ", ".join(f"{figure} {value:.3f}" for figure, (value, _, _) in figures.items() if figure != "accuracy")
        value, number, interval = figures["accuracy"]
        note = f"{beside}; McNemar ours:theirs {only_ours}:{only_theirs}, p {p:.2g}"
        metrics.append(Metric(f"{prefix}_accuracy_{name}", value, "fraction", number, None, note, interval))
    return metrics


def _platforms(stand: Stand, bot: Bot, train: Labelled, test: Labelled) -> dict[str, tuple[Answers, Answers]]:
    found: dict[str, tuple[Answers, Answers]] = {}
    for platform, path in bot.rivals.items():
        try:
            rows = read_csv(path, ("sentence",), ("predicted_node",), ("predicted_node_score",))
            said, sure = _matched(path, rows, test)
        except BadData as error:
            stand.problems.append(str(error))
            continue
        stored = Answers(test.labels, said)
        found[platform] = (stored, _at_best_line(test, said, -sure))
    for name, answers in nlpjs.answers(stand, f"{bot.name} {bot.version}", train, test.texts).items():
        said = tuple(OUT_OF_SCOPE if label == nlpjs.NONE else label for label in answers.said)
        found[name] = (Answers(test.labels, said), _at_best_line(test, answers.best, -answers.sure))
    return found


def _matched(
    path: Path, rows: list[tuple[str, ...]], test: Labelled
) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    """The stored answers in the order of the test rows. Raises `BadData` where they are not of these rows."""
    waiting: dict[str, list[tuple[str, float]]] = {}
    for number, (text, said, score) in enumerate(rows, 2):
        try:
            waiting.setdefault(text, []).append((said, float(score or 0)))
        except ValueError:
            raise BadData(path, number, f"{score!r} is not a score") from None
    found: list[str] = []
    sure: list[float] = []
    for text in test.texts:
        if not waiting.get(text):
            raise BadData(path, 1, f"no answer to the test row {text[:60]!r}")
        answer = waiting[text].pop(0)
        found.append(answer[0])
        sure.append(answer[1])
    return tuple(found), np.array(sure)


def _with_line(test: Labelled, best: Sequence[str], strange: npt.NDArray[np.float64], line: float) -> Answers:
    away = strange > line
    return Answers(test.labels, tuple(OUT_OF_SCOPE if out else label for out, label in zip(away, best, strict=True)))


def _at_best_line(test: Labelled, said: tuple[str, ...], strange: npt.NDArray[np.float64]) -> Answers:
    lines = [float("inf"), *np.unique(strange)]
    return max((_with_line(test, said, strange, line) for line in lines), key=lambda answers: int(answers.right.sum()))


def _mean(hits: Bools) -> float:
    return float(hits.mean()) if len(hits) else float("nan")
