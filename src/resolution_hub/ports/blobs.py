"""Keeping files of some megabytes: each is named by what is in it, so that the same content twice is one file."""

from __future__ import annotations

from typing import Protocol


class BlobError(Exception):
    """`permanent`: trying again cannot succeed."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class BlobMissing(BlobError):
    """There is nothing of that name, or what is there is not what the name says."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no {name!r}", permanent=True)


class BlobsUnavailable(BlobError):
    """The store does not answer, or is full. Nothing was kept under the name; ask again."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class Blobs(Protocol):
    async def put(self, content: bytes) -> str:
        """Keep the content and return its name: its SHA-256 as 64 hexadecimal digits. Raises BlobsUnavailable."""
        ...

    async def get(self, name: str) -> bytes:
        """What `put` kept. Raises BlobMissing, BlobsUnavailable."""
        ...

    async def delete(self, name: str) -> None:
        """Forget it; what is not there is forgotten already. Raises BlobsUnavailable."""
        ...
