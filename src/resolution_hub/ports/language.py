"""Understanding text. Implementations live in `resolution_hub.nlu`; they only propose.

Reading is CPU work of some milliseconds: callers run it in a thread, never on the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from resolution_hub.core.reading import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article that can be quoted: plain text under one heading."""

    article: str  # the article's slug
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how near it is to the question, 0 to 1. `sure`: near enough to be given as the answer."""

    passage: Passage
    score: float
    sure: bool


class Language(Protocol):
    def read(self, text: str, recent: Sequence[str] = ()) -> Reading:
        """Read one message. `recent` are the customer's messages before it, oldest first. Never raises on any text."""
        ...


class PassageFinder(Protocol):
    def find(self, question: str, most: int = 5) -> Sequence[Found]:
        """The nearest passages by meaning, best first; empty for an empty question or no articles."""
        ...
