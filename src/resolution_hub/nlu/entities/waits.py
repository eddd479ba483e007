"""How long somebody says that they have waited: "it's been 9 days", "waiting for two weeks", "3 days late"."""

from __future__ import annotations

import re

from resolution_hub.nlu.entities.counting import COUNT, value_of

MOST_WAITS = 10

_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "f": 14, "m": 30, "y": 365}
_ABOUT = (
    r"(?:(?:about|around|almost|nearly|over|more than|at least|like|already|now|roughly|well over|just|for"
    r"|only|exactly|up to"
    r"|another|the (?:last|past)|like) ){0,3}"
)
_SPAN = rf"(?P<count>{COUNT})(?: ?(?:-|–|to|or) ?{COUNT})? (?:(?:whole|full|business|working|long|more|bloody) ){{0,2}}"
_UNIT = r"(?P<unit>hour|hr|day|week|fortnight|month|year)s?\b"
_WAITED = (
    rf"\b(?:(?:it|that|there)(?: i|'| ha)?s (?:already |now )?been|its been|been|passed) {_ABOUT}{_SPAN}{_UNIT}",
    rf"\bwait(?:ed|ing)? {_ABOUT}{_SPAN}{_UNIT}(?! for the\b)",
    (
        rf"\b(?:haven't|have not|hasn't|has not|didn't|nothing|no \w+|not \w+|still|stuck|silence|moved)\b[^.!?;\n]{{0,40}}?"
        rf"\b(?:for|in|after|since) {_ABOUT}{_SPAN}{_UNIT}"
    ),
    (
        rf"\b{_SPAN}{_UNIT} (?:late|overdue|behind|delayed|past|have passed|has passed|gone by|have gone|later"
        rf"|and (?:still|counting"
        rf"|nothing|no)|since|of waiting|waiting|already|now|without)\b"
    ),
    rf"\b(?:after|it took|taken|taking|delayed (?:by|for)|late by) {_ABOUT}{_SPAN}{_UNIT}",
)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _WAITED)
_LIKELY = re.compile(r"\b(?:hour|hr|day|week|fortnight|month|year)s?\b", re.IGNORECASE)
_LONGEST = 3650  # ten years; more is no wait but a slip


def find_waited_days(text: str) -> tuple[int, ...]:
    """Whole days, in the order met. Of "3 to 4 weeks" the shorter, of hours what makes full days."""
    if not _LIKELY.search(text):
        return ()
    found: dict[int, int] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            unit, count = match["unit"][0].lower(), value_of(match["count"])
            days = int((count or 0) * _DAYS[unit] + 1e-9)
            if 0 < days <= _LONGEST:
                found.setdefault(match.start("count"), days)
    return tuple(found[place] for place in sorted(found)[:MOST_WAITS])
