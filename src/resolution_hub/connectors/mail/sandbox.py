"""The sandbox twin of a post office: keeps what it was given in a book of its own, and sends nothing anywhere.

A demo shows the book as "demo mailbox", so that its visitors can read the codes that would have been sent to them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.ports.mail import MailUnavailable, Message

_TAKE = """
insert into sandbox.mailbox (key, address, subject, body, sent_at) values ($1, $2, $3, $4, clock_timestamp())
on conflict (key) do nothing
"""

_LATEST = "select key, address, subject, body, sent_at from sandbox.mailbox order by sent_at desc, key limit $1"

Fault = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Delivered:
    key: str
    message: Message
    at: datetime


class SandboxMail:
    """`fault`, for tests, is awaited with "before" and "after" the effect; what it raises comes out of `send`."""

    def __init__(self, pool: asyncpg.Pool, fault: Fault | None = None) -> None:
        self._pool = pool
        self._fault = fault

    async def send(self, message: Message, key: str) -> None:
        """See the port. The first message under a key is the one that is kept."""
        await self._may_fail("before")
        try:
            await self._pool.execute(_TAKE, key, message.to, message.subject, message.text)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise MailUnavailable(f"the sandbox post office does not answer: {error}") from error
        await self._may_fail("after")

    async def _may_fail(self, moment: str) -> None:
        if self._fault is not None:
            await self._fault(moment)


async def latest(connection: asyncpg.Connection, most: int = 20) -> list[Delivered]:
    """What was delivered last, the newest first."""
    rows = await connection.fetch(_LATEST, most)
    return [Delivered(r["key"], Message(r["address"], r["subject"], r["body"]), r["sent_at"]) for r in rows]
