"""How many of a thing a text means: "two of the mugs", "one pair of boots", "just one of them"."""

from __future__ import annotations

import re

from resolution_hub.core.order import OrderLine

_WORD = re.compile(r"[^\W_]+")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one single", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
    for word in words.split()
}
_BETWEEN = frozenset(
    {"of", "the", "my", "those", "these", "pair", "pairs", "set", "sets", "piece", "pieces", "more", "x"}
)
_OF_THEM = re.compile(
    rf"\b(?:only|just) ({'|'.join(_NUMBERS)}|\d{{1,2}})\b(?! (?:day|week|month|year|hour|minute|time|thing|question))"
    rf"|\b({'|'.join(_NUMBERS)}|\d{{1,2}})(?: of (?:them|these|those))\b",
    re.IGNORECASE,
)


def count_of(said: str, line: OrderLine) -> int | None:
    """The number that stands before the line's name; None where none does, or it is more than there are."""
    tokens = _WORD.findall(said.lower())
    name = set(_WORD.findall(line.name.lower()))
    name |= {f"{word}s" for word in name} | {word.removesuffix("s") for word in name}
    own = name | set(_WORD.findall(line.options.lower())) | _BETWEEN
    for place, token in enumerate(tokens):
        if token not in name:
            continue
        before = place
        while before > 0 and tokens[before - 1] in own:
            before -= 1
        found = _number(tokens[before - 1]) if before > 0 else None
        if found is not None and found <= line.kept:
            return found
    return None


def count_of_them(said: str) -> int | None:
    """ "Only one", "two of them": of what is being talked about."""
    match = _OF_THEM.search(said)
    return _number((match[1] or match[2]).lower()) if match is not None else None


def _number(word: str) -> int | None:
    found = _NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) < 3 else None)
    return found or None
