"""Figures of the benchmark, against values worked out by hand and by scikit-learn."""

import math

import numpy as np
import pytest
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from benchmarks.understanding.figures import (
    auroc,
    bootstrap,
    calibration_error,
    codes,
    mcc,
    mcnemar,
    quantile,
    reciprocal_rank,
    wilson,
)
from benchmarks.understanding.strangers import best_line, draw_line, hold_out, some_of_each
from benchmarks.understanding.systems import Judged, with_pairs
from benchmarks.understanding.tables import Labelled


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert wilson(0, 0) == (0, 1)


def test_correlation_of_many_classes_is_the_one_of_scikit_learn() -> None:
    true, said = list("aabbccddda"), list("abbbccdcca")
    size, coded = codes(true, said)
    assert size == 4
    assert mcc(size, *coded) == pytest.approx(matthews_corrcoef(true, said))


def test_an_answer_that_is_always_the_same_correlates_with_nothing() -> None:
    size, coded = codes(["a", "b", "a"], ["a", "a", "a"])
    assert mcc(size, *coded) == 0


def test_area_under_the_curve_counts_equal_scores_half() -> None:
    scores, positive = np.array([0.1, 0.4, 0.4, 0.8, 0.4]), np.array([False, True, False, True, False])
    assert auroc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))
    assert math.isnan(auroc(scores, np.ones(5, dtype=bool)))


def test_calibration_is_off_by_what_was_promised_too_much() -> None:
    assert calibration_error(np.array([0.9] * 10), np.array([True] * 9 + [False])) == pytest.approx(0)
    assert calibration_error(np.array([1.0] * 4), np.array([True, False, False, False])) == pytest.approx(0.75)


def test_only_rows_on_which_two_systems_differ_tell_them_apart() -> None:
    ours, theirs = [True] * 9 + [False] * 3, [True] * 4 + [False] * 5 + [True] + [False] * 2
    only_ours, only_theirs, p = mcnemar(ours, theirs)
    assert (only_ours, only_theirs) == (5, 1)
    assert p == pytest.approx(2 * (1 + 6) / 2**6)
    assert mcnemar([True], [True])[2] == 1


def test_a_resampled_interval_is_the_same_in_every_run() -> None:
    values = np.arange(50) / 50
    first, again = (bootstrap(50, lambda places: float(values[places].mean()), 200) for _ in range(2))
    assert first == again
    assert first[0] < values.mean() < first[1]


def test_what_is_found_later_counts_less() -> None:
    assert reciprocal_rank(["a", "b"], "b") == 0.5
    assert reciprocal_rank(["a"] * 10 + ["b"], "b") == 0


def test_a_quantile_is_a_value_that_was_seen() -> None:
    assert quantile([5, 1, 4, 2, 3], 0.5) == 3
    assert quantile([5, 1, 4, 2, 3], 0.95) == 5


def test_the_line_is_drawn_between_the_known_and_the_strangers() -> None:
    known, right = np.array([0.1, 0.2, 0.3, 0.35]), np.array([True, True, True, False])
    strangers = np.array([0.6, 0.8, 0.9])
    line = best_line(known, right, strangers)
    assert 0.3 <= line < 0.6


def test_a_wrong_answer_is_not_worth_keeping() -> None:
    line = best_line(np.array([0.1, 0.7]), np.array([True, False]), np.array([0.5, 0.6]))
    assert 0.1 <= line < 0.5


class Echo:
    """Knows the texts' first words that it was shown; anything else is strange to it."""

    def __init__(self, train: Labelled) -> None:
        self.known = {text.split()[0]: label for text, label in zip(train.texts, train.labels, strict=True)}

    def judge(self, texts: tuple[str, ...]) -> Judged:
        words = [text.split()[0] for text in texts]
        strange = np.array([0.1 if word in self.known else 0.9 for word in words])
        return Judged(tuple(self.known.get(word, "a") for word in words), 1 - strange, strange)


ROWS = Labelled(
    tuple(f"{name} {number}" for name in "abcdefgh" for number in range(6)),
    tuple(name for name in "abcdefgh" for _ in range(6)),
    "rows.csv",
)


def test_a_line_needs_no_text_that_is_out_of_scope() -> None:
    assert 0.1 <= draw_line(ROWS, Echo) < 0.9


def test_with_too_few_intents_to_leave_any_out_nothing_is_turned_away() -> None:
    assert draw_line(ROWS.take(range(12)), Echo) == math.inf


def test_what_is_held_out_is_of_every_label_and_the_same_every_time() -> None:
    train, scored = hold_out(ROWS, 0.5)
    assert len(train) + len(scored) == len(ROWS)
    assert not set(train.texts) & set(scored.texts)
    assert {scored.labels.count(name) for name in "abcdefgh"} == {3}
    assert hold_out(ROWS, 0.5)[1] == scored


def test_a_part_of_the_rows_has_so_many_of_each_label() -> None:
    few = some_of_each(ROWS, 2)
    assert {few.labels.count(name) for name in "abcdefgh"} == {2}


def test_a_label_with_one_text_has_it_said_twice() -> None:
    rows = with_pairs(Labelled(("x", "y", "z"), ("a", "b", "b"), ""))
    assert rows.labels.count("a") == 2
    assert len(rows) == 4
