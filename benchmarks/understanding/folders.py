"""What is where in a folder of data sets: each set in its own layout, in the folder itself or anywhere below it.

Names of bots, versions and platforms are taken from the files, so whatever is put there is scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.understanding.tables import LABEL, TEXT, BadData, Labelled, as_pair, load_json, read_labelled

OUT_OF_SCOPE: Final = "NO_NODES_DETECTED"  # HINT3's label of what none of a bot's intents covers
_SPLITS: Final = {"train": "train", "test": "test", "val": "val", "valid": "val", "validation": "val", "dev": "val"}
_CLINC_STEM: Final = re.compile(r"(?:is_)?(oos_)?(train|test|val)", re.IGNORECASE)
_CLINC_HEAD: Final = re.compile(r'^\s*\{\s*"(?:oos_)?(?:train|val|test)"\s*:')
_CLINC_KEYS: Final = tuple(f"{oos}{split}" for split in ("train", "val", "test") for oos in ("", "oos_"))
_VARIANT: Final = re.compile(r"small|imbalanced|oos_plus", re.IGNORECASE)
_VERSION: Final = re.compile(r"v\d+", re.IGNORECASE)


@dataclass(slots=True)
class Bot:
    """Files of one bot in one version; `rivals` are other systems' stored answers to its test rows."""

    name: str
    version: str
    train: Path | None = None
    test: Path | None = None
    rivals: dict[str, Path] = field(default_factory=dict)


def find_hint3(folder: Path) -> list[Bot]:
    """Every bot and version, by name."""
    bots: dict[tuple[str, str], Bot] = {}
    for path in _files(folder, "*.csv"):
        stem, _, split = path.stem.lower().rpartition("_")
        if split in ("train", "test") and stem and _is_hint3(folder, path):
            bot = bots.setdefault((stem, _version(folder, path) or "v1"), Bot(stem, _version(folder, path) or "v1"))
            if getattr(bot, split) is None:
                setattr(bot, split, path)
    for path in _files(folder, "*.csv"):
        if "preds" not in _parts(folder, path):
            continue
        for bot in bots.values():
            platform = path.stem.lower().removesuffix(f"_{bot.name}")
            if platform != path.stem.lower() and _version(folder, path) in (None, bot.version):
                bot.rivals.setdefault(platform, path)
    return [bots[key] for key in sorted(bots)]


def find_banking77(folder: Path) -> dict[str, Path]:
    """Its files by split: train, val, test."""
    found: dict[str, Path] = {}
    for home in sorted({path.parent for path in _files(folder, "*.csv", "*.json", "*.jsonl") if _split(path)}):
        files = [path for path in _files(home, "*.csv", "*.json", "*.jsonl", deep=False) if _split(path)]
        named = any("banking" in part for part in _parts(folder, home / "x"))
        if named or any({"text", "category"} <= _header(path) for path in files):
            for path in files:
                found.setdefault(_split(path), path)
    return found


def find_clinc150(folder: Path) -> dict[str, list[Path]]:
    """Its files by variant ("full" unless the name says "small", "imbalanced" or "oos_plus")."""
    found: dict[str, list[Path]] = {}
    for path in _files(folder, "*.json", "*.jsonl", "*.csv"):
        named = "clinc" in "/".join(_parts(folder, path)) and _CLINC_STEM.fullmatch(path.stem) is not None
        if named or (path.suffix == ".json" and _starts_like_clinc(path)) or _is_clinc_whole(folder, path):
            variant = _VARIANT.search(path.stem)
            found.setdefault(variant[0].lower() if variant else "full", []).append(path)
    return found


def read_clinc150(files: Iterable[Path]) -> dict[str, Labelled]:
    """The splits that the files hold together, by CLINC's own names (`train`, `oos_val`, …). Raises `BadData`."""
    rows: dict[str, dict[tuple[str, str], None]] = {}
    names: dict[str, dict[str, None]] = {}
    for path in files:
        for split, pairs in _clinc_splits(path).items():
            for pair in pairs:
                of = f"oos_{split.removeprefix('oos_')}" if pair[1] == "oos" else split
                rows.setdefault(of, {})[pair] = None
                names.setdefault(of, {})[path.name] = None
    return {
        split: Labelled(tuple(text for text, _ in pairs), tuple(label for _, label in pairs), "+".join(names[split]))
        for split, pairs in rows.items()
    }


def find_bitext(folder: Path) -> list[Path]:
    """All CSV files with utterances and intents in folders whose name begins with "bitext"."""
    return [
        path
        for path in _files(folder, "*.csv")
        if any(part.startswith("bitext") for part in _parts(folder, path)[:-1])
        and "intent" in _header(path)
        and {"utterance", "instruction"} & _header(path)
    ]


def _clinc_splits(path: Path) -> Mapping[str, list[tuple[str, str]]]:
    named = _CLINC_STEM.fullmatch(path.stem)
    if path.suffix != ".json":
        assert named is not None
        held = read_labelled(path)
        return {_split_name(named): list(zip(held.texts, held.labels, strict=True))}
    content = load_json(path)
    if isinstance(content, list) and named is not None:
        content = {_split_name(named): content}
    if not isinstance(content, dict) or not set(content) & set(_CLINC_KEYS):
        raise BadData(path, 1, f"none of the keys {', '.join(_CLINC_KEYS)}")
    splits = {}
    for key in _CLINC_KEYS:
        value = content.get(key, [])
        if not isinstance(value, list):
            raise BadData(path, 1, f"{key!r} is not a list")
        splits[key] = [as_pair(path, number, entry, TEXT, LABEL) for number, entry in enumerate(value, 1)]
    return splits


def _split_name(named: re.Match[str]) -> str:
    return f"{named[1] or ''}{named[2]}".lower()


def _is_clinc_whole(folder: Path, path: Path) -> bool:
    """`data_full.json` and its like, even where they can't be read: then that is said, not passed over."""
    parts = _parts(folder, path)
    return path.suffix == ".json" and path.stem.startswith("data_") and "clinc" in "/".join(parts)


def _starts_like_clinc(path: Path) -> bool:
    with path.open("rb") as file:
        return _CLINC_HEAD.match(file.read(200).decode("utf-8", "replace").removeprefix("\ufeff")) is not None


def _is_hint3(folder: Path, path: Path) -> bool:
    return any("hint3" in part for part in _parts(folder, path)) or {"sentence", "label"} <= _header(path)


def _version(folder: Path, path: Path) -> str | None:
    return next((part for part in reversed(_parts(folder, path)[:-1]) if _VERSION.fullmatch(part)), None)


def _split(path: Path) -> str:
    return _SPLITS.get(path.stem.lower(), "")


def _header(path: Path) -> set[str]:
    if path.suffix != ".csv":
        return set()
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return {name.strip().strip('"').lower() for name in file.readline().split(",")}


def _parts(folder: Path, path: Path) -> list[str]:
    """The names from the folder's own on, in lower case."""
    whole, top = path.resolve(), folder.resolve()
    below = whole.relative_to(top).parts if whole.is_relative_to(top) else whole.parts
    return [part.lower() for part in (*top.parts[-2:], *below)]


def _files(folder: Path, *patterns: str, deep: bool = True) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(path for path in (folder.rglob if deep else folder.glob)(pattern) if path.is_file())
