"""The generator of load, run in a process of its own: turns at a rate or as many as there can be, and agents' messages.

At a rate, a turn's time counts from the moment at which its message was due, not from when there was room to send it: a
queue in front of the hub is part of what a customer waits for.
"""

from __future__ import annotations

import asyncio
import random
import resource
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, repeat

import msgspec
import uvloop

from benchmarks.turn import texts
from benchmarks.turn.stand import cpu_of
from benchmarks.turn.wire import Broken, Connection, Stream, get, post

_PATIENCE = 10.0
_encode = msgspec.json.Encoder().encode
_OneTurn = Callable[[float, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of somebody who is signed in; `after` is the number of its last event."""

    id: str
    cookie: str
    csrf: str
    after: int


@dataclass(frozen=True, slots=True)
class Turns:
    """Turns to make: `rate` a second (open loop), or by `clients` that each wait for their answer (closed loop).

    `text` None is the whole mix; `tag` keeps message ids apart from other runs'; `roots`
    are the hub's own processes, whose CPU is counted."""

    host: str
    port: int
    talks: tuple[Talk, ...]
    seconds: float
    tag: str
    rate: float | None = None
    clients: int = 1
    text: str | None = None
    roots: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agent writes."""

    path: str
    cookie: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Appends:
    host: str
    port: int
    places: tuple[Place, ...]
    seconds: float
    tag: str
    clients: int


@dataclass(slots=True)
class Outcome:
    """`ms` of every answer in order of sending; `cpu_share`: of one core, used by the generator itself; `cpu`: seconds
    used by each part of the hub, the opening of streams left out."""

    ms: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    cpu_share: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return len(self.ms) / self.seconds


def run_turns(turns: Turns) -> Outcome:
    return uvloop.run(_run_turns(turns))


def run_appends(appends: Appends) -> Outcome:
    return uvloop.run(_run_appends(appends))


class _Open:
    """A talk whose stream is open. One message at a time."""

    def __init__(self, talk: Talk, tag: str) -> None:
        self._talk = talk
        self._path = f"/api/conversations/{talk.id}/messages"
        self._ids = (f"{tag}-{number}" for number in count())
        self._heard = False
        self._answered: asyncio.Future[None] | None = None
        self._stream: Stream | None = None

    async def open(self, host: str, port: int) -> _Open:
        request = get(f"/api/stream?conversation={self._talk.id}&after={self._talk.after}", self._talk.cookie)
        self._stream = await Stream.open(host, port, request, self._on_data)
        return self

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def _on_data(self, data: bytes) -> None:
        """The answer is the first event after the customer's own words; what a journey reports before them is not."""
        if b'"type":"customer_said"' in data:
            self._heard = True
        elif self._heard and data.startswith(b'{"seq"'):
            self._heard = False
            if self._answered is not None and not self._answered.done():
                self._answered.set_result(None)

    async def turn(self, connection: Connection, text: str) -> None:
        """Returns when the answer is here. Raises Broken, TimeoutError."""
        self._answered = asyncio.get_running_loop().create_future()
        body = _encode({"message_id": next(self._ids), "text": text})
        async with asyncio.timeout(_PATIENCE):
            status, said = await connection.ask(post(self._path, self._talk.cookie, self._talk.csrf, body))
            if status != 201:
                raise Broken(f"status {status}: {said[:120]!r}")
            await self._answered


class _Connections:
    """Idle connections, the longest idle first: so that every web process gets its share."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._idle: deque[Connection] = deque()

    async def take(self) -> Connection:
        return self._idle.popleft() if self._idle else await Connection.open(self._host, self._port)

    def give(self, connection: Connection) -> None:
        self._idle.append(connection)

    def close(self) -> None:
        for connection in self._idle:
            connection.close()


async def _run_turns(turns: Turns) -> Outcome:
    outcome = Outcome()
    connections = _Connections(turns.host, turns.port)
    for connection in [await connections.take() for _ in range(max(16, turns.clients))]:
        connections.give(connection)
    free: asyncio.Queue[_Open] = asyncio.Queue()
    for talk in turns.talks:
        free.put_nowait(await _Open(talk, turns.tag).open(turns.host, turns.port))
    said = texts.endless(20_26) if turns.text is None else repeat(turns.text)

    async def one(due: float, text: str) -> None:
        talk = await free.get()
        connection = await connections.take()
        try:
            await talk.turn(connection, text)
            outcome.ms.append((time.perf_counter() - due) * 1000)
            connections.give(connection)
        except (Broken, TimeoutError, OSError) as error:
            outcome.failures[f"{type(error).__name__}: {error}"] += 1
            connection.close()
        free.put_nowait(talk)

    hub, used = cpu_of(turns.roots), _cpu()
    began = time.perf_counter()
    if turns.rate is not None:
        await _at_a_rate(turns.rate, turns.seconds, said, one)
    else:
        await asyncio.gather(*(_one_after_the_other(began + turns.seconds, said, one) for _ in range(turns.clients)))
    outcome.seconds = time.perf_counter() - began
    outcome.cpu_share = (_cpu() - used) / outcome.seconds
    outcome.cpu = {name: seconds - hub[name] for name, seconds in cpu_of(turns.roots).items()}
    while not free.empty():
        free.get_nowait().close()
    connections.close()
    return outcome


async def _at_a_rate(rate: float, seconds: float, said: Iterator[str], one: _OneTurn) -> None:
    """Poisson arrivals; the same in every run."""
    arrivals = random.Random(f"arrivals at {rate}")
    due = time.perf_counter()
    until = due + seconds
    running: list[asyncio.Future[None]] = []
    while (due := due + arrivals.expovariate(rate)) < until:
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        running.append(asyncio.ensure_future(one(due, next(said))))
    await asyncio.gather(*running)


async def _one_after_the_other(until: float, said: Iterator[str], one: _OneTurn) -> None:
    while (now := time.perf_counter()) < until:
        await one(now, next(said))


async def _run_appends(appends: Appends) -> Outcome:
    outcome, numbers, places = Outcome(), count(), random.Random(20_26)

    async def client(until: float) -> None:
        connection = await Connection.open(appends.host, appends.port)
        while (now := time.perf_counter()) < until:
            place = places.choice(appends.places)
            body = _encode(
                {"message_id": f"{appends.tag}-{next(numbers)}", "text": "I have looked, and it is on its way."}
            )
            status, said = await connection.ask(post(place.path, place.cookie, place.csrf, body))
            if status == 201:
                outcome.ms.append((time.perf_counter() - now) * 1000)
            else:
                outcome.failures[f"status {status}: {said[:120]!r}"] += 1
        connection.close()

    used, began = _cpu(), time.perf_counter()
    await asyncio.gather(*(client(began + appends.seconds) for _ in range(appends.clients)))
    outcome.seconds = time.perf_counter() - began
    outcome.cpu_share = (_cpu() - used) / outcome.seconds
    return outcome


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
