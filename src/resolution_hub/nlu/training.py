"""Learns the classifier from the examples: meaning vectors beside n-grams, one linear margin an intent.

Everything that says how sure a reading is (temperature, the bar of what is out of scope) comes from texts that the
scoring model had not seen, by cross-validation. The same examples always give the same artefact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.artefact import Artefact
from resolution_hub.nlu.examples import Examples
from resolution_hub.nlu.ngrams import FAMILIES, Grams

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

FOLDS = 5
STRENGTH = 1.0  # the linear model's C; fixed, since tuning it on a few dozen examples an intent fits noise
REJECTED = 0.04  # share of genuine held-out texts that may fall on the far side of the out-of-scope bar
_TEMPERATURES = np.geomspace(0.05, 2.0, 60)


def train(examples: Examples, vectors: Floats) -> Artefact:
    """`vectors` are the examples' meaning vectors, row by row."""
    labels = np.array(examples.labels, dtype=np.int64)
    margins, nearness = _held_out(examples, vectors, labels)
    best = margins.max(axis=1)
    margin_scale = (float(best.mean()), float(best.std()))
    nearness_scale = (float(nearness.mean()), float(nearness.std()))
    scores = (best - margin_scale[0]) / margin_scale[1] + (nearness - nearness_scale[0]) / nearness_scale[1]
    bar = float(np.quantile(scores, REJECTED))
    features = _Features(list(examples.texts))
    model = _fit(features.matrix(list(examples.texts), vectors), labels)
    coefficients = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
    meaning, *families = np.split(coefficients, features.borders)
    return Artefact(
        names=examples.names,
        meaning=meaning,
        grams=tuple(features.grams),
        weights=tuple(families),
        intercept=np.asarray(model.intercept_, dtype=np.float32),
        temperature=_fit_temperature(margins, labels),
        examples=vectors,
        margin=margin_scale,
        nearness=nearness_scale,
        bar=bar,
        spread=(float(np.median(scores)) - bar) / 3,  # a text as good as the median one is 5 % out of scope
    )


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


def _held_out(examples: Examples, vectors: Floats, labels: Labels) -> tuple[Floats, Floats]:
    """Margins and nearest-example cosines of every text, each from a model that was not shown that text."""
    from sklearn.model_selection import StratifiedKFold

    margins = np.zeros((len(labels), len(examples.names)), dtype=np.float32)
    nearness = np.zeros(len(labels), dtype=np.float32)
    splitter = StratifiedKFold(n_splits=min(FOLDS, int(np.bincount(labels).min())), shuffle=True, random_state=0)
    for seen, held in splitter.split(vectors, labels):
        features = _Features([examples.texts[place] for place in seen])
        model = _fit(features.matrix([examples.texts[place] for place in seen], vectors[seen]), labels[seen])
        held_matrix = features.matrix([examples.texts[place] for place in held], vectors[held])
        margins[held] = model.decision_function(held_matrix)
        nearness[held] = (vectors[held] @ vectors[seen].T).max(axis=1)
    return margins, nearness


def _fit_temperature(margins: Floats, labels: Labels) -> float:
    def loss(temperature: float) -> float:
        logits = margins / temperature
        logits = logits - logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return -float(logs[np.arange(len(labels)), labels].mean())

    return float(min(_TEMPERATURES, key=loss))
