"""How well the help home predicts: which box was taken, or none (product.md A1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.people import CustomerId
from resolution_hub.features.insights import store
from resolution_hub.kit.ids import derived_id


@dataclass(frozen=True, slots=True)
class HitRate:
    """Counts of showings: a box was taken, something else was asked, nothing was done."""

    showings: int
    taken: int
    other: int
    nothing: int
    by_kind: tuple[tuple[str, int, int], ...]  # (kind, shown, taken)


async def show(tx: asyncpg.Connection, customer_id: CustomerId, keys: Sequence[str], at: datetime) -> str:
    """Record that these boxes were on screen. The same boxes within the same hour are one showing."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    showing_id = derived_id("sh", customer_id, hour.isoformat(), *keys)
    await tx.execute(store.SHOW, showing_id, customer_id, at, list(keys))
    return showing_id


async def find_showing(tx: asyncpg.Connection, customer_id: CustomerId, showing_id: str) -> list[str] | None:
    """The keys that were shown; None when there was no such showing to this customer."""
    shown: list[str] | None = await tx.fetchval(store.FIND, showing_id, customer_id)
    return shown


async def took_box(tx: asyncpg.Connection, customer_id: CustomerId, showing_id: str, key: str, at: datetime) -> None:
    """The first thing done after a showing counts; later ones change nothing."""
    await tx.execute(store.LEAD_TO, showing_id, customer_id, "box", key, at)


async def asked_otherwise(tx: asyncpg.Connection, customer_id: CustomerId, showing_id: str, at: datetime) -> None:
    await tx.execute(store.LEAD_TO, showing_id, customer_id, "other", None, at)


async def hit_rate(tx: asyncpg.Connection, since: datetime) -> HitRate:
    totals = await tx.fetchrow(store.TOTALS, since)
    kinds = await tx.fetch(store.BY_KIND, since)
    by_kind = tuple((row["kind"], row["shown"], row["taken"]) for row in kinds)
    if totals is None:
        return HitRate(0, 0, 0, 0, by_kind)
    return HitRate(totals["showings"], totals["taken"], totals["other"], totals["nothing"], by_kind)
