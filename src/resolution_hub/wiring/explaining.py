"""Finding what a decision was made of, for whoever asks at the command line."""

from __future__ import annotations

from resolution_hub.features.conversations import readings
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import KeptRuling
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


async def find_ruling(database_url: str, ruling_id: str) -> tuple[KeptRuling, str | None]:
    """A ruling, and the whole text of the rulebook that it was made under where it is kept. Raises NothingToExplain."""
    database = Database(database_url, most=1, name="hub-explain")
    await database.open()
    try:
        async with database.reading() as connection:
            kept = await remedies.find_ruling(connection, ruling_id)
            text = await remedies.find_rulebook(connection, kept.ruling.rulebook_version) if kept is not None else None
    finally:
        await database.close()
    if kept is None:
        raise NothingToExplain(f"there is no ruling {ruling_id!r}")
    return kept, text
