"""Weighted n-grams of words and characters (TF-IDF), learnt and applied with plain dictionaries.

scikit-learn would take 0.9 s to import and some milliseconds a text; a text touches only a few hundred features, so
looking them up and adding their rows is both smaller and faster.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from resolution_hub.nlu.words import tokens

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

FAMILIES = ("word", "char")
WEIGHT = 0.7  # of each family beside the meaning vector; picked on validation data, not on test data
_LONGEST_CHAR_GRAM = 5
_MOST_TOKENS = 400


def grams(family: str, text: str) -> Iterable[str]:
    """Word 1-2-grams, or 2-5-grams of characters within words (spaces at a word's ends count as characters)."""
    found = tokens(text)[:_MOST_TOKENS]
    if family == "word":
        yield from found
        yield from (f"{left} {right}" for left, right in pairwise(found))
        return
    for word in found:
        padded = f" {word[:40]} "
        for size in range(2, min(_LONGEST_CHAR_GRAM, len(padded)) + 1):
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


@dataclass(frozen=True, slots=True)
class Grams:
    """A learnt family: the place of each n-gram and its inverse document frequency."""

    family: str
    places: dict[str, int]
    idf: Floats

    @classmethod
    def learn(cls, family: str, texts: Sequence[str]) -> Grams:
        """Rare character n-grams (in one text only) are left out: they would be most of them and say least."""
        seen = Counter(gram for text in texts for gram in set(grams(family, text)))
        least = 2 if family == "char" else 1
        known = sorted(gram for gram, count in seen.items() if count >= least)
        idf = [math.log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in known]
        return cls(family, {gram: place for place, gram in enumerate(known)}, np.array(idf, dtype=np.float32))

    def weigh(self, text: str) -> tuple[Places, Floats]:
        """The places of the text's known n-grams and their weights, of length `WEIGHT` together (or none)."""
        counts = Counter(place for gram in grams(self.family, text) if (place := self.places.get(gram)) is not None)
        places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(np.maximum(often, 1))) * self.idf[places]
        length = float(np.linalg.norm(weights))
        return places, np.asarray(weights * (WEIGHT / length if length else 0.0), dtype=np.float32)
