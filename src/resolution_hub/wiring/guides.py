"""What messages are weighed with at this moment: the intents in use and the shop's habits, read anew now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from resolution_hub.core.dialogue import Guide
from resolution_hub.core.prior import Counts, Habits, Page, learn
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.features.conversations import readings
from resolution_hub.features.insights import service as insights
from resolution_hub.kit.db import Database
from resolution_hub.wiring.understanding import Understanding

WINDOW = timedelta(days=90)  # older counts say little about what people come for now


class Guides:
    """The guide of a process. Before its first refresh the seeds stand for the habits."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding
        self._counts = Counts()
        self._habits: tuple[Taxonomy, Counts, Habits] | None = None

    def guide(self, page: Page | None = None) -> Guide:
        return Guide(self._understanding.taxonomy, self._learnt(), page)

    async def refresh(self, database: Database, now: datetime) -> None:
        """Count again what customers took and what their messages turned out to mean."""
        since = now - WINDOW
        async with database.reading() as connection:
            rate = await insights.hit_rate(connection, since)
            meant = await readings.meant_since(connection, since)
        self._counts = Counts(
            shown={kind: shown for kind, shown, _ in rate.by_kind},
            taken={kind: taken for kind, _, taken in rate.by_kind},
            showings=rate.taken + rate.other,
            elsewhere=rate.other,
            meant=meant,
        )

    def _learnt(self) -> Habits:
        taxonomy, counts = self._understanding.taxonomy, self._counts
        if self._habits is None or self._habits[0] is not taxonomy or self._habits[1] is not counts:
            self._habits = (taxonomy, counts, learn(counts, taxonomy.intents))
        return self._habits[2]
