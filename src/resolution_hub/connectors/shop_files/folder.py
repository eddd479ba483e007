"""Reading a folder of the format, or the same records already in memory; both end in the same checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec

from resolution_hub.connectors.shop_files.checks import check
from resolution_hub.connectors.shop_files.parsing import Parser
from resolution_hub.connectors.shop_files.problems import Problems
from resolution_hub.connectors.shop_files.records import KINDS, REQUIRED_KINDS, Manifest, Record
from resolution_hub.connectors.shop_files.shop import Shop

FORMAT = "resolution-hub-shop/1"
MANIFEST = "manifest.json"

# More than any honest record needs; a shop with more lines than this is imported in parts.
MOST_BYTES_A_LINE = 1_000_000
MOST_LINES = 10_000_000

_BOM = b"\xef\xbb\xbf"
_REPORT_EVERY = 5_000  # lines

Progress = Callable[[str, int, int], None]  # (file, bytes read so far, bytes of the file)


def no_progress(_file: str, _done: int, _whole: int) -> None:
    pass


def read_folder(path: Path, progress: Progress = no_progress) -> Shop:
    """The shop in the folder, whole and checked as far as the folder alone can tell. Raises ShopFilesInvalid.

    The shop is held in memory: allow about one kilobyte for each line.
    """
    problems = Problems()
    shop = _open(path, problems)
    problems.raise_any()
    lines_left = MOST_LINES
    for kind in KINDS:
        file = path / f"{kind}.jsonl"
        if file.is_file() and lines_left > 0:
            lines_left -= _read_file(file, shop, kind, lines_left, problems, progress)
    check(shop, problems)
    problems.raise_any()
    return shop


def from_records(
    records: Mapping[str, Iterable[Mapping[str, Any]]], name: str = "In memory", exported_at: datetime | None = None
) -> Shop:
    """A shop of mappings by kind; times may be datetimes or RFC 3339 text. Without `exported_at` it is as of now.

    Raises ShopFilesInvalid as a folder does.
    """
    problems = Problems()
    shop = Shop(name, exported_at)
    for kind in records.keys() - KINDS.keys():
        problems.add(f"{kind}.jsonl", None, None, "is not a file of this format")
    for kind in REQUIRED_KINDS - records.keys():
        problems.add(f"{kind}.jsonl", None, None, "is missing")
    for kind, struct in KINDS.items():
        if kind in records:
            parser = Parser(struct)
            shop.pile(kind).given = True
            for value in records[kind]:
                _keep(shop, kind, parser.convert(value), problems)
    check(shop, problems)
    problems.raise_any()
    return shop


def check_with_hub(shop: Shop, stored: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Check once more, with the hub's rows of what `shop.external` names. Raises ShopFilesInvalid."""
    known: dict[str, dict[str, Record]] = {}
    for kind, rows in stored.items():
        names = [field.name for field in msgspec.structs.fields(KINDS[kind])]
        # Stored rows are taken as they are: they may be older than a rule.
        known[kind] = {row["id"]: KINDS[kind](**{name: row[name] for name in names}) for row in rows}
    problems = Problems()
    check(shop, problems, known)
    problems.raise_any()


def _open(path: Path, problems: Problems) -> Shop:
    if not path.is_dir():
        problems.add(str(path), None, None, "is not a folder")
        problems.raise_any()
    expected = {MANIFEST, *(f"{kind}.jsonl" for kind in KINDS)}
    for entry in sorted(path.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.name not in expected:
            problems.add(entry.name, None, None, "is not a file of this format")
        elif not entry.is_file():
            problems.add(entry.name, None, None, "is not a file")
    for kind in REQUIRED_KINDS:
        if not (path / f"{kind}.jsonl").exists():
            problems.add(f"{kind}.jsonl", None, None, "is missing")
    return _read_manifest(path / MANIFEST, problems)


def _read_manifest(path: Path, problems: Problems) -> Shop:
    empty = Shop("", None)
    if not path.is_file():
        problems.add(MANIFEST, None, None, "is missing")
        return empty
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES_A_LINE + 1)
    if len(raw) > MOST_BYTES_A_LINE:
        problems.add(MANIFEST, None, None, f"is longer than {MOST_BYTES_A_LINE} bytes")
        return empty
    manifest, remains, found = Parser(Manifest).parse(raw)
    told = manifest.format if manifest is not None else remains.get("format", FORMAT)
    if told != FORMAT:
        # Another version may have other fields; this is the one thing to say.
        problems.add(MANIFEST, None, "format", f"this hub reads {FORMAT!r}, not {told!r}")
        return empty
    for field, message in found:
        problems.add(MANIFEST, None, field, message)
    return Shop(manifest.shop, manifest.exported_at) if manifest is not None else empty


def _read_file(path: Path, shop: Shop, kind: str, most_lines: int, problems: Problems, progress: Progress) -> int:
    """Returns how many lines were read."""
    parser, pile, whole, done = Parser(KINDS[kind]), shop.pile(kind), path.stat().st_size, 0
    pile.given = True
    with path.open("rb") as file:
        for line, (raw, size) in enumerate(_lines(file), start=1):
            if line > most_lines:
                problems.add(path.name, line, None, f"more than {MOST_LINES} lines in all; import the shop in parts")
                return most_lines
            done += size
            if line % _REPORT_EVERY == 0:
                progress(path.name, done, whole)
            complaint = _unfit(raw, size, line)
            _keep(shop, kind, (None, {}, [(None, complaint)]) if complaint else parser.parse(raw), problems)
    progress(path.name, whole, whole)
    return len(pile)


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each line and its size; of a line beyond the limit only the beginning, so that no line fills the memory."""
    while raw := file.readline(MOST_BYTES_A_LINE + 1):
        size, end = len(raw), raw
        while not end.endswith(b"\n") and (end := file.readline(MOST_BYTES_A_LINE)):
            size += len(end)
        yield raw, size


def _unfit(raw: bytes, size: int, line: int) -> str | None:
    if size > MOST_BYTES_A_LINE:
        return f"is longer than {MOST_BYTES_A_LINE} bytes"
    if line == 1 and raw.startswith(_BOM):
        return "the file begins with a byte order mark; save it as UTF-8 without one"
    return "is empty" if not raw.strip() else None


def _keep(shop: Shop, kind: str, parsed: tuple[Any, Mapping[str, Any], list[Any]], problems: Problems) -> None:
    record, remains, found = parsed
    pile = shop.pile(kind)
    pile.add(record, remains, problems)
    for field, message in found:
        problems.add(pile.file, len(pile), field, message)
