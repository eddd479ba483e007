"""Cleaning never raises, and every character says where it came from."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution_hub.nlu.plain import MOST_CHARACTERS, make_plain


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("where is it", "where is it"),
        ("  two   spaces\tand a tab ", "two spaces and a tab"),
        ("one\r\n\r\n two \n", "one\ntwo"),
        ("a\x00b", "a b"),
        ("or\u200bder\u00ad \u202enow\u202c", "order now"),
        ("\ud800 broken", "\ufffd broken"),
        ("it’s “here”", 'it\'s "here"'),
        ("ｏｒｄｅｒ １２３ ＄５", "order 123 $5"),
        ("cafe\u0301", "café"),
        ("…", "..."),
        ("", ""),
        (" \n\u200b ", ""),
    ],
)
def test_a_text_is_made_readable(text: str, read: str) -> None:
    assert make_plain(text).text == read


def test_a_tower_of_accents_is_cut_down() -> None:
    assert len(make_plain("a" + "\u0301" * 500).text) <= 4


def test_of_a_long_text_both_ends_are_read() -> None:
    plain = make_plain("first " + "x" * 100_000 + " last")
    assert plain.cut
    assert len(plain.text) <= MOST_CHARACTERS + 1
    assert plain.text.startswith("first")
    assert plain.text.endswith("last")
    assert plain.span(len(plain.text) - 4, len(plain.text)) == (100_007, 100_011)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=400))
def test_every_character_knows_its_place(text: str) -> None:
    plain = make_plain(text)
    assert len(plain.places) == len(plain.text)
    assert list(plain.places) == sorted(plain.places)
    assert all(0 <= place < len(text) for place in plain.places)
    assert not any(unicodedata.category(ch) in ("Cf", "Cs") for ch in plain.text)
    assert "  " not in plain.text


def test_stretches_are_lines_of_their_own() -> None:
    plain = make_plain("keep  this, not that, and this")
    only = plain.only([(0, 9), (20, 28)])
    assert only.text == "keep this\n and thi"
    assert [plain.places[0], plain.places[8]] == [only.places[0], only.places[8]]
