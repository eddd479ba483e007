"""Counting what a replay changes: by way, by journey, by clause; money by currency, in minor units."""

from __future__ import annotations

from dataclasses import dataclass, field

from resolution_hub.core.policy.replay import Changed, Way


@dataclass(slots=True)
class Tally:
    """Sums over decisions that are replayed one after another. Money by currency, in minor units."""

    decisions: int = 0
    changed: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(Way, 0))
    money: dict[str, int] = field(default_factory=dict)
    by_journey: dict[str, Sums] = field(default_factory=dict)
    by_clause: dict[tuple[str | None, str | None], Sums] = field(default_factory=dict)

    def add(self, journey: str, change: Changed | None) -> None:
        self.decisions += 1
        sums = self.by_journey.setdefault(journey, Sums())
        sums.decisions += 1
        if change is None:
            return
        self.changed[change.way] += 1
        clause = self.by_clause.setdefault((change.clause_before, change.clause_after), Sums())
        clause.decisions += 1
        difference = change.difference
        for each in (sums, clause):
            each.changed += 1
            if difference is not None:
                each.money[difference.currency] = each.money.get(difference.currency, 0) + difference.minor
        if difference is not None:
            self.money[difference.currency] = self.money.get(difference.currency, 0) + difference.minor


@dataclass(slots=True)
class Sums:
    decisions: int = 0
    changed: int = 0
    money: dict[str, int] = field(default_factory=dict)
