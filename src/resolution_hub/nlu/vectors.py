"""Vectors of many texts, kept in one file from run to run: a text is encoded once, whatever changes around it."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from resolution_hub.nlu.encoder import DIMENSIONS, Encoder, Vectors, encoder_key

_BATCH = 50


def encode_kept(
    texts: Sequence[str],
    encoder: Encoder,
    directory: Path | None,
    name: str,
    tell: Callable[[int, int], None] | None = None,
) -> Vectors:
    """One unit row a text, as `encoder.encode`. Those that the file NAME-….npz of `directory` holds are taken from it,
    and the file then holds exactly these texts; of several processes that write it, the last one's stays, whole. `tell`
    hears how many of the texts that had to be encoded are done."""
    keys = [_key(text) for text in texts]
    path = directory / f"{name}-{encoder_key()}.npz" if directory is not None else None
    known = _read(path) if path is not None else {}
    missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        known |= zip((key for key, _ in batch), encoder.encode([text for _, text in batch]), strict=True)
        if tell is not None:
            tell(start + len(batch), len(missing))
    if path is not None and (missing or len(known) > len(set(keys))):
        _write(path, {key: known[key] for key in keys})
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, DIMENSIONS), dtype=np.float32)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _read(path: Path) -> dict[bytes, Vectors]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            keys, rows = held["keys"], held["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # not there yet, or not ours: it is written anew
    if keys.ndim != 2 or rows.shape != (len(keys), DIMENSIONS):
        return {}
    return {key.tobytes(): np.asarray(row, dtype=np.float32) for key, row in zip(keys, rows, strict=True)}


def _write(path: Path, held: dict[bytes, Vectors]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = np.frombuffer(b"".join(held), dtype=np.uint8).reshape(len(held), -1)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        unfinished = Path(scratch) / path.name
        np.savez(unfinished, keys=keys, rows=np.stack(list(held.values())))
        unfinished.replace(path)
