"""Waking streams when something changed: one LISTEN connection per process, fan-out in memory.

A notice only wakes; the tables are the truth. Topics are plain strings ("conversation:ID"). A subscriber that cannot keep
up is dropped and comes back by its last event id. When the listening connection is lost, every subscriber is told to
catch up (`None` on its queue is the end; `""` means "look again") and the hub listens anew.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator

import asyncpg
import structlog

CHANNEL = "hub"
CATCH_UP = ""
_NOTIFY = "select pg_notify('hub', $1)"
_BACKLOG = 256
_log = structlog.get_logger()


async def notify(tx: asyncpg.Connection, topic: str, payload: str = "") -> None:
    """Wake the topic's streams when `tx` commits. Topic and payload together stay far below PostgreSQL's 8,000 bytes."""
    await tx.execute(_NOTIFY, f"{topic} {payload}")


class Streams:
    """The subscribers of one process."""

    def __init__(self, url: str, *, most: int = 4000) -> None:
        self._url = url
        self._most = most
        self._topics: dict[str, set[asyncio.Queue[str | None]]] = defaultdict(set)
        self._open = 0
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self.listening = asyncio.Event()

    def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="live-listener")

    async def stop(self) -> None:
        self.end_all()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def end_all(self) -> None:
        """Finish every stream cleanly, so that the server can stop."""
        self._closed = True
        for queue in {queue for queues in self._topics.values() for queue in queues}:
            self._end(queue)

    @property
    def full(self) -> bool:
        return self._closed or self._open >= self._most

    @contextlib.contextmanager
    def subscribe(self, *topics: str) -> Iterator[asyncio.Queue[str | None]]:
        """A queue of payloads ("topic payload") of `topics`. Subscribe before reading the table, then nothing is missed."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(_BACKLOG)
        self._open += 1
        for topic in topics:
            self._topics[topic].add(queue)
        if self._closed:
            self._end(queue)
        try:
            yield queue
        finally:
            self._open -= 1
            for topic in topics:
                self._topics[topic].discard(queue)
                if not self._topics[topic]:
                    del self._topics[topic]

    def _deliver(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        text = str(payload)
        topic = text.partition(" ")[0]
        for queue in tuple(self._topics.get(topic, ())):
            try:
                queue.put_nowait(text)
            except asyncio.QueueFull:
                self._end(queue)

    @staticmethod
    def _end(queue: asyncio.Queue[str | None]) -> None:
        while queue.full():
            queue.get_nowait()
        queue.put_nowait(None)

    async def _listen(self) -> None:
        wait = 0.1
        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=5)
            except (OSError, asyncpg.PostgresError, TimeoutError) as error:
                _log.warning("live.cannot_listen", error=str(error), retry_in=wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 2.0)
                continue
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _, lost=lost: lost.set())
            try:
                await connection.add_listener(CHANNEL, self._deliver)
                wait = 0.1
                self.listening.set()
                self._wake_all()
                await lost.wait()
                _log.warning("live.listener_lost")
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("live.listener_failed", error=str(error))
            finally:
                self.listening.clear()
                connection.terminate()

    def _wake_all(self) -> None:
        for queue in {queue for queues in self._topics.values() for queue in queues}:
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(CATCH_UP)
