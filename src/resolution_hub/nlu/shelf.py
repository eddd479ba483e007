"""Trained models side by side, and which of them is in use. A crash between any two writes leaves the old one in use.

A model is a folder that is written aside and renamed into place whole, with the checksums of its files. `in-use` is a file with
the names of the promoted models, the latest last; it is replaced by a rename too. Taking a model back drops the last name.
Writers wait for each other; readers need not.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from resolution_hub.nlu.cache import sha256_of

KEPT = (
    5  # promoted models, to take back to; and as many that are not: taken back, or put by a training that is not done
)
_POINTER, _SUMS = "in-use", "checksums"
_NEW, _OLD = ".new-", ".old-"


class NothingBefore(Exception):
    """There is no model that was in use before this one."""


class BrokenModelError(Exception):
    """A model's folder is not what was put there; the message names the file. Train again, or take the model back."""


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
        except (OSError, UnicodeDecodeError):
            return ()

    def current(self) -> Path | None:
        """The folder of the model in use."""
        versions = self.history()
        return self.folder(versions[-1]) if versions else None

    def check(self, version: str) -> Path:
        """The model's folder, with every file as it was put there. Raises BrokenModelError."""
        folder = self.folder(version)
        try:
            lines = (folder / _SUMS).read_text("utf-8").splitlines()
            for expected, name in (line.split(maxsplit=1) for line in lines):
                if sha256_of(folder / name) != expected:
                    raise BrokenModelError(f"{folder / name} has changed since it was written")
        except (OSError, ValueError) as error:
            raise BrokenModelError(f"{folder} cannot be read: {error}") from error
        return folder

    def put(self, version: str, fill: Callable[[Path], None]) -> Path:
        """A folder that `fill` writes the model's files into. The same version is the same model: a whole one that is there
        already is not written again, a broken one is replaced."""
        with self._alone():
            try:
                return self.check(version)
            except BrokenModelError:
                self._write(version, fill)
        return self.folder(version)

    def promote(self, version: str) -> None:
        """Use this model from now on; processes take it up within seconds. Raises BrokenModelError for one not put."""
        with self._alone():
            self.check(version)
            versions = [*[one for one in self.history() if one != version][-(KEPT - 1) :], version]
            self._point_to(versions)
            others = [path for path in self._directory.iterdir() if path.is_dir() and path.name not in versions]
            for path in sorted(others, key=lambda path: path.stat().st_mtime_ns)[:-KEPT]:
                shutil.rmtree(path, ignore_errors=True)

    def take_back(self) -> str | None:
        """Use what was in use before; its version, or None where that was the built-in model. Raises NothingBefore."""
        with self._alone():
            versions = self.history()
            if not versions:
                raise NothingBefore
            self._point_to(versions[:-1])
        return versions[-2] if len(versions) > 1 else None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel lets go of it when the process dies
            for left in self._directory.glob(".*-*"):  # by a process that was killed
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink(missing_ok=True)
            yield

    def _write(self, version: str, fill: Callable[[Path], None]) -> None:
        unfinished = self._directory / f"{_NEW}{version}"
        unfinished.mkdir()
        fill(unfinished)
        files = sorted(unfinished.iterdir())
        sums = unfinished / _SUMS
        sums.write_text("".join(f"{sha256_of(file)} {file.name}\n" for file in files), "utf-8")
        for path in (*files, sums, unfinished):
            _write_through(path)
        target = self.folder(version)
        with suppress(FileNotFoundError):  # a broken one: nothing is lost in the moment without it
            target.rename(self._directory / f"{_OLD}{version}")
        unfinished.rename(target)
        _write_through(self._directory)

    def _point_to(self, versions: Sequence[str]) -> None:
        unfinished = self._directory / f"{_NEW}{_POINTER}"
        unfinished.write_text("\n".join(versions), "utf-8")
        _write_through(unfinished)
        unfinished.replace(self._directory / _POINTER)
        _write_through(self._directory)


def _write_through(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
