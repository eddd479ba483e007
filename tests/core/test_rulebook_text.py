"""Whatever a retailer writes into the rulebook, they get a rulebook, or are told which key is wrong."""

import json
import math
import tomllib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.policy.rulebook import Rulebook, RulebookError, parse
from tests.core.a_shop import TEXT

GOOD: dict[str, Any] = tomllib.loads(TEXT)
Path = tuple[str, ...]


def places(node: dict[str, Any], above: Path = ()) -> list[Path]:
    """The path of every table and every value."""
    found: list[Path] = []
    for key, value in node.items():
        found.append((*above, key))
        found += places(value, (*above, key)) if isinstance(value, dict) else []
    return found


def at(path: Path, root: dict[str, Any] = GOOD) -> Any:
    node: Any = root
    for key in path:
        node = node[key]
    return node


def with_value(path: Path, value: Any) -> dict[str, Any]:
    changed = deepcopy(GOOD)
    at(path[:-1], changed)[path[-1]] = value
    return changed


def without(path: Path) -> dict[str, Any]:
    changed = deepcopy(GOOD)
    del at(path[:-1], changed)[path[-1]]
    return changed


def toml(value: Any) -> str:
    """One value, as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return json.dumps(value)


def read(data: dict[str, Any]) -> Rulebook | dict[str, str]:
    """The rulebook, or its problems by key."""
    try:
        return parse("\n".join(f"{toml(key)} = {toml(value)}" for key, value in data.items()))
    except RulebookError as error:
        return {where.partition(" ")[2]: what for where, what in error.problems}


PLACES = places(GOOD)
TABLES = [(), *(path for path in PLACES if isinstance(at(path), dict))]
# Currencies are the retailer's own choice; exceptions, and what closes what, may be left out.
NEEDED = [path for path in PLACES if not path[-1].isupper() and not {"by_category", "by_region", "closes"} & {*path}]
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"), max_size=9)
SCALARS = st.one_of(st.booleans(), st.integers(-(10**12), 10**12), st.floats(), WORDS)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(WORDS, SCALARS, max_size=2))


def test_the_shipped_rulebook_can_be_written_back_and_read() -> None:
    assert isinstance(read(GOOD), Rulebook)


@pytest.mark.parametrize("path", NEEDED, ids=".".join)
def test_whatever_is_missing_is_named(path: Path) -> None:
    problems = read(without(path))
    assert isinstance(problems, dict)
    assert any(named.startswith(".".join(path)) for named in problems)


@given(st.sampled_from(PLACES), VALUES)
def test_whatever_else_a_value_is_it_is_read_or_named_and_never_a_crash(path: Path, value: Any) -> None:
    problems = read(with_value(path, value))
    if isinstance(problems, dict):
        assert all(named.startswith(".".join(path)) for named in problems)


OF_OWN_WORDS = ("by_category", "by_region")  # whatever the shop calls its goods and regions is a key there
CLOSED = [table for table in TABLES if not table or table[-1] not in OF_OWN_WORDS]


@given(st.sampled_from(CLOSED), WORDS.filter(lambda word: not (len(word) == 3 and word.isupper())), VALUES)
def test_a_key_that_is_not_the_rulebooks_is_refused_by_name(table: Path, key: str, value: Any) -> None:
    if key not in at(table):
        problems = read(with_value((*table, key), value))
        assert isinstance(problems, dict)
        assert set(problems) == {".".join((*table, key))}


@pytest.mark.parametrize("path", [path for path in PLACES if len(path) > 1], ids=".".join)
def test_a_quoted_key_that_looks_like_a_path_is_refused(path: Path) -> None:
    key = ".".join(path)
    problems = read(with_value((key,), at(path)))
    assert isinstance(problems, dict)
    assert set(problems) == {key}
    assert problems[key].startswith("is not a key that the rulebook knows")


@pytest.mark.parametrize(
    ("key", "least", "most", "step"),
    [
        ("high_value.USD", 0, 10**12, 1),
        ("billing_error.window_days", 1, 3650, 1),
        ("promise_minutes.send_refund", 1, 7 * 24 * 60, 1),
        ("understanding.search", 0, 1000, 0.001),
        ("understanding.wrong.billing_error", 0, 1000, 0.001),
    ],
)
def test_a_number_is_taken_up_to_its_bounds_and_named_past_them(
    key: str, least: float, most: float, step: float
) -> None:
    path = tuple(key.split("."))
    for fine in (least, least + step, most - step, most):
        assert isinstance(read(with_value(path, fine)), Rulebook)
    for past in (least - step, *([most + step] if path[0] != "high_value" else [])):
        problems = read(with_value(path, past))
        assert isinstance(problems, dict)
        assert set(problems) == {key}


def test_a_refund_may_take_a_year_of_business_days_and_no_longer() -> None:
    card = ("refund_days", "card")
    assert isinstance(read(with_value(card, [0, 260])), Rulebook)
    assert isinstance(read(with_value(card, [260, 260])), Rulebook)
    assert isinstance(read(with_value(card, [0, 261])), dict)


@pytest.mark.parametrize("days", [[False, True], [0, 10**9], [-1, 1], [1], [1, 2, 3], [1.0, 2.0]])
def test_the_days_of_a_refund_are_whole_and_can_be_counted(days: list[Any]) -> None:
    problems = read(with_value(("refund_days", "card"), days))
    assert isinstance(problems, dict)
    assert set(problems) == {"refund_days.card"}
