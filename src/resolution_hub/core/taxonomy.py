"""The intents of a hub: what a message can be about, and where each leads. Data, read from `intents/*.toml`.

A shop adds intents of its own beside ours. An intent leads to a topic (a journey of the assistant), to an article that
answers it, or to neither: then the articles are searched, and a person is offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from resolution_hub.core.topic import Topic


class Need(StrEnum):
    """What an intent has to know before it can be served; the assistant asks for what it lacks."""

    ORDER = "order"
    ITEM = "item"
    ADDRESS = "address"
    AMOUNT = "amount"
    DAY = "day"
    QUANTITY = "quantity"
    REASON = "reason"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class IntentSpec:
    """`description` says to agents and to those who write examples what belongs here. `title` is a shop's own name for
    it as a button; our own intents have theirs in the catalogue. `article` is a slug."""

    name: str
    description: str
    title: str = ""
    topic: Topic | None = None
    article: str | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """`version` names exactly these intents and their examples."""

    intents: Mapping[str, IntentSpec]
    version: str

    def topic_of(self, intent: str) -> Topic | None:
        spec = self.intents.get(intent)
        return spec.topic if spec is not None else None

    def article_of(self, intent: str) -> str | None:
        spec = self.intents.get(intent)
        return spec.article if spec is not None else None
