"""Where somebody can be reached or a parcel sent: e-mail addresses, phone numbers, postal addresses.

Postal addresses are looked for in the shapes of four countries: number, street and what follows (US, UK), street and
number (DE), number, kind of street and its name (FR); a flat before and a town and postcode after belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

import phonenumbers

MOST_OF_EACH = 10

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?!\w)")
_DIGITS = re.compile(r"\d")
_WITH_COUNTRY = re.compile(r"(?<![\w+])(?:\+|00) ?[1-9](?:[ ()./-]{0,2}\d){6,14}(?!\d)")
_CALL = re.compile(
    (
        r"\b(?:phone|tele ?phone|call(?:ing)?|tel|mobile|cell(?:phone)?|ring|text|sms|whats ?app|reach|contact"
        r"|number|dial)\b"
    ),
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:order|tracking|parcel|account|invoice|card|reference|ref|case|ticket)(?: number| no\.?| id)?\W{0,4}(?:is\W{0,2})?$",
    re.IGNORECASE,
)
_NATIONAL = re.compile(r"(?<![\w+#.,:/-])\(?\d{2,5}\)?(?:[ ./-]{0,2}\d){5,9}(?![\w%])")
_SHAPED = re.compile(r"(?<![\w+#.-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[ .-]\d{4}(?![\w-])")
_NEAR = 40  # characters before a number in which a word must say that it is for calling

_KINDS = (
    r"street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|ter"
    r"|way|close|crescent"
    r"|gardens|grove|highway|hwy|parkway|pkwy|circle|cir|mews|row|hill|walk|broadway|green|trail|loop|alley|plaza"
)
_GERMAN_KINDS = r"straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer"
_FLAT = r"(?:(?:flat|unit|apt\.?|apartment|suite|room|floor) ?#?\w{1,5},? )"
_STATES = (
    r"a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy]"
)
_UK_CODE = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
_WORD = r"[^\W\d_][\w'.-]{0,30}"
_TOWN = rf"{_WORD}(?: {_WORD}){{0,2}}"
_US_END = rf"(?:,? {_TOWN}){{0,2}}?,? (?:(?:{_STATES}),? ?)?\d{{5}}(?:-\d{{4}})?(?!\w)"
_UK_END = rf"(?:,? {_TOWN}){{0,2}}?,? {_UK_CODE}(?!\w)"
_TOWN_END = rf",\s{_TOWN}(?:, (?:{_STATES}|{_TOWN}))?"
_CODE_END = rf",?\s(?:[DFA]-)?\d{{4,5}} {_TOWN}"
_JOIN = r"(?:,?[ \n])"

_ADDRESSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 12 Baker Street, London NW1 6XE; 4500 N Elm Ave Apt 3, Austin, TX 78701
        (
            rf"(?<![\w.,:/#$€£-]){_FLAT}?\d{{1,5}}[a-z]?,? (?:[nsew]\.? )?(?:{_WORD} ){{1,4}}?(?:{_KINDS})\b\.?"
            rf"(?:,? (?:apt\.?|apartment|unit|suite|flat|#|floor) ?#?\w{{1,5}}\b)?(?:{_US_END}|{_UK_END})?"
        ),
        # Lindenstraße 12, 10969 Berlin; Am Markt 5, 50667 Köln
        rf"(?<!\w)[^\W\d_][\w.-]{{1,40}}?(?:{_GERMAN_KINDS}) \d{{1,4}} ?[a-z]?(?!\w)(?:{_CODE_END})?",
        rf"(?<!\w)(?:am|an der|auf der|im|zum|zur|unter den) {_WORD} \d{{1,4}}[a-z]?{_CODE_END}",
        # 8 bis rue de la Paix, 75002 Paris
        (
            rf"(?<![\w.,:/#$€£-])\d{{1,4}}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allée"
            rf"|allee|impasse|quai|cours|route)"
            rf" (?:(?:de|du|des|la|le|les|l'|d')[ ]?){{0,3}}{_WORD}(?: {_WORD}){{0,3}}?(?:{_CODE_END}|(?=[,.!?;\n]|$))"
        ),
    )
)
_POLITE = re.compile(r"(?:,? (?:please|bitte|thanks|thx|merci|instead|now|asap))+$", re.IGNORECASE)
_TOWN_AFTER = re.compile(rf"{_TOWN_END}(?=[.!?;,\n]|$)", re.IGNORECASE)
_NO_STREET = re.compile(
    (
        r"\d+[a-z]?,? (?:(?:days?|weeks?|hours?|months?|times?|years?|minutes?|items?|orders?|of|x|and|or|to"
        r"|in|on|the|for|more|am|pm)\b|\w+ (?:the|a|is|was|my|on|in|it|i|are)\b)"
    ),
    re.IGNORECASE,
)


def find_emails(text: str) -> tuple[str, ...]:
    """Lower-case, each once."""
    if "@" not in text:
        return ()
    return _once(match[0].rstrip(".-").lower() for match in _EMAIL.finditer(text))


def find_phones(text: str) -> tuple[str, ...]:
    """E.164 where the number names its country, else its digits; a bare number only where the words say so."""
    if len(_DIGITS.findall(text)) < 7:
        return ()
    found: dict[int, str] = {}
    taken: list[tuple[int, int]] = []
    for match in _WITH_COUNTRY.finditer(text):
        number = _international(match[0])
        if number:
            found[match.start()] = number
            taken.append(match.span())
    for pattern, needs_word in ((_SHAPED, False), (_NATIONAL, True)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            free = all(match.end() <= start or end <= match.start() for start, end in taken)
            if free and not _OTHER_NUMBER.search(before) and (not needs_word or _CALL.search(before)):
                digits = "".join(ch for ch in match[0] if ch.isdigit())
                if 7 <= len(digits) <= 12:
                    found[match.start()] = digits
                    taken.append(match.span())
        if len(taken) > 4 * MOST_OF_EACH:
            break
    return _once(found[place] for place in sorted(found))


def find_addresses(text: str) -> tuple[str, ...]:
    """As written, each once."""
    if not _DIGITS.search(text):
        return ()
    found: list[tuple[int, int]] = []
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if _NO_STREET.match(text, start) or any(start < other and one < end for one, other in found):
                continue
            town = _TOWN_AFTER.match(text, end)
            found.append((start, town.end() if town else end))
    return _once(_POLITE.sub("", " ".join(text[start:end].split())).rstrip(",") for start, end in sorted(found))


def _international(written: str) -> str | None:
    bare = "".join(ch for ch in written if ch.isdigit())
    try:
        number = phonenumbers.parse(f"+{bare.removeprefix('00')}")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(found), MOST_OF_EACH))
