"""On which line of a TOML text each key was written; tomllib reads values and forgets their places.

A path is the tuple of keys from the top; the elements of an array have their number as last part. A table stands where its
header is, or where a key first led into it. The text must be one that tomllib reads: nothing is checked a second time.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'  # up to two quotes may stand before the three that close
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_OPENING = re.compile(r"\[\[?")
_CLOSING = re.compile(r"\]\]?")
_PLAIN = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1 on, of every table, key and element that is written in `text`."""
    return _Scan(text).lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`; for what is not there, that of the innermost table that would hold it, at last line 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scan:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._arrays: dict[Path, int] = {}  # arrays of tables: how many of them there are so far
        table: Path = ()
        self._take(_BLANK)
        while self._at < len(text):
            if text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1

    def _header(self) -> Path:
        line = self._line()
        opening = self._take(_OPENING)
        *above, last = self._key()
        self._take(_CLOSING)
        path: Path = ()
        for part in above:
            path = self._newest((*path, part))
            self.lines.setdefault(path, line)
        path = (*path, last)
        if len(opening) == 1:
            self.lines[path] = line
            return path
        self.lines.setdefault(path, line)
        number = self._arrays.get(path, 0)
        self._arrays[path] = number + 1
        self.lines[*path, number] = line
        return (*path, number)

    def _newest(self, path: Path) -> Path:
        return (*path, self._arrays[path] - 1) if path in self._arrays else path

    def _key(self) -> tuple[str, ...]:
        parts = []
        while True:
            self._take(_BLANK)
            quoted = self._take(_STRING)
            parts.append(tomllib.loads(f"key = {quoted}")["key"] if quoted else self._take(_BARE))
            self._take(_BLANK)
            if self._text[self._at] != ".":
                return tuple(parts)
            self._at += 1

    def _pair(self, table: Path) -> None:
        line, path = self._line(), table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._take(_BLANK)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._listed(path)
        elif opening == "{":
            self._inline(path)
        elif not self._take(_STRING):
            self._take(_PLAIN)

    def _listed(self, path: Path) -> None:
        number = 0
        while not self._closed("]"):
            self.lines[*path, number] = self._line()
            self._value((*path, number))
            number += 1

    def _inline(self, path: Path) -> None:
        while not self._closed("}"):
            self._pair(path)

    def _closed(self, end: str) -> bool:
        """Past the opening or a comma, and whether nothing follows."""
        self._take(_BLANK)
        if self._text[self._at] != end:
            self._at += 1
            self._take(_BLANK)
        if self._text[self._at] != end:
            return False
        self._at += 1
        return True
