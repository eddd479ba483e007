"""Days that a text names: "in May", "last week", "on the 3rd", "03/05/2026", "by Friday", "2 weeks ago".

How a day is chosen where the words leave it open:
- Without a year, month or week it is the last such day before the text was written, unless the words before it speak of
  what is to come ("by", "need", "will", "leave"): then it is the next one. "It was promised by Friday" looks back.
- `3/5/2026` is month/day, unless the first number is above 12, the text has a pound or euro sign, or only day/month has
  been already. With points or dashes (`3.5.2026`) the day stands first; `2026-05-03` is year-month-day.
- "3 weeks ago" and "2 months ago" are rough: three days, or fifteen, on either side count as well.
- "next Friday" is the first Friday to come; a week begins on Monday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from resolution_hub.core.reading import Period
from resolution_hub.nlu.entities.calendar import Days
from resolution_hub.nlu.entities.day_rules import RULES, When

MOST_PERIODS = 20

_GLUE = re.compile(r" ?(?:and|to|until|till|through|thru|-|–) (?:the )?| ?[-–] ?", re.IGNORECASE)
_RANGE_OPENS = re.compile(r"\b(?:between|from)(?: the)? ?$", re.IGNORECASE)
_JOINS = re.compile(r"and", re.IGNORECASE)


# No rule fits a text without one of these; most texts are done here.
_ANY = re.compile(
    r"\d|day|tomorrow|week|month|year|night|tonight|this (?:morning|afternoon|evening)|tmrw|tomorow"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\b(?:mon|tues?|weds?|thurs?|fri)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    days: Days
    start: int
    end: int


def find_periods(text: str, today: date | None) -> tuple[Period, ...]:
    """In the order met, at most `MOST_PERIODS`. Without `today` only days written with their year are found."""
    if not _ANY.search(text):
        return ()
    when = When(text, today or date(2000, 1, 1))
    found: list[_Found] = []
    low = text.lower()
    for pattern, rule, needs in RULES:
        if not any(need in low for need in needs):
            continue
        for match in pattern.finditer(text):
            if today is None and not match.groupdict().get("year"):
                continue
            if len(found) >= 3 * MOST_PERIODS or any(
                match.start() < one.end and one.start < match.end() for one in found
            ):
                continue
            try:
                found.append(_Found(rule(match, when), match.start(), match.end()))
            except (ValueError, OverflowError):  # "the 31st of June", "9999 years ago"
                continue
    joined = _join(sorted(found, key=lambda one: one.start), text)
    return tuple(
        Period(one.days.first, one.days.last, today is not None and one.days.first > today, one.start, one.end)
        for one in joined[:MOST_PERIODS]
    )


def _join(found: list[_Found], text: str) -> list[_Found]:
    """ "From the 3rd to the 5th" is one period; "on the 3rd and the 5th" are two."""
    joined = found[:1]
    for one, two in pairwise(found):
        glue = _GLUE.fullmatch(text, one.end, two.start)
        opened = _RANGE_OPENS.search(text, max(0, one.start - 15), one.start)
        if glue and joined[-1].end == one.end and (opened or not _JOINS.search(glue[0])):
            joined[-1] = _Found(one.days.until(two.days), joined[-1].start, two.end)
        else:
            joined.append(two)
    return joined
