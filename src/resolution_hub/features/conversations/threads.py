"""Threads that were joined: the pointer to the one that goes on. Whoever holds a thread holds the one that it points to next,
so that two who hold several never wait for each other."""

from __future__ import annotations

import asyncpg

from resolution_hub.core.people import ConversationId
from resolution_hub.features.conversations import store
from resolution_hub.features.conversations.service import Conversation


async def point(tx: asyncpg.Connection, thread: Conversation, into: ConversationId | None) -> None:
    """Let `into` go on in the place of `thread`, or, with None, `thread` by itself again; both are held."""
    thread.merged_into = into
    await tx.execute(store.POINT, thread.id, into)


async def find_surviving(tx: asyncpg.Connection, conversation_id: str) -> ConversationId | None:
    """The conversation in which this one goes on, or itself; None when there is no such conversation."""
    found: str | None = await tx.fetchval(store.SURVIVING, conversation_id)
    return ConversationId(found) if found is not None else None
