"""Order numbers and tracking numbers in a text, whatever shop and carrier wrote them.

A number is taken for an order's if it looks like one (`#W2611340`, `RH-10423`, `111-2345678-1234567`), if the word
"order" stands before it, or if it is nearly the whole message, as in the answer to "which order?". What looks like
a payment card, a phone number, a sum of money or a date is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST_NUMBERS = 20  # of each kind in one text; a pasted list of thousands must not become thousands of look-ups

_TRACKING = (
    re.compile(r"\b1Z(?: ?[0-9A-Z]){16}\b"),  # UPS
    re.compile(r"\b9[1-5]\d{2}(?: ?\d{4}){4}(?: ?\d{2}){0,1}\b"),  # USPS, 20 to 22 digits
    re.compile(r"\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}\b"),  # the postal union's S10
    re.compile(r"\bTBA ?\d{12}\b"),  # Amazon Logistics
    re.compile(r"\bJ(?:JD|D|VGL)[0-9]{10,24}\b"),  # DHL parcel
    re.compile(r"\b[A-Z]{2,5}-?\d{9,20}[A-Z]{0,2}\b"),  # letters and a long run of digits
)
_TRACKING_NAMED = re.compile(
    r"\b(?:TRACKING|TRACK|WAYBILL|AWB|CONSIGNMENT|SHIPMENT)(?: ?(?:NUMBER|NO|NR|NUM|CODE|ID|#))?"
    r"(?: ?(?:IS|IT IS|:|=|\.|#))* {0,2}\(?([A-Z0-9](?:[A-Z0-9-]){6,33})"
)
_ORDER = (
    re.compile(r"(?<![\w&#/])# ?([A-Z]{0,4}-?\d{3,14}(?:-\d{1,10}){0,3})\b"),
    re.compile(r"(?<![\w-])(\d{3}-\d{7}-\d{7})(?![\w-])"),
    re.compile(r"(?<![\w-])([A-Z]{1,4}(?:-[A-Z]{1,3})?(?:-\d{2,10}){1,3})(?![\w-])"),
    re.compile(r"(?<![\w-])([A-Z]{1,3}\d{5,10})(?![\w-])"),
)
_ORDER_NAMED = re.compile(
    r"\b(?:ORDERS?|PURCHASE|CONFIRMATION|ORD)(?: ?(?:NUMBERS?|NO|NR|NUM|ID|REF|REFERENCE))?"
    r"(?: ?(?:IS|WAS|IT'S|:|=|\.|#|\())* {0,2}([A-Z]{0,4}-?\d[\dA-Z]{2,13}(?:-[\dA-Z]{1,10}){0,3})\b"
)
_NAMED_BEFORE = r"\b(?:ORDERS?|PURCHASE|PARCEL|PACKAGE|TRACKING)(?:\s(?:NUMBER|NO|NR|ID))?\W{0,3}"
_AND_MORE = re.compile(r" ?(?:,|AND|&|\+|OR) ?#?([A-Z]{0,4}-?\d{4,12})\b")
_ALONE = re.compile(
    r"(?<![\w$€£.,:/+-])([A-Z]{0,3}-?\d{4,10})(?![\w%€£:/-]|[.,]\d| ?(?:USD|EUR|GBP|DOLLAR|EURO|POUND|YEN))"
)
_MONEY_BEFORE = re.compile(r"(?:[$€£]|USD|EUR|GBP) ?$")
_NOT_A_PREFIX = frozenset({"COVID", "ISO", "A", "USB", "SIZE", "UHD", "LED", "PO", "ZIP"})
_PHONE = re.compile(r"\b(?:PHONE|CALL|TEL|MOBILE|CELL|RING|REACH)\b|\+\d")


def find_tracking_numbers(text: str) -> tuple[str, ...]:
    """Normalised, in the order met, each once, at most `MOST_NUMBERS`."""
    upper = text.upper()
    found = [match.group() for pattern in _TRACKING for match in pattern.finditer(upper)]
    found += [match.group(1) for match in _TRACKING_NAMED.finditer(upper) if _digits(match.group(1)) >= 6]
    return _once(number for number in map(_bare, found) if not _is_card(number))


def find_order_numbers(text: str) -> tuple[str, ...]:
    """Normalised, in the order met, each once, at most `MOST_NUMBERS`; never one that is a tracking number of this text."""
    upper = text.upper()
    tracking = find_tracking_numbers(text)
    found: list[tuple[int, str]] = []
    for match in _ORDER_NAMED.finditer(upper):
        found.append((match.start(1), match.group(1)))
        rest = match.end()
        while more := _AND_MORE.match(upper, rest):
            found.append((more.start(1), more.group(1)))
            rest = more.end()
    for pattern in _ORDER:
        found += [(match.start(1), match.group(1)) for match in pattern.finditer(upper)]
    if not found and not _PHONE.search(upper) and len(upper.split()) <= 5:
        found += [
            (match.start(1), match.group(1))
            for match in _ALONE.finditer(upper)
            if not _MONEY_BEFORE.search(upper[: match.start(1)])
        ]
    numbers = [_bare(number) for _, number in sorted(found)]
    wanted = _once(number for number in numbers if _may_be_order(number) and not any(number in t for t in tracking))
    # "RH-10423" also holds "10423"; the longer one is what the customer wrote.
    return tuple(n for n in wanted if not any(n != other and other.endswith(n) for other in wanted))


def spell_out_numbers(text: str, orders: Sequence[str], parcels: Sequence[str]) -> str:
    """The text with "my order" or "my parcel" where a number stood, unless the word was there already.

    What is said about an order does not depend on its number, and no model has seen this one.
    """
    meant = dict.fromkeys(orders, "my order") | dict.fromkeys(parcels, "my parcel")
    if not meant:
        return " ".join(text.split())
    written = "|".join(r"[\s#]*".join(map(re.escape, number)) for number in sorted(meant, key=len, reverse=True))
    found = re.compile(rf"({_NAMED_BEFORE})?(?:\bTHE\s)?#?\s?(?<![A-Z0-9])({written})(?![A-Z0-9])", re.IGNORECASE)

    def spelt(match: re.Match[str]) -> str:
        named = match[1] or f" {meant[_bare(match[2].upper())]}"
        return named.rstrip(" #(:")

    return " ".join(found.sub(spelt, text).split())


def _may_be_order(number: str) -> bool:
    prefix = number.split("-", maxsplit=1)[0].rstrip("0123456789")
    return _digits(number) >= 3 and prefix not in _NOT_A_PREFIX and not _is_card(number)


def _bare(number: str) -> str:
    return re.sub(r"[\s#]", "", number).strip("-.")


def _digits(text: str) -> int:
    return sum(ch.isdigit() for ch in text)


def _is_card(number: str) -> bool:
    """13 to 19 digits with a valid check digit; four carriers' numbers in forty too, hence no postal prefix."""
    bare = number.replace("-", "")
    if not bare.isdecimal() or not 13 <= len(bare) <= 19 or bare.startswith(("91", "92", "93", "94", "95")):
        return False
    doubled = [int(ch) * (2 if place % 2 else 1) for place, ch in enumerate(reversed(bare))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _once(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))[:MOST_NUMBERS]
