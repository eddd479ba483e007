"""Values by key path; what is wrong is named with its line; a text of an earlier release is completed from today's."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.reading_toml import RulebookError, TomlReader
from resolution_hub.core.policy.rulebook import parse
from tests.core.a_shop import BOOK, TEXT

OLD = Path(__file__).with_name("rulebook_0001.toml").read_text(encoding="utf-8")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


Read = Callable[[TomlReader], Any]


def problems(text: str, *reads: Read, name: str = "r.toml") -> list[tuple[str, str]]:
    reader = TomlReader(text, name)
    for read in reads:
        read(reader)
    with pytest.raises(RulebookError) as caught:
        reader.finish()
    return list(caught.value.problems)


def test_values_are_read_by_their_path() -> None:
    reader = TomlReader(
        """
        flag = true
        words = ["b", "a"]
        colour = "green"
        colours = ["red"]
        [limits]
        fee = { USD = 250, JPY = 0 }
        none = {}
        [days]
        red = [0, 2]
        green = [1, 1]
        most = 3
        share = 0.5
        """
    )
    assert reader.flag("flag") is True
    assert reader.texts("words") == ("b", "a")
    assert reader.choice("colour", Colour) is Colour.GREEN
    assert reader.choices("colours", Colour) == {Colour.RED}
    assert reader.amounts("limits.fee") == {"USD": Money(250, "USD"), "JPY": Money(0, "JPY")}
    assert reader.amounts("limits.none") == {}
    assert reader.ranges("days", Colour, 2) == {Colour.RED: (0, 2), Colour.GREEN: (1, 1)}
    assert reader.whole("days.most", 1, 3) == 3
    assert reader.number("days.share", 1) == 0.5
    reader.finish()


@pytest.mark.parametrize(
    ("text", "read", "where", "said"),
    [
        ("\na = 3", lambda r: r.flag("a"), "r.toml:2 a", "true or false"),
        ("a = 1", lambda r: r.flag("a"), "r.toml:1 a", "true or false"),
        ("[t]\n\na = 3", lambda r: r.texts("t.a"), "r.toml:3 t.a", "list of texts"),
        ('a = ["x", " "]', lambda r: r.texts("a"), "r.toml:1 a", "none of them empty"),
        ('a = [\n"x",\n"y",\n"x"]', lambda r: r.texts("a"), "r.toml:4 a", "names x twice"),
        ('a = "grean"', lambda r: r.choice("a", Colour), "r.toml:1 a", "green, red; did you mean green?"),
        ("a = 3", lambda r: r.choice("a", Colour), "r.toml:1 a", "green, red"),
        ('a = [\n"red",\n"rde"]', lambda r: r.choices("a", Colour), "r.toml:3 a", "; did you mean red?"),
        ("a = [1]", lambda r: r.choices("a", Colour), "r.toml:1 a", "must be a list of: green, red"),
        ('a = "red"', lambda r: r.choices("a", Colour), "r.toml:1 a", "must be a list of: green, red"),
        ("a = {}", lambda r: r.amounts("a", empty=False), "r.toml:1 a", "at least one entry"),
        ("a = 1", lambda r: r.amounts("a"), "r.toml:1 a", "must be a table"),
        ("[a]\nUSD = 1\nEUR = -1", lambda r: r.amounts("a"), "r.toml:3 a.EUR", "not be negative"),
        ("[a]\nUSD = 1.5", lambda r: r.amounts("a"), "r.toml:2 a.USD", "whole number"),
        ("a = 9", lambda r: r.whole("a", 1, 8), "r.toml:1 a", "from 1 to 8"),
        ("a = 9", lambda r: r.number("a", 8), "r.toml:1 a", "from 0 to 8"),
        ("[a]\nred = [3, 1]\ngreen = [0, 0]", lambda r: r.ranges("a", Colour, 9), "r.toml:2 a.red", "[from, to]"),
        ("a = 3", lambda r: r.keys("a"), "r.toml:1 a", "must be a table"),
    ],
)
def test_a_wrong_value_is_named_with_its_line_and_what_it_must_be(text: str, read: Read, where: str, said: str) -> None:
    [(found, what)] = problems(text, read)
    assert found == where
    assert said in what


@pytest.mark.parametrize(
    "read",
    [
        lambda r: r.flag("t.a"), lambda r: r.texts("t.a"), lambda r: r.choice("t.a", Colour), lambda r: r.whole("t.a", 1, 2),
        lambda r: r.choices("t.a", Colour), lambda r: r.amounts("t.a"), lambda r: r.number("t.a", 1),
    ],
)  # fmt: skip
def test_what_is_missing_stands_at_its_tables_header(read: Read) -> None:
    assert problems("x = 1\n\n[t]\n", read, lambda r: r.whole("x", 1, 1)) == [("r.toml:3 t.a", "is missing")]


def test_a_missing_range_is_named_by_its_own_key() -> None:
    assert problems("[t]\nred = [0, 1]", lambda r: r.ranges("t", Colour, 1)) == [("r.toml:1 t.green", "is missing")]


def test_a_value_in_a_tables_place_is_named_once_however_much_is_read_from_it() -> None:
    found = problems("t = 3", lambda r: r.flag("t.a"), lambda r: r.flag("t.b"), lambda r: r.flag("t.c.d"))
    assert found == [("r.toml:1 t", "must be a table")]


def test_a_key_that_nobody_read_is_refused_with_the_likeliest_beside_it() -> None:
    text = '[t]\nwindow = 1\n[t.u]\na = 1\n[windwo]\n["t.window"]\n[t.windoww]\nz = 1\n'
    found = problems(text, lambda r: r.whole("t.window", 1, 1), lambda r: r.whole("t.u.a", 1, 1))
    unknown = "is not a key that the rulebook knows"
    assert found == [
        ("r.toml:5 windwo", unknown),
        ("r.toml:6 t.window", unknown),
        ("r.toml:7 t.windoww", f"{unknown}; did you mean window?"),
    ]


def test_a_retailers_own_words_may_hold_dots_and_blanks() -> None:
    reader = TomlReader('[days]\nusual = 3\nby = { "Food & Co. Ltd." = 7, "a.b.c" = 8, a = { x = 9 } }\n')
    assert reader.whole("days.usual", 0, 9) == 3
    assert reader.keys("days.by") == ("Food & Co. Ltd.", "a.b.c", "a")
    assert [reader.whole(f"days.by.{key}", 0, 9) for key in ("Food & Co. Ltd.", "a.b.c", "a.x")] == [7, 8, 9]
    reader.finish()


def test_a_table_of_own_words_may_be_left_out_or_be_empty() -> None:
    reader = TomlReader("[days]\nby = {}\n[more.by]\n")
    assert [reader.keys(path) for path in ("days.by", "more.by", "days.none", "nowhere.by")] == [()] * 4
    reader.finish()


def test_a_key_among_the_retailers_own_that_nobody_read_is_refused() -> None:
    [(where, _)] = problems("[by]\nx = 1", lambda r: r.keys("by"))
    assert where == "r.toml:2 by.x"


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = \n", 2), ("a = 1\nb = [", 2), ("a = 1\n\nb = '''", 3)])
def test_text_that_is_no_toml_is_named_by_the_line_where_it_breaks(text: str, line: int) -> None:
    with pytest.raises(RulebookError) as caught:
        TomlReader(text, "draft.toml")
    [(where, what)] = caught.value.problems
    assert where == f"draft.toml:{line}"
    assert what
    assert str(caught.value) == f"{where}: {what}"


# -- a text of an earlier release


def test_a_text_of_the_first_release_is_completed_from_the_current_one() -> None:
    book = parse(OLD, behind=TEXT)
    assert book.terms == BOOK.terms
    assert book.refund_days[MethodKind.STORE_CREDIT] == BOOK.refund_days[MethodKind.STORE_CREDIT]
    assert book.version not in (BOOK.version, parse(TEXT).version)
    with pytest.raises(RulebookError):
        parse(OLD)


def test_what_a_kept_text_says_itself_stands() -> None:
    kept = OLD.replace("window_days = 180", "window_days = 9").replace('["placed", "preparing"]', '["placed"]')
    book = parse(kept.replace("SEK = 500000\n", ""), behind=TEXT)
    assert book.billing_window_days == 9
    assert book.cancel_states == {OrderStatus.PLACED}
    assert "SEK" not in book.high_value  # a currency that was not listed then stays without a limit
    assert book.terms.change.states == BOOK.terms.change.states


def test_a_key_that_a_release_no_longer_knows_is_passed_over_in_a_kept_text() -> None:
    assert parse(f"{OLD}\n[gone]\na = 1\n", behind=TEXT).billing_window_days == BOOK.billing_window_days


def test_own_words_are_taken_from_the_current_text_only_with_the_whole_of_their_table() -> None:
    current = "[a]\nusual = 1\nby = { x = 2 }\n"
    assert TomlReader("[a]\nusual = 3", behind=current).keys("a.by") == ()
    reader = TomlReader("b = 1", behind=current)
    assert reader.keys("a.by") == ("x",)
    assert reader.whole("a.by.x", 0, 9) == 2
    reader.finish()


def test_a_kept_text_that_cannot_be_read_says_why() -> None:
    with pytest.raises(RulebookError) as caught:
        parse(OLD.replace("window_days = 180", "window_days = 0"), behind=TEXT)
    [(where, _)] = caught.value.problems
    assert where == "rulebook.toml:16 billing_error.window_days"
