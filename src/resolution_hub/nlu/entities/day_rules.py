"""The ways in which people write days, each with what it means on the day it was written. See `days` for the choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from resolution_hub.nlu.entities.calendar import (
    MONTHS,
    WEEKDAYS,
    Days,
    full_year,
    month_number,
    month_of,
    nearest_date,
    nearest_day,
    nearest_month,
    nearest_weekday,
    part_of_month,
    week_of,
    weekday_number,
)
from resolution_hub.nlu.entities.counting import COUNT, is_vague, value_of

_BEFORE = 60  # characters in which a cue is looked for
_CUE = re.compile(
    r"\b(?:(?P<limit>by|before|until|till|no later than|latest)"
    r"|(?P<ahead>next|coming|will|won't|going to|gonna|need|needs|needed|can|could|would|please|want|leave|leaving|fly|flying"
    r"|wedding|birthday|party|due|arriving|reschedule|move it|redeliver|i'll|we'll|it'll|am away|be away)"
    r"|(?P<past>ordered|bought|purchased|placed|since|last|was|were|came|arrived|received|got|paid|charged|sent|returned"
    r"|cancelled|said|promised|supposed|meant|been|delivered|shipped|did|had|dated|should have|back in))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;\n]")
_NO_DOLLARS = re.compile(r"[£€]")


class When:
    """The day the text was written, and what stands around a match."""

    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.today = today

    def ahead(self, start: int) -> bool:
        """Do the words before `start` speak of what is to come?"""
        before = _SENTENCE_END.split(self.text[max(0, start - _BEFORE) : start])[-1]
        cues = [cue.lastgroup for cue in _CUE.finditer(before)]
        if not cues or cues[-1] == "past":
            return False
        return cues[-1] == "ahead" or "past" not in cues

    def shift(self, days: int) -> date:
        return self.today + timedelta(days=days)


Rule = Callable[[re.Match[str], When], Days]
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_MON = rf"(?:{_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|(?:mon|tues?|weds?|thurs?|fri)\b)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)"
_YEAR = r"(?:,? (?P<year>20\d\d))?"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?)"
_SPAN = {"d": 1, "w": 7, "m": 30, "y": 365}
_ROUGH = {"d": 0, "w": 3, "m": 15, "y": 60}


def _dated(match: re.Match[str], when: When, day: str = "day") -> Days:
    month, number = month_number(match["month"].lower()), int(match[day])
    if match["year"]:
        return Days.one(date(full_year(match["year"]), month, number))
    return nearest_date(month, number, when.today, ahead=when.ahead(match.start()))


def _date_range(match: re.Match[str], when: When) -> Days:
    return _dated(match, when).until(_dated(match, when, "to"))


def _slashed(match: re.Match[str], when: When) -> Days:
    one, two, written = int(match["one"]), int(match["two"]), match["year"]
    us, other = (one, two), (two, one)
    if one > 12 or _NO_DOLLARS.search(when.text):
        us = other
    elif two > 12:
        other = us
    ahead = when.ahead(match.start())
    if not written:
        return nearest_date(*us, when.today, ahead=ahead)
    found = date(full_year(written), *us)
    if us != other and found > when.today and not ahead and (swapped := date(full_year(written), *other)) <= when.today:
        found = swapped
    return Days.one(found)


def _day_first(match: re.Match[str], when: When) -> Days:
    day, month = int(match["one"]), int(match["two"])
    if match["year"]:
        return Days.one(date(full_year(match["year"]), month, day))
    return nearest_date(month, day, when.today, ahead=when.ahead(match.start()))


def _named_month(match: re.Match[str], when: When) -> Days:
    month, side = month_number(match["month"].lower()), (match["side"] or "").lower()
    part = {"end": "late", "beg": "early", "sta": "early", "mid": "mid", "ear": "early", "lat": "late"}
    if match["year"]:
        days = month_of(full_year(match["year"]), month)
    else:
        days = nearest_month(month, when.today, ahead=side == "next" or when.ahead(match.start()))
        if side == "last" and days.first <= when.today <= days.last:
            days = month_of(when.today.year - 1, month)
    days = part_of_month(days, part.get(side[:3], ""))
    return Days(days.first, max(days.first, when.today)) if side == "since" else days


def _weekday(match: re.Match[str], when: When) -> Days:
    side = (match["side"] or "").lower()
    ahead = side in ("next", "this", "coming") or (side != "last" and when.ahead(match.start()))
    return nearest_weekday(weekday_number(match["day"].lower()), when.today, ahead=ahead, today_too=side == "this")


def _ago(match: re.Match[str], when: When) -> Days:
    unit = match["unit"][0].lower()
    count = value_of(match["count"]) or 0
    slack = max(_ROUGH[unit], 1 if is_vague(match["count"]) else 0)
    day = when.shift(-count * _SPAN[unit])
    return Days(day - timedelta(days=slack), min(day + timedelta(days=slack), when.today))


def _in_time(match: re.Match[str], when: When) -> Days:
    return Days.one(when.shift((value_of(match["count"]) or 0) * _SPAN[match["unit"][0].lower()]))


def _within(match: re.Match[str], when: When) -> Days:
    length = (value_of(match["count"] or "1") or 1) * _SPAN[match["unit"][0].lower()]
    back = match["side"].lower() in ("last", "past")
    return Days(when.shift(-length), when.today) if back else Days(when.shift(1), when.shift(length))


def _neighbour(match: re.Match[str], when: When) -> Days:
    step = {"last": -1, "this": 0, "next": 1, "previous": -1, "past": -1}[match["side"].lower()]
    unit, today = match["unit"].lower(), when.today
    if unit == "year":
        return Days(date(today.year + step, 1, 1), date(today.year + step, 12, 31))
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return month_of(months // 12, months % 12 + 1)
    week = week_of(when.shift(7 * step))
    return Days(week.last - timedelta(days=1), week.last) if unit == "weekend" else week


def _year(match: re.Match[str], _: When) -> Days:
    year = full_year(match["year"])
    return Days(date(year, 1, 1), date(year, 12, 31))


def _bare_day(match: re.Match[str], when: When) -> Days:
    return nearest_day(int(match["day"]), when.today, ahead=when.ahead(match.start()))


def _single(shift: int) -> Rule:
    return lambda _, when: Days.one(when.shift(shift))


def _rule(pattern: str, rule: Rule, needs: str) -> tuple[re.Pattern[str], Rule, tuple[str, ...]]:
    return re.compile(rf"(?<![\w/]){pattern}", re.IGNORECASE), rule, tuple(needs.split())


# A day of the month is one only where no noun follows: "the 3rd order" is none.
_UNNAMED = (
    r"(?:(?! ?(?:%|\w))(?!\.\d)"
    r"|(?= (?:and|to|or|of|until|till|but|i|it|you|we|they|for|at|because|so|as|please)\b))"
)
_TO = r" ?(?:-|–|and|to|until) ?(?:the )?"
_NAMED = rf"(?P<month>{_MON})"
_NOT_CLOCK = r"(?![\w:%]|[.,]\d)"
_SIDE = r"(?P<side>last|next|since|early|mid|late|(?:end|beginning|start|middle) of)[ -]"
_CLEAR_MONTH = "january|february|april|june|july|august|september|october|november|december"
_AFTER_WORD = "".join(rf"|(?<={word} )" for word in ("this", "from", "until", "by", "before", "during", "of", "since"))
_BEFORE_SLASH = "".join(rf"|(?<={word} )" for word in ("from", "since", "dated", "by", "of", "before"))
_MONTHS_IN_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
# The first rule that fits a stretch of text has it, so the longer ones stand first. A rule is tried only on a text with
# one of the strings that it needs: most texts have none of most.
RULES = (
    _rule(
        rf"(?P<day>{_DAY}){_TH}?{_TO}(?P<to>{_DAY}){_TH}?(?: of)? {_NAMED}(?!\w){_YEAR}", _date_range, _MONTHS_IN_SHORT
    ),
    _rule(
        rf"{_NAMED} (?:the )?(?P<day>{_DAY}){_TH}?{_TO}(?P<to>{_DAY}){_TH}?(?![\w:]){_YEAR}",
        _date_range,
        _MONTHS_IN_SHORT,
    ),
    _rule(r"(?P<year>20\d\d)[-/.](?P<two>0?[1-9]|1[0-2])[-/.](?P<one>[0-3]?\d)(?![\w-])", _day_first, ". - /"),
    _rule(r"(?P<one>[0-3]?\d)/(?P<two>[0-3]?\d)/(?P<year>(?:20)?\d\d)(?![\w/])", _slashed, "/"),
    _rule(r"(?P<one>[0-3]?\d)[.-](?P<two>[01]?\d)[.-](?P<year>20\d\d)(?![\w-])", _day_first, ". - /"),
    _rule(r"(?P<one>[0-3]?\d)\.(?P<two>[01]?\d)\.(?P<year>\d\d)(?![\w.])", _day_first, ". - /"),
    _rule(rf"(?:(?<=on ){_BEFORE_SLASH})(?P<one>[01]?\d)/(?P<two>[0-3]?\d)(?P<year>)(?![\w/%])", _slashed, "/"),
    _rule(r"(?P<one>[0-3]?\d)\.(?P<two>0[1-9]|1[0-2])\.(?P<year>)(?!\d)", _day_first, ". - /"),
    _rule(rf"{_NAMED} (?:the )?(?P<day>{_DAY})(?:{_TH})?{_NOT_CLOCK}{_YEAR}", _dated, _MONTHS_IN_SHORT),
    _rule(rf"(?P<day>{_DAY})(?:{_TH})?(?: of)? {_NAMED}(?!\w){_YEAR}", _dated, _MONTHS_IN_SHORT),
    _rule(rf"{_SIDE}(?P<month>{_MONTH})(?!\w){_YEAR}", _named_month, _MONTHS_IN_SHORT),
    # "May" and "march" are words too: they need one before them that speaks of time.
    _rule(rf"(?P<side>)(?:(?<=in ){_AFTER_WORD})(?P<month>{_MONTH})(?!\w){_YEAR}", _named_month, _MONTHS_IN_SHORT),
    _rule(rf"(?P<side>)(?P<month>{_CLEAR_MONTH})(?!\w){_YEAR}", _named_month, _MONTHS_IN_SHORT),
    _rule(r"day before yesterday(?!\w)", _single(-2), "yesterday"),
    _rule(r"day after tomorrow(?!\w)", _single(2), "tomorrow"),
    _rule(r"(?:yesterday|last night)(?!\w)", _single(-1), "yesterday night"),
    _rule(r"(?:tomorrow|tmrw|tomorow)(?!\w)", _single(1), "tomorrow tmrw tomorow"),
    _rule(r"(?:today|tonight|this (?:morning|afternoon|evening))(?!\w)", _single(0), "today tonight this"),
    _rule(r"the other day(?!\w)", lambda _, when: Days(when.shift(-7), when.shift(-2)), "other"),
    _rule(rf"(?P<count>{COUNT}) {_UNIT} (?:ago|back|earlier)(?!\w)", _ago, "ago back earlier"),
    _rule(rf"in (?:about |around )?(?P<count>{COUNT}) {_UNIT}(?: time)?(?!\w)", _in_time, "in"),
    _rule(
        rf"(?P<side>last|past|next|within|coming) (?:the )?(?:next )?(?P<count>{COUNT}) (?:(?:business|working) )?{_UNIT}(?!\w)",
        _within,
        "last past next within coming",
    ),
    _rule(
        r"(?P<side>last|this|next|previous|past) (?P<unit>weekend|week|month|year)(?!\w)",
        _neighbour,
        "last this next previous past",
    ),
    _rule(rf"(?:(?P<side>last|this|next|coming) )?(?P<day>{_WEEKDAY})(?!\w)", _weekday, "day mon tue wed thu fri"),
    _rule(r"(?:(?<=in )|(?<=since )|(?<=from )|(?<=during ))(?P<year>20\d\d)(?![\w/.:-])", _year, "20"),
    _rule(rf"the (?P<day>{_DAY}){_TH}{_UNNAMED}", _bare_day, "st nd rd th"),
)
