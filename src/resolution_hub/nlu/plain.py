"""A message made readable: no control characters, no invisible ones, one space between words, one form of each letter.

Every character keeps the place in what was sent from which it came, so that whatever is found can be pointed at there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 10_000  # of a longer message the beginning and the end are read
_END = 2_000  # of these are taken from the end
_MOST_MARKS = 3  # on one letter; a tower of a thousand accents is no writing
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
_SAME = str.maketrans("\u2019\u2018\u201c\u201d\u02bc\u0060\u00b4", "''\"\"'''")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` to be read; `places[i]` is where its character `i` stood in the message. `cut`: not all of it is here."""

    text: str
    places: Sequence[int]
    cut: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the message that `text[start:end]`, which is not empty, came from."""
        return self.places[start], self.places[end - 1] + 1

    def only(self, kept: Sequence[tuple[int, int]]) -> Plain:
        """The given stretches of `text`, a line each, as a text of its own."""
        pieces: list[str] = []
        places: list[int] = []
        for start, end in kept:
            if pieces:
                pieces.append("\n")
                places.append(self.places[start])
            pieces.append(self.text[start:end])
            places += self.places[start:end]
        return Plain("".join(pieces), places, self.cut)


def clean(text: str) -> str:
    return make_plain(text).text


def make_plain(text: str) -> Plain:
    """Never raises, whatever the text. Empty lines and the spaces around a line are left out."""
    if len(text) <= MOST_CHARACTERS:
        if text.isascii() and text.isprintable() and "  " not in text and "`" not in text and text == text.strip():
            return Plain(text, range(len(text)))
        return _made([(0, text)], cut=False)
    return _made([(0, text[: MOST_CHARACTERS - _END]), (len(text) - _END, text[-_END:])], cut=True)


def _made(chunks: Sequence[tuple[int, str]], *, cut: bool) -> Plain:
    letters: list[str] = []
    places: list[int] = []
    for offset, chunk in chunks:
        if letters:
            _break(letters, places, offset)
        marks = 0
        for place, ch in enumerate(chunk.translate(_SAME), offset):
            if ch in _LINE_ENDS:
                _break(letters, places, place)
            elif " " < ch < "\x7f":
                letters.append(ch)
                places.append(place)
                marks = 0
            else:
                marks = _add(ch, place, letters, places, marks)
    while letters and letters[-1] in " \n":
        letters.pop()
        places.pop()
    return Plain("".join(letters), places, cut)


def _break(letters: list[str], places: list[int], place: int) -> None:
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    if letters and letters[-1] != "\n":
        letters.append("\n")
        places.append(place)


def _add(ch: str, place: int, letters: list[str], places: list[int], marks: int) -> int:
    """Anything but plain ASCII. Gives how many marks now stand on the last letter."""
    kind = unicodedata.category(ch)
    if kind == "Cf":  # joiners, marks of direction, soft hyphens: they have no width, so they part nothing
        return marks
    if kind in ("Cc", "Zs"):
        if letters and letters[-1] not in " \n":
            letters.append(" ")
            places.append(place)
        return 0
    if kind == "Mn":
        if marks < _MOST_MARKS and letters:
            joined = unicodedata.normalize("NFC", letters[-1] + ch)
            if len(joined) == 1:
                letters[-1] = joined
            else:
                letters.append(ch)
                places.append(place)
        return marks + 1
    form = "\ufffd" if kind == "Cs" else unicodedata.normalize("NFKC", ch)
    for part in form.strip():
        if part != " " or (letters and letters[-1] not in " \n"):
            letters.append(part)
            places.append(place)
    return 0
