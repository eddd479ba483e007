"""Arithmetic of the benchmark: shares with their uncertainty, and comparisons on the same rows. Nothing is read here."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Interval = tuple[float, float]

RESAMPLES = 1_000
_NORMAL_95 = 1.959964


def wilson(hits: int, number: int) -> Interval:
    """The 95 % interval of a share; (0, 1) of nothing."""
    if number == 0:
        return 0.0, 1.0
    share, z2 = hits / number, _NORMAL_95**2
    middle = (share + z2 / (2 * number)) / (1 + z2 / number)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / number + z2 / (4 * number**2)) / (1 + z2 / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(number: int, figure: Callable[[Numbers], float], resamples: int = RESAMPLES) -> Interval:
    """The 95 % interval of a figure of rows: it is given the places of a resample. The same in every run."""
    chance = np.random.default_rng(0)
    found = [figure(chance.integers(0, number, number)) for _ in range(resamples)]
    low, high = np.quantile([value for value in found if not math.isnan(value)], [0.025, 0.975])
    return float(low), float(high)


def codes(*columns: Sequence[Hashable]) -> tuple[int, list[Numbers]]:
    """How many different values the columns hold together, and the columns as places among them."""
    places: dict[Hashable, int] = {}
    coded = [np.array([places.setdefault(value, len(places)) for value in column], np.int64) for column in columns]
    return len(places), coded


def mcc(size: int, true: Numbers, said: Numbers) -> float:
    """Matthews' correlation of many classes (Gorodkin's R_K), -1 to 1; 0 where either side knows one class only."""
    total = len(true)
    hits = int((true == said).sum())
    of_true, of_said = np.bincount(true, minlength=size), np.bincount(said, minlength=size)
    both = float(hits * total - of_true @ of_said)
    spread = (float(total) ** 2 - float(of_true @ of_true)) * (float(total) ** 2 - float(of_said @ of_said))
    return both / math.sqrt(spread) if spread > 0 else 0.0


def auroc(scores: Floats, positive: npt.NDArray[np.bool_]) -> float:
    """How often a positive row scores above a negative one, equal scores counting half; NaN without both kinds."""
    yes, no = int(positive.sum()), int((~positive).sum())
    if not yes or not no:
        return math.nan
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks = (last - (count - 1) / 2)[place]
    return float((ranks[positive].sum() - yes * (yes + 1) / 2) / (yes * no))


def calibration_error(sure: Floats, right: npt.NDArray[np.bool_], bins: int = 15) -> float:
    """Expected calibration error: the mean gap between what was promised and what came true, over equal bins."""
    place = np.minimum((sure * bins).astype(np.int64), bins - 1)
    promised = np.bincount(place, weights=sure, minlength=bins)
    kept = np.bincount(place, weights=right.astype(np.float64), minlength=bins)
    return float(np.abs(promised - kept).sum() / max(len(sure), 1))


def mcnemar(ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[int, int, float]:
    """Rows that only we, and that only they, had right; and the exact two-sided p that it is chance."""
    only_ours = sum(our and not their for our, their in zip(ours, theirs, strict=True))
    only_theirs = sum(their and not our for our, their in zip(ours, theirs, strict=True))
    number, fewer = only_ours + only_theirs, min(only_ours, only_theirs)
    tail = sum(math.comb(number, count) for count in range(fewer + 1))
    return only_ours, only_theirs, min(1.0, 2 * tail / 2**number)


def reciprocal_rank(found: Sequence[Hashable], wanted: Hashable, most: int = 10) -> float:
    """1 over the place at which it was found; 0 if not among the first."""
    return next((1 / place for place, value in enumerate(found[:most], 1) if value == wanted), 0.0)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
