"""Learns the classifier from the examples: meaning vectors beside n-grams, one linear margin an intent.

Everything that says how sure a reading is (temperature, the bar of what is out of scope) comes from texts that the
scoring model had not seen, by cross-validation. The same examples always give the same artefact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.artefact import Artefact
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.examples import Examples
from resolution_hub.nlu.ngrams import FAMILIES, Grams
from resolution_hub.nlu.vectors import encode_kept

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Tell = Callable[[str, int, int], None]  # hears of a step, how much of it is done, and of how much

FOLDS = 5
STRENGTH = 1.0  # the linear model's C; fixed, since tuning it on a few dozen examples an intent fits noise
REJECTED = 0.04  # share of genuine held-out texts that may fall on the far side of the out-of-scope bar
_TEMPERATURES = np.geomspace(0.05, 2.0, 60)


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learnt, and how sure models that had not seen a text were of each of its meanings: a row of probabilities an
    example, in the order of the examples."""

    artefact: Artefact
    held_out: Floats


def unheard(*_: object) -> None:
    """Nobody waits for this training."""


def train(
    examples: Examples,
    encoder: Encoder,
    tell: Tell = unheard,
    cache_dir: Path | None = None,
) -> Trained:
    """Learn from the examples: some 20 s for 5,000 texts of 76 intents, and 8 s more to encode them all, of which
    `cache_dir` spares those that it has seen before."""
    size = len(examples.texts)

    def read(done: int, whole: int) -> None:
        tell("reading", size - whole + done, size)

    read(0, size)
    vectors = encode_kept(examples.texts, encoder, cache_dir, "examples", read)
    read(0, 0)
    labels = np.array(examples.labels, dtype=np.int64)
    margins, nearness = _held_out(examples, vectors, labels, tell)
    best = margins.max(axis=1)
    margin_scale = (float(best.mean()), float(best.std()))
    nearness_scale = (float(nearness.mean()), float(nearness.std()))
    scores = (best - margin_scale[0]) / margin_scale[1] + (nearness - nearness_scale[0]) / nearness_scale[1]
    bar = float(np.quantile(scores, REJECTED))
    tell("learning", 0, 1)
    features = _Features(list(examples.texts))
    model = _fit(features.matrix(list(examples.texts), vectors), labels)
    coefficients = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
    meaning, *families = np.split(coefficients, features.borders)
    temperature = _fit_temperature(margins, labels)
    tell("learning", 1, 1)
    artefact = Artefact(
        names=examples.names,
        meaning=meaning,
        grams=tuple(features.grams),
        weights=tuple(families),
        intercept=np.asarray(model.intercept_, dtype=np.float32),
        temperature=temperature,
        examples=vectors,
        margin=margin_scale,
        nearness=nearness_scale,
        bar=bar,
        spread=(float(np.median(scores)) - bar) / 3,  # a text as good as the median one is 5 % out of scope
    )
    return Trained(artefact, probabilities(margins, temperature))


def probabilities(margins: Floats, temperature: float) -> Floats:
    """Rows of margins as rows that sum to 1."""
    logits = margins / temperature
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float32)


class _Features:
    def __init__(self, texts: list[str]) -> None:
        self.grams = [Grams.learn(family, texts) for family in FAMILIES]

    @property
    def borders(self) -> list[int]:
        sizes = [len(gram.places) for gram in self.grams]
        return [384 + sum(sizes[:count]) for count in range(len(sizes))]

    def matrix(self, texts: list[str], vectors: Floats) -> Any:
        from scipy import sparse  # type: ignore[import-untyped]

        blocks = [sparse.csr_matrix(vectors)]
        for gram in self.grams:
            weighed = [gram.weigh(text) for text in texts]
            starts = np.cumsum([0, *(len(places) for places, _ in weighed)])
            places = np.concatenate([places for places, _ in weighed])
            values = np.concatenate([values for _, values in weighed])
            blocks.append(sparse.csr_matrix((values, places, starts), shape=(len(texts), len(gram.places))))
        return sparse.hstack(blocks, format="csr")


def _fit(matrix: Any, labels: Labels) -> Any:
    from sklearn.svm import LinearSVC  # 0.9 s to import, and only training needs it

    return LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0).fit(matrix, labels)


def _held_out(examples: Examples, vectors: Floats, labels: Labels, tell: Tell) -> tuple[Floats, Floats]:
    """Margins and nearest-example cosines of every text, each from a model that was not shown that text."""
    from sklearn.model_selection import StratifiedKFold

    margins = np.zeros((len(labels), len(examples.names)), dtype=np.float32)
    nearness = np.zeros(len(labels), dtype=np.float32)
    folds = min(FOLDS, int(np.bincount(labels).min()))
    splitter = StratifiedKFold(n_splits=folds, shuffle=True, random_state=0)
    tell("testing", 0, folds)
    for done, (seen, held) in enumerate(splitter.split(vectors, labels), 1):
        features = _Features([examples.texts[place] for place in seen])
        model = _fit(features.matrix([examples.texts[place] for place in seen], vectors[seen]), labels[seen])
        held_matrix = features.matrix([examples.texts[place] for place in held], vectors[held])
        margins[held] = model.decision_function(held_matrix)
        nearness[held] = (vectors[held] @ vectors[seen].T).max(axis=1)
        tell("testing", done, folds)
    return margins, nearness


def _fit_temperature(margins: Floats, labels: Labels) -> float:
    def loss(temperature: float) -> float:
        logits = margins / temperature
        logits = logits - logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return -float(logs[np.arange(len(labels)), labels].mean())

    return float(min(_TEMPERATURES, key=loss))
