"""Stored decisions, many of them, read in their order without holding them all (product.md, I2)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.errors import CoreError
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.features.remedies import rulings, store

_AT_ONCE = 2000
_body = msgspec.json.Decoder(dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """`ruling` is None where the stored form is not one that this release knows."""

    id: str
    case_id: str
    version: str
    ruling: Ruling | None


async def count(tx: asyncpg.Connection, since: datetime, until: datetime) -> int:
    found: int = await tx.fetchval(store.COUNT_SINCE, since, until)
    return found


async def decisions(tx: asyncpg.Connection, since: datetime, until: datetime) -> AsyncIterator[list[Stored]]:
    """The rulebook's own rulings of a span, in batches; those of people are left out. Within a transaction."""
    cursor = await tx.cursor(store.RULINGS_SINCE, since, until)
    while rows := await cursor.fetch(_AT_ONCE):
        yield [_stored(row) for row in rows]


async def texts(tx: asyncpg.Connection) -> Mapping[str, str]:
    """Every rulebook that was in force, by version."""
    return {row["version"]: row["text"] for row in await tx.fetch(store.TEXTS)}


def _stored(row: asyncpg.Record) -> Stored:
    version = row["rulebook_version"]
    try:
        ruling = rulings.from_body(_body.decode(row["body"]), version)
    except (msgspec.MsgspecError, CoreError, KeyError):
        ruling = None
    return Stored(row["id"], row["case_id"], version, ruling)
