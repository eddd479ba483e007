"""Understanding text. Implementations live in `resolution_hub.nlu`; they only propose.

Reading is CPU work of some milliseconds: callers run it in a thread, never on the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from resolution_hub.core.money import Money
from resolution_hub.core.reading import Reading


class PassageKind(StrEnum):
    ARTICLE = "article"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain text that can be quoted: under one heading of an article, or what the catalogue says of a product.

    `article` is the article's slug, empty for a product. `anchor` is the id of the heading on the article's page, empty
    above the first one. `sentences` are those of `text`, in order; without them `text` is quoted whole. A product's
    `title` is its name and its `heading` the category; `price` is the catalogue's.
    """

    article: str
    title: str
    heading: str
    text: str
    anchor: str = ""
    sentences: tuple[str, ...] = ()
    product: str = ""
    price: Money | None = None

    @property
    def kind(self) -> PassageKind:
        return PassageKind.PRODUCT if self.product else PassageKind.ARTICLE


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how near it is to the question, 0 to 1. `sure`: near enough to be given as the answer.

    `quote` is what answers the question most closely: one to three sentences of the passage that follow each other.
    """

    passage: Passage
    score: float
    sure: bool
    quote: str


class Language(Protocol):
    def read(self, text: str, recent: Sequence[str] = (), today: date | None = None) -> Reading:
        """Read one message. Never raises on any text.

        `recent` are the customer's messages before it, oldest first. `today` is the customer's day, from which days that
        the text names ("last week", "on the 3rd") are counted; without it only days written with their year are found.
        """
        ...


class PassageFinder(Protocol):
    def find(self, question: str, most: int = 5, among: Callable[[Passage], bool] | None = None) -> Sequence[Found]:
        """The nearest passages by meaning, best first, of those that `among` lets pass; empty for an empty question."""
        ...
