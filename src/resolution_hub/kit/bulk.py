"""Bringing many rows into a table at once: staged, checked, then merged by key, all within the caller's transaction.

A `Table` is three kinds of SQL around a temporary table `incoming_<name>` that has the table's columns and the `line`
each row came from. `settle` statements change staged rows; `refuse` statements return (line, field, message) for each
row that may not come in, before the merge or after it; `merge` upserts and returns how many rows it added and changed.
`staging` and `upsert` write the usual form of these, from names that stand in the code.
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


def staging(name: str, optional: Sequence[str] = ()) -> str:
    """The temporary table of a table's name; `optional` columns may be null in it, and not in the table itself."""
    nullable = "".join(f"; alter table incoming_{name} alter {column} drop not null" for column in optional)
    made = f"create temp table incoming_{name} (line integer not null, like {name} including defaults) on commit drop"
    return made + nullable


def upsert(
    name: str, columns: Sequence[str], fixed: Sequence[str] = (), *, key: Sequence[str] = ("id",), only: str = "",
    then: str = "",
) -> str:  # fmt: skip
    """Adds what is new, and changes rows of which a column that comes in differs: other columns are never looked at.

    `key` and `fixed` columns are written once. Rows that are there change only where `only` holds of `kept`. `then` are
    further statements (`, name as (…)`), which read `merged` with its columns and `fresh`.
    """
    changing = [column for column in columns if column not in (*key, *fixed)]
    into, keys = ", ".join(columns), ", ".join(key)
    kept, came = (", ".join(f"{row}.{column}" for column in changing) for row in ("kept", "excluded"))
    # `xmax = 0`: the row version was made by an insert, not by the conflict's update.
    return f"""
with merged as (
    insert into {name} as kept ({into}) select {into} from incoming_{name}
    on conflict ({keys}) do update set ({", ".join(changing)}) = row ({came})
    where {only or "true"} and row ({kept}) is distinct from row ({came})
    returning xmax = 0 as fresh, {", ".join(f"kept.{column}" for column in columns)}
){then}
select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
"""


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
