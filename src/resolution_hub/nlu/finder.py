"""Passages near a question: meaning first, shared words second, and a bar for being given as the answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.keywords import keywords
from resolution_hub.nlu.quoting import closest_span
from resolution_hub.nlu.vectors import encode_kept
from resolution_hub.nlu.words import clean
from resolution_hub.ports.language import Found, Passage

MEANING_WEIGHT = 0.9  # beside 0.1 for words; ranks fused with equal weights do worse than meaning alone
# What meaning is made of: the passage under its title and heading, its nearest sentence, and title and heading alone.
WHOLE, SENTENCE, HEADING = 0.6, 0.2, 0.2
SURE = 0.42  # the lowest bar at which one in twenty of the questions that we can't answer gets an answer (tests/evals)
_K1, _B = 1.2, 0.75

Floats = npt.NDArray[np.float64]


class MeaningFinder:
    """`ports.language.PassageFinder` over passages held in memory. Stateless between questions; safe from threads."""

    def __init__(self, passages: Sequence[Passage], encoder: Encoder, cache_dir: Path | None = None) -> None:
        """Encodes passages and their sentences (some ms each), but for those whose vectors `cache_dir` has."""
        self._passages = tuple(passages)
        self._encoder = encoder
        self._sentences = tuple(passage.sentences or (passage.text,) for passage in self._passages)
        headings = [f"{passage.title}. {passage.heading}." for passage in self._passages]
        texts = [f"{above} {passage.text}" for above, passage in zip(headings, self._passages, strict=True)]
        singles = [sentence for sentences in self._sentences for sentence in sentences]
        rows = encode_kept([*texts, *headings, *singles], encoder, cache_dir, "passages")
        self._wholes, self._headings, self._singles = np.split(rows, [len(texts), 2 * len(texts)])
        counts = [len(sentences) for sentences in self._sentences]
        self._starts = np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0, dtype=np.int64)
        self._words = _Bm25([keywords(text) for text in texts])

    def find(self, question: str, most: int = 5, among: Callable[[Passage], bool] | None = None) -> Sequence[Found]:
        """The nearest passages, best first. `score` is nearness in meaning, 0 to 1."""
        plain = clean(question)
        if not plain or not self._passages or most <= 0:
            return ()
        asked = self._encoder.encode([plain])[0]
        singles = (self._singles @ asked).astype(np.float64)
        meaning = WHOLE * (self._wholes @ asked).astype(np.float64)
        meaning += SENTENCE * np.maximum.reduceat(singles, self._starts) + HEADING * (self._headings @ asked)
        words = self._words.score(keywords(plain))
        ranks = MEANING_WEIGHT * _standard(meaning) + (1 - MEANING_WEIGHT) * _standard(words)
        best = (int(place) for place in np.argsort(-ranks, kind="stable"))
        wanted = (place for place in best if among is None or among(self._passages[place]))
        return tuple(self._found(place, float(meaning[place]), singles) for place in islice(wanted, most))

    def _found(self, place: int, meaning: float, singles: Floats) -> Found:
        sentences = self._sentences[place]
        start = int(self._starts[place])
        quote = closest_span(sentences, [float(near) for near in singles[start : start + len(sentences)]])
        return Found(self._passages[place], round(min(max(meaning, 0.0), 1.0), 4), meaning >= SURE, quote)


class _Bm25:
    """Okapi BM25 with an inverted index; scores every passage for a question's words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        average = sum(map(len, texts)) / max(len(texts), 1) or 1.0
        postings: dict[str, list[tuple[int, float]]] = {}
        for place, words in enumerate(texts):
            for word, count in Counter(words).items():
                share = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * len(words) / average))
                postings.setdefault(word, []).append((place, share))
        self._postings = {
            word: [
                (place, share * math.log(1 + (self._size - len(held) + 0.5) / (len(held) + 0.5)))
                for place, share in held
            ]
            for word, held in postings.items()
        }

    def score(self, words: Sequence[str]) -> Floats:
        scores = np.zeros(self._size)
        for word in words:
            for place, weight in self._postings.get(word, ()):
                scores[place] += weight
        return scores


def _standard(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
