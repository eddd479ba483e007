"""Conversations: numbered events, and the floor that says who may speak for the shop.

Whoever appends holds the conversation's row, so numbers have no gaps and become visible in order. The floor is checked
here, in the transaction that appends: the assistant speaks only while it holds the floor, an agent only while they do;
a customer may always speak, and a fact reported by the hub needs no floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.core.events import AgentSaid, AssistantSaid, CustomerSaid, EventBody, Floor, FloorMoved
from resolution_hub.core.people import AgentId, ConversationId, Owner
from resolution_hub.features.conversations import store
from resolution_hub.kit.ids import derived_id, new_id
from resolution_hub.kit.tagged import encode


class FloorTaken(Exception):
    """Somebody else speaks for the shop in this conversation now."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of the customer's message `seq`: its reading, and how that was weighed, if it was."""

    seq: int
    reading: dict[str, Any]
    routing: dict[str, Any] | None


@dataclass(slots=True)
class Conversation:
    """A conversation held by this transaction. Events gather in `pending` and are written by `flush`, all or none.

    `understood` is what was made of the customer's message, kept with it for later explanation; it decides nothing.
    """

    id: ConversationId
    owner: Owner
    floor: Floor
    agent_id: AgentId | None
    last_seq: int
    state: dict[str, Any]
    seen: int | None = None
    merged_into: ConversationId | None = None  # the one that this was joined to, or, from `find`, where it ends up
    pending: list[tuple[dict[str, Any], str | None]] = field(default_factory=list)
    understood: Understood | None = None

    def choice_typed(self, text: str, standing: Mapping[str, str]) -> str | None:
        """The id of a button whose label was typed instead of pressed: one offered last, or one that always stands
        there (`standing`: label → id)."""
        offered: dict[str, str] = {_as_typed(label): choice for label, choice in standing.items()}
        typed: str | None = (offered | self.state.get("offered", {})).get(_as_typed(text))
        return typed

    def remember(self, state: dict[str, Any]) -> None:
        """Keep where the talk stands, and the buttons that stand under the last words."""
        last: dict[str, Any] = next((body for body, _ in reversed(self.pending) if body.get("text")), {})
        offered = {_as_typed(choice["label"]): choice["id"] for choice in last.get("choices", ())}
        self.state = {**state, "offered": offered} if offered else state

    def say(self, body: EventBody, message_id: str | None = None) -> int:
        """Add an event and return its number. Raises FloorTaken when the speaker does not hold the floor."""
        match body:
            case AssistantSaid() if self.floor is not Floor.ASSISTANT:
                raise FloorTaken(self.id)
            case AgentSaid() if self.floor is not Floor.AGENT or self.agent_id != body.agent_id:
                raise FloorTaken(self.id)
            case FloorMoved():
                self.floor = body.to
            case _:
                pass
        self.pending.append((encode(body), message_id))
        return self.last_seq + len(self.pending)

    def give_floor(
        self, to: Floor, text: str, agent: tuple[AgentId, str] | None = None, waiting: int | None = None
    ) -> int:
        """Move the floor, with the sentence that tells the customer. `agent` is (id, name) when one takes it."""
        self.agent_id = agent[0] if agent else None
        return self.say(FloorMoved(to, text, agent[1] if agent else None, waiting))


@dataclass(frozen=True, slots=True)
class Numbered:
    seq: int
    at: datetime
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    id: ConversationId
    last_at: datetime
    floor: Floor
    title: str | None


def id_for(owner: Owner, message_id: str) -> ConversationId:
    """The id of the conversation that this first message begins; the same message never begins two."""
    return ConversationId(derived_id("cv", owner.key, message_id))


async def open_conversation(
    tx: asyncpg.Connection, conversation_id: ConversationId, owner: Owner, at: datetime
) -> bool:
    """Make the conversation. False when it is there already."""
    return await tx.fetchval(store.OPEN, conversation_id, owner.key, at) is not None


async def lock(tx: asyncpg.Connection, conversation_id: str, message_id: str | None = None) -> Conversation | None:
    """Hold the conversation until the transaction ends; where it was joined to another, that one as well, which is given.
    `seen` is set when `message_id` stands in it already."""
    held = await lock_itself(tx, conversation_id, message_id)
    if held is None or held.merged_into is None:
        return held
    goes_on = await lock(tx, held.merged_into, message_id)
    if goes_on is not None and held.seen is not None:
        goes_on.seen = held.seen
    return goes_on


async def lock_itself(
    tx: asyncpg.Connection, conversation_id: str, message_id: str | None = None
) -> Conversation | None:
    """Hold this very conversation, joined or not: for whoever joins and parts."""
    row = await tx.fetchrow(store.LOCK, conversation_id, message_id)
    if row is None:
        return None
    held = _conversation(row)
    if message_id is not None and held.seen is None and held.last_seq != row["seen_until"]:
        held.seen = await tx.fetchval(store.SEQ_OF_MESSAGE, conversation_id, message_id)
    return held


async def find(tx: asyncpg.Connection, conversation_id: str) -> Conversation | None:
    """The conversation without holding it: for reading only."""
    row = await tx.fetchrow(store.FIND, conversation_id)
    return _conversation(row) if row is not None else None


async def flush(tx: asyncpg.Connection, conversation: Conversation, at: datetime) -> None:
    """Write the pending events and the row's new state, and wake its streams on commit."""
    bodies = [body for body, _ in conversation.pending]
    ids = [message_id for _, message_id in conversation.pending]
    understood = conversation.understood
    await tx.execute(
        store.APPEND,
        conversation.id,
        at,
        conversation.last_seq,
        bodies,
        ids,
        conversation.floor,
        conversation.agent_id,
        conversation.state,
        new_id("rd") if understood is not None else None,
        understood.reading if understood is not None else None,
        understood.seq if understood is not None else None,
        understood.routing if understood is not None else None,
    )
    conversation.understood = None
    conversation.last_seq += len(bodies)
    conversation.pending.clear()


@dataclass(frozen=True, slots=True)
class AgentAppended:
    seq: int
    repeated: bool


async def append_as_agent(
    tx: asyncpg.Connection, conversation_id: str, body: AgentSaid, message_id: str, at: datetime
) -> AgentAppended:
    """One statement, outside of any transaction. Raises FloorTaken."""
    try:
        row = await tx.fetchrow(store.APPEND_AS_AGENT, conversation_id, body.agent_id, at, message_id, encode(body))
    except asyncpg.UniqueViolationError:  # the same message, sent twice at once: the other one was a moment faster
        row = None
    if row is not None:
        return AgentAppended(row["last_seq"], repeated=False)
    seq = await tx.fetchval(store.SEQ_OF_MESSAGE, conversation_id, message_id)
    if seq is None:
        raise FloorTaken(conversation_id)
    return AgentAppended(seq, repeated=True)


async def events_after(tx: asyncpg.Connection, conversation_id: str, after: int, most: int = 500) -> list[Numbered]:
    """Events with a number above `after`, oldest first, at most `most`."""
    rows = await tx.fetch(store.EVENTS_AFTER, conversation_id, after, most)
    return [Numbered(row["seq"], row["at"], row["body"]) for row in rows]


async def recent_words(tx: asyncpg.Connection, conversation_id: str, owner: Owner, most: int = 6) -> list[str]:
    """What this owner wrote last, oldest first; nothing of a conversation that is somebody else's."""
    rows = await tx.fetch(store.RECENT_WORDS, conversation_id, owner.key, most)
    return [row["text"] for row in reversed(rows)]


async def of_owner(tx: asyncpg.Connection, owner: Owner) -> list[Summary]:
    """The owner's conversations, the latest first, 30 at most."""
    rows = await tx.fetch(store.OF_OWNER, owner.key)
    return [Summary(ConversationId(r["id"]), r["last_at"], Floor(r["floor"]), r["title"]) for r in rows]


def _as_typed(text: str) -> str:
    return text.strip(" .!?…\"'“”").replace("’", "'").casefold()


def customer_said(text: str, choice: str | None) -> CustomerSaid:
    # PostgreSQL's jsonb cannot hold the character NUL; nothing readable is lost with it.
    return CustomerSaid(text.replace("\x00", ""), choice)


def _conversation(row: asyncpg.Record) -> Conversation:
    kind, _, owner_id = row["owner"].partition(":")
    return Conversation(
        id=ConversationId(row["id"]),
        owner=Owner(kind, owner_id),
        floor=Floor(row["floor"]),
        agent_id=row["agent_id"],
        last_seq=row["last_seq"],
        state=row["state"],
        seen=row["seen"],
        merged_into=row["merged_into"],
    )
