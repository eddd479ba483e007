"""What goes over the wire about how messages are understood; see web/shapes.py for the house rules of shapes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from resolution_hub.web.shapes import Id, Input


class IntentName(Struct, frozen=True):
    """`name` is stable; `title` is what people read."""

    name: str
    title: str


class IntentShare(Struct, frozen=True):
    """An intent and the probability of it, 0 to 1, by text and facts together."""

    intent: IntentName
    probability: float


class ReadingOut(Struct, frozen=True):
    """What was made of the customer's message `seq`. `act` is what that led to; null where it did not need to be weighed.
    `meant` is the intent that the customer's buttons or an agent said it had."""

    id: str
    seq: int | None
    at: datetime
    intents: list[IntentShare]
    act: Literal["go", "ask", "search"] | None
    meant: IntentName | None
    settled_by: str | None
    frustration: float
    urgency: float
    language: str


class Readings(Struct, frozen=True):
    readings: list[ReadingOut]
    intents: list[IntentName]


class Meant(Input, frozen=True):
    """What a message had meant, in an agent's eyes: an intent's name."""

    intent: Id


class SuggestionOut(Struct, frozen=True):
    """Words that were read as `read_as` and meant `meant`; numbers and mail addresses are blanked."""

    id: str
    reading_id: str
    at: datetime
    said: str
    read_as: IntentName | None
    meant: IntentName
    by: str


class UnderstoodWeek(Struct, frozen=True):
    """Seven days from `since`. Shares are of `messages`; `corrected` is of the `settled` ones, null where none was."""

    since: datetime
    messages: int
    sureness: float
    outside: float
    asked: float
    searched: float
    settled: int
    corrected: float | None


class UnderstandingOut(Struct, frozen=True):
    """How well messages are understood, and what could be learnt. `shift` is how far what people ask about in the last seven
    days lies from the four weeks before: 0 (the same) to 1 (nothing in common); null where there is too little to compare."""

    model: str
    trained_intents: int
    weeks: list[UnderstoodWeek]
    shift: float | None
    suggestions: list[SuggestionOut]
    waiting: int
    accepted: int
    rejected: int
    intents: list[IntentName]


class Decided(Input, frozen=True):
    """Accept words as an example of `meant`, as the reviewer left them; or reject them."""

    accept: bool
    meant: Id | None = None
    example: Annotated[str, Meta(min_length=1, max_length=300)] | None = None
