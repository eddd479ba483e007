"""What the real server makes of requests that no browser sends, and how it ends while pages are open."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.web.conftest import ROOT, environment
from tests.web.running import Server, serve
from tests.web.test_bad_input import is_problem

TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=20) as opened:
        opened.headers["X-CSRF-Token"] = opened.get("/api/me").json()["csrf"]
        yield opened


def raw(server: Server, request: bytes) -> bytes:
    """What comes back for these very bytes, until the server closes or says nothing for a moment."""
    at = urlsplit(server.url)
    with socket.create_connection((at.hostname, at.port), 5) as connection:
        connection.settimeout(1.0)
        answer = b""
        try:
            connection.sendall(request)
            while piece := connection.recv(65_536):
                answer += piece
        except (TimeoutError, ConnectionError):
            pass
    return answer


@pytest.mark.parametrize(
    "name", ["%00", "%ff", "%c3%28", "%ed%a0%80", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "a%0d%0ab"]
)
def test_an_id_in_any_bytes_is_not_found(name: str, client: httpx.Client) -> None:
    for path in (f"/api/articles/{name}", f"/api/conversations/{name}", f"/hooks/carriers/{name}x"):
        answer = client.post(path, json={}) if path.startswith("/hooks") else client.get(path)
        is_problem(answer, answer.status_code)
        assert answer.status_code in (404, 405, 422)


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "q=%ed%a0%80", "q=a&q=b", "q", "&&&", "q=" + "x" * 500])
def test_a_search_in_any_bytes_is_answered(query: str, client: httpx.Client) -> None:
    answer = client.get(f"/api/articles?{query}")
    if answer.status_code != 200:
        is_problem(answer, 422, "invalid")


def test_ten_megabytes_are_refused_with_and_without_their_length(client: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(TEN_MEGABYTES // 65_536):
            yield b"a" * 65_536

    for body in (b"a" * TEN_MEGABYTES, pieces()):
        headers = {"content-type": "application/json"}
        try:
            answer = client.post("/api/conversations", content=body, headers=headers)
        except httpx.TransportError:
            continue  # the server may hang up on whoever goes on talking
        is_problem(answer, 413, "too_large")
    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /api/me HTTP/1.1\r\nHost: x\r\nCookie: hub_session=" + b"a" * 2_000_000 + b"\r\n\r\n",
        b"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nZZZZ",
        b"GET /api/me HTTP/1.1\r\nHost: x\r\nX-Bad: a\x00b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=range(7),
)
def test_what_is_no_request_gets_no_answer_from_inside(
    request_bytes: bytes, server: Server, client: httpx.Client
) -> None:
    answer = raw(server, request_bytes)
    assert not answer or answer.split(b" ", 2)[1].startswith(b"4")
    assert b"Traceback" not in answer
    assert client.get("/health/ready").status_code == 200


def test_a_sender_who_leaves_in_the_middle_leaves_nothing_behind(server: Server, client: httpx.Client) -> None:
    body = json.dumps({"message_id": "half", "text": "thank you"}).encode()
    head = (
        f"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nCookie: hub_session={client.cookies['hub_session']}\r\n"
        f"X-CSRF-Token: {client.headers['X-CSRF-Token']}\r\n\r\n"
    )
    raw(server, head.encode() + body[:20])
    assert client.get("/api/conversations").json()["conversations"] == []
    sent = client.post("/api/conversations", content=body, headers={"content-type": "application/json"})
    assert sent.status_code == 201


@pytest.mark.timeout(90)
async def test_a_server_that_is_told_to_stop_ends_open_streams_and_is_gone(server: Server, tmp_path: Path) -> None:
    given = {**environment(), "HUB_DATABASE_URL": server.database_url}
    with serve(given, ROOT, tmp_path / "said.txt") as other:
        async with httpx.AsyncClient(base_url=other.url, trust_env=False, timeout=20) as client:
            await client.get("/api/me")
            async with client.stream("GET", "/api/stream") as stream:
                lines = stream.aiter_lines()
                assert await anext(lines) == ": open"
                process = psutil.Process(other.pid)
                family = [process, *process.children(recursive=True)]
                began = time.monotonic()
                process.send_signal(signal.SIGTERM)
                rest = [line async for line in lines]
        assert not any(line.startswith("data") for line in rest)
        _, alive = await asyncio.to_thread(psutil.wait_procs, family, 10)
        assert alive == []
        assert time.monotonic() - began < 8
