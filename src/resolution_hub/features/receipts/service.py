"""The keys that receipts are signed with: one in use, all public parts published for ever.

A key comes from the setting HUB_RECEIPT_KEY, or is made once and kept in the database. Rotation puts another in use and
retires every key before it: nothing is signed with them from then on, what they signed still verifies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.features.receipts import store
from resolution_hub.features.receipts.keys import PublicKey, SigningKey


class KeyRetired(Exception):
    """The key of the setting was retired: nothing may be signed with it any more."""


@dataclass(frozen=True, slots=True)
class Rotated:
    kid: str
    retired: tuple[str, ...]


async def key_in_use(tx: asyncpg.Connection, given: SigningKey | None, at: datetime) -> SigningKey:
    """The key to sign with; its public part is published with this transaction. `given`: the setting's. Raises KeyRetired."""
    if given is not None:
        await _publish(tx, given, at)
        if await tx.fetchval(store.RETIRED_AT, given.kid) is not None:
            raise KeyRetired(given.kid)
        return given
    kept = await tx.fetchval(store.CURRENT)
    if kept is None:
        await tx.execute(store.LOCK)
        kept = await tx.fetchval(store.CURRENT) or await _keep_new(tx, at)
    return SigningKey(kept)


async def rotate(tx: asyncpg.Connection, given: SigningKey | None, at: datetime) -> Rotated:
    """Put the setting's key in use, or a new one of the hub's own, and retire all others. Raises KeyRetired."""
    await tx.execute(store.LOCK)
    key = await key_in_use(tx, given, at) if given is not None else SigningKey(await _keep_new(tx, at))
    retired = await tx.fetch(store.RETIRE_OTHERS, key.kid, at)
    await tx.execute(store.FORGET_RETIRED)
    return Rotated(key.kid, tuple(row["kid"] for row in retired))


async def public_keys(tx: asyncpg.Connection) -> dict[str, Any]:
    """The set as it is published (JWKS), oldest first."""
    rows = await tx.fetch(store.KEYS)
    return {"keys": [PublicKey(row["public_key"], row["retired_at"]).jwk() for row in rows]}


async def _keep_new(tx: asyncpg.Connection, at: datetime) -> bytes:
    key = SigningKey.new()
    await _publish(tx, key, at)
    await tx.execute(store.ADD_PRIVATE, key.kid, key.seed)
    return key.seed


async def _publish(tx: asyncpg.Connection, key: SigningKey, at: datetime) -> None:
    await tx.execute(store.ADD, key.kid, key.public.raw, at)
