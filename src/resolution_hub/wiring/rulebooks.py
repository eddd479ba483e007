"""Reading the rulebook that this process works by."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from resolution_hub.features.remedies import service as remedies
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
