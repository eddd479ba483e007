"""The numbers that a retailer sets, read from TOML and checked whole before any of them is used.

`version` is the first 12 hex digits of the text's SHA-256: the same text is the same version everywhere.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from resolution_hub.core.errors import CoreError, InvalidValue
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.terms import Terms, read_terms
from resolution_hub.core.topic import Topic

_MOST_DAYS = 260  # a year of them
_HIGHEST_COST = 1000
_E = TypeVar("_E", bound=StrEnum)


class RulebookError(CoreError):
    """The rulebook cannot be used. `problems` are (key path or line, what is wrong), all of them."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{where}: {what}" for where, what in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Costs:
    """What a customer loses by a wrong move of the assistant, counted in needless questions (core/routing.py)."""

    question: float  # asked although the answer was clear
    lost: float  # asked, and what was meant is not among the buttons
    search: float  # searched the articles instead of doing something
    wrong_article: float
    wrong: Mapping[Topic, float]  # began what nobody wanted


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`high_value` and `instant_limit` hold one amount per currency; a currency without one is never paid alone."""

    version: str
    high_value: Mapping[str, Money]
    billing_window_days: int
    instant_limit: Mapping[str, Money]
    cancel_states: frozenset[OrderStatus]
    refund_days: Mapping[MethodKind, tuple[int, int]]  # business days until the customer sees it, (from, to)
    promise_minutes: Mapping[str, int]  # how long each kind of promise may take (core/promise.py)
    costs: Costs
    terms: Terms


def parse(text: str) -> Rulebook:
    """Read a rulebook. Raises RulebookError naming every wrong key, or the line where the TOML itself breaks."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError((("rulebook.toml", str(error)),)) from None
    reader = _Reader(data)
    book = Rulebook(
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        high_value=reader.amounts("high_value"),
        billing_window_days=reader.whole("billing_error.window_days", 1, 3650),
        instant_limit=reader.amounts("billing_error.instant_limit"),
        cancel_states=reader.states("cancel.states"),
        refund_days=reader.ranges("refund_days"),
        promise_minutes={
            kind: reader.whole(f"promise_minutes.{kind}", 1, 7 * 24 * 60)
            for kind in ("send_refund", "tell_outcome", "person_answers")
        },
        costs=Costs(
            question=reader.number("understanding.question"),
            lost=reader.number("understanding.lost"),
            search=reader.number("understanding.search"),
            wrong_article=reader.number("understanding.wrong_article"),
            wrong={topic: reader.number(f"understanding.wrong.{topic}") for topic in Topic},
        ),
        terms=read_terms(reader),
    )
    reader.finish()
    return book


class _Reader:
    """Collects every problem instead of stopping at the first, and refuses keys that nothing read."""

    def __init__(self, data: dict[str, object]) -> None:
        self._data = data
        self._problems: list[tuple[str, str]] = []
        self._read: set[str] = set()

    def _get(self, path: str) -> object:
        self._read.add(path)
        node: object = self._data
        for part in path.split("."):
            if not isinstance(node, dict) or part not in node:
                self._problems.append((path, "is missing"))
                return None
            node = node[part]
        return node

    def _table(self, path: str) -> dict[str, object]:
        node = self._get(path)
        if node is None:
            return {}
        if not isinstance(node, dict) or not node:
            self._problems.append((path, "must be a table with at least one entry"))
            return {}
        return node

    def amounts(self, path: str) -> Mapping[str, Money]:
        result = {}
        for currency, minor in self._table(path).items():
            try:
                amount = Money(minor, currency)  # type: ignore[arg-type]  # Money itself refuses what is no whole number
            except InvalidValue as error:
                self._problems.append((f"{path}.{currency}", str(error)))
                continue
            if amount.minor < 0:
                self._problems.append((f"{path}.{currency}", "must not be negative"))
            result[currency] = amount
        return result

    def whole(self, path: str, least: int, most: int) -> int:
        value = self._get(path)
        if value is None:
            return least
        if type(value) is not int or not least <= value <= most:
            self._problems.append((path, f"must be a whole number from {least} to {most}"))
            return least
        return value

    def number(self, path: str) -> float:
        value = self._get(path)
        if value is None:
            return 0.0
        # A TOML boolean is an int to Python; TOML also knows "nan" and "inf".
        if type(value) not in (int, float) or not 0 <= value <= _HIGHEST_COST:  # type: ignore[operator]
            self._problems.append((path, f"must be a number from 0 to {_HIGHEST_COST}"))
            return 0.0
        return float(value)  # type: ignore[arg-type]

    def flag(self, path: str) -> bool:
        value = self._get(path)
        if value is not None and type(value) is not bool:
            self._problems.append((path, "must be true or false"))
        return value is True

    def texts(self, path: str) -> tuple[str, ...]:
        value = self._get(path)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self._problems.append((path, "must be a list of texts"))
            return ()
        if len(set(value)) < len(value):
            self._problems.append((path, "names something twice"))
        return tuple(value)

    def choice(self, path: str, kind: type[_E]) -> _E:
        value, known = self._get(path), [each.value for each in kind]
        if value is not None and value not in known:
            self._problems.append((path, f"must be one of: {', '.join(known)}"))
        return kind(value) if value in known else next(iter(kind))

    def choices(self, path: str, kind: type[_E]) -> frozenset[_E]:
        value, known = self._get(path), [each.value for each in kind]
        if value is None:
            return frozenset()
        if not isinstance(value, list) or not all(isinstance(v, str) and v in known for v in value):
            self._problems.append((path, f"must be a list of: {', '.join(known)}"))
            return frozenset()
        return frozenset(kind(v) for v in value)

    def keys(self, path: str) -> tuple[str, ...]:
        """The keys of a table that may be left out."""
        node: object = self._data
        for part in path.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        if node is None:
            return ()
        self._read.add(path) if not node else None
        if not isinstance(node, dict):
            self._problems.append((path, "must be a table"))
            self._read.add(path)
            return ()
        return tuple(node)

    def states(self, path: str) -> frozenset[OrderStatus]:
        value = self._get(path)
        if value is None:
            return frozenset()
        known = {status.value for status in OrderStatus}
        if not isinstance(value, list) or not all(isinstance(v, str) and v in known for v in value):
            self._problems.append((path, f"must be a list of: {', '.join(sorted(known))}"))
            return frozenset()
        return frozenset(OrderStatus(v) for v in value)

    def ranges(self, path: str) -> Mapping[MethodKind, tuple[int, int]]:
        table = self._table(path)
        result = {}
        for kind in MethodKind:
            value = table.get(kind.value)
            match value:
                # A TOML boolean is an int to Python.
                case [int(first), int(last)] if bool not in map(type, value) and 0 <= first <= last <= _MOST_DAYS:
                    result[kind] = (first, last)
                case _:
                    problem = f"must be [from, to] in business days, 0 to {_MOST_DAYS}"
                    self._problems.append((f"{path}.{kind.value}", problem))
        for key in table.keys() - {kind.value for kind in MethodKind}:
            self._problems.append((f"{path}.{key}", "is not a payment method"))
        return result

    def finish(self) -> None:
        self._refuse_unread(self._data, "")
        if self._problems:
            raise RulebookError(tuple(self._problems))

    def _refuse_unread(self, node: dict[str, object], prefix: str) -> None:
        for key, value in node.items():
            path = f"{prefix}{key}"
            # A quoted key with a dot in it is one key, whatever path it looks like.
            if path in self._read and "." not in key:
                continue
            if "." not in key and isinstance(value, dict) and any(read.startswith(f"{path}.") for read in self._read):
                self._refuse_unread(value, f"{path}.")
            else:
                self._problems.append((path, "is not a key that the rulebook knows"))
