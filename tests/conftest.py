"""One PostgreSQL for the whole run, one migrated template, and a clone of it wherever a test wants tables.

`tx` is what most tests want: a connection inside a transaction that is rolled back. `database` is shared by the tests of
a module, what they commit stays until its last test; `fresh_database` belongs to one test.

With HUB_DATABASE_URL set, that server is used and only databases named hub_test_… are made and dropped there.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from resolution_hub.kit import embedded
from resolution_hub.kit.db import Database
from resolution_hub.wiring import durable_schema, migrating

# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

# Durability is for data that is kept; without it the suite spends its time on tests.
_FAST = {"max_connections": "200", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_numbers = count(1)
_CACHE = Path(__file__).parents[1] / ".var" / "cache"
_READ_MESSAGES = {"adapters", "benchmarks", "cli", "e2e", "evals", "journeys", "web", "wiring"}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Learn the intents before the first test that needs them: half a minute once, which no test's own limit should bear."""
    if any(_READ_MESSAGES & set(item.path.parts) for item in session.items) and not session.config.option.collectonly:
        from resolution_hub.nlu.reader import HybridReader

        HybridReader.load(_CACHE)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The maintenance database of the server that this run works on."""
    given = os.environ.get("HUB_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="hub-test-"))
    server = embedded.start(folder / "pg", options=_FAST)
    yield server.url()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a database that has this release's schema and no rows."""
    with _new_database(server_url) as url:
        migrating.migrate_tables(url)
        durable_schema.migrate(url)
        yield urlsplit(url).path.lstrip("/")


@pytest.fixture(scope="module")
def database_url(server_url: str, template: str) -> Iterator[str]:
    """A migrated database without rows, for the tests of one module."""
    with _new_database(server_url, template) as url:
        yield url


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The pool on the module's database."""
    opened = Database(database_url, most=8, name="hub-test")
    await opened.open()
    yield opened
    await opened.close()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Browser tests run in a process of their own, when they are named: their event loop and ours exclude each other."""
    browser_tests = Path(__file__).parent / "e2e"
    named = any("e2e" in Path(str(argument)).parts for argument in config.invocation_params.args)
    return True if collection_path == browser_tests and not named else None


class _Undo(Exception):
    pass


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """A connection inside a transaction that is rolled back after the test."""
    try:
        async with database.transaction() as connection:
            yield connection
            raise _Undo
    except _Undo:
        pass


@pytest.fixture
def fresh_database_url(server_url: str, template: str) -> Iterator[str]:
    """A migrated database without rows, for one test."""
    with _new_database(server_url, template) as url:
        yield url


@pytest.fixture
async def fresh_database(fresh_database_url: str) -> AsyncIterator[Database]:
    """The pool on a database of the test's own."""
    opened = Database(fresh_database_url, most=8, name="hub-test")
    await opened.open()
    yield opened
    await opened.close()


@contextmanager
def _new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    name = f"hub_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{template}"')
        try:
            yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'drop database if exists "{name}" with (force)')
