"""A database is brought to the schema of this release, by one process, however many try."""

import asyncio

import psycopg

from resolution_hub.wiring import migrating


def _tables(url: str) -> dict[str, int]:
    query = "select table_schema, count(*) from information_schema.tables where table_schema <> all(%s) group by table_schema"
    with psycopg.connect(url) as connection:
        return dict(connection.execute(query, (["pg_catalog", "information_schema"],)).fetchall())


def test_our_tables_and_the_durable_engines_stand_in_one_database(database_url: str) -> None:
    tables = _tables(database_url)
    assert set(tables) == {"public", "sandbox", "dbos"}


async def test_migrating_again_from_several_at_once_changes_nothing(fresh_database_url: str) -> None:
    before = _tables(fresh_database_url)
    await asyncio.gather(*(migrating.migrate(fresh_database_url) for _ in range(3)))
    assert _tables(fresh_database_url) == before


async def test_a_journey_can_be_started_by_sql_alone(fresh_database_url: str) -> None:
    with psycopg.connect(fresh_database_url) as connection:
        started = connection.execute(
            "select dbos.enqueue_workflow('w', 'q', array[to_json(1)]::json[], '{}'::json, workflow_id => 'one')"
        ).fetchone()
    assert started == ("one",)
