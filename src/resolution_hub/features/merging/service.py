"""What was merged and split: who did it, when, how the surviving case was held, and whether it was undone.

The pointers stand at the cases and conversations; who sets one calls `hold_all` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.merging import Held
from resolution_hub.core.people import AgentId, CaseId, ConversationId
from resolution_hub.features.merging import store
from resolution_hub.kit.ids import derived_id, new_id


class NoSuchMerge(Exception):
    """There is no such merge or split."""


@dataclass(frozen=True, slots=True)
class Merge:
    """`case_id` goes on in `into_id`, and `thread_id`, where it is not None, in `into_thread_id`. `place` tells the order of
    merges; `by` is who merged; `before` and `after` are of the surviving case."""

    id: str
    place: int
    case_id: CaseId
    into_id: CaseId
    thread_id: ConversationId | None
    into_thread_id: ConversationId
    before: Held
    after: Held
    at: datetime
    by: AgentId
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Split:
    """`seqs` of `from_thread_id` led to `case_id` in `thread_id`, which began with `opening` events."""

    id: str
    case_id: CaseId
    from_id: CaseId
    thread_id: ConversationId
    from_thread_id: ConversationId
    seqs: tuple[int, ...]
    opening: int
    at: datetime
    by: AgentId
    undone_at: datetime | None


async def hold_all(tx: asyncpg.Connection) -> None:
    """Until the transaction ends nobody else merges or takes apart."""
    await tx.execute(store.ONE_AT_A_TIME)


async def note_merge(
    tx: asyncpg.Connection,
    case_id: CaseId,
    into_id: CaseId,
    thread: tuple[ConversationId | None, ConversationId],
    held: tuple[Held, Held],
    by: AgentId,
    at: datetime,
) -> str:
    """Keep the merge and return its id. `thread` is (joined, into), `held` how the surviving case was held (before, after)."""
    merge_id = new_id("mg")
    before, after = (msgspec.to_builtins(each) for each in held)
    await tx.execute(store.NOTE_MERGE, merge_id, case_id, into_id, *thread, before, after, at, by)
    return merge_id


async def get_merge(tx: asyncpg.Connection, merge_id: str) -> Merge:
    """Raises NoSuchMerge."""
    row = await tx.fetchrow(store.FIND_MERGE, merge_id)
    if row is None:
        raise NoSuchMerge(merge_id)
    return _merge(row)


async def find_standing(tx: asyncpg.Connection, case_id: str) -> Merge | None:
    """The merge by which this case points to another."""
    row = await tx.fetchrow(store.STANDING, case_id)
    return _merge(row) if row is not None else None


async def merges_of(tx: asyncpg.Connection, case_id: str) -> list[Merge]:
    """The standing merges of a case and of those within it, the latest first."""
    return [_merge(row) for row in await tx.fetch(store.MERGES_OF_CASE, case_id)]


async def is_latest(tx: asyncpg.Connection, merge: Merge) -> bool:
    """Whether no later merge stands in the threads that are one with this merge's."""
    later: bool = await tx.fetchval(store.HAS_LATER, merge.place, merge.into_thread_id)
    return not later


async def undo_merge(tx: asyncpg.Connection, merge_id: str, by: AgentId, at: datetime) -> None:
    await tx.execute(store.UNDO_MERGE, merge_id, at, by)


def split_id_for(case_id: str, request_id: str) -> str:
    """The id of the split that this request makes; the same request never makes two."""
    return derived_id("sp", case_id, request_id)


async def note_split(tx: asyncpg.Connection, split: Split) -> None:
    await tx.execute(
        store.NOTE_SPLIT, split.id, split.case_id, split.from_id, split.thread_id, split.from_thread_id,
        list(split.seqs), split.opening, split.at, split.by,
    )  # fmt: skip


async def find_split(tx: asyncpg.Connection, split_id: str) -> Split | None:
    row = await tx.fetchrow(store.FIND_SPLIT, split_id)
    return _split(row) if row is not None else None


async def get_split(tx: asyncpg.Connection, split_id: str) -> Split:
    """Raises NoSuchMerge."""
    found = await find_split(tx, split_id)
    if found is None:
        raise NoSuchMerge(split_id)
    return found


async def splits_of(tx: asyncpg.Connection, case_id: str) -> Sequence[Split]:
    """The standing splits that the case came from or gave rise to, the latest first."""
    return [_split(row) for row in await tx.fetch(store.SPLITS_OF_CASE, case_id)]


async def undo_split(tx: asyncpg.Connection, split_id: str, by: AgentId, at: datetime) -> None:
    await tx.execute(store.UNDO_SPLIT, split_id, at, by)


def _merge(row: asyncpg.Record) -> Merge:
    held = {name: msgspec.convert(row[name], Held) for name in ("before", "after")}
    return Merge(**{**dict(row), **held})


def _split(row: asyncpg.Record) -> Split:
    return Split(**{**dict(row), "seqs": tuple(row["seqs"])})
