"""An address as somebody writes it in a message: lines, city, region, postcode and country.

What is not said is taken over from an address that is known: a country nearly always, a region where the postcode's place stays.
"""

from __future__ import annotations

import re

from resolution_hub.core.order import Address
from resolution_hub.core.places import COUNTRIES, US_STATES

_POSTCODES = {
    "US": re.compile(r"\b\d{5}(?:-\d{4})?\b"),
    "GB": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    "CA": re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", re.IGNORECASE),
    "NL": re.compile(r"\b\d{4} ?[A-Z]{2}\b"),
}
_ANY_POSTCODE = re.compile(r"\b\d{4,6}\b")
_LEAD_IN = re.compile(r"^.*?\b(?:to|is|at|address)\b:?\s+(?=\d|[A-Z][\w'’-]+ (?:\d|[A-Z]))", re.DOTALL)
_UNIT = re.compile(r"^(?:suite|ste|apt|apartment|unit|floor|flat|#)\b", re.IGNORECASE)


def read_address(text: str, known: Address | None) -> Address | None:
    """None where no street, city and postcode can be made out."""
    said = _LEAD_IN.sub("", text.strip(), count=1).rstrip(" .!?")
    parts = [part.strip(" .") for part in re.split(r"[,\n;]+", said) if part.strip(" .")]
    country = known.country if known is not None else ""
    if parts and parts[-1].lower() in COUNTRIES:
        country = COUNTRIES[parts.pop().lower()]
    postcode, parts = _take_postcode(parts, country)
    if not postcode:
        return None
    region, parts = _take_region(parts, country)
    if len(parts) < 2:
        return None
    lines = tuple(parts[:-1])
    if not any(ch.isdigit() for ch in lines[0]) and not _UNIT.match(lines[-1]):
        return None
    city = parts[-1]
    if not region and known is not None and city.lower() == known.city.lower():
        region = known.region
    return Address(lines, city, region, postcode, country)


def _take_postcode(parts: list[str], country: str) -> tuple[str, list[str]]:
    pattern = _POSTCODES.get(country, _ANY_POSTCODE)
    for place in range(len(parts) - 1, 0, -1):
        matches = list(pattern.finditer(parts[place]))
        if matches:
            found = matches[-1]
            rest = (parts[place][: found.start()] + parts[place][found.end() :]).strip(" .")
            return found.group(), [*parts[:place], *([rest] if rest else []), *parts[place + 1 :]]
    return "", parts


def _take_region(parts: list[str], country: str) -> tuple[str, list[str]]:
    if country != "US" or not parts:
        return "", parts
    last = parts[-1]
    if last.lower() in US_STATES and len(parts) > 2:
        return US_STATES[last.lower()], parts[:-1]
    if last.upper() in US_STATES.values():
        return last.upper(), parts[:-1]
    city, _, end = last.rpartition(" ")
    if city and end.upper() in US_STATES.values() and end.isupper():
        return end, [*parts[:-1], city]
    return "", parts
