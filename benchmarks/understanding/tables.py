"""Files of labelled texts as others lay them out: CSV with a header, JSON or JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

TEXT: Final = ("text", "sentence", "utterance", "instruction", "query", "question")
LABEL: Final = ("label", "category", "intent")


class BadData(Exception):
    """A file can't be read as what its place says it is. The message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and what each means, row by row; `came_from` names the file or files."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    came_from: str

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, places: Sequence[int]) -> Labelled:
        """Some of the rows, in this order."""
        return Labelled(
            tuple(self.texts[place] for place in places), tuple(self.labels[place] for place in places), self.came_from
        )


def read_labelled(path: Path, text: Sequence[str] = TEXT, label: Sequence[str] = LABEL) -> Labelled:
    """One file's rows; columns by the first of the names that is there. Raises `BadData`."""
    rows = read_csv(path, text, label) if path.suffix == ".csv" else read_json(path, text, label)
    return Labelled(tuple(row[0] for row in rows), tuple(row[1] for row in rows), path.name)


def read_csv(path: Path, *columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The named columns of a CSV file with a header, each by the first of its names that is there. Raises `BadData`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            try:
                return _rows(path, lines, columns)
            except csv.Error as error:
                raise BadData(path, lines.line_num, str(error)) from error
    except UnicodeDecodeError as error:
        raise BadData(path, path.read_bytes()[: error.start].count(b"\n") + 1, "not UTF-8") from error


def _rows(path: Path, lines: Any, columns: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    header = [name.strip().lower() for name in next(lines, [])]
    missing = [names for names in columns if not set(names) & set(header)]
    if missing:
        raise BadData(path, 1, f"no column {' or '.join(map(repr, missing[0]))} in {header}")
    places = [header.index(next(name for name in names if name in header)) for names in columns]
    rows = []
    for cells in lines:
        if not cells:
            continue
        if len(cells) != len(header):
            raise BadData(path, lines.line_num, f"{len(cells)} cells under a header of {len(header)}")
        rows.append(tuple(cells[place] for place in places))
    return rows


def load_json(path: Path) -> Any:
    """What a JSON file holds. Raises `BadData`."""
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadData(path, error.lineno, error.msg) from error
    except UnicodeDecodeError as error:
        raise BadData(path, 1, "not UTF-8") from error


def read_json(path: Path, text: Sequence[str] = TEXT, label: Sequence[str] = LABEL) -> list[tuple[str, str]]:
    """A JSON list, or JSON lines, of pairs or of objects. Raises `BadData`."""
    if path.suffix == ".jsonl":
        lines = path.read_text("utf-8-sig").splitlines()
        parsed = [(number, _line(path, number, line)) for number, line in enumerate(lines, 1) if line.strip()]
        return [as_pair(path, number, value, text, label) for number, value in parsed]
    content = load_json(path)
    if not isinstance(content, list):
        raise BadData(path, 1, "not a list of texts with their labels")
    return [as_pair(path, number, value, text, label) for number, value in enumerate(content, 1)]


def as_pair(
    path: Path, number: int, value: Any, text: Sequence[str] = TEXT, label: Sequence[str] = LABEL
) -> tuple[str, str]:
    """One text and its label, from `[text, label]` or from an object. `number` is the entry's, from 1."""
    found: list[Any] = value if isinstance(value, list) else []
    if isinstance(value, dict):
        found = [next((value[name] for name in names if name in value), None) for names in (text, label)]
    match found:
        case [str(one), str(other)]:
            return one, other
        case _:
            raise BadData(path, number, f"entry {number} is not a text with its label: {str(value)[:60]}")


def _line(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise BadData(path, number, error.msg) from error
