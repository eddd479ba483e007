"""Reading typed values out of TOML by their key path, and collecting all that is wrong with them, each with its line.

Every read returns something that can go on, whatever stands there; `finish` refuses the text as a whole if anything was
wrong, or if a key was never asked for. A text of an earlier release is read with a newer one behind it: what the newer one
knows and the earlier one can't have known is taken from there, and what nobody asks for any more is passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from resolution_hub.core.errors import CoreError, InvalidValue
from resolution_hub.core.money import Money
from resolution_hub.core.policy.toml_lines import Path, line_of, lines_of

E = TypeVar("E", bound=StrEnum)

_ABSENT = object()
_AT_LINE = re.compile(r"at line (\d+)")


class RulebookError(CoreError):
    """The rulebook cannot be used. `problems` are (where, what is wrong), all of them, in the order of the file.

    Where is `FILE:LINE key.path`; a key that is missing has the line of the table that it is missing from.
    """

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{where}: {what}" for where, what in problems))
        self.problems = problems


class TomlReader:
    """Values of one text. Key paths are written with dots; `keys` opens a table whose keys are the retailer's own words, and
    below it a path's rest may be one key with dots and blanks in it."""

    def __init__(self, text: str, name: str = "rulebook.toml", behind: str | None = None) -> None:
        """`behind`: the text that stands in for what this one doesn't have. Raises RulebookError when one is no TOML."""
        self._name, self._behind = name, _load(behind, name) if behind is not None else None
        self._data = _load(text, name)
        self._lines = lines_of(text)
        self._problems: list[tuple[Path, Path, str]] = []  # (key, where to look, what is wrong)
        self._read: set[Path] = set()
        self._opened: set[Path] = set()

    def keys(self, path: str) -> tuple[str, ...]:
        """The keys of a table that may be left out. Each is to be read with its own call."""
        at, node = self._find(path)
        if node is _ABSENT and self._behind is not None and not self._holds(at[:-1]):
            _, node = _look(self._behind, path, self._opened)
        self._opened.add(at)
        if node is _ABSENT:
            return ()
        if not isinstance(node, dict):
            self._wrong(at, "must be a table")
            return ()
        return tuple(node)

    def amounts(self, path: str, *, empty: bool = True) -> Mapping[str, Money]:
        """`{ USD = 50000, JPY = 75000 }`: whole minor units, by currency."""
        at, node = self._get(path)
        if node is _ABSENT:
            return {}
        if not isinstance(node, dict) or not (node or empty):
            self._wrong(at, "must be a table" if empty else "must be a table with at least one entry")
            return {}
        result = {}
        for currency, minor in node.items():
            try:
                amount = Money(minor, currency)  # Money itself refuses what is no whole number
            except InvalidValue as error:
                self._wrong((*at, currency), str(error))
                continue
            if amount.minor < 0:
                self._wrong((*at, currency), "must not be negative")
            result[currency] = amount
        return result

    def whole(self, path: str, least: int, most: int) -> int:
        at, value = self._get(path)
        if type(value) is int and least <= value <= most:
            return value
        if value is not _ABSENT:
            self._wrong(at, f"must be a whole number from {least} to {most}")
        return least

    def number(self, path: str, most: int) -> float:
        """From 0 to `most`."""
        at, value = self._get(path)
        # A TOML boolean is an int to Python; TOML also knows "nan" and "inf".
        if type(value) in (int, float) and 0 <= value <= most:
            return float(value)
        if value is not _ABSENT:
            self._wrong(at, f"must be a number from 0 to {most}")
        return 0.0

    def flag(self, path: str) -> bool:
        at, value = self._get(path)
        if isinstance(value, bool):
            return value
        if value is not _ABSENT:
            self._wrong(at, "must be true or false")
        return False

    def texts(self, path: str) -> tuple[str, ...]:
        """A list of words in the retailer's order, possibly empty."""
        at, value = self._get(path)
        if value is _ABSENT:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self._wrong(at, "must be a list of texts, none of them empty")
            return ()
        for number, each in enumerate(value):
            if each in value[:number]:
                self._problems.append((at, (*at, number), f"names {each} twice"))
        return tuple(value)

    def choice(self, path: str, kind: type[E]) -> E:
        at, value = self._get(path)
        known = [each.value for each in kind]
        if isinstance(value, str) and value in known:
            return kind(value)
        if value is not _ABSENT:
            self._wrong(at, f"must be one of: {', '.join(sorted(known))}{_meant(value, known)}")
        return next(iter(kind))

    def choices(self, path: str, kind: type[E]) -> frozenset[E]:
        at, value = self._get(path)
        if value is _ABSENT:
            return frozenset()
        known = [each.value for each in kind]
        must = f"must be a list of: {', '.join(sorted(known))}"
        if not isinstance(value, list):
            self._wrong(at, must)
            return frozenset()
        for number, each in enumerate(value):
            if not isinstance(each, str) or each not in known:
                self._problems.append((at, (*at, number), must + _meant(each, known)))
                return frozenset()
        return frozenset(kind(each) for each in value)

    def ranges(self, path: str, kind: type[E], most: int) -> Mapping[E, tuple[int, int]]:
        """`[from, to]` in days for every value of `kind`."""
        result = {}
        for each in kind:
            at, value = self._get(f"{path}.{each.value}")
            match value:
                # A TOML boolean is an int to Python.
                case [int(first), int(last)] if bool not in map(type, value) and 0 <= first <= last <= most:
                    result[each] = (first, last)
                case _ if value is not _ABSENT:
                    self._wrong(at, f"must be [from, to] in business days, 0 to {most}")
        return result

    def finish(self) -> None:
        """Raises RulebookError with all problems."""
        if self._behind is None:
            self._refuse_unread(self._data, ())
        if self._problems:
            found = [
                (line_of(self._lines, where), ".".join(map(str, key)), what) for key, where, what in self._problems
            ]
            raise RulebookError(
                tuple((f"{self._name}:{line} {key}", what) for line, key, what in sorted(dict.fromkeys(found)))
            )

    def _wrong(self, path: Path, what: str) -> None:
        self._problems.append((path, path, what))

    def _find(self, path: str) -> tuple[Path, Any]:
        return _look(self._data, path, self._opened)

    def _holds(self, path: Path) -> bool:
        node: Any = self._data
        for part in path:
            if not isinstance(node, dict) or part not in node:
                return False
            node = node[part]
        return True

    def _get(self, path: str) -> tuple[Path, Any]:
        """Where the value stands and what it is; _ABSENT with its problem noted when it is nowhere."""
        at, node = self._find(path)
        if node is _ABSENT and self._behind is not None:
            _, node = _look(self._behind, path, self._opened)
        self._read.add(at)
        if node is _ABSENT:
            self._missing(at)
        return at, node

    def _missing(self, path: Path) -> None:
        node: Any = self._data
        for depth, part in enumerate(path):
            if not isinstance(node, dict):
                self._read.add(path[:depth])
                self._wrong(path[:depth], "must be a table")
                return
            node = node.get(part, {})
        self._wrong(path, "is missing")

    def _refuse_unread(self, node: Mapping[str, Any], above: Path) -> None:
        for key, value in node.items():
            path = (*above, key)
            if path in self._read:
                continue
            if any(asked[: len(path)] == path for asked in self._read | self._opened):
                self._refuse_unread(value if isinstance(value, dict) else {}, path)
            else:
                beside = {read[len(above)] for read in self._read | self._opened if read[: len(above)] == above != read}
                self._wrong(path, f"is not a key that the rulebook knows{_meant(key, map(str, beside))}")


def _load(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        raise RulebookError(((f"{name}:{line}", str(error)),)) from None


def _look(data: Mapping[str, Any], path: str, opened: Iterable[Path]) -> tuple[Path, Any]:
    """The parts of a path and what is there. Below an opened table the rest is matched with the longest key it has."""
    node: Any = data
    at: Path = ()
    rest = path.split(".")
    while rest:
        taken = 1
        if at in opened and isinstance(node, dict):
            taken = next((n for n in range(len(rest), 0, -1) if ".".join(rest[:n]) in node), 1)
        key = ".".join(rest[:taken])
        node = node[key] if isinstance(node, dict) and key in node else _ABSENT
        at, rest = (*at, key), rest[taken:]
    return at, node


def _meant(value: object, known: Iterable[str]) -> str:
    near = get_close_matches(value, list(known), 1) if isinstance(value, str) else []
    return f"; did you mean {near[0]}?" if near else ""
