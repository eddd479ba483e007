"""Rulebooks live side by side: which version a case is ruled under, and which versions no case may be ruled under any more.

A case stays with the version of its first ruling, the one in force when the customer asked, until the shop withdraws that
version (docs/adr/0013). Texts are kept for ever; one from before a section existed is completed from the current text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import asyncpg
import structlog

from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from resolution_hub.features.remedies import store

_log = structlog.get_logger()


class UnknownVersion(LookupError):
    """No rulebook of this version was ever in force here."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text that was in force: `first_at` for the first time, `active_from` for the last. `rulings` were made under it."""

    version: str
    first_at: datetime
    active_from: datetime
    rulings: int
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


async def book_of_case(tx: asyncpg.Connection, case_id: CaseId, current: Rulebook) -> Rulebook:
    """The rulebook that this case is ruled under now: `current` before its first ruling and after a withdrawal."""
    row = await tx.fetchrow(store.FIRST_BOOK, case_id, current.version)
    if row is None:
        return current
    try:
        return read_kept(row["text"], row["behind"])
    except RulebookError as error:
        # A customer in the middle of a talk is answered all the same.
        _log.warning("rulebook_unreadable", version=row["version"], case=case_id, problems=str(error))
        return current


@lru_cache(maxsize=64)
def read_kept(text: str, behind: str | None) -> Rulebook:
    """A kept text, completed from `behind`, the current one. Raises RulebookError."""
    return parse(text, behind=behind)


async def list_versions(tx: asyncpg.Connection) -> list[Version]:
    """The one that came into force last comes first."""
    return [Version(**row) for row in await tx.fetch(store.VERSIONS)]


async def withdraw(tx: asyncpg.Connection, version: str, reason: str, at: datetime) -> None:
    """From now on no case is ruled under `version` unless it is the current one; a second time changes nothing.

    Raises UnknownVersion.
    """
    if await tx.fetchval(store.WITHDRAW, version, reason, at) is None:
        raise UnknownVersion(version)
