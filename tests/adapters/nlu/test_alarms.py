"""Alarms on the texts that the phrases were written with, and the mistakes that would be dear."""

from pathlib import Path

import pytest

from resolution_hub.core.reading import Alarm
from resolution_hub.nlu.alarms import find_alarms

ROWS = [line.split("\t") for line in Path(__file__).with_name("alarms.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("expected", "text"), ROWS)
def test_alarms(expected: str, text: str) -> None:
    assert find_alarms(text) == (frozenset() if expected == "none" else {Alarm(expected)})


def test_a_condition_does_not_deny_what_follows_from_it() -> None:
    assert find_alarms("If you do not refund me I will sue") == {Alarm.LEGAL}
    assert find_alarms("if I don't hear from you by Monday, my bank will reverse the payment") == {Alarm.CHARGEBACK}


def test_one_text_may_raise_several() -> None:
    text = "The plug caught fire, my lawyer will write to you and I have asked for a chargeback."
    assert find_alarms(text) == {Alarm.SAFETY, Alarm.LEGAL, Alarm.CHARGEBACK}


def test_what_is_denied_in_one_sentence_may_be_said_in_the_next() -> None:
    assert find_alarms("Nobody was hurt. But the cable melted the table.") == {Alarm.SAFETY}


@pytest.mark.parametrize("text", ["", " ", "?!", "🔥", "\ud800", "fire " * 10_000])
def test_odd_texts_raise_nothing(text: str) -> None:
    assert find_alarms(text) == frozenset()
