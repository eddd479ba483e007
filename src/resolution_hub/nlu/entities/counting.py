"""Numbers as people write them: digits, words, "a couple of"."""

from __future__ import annotations

_NAMES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_SMALL = tuple(_NAMES.split())
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = (
    {word: place for place, word in enumerate(_SMALL)}
    | {word: 10 * place for place, word in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1, "another": 1, "couple": 2, "both": 2, "few": 3, "several": 3, "dozen": 12}
)
_SCALES = {"hundred": 100, "thousand": 1000}

_ONE_WORD = "|".join([*_SMALL[1:], *_TENS])
# Patterns to put into others. Lower-case; each matches a bounded number of words.
DIGITS = r"\d{1,4}"
_SPELT_WORD = rf"(?:{_ONE_WORD}|hundred|thousand)"
SPELT = rf"(?:a (?=hundred|thousand))?(?:{_SPELT_WORD}(?:[ -]| and )){{0,4}}{_SPELT_WORD}"
VAGUE = r"(?:a )?couple(?: of)?|(?:a )?few|several|half a dozen|(?:a )?dozen"
COUNT = rf"(?:{DIGITS}|{VAGUE}|{SPELT}|an?|one)"
_LARGEST = 1_000_000


def is_vague(written: str) -> bool:
    return any(word in ("couple", "few", "several") for word in written.lower().split())


def value_of(written: str) -> int | None:
    """What a match of the patterns above says; None where its words make no number."""
    text = written.lower().strip()
    if text.isdecimal():
        return int(text)
    if text == "half a dozen":
        return 6
    total, current, seen = 0, 0, False
    for word in text.replace("-", " ").split():
        if word in ("and", "of"):
            continue
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word in _VALUES:
            # "a few" is few, not one and few
            current = _VALUES[word] if current == 1 and word in ("couple", "few", "dozen") else current + _VALUES[word]
        else:
            return None
        seen = True
    return min(total + current, _LARGEST) if seen else None
