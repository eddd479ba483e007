"""Blobs as files in a folder: `ab/cdef…` by their SHA-256. All web processes of an installation share the folder.

A file appears whole or not at all: it is written beside its place, synced, and renamed. What is read is checked against
its name, so that a file somebody changed is not given out.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import tempfile
from pathlib import Path

from resolution_hub.ports.blobs import BlobMissing, BlobsUnavailable

_NAME = re.compile(r"[0-9a-f]{64}")


class FileBlobs:
    """Implements the Blobs port. The folder is made when the first blob comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        try:
            await asyncio.to_thread(_write, self._path(name), content)
        except OSError as error:
            raise BlobsUnavailable(f"a file cannot be kept: {error}") from error
        return name

    async def get(self, name: str) -> bytes:
        try:
            content = await asyncio.to_thread(self._path(name).read_bytes)
        except FileNotFoundError:
            raise BlobMissing(name) from None
        except OSError as error:
            raise BlobsUnavailable(f"a file cannot be read: {error}") from error
        if hashlib.sha256(content).hexdigest() != name:
            raise BlobMissing(name)
        return content

    async def delete(self, name: str) -> None:
        try:
            await asyncio.to_thread(self._path(name).unlink, missing_ok=True)
        except OSError as error:
            raise BlobsUnavailable(f"a file cannot be removed: {error}") from error

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):  # names come from our own tables; a path must never be made of anything else
            raise BlobMissing(name)
        return self._folder / name[:2] / name[2:]


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).replace(path)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
