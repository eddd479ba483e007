"""All settings, read from the environment once, at the start of a process. Secrets come from nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_DEMO_RETURNS = "Juniper & Pine, returns; 400 Ironworks Road; Dock 7; Harrisburg; PA; 17104; US"


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names it and says what it should be."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What training needs to know; no secret is among it. Without `database_url` it does without accepted examples."""

    database_url: str
    cache_dir: Path
    intents_dir: Path | None
    models_dir: Path

    @staticmethod
    def from_env(env: Mapping[str, str] = os.environ) -> ModelSettings:
        """Raises SettingsError for a folder that is not there."""
        data_dir = Path(env.get("HUB_DATA_DIR", ".var/hub")).resolve()
        return ModelSettings(
            database_url=env.get("HUB_DATABASE_URL", ""),
            cache_dir=Path(env.get("HUB_CACHE_DIR", str(data_dir.parent / "cache"))).resolve(),
            intents_dir=_folder(env, "HUB_INTENTS_DIR", "") if env.get("HUB_INTENTS_DIR") else None,
            models_dir=Path(env.get("HUB_MODELS_DIR", str(data_dir / "models"))).resolve(),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """`secret` signs what the hub itself hands out; `identity_secret` is shared with the shop, `carrier_secret` with
    the sandbox carrier, `shop_secret` with the shop's warehouse (empty: none is listened to); `receipt_key` is the key that
    receipts are signed with, where the hub is not to make its own. `intents_dir` holds a shop's own intents, `models_dir` what
    was trained on them. `demo` opens the doors that only a demo may have."""

    database_url: str
    data_dir: Path
    host: str
    port: int
    demo: bool
    secret: bytes = field(repr=False)
    identity_secret: bytes = field(repr=False)
    carrier_secret: bytes = field(repr=False)
    shop_secret: bytes = field(repr=False)
    receipt_key: str = field(repr=False)
    rulebook_dir: Path
    programmes: Path | None  # the file of settlement programmes
    articles_dir: Path
    cache_dir: Path
    intents_dir: Path | None
    models_dir: Path
    shop_name: str
    assistant_name: str
    web_processes: int
    returns_address: str  # its form: wiring/labels.py
    cookie_secure: bool
    smtp_url: str = field(repr=False)  # empty: mail stays in the sandbox's own mailbox
    mail_from: str
    trusted_proxies: int  # how many proxies in front add to X-Forwarded-For; 0: none, the header is ignored

    @staticmethod
    def from_env(env: Mapping[str, str] = os.environ) -> Settings:
        """Raises SettingsError for a missing secret or a value out of its range."""
        demo = env.get("HUB_DEMO", "") == "1"
        data_dir = Path(env.get("HUB_DATA_DIR", ".var/hub")).resolve()
        model = ModelSettings.from_env(env)
        return Settings(
            database_url=model.database_url,
            data_dir=data_dir,
            host=env.get("HUB_HOST", "127.0.0.1"),
            port=_whole(env, "HUB_PORT", 8080, 1, 65535),
            demo=demo,
            secret=_secret(env, "HUB_SECRET"),
            identity_secret=_secret(env, "HUB_IDENTITY_SECRET"),
            carrier_secret=_secret(env, "HUB_CARRIER_SECRET"),
            shop_secret=_secret(env, "HUB_SHOP_SECRET") if env.get("HUB_SHOP_SECRET") else b"",
            receipt_key=env.get("HUB_RECEIPT_KEY", ""),
            rulebook_dir=_folder(env, "HUB_RULEBOOK_DIR", "rulebook"),
            programmes=_file(env, "HUB_PROGRAMMES", _folder(env, "HUB_RULEBOOK_DIR", "rulebook") / "programmes.toml"),
            articles_dir=_folder(env, "HUB_ARTICLES_DIR", "articles"),
            cache_dir=model.cache_dir,
            intents_dir=model.intents_dir,
            models_dir=model.models_dir,
            shop_name=env.get("HUB_SHOP_NAME", "Juniper & Pine" if demo else "Our shop"),
            assistant_name=env.get("HUB_ASSISTANT_NAME", "Juno"),
            web_processes=_whole(env, "HUB_WEB_PROCESSES", 1, 1, 64),
            returns_address=env.get("HUB_RETURNS_ADDRESS", _DEMO_RETURNS if demo else ""),
            # A cookie that only travels over TLS would never come back to a demo on plain http://127.0.0.1.
            cookie_secure=env.get("HUB_COOKIE_SECURE", "0" if demo else "1") == "1",
            smtp_url=env.get("HUB_SMTP_URL", ""),
            mail_from=env.get("HUB_MAIL_FROM", ""),
            trusted_proxies=_whole(env, "HUB_TRUSTED_PROXIES", 0, 0, 8),
        )

    @property
    def sends_codes(self) -> bool:
        """Whether mail reaches anybody: a demo's is read in its own mailbox."""
        return self.demo or bool(self.smtp_url)

    @property
    def model(self) -> ModelSettings:
        return ModelSettings(self.database_url, self.cache_dir, self.intents_dir, self.models_dir)


def _whole(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, not {text!r}")
    return int(text)


def _secret(env: Mapping[str, str], name: str) -> bytes:
    value = env.get(name, "")
    if len(value) < 32:
        raise SettingsError(f"{name} must be set to at least 32 characters that nobody can guess")
    return value.encode()


def _file(env: Mapping[str, str], name: str, default: Path) -> Path | None:
    """The named file, else the default where there is one."""
    if name in env:
        file = Path(env[name])
        if not file.is_file():
            raise SettingsError(f"{name}: there is no file {file}")
        return file.resolve()
    return default if default.is_file() else None


def _folder(env: Mapping[str, str], name: str, default: str) -> Path:
    """The named folder, else the one beside the process, else the copy that ships with the package."""
    if name in env:
        folder = Path(env[name])
        if not folder.is_dir():
            raise SettingsError(f"{name}: there is no folder {folder}")
        return folder.resolve()
    beside = Path(default)
    return beside.resolve() if beside.is_dir() else _PACKAGE / f"{default}_default"
