"""The language of a text: by its script, else by its small words, its letters and the ends of its long words.

English unless something else is clearly there: what follows from a guess (a person who speaks it, an answer in it) is
worse when it is wrong than when it is missing. A word that several languages share counts a part for each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from resolution_hub.nlu.language_words import ENDS, LETTERS, WORDS

_MOST_CHARACTERS = 600  # enough to tell; a pasted page of it costs no more
_MOST_LETTERS = 400
_CLEAR = 0.95  # one word of that language alone, or the same from letters and word ends
_LETTER = 0.4  # of a word's worth: a single letter may be anything
_SHARE = 0.17  # of the words of a text at least; a foreign name in an English sentence is less
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_APART = re.compile(r"[^\W\d_]+")

_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "CJK": "zh", "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}  # fmt: skip
_WITHIN_SCRIPT = (
    ("ru", "uk", frozenset("іїєґ")),
    ("ru", "sr", frozenset("ђћљњџј")),
    ("ru", "be", frozenset("ў")),
    ("ar", "fa", frozenset("پچژگ")),
)


def _shares() -> dict[str, tuple[tuple[str, float], ...]]:
    owners: dict[str, list[str]] = {}
    for language, words in WORDS.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(of)) for language in of) for word, of in owners.items()}


_WORD_SHARES = _shares()
_LETTER_SHARES = {
    letter: tuple((language, 1 / len(of.split())) for language in of.split())
    for letters, of in LETTERS
    for letter in letters
}
_ENDS = tuple((language, tuple(ends.split())) for language, ends in ENDS.items())


def guess_language(text: str) -> str:
    """An ISO 639-1 code; "en" in doubt and where there are no words."""
    start = text[:_MOST_CHARACTERS].lower()
    if not start.isascii() and (of_script := _by_script(start)):
        return of_script
    words = _WORD.findall(start)
    if not words:
        return "en"
    points = _points(words, start)
    ours = points.pop("en", 0.0)
    if not points:
        return "en"
    best = max(points, key=lambda language: points[language])
    clear = points[best] >= _CLEAR and points[best] > ours and points[best] >= _SHARE * len(words)
    return best if clear else "en"


def _by_script(text: str) -> str | None:
    letters = [ch for ch in text if ch.isalpha()][:_MOST_LETTERS]
    found: Counter[str] = Counter()
    for letter in letters:
        if letter > "\u036f":
            code = _SCRIPTS.get(unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0])
            if code:
                found[code] += 1
    if not found or found.total() * 2 <= len(letters):
        return None
    code = "ja" if found["ja"] else found.most_common(1)[0][0]
    for script, narrower, marks in _WITHIN_SCRIPT:
        if code == script and not marks.isdisjoint(letters):
            return narrower
    return code


def _points(words: list[str], text: str) -> dict[str, float]:
    points: defaultdict[str, float] = defaultdict(float)
    counted = set()
    for word in words:
        known = word if word in _WORD_SHARES or "'" not in word else ""
        for one in (known,) if known else _APART.findall(word):
            if one in counted:
                continue
            counted.add(one)
            shares = _WORD_SHARES.get(one)
            if shares:
                worth = 1.0 if len(one) > 1 else _LETTER
                for language, share in shares:
                    points[language] += worth * share
            elif len(one) >= 6:
                for language, ends in _ENDS:
                    if one.endswith(ends):
                        points[language] += 0.4
    for letter in set(text):
        for language, share in _LETTER_SHARES.get(letter, ()):
            points[language] += 0.6 * share
    return points
