"""HTTP/1.1 for a generator of load: one write a request, no more of the protocol than the hub speaks.

A general client costs as much as the work that is to be measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from resolution_hub.web.auth import COOKIE

_encode = msgspec.json.Encoder().encode


class Line:
    """A signed-in caller's kept connection, one request at a time; a stream has a connection of its own."""

    def __init__(self, host: str, port: int, cookie: str, csrf: str) -> None:
        self.cookie = cookie
        self._host, self._port, self._csrf = host, port, csrf
        self._kept: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._streams: list[asyncio.StreamWriter] = []
        self._one = asyncio.Lock()

    async def post(self, path: str, body: Any = None) -> tuple[int, bytes]:
        """The answer's status and body."""
        sent = b"" if body is None else _encode(body)
        head = f"x-csrf-token: {self._csrf}\r\ncontent-type: application/json\r\ncontent-length: {len(sent)}\r\n"
        async with self._one:
            if self._kept is None:
                self._kept = await asyncio.open_connection(self._host, self._port)
            reader, writer = self._kept
            writer.write(self._head("POST", path, head) + sent)
            status, headers = await _answer(reader)
            return status, await reader.readexactly(int(headers.get(b"content-length", b"0")))

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """The chunks of a stream of events, as the hub writes them. Raises RuntimeError when there is no stream."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        self._streams.append(writer)
        writer.write(self._head("GET", path, ""))
        status, headers = await _answer(reader)
        if status != 200 or headers.get(b"transfer-encoding") != b"chunked":
            raise RuntimeError(f"no stream at {path}: {status}")
        while size := int(await reader.readuntil(b"\r\n"), 16):
            yield (await reader.readexactly(size + 2))[:-2]

    def close(self) -> None:
        for writer in (*self._streams, *([self._kept[1]] if self._kept else [])):
            writer.close()

    def _head(self, method: str, path: str, more: str) -> bytes:
        return f"{method} {path} HTTP/1.1\r\nhost: bench\r\ncookie: {COOKIE}={self.cookie}\r\n{more}\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[bytes, bytes]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
    pairs = (line.partition(b":") for line in lines if line)
    return int(first[9:12]), {name: value.strip() for name, _, value in pairs}
