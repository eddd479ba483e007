"""The key that this installation signs receipts with: the setting's, or one of its own that the database keeps."""

from __future__ import annotations

from datetime import UTC, datetime

from resolution_hub.features.receipts import service as receipts
from resolution_hub.features.receipts.keys import KeyUnusable, SigningKey
from resolution_hub.features.receipts.service import KeyRetired, Rotated
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings, SettingsError


def read_key(settings: Settings) -> SigningKey | None:
    """None where the hub is to make its own. Raises SettingsError, which never holds what was given."""
    if not settings.receipt_key:
        return None
    try:
        return SigningKey.read(settings.receipt_key)
    except KeyUnusable as error:
        raise SettingsError(
            f"HUB_RECEIPT_KEY must be the path of a PEM file or 32 bytes in base64, of an Ed25519 key: {error}"
        ) from None


async def publish(database: Database, given: SigningKey | None) -> None:
    """See that there is a key in use, and that its public part is published. Raises SettingsError for a retired one."""
    async with database.transaction() as tx:
        try:
            await receipts.key_in_use(tx, given, datetime.now(UTC))
        except KeyRetired as error:
            raise SettingsError(f"HUB_RECEIPT_KEY: the key {error} was retired; give another") from None


async def rotate(settings: Settings) -> Rotated:
    """Raises SettingsError."""
    given = read_key(settings)
    database = Database(settings.database_url, most=1)
    await database.open()
    try:
        async with database.transaction() as tx:
            return await receipts.rotate(tx, given, datetime.now(UTC))
    except KeyRetired as error:
        raise SettingsError(f"HUB_RECEIPT_KEY: the key {error} was retired; give another") from None
    finally:
        await database.close()
