"""Sums of money in a text: "$14.99", "14,99 €", "20 bucks", "fifteen dollars", "USD 1,200".

The dollar sign, "dollars", "bucks", the yen sign and "kr" belong to several currencies, so they name none. A number
without a sign counts if it has two decimals, or if the words before it say that somebody paid or was charged it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from resolution_hub.core.money import exponent
from resolution_hub.core.reading import Amount
from resolution_hub.nlu.entities.counting import SPELT, value_of

MOST_AMOUNTS = 20

_SIGNS: dict[str, str | None] = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL",
    "£": "GBP", "€": "EUR", "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₽": "RUB", "₴": "UAH", "$": None, "¥": None,
}  # fmt: skip
_CODE_NAMES = """
    USD EUR GBP JPY CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RON TRY INR CNY KRW MXN BRL ZAR SGD HKD ILS RUB UAH BGN
    THB IDR MYR PHP VND CLP COP ISK KWD BHD OMR JOD TND AED SAR
"""
_CODES = tuple(_CODE_NAMES.split())
_SMALL_CODES = ("usd", "eur", "gbp", "cad", "aud", "jpy", "chf", "sek", "nok", "dkk", "pln", "inr")
_NAMES: dict[str, str | None] = {
    "us dollars": "USD", "us dollar": "USD", "canadian dollars": "CAD", "australian dollars": "AUD",
    "dollars": None, "dollar": None, "bucks": None, "buck": None, "euros": "EUR", "euro": "EUR",
    "pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY", "rmb": "CNY",
    "rupees": "INR", "rupee": "INR", "kroner": None, "kronor": None, "kr": None, "zł": "PLN", "zlotys": "PLN",
    "zloty": "PLN", "swiss francs": "CHF", "francs": None,
}  # fmt: skip
_HUNDREDTHS: dict[str, str | None] = {"cents": None, "cent": None, "pence": "GBP"}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER = r"(?:\d{1,3}(?:[,.' ]\d{3}){1,3}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,3})?(?!\d))"
# Codes that are words too ("try 3 times") count in capitals only.
_SIGN = rf"(?i:{_any([*_SIGNS, *_SMALL_CODES])})|{_any(_CODES)}"
_FIRST = re.compile(rf"(?<![\w$])({_SIGN}) ?({_NUMBER})([kK]\b)?")
_AFTER = re.compile(rf"(?<![\w.,:/#$€£¥-])({_NUMBER})([kK])? ?({_SIGN}|(?i:{_any([*_NAMES, *_HUNDREDTHS])}))(?!\w)")
_SPELT = re.compile(rf"\b({SPELT}) ({_any([*_NAMES, *_HUNDREDTHS])})\b", re.IGNORECASE)
_SIGNED = re.compile(rf"{_SIGN}|(?i:{_any([*_NAMES, *_HUNDREDTHS])})(?!\w)")
_NAME = re.compile(rf"\b(?:{_any([*_NAMES, *_HUNDREDTHS])})\b", re.IGNORECASE)
_DECIMALS = re.compile(
    r"(?<![\w.,:/#$€£¥+-])\d{1,6}[.,]\d{2}(?![\w%/\"'°]|[.,:-]\d| ?(?:x|kg|g|lbs?|oz|cm|mm|m|in|inch(?:es)?|ft|feet|l|ml|"
    r"gb|tb|v|volts?|w|watts?|ghz|hz|am|pm|stars?|hours?|days?|miles?|km)\b)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:version|v|size|model|section|ios|android|chapter)\.? ?$", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:charged?|paid|pay|billed|debited|deducted|took|owed?|costs?|total|amount|sum|price)"
    r"(?: (?:me|us|is|was|of|only|about|around|just|at|a total of|exactly)){0,3} (\d{1,6})"
    r"(?= ?(?:[.!?;)]|,(?! ?\d)|$|\n)(?!\d)| (?:for|instead|and|but|from|by|twice|when|not|rather|today|yesterday|in total"
    r"|extra|more|less|on my|to my|off)\b)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"\b(?:weigh\w*|heavy|carr(?:y|ies)|lift\w*|lbs?)\b", re.IGNORECASE)


def find_amounts(text: str) -> tuple[Amount, ...]:
    """In the order met, at most `MOST_AMOUNTS`; places are those of `text`."""
    found: list[Amount] = []
    for match in _SPELT.finditer(text) if _NAME.search(text) else ():
        value = value_of(match[1])
        if value is not None and not _is_weight(match, match[2], text):
            _keep(found, _named(str(value), match[2], match))
    if not any(ch.isdecimal() for ch in text):
        return tuple(found[:MOST_AMOUNTS])
    signed = _SIGNED.search(text) is not None
    for match in _FIRST.finditer(text) if signed else ():
        _keep(found, _amount(match[2], _currency(match[1]), match, thousands=bool(match[3])))
    for match in _AFTER.finditer(text) if signed else ():
        if not _is_weight(match, match[3], text):
            _keep(found, _named(match[1], match[3], match, thousands=bool(match[2])))
    for match in _DECIMALS.finditer(text):
        if not _VERSION.search(text[max(0, match.start() - 12) : match.start()]):
            _keep(found, _amount(match[0], None, match))
    for match in _PAID.finditer(text):
        _keep(found, Amount(int(match[1]) * 100, None, *match.span(1)))
    return tuple(sorted(found, key=lambda one: one.start)[:MOST_AMOUNTS])


def _keep(found: list[Amount], amount: Amount) -> None:
    if len(found) < 4 * MOST_AMOUNTS and all(amount.end <= one.start or one.end <= amount.start for one in found):
        found.append(amount)


def _is_weight(match: re.Match[str], unit: str, text: str) -> bool:
    near = text[max(0, match.start() - 25) : match.end() + 10]
    return unit.lower() in ("pound", "pounds") and _WEIGHT.search(near) is not None


def _currency(sign: str) -> str | None:
    low = sign.lower()
    return _SIGNS[low] if low in _SIGNS else _NAMES[low] if low in _NAMES else sign.upper()


def _named(number: str, unit: str, match: re.Match[str], *, thousands: bool = False) -> Amount:
    low = unit.lower()
    if low in _HUNDREDTHS:
        whole = _minor(number, 0)
        return Amount(whole, _HUNDREDTHS[low], match.start(), match.end())
    return _amount(number, _currency(unit), match, thousands=thousands)


def _amount(number: str, currency: str | None, match: re.Match[str], *, thousands: bool = False) -> Amount:
    digits = exponent(currency) if currency else 2
    return Amount(_minor(number, digits) * (1000 if thousands else 1), currency, match.start(), match.end())


def _minor(number: str, digits: int) -> int:
    """Minor units. A comma or a point before one or two digits, or the last of two kinds, parts the decimals."""
    bare = number.replace(" ", "").replace("'", "")
    last = max(bare.rfind(","), bare.rfind("."))
    decimals = bare[last + 1 :] if last >= 0 else ""
    both = "," in bare and "." in bare
    if last >= 0 and (
        len(decimals) < 3 or (both and bare.count(bare[last]) == 1) or (digits == 3 and bare[last] == ".")
    ):
        whole = bare[:last].replace(",", "").replace(".", "")
    else:
        whole, decimals = bare.replace(",", "").replace(".", ""), ""
    return int(whole or "0") * int(10**digits) + int((decimals + "0" * digits)[:digits] or "0")
