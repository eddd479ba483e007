"""What was found in a return's parcel, by an agent or as the shop's warehouse reports it.

The latest look counts: what was found earlier and is told later changes nothing. A report has an id that its sender gave;
sent again it is taken once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.features import journal
from resolution_hub.features.returns import store
from resolution_hub.features.returns.service import Finding, Moved, ReturnRow, moved


class NotKeptHere(Exception):
    """The shop itself keeps this return. Nothing was written."""


class OtherReport(Exception):
    """A report of that id said something else. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found at `at`. `note` is for colleagues; `by` is the journal's word for who it was."""

    finding: Finding
    at: datetime
    note: str
    by: str


async def note(tx: asyncpg.Connection, back: ReturnRow, found: Found, now: datetime) -> bool:
    """Keep it, and have what follows carried out. False where a later look is known. Raises NotKeptHere."""
    if back.case_id is None:
        raise NotKeptHere(back.id)
    # A clock that runs ahead must not make deaf to what is found next.
    if await tx.fetchval(store.SET_FINDING, back.id, found.finding, min(found.at, now)) is None:
        return False
    detail = {"return": back.id, "finding": found.finding, "note": found.note}
    await journal.write(tx, now, back.case_id, found.by, "return_found", detail)
    await moved(tx, back.id, Moved.FOUND, found.finding)
    return True


async def take_report(tx: asyncpg.Connection, report_id: str, back: ReturnRow, found: Found, now: datetime) -> None:
    """A report of the warehouse, once for each id. Raises OtherReport, NotKeptHere."""
    told = (back.id, found.finding, found.at, found.note)
    if await tx.fetchval(store.ADD_INSPECTION, report_id, *told, now) is not None:
        await note(tx, back, found, now)
    elif tuple(await tx.fetchrow(store.INSPECTION, report_id) or ()) != told:
        raise OtherReport(report_id)
