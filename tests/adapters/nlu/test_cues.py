"""Signs of frustration and haste: what counts, what only looks like it, and that no text is slow."""

import time

import pytest

from resolution_hub.nlu.alarms import find_alarms
from resolution_hub.nlu.cues import MOST_CHARACTERS, excerpt, frustration_of, plainly, together, urgency_of


@pytest.mark.parametrize(
    ("text", "tempting"),
    [
        ("Not angry at all, only curious", "Angry, and curious too"),
        ("Do you sell the “Angry Birds” plush?", "Angry birds everywhere"),
        ("Damn, this toaster is great", "Damn, this toaster"),
        ("THANK YOU, BEST SHOP EVER!!!", "NO ANSWER, BEING IGNORED!!!"),
    ],
)
def test_what_only_looks_angry_weighs_less(text: str, tempting: str) -> None:
    assert frustration_of(text) < 0.3 < frustration_of(tempting)


@pytest.mark.parametrize(
    ("text", "tempting"),
    [
        ("There's no hurry, I need it by tomorrow at the earliest", "Hurry, I need it by tomorrow"),
        ("I ordered it today", "I need it today"),
        ("Is the fast charger in stock?", "Please answer fast, they close in 10 minutes"),
        ("Thanks for answering right away", "Answer right away please"),
        ("I can't wait to try it", "I can't wait any longer"),
        ('Is the "Urgent Care" play set in stock?', "Urgent: is the play set in stock?"),
        ("Not urgent: where is it?", "Urgent: where is it?"),
        ("I need it in three weeks, not tomorrow", "I need it tomorrow"),
    ],
)
def test_what_only_looks_urgent_weighs_less(text: str, tempting: str) -> None:
    assert urgency_of(text) < 0.3
    assert urgency_of(tempting) >= 0.7


def test_a_near_day_weighs_more_where_something_hangs_on_it() -> None:
    assert urgency_of("Somebody comes tomorrow") < urgency_of("The wedding is tomorrow")


def test_signs_add_up_and_never_overflow() -> None:
    assert together([]) == 0
    assert together([0.5, 0.5]) == 0.75
    assert together([0.9] * 50) <= 1
    assert frustration_of("ridiculous") < frustration_of("ridiculous, I'm fed up") <= 1


def test_a_long_text_is_read_at_both_ends() -> None:
    filler = "and then the box was on the table for a while " * 200
    assert len(excerpt(filler)) <= MOST_CHARACTERS + 1
    assert urgency_of(f"Urgent. {filler}") >= 0.7
    assert urgency_of(f"{filler} Please, this is urgent") >= 0.7


def test_what_is_quoted_is_left_out() -> None:
    assert plainly("The “Red Hot” MUG isn’t here") == "the   mug isn't here"


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "need ",
        "again! ",
        "stop the ",
        "someone has ",
        "not ",
        "patience ",
        "order that ",
        "before ",
        '"',
        "😡",
        "I WANT ",
    ],
)
def test_no_text_is_slow(piece: str) -> None:
    text = piece * 20_000
    begin = time.process_time()
    for judge in (frustration_of, urgency_of, find_alarms):
        judge(text)
    assert time.process_time() - begin < 0.25
