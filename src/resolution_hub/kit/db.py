"""The pool of PostgreSQL connections and the one place where transactions begin and end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

_encode_json = msgspec.json.Encoder().encode
_decode_json = msgspec.json.Decoder().decode

# The binary form of jsonb is a version byte before the text.
_JSONB_VERSION = b"\x01"


def _encode_jsonb(value: Any) -> bytes:
    return _JSONB_VERSION + _encode_json(value)


def _decode_jsonb(raw: bytes) -> Any:
    return _decode_json(raw[1:])


async def prepare(connection: asyncpg.Connection) -> None:
    """Give a connection the hub's habits: jsonb as Python values."""
    await connection.set_type_codec(
        "jsonb", encoder=_encode_jsonb, decoder=_decode_jsonb, schema="pg_catalog", format="binary"
    )


async def _nothing_to_reset(_connection: asyncpg.Connection) -> None:
    """Nobody changes a session's settings, listens, or holds session locks on a pooled connection, so the round trip
    that would undo such things between two uses is saved. An open transaction is rolled back before this is called."""


def _as_connection(pooled: PoolConnectionProxy) -> asyncpg.Connection:
    """The pool's proxy passes every call on to its connection; the two share no base class."""
    return cast("asyncpg.Connection", pooled)


class Database:
    """A pool on one PostgreSQL. Opened once per process; survives a restart of the server."""

    def __init__(self, url: str, *, most: int = 12, name: str = "resolution-hub") -> None:
        self._url = url
        self._most = most
        self._name = name
        self._pool: asyncpg.Pool | None = None

    @property
    def url(self) -> str:
        return self._url

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=min(2, self._most),
            max_size=self._most,
            init=prepare,
            reset=_nothing_to_reset,
            command_timeout=30,
            server_settings={
                "application_name": self._name,
                "timezone": "UTC",
                "jit": "off",
                # Statements here are few and look rows up by index: a plan made once fits every value.
                "plan_cache_mode": "force_generic_plan",
            },
        )

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    @property
    def pool(self) -> asyncpg.Pool:
        if self._pool is None:
            raise RuntimeError("the database was used before it was opened")
        return self._pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[asyncpg.Connection]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self.pool.acquire() as connection, connection.transaction():
            yield _as_connection(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection for a single statement that changes nothing."""
        async with self.pool.acquire() as connection:
            yield _as_connection(connection)
