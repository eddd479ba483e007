"""Live updates over a real server: a stream that breaks, however often, loses nothing and says nothing twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from tests.web.conftest import Browser
from tests.web.running import Server

pytestmark = pytest.mark.timeout(90)
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    event: str
    data: Any
    id: str | None


class Stream:
    """An open stream, read frame by frame as a browser does."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def next(self) -> Frame:
        async with asyncio.timeout(PATIENCE):
            fields: dict[str, str] = {}
            async for line in self._lines:
                if not line:
                    if "data" in fields:
                        return Frame(fields["event"], json.loads(fields["data"]), fields.get("id"))
                    fields = {}
                elif not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    fields[name] = value
        raise EOFError

    async def next_event(self) -> Frame:
        while (frame := await self.next()).event != "event":
            pass
        return frame


@asynccontextmanager
async def streaming(
    browser: Browser, query: str = "", last: str | None = None, path: str = "/api/stream"
) -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": last} if last is not None else {}
    async with browser.http.stream("GET", f"{path}?{query}", headers=headers) as answer:
        assert answer.status_code == 200
        yield Stream(answer)


@asynccontextmanager
async def visiting(server: Server, who: str | None = None) -> AsyncIterator[Browser]:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=PATIENCE, limits=limits) as http:
        browser = await Browser(http).load()
        if who is not None:
            key = "agent_id" if who.startswith("agt_") else "customer_id"
            browser.csrf = (await browser.post("/api/demo/sign-in", {key: who})).json()["csrf"]
        yield browser


@pytest.fixture
async def visitor(server: Server) -> AsyncIterator[Browser]:
    async with visiting(server) as browser:
        yield browser


async def append(server: Server, conversation: str, count: int) -> None:
    """Events written by nobody in a hurry: straight into the table, as many as no person would write."""
    connection = await asyncpg.connect(server.database_url)
    try:
        await connection.execute(
            """
with moved as (
    update conversations set last_seq = last_seq + $2 where id = $1 returning last_seq
)
insert into conversation_events (conversation_id, seq, at, body)
select $1, last_seq - $2 + n, now(), '{"type": "reported", "text": "n", "cards": []}' from moved, generate_series(1, $2) n
""",
            conversation,
            count,
        )
        await connection.execute("select pg_notify('hub', 'conversation:' || $1 || ' 0')", conversation)
    finally:
        await connection.close()


async def test_events_have_their_numbers_and_what_changed_has_none(server: Server) -> None:
    async with visiting(server, "cus_noah") as noah:
        conversation = await noah.start("thank you")
        async with streaming(noah, f"conversation={conversation}") as stream:
            assert stream.answer.headers["content-type"].startswith("text/event-stream")
            assert stream.answer.headers["cache-control"] == "no-cache"
            assert "default-src 'none'" in stream.answer.headers["content-security-policy"]
            frames = [await stream.next_event(), await stream.next_event()]
            assert [(frame.id, frame.data["seq"]) for frame in frames] == [("1", 1), ("2", 2)]
            assert [frame.data["body"]["type"] for frame in frames] == ["customer_said", "assistant_said"]
            await noah.post(f"/api/conversations/{conversation}/person")
            seen = [await stream.next() for _ in range(2)]
        changed = next(frame for frame in seen if frame.event == "changed")
        moved = next(frame for frame in seen if frame.event == "event")
        assert (changed.data["what"], changed.id) == ("case", None)
        assert moved.data["body"]["type"] == "floor_moved"


async def test_a_stream_that_breaks_all_the_time_misses_nothing_and_repeats_nothing(
    server: Server, visitor: Browser
) -> None:
    conversation = await visitor.start("thank you")
    messages = 24
    seen: list[int] = []

    async def write() -> None:
        for number in range(messages):
            await visitor.say(conversation, "thank you", message_id=f"m{number}")
            await asyncio.sleep(0.23)  # as slow as the limit on messages wants it

    async def read() -> None:
        breaks = 0
        while len(seen) < 2 * (messages + 1):
            last = str(seen[-1]) if seen else None
            async with streaming(visitor, f"conversation={conversation}", last) as stream:
                for _ in range(1 + breaks % 5):
                    if len(seen) < 2 * (messages + 1):
                        seen.append((await stream.next_event()).data["seq"])
            breaks += 1

    await asyncio.gather(write(), read())
    assert seen == list(range(1, 2 * (messages + 1) + 1))


async def test_a_long_absence_is_caught_up_in_order(server: Server, visitor: Browser) -> None:
    conversation = await visitor.start("thank you")
    async with streaming(visitor, f"conversation={conversation}", "2") as stream:
        await append(server, conversation, 1203)
        while_open = [(await stream.next_event()).data["seq"] for _ in range(1203)]
    async with streaming(visitor, f"conversation={conversation}", "3") as stream:
        after = [(await stream.next_event()).data["seq"] for _ in range(1202)]
    assert while_open == list(range(3, 1206))
    assert after == list(range(4, 1206))


@pytest.mark.parametrize(
    ("after", "last", "first"),
    [("", None, 1), ("&after=3", None, 4), ("&after=1", "5", 6), ("&after=2", "", 3), ("&after=2", "x", 3),
     ("", "-1", 1), ("", "99999999999999999999", 1), ("", "٣", 1), ("&after=2", "0", 1)],
)  # fmt: skip
async def test_where_a_stream_begins(
    after: str, last: str | None, first: int, server: Server, visitor: Browser
) -> None:
    conversation = await visitor.start("thank you")
    await append(server, conversation, 6)
    given = last.encode() if last is not None else None
    headers = {"Last-Event-ID": given} if given is not None else {}
    async with visitor.http.stream("GET", f"/api/stream?conversation={conversation}{after}", headers=headers) as answer:
        assert (await Stream(answer).next_event()).data["seq"] == first


async def test_when_the_listener_is_cut_off_streams_are_told_to_look_again_and_go_on(
    server: Server, visitor: Browser
) -> None:
    conversation = await visitor.start("thank you")
    async with streaming(visitor, f"conversation={conversation}", "2") as stream:
        connection = await asyncpg.connect(server.database_url)
        try:
            cut = await connection.fetchval(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                "where datname = current_database() and query ilike 'listen%'"
            )
        finally:
            await connection.close()
        assert cut == 1
        await visitor.say(conversation, "thank you")
        frames = [await stream.next() for _ in range(3)]
        assert [frame.data["seq"] for frame in frames if frame.event == "event"] == [3, 4]
        assert [frame.data for frame in frames if frame.event == "changed"] == [{"what": "all", "id": ""}]
        await visitor.say(conversation, "thank you")
        assert (await stream.next_event()).data["seq"] == 5


async def test_the_desk_sees_the_line_move_and_the_case_that_it_has_open(server: Server, visitor: Browser) -> None:
    conversation = await visitor.start("thank you")
    async with visiting(server, "agt_ruth") as ruth, streaming(ruth, path="/api/desk/stream") as desk:
        await visitor.post(f"/api/conversations/{conversation}/person")
        while (frame := await desk.next()).data["what"] != "case":
            pass
        case = frame.data["id"]
        async with streaming(ruth, f"case={case}", path="/api/desk/stream") as screen:
            numbers = [(await screen.next_event()).data["seq"] for _ in range(3)]
            assert numbers == [1, 2, 3]
            assert (await ruth.post(f"/api/desk/cases/{case}/claim")).status_code == 200
            assert (await screen.next_event()).data["body"]["agent_name"] == "Ruth Adeyemi"
            said = {"message_id": uuid4().hex, "text": "I am here."}
            async with streaming(visitor, f"conversation={conversation}", "4") as page:
                assert (await ruth.post(f"/api/desk/cases/{case}/messages", said)).status_code == 201
                for stream in (page, screen):
                    assert (await stream.next_event()).data["body"]["text"] == "I am here."


async def test_a_hundred_tabs_are_told_of_one_message(server: Server, visitor: Browser) -> None:
    conversation = await visitor.start("thank you")

    async def tab() -> int:
        async with streaming(visitor, f"conversation={conversation}", "2") as stream:
            ready.release()
            return int((await stream.next_event()).data["seq"])

    ready = asyncio.Semaphore(0)
    tabs = [asyncio.create_task(tab()) for _ in range(100)]
    for _ in tabs:
        await ready.acquire()
    await visitor.say(conversation, "thank you")
    assert set(await asyncio.gather(*tabs)) == {3}
