"""The message catalogues: every sentence that a person reads, by key, in Fluent.

Python formats with `say`; the pages get the same catalogue as flat JSON by `for_pages`. Only simple Fluent is allowed
(text, variables, one plural select), so that both sides can format it; anything else is refused when the files are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message
from fluent.syntax import FluentParser, ast

LOCALES = Path(__file__).resolve().parent.parent / "locales"


class CatalogueError(Exception):
    """A catalogue file cannot be used, or a key is not in it."""


@dataclass(frozen=True, slots=True)
class Text:
    """The catalogue in one language, formatting for one reader's locale and time zone."""

    bundle: FluentBundle
    locale: str
    timezone: str = "UTC"

    @staticmethod
    def load(locale: str = "en", timezone: str = "UTC") -> Text:
        """The catalogue nearest to `locale`; dates and amounts follow `locale` itself where its language is known."""
        return Text(_bundle("en"), locale, timezone)

    def say(self, key: str, **values: str | int) -> str:
        """The sentence `key` with its values. Raises CatalogueError for a key that is not there or a missing value."""
        message: Message | None = self.bundle.get_message(key) if self.bundle.has_message(key) else None
        if message is None or message.value is None:
            raise CatalogueError(f"no message {key!r}")
        text, problems = self.bundle.format_pattern(message.value, values)
        if problems:
            raise CatalogueError(f"{key}: {problems[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        return bool(self.bundle.has_message(key))

    def amount(self, minor: int, currency: str, digits: int) -> str:
        """An amount as the reader writes it: "$14.99". `digits`: decimal digits of the currency's minor unit."""
        whole, part = divmod(abs(minor), 10**digits)
        number = f"{'-' if minor < 0 else ''}{whole}" + (f".{part:0{digits}d}" if digits else "")
        return format_currency(Decimal(number), currency, locale=self._babel)

    def day(self, day: date) -> str:
        """A day without its year: "Tuesday, 24 November" in the reader's order of words."""
        return format_date(day, "EEEE, d MMMM" if not self.locale.endswith("US") else "EEEE, MMMM d", locale="en")

    def moment(self, at: datetime) -> str:
        """A moment in the reader's own time zone."""
        local = at.astimezone(ZoneInfo(self.timezone))
        pattern = "MMMM d, h:mm a" if self.locale.endswith("US") else "d MMMM, HH:mm"
        return format_datetime(local, pattern, locale="en")

    def exact(self, at: datetime) -> str:
        """A moment with its year and time zone, for what must be proved later."""
        local = at.astimezone(ZoneInfo(self.timezone))
        pattern = "MMMM d, y, h:mm a z" if self.locale.endswith("US") else "d MMMM y, HH:mm z"
        return format_datetime(local, pattern, tzinfo=ZoneInfo(self.timezone), locale="en")

    @property
    def _babel(self) -> str:
        return "en_US" if self.locale.endswith("US") else "en_GB"


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for source in _sources(language):
        bundle.add_resource(FluentResource(source.read_text(encoding="utf-8")))
    return bundle


def _sources(language: str) -> list[Path]:
    files = sorted((LOCALES / language).glob("*.ftl"))
    if not files:
        raise CatalogueError(f"no catalogue for {language!r}")
    return files


@cache
def for_pages(language: str) -> Mapping[str, str]:
    """The catalogue as flat JSON: `key`, or `key_one`/`key_other` (…) where the message selects by number.

    Variables are written `{name}`. Raises CatalogueError for Fluent that the pages could not format.
    """
    result: dict[str, str] = {}
    for source in _sources(language):
        for entry in FluentParser().parse(source.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise CatalogueError(f"{source.name}: cannot be read near {(entry.content or '')[:40]!r}")
            if isinstance(entry, ast.Message) and entry.value is not None:
                if entry.id.name in result:
                    raise CatalogueError(f"{source.name}: {entry.id.name} stands twice")
                _flatten(entry.id.name, entry.value, result)
    return result


def _flatten(key: str, pattern: ast.Pattern, into: dict[str, str]) -> None:
    selects = [e.expression for e in pattern.elements if isinstance(e, ast.Placeable) and _is_select(e)]
    if not selects:
        into[key] = "".join(_plain(key, element) for element in pattern.elements)
        return
    if len(selects) != 1 or not isinstance(selects[0], ast.SelectExpression):
        raise CatalogueError(f"{key}: only one select in a message")
    for variant in selects[0].variants:
        if not isinstance(variant.key, ast.Identifier):
            raise CatalogueError(f"{key}: select by plural category, not by number")
        parts: list[str] = []
        for element in pattern.elements:
            if isinstance(element, ast.Placeable) and _is_select(element):
                parts.extend(_plain(key, inner) for inner in variant.value.elements)
            else:
                parts.append(_plain(key, element))
        into[f"{key}_{variant.key.name}"] = "".join(parts)
    into[key] = into[f"{key}_other"]


def _is_select(element: ast.Placeable) -> bool:
    return isinstance(element.expression, ast.SelectExpression)


def _plain(key: str, element: ast.TextElement | ast.Placeable) -> str:
    if isinstance(element, ast.TextElement):
        return str(element.value)
    if isinstance(element.expression, ast.VariableReference):
        return "{" + str(element.expression.id.name) + "}"
    if isinstance(element.expression, ast.StringLiteral):
        return str(element.expression.value)
    raise CatalogueError(f"{key}: only text, variables and one plural select are allowed")
