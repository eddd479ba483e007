"""What is wrong with a folder: every problem counted, the first two hundred kept."""

from __future__ import annotations

from dataclasses import dataclass

MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1; None: the file as a whole. `field` None: the line as a whole."""

    file: str
    line: int | None
    field: str | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class ShopFilesInvalid(Exception):
    """Nothing of the folder may be used. `problems` are the first ones, by file and line; `count` is of all."""

    def __init__(self, problems: list[Problem], count: int) -> None:
        super().__init__(f"{count} problem(s); the first: {problems[0]}")
        self.problems = problems
        self.count = count


class Problems:
    """Collects; `raise_any` ends a phase of checking."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._count = 0

    def add(self, file: str, line: int | None, field: str | None, message: str) -> None:
        self._count += 1
        if len(self._kept) < MOST_KEPT:
            self._kept.append(Problem(file, line, field, message))

    def raise_any(self) -> None:
        """Raises ShopFilesInvalid when anything was added."""
        if self._kept:
            raise ShopFilesInvalid(sorted(self._kept, key=lambda p: (p.file, p.line or 0)), self._count)
