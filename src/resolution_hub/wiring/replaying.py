"""The time machine: a span of stored decisions ruled again, under a draft or each under its own rulebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from resolution_hub.core.policy.replay import Changed, journey_of, replay
from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from resolution_hub.features.remedies import history
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import SettingsError
from resolution_hub.wiring.replay_tally import Tally

Progress = Callable[[int, int], None]
_SPAN = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Replayed:
    """`unreadable` are the ids of decisions whose stored form is not one of ours; no sum has them."""

    tally: Tally
    changes: list[Changed]
    unreadable: list[str]


def moment(text: str, now: datetime) -> datetime:
    """ "30d", "12h", "2w" before now, or a day or time in ISO 8601 (UTC where it names no zone). Raises SettingsError."""
    span = _SPAN.fullmatch(text.strip())
    if span is not None:
        return now - int(span.group(1)) * _UNITS[span.group(2)]
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is no span (30d, 12h, 2w) and no day (2026-11-01)") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


async def run(
    database_url: str,
    draft: Rulebook | None,
    current: str,
    since: datetime,
    until: datetime,
    progress: Progress,
    journey: str | None = None,
) -> Replayed:
    """Every decision of the span under `draft`; None: each under the version that it was made under, completed from
    `current`. Reads only, from one moment's view of the database.

    Raises SettingsError for a stored version whose text can't be read any more.
    """
    database = Database(database_url, most=1, name="hub-replay")
    await database.open()
    try:
        async with database.transaction() as tx:
            await tx.execute("set transaction isolation level repeatable read, read only")
            whole, done = await history.count(tx, since, until), 0
            books = _Books(dict(await history.texts(tx)), current) if draft is None else None
            found = Replayed(Tally(), [], [])
            async for batch in history.decisions(tx, since, until):
                for each in batch:
                    if each.ruling is None:
                        found.unreadable.append(each.id)
                        continue
                    name = journey_of(each.ruling.facts)
                    if journey is not None and name != journey:
                        continue
                    book = draft if draft is not None else books.of(each.version) if books is not None else None
                    if book is None:
                        continue
                    change = replay(each.id, each.case_id, each.ruling, book)
                    found.tally.add(name, change)
                    if change is not None:
                        found.changes.append(change)
                done += len(batch)
                progress(done, whole)
    finally:
        await database.close()
    return found


class _Books:
    def __init__(self, texts: dict[str, str], current: str) -> None:
        self._texts, self._current = texts, current
        self._parsed: dict[str, Rulebook] = {}

    def of(self, version: str) -> Rulebook:
        if version not in self._parsed:
            try:
                self._parsed[version] = parse(self._texts[version], behind=self._current)
            except (KeyError, RulebookError) as error:
                raise SettingsError(f"the rulebook {version} that decisions name can't be read: {error}") from error
        return self._parsed[version]
