"""Customers who write and wait for the answer on their stream."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field

import msgspec

from benchmarks.turn.house import House
from benchmarks.turn.wire import Line

# What people write, of every kind that the assistant answers by itself; none of it moves money in the demo shop.
TEXTS = (
    "where is my package",
    "how long does delivery take?",
    "where is my refund",
    "hello there",
    "cancel my order",
    "what is your return policy",
    "Where is my order? It should have been here days ago",
    "thanks a lot",
)
_PATIENCE = 20.0


@dataclass(slots=True)
class Talker:
    """One conversation of one customer, with its stream open. `told` is the latest answer's number."""

    line: Line
    conversation: str
    told: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    async def say(self, text: str) -> int:
        """Send one message; the number at which it stands."""
        body = {"message_id": f"m{next(self._numbers)}", "text": text}
        status, answer = await self.line.post(f"/api/conversations/{self.conversation}/messages", body)
        if status != 201:
            raise RuntimeError(f"{status}: {answer.decode(errors='replace')}")
        return int(msgspec.json.decode(answer)["seq"])

    async def ask(self, text: str) -> None:
        """Send one message and wait until its answer has come by the stream."""
        async with self._turn:
            seq = await self.say(text)
            async with asyncio.timeout(_PATIENCE):
                while self.told <= seq:
                    self._news.clear()
                    await self._news.wait()

    async def listen(self) -> None:
        self._listening = asyncio.create_task(self._listen())
        await asyncio.sleep(0)

    async def _listen(self) -> None:
        async for chunk in self.line.stream(f"/api/stream?conversation={self.conversation}"):
            for line in chunk.split(b"\r\n"):
                if line.startswith(b"data: {") and b'"assistant_said"' in line:
                    self.told = max(self.told, int(msgspec.json.decode(line[6:])["seq"]))
                    self._news.set()

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        self.line.close()


async def gather_talkers(house: House, most: int) -> list[Talker]:
    """A conversation for each of `most` customers, greeted, its stream open."""
    talkers = []
    for customer in (await house.customers())[:most]:
        line = await house.line("customer", customer)
        status, answer = await line.post("/api/conversations", {"message_id": "start"})
        if status != 201:
            raise RuntimeError(answer.decode(errors="replace"))
        talker = Talker(line, msgspec.json.decode(answer)["conversation_id"])
        await talker.listen()
        talkers.append(talker)
    return talkers


async def at_rate(talkers: list[Talker], rate: float, seconds: float) -> list[float]:
    """Milliseconds from the moment at which each message was due to its answer, so that waiting in line counts."""
    began, taken = time.perf_counter() + 0.1, []

    async def one(number: int) -> None:
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await talkers[number % len(talkers)].ask(TEXTS[number % len(TEXTS)])
        taken.append((time.perf_counter() - due) * 1e3)

    await asyncio.gather(*(one(number) for number in range(max(10, int(rate * seconds)))))
    return taken


async def flat_out(talkers: list[Talker], at_once: int, seconds: float) -> float:
    """Turns a second when `at_once` customers write as soon as they are answered, each in turn a different one."""
    end, done, order = time.perf_counter() + seconds, 0, itertools.cycle(range(len(talkers)))
    busy: set[int] = set()

    async def one() -> None:
        nonlocal done
        while time.perf_counter() < end:
            number = next(each for each in order if each not in busy)
            busy.add(number)
            await talkers[number].say(TEXTS[done % len(TEXTS)])
            busy.discard(number)
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    return done / (time.perf_counter() - began)
