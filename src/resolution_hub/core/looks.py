"""How a picture looks, in 64 bits, so that one that was shown before is known again after it was scaled or saved anew.

The picture is taken in grey, nine squares wide and eight high; each bit says whether a square is darker than the one to its
right (the "difference hash" of N. Krawetz, 2013). It is a hint for a person and a reason to look, never proof: two photos of
one white wall look alike as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WIDTH: Final = 9
HEIGHT: Final = 8
# Bits that may differ between two savings of one picture. Of unrelated photos about half of the 64 do.
ALIKE: Final = 6
# Shades of grey, of 256, that a picture must have between its squares; below, noise would decide every bit.
_LEAST_SPAN: Final = 12


def looks_of(grey: Sequence[int]) -> int | None:
    """The 64 bits of WIDTH × HEIGHT shades of grey (0 to 255), row by row; None for a picture too even to be told from others.

    Raises ValueError for another number of shades.
    """
    if len(grey) != WIDTH * HEIGHT:
        raise ValueError(f"{WIDTH * HEIGHT} shades are needed, not {len(grey)}")
    if max(grey) - min(grey) < _LEAST_SPAN:
        return None
    bits = 0
    for row in range(0, len(grey), WIDTH):
        for left in range(row, row + WIDTH - 1):
            bits = bits << 1 | (grey[left] < grey[left + 1])
    return bits


def difference(one: int, other: int) -> int:
    """In how many of the 64 bits two pictures differ."""
    return (one ^ other).bit_count()


def alike(one: int | None, other: int | None) -> bool:
    """Whether they may well be the same picture. What is too even is like nothing."""
    return one is not None and other is not None and difference(one, other) <= ALIKE
