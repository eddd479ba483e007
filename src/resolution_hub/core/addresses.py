"""An address as somebody writes it in a message: lines, city, region, postcode and country.

What is not said is taken over from an address that is known: a country unless the postcode's form is another country's, a region
where the postcode's place stays.
"""

from __future__ import annotations

import re

from resolution_hub.core.order import Address
from resolution_hub.core.places import COUNTRIES, COUNTRY_CODES, REGIONS

_POSTCODES = {
    "US": re.compile(r"\b\d{5}(?:-\d{4})?\b"),
    "GB": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    "CA": re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", re.IGNORECASE),
    "NL": re.compile(r"\b\d{4} ?[A-Z]{2}\b"),
}
# Where the country is known; none of these tells a country by its form alone.
_FORMS = _POSTCODES | {
    "IE": re.compile(r"\b[A-Z]\d[\dW] ?[A-Z\d]{4}\b", re.IGNORECASE),
    "JP": re.compile(r"\b\d{3}-\d{4}\b"),
    "PL": re.compile(r"\b\d{2}-\d{3}\b"),
    "PT": re.compile(r"\b\d{4}-\d{3}\b"),
    **dict.fromkeys(("CZ", "GR", "SE"), re.compile(r"\b\d{3} ?\d{2}\b")),
}
# Codes of a country and of a state of the United States whose postcodes look alike: how the state's begin.
_ZIPS = {"DE": ("197", "198", "199")}
_ANY_POSTCODE = re.compile(r"\b\d{4,6}\b")
_LEAD_IN = re.compile(r"^.*?\b(?:to|is|at|address)\b:?\s+(?=\d|[A-Z][\w'’-]+ (?:\d|[A-Z]))", re.DOTALL)
_LEAD_OUT = re.compile(
    r"(?:\b(?:please|instead|thanks|thank you|now|from now on|if possible|if that'?s (?:ok|okay|possible))\b\W*)+$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^(?:suite|ste|apt|apartment|unit|floor|flat|#)\b", re.IGNORECASE)
# Where a street ends that no comma ends, in countries that write the number first.
_STREET_END = re.compile(
    r"^(\d+\S* .*?\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|terrace"
    r"|circle|parkway|pkwy|highway|hwy|close|crescent)\b\.?(?: (?:suite|ste|apt|apartment|unit|flat|#) ?\S+)?) (\S.*)$",
    re.IGNORECASE,
)


def read_address(text: str, known: Address | None) -> Address | None:
    """None where no street, city and postcode can be made out."""
    parts = _parts(text)
    country, parts = _take_country(parts, known.country if known is not None else "")
    postcode, country, parts = _take_postcode(parts, country)
    if not postcode:
        return None
    if parts and parts[-1] == country:
        parts = parts[:-1]
    region, parts = _take_region(parts, country)
    if len(parts) == 1 and (street := _STREET_END.match(parts[0])) is not None:
        parts = [street[1], street[2]]
    if len(parts) < 2:
        return None
    lines = tuple(parts[:-1])
    if not any(ch.isdigit() for ch in lines[0]) and not _UNIT.match(lines[-1]):
        return None
    city = parts[-1]
    if not region and known is not None and country == known.country and city.lower() == known.city.lower():
        region = known.region
    return Address(lines, city, region, postcode, country)


def _parts(text: str) -> list[str]:
    said = _LEAD_IN.sub("", text.strip(), count=1).rstrip(" .!?")
    said = _LEAD_OUT.sub("", said)
    return [part.strip(" .") for part in re.split(r"[,\n;]+", said) if part.strip(" .")]


def _take_country(parts: list[str], known: str) -> tuple[str, list[str]]:
    """A name, or an ISO code; "CA" and "DE" are states first where the known address is in the United States, and the
    postcode may be theirs."""
    last = parts[-1] if parts else ""
    if last.lower() in COUNTRIES:
        return COUNTRIES[last.lower()], parts[:-1]
    if last not in COUNTRY_CODES:
        return known, parts
    zips = [code for part in parts[1:] for code in _POSTCODES["US"].findall(part)]
    if last in _ZIPS and zips and not zips[-1].startswith(_ZIPS[last]):
        return last, parts[:-1]
    if (
        known == "US"
        and last in REGIONS["US"].values()
        and not _take_region(_take_postcode(parts[:-1], "US")[2], "US")[0]
    ):
        return known, parts
    return last, parts[:-1]


def _take_postcode(parts: list[str], country: str) -> tuple[str, str, list[str]]:
    """The postcode and its country: one that has the form of another country's belongs there."""
    for name in (country, *(each for each in _POSTCODES if each not in (country, "US"))):
        pattern = _FORMS.get(name, _ANY_POSTCODE)
        for place in range(len(parts) - 1, -1, -1):
            # The number of a house stands first.
            matches = [match for match in pattern.finditer(parts[place]) if place or match.start()]
            if matches:
                found = matches[-1]
                rest = (parts[place][: found.start()] + parts[place][found.end() :]).strip(" .")
                return found.group(), name, [*parts[:place], *([rest] if rest else []), *parts[place + 1 :]]
    return "", country, parts


def _take_region(parts: list[str], country: str) -> tuple[str, list[str]]:
    regions = REGIONS.get(country, {})
    if not parts or not regions:
        return "", parts
    last = parts[-1]
    if last.lower() in regions and len(parts) > 2:
        return regions[last.lower()], parts[:-1]
    if last.upper() in regions.values():
        return last.upper(), parts[:-1]
    city, _, end = last.rpartition(" ")
    if city and end.upper() in regions.values() and end.isupper():
        return end, [*parts[:-1], city]
    return "", parts
