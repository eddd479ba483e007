"""The forms that a field's value can have. Each alias names its form as the reference does and carries its rule.

A rule takes a value of the right type and says what is wrong with it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import get_territory_currencies
from msgspec import Meta, Struct

Rule = Callable[..., str | None]

# Whole numbers up to here are exact in every JSON reader, a browser's included (2^53 - 1).
_MOST_MINOR = 9_007_199_254_740_991

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.][^@\s]*")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_ICON = re.compile(r"[a-z][a-z0-9-]*")
_DIGIT_RUN = re.compile(r"[0-9](?:[ -]?[0-9]){12,18}")


@cache
def _currencies() -> frozenset[str]:
    """Currencies that are legal tender somewhere today."""
    return frozenset(code for place in Locale("en").territories for code in get_territory_currencies(str(place)))


def _text(value: str) -> str | None:
    return "contains a control character" if _CONTROL.search(value) else None


def _identifier(value: str) -> str | None:
    return _text(value) or ("begins or ends with a space" if value != value.strip() else None)


def _named(value: str) -> str | None:
    return _text(value) or ("is blank" if not value.strip() else None)


def _public(value: str) -> str | None:
    """Text that stands beside a payment: never a card number, not even of a test card (product.md H5)."""
    if any(_is_card_number(re.sub(r"[ -]", "", run.group())) for run in _DIGIT_RUN.finditer(value)):
        return "contains what looks like a card number"
    return _named(value)


def _is_card_number(digits: str) -> bool:
    """The check digit that every card number carries (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _email(value: str) -> str | None:
    return None if _EMAIL.fullmatch(value) and not _CONTROL.search(value) else f"not an e-mail address: {value!r}"


def _locale(value: str) -> str | None:
    return None if _LOCALE.fullmatch(value) else f"not a BCP 47 language tag such as en-GB: {value!r}"


def _currency(value: str) -> str | None:
    return None if value in _currencies() else f"not an ISO 4217 currency code in use: {value!r}"


def _timezone(value: str) -> str | None:
    return None if value in _timezones() else f"not an IANA time zone: {value!r}"


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


def _icon(value: str) -> str | None:
    return None if _ICON.fullmatch(value) else f"not a name in small letters, digits and hyphens: {value!r}"


def _in_our_time(value: date | datetime) -> str | None:
    return None if 1970 <= value.year <= 2199 else f"not between 1970 and 2199: {value.isoformat()}"


def _distinct(values: list[str]) -> str | None:
    if len(set(values)) < len(values):
        return "names a line twice"
    return next((problem for problem in map(_identifier, values) if problem), None)


def _options(values: dict[str, str]) -> str | None:
    """Names and values as people read them: not blank; at most 20 of them, each at most 200 characters."""
    if len(values) > 20:
        return "has more than 20 options"
    for name, value in values.items():
        problem = _named(name) or _named(value) or ("is too long" if max(len(name), len(value)) > 200 else None)
        if problem:
            return f"{name[:60]!r} {problem}"
    return None


def _price_list(values: dict[str, int]) -> str | None:
    return next((problem for problem in map(_currency, values) if problem), None)


def _items(values: list[Item]) -> str | None:
    if len({each.line_id for each in values}) < len(values):
        return "names a line twice"
    rules = ((_identifier, "line_id"), (_text, "reason"))
    for place, each in enumerate(values):
        for rule, field in rules:
            problem = rule(getattr(each, field))
            if problem:
                return f"[{place}].{field} {problem}"
    return None


def _address_lines(values: list[str]) -> str | None:
    return next((problem for problem in map(_named, values) if problem), None)


Identifier = Annotated[str, Meta(title="id", min_length=1, max_length=200, extra={"rule": _identifier})]
Name = Annotated[str, Meta(title="name", min_length=1, max_length=200, extra={"rule": _named})]
Note = Annotated[str, Meta(title="text, may be empty", max_length=500, extra={"rule": _text})]
LongText = Annotated[str, Meta(title="long text, may be empty", max_length=10_000, extra={"rule": _text})]
Label = Annotated[str, Meta(title="label", min_length=1, max_length=200, extra={"rule": _public})]
Email = Annotated[str, Meta(title="e-mail address", max_length=254, extra={"rule": _email})]
LanguageTag = Annotated[str, Meta(title="locale", max_length=35, extra={"rule": _locale})]
Currency = Annotated[str, Meta(title="currency", extra={"rule": _currency})]
Timezone = Annotated[str, Meta(title="time zone", extra={"rule": _timezone})]
Icon = Annotated[str, Meta(title="icon", min_length=1, max_length=40, extra={"rule": _icon})]
Moment = Annotated[datetime, Meta(title="time", tz=True, extra={"rule": _in_our_time})]
Day = Annotated[date, Meta(title="date", extra={"rule": _in_our_time})]
Price = Annotated[int, Meta(title="amount, 0 or more", ge=0, le=_MOST_MINOR)]
Amount = Annotated[int, Meta(title="amount, above 0", ge=1, le=_MOST_MINOR)]
PriceList = Annotated[dict[str, Price], Meta(title="object of amounts", extra={"rule": _price_list})]
Quantity = Annotated[int, Meta(title="whole number from 1", ge=1, le=1_000_000)]
Percent = Annotated[int, Meta(title="percent", ge=1, le=100)]
FewDays = Annotated[int, Meta(title="days, 0 or more", ge=0, le=366)]
Days = Annotated[int, Meta(title="days", ge=1, le=3660)]
Latitude = Annotated[float, Meta(title="degrees north", ge=-90, le=90)]
Longitude = Annotated[float, Meta(title="degrees east", ge=-180, le=180)]
_AddressLine = Annotated[str, Meta(min_length=1, max_length=200)]
AddressLines = Annotated[
    list[_AddressLine],
    Meta(title="list of 1 to 6 texts", min_length=1, max_length=6, extra={"rule": _address_lines}),
]
LineIds = Annotated[
    list[Identifier], Meta(title="list of ids", min_length=1, max_length=1000, extra={"rule": _distinct})
]
Options = Annotated[dict[str, str], Meta(title="object of texts", extra={"rule": _options})]


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Some units of a line that come back."""

    line_id: Identifier
    quantity: Quantity
    reason: Note


Items = Annotated[list[Item], Meta(title="list of items", max_length=1000, extra={"rule": _items})]
