"""A picture is known again by how it looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.looks import ALIKE, HEIGHT, WIDTH, alike, difference, looks_of

SHADES = st.lists(st.integers(0, 255), min_size=WIDTH * HEIGHT, max_size=WIDTH * HEIGHT)


def test_each_bit_says_whether_a_square_is_darker_than_the_next() -> None:
    brighter = [column * 20 for column in range(WIDTH)] * HEIGHT
    assert looks_of(brighter) == 2**64 - 1
    assert looks_of(list(reversed(brighter))) == 0
    first_only = [0, *[200] * (WIDTH - 1), *[200] * WIDTH * (HEIGHT - 1)]
    assert looks_of(first_only) == 1 << 63


@given(SHADES)
def test_a_picture_that_is_a_little_brighter_looks_the_same(grey: list[int]) -> None:
    dimmer = [min(shade, 250) for shade in grey]
    assert looks_of(dimmer) == looks_of([shade + 5 for shade in dimmer])


@given(SHADES, SHADES)
def test_likeness_is_mutual_and_everything_that_can_be_told_is_like_itself(one: list[int], other: list[int]) -> None:
    first, second = looks_of(one), looks_of(other)
    assert alike(first, second) == alike(second, first)
    assert first is None or alike(first, first)


def test_an_even_picture_is_like_nothing_not_even_itself() -> None:
    wall = looks_of([128, 130] * (WIDTH * HEIGHT // 2))
    assert wall is None
    assert not alike(wall, wall)
    assert not alike(0, wall)


def test_a_few_bits_may_differ_and_no_more() -> None:
    assert difference(0b1011, 0b0001) == 2
    assert alike(0, 2**ALIKE - 1)
    assert not alike(0, 2 ** (ALIKE + 1) - 1)


@pytest.mark.parametrize("count", [0, WIDTH * HEIGHT - 1, WIDTH * HEIGHT + 1])
def test_another_number_of_squares_is_a_mistake(count: int) -> None:
    with pytest.raises(ValueError, match="72 shades"):
        looks_of([0] * count)
