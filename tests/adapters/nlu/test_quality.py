"""What is said of a training: counted by hand here, from answers that are given."""

import msgspec
import numpy as np
import pytest

from resolution_hub.nlu.examples import Examples
from resolution_hub.nlu.quality import Answer, Confusion, Quality, assess, compare

NAMES = ("music", "weather", "food")


def judged(*rows: tuple[str, str, str, float], names: tuple[str, ...] = NAMES, version: str = "one") -> Quality:
    """Rows of a text, what it means, what it was read as, and how surely."""
    held_out = np.zeros((len(rows), len(names)), dtype=np.float32)
    for row, (_, _, read_as, sure) in zip(held_out, rows, strict=True):
        row[:] = (1 - sure) / (len(names) - 1)
        row[names.index(read_as)] = sure
    texts, labels = tuple(row[0] for row in rows), tuple(names.index(row[1]) for row in rows)
    return assess(Examples(names, texts, labels), held_out, version)


def test_each_intent_is_measured_by_the_texts_of_it_alone() -> None:
    quality = judged(
        ("play jazz", "music", "music", 0.9),
        ("louder", "music", "music", 0.8),
        ("a tune about rain", "music", "weather", 0.6),
        ("is it raining", "weather", "weather", 0.9),
        ("hungry", "food", "music", 0.5),
        ("more", "music", "food", 0.5),
        ("more", "food", "food", 0.5),
    )
    music, weather, food = quality.intents
    assert (music.texts, music.precision, music.recall, music.f1) == (
        3,
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
    )
    assert (weather.texts, weather.precision, weather.recall) == (1, 0.5, 1.0)
    assert (food.texts, food.precision, food.recall, food.f1) == (1, 0.0, 0.0, 0.0)
    assert [each.name for each in quality.under(0.67)] == ["food", "music", "weather"]
    assert quality.under(0.0) == ()


def test_a_shared_text_is_right_with_any_of_its_meanings_and_counts_once() -> None:
    quality = judged(("more", "music", "food", 0.5), ("more", "food", "food", 0.5), ("louder", "music", "food", 0.5))
    assert quality.texts == 2
    assert quality.accuracy == 0.5
    assert quality.answers["more"] == Answer(("music", "food"), "food")


def test_the_most_frequent_confusion_stands_first_with_texts() -> None:
    quality = judged(
        ("a", "music", "food", 0.9),
        ("b", "weather", "food", 0.9),
        ("c", "weather", "food", 0.9),
        ("d", "food", "food", 0.9),
    )
    assert quality.confusions == (Confusion("weather", "food", 2, ("b", "c")), Confusion("music", "food", 1, ("a",)))


def test_calibration_is_the_gap_between_sure_and_right() -> None:
    sure_and_right = [(f"right {n}", "music", "music", 0.75) for n in range(3)]
    assert judged(*sure_and_right, ("wrong", "music", "food", 0.75)).calibration == pytest.approx(0, abs=1e-6)
    assert judged(
        *[(text, "food", read_as, sure) for text, _, read_as, sure in sure_and_right]
    ).calibration == pytest.approx(0.75)


def test_a_change_says_what_came_what_went_and_what_is_read_otherwise() -> None:
    before = judged(("a", "music", "music", 0.9), ("b", "music", "music", 0.9), ("c", "weather", "weather", 0.9))
    now = judged(
        ("a", "music", "music", 0.9),
        ("b", "music", "cars", 0.9),
        ("d", "cars", "cars", 0.9),
        ("e", "cars", "cars", 0.9),
        names=("music", "food", "cars"),
    )
    change = compare(before, now)
    assert (change.added, change.removed) == (("cars",), ("weather",))
    assert change.texts == {"weather": (0, 1), "cars": (2, 0)}
    assert (change.texts_added, change.texts_removed) == (2, 1)
    assert change.moved == (("b", "music", "cars"),)
    assert change.accuracy_of_both == (1.0, 0.5)
    assert (change.accuracy_before, change.accuracy) == (1.0, 0.75)
    assert change.by_intent == {"music": (1.0, pytest.approx(2 / 3))}


def test_a_loss_that_easy_new_texts_would_hide_is_seen() -> None:
    before = judged(("a", "music", "music", 0.9), ("b", "music", "food", 0.9))
    easy = [(f"easy {n}", "food", "food", 0.9) for n in range(20)]
    now = judged(("a", "music", "food", 0.9), ("b", "music", "food", 0.9), *easy)
    assert now.accuracy > before.accuracy
    assert compare(before, now).loss == 0.5
    assert compare(before, before).loss == 0


def test_quality_survives_being_written() -> None:
    quality = judged(("a", "music", "food", 0.9), ("a", "food", "food", 0.9))
    assert msgspec.json.decode(msgspec.json.encode(quality), type=Quality) == quality
