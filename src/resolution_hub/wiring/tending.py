"""The desk looks after itself: waiting cases are given out by turns, and what nobody answers goes back into the line."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import asyncpg
import structlog

from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from resolution_hub.talk import passing_on

SECONDS = 1.0
_log = structlog.get_logger()


async def tend_desk(database: Database, book: Rulebook) -> None:
    """Look every second until cancelled; several workers do no harm, each holds what it gives out."""
    while True:
        try:
            while await tend_once(database, book):
                pass
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            _log.warning("desk.not_tended", error=type(error).__name__)
        await asyncio.sleep(SECONDS)


async def tend_once(database: Database, book: Rulebook) -> bool:
    """Release one forsaken case and give out one that waits, each in a transaction of its own. False: nothing was to do."""
    now, text = datetime.now(UTC), Text.load()
    async with database.transaction() as tx:
        released = await passing_on.release_forsaken(tx, book, text, now)
    async with database.transaction() as tx:
        given = await passing_on.assign_next(tx, text, now)
    return released is not None or given is not None
