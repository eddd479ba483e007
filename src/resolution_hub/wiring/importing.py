"""Bringing a shop's data into the hub (product.md I6): checked as a whole, written in one transaction or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import asyncpg

from resolution_hub.connectors.commerce import sandbox
from resolution_hub.connectors.shop_files.folder import Progress, check_with_hub, no_progress, read_folder
from resolution_hub.connectors.shop_files.problems import Problems, ShopFilesInvalid
from resolution_hub.connectors.shop_files.shop import Shop
from resolution_hub.features import journal
from resolution_hub.features.records import intake as records
from resolution_hub.features.records.intake_wares import VARIANTS
from resolution_hub.features.remedies import intake as remedies
from resolution_hub.kit import bulk
from resolution_hub.kit.bulk import Count
from resolution_hub.kit.db import prepare
from resolution_hub.kit.settings import Settings

TABLES = (*records.TABLES, *remedies.TABLES)
_OPTIONS = VARIANTS.columns.index("options")

# One import at a time: two would wait for each other's rows in different orders.
_LOCK = "select pg_advisory_xact_lock(7203117002)"

# How old the files are, for the tables' statements: what customers had the hub do since then stands.
_EXPORTED_AT = "select set_config('hub.exported_at', $1, true)"

Counts = Mapping[str, Count]
After = Callable[[asyncpg.Connection], Awaitable[object]]


class ImportImpossibleError(Exception):
    """It is not the files: the database is away, full, or has no tables yet. Nothing was written."""


__all__ = [
    "Counts", "ImportImpossibleError", "Progress", "Shop", "ShopFilesInvalid", "import_folder", "import_for",
    "import_shop", "write_shop",
]  # fmt: skip


class _Undo(Exception):
    pass


async def import_for(settings: Settings, path: Path, progress: Progress = no_progress, *, keep: bool = True) -> Counts:
    """`import_folder` as this installation is set up: a demo's sandbox shop enters the orders into its book too.

    Raises ShopFilesInvalid, ImportImpossibleError; either way nothing was written.
    """
    shop = await asyncio.to_thread(read_folder, path, progress)
    after = sandbox.take_over if settings.demo else None
    try:
        return await import_shop(settings.database_url, shop, progress, after=after, keep=keep)
    except asyncpg.UndefinedTableError as error:
        raise ImportImpossibleError("the database has no tables yet: run `resolution-hub migrate` first") from error
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ImportImpossibleError(f"the database of HUB_DATABASE_URL does not do it: {error}") from error


async def import_folder(
    db_url: str,
    path: Path,
    progress: Progress = no_progress,
    *,
    after: After | None = None,
    keep: bool = True,
    now: datetime | None = None,
) -> Counts:
    """Import the folder; counts by kind, in the order of the files. Raises ShopFilesInvalid, with nothing written.

    `progress` gets (file, done, whole): bytes while a file is read, then "writing KIND" with records.
    `after` is awaited in the same transaction, before it commits. `keep` False: all is done, and undone.
    """
    shop = await asyncio.to_thread(read_folder, path, progress)
    return await import_shop(db_url, shop, progress, after=after, keep=keep, now=now)


async def import_shop(
    db_url: str,
    shop: Shop,
    progress: Progress = no_progress,
    *,
    after: After | None = None,
    keep: bool = True,
    now: datetime | None = None,
) -> Counts:
    """As `import_folder`, of a shop that is in memory already."""
    counts: Counts = {}
    try:
        async with _connected(db_url) as connection, connection.transaction():
            counts = await write_shop(connection, shop, now or datetime.now(UTC), progress)
            if after is not None:
                await after(connection)
            if not keep:
                raise _Undo
    except _Undo:
        pass
    return counts


async def write_shop(tx: asyncpg.Connection, shop: Shop, now: datetime, progress: Progress = no_progress) -> Counts:
    """Within the caller's transaction, which must be rolled back when this raises ShopFilesInvalid."""
    await tx.execute(_LOCK)
    exported_at = shop.exported_at.isoformat() if shop.exported_at is not None else None
    await tx.execute(_EXPORTED_AT, exported_at or "infinity")
    check_with_hub(shop, await _stored(tx, shop))
    refused = [refusal for table in TABLES for refusal in await bulk.stage(tx, table, _rows(shop, table))]
    _raise(shop, refused)
    counts: dict[str, Count] = {}
    for table in TABLES:
        rows = len(shop.pile(table.name))
        progress(f"writing {table.name}", 0, rows)
        counts[table.name] = await bulk.merge(tx, table, rows)
        progress(f"writing {table.name}", rows, rows)
    _raise(shop, [refusal for table in TABLES for refusal in await bulk.check_merged(tx, table)])
    told: dict[str, Any] = {kind: asdict(count) for kind, count in counts.items() if shop.pile(kind).given}
    await journal.write(tx, now, None, "hub", "imported", {"shop": shop.name, "exported_at": exported_at, **told})
    return counts


async def _stored(tx: asyncpg.Connection, shop: Shop) -> dict[str, list[dict[str, Any]]]:
    """The hub's rows of what the shop refers to outside its own files."""
    finders = {table.name: table.find for table in TABLES if table.find is not None}
    return {
        kind: [dict(row) for row in await tx.fetch(finders[kind], sorted(ids))] for kind, ids in shop.external.items()
    }


def _rows(shop: Shop, table: bulk.Table) -> map[tuple[object, ...]]:
    rows = map(attrgetter(*table.columns), shop.pile(table.name).records())
    return map(_in_order, rows) if table is VARIANTS else rows


def _in_order(row: tuple[Any, ...]) -> tuple[object, ...]:
    """A variant's options as [[name, value], …]: the order of their names is the shop's, and jsonb would lose it."""
    options = [[*pair] for pair in row[_OPTIONS].items()]
    return (*row[:_OPTIONS], options, *row[_OPTIONS + 1 :])


def _raise(shop: Shop, refusals: list[bulk.Refusal]) -> None:
    problems = Problems()
    for refusal in refusals:
        problems.add(shop.pile(refusal.table).file, refusal.line, refusal.field, refusal.message)
    problems.raise_any()


@asynccontextmanager
async def _connected(db_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own: a bulk statement may take longer than the pool lets one run."""
    connection = await asyncpg.connect(
        db_url, server_settings={"application_name": "resolution-hub import", "jit": "off", "timezone": "UTC"}
    )
    try:
        await prepare(connection)
        yield connection
    finally:
        await connection.close()
