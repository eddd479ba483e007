"""Settlement programmes: read with every fault and its line, and who is part of one by which of their own records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.dialogue import begin
from resolution_hub.core.moves import Pursue, SignInFirst
from resolution_hub.core.order import OrderLine, OrderStatus
from resolution_hub.core.policy.reading_toml import RulebookError
from resolution_hub.core.programmes import (
    Closed,
    Eligible,
    NotEligible,
    NotOpenYet,
    Programme,
    Record,
    What,
    Why,
    eligible,
    parse,
    records,
)
from resolution_hub.core.topic import Topic
from tests.core.a_shop import TODAY, a_charge, a_customer, a_plan, a_situation, ago, an_order, usd

DAY = timedelta(days=1)
TEXT = """
[programme.kettles]
name = "Kettle settlement"
summary = "Kettles held less than they said."
opens = 2026-06-01
closes = 2026-06-30
regions = ["US"]
pays = "A few dollars."
site = "https://claims.kettles.example/start"
phone = "+1 555 0100"
never_asked = ["a fee", "a password"]
remind_days_before = [1, 14]

[programme.kettles.bought]
products = ["p1"]
categories = ["Kitchen"]
from = 2026-01-01
until = 2026-06-12
returned_counts = false

[programme.kettles.charged]
plans = ["Plus monthly"]
from = 2026-01-01
until = 2026-06-17
"""


def kettles(**changed: str) -> Programme:
    """The programme with the lines of some keys replaced."""
    lines = TEXT.splitlines()
    for key, line in changed.items():
        lines = [line if each.startswith(f"{key} = ") else each for each in lines]
    return parse("\n".join(lines))[0]


def problems_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RulebookError) as caught:
        parse(text)
    return list(caught.value.problems)


def a_line(product: str = "p9", category: str = "Garden", **counts: int) -> OrderLine:
    return OrderLine("l1", product, "Thing", "", 2, usd("5.00"), "box", category=category, **counts)


def test_a_file_is_read_in_its_order_with_all_that_it_says() -> None:
    first, second = parse(TEXT + TEXT.replace("kettles", "irons"))
    assert (first.id, second.id) == ("kettles", "irons")
    assert (first.host, first.phone, first.never_asked, first.remind) == (
        "claims.kettles.example", "+1 555 0100", ("a fee", "a password"), (14, 1),
    )  # fmt: skip
    assert first.bought is not None
    assert date(2026, 6, 12) in first.bought.days
    assert date(2026, 6, 13) not in first.bought.days


def test_a_file_may_name_none() -> None:
    assert parse("# nothing yet\n") == ()


@pytest.mark.parametrize(
    ("line", "changed", "where", "what"),
    [
        ('name = "Kettle settlement"', "name = 3", "3 programme.kettles.name", "must be a text that says something"),
        ('name = "Kettle settlement"', 'name = " "', "3 programme.kettles.name", "must be a text that says something"),
        ('name = "Kettle settlement"', "", "2 programme.kettles.name", "is missing"),
        ('phone = "+1 555 0100"', "phone = 1", "10 programme.kettles.phone", "must be a text"),
        ("opens = 2026-06-01", 'opens = "June"', "5 programme.kettles.opens", "must be a day, such as 2026-11-30"),
        ("opens = 2026-06-01", "opens = 2026-06-01T00:00:00Z", "5 programme.kettles.opens", "must be a day, such as 2026-11-30"),
        ("closes = 2026-06-30", "closes = 2026-05-31", "6 programme.kettles.closes", "must not be before `opens`"),
        ("until = 2026-06-12", "until = 2025-12-31", "18 programme.kettles.bought.until", "must not be before `from`"),
        ("[1, 14]", "[0]", "12 programme.kettles.remind_days_before", "must be a list of whole days from 1 to 365"),
        ("[1, 14]", "[true]", "12 programme.kettles.remind_days_before", "must be a list of whole days from 1 to 365"),
        ("[1, 14]", "3", "12 programme.kettles.remind_days_before", "must be a list of whole days from 1 to 365"),
        ("remind_days_before = [1, 14]", "", "2 programme.kettles.remind_days_before", "is missing"),
        ('plans = ["Plus monthly"]', "plans = []", "21 programme.kettles.charged", "must name plans"),
        ("counts = false", "counts = 0", "19 programme.kettles.bought.returned_counts", "must be true or false"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(line: str, changed: str, where: str, what: str) -> None:
    assert line in TEXT
    assert (f"programmes.toml:{where}", what) in problems_of(TEXT.replace(line, changed, 1))


@pytest.mark.parametrize(
    "site",
    ["http://claims.kettles.example", "claims.kettles.example", "https://", "https://[", "https://me@a.b", "https://a"],
)
def test_the_right_address_is_a_whole_and_safe_one(site: str) -> None:
    told = problems_of(TEXT.replace("https://claims.kettles.example/start", site))
    assert told == [("programmes.toml:9 programme.kettles.site", "must be a whole address that begins with https://")]


def test_a_programme_says_who_is_part_of_it() -> None:
    nobody = TEXT[: TEXT.index("[programme.kettles.bought]")]
    assert problems_of(nobody) == [
        ("programmes.toml:2 programme.kettles", "must say who is part of it, by `bought`, `charged` or both")
    ]
    nothing = TEXT.replace('products = ["p1"]', "products = []").replace('["Kitchen"]', "[]")
    assert problems_of(nothing) == [("programmes.toml:14 programme.kettles.bought", "must name products or categories")]


def test_a_key_that_nobody_knows_is_refused() -> None:
    ((where, what),) = problems_of(TEXT.replace("[programme.kettles.bought]", "fee = 1\n[programme.kettles.bought]"))
    assert where == "programmes.toml:14 programme.kettles.fee"
    assert "is not a key" in what


def test_an_order_inside_the_days_makes_somebody_part_of_it_and_is_named() -> None:
    answer = eligible(kettles(), a_situation(an_order("o1", OrderStatus.DELIVERED)))
    assert answer == Eligible((Record(What.ORDER, "o1", "RH-o1", "Kettle", TODAY - 6 * DAY),))


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (a_line("p1"), True),
        (a_line(category="Kitchen"), True),
        (a_line(), False),
        (a_line("p1", cancelled=1), True),
        (a_line("p1", cancelled=2), False),
        (a_line("p1", returned=2), False),
        (a_line("p1", cancelled=1, returned=1), False),
    ],
)
def test_what_was_bought_and_kept_counts(line: OrderLine, counts: bool) -> None:
    who = a_situation(an_order("o1", lines=(a_line(), line)))
    assert bool(records(kettles(), who)) is counts


def test_what_was_sent_back_counts_where_the_programme_says_so() -> None:
    who = a_situation(an_order("o1", lines=(a_line("p1", returned=2),)))
    assert records(kettles(returned_counts="returned_counts = true"), who)


@pytest.mark.parametrize(("days", "counts"), [(4, False), (5, True), (167, True), (168, False)])
def test_both_ends_of_the_days_are_included(days: int, counts: bool) -> None:
    who = a_situation(an_order("o1", placed_at=ago(days=days)))
    assert bool(records(kettles(), who)) is counts


def test_a_cancelled_order_bought_nothing() -> None:
    who = a_situation(an_order("o1", OrderStatus.CANCELLED, cancelled_at=ago(days=5)))
    assert eligible(kettles(), who) == NotEligible(Why.NO_RECORD)


def test_a_charge_of_a_plan_makes_somebody_part_of_it() -> None:
    charges = (a_charge("c1", subscription_id="s1"), a_charge("c2", subscription_id="s9"), a_charge("c3"))
    who = a_situation(subscriptions=(a_plan(),), charges=charges)
    assert eligible(kettles(), who) == Eligible((Record(What.CHARGE, "c1", "Plus", "Plus monthly", TODAY - 2 * DAY),))
    late = a_situation(subscriptions=(a_plan(),), charges=(a_charge("c1", subscription_id="s1", at=ago(days=200)),))
    assert eligible(kettles(), late) == NotEligible(Why.NO_RECORD)


def test_one_kind_of_record_is_enough_for_a_programme_that_asks_for_one() -> None:
    by_charge = parse(
        TEXT[: TEXT.index("[programme.kettles.bought]")] + TEXT[TEXT.index("[programme.kettles.charged]") :]
    )
    by_order = parse(TEXT[: TEXT.index("[programme.kettles.charged]")])
    who = a_situation(an_order("o1"), subscriptions=(a_plan(),), charges=(a_charge("c1", subscription_id="s1"),))
    assert [r.what for r in records(by_charge[0], who)] == [What.CHARGE]
    assert [r.what for r in records(by_order[0], who)] == [What.ORDER]
    assert [r.what for r in records(kettles(), who)] == [What.ORDER, What.CHARGE]


def test_a_region_that_it_is_not_for_rules_all_else_out() -> None:
    who = a_situation(an_order("o1"), customer=a_customer(region="DE"))
    assert eligible(kettles(), who) == NotEligible(Why.REGION)
    assert isinstance(eligible(kettles(regions="regions = []"), who), Eligible)


def test_before_and_after_its_days_what_would_have_counted_is_said() -> None:
    mine, nobody = a_situation(an_order("o1")), a_situation()
    soon = kettles(opens="opens = 2026-06-18")
    over = kettles(closes="closes = 2026-06-16")
    for who, count in ((mine, 1), (nobody, 0)):
        later, before = eligible(soon, who), eligible(over, who)
        assert isinstance(later, NotOpenYet)
        assert isinstance(before, Closed)
        assert (later.opens, before.on) == (TODAY + DAY, TODAY - DAY)
        assert len(later.because) == len(before.because) == count


@pytest.mark.parametrize(
    ("closes", "left"), [("06-16", None), ("06-17", 0), ("06-18", 1), ("06-30", 13), ("07-01", 14), ("07-02", None)]
)
def test_the_days_that_are_left_are_said_from_the_first_reminder_on(closes: str, left: int | None) -> None:
    assert kettles(closes=f"closes = 2026-{closes}").last_days(TODAY) == left


def test_nothing_is_left_before_it_opens_or_where_nobody_is_to_be_reminded() -> None:
    assert kettles(opens="opens = 2026-06-18").last_days(TODAY) is None
    assert kettles(remind_days_before="remind_days_before = []", closes="closes = 2026-06-18").last_days(TODAY) is None


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_longer_days_never_take_anybody_out(first: date, last: date) -> None:
    who = a_situation(an_order("o1"), an_order("o2", placed_at=ago(days=40)))
    if first > last:
        first, last = last, first
    short = TEXT.replace("from = 2026-01-01\nuntil = 2026-06-12", f"from = {first}\nuntil = {last}")
    longer = TEXT.replace("from = 2026-01-01\nuntil = 2026-06-12", f"from = {first - DAY}\nuntil = {last + DAY}")
    assert set(records(parse(short)[0], who)) <= set(records(parse(longer)[0], who))


def test_a_visitor_is_told_of_programmes_without_signing_in_and_of_nothing_else() -> None:
    assert begin(Topic.SETTLEMENT, None, None) == Pursue(Topic.SETTLEMENT)
    assert begin(Topic.FIND_REFUND, None, None) == SignInFirst(Topic.FIND_REFUND)
