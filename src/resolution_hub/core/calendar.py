"""Days on which money moves. Banks work Monday to Friday; public holidays are not counted here."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def add_business_days(start: date, days: int) -> date:
    """The day `days` business days after `start`; `start` itself when `days` is 0."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            days -= 1
    return day


def arrival(sent_on: date, business_days: tuple[int, int]) -> tuple[date, date]:
    """The first and the last day on which a refund sent on `sent_on` is seen by the customer."""
    return add_business_days(sent_on, business_days[0]), add_business_days(sent_on, business_days[1])
