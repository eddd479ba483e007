"""Reading the settlement programmes that this process tells about."""

from __future__ import annotations

from resolution_hub.core.policy.reading_toml import RulebookError
from resolution_hub.core.programmes import Programme, parse
from resolution_hub.kit.settings import Settings, SettingsError


def read(settings: Settings) -> tuple[Programme, ...]:
    """Nothing where there is no file. Raises SettingsError that names the file and every wrong key with its line."""
    path = settings.programmes
    if path is None:
        return ()
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise SettingsError(f"the programmes cannot be read: {error}") from error
    except (RulebookError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
