"""What was made of customers' messages, and what people said that they had meant. Kept with the conversation's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.features.conversations import store


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading as it was kept, with how it was weighed. `body` and `routing` are the JSON of core's `Reading` and `Routing`;
    `settled` is the intent that `settled_by` ("customer" or "agent:ID") said the message had."""

    id: str
    conversation_id: str
    seq: int | None
    at: datetime
    said: str
    body: dict[str, Any]
    routing: dict[str, Any] | None
    settled: str | None
    settled_by: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A reading of which somebody said what the message had meant. `said` are the customer's words, `read_as` the intent
    that had been likeliest, "" for none."""

    reading_id: str
    said: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Week:
    """How messages were understood in the seven days from `since` on. `sureness` is the mean probability of the likeliest
    intent; `outside` were more likely out of scope than not; of `settled` messages `corrected` had been read otherwise."""

    since: datetime
    messages: int
    sureness: float
    outside: int
    asked: int
    searched: int
    settled: int
    corrected: int


async def settle(
    tx: asyncpg.Connection,
    conversation_id: str,
    meant: str,
    by: str,
    at: datetime,
    reading_id: str | None = None,
) -> Settled | None:
    """Note what a message had meant: that of `reading_id`, else of the latest reading that was weighed. A word of the
    customer's (`by` "customer") settles only what nobody has settled yet. None when there is nothing to settle."""
    row = await tx.fetchrow(store.SETTLE_READING, conversation_id, meant, by, at, reading_id)
    return Settled(row["id"], row["said"] or "", row["read_as"] or "") if row is not None else None


async def find_reading(tx: asyncpg.Connection, reading_id: str) -> KeptReading | None:
    row = await tx.fetchrow(store.FIND_READING, reading_id)
    return _kept(row) if row is not None else None


async def readings_of(tx: asyncpg.Connection, conversation_id: str, most: int = 50) -> list[KeptReading]:
    """What was made of the customer's messages in a conversation, the latest first."""
    return [_kept(row) for row in await tx.fetch(store.READINGS_OF, conversation_id, most)]


async def meant_since(tx: asyncpg.Connection, since: datetime) -> dict[str, int]:
    """How many messages people said had meant which intent."""
    return {row["settled"]: row["messages"] for row in await tx.fetch(store.MEANT_SINCE, since)}


async def weeks(tx: asyncpg.Connection, until: datetime, count: int) -> list[Week]:
    """The last `count` spans of seven days before `until`, the latest first; one without messages is left out."""
    return [Week(**dict(row)) for row in await tx.fetch(store.WEEKS, until, count)]


async def intents_between(tx: asyncpg.Connection, since: datetime, until: datetime) -> dict[str, int]:
    """Messages by their likeliest intent, after facts were weighed in."""
    return {row["intent"]: row["messages"] for row in await tx.fetch(store.INTENTS_BETWEEN, since, until)}


def _kept(row: asyncpg.Record) -> KeptReading:
    values = dict(row)
    values["said"] = row["said"] or ""
    return KeptReading(**values)
