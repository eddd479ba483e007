"""Days and stretches of days, counted from the day on which a text was written. No text is read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = tuple(_MONTH_NAMES.split())
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EARLIEST, _LATEST = 1990, 2100  # no year that a shop's customer speaks of


@dataclass(frozen=True, slots=True)
class Days:
    """Both included, `first` not after `last`."""

    first: date
    last: date

    @classmethod
    def one(cls, day: date) -> Days:
        return cls(day, day)

    def until(self, other: Days) -> Days:
        return Days(min(self.first, other.first), max(self.last, other.last))


def month_number(name: str) -> int:
    """Of a month's English name or its first three letters, in lower case. Raises ValueError for anything else."""
    for place, month in enumerate(MONTHS, 1):
        if name[:3] == month[:3]:
            return place
    raise ValueError(name)


def weekday_number(name: str) -> int:
    """Monday is 0. Raises ValueError for what is no weekday."""
    for place, weekday in enumerate(WEEKDAYS):
        if name[:3] == weekday[:3]:
            return place
    raise ValueError(name)


def full_year(year: str) -> int:
    """Raises ValueError for a year outside of anyone's talk."""
    number = int(year) + (2000 if len(year) == 2 else 0)
    if not _EARLIEST <= number <= _LATEST:
        raise ValueError(year)
    return number


def month_of(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def week_of(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6))


def nearest_month(month: int, today: date, *, ahead: bool) -> Days:
    """The current one, or the next or the last of that name."""
    step = (1 if today.month > month else 0) if ahead else (-1 if today.month < month else 0)
    return month_of(today.year + step, month)


def nearest_date(month: int, day: int, today: date, *, ahead: bool) -> Days:
    """Raises ValueError where no such day is near."""
    for year in range(today.year, today.year + (5 if ahead else -5), 1 if ahead else -1):
        try:
            found = date(year, month, day)
        except ValueError:  # the 29th of February
            continue
        if (found >= today) if ahead else (found <= today):
            return Days.one(found)
    raise ValueError(day)


def nearest_day(day: int, today: date, *, ahead: bool) -> Days:
    """That day of this month or of the next, or last, that has it."""
    for step in range(4):
        months = today.year * 12 + today.month - 1 + (step if ahead else -step)
        try:
            found = date(months // 12, months % 12 + 1, day)
        except ValueError:
            continue
        if (found >= today) if ahead else (found <= today):
            return Days.one(found)
    raise ValueError(day)


def nearest_weekday(weekday: int, today: date, *, ahead: bool, today_too: bool = False) -> Days:
    distance = (weekday - today.weekday()) % 7 if ahead else -((today.weekday() - weekday) % 7)
    if distance == 0 and not today_too:
        distance = 7 if ahead else -7
    return Days.one(today + timedelta(days=distance))


def part_of_month(days: Days, part: str) -> Days:
    """`part`: "early", "mid", "late", or "" for all of it."""
    first = days.first
    if part == "early":
        return Days(first, first.replace(day=10))
    if part == "mid":
        return Days(first.replace(day=11), first.replace(day=20))
    return Days(first.replace(day=21), days.last) if part == "late" else days
