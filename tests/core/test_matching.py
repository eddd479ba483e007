"""Which order a text means, from what it says of the thing, the day and the sum."""

from datetime import date, timedelta
from typing import Any

import pytest

from resolution_hub.core.matching import orders_meant
from resolution_hub.core.order import OrderLine, OrderStatus, ScanStatus
from resolution_hub.core.reading import Amount, Mention, Period
from tests.core.a_shop import TODAY, a_scan, a_situation, ago, an_order, read_as, sent, usd
from tests.core.a_talk import CUP, KETTLE, NOBODY, TENT, TWO


def line(order: str, name: str, options: str = "", description: str = "", price: str = "48.00") -> OrderLine:
    return OrderLine(f"{order}-1", "p", name, options, 1, usd(price), "kettle", description)


BLUE = an_order("b", lines=(line("b", "Alder kettle", "blue", "Holds 1.7 litres. Steel."),), placed_at=ago(days=40))
RED = an_order(
    "r", lines=(line("r", "Alder kettle", "red", "Holds 1.7 litres. Steel.", "52.00"),), placed_at=ago(days=3)
)
KETTLES = a_situation(RED, BLUE)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31), False, 0, 1)


def meant(*words: str, who: Any = KETTLES, **named: Any) -> list[str]:
    return [order.id for order in orders_meant(read_as(words=frozenset(words), **named), who)]


def test_names_and_options_tell_orders_apart() -> None:
    assert meant("kettle") == ["r", "b"]
    assert meant("blue", "kettles") == ["b"]
    assert meant("tents", "trail", "kettle", who=TWO) == ["t"]
    assert meant("trail", "kettle", who=TWO) == ["k", "t"]
    assert meant("zebra") == meant() == []
    assert meant("bus", who=a_situation(an_order(item="Bu"))) == []


def test_words_of_a_description_name_a_thing_when_there_are_three() -> None:
    assert meant("steel", "litres") == []
    assert meant("steel", "litres", "holds") == ["r", "b"]
    lined = an_order("l", lines=(line("l", "Alder kettle", "red", "Lined with steel."),))
    assert meant("kettle", "steel", "lined", who=a_situation(RED, lined)) == ["l"]


def test_a_day_narrows_down_what_a_word_named_and_names_nothing_alone() -> None:
    assert meant("kettle", periods=(MAY,)) == ["b"]
    assert meant(periods=(MAY,)) == []
    to_come = Period(MAY.first, MAY.last, True, 0, 1)
    assert meant("kettle", periods=(to_come,)) == ["r", "b"]
    yesterday = Period(TODAY - timedelta(days=1), TODAY - timedelta(days=1), False, 0, 1)
    came = sent("d", a_scan(ScanStatus.DELIVERED, ago(days=1)), status=OrderStatus.DELIVERED)
    assert meant("kettle", who=a_situation(came, an_order("o")), periods=(yesterday,)) == ["d"]
    coming = a_situation(sent("s", a_scan(ScanStatus.IN_TRANSIT)), an_order("o"))
    assert meant("kettle", who=coming, periods=(yesterday,)) == ["s", "o"]


@pytest.mark.parametrize(
    ("minor", "currency", "found"), [(5200, "USD", ["r"]), (5200, None, ["r"]), (5200, "EUR", []), (5201, "USD", [])]
)
def test_a_sum_names_the_order_it_was_paid_for(minor: int, currency: str | None, found: list[str]) -> None:
    assert meant(amounts=(Amount(minor, currency, 0, 5),)) == found


def test_what_a_text_turns_down_is_out() -> None:
    not_kettle = (Mention(("kettle",), True, 0, 1), Mention(("tent",), False, 2, 3))
    assert meant("tent", who=TWO, mentions=not_kettle) == ["t"]
    assert meant("trail", "blue", who=a_situation(KETTLE, TENT, CUP), mentions=not_kettle) == ["t"]
    # "not the blue one, the kettle": a word said both ways is no reason to leave the thing out.
    assert meant("kettle", who=TWO, mentions=not_kettle) == ["k"]


def test_who_has_no_orders_means_none() -> None:
    assert meant("kettle", who=NOBODY) == []
