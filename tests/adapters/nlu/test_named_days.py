"""Days and waits, as people write them, on Monday 23 November 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution_hub.nlu.entities.days import find_periods
from resolution_hub.nlu.entities.waits import find_waited_days

TODAY = date(2026, 11, 23)
SOME = """
    in on by the 3rd last next May 29 February Friday 2 weeks ago month / 2026 31 between and
"""
WORDS = SOME.split()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ordered yesterday", "2026-11-22", None),
        ("it came today", "2026-11-23", None),
        ("the day before yesterday", "2026-11-21", None),
        ("in May", "2026-05-01", "2026-05-31"),
        ("last December", "2025-12-01", "2025-12-31"),
        ("late October", "2026-10-21", "2026-10-31"),
        ("since September", "2026-09-01", "2026-11-23"),
        ("I bought it in 2025", "2025-01-01", "2025-12-31"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("on the 3rd", "2026-11-03", None),
        ("the 30th, I think", "2026-10-30", None),
        ("on Monday I ordered", "2026-11-16", None),
        ("last Friday", "2026-11-20", None),
        ("3 days ago", "2026-11-20", None),
        ("two weeks ago", "2026-11-06", "2026-11-12"),
        ("a couple of days ago", "2026-11-20", "2026-11-22"),
        ("in the last 2 weeks", "2026-11-09", "2026-11-23"),
        ("on May 3", "2026-05-03", None),
        ("3rd of May 2025", "2025-05-03", None),
        ("between the 3rd and the 5th", "2026-11-03", "2026-11-05"),
        ("from May 3 to May 10", "2026-05-03", "2026-05-10"),
        ("May 3-10", "2026-05-03", "2026-05-10"),
        ("between Monday and Wednesday", "2026-11-16", "2026-11-18"),
        ("2026-11-02", "2026-11-02", None),
        ("03/05/2026", "2026-03-05", None),
        ("25/10/2026", "2026-10-25", None),
        ("12/10/2026", "2026-10-12", None),  # month first would still be to come
        ("£20 on 03/05/2026", "2026-05-03", None),
        ("3.5.2026", "2026-05-03", None),
        ("it was promised by Friday", "2026-11-20", None),
    ],
)
def test_days_gone_by(text: str, first: str, last: str | None) -> None:
    (period,) = find_periods(text, TODAY)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last or first)
    assert not period.to_come


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("I need it by Friday", "2026-11-27", None),
        ("will it be here tomorrow", "2026-11-24", None),
        ("deliver it next week please", "2026-11-30", "2026-12-06"),
        ("this Saturday", "2026-11-28", None),
        ("before 25 December", "2026-12-25", None),
        ("can you come on the 3rd", "2026-12-03", None),
        ("in 3 days", "2026-11-26", None),
        ("within the next 5 days", "2026-11-24", "2026-11-28"),
    ],
)
def test_days_to_come(text: str, first: str, last: str | None) -> None:
    (period,) = find_periods(text, TODAY)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last or first)
    assert period.to_come


@pytest.mark.parametrize(
    "text",
    [
        "it may arrive",
        "the 3rd order",
        "my 2nd lamp",
        "3/4 of it",
        "10/10 service",
        "99999 years ago",
        "RH-10423",
        "31/31/2026",
        "",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_periods(text, TODAY) == ()


def test_two_days_are_two_and_their_places_are_right() -> None:
    text = "on the 3rd and the 5th"
    assert [text[one.start : one.end] for one in find_periods(text, TODAY)] == ["the 3rd", "the 5th"]


def test_without_today_only_whole_dates_are_found() -> None:
    assert [one.first for one in find_periods("on 3 May 2025, and yesterday, and in June", None)] == [date(2025, 5, 3)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=9,
    ),
    st.dates(),
)
def test_a_period_never_ends_before_it_begins(words: list[str], today: date) -> None:
    text = " ".join(words)
    for one in find_periods(text, today):
        assert one.first <= one.last
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("it's been 9 days", (9,)),
        ("its been like five days already", (5,)),
        ("I have been waiting for two weeks", (14,)),
        ("9 days late", (9,)),
        ("no update in 3 weeks", (21,)),
        ("nothing has moved for 6 days", (6,)),
        ("it took 3-4 weeks", (21,)),
        ("48 hours have passed", (2,)),
        ("waiting over a month, and it's been 3 days since your last mail", (30, 3)),
        ("pause it for two weeks", ()),
        ("I was away for two weeks", ()),
        ("deliver in 3 days", ()),
        ("it's been great", ()),
    ],
)
def test_waits(text: str, days: tuple[int, ...]) -> None:
    assert find_waited_days(text) == days
