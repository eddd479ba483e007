"""HTTP/1.1 for a generator of load: one write a request, one pass over the answer, and streams that call back.

It knows what the hub sends and no more; a general client costs as much as the work that is to be measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast


class Broken(Exception):
    """The other side closed the connection, or said what this client does not understand."""


class Connection(asyncio.Protocol):
    """A connection that is kept: one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._buffer = b""

    @classmethod
    async def open(cls, host: str, port: int) -> Connection:
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """The answer's status and body. Raises Broken."""
        if self._transport is None or self._transport.is_closing():
            raise Broken("the connection is closed")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._answer is None:
            return
        head = self._buffer[:end].lower()
        start = head.find(b"content-length:")
        status = int(head[9:12])
        length = int(head[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        if start < 0 and status != 204:
            self._fail(Broken("an answer without a length"))
        elif len(self._buffer) >= end + 4 + length:
            body, self._buffer = self._buffer[end + 4 : end + 4 + length], self._buffer[end + 4 + length :]
            if not self._answer.done():
                self._answer.set_result((status, body))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(Broken(f"the connection was lost: {exc}"))

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Stream(asyncio.Protocol):
    """A stream of server-sent events; `on_data` gets the data of each as it arrives."""

    def __init__(self, request: bytes, on_data: Callable[[bytes], None]) -> None:
        self._request, self._on_data = request, on_data
        self._transport: asyncio.Transport | None = None
        self._raw, self._text, self._in_body = b"", b"", False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, host: str, port: int, request: bytes, on_data: Callable[[bytes], None]) -> Stream:
        """The stream, once the server's first words are here: from then on nothing is missed. Raises Broken."""
        _, stream = await asyncio.get_running_loop().create_connection(lambda: cls(request, on_data), host, port)
        await asyncio.wait_for(stream.opened, 10)
        return stream

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._raw += data
        if not self._in_body and not self._skip_head():
            return
        while (line_end := self._raw.find(b"\r\n")) >= 0:
            size = int(self._raw[:line_end] or b"0", 16)
            if size == 0 or len(self._raw) < line_end + 4 + size:
                break
            self._text += self._raw[line_end + 2 : line_end + 2 + size].replace(b"\r\n", b"\n")
            self._raw = self._raw[line_end + 4 + size :]
        *whole, self._text = self._text.split(b"\n\n")
        for message in whole:
            if not self.opened.done():
                self.opened.set_result(None)
            for line in message.split(b"\n"):
                if line.startswith(b"data: "):
                    self._on_data(line[6:])

    def _skip_head(self) -> bool:
        end = self._raw.find(b"\r\n\r\n")
        if end < 0:
            return False
        head, self._raw = self._raw[:end], self._raw[end + 4 :]
        self._in_body = True
        if head[9:12] != b"200" or b"chunked" not in head.lower():
            self.opened.set_exception(Broken(f"no stream: {head[:200]!r} {self._raw[:200]!r}"))
            return False
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(Broken(f"the stream was lost: {exc}"))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


def get(path: str, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\n\r\n".encode()


def post(path: str, cookie: str, csrf: str, body: bytes) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\nx-csrf-token: {csrf}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode() + body
