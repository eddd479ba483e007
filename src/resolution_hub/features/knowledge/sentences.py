"""Plain text in sentences, and sentences in pieces that an encoder can take in whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_END: Final = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z0-9£$€¥À-ÖØ-Þ])")
# A full stop after these is rarely the end; "8 a.m. Eastern" would be torn apart.
_GOES_ON: Final = re.compile(r"(?:\b(?:a\.m|p\.m|e\.g|i\.e|etc|approx|max|min|No|Nr|St|Mr|Mrs|Ms|Dr)|\b[A-Z])\.$")
_WEIGHED: Final = re.compile(r"\w+|[^\w\s]")
_LONG_WORD: Final = 8


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without line breaks. Nothing is lost: joined by spaces they are the text."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        piece = text[start : end.end()].strip()
        if _GOES_ON.search(piece):
            continue
        found.append(piece)
        start = end.end()
    rest = text[start:].strip()
    return tuple([*found, rest] if rest else found)


def cut(sentences: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """The sentences in as few pieces as `weight` allows, of about equal weight; one that is too heavy stays whole."""
    total = sum(map(weight, sentences))
    share = total / max(1, -(-total // max(most, 1)))
    pieces: list[tuple[str, ...]] = []
    piece: list[str] = []
    held = 0
    for sentence in sentences:
        heavy = weight(sentence)
        if piece and (held + heavy > most or held + heavy / 2 > share):
            pieces.append(tuple(piece))
            piece, held = [], 0
        piece.append(sentence)
        held += heavy
    return [*pieces, tuple(piece)] if piece else pieces


def weight(text: str) -> int:
    """About as many word pieces as a language model makes of it; rather too many."""
    return sum(1 + len(word) // _LONG_WORD for word in _WEIGHED.findall(text))
