"""Reading the rulebook that this process works by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import versions as remedy_versions
from resolution_hub.features.remedies.versions import Version
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Loaded:
    book: Rulebook
    text: str


def read(settings: Settings) -> Loaded:
    """Raises SettingsError that names the file and every wrong key."""
    path = settings.rulebook_dir / "rulebook.toml"
    try:
        text = path.read_text(encoding="utf-8")
        return Loaded(parse(text), text)
    except OSError as error:
        raise SettingsError(f"the rulebook cannot be read: {error}") from error
    except (RulebookError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


async def keep(database: Database, loaded: Loaded) -> None:
    """Keep the version's text beside the rulings that will name it."""
    async with database.transaction() as tx:
        await remedies.keep_rulebook(tx, loaded.book, loaded.text)


async def versions(database_url: str) -> list[Version]:
    """Every rulebook that was in force, the latest first."""
    async with _opened(database_url) as database, database.reading() as connection:
        return await remedy_versions.list_versions(connection)


async def withdraw(database_url: str, version: str, reason: str) -> None:
    """Raises UnknownVersion."""
    async with _opened(database_url) as database, database.transaction() as tx:
        await remedy_versions.withdraw(tx, version, reason, datetime.now(UTC))


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, most=1, name="hub-rulebooks")
    await database.open()
    try:
        yield database
    finally:
        await database.close()
