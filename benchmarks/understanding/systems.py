"""What is compared: the classifier that ships and the floor under it, both learning from labelled texts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from benchmarks.understanding.tables import Labelled
from resolution_hub.nlu.classifier import Classifier
from resolution_hub.nlu.encoder import Encoder, Vectors
from resolution_hub.nlu.examples import Examples

Floats = npt.NDArray[np.float64]

OURS, FLOOR = "ours", "tfidf"


@dataclass(frozen=True, slots=True)
class Judged:
    """Row by row: the best label, how sure (0 to 1), and how strange the text is (the more, the less it is in scope)."""

    best: tuple[str, ...]
    sure: Floats
    strange: Floats


class System(Protocol):
    def judge(self, texts: Sequence[str]) -> Judged: ...


Learn = Callable[[Labelled], System]


class MemoryEncoder(Encoder):
    """Remembers every vector: folds share their texts. Not for timing."""

    def __init__(self, encoder: Encoder) -> None:
        self._inner = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._inner.encode([text])[0]
        return np.stack([self._known[text] for text in texts])


class Ours:
    """The classifier as it ships, its settings included; nothing is chosen by the data at hand."""

    def __init__(self, train: Labelled, encoder: Encoder) -> None:
        train = with_pairs(train)
        names = tuple(sorted(set(train.labels)))
        places = {name: place for place, name in enumerate(names)}
        examples = Examples(names, train.texts, tuple(places[label] for label in train.labels))
        self._classifier = Classifier.learn(examples, encoder)

    def judge(self, texts: Sequence[str]) -> Judged:
        judged = [self._classifier.judge(text) for text in texts]
        places = [int(one.probabilities.argmax()) for one in judged]
        return Judged(
            tuple(self._classifier.names[place] for place in places),
            np.array([float(one.probabilities.max()) for one in judged]),
            np.array([one.out_of_scope for one in judged]),
        )


class Tfidf:
    """The floor: words and characters counted by scikit-learn, a linear margin a label, C = 1."""

    def __init__(self, train: Labelled) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC

        train = with_pairs(train)
        counted = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        )
        self._model = make_pipeline(counted, LinearSVC(class_weight="balanced", random_state=0))
        self._model.fit(train.texts, train.labels)

    def judge(self, texts: Sequence[str]) -> Judged:
        margins = np.asarray(self._model.decision_function(texts), dtype=np.float64)
        best = margins.argmax(axis=1)
        shares = np.exp(margins - margins.max(axis=1, keepdims=True))
        return Judged(
            tuple(str(self._model.classes_[place]) for place in best),
            (shares / shares.sum(axis=1, keepdims=True)).max(axis=1),
            -margins.max(axis=1),
        )


def with_pairs(train: Labelled) -> Labelled:
    """The rows with the text of a label that has only one said twice: cross-validation needs two."""
    counts = Counter(train.labels)
    alone = [place for place, label in enumerate(train.labels) if counts[label] == 1]
    return train.take([*range(len(train)), *alone])
