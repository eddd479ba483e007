"""Cases: one problem of one customer, its state by the table in core, and the queue of those that wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.core.case import CaseEvent, CaseState, after
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.people import AgentId, CaseId, ConversationId, CustomerId, Owner
from resolution_hub.core.topic import Topic
from resolution_hub.features import journal
from resolution_hub.features.cases import store
from resolution_hub.kit.ids import new_id


class NoSuchCase(Exception):
    """There is no such case."""


class AlreadyTaken(Exception):
    """Another agent has the case. `by` is their id, None when it is not waiting at all."""

    def __init__(self, by: AgentId | None) -> None:
        super().__init__(by or "nobody")
        self.by = by


@dataclass(slots=True)
class Case:
    """A case held by this transaction; `save` writes it."""

    id: CaseId
    conversation_id: ConversationId
    owner: str
    customer_id: CustomerId | None
    topic: Topic
    subject: dict[str, Any]
    state: CaseState
    reason: WhyPerson | None
    priority: int
    agent_id: AgentId | None
    opened_at: datetime
    waiting_since: datetime | None = None
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None
    resolution: str | None = None
    merged_into: CaseId | None = None  # the case that goes on in its place (features/cases/joining.py)
    department: str = "support"
    skill: str | None = None
    language: str | None = None


async def open_case(
    tx: asyncpg.Connection,
    conversation_id: ConversationId,
    owner: Owner,
    topic: Topic,
    subject: dict[str, Any],
    at: datetime,
    customer_id: CustomerId | None = None,
) -> Case:
    """`customer_id` is whose facts it is about where the owner is a visitor who has proved an order."""
    customer = owner.customer_id or customer_id
    case = Case(
        CaseId(new_id("cs")), conversation_id, owner.key, customer, topic, subject, CaseState.OPEN, None, 0,
        None, at,
    )  # fmt: skip
    await tx.execute(store.OPEN, case.id, conversation_id, owner.key, case.customer_id, topic, subject, at)
    await journal.write(tx, at, case.id, "assistant", "case_opened", {"topic": topic})
    return case


async def find_current(tx: asyncpg.Connection, conversation_id: str) -> Case | None:
    """The conversation's unsolved case that matters now: one with or waiting for a person first, else the newest."""
    row = await tx.fetchrow(store.CURRENT, conversation_id)
    return case_of(row) if row is not None else None


async def find_latest(tx: asyncpg.Connection, conversation_id: str) -> Case | None:
    """The conversation's newest case, solved or not."""
    row = await tx.fetchrow(store.LATEST, conversation_id)
    return case_of(row) if row is not None else None


async def lock_case(tx: asyncpg.Connection, case_id: str) -> Case:
    """Raises NoSuchCase."""
    row = await tx.fetchrow(store.LOCK, case_id)
    if row is None:
        raise NoSuchCase(case_id)
    return case_of(row)


async def find_case(tx: asyncpg.Connection, case_id: str) -> Case | None:
    row = await tx.fetchrow(store.FIND, case_id)
    return case_of(row) if row is not None else None


async def move(tx: asyncpg.Connection, case: Case, event: CaseEvent, actor: str, at: datetime) -> None:
    """Take the case through one row of the table, write it and wake the desk. Raises IllegalTransition."""
    before, case.state = case.state, after(case.state, event)
    if case.state is CaseState.WAITING and before is not CaseState.WAITING:
        case.waiting_since, case.agent_id = at, None
    if case.state is CaseState.RESOLVED:
        case.resolved_at = at
        case.resolution = "confirmed" if event is CaseEvent.CONFIRM_SOLVED else "verified"
    else:
        case.resolved_at = case.resolution = None
    if case.state is CaseState.OPEN:
        case.agent_id = case.waiting_since = None
    await journal.write(tx, at, case.id, actor, f"case_{event}", {"from": before, "to": case.state})
    await save(tx, case)


async def ask_person(
    tx: asyncpg.Connection, case: Case, why: WhyPerson, priority: int, actor: str, at: datetime
) -> None:
    """Put the case into the queue, or raise its place there."""
    case.reason, case.priority = why, max(case.priority, priority)
    await move(tx, case, CaseEvent.ASK_PERSON, actor, at)


async def claim(tx: asyncpg.Connection, case: Case, agent: AgentId, at: datetime) -> None:
    """Give a waiting case to `agent`. Claiming one's own again changes nothing. Raises AlreadyTaken."""
    if case.state is CaseState.WITH_AGENT and case.agent_id == agent:
        return
    if case.state is not CaseState.WAITING:
        raise AlreadyTaken(case.agent_id)
    case.agent_id, case.claimed_at = agent, at
    await move(tx, case, CaseEvent.CLAIM, f"agent:{agent}", at)


async def find_next_waiting(tx: asyncpg.Connection, departments: Sequence[str] | None = None) -> CaseId | None:
    """The case of these departments, or of any, that should be taken next, its conversation held; skips those that
    somebody is busy with right now."""
    case_id: CaseId | None = await tx.fetchval(store.NEXT_WAITING, departments)
    return case_id


async def waiting_before(tx: asyncpg.Connection, case: Case) -> int:
    """How many are ahead of it in its department's line."""
    count: int = await tx.fetchval(store.WAITING_BEFORE, case.id, case.priority, case.waiting_since, case.department)
    return count


async def save(tx: asyncpg.Connection, case: Case) -> None:
    await tx.execute(
        store.SAVE, case.id, case.state, case.reason, case.priority, case.agent_id, case.waiting_since, case.claimed_at,
        case.resolved_at, case.resolution, case.subject, case.department, case.skill, case.language,
    )  # fmt: skip
    await tx.execute(store.NOTIFY, case.id, case.owner)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case as a row of the desk, with the names and the customer's last words."""

    id: CaseId
    conversation_id: ConversationId
    merged_into: CaseId | None
    customer_id: CustomerId | None
    customer_name: str
    topic: Topic
    subject: dict[str, Any]
    reason: WhyPerson | None
    state: CaseState
    priority: int
    opened_at: datetime
    waiting_since: datetime | None
    agent_id: AgentId | None
    agent_name: str | None
    last_text: str
    department: str


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    mine: int


async def view(
    tx: asyncpg.Connection, name: str, agent: AgentId, departments: Sequence[str] | None = None
) -> list[QueueRow]:
    """Rows of the view "waiting", "mine", "open" or "resolved", 200 at most: those of these departments, or all, and those
    that are with the agent. Raises KeyError for another name."""
    return [row_of(row) for row in await tx.fetch(store.VIEWS[name], agent, departments)]


async def queue_row(tx: asyncpg.Connection, case_id: str) -> QueueRow:
    """Raises NoSuchCase."""
    row = await tx.fetchrow(store.ROW, case_id)
    if row is None:
        raise NoSuchCase(case_id)
    return row_of(row)


async def counts(tx: asyncpg.Connection, agent: AgentId, departments: Sequence[str] | None = None) -> Counts:
    row = await tx.fetchrow(store.COUNTS, agent, departments)
    return Counts(row["waiting"], row["mine"]) if row is not None else Counts(0, 0)


async def unsolved_of(tx: asyncpg.Connection, owner: Owner) -> list[Case]:
    return [case_of(row) for row in await tx.fetch(store.OF_OWNER, owner.key)]


async def waiting_of(tx: asyncpg.Connection, owner: Owner) -> list[str]:
    """The ids of the owner's cases that are a person's now, waiting or taken."""
    return [row["id"] for row in await tx.fetch(store.WITH_PEOPLE, owner.key)]


def case_of(row: asyncpg.Record) -> Case:
    values = dict(row)
    values["topic"], values["state"] = Topic(row["topic"]), CaseState(row["state"])
    values["reason"] = WhyPerson(row["reason"]) if row["reason"] else None
    return Case(**values)


def row_of(row: asyncpg.Record) -> QueueRow:
    values = dict(row)
    values["topic"], values["state"] = Topic(row["topic"]), CaseState(row["state"])
    values["reason"] = WhyPerson(row["reason"]) if row["reason"] else None
    return QueueRow(**values)
