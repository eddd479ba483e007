"""Which sentences of a passage to quote: the one nearest to the question, with those beside it that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SENTENCES = 3
MOST_CHARACTERS = 320  # of a quote, unless its nearest sentence alone is longer
BESIDE = 0.6  # of the nearest sentence's nearness: what a neighbour must have to be quoted with it

# A sentence that begins so is not understood without the one before it.
_LEANING = "it its they them their this that these those then so but and otherwise instead afterwards nor"
_LEANS = frozenset(_LEANING.split())


def closest_span(sentences: Sequence[str], nearness: Sequence[float]) -> str:
    """One to three neighbouring sentences, joined. `nearness` is each sentence's to the question; neither is empty."""
    first = last = max(range(len(sentences)), key=lambda place: nearness[place])
    least = nearness[first] * BESIDE
    while first > 0 and _leans(sentences[first]) and _fits(sentences, first - 1, last):
        first -= 1
    while True:
        spans = [(place, min(first, place), max(last, place)) for place in (first - 1, last + 1)]
        near = [s for s in spans if _fits(sentences, s[1], s[2]) and nearness[s[0]] >= least]
        if not near:
            return " ".join(sentences[first : last + 1])
        _, first, last = max(near, key=lambda span: nearness[span[0]])


def _fits(sentences: Sequence[str], first: int, last: int) -> bool:
    inside = first >= 0 and last < len(sentences) and last - first < MOST_SENTENCES
    return inside and len(" ".join(sentences[first : last + 1])) <= MOST_CHARACTERS


def _leans(sentence: str) -> bool:
    word, *_ = sentence.lower().replace("’", "'").split(maxsplit=1) or [""]
    return word.strip("\"'“‘(,").split("'")[0] in _LEANS
