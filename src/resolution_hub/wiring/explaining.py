"""Finding what a decision was made of, for whoever asks at the command line."""

from __future__ import annotations

from resolution_hub.features.conversations import readings
from resolution_hub.kit.db import Database


class NothingToExplain(Exception):
    """No reading and no conversation has this id."""


async def find(database_url: str, wanted: str) -> list[readings.KeptReading]:
    """The reading with this id, else those of the conversation with this id, the latest first. Raises NothingToExplain."""
    database = Database(database_url, most=1, name="hub-explain")
    await database.open()
    try:
        async with database.reading() as connection:
            one = await readings.find_reading(connection, wanted)
            found = [one] if one is not None else await readings.readings_of(connection, wanted)
    finally:
        await database.close()
    if not found:
        raise NothingToExplain(f"there is no reading and no conversation {wanted!r}")
    return found
