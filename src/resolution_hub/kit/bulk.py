"""Bringing many rows into a table at once: staged, checked, then merged by key, all within the caller's transaction.

A `Table` is three kinds of SQL around a temporary table `incoming_<name>` that has the table's columns and the `line`
each row came from. `settle` statements change staged rows; `refuse` statements return (line, field, message) for each
row that may not come in, before the merge or after it; `merge` upserts and returns how many rows it added and changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import asyncpg


@dataclass(frozen=True, slots=True)
class Table:
    """`find` returns the stored rows of the keys in $1 (text[]); None where nothing refers to the table's rows."""

    name: str
    columns: tuple[str, ...]
    stage: str
    merge: str
    settle: tuple[str, ...] = ()
    refuse_before: tuple[str, ...] = ()
    refuse_after: tuple[str, ...] = ()
    find: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What a merge did; `unchanged` are rows that stood there already, and rows that it left to their owner."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A staged row that may not come in. `line` counts from 1."""

    table: str
    line: int
    field: str
    message: str


async def stage(tx: asyncpg.Connection, table: Table, rows: Iterable[Sequence[object]]) -> list[Refusal]:
    """Copy `rows` (values in the order of `table.columns`) beside the table and check them against what is stored."""
    await tx.execute(table.stage)
    numbered = ((line, *row) for line, row in enumerate(rows, start=1))
    await tx.copy_records_to_table(f"incoming_{table.name}", records=numbered, columns=["line", *table.columns])
    for statement in table.settle:
        await tx.execute(statement)
    return await _refusals(tx, table, table.refuse_before)


async def merge(tx: asyncpg.Connection, table: Table, rows: int) -> Count:
    """Upsert what was staged; `rows` is how many that was. Tables are merged in the order of their references."""
    result = await tx.fetchrow(table.merge)
    new, changed = (result["new"], result["changed"]) if result is not None else (0, 0)
    return Count(new, changed, rows - new - changed)


async def check_merged(tx: asyncpg.Connection, table: Table) -> list[Refusal]:
    """The rules that hold between tables. Call when all tables are merged; any refusal means: roll back."""
    return await _refusals(tx, table, table.refuse_after)


async def _refusals(tx: asyncpg.Connection, table: Table, statements: tuple[str, ...]) -> list[Refusal]:
    return [
        Refusal(table.name, row["line"], row["field"], row["message"])
        for statement in statements
        for row in await tx.fetch(statement)
    ]
