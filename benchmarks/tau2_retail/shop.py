"""The outside shop in a hub of its own: its app in this process, a worker beside it, and every task on a fresh copy."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx

from benchmarks.tau2_retail.convert import convert, write_folder
from benchmarks.turn.stand import command, environment
from resolution_hub.features.people.identity import make_token
from resolution_hub.kit import embedded
from resolution_hub.kit.limits import Limit
from resolution_hub.kit.settings import Settings
from resolution_hub.web.app import create_app
from resolution_hub.wiring import migrating
from resolution_hub.wiring.importing import import_for
from resolution_hub.wiring.web import Hub, Limits, assemble, close_hub, open_hub

RULES = Path(__file__).parent / "rulebook"
_addresses = count(1)

# What stays between tasks: who may sign in, what was learnt, the schema's own books.
_KEPT = ("alembic_version", "sessions", "rulebooks", "agents", "receipt_keys", "receipt_private_keys")
_TABLES = """
select schemaname || '.' || quote_ident(tablename) as name, quote_ident(tablename) as plain, schemaname as place
from pg_tables where schemaname in ('public', 'sandbox') and not (schemaname = 'public' and tablename = any($1::text[]))
order by 1
"""
_COLUMNS = """
select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns
where table_schema || '.' || quote_ident(table_name) = $1 and is_identity = 'NO' and is_generated = 'NEVER'
"""


@dataclass(slots=True)
class Customer:
    """Somebody of the shop, signed in over HTTP."""

    http: httpx.AsyncClient
    csrf: str

    async def get(self, path: str) -> Any:
        answer = await self.http.get(path)
        answer.raise_for_status()
        return answer.json()

    async def post(self, path: str, body: object) -> httpx.Response:
        return await self.http.post(path, json=body, headers={"X-CSRF-Token": self.csrf})


@dataclass(slots=True)
class Shop:
    hub: Hub
    app: Any
    tables: dict[str, str]  # each with its columns

    @asynccontextmanager
    async def customer(self, customer_id: str) -> AsyncIterator[Customer]:
        number = next(_addresses)
        transport = httpx.ASGITransport(self.app, client=(f"10.0.{number >> 8}.{number & 255}", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://hub.bench", timeout=60) as http:
            csrf = (await http.get("/api/me")).json()["csrf"]
            secret = self.hub.settings.identity_secret
            token = make_token(customer_id, uuid4().hex, secret, datetime.now(UTC))
            answer = await http.post("/api/session", json={"token": token}, headers={"X-CSRF-Token": csrf})
            answer.raise_for_status()
            yield Customer(http, answer.json()["csrf"])

    async def reset(self) -> None:
        """Every record as it was imported; whatever was done since is gone."""
        async with self.hub.database.transaction() as tx:
            await tx.execute("set local session_replication_role = replica")
            for name, columns in self.tables.items():
                await tx.execute(f"delete from {name}")
                await tx.execute(f"insert into {name} ({columns}) select {columns} from fresh.{_plain(name)}")


@asynccontextmanager
async def opened(source: Mapping[str, Any], cache_dir: Path) -> AsyncIterator[Shop]:
    """The shop of a converted `db.json`, ready to be acted on; stopped and deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    server = await asyncio.to_thread(embedded.start, folder / "postgres")
    try:
        given = environment(folder, cache_dir, server.url(), 1) | {"HUB_RULEBOOK_DIR": str(RULES)}
        settings = Settings.from_env(given)
        await migrating.migrate(settings.database_url)
        as_of = datetime.now(UTC).date()
        await _import(source, as_of, folder, settings)
        hub = replace(assemble(settings), limits=Limits(*(Limit(10**6, 10**6) for _ in range(3))))
        await open_hub(hub)
        try:
            with command("worker", given, folder):
                yield Shop(hub, create_app(hub), await _keep_copy(settings.database_url))
        finally:
            await close_hub(hub)
    finally:
        await asyncio.to_thread(server.stop)
        shutil.rmtree(folder, ignore_errors=True)


async def _import(source: Mapping[str, Any], as_of: date, folder: Path, settings: Settings) -> None:
    write_folder(convert(source, as_of), folder / "shop", "Outside shop", as_of)
    await import_for(settings, folder / "shop")


async def _keep_copy(url: str) -> dict[str, str]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("create schema fresh")
        tables = {}
        for row in await connection.fetch(_TABLES, list(_KEPT)):
            tables[row["name"]] = await connection.fetchval(_COLUMNS, row["name"])
            await connection.execute(f"create table fresh.{_plain(row['name'])} as select * from {row['name']}")
        return tables
    finally:
        await connection.close()


def _plain(name: str) -> str:
    return name.replace(".", "_").replace('"', "")
