"""Files that are built once and kept: named by what they were made from, so a stale one is never found."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def content_key(parts: Iterable[str | bytes]) -> str:
    """A short name for exactly these parts, in this order. Parts can't run into one another."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:20]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_or_build(path: Path, build: Callable[[Path], None]) -> Path:
    """`path`, built first if it is not there. `build` writes to the path it is given.

    The file appears whole or not at all, and of several processes that start at once one builds and the others wait.
    """
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
                unfinished = Path(scratch) / path.name
                build(unfinished)
                unfinished.replace(path)
    return path
