"""Brings a database to this release's schema. Any number of processes may do so at once: one works, the others wait.

Both schemas live in one database, so that starting a journey commits with the transaction that starts it.
"""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from resolution_hub.wiring import durable_schema

_LOCK = 7_203_117_001
_MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(url: str) -> None:
    """Apply what is missing: our tables in one transaction, then the durable engine's own."""
    await asyncio.to_thread(migrate_tables, url)
    await asyncio.to_thread(durable_schema.migrate, url)


def migrate_tables(url: str) -> None:
    """Apply what is missing of our own tables, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
