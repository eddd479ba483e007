"""Passages near a question: meaning first, shared words second, and a bar for being given as the answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.cache import content_key, find_or_build
from resolution_hub.nlu.encoder import Encoder, Vectors, encoder_key
from resolution_hub.nlu.words import clean, tokens
from resolution_hub.ports.language import Found, Passage

MEANING_WEIGHT = 0.9  # beside 0.1 for words; ranks fused with equal weights do worse than meaning alone
SURE_COSINE = 0.42  # questions our articles answer lie above it nearly always, idle talk below 0.4
_K1, _B = 1.2, 0.75

Floats = npt.NDArray[np.float64]


class MeaningFinder:
    """`ports.language.PassageFinder` over passages held in memory. Stateless between questions; safe from threads."""

    def __init__(self, passages: Sequence[Passage], encoder: Encoder, cache_dir: Path | None = None) -> None:
        """Encodes every passage (about 7 ms each), or takes the vectors from `cache_dir` if nothing has changed."""
        self._passages = tuple(passages)
        self._encoder = encoder
        self._vectors = _vectors([_as_text(passage) for passage in self._passages], encoder, cache_dir)
        self._words = _Bm25([tokens(_as_text(passage)) for passage in self._passages])

    def find(self, question: str, most: int = 5) -> Sequence[Found]:
        """The nearest passages, best first. `score` is nearness in meaning, 0 to 1."""
        plain = clean(question)
        if not plain or not self._passages or most <= 0:
            return ()
        cosines = (self._vectors @ self._encoder.encode([plain])[0]).astype(np.float64)
        ranks = MEANING_WEIGHT * _standard(cosines) + (1 - MEANING_WEIGHT) * _standard(self._words.score(tokens(plain)))
        best = np.argsort(-ranks, kind="stable")[:most]
        return tuple(self._found(int(place), float(cosines[place])) for place in best)

    def _found(self, place: int, cosine: float) -> Found:
        return Found(self._passages[place], round(min(max(cosine, 0.0), 1.0), 4), cosine >= SURE_COSINE)


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


def _vectors(texts: Sequence[str], encoder: Encoder, cache_dir: Path | None) -> Vectors:
    if cache_dir is None:
        return encoder.encode(texts)

    def build(target: Path) -> None:
        with target.open("wb") as file:
            np.save(file, encoder.encode(texts), allow_pickle=False)

    path = find_or_build(cache_dir / f"passages-{content_key([encoder_key(), *texts])}.npy", build)
    return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)


def _as_text(passage: Passage) -> str:
    return f"{passage.title}. {passage.heading}. {passage.text}"


def _standard(values: Floats) -> Floats:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
