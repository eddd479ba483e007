"""Trained models side by side, and which of them is in use. A crash between any two writes leaves the old one in use.

A model is a folder that is written aside and renamed into place whole. `in-use` is a file with the names of the promoted models,
the latest last; it is replaced by a rename too. Taking a model back drops the last name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

KEPT = 5  # promoted models, to take back to
_POINTER = "in-use"


class NothingBefore(Exception):
    """There is no model that was in use before this one."""


class Shelf:
    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @property
    def stamp(self) -> tuple[int, int] | None:
        """Changes with every promotion; cheap to ask for."""
        try:
            stat = (self._directory / _POINTER).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def folder(self, version: str) -> Path:
        return self._directory / version

    def history(self) -> tuple[str, ...]:
        """The promoted models' versions, the one in use last."""
        try:
            return tuple((self._directory / _POINTER).read_text("utf-8").split())
        except OSError:
            return ()

    def current(self) -> Path | None:
        """The folder of the model in use."""
        versions = self.history()
        return self.folder(versions[-1]) if versions else None

    def put(self, version: str, fill: Callable[[Path], None]) -> Path:
        """A folder that `fill` writes the model into. The same version is the same model and is not written again."""
        target = self._directory / version
        if not target.exists():
            self._directory.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._directory, prefix=".new-") as scratch:
                unfinished = Path(scratch) / version
                unfinished.mkdir()
                fill(unfinished)
                for file in unfinished.iterdir():
                    _write_through(file)
                unfinished.replace(target)
        return target

    def promote(self, version: str) -> None:
        """Use this model from now on; processes take it up within seconds. Raises FileNotFoundError for one not put."""
        if not (self._directory / version).is_dir():
            raise FileNotFoundError(self._directory / version)
        versions = [v for v in self.history() if v != version][-(KEPT - 1) :] + [version]
        self._point_to(versions)
        self._tidy(versions)

    def take_back(self) -> str | None:
        """Use what was in use before; its version, or None where that was the built-in model. Raises NothingBefore."""
        versions = self.history()
        if not versions:
            raise NothingBefore
        self._point_to(versions[:-1])
        return versions[-2] if len(versions) > 1 else None

    def _point_to(self, versions: Sequence[str]) -> None:
        handle, name = tempfile.mkstemp(dir=self._directory, prefix=".pointer-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(versions))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self._directory / _POINTER)
        _write_through(self._directory)

    def _tidy(self, kept: Sequence[str]) -> None:
        for path in self._directory.iterdir():
            if path.is_dir() and not path.name.startswith(".") and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _write_through(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
