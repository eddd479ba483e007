"""What agents do in a conversation: take it, speak, hand it back, ask whether it is solved (product.md E2, E7)."""

from __future__ import annotations

from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.events import AgentSaid, CaseMoved, Choice, Floor
from resolution_hub.core.merging import was_answered
from resolution_hub.core.moves import Asked, Dialogue
from resolution_hub.core.people import AgentId, CaseId
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.conversations import threads
from resolution_hub.features.people.service import Agent
from resolution_hub.features.promises import service as promises
from resolution_hub.kit.text import Text
from resolution_hub.talk.turn_state import Tools


class NotYours(Exception):
    """The case is not with this agent."""


async def claim(tx: asyncpg.Connection, agent: Agent, case_id: str, text: Text, now: datetime) -> CaseId:
    """Take a waiting case and the floor with it. Raises NoSuchCase, AlreadyTaken."""
    found = await cases.find_case(tx, case_id)
    if found is None:
        raise cases.NoSuchCase(case_id)
    # The conversation is held before its case, here as in every turn, so that the two never wait for each other.
    held = await hold(tx, found)
    case = await cases.lock_case(tx, case_id)
    if case.merged_into is not None:
        raise cases.AlreadyTaken(None)
    if case.state is CaseState.WITH_AGENT and case.agent_id == agent.id:
        return case.id
    await give(tx, case, held, agent.id, agent.name, text.say("person-joined", agent=agent.name), now)
    return case.id


async def claim_next(tx: asyncpg.Connection, agent: Agent, text: Text, now: datetime) -> CaseId | None:
    """Take the case that should be next; None when nobody waits. Two agents at once get two cases."""
    candidate = await cases.find_next_waiting(tx, agent.reach)
    if candidate is None:
        return None
    return await claim(tx, agent, candidate, text, now)


async def say(
    tx: asyncpg.Connection, agent: Agent, case_id: str, message_id: str, words: str, now: datetime
) -> conversations.AgentAppended:
    """An agent's message. Raises NoSuchCase; FloorTaken when the floor is not this agent's."""
    case = await cases.find_case(tx, case_id)
    if case is None:
        raise cases.NoSuchCase(case_id)
    body = AgentSaid(words.replace("\x00", ""), agent.id, agent.name)
    thread = await threads.find_surviving(tx, case.conversation_id) or case.conversation_id
    return await conversations.append_as_agent(tx, thread, body, message_id, now)


async def hand_back(
    tx: asyncpg.Connection, agent: Agent, tools: Tools, case_id: str, text: Text, now: datetime
) -> None:
    """Give case and floor back to the assistant, said to the customer. Raises NoSuchCase, NotYours."""
    case, held = await hold_mine(tx, agent.id, case_id)
    await cases.move(tx, case, CaseEvent.HAND_BACK, f"agent:{agent.id}", now)
    await _keep_answered(tx, case, now)
    held.give_floor(Floor.ASSISTANT, text.say("person-left", agent=agent.name, assistant=tools.assistant_name))
    held.remember(msgspec.to_builtins(Dialogue()))
    await conversations.flush(tx, held, now)


async def ask_solved(tx: asyncpg.Connection, agent: Agent, case_id: str, text: Text, now: datetime) -> None:
    """Ask the customer, with two buttons; only their yes solves the case. Raises NoSuchCase, NotYours."""
    case, held = await hold_mine(tx, agent.id, case_id)
    choices = (
        Choice("solved:yes", text.say("choice-solved-yes")),
        Choice("solved:no", text.say("choice-solved-no")),
    )
    held.say(CaseMoved(case.id, case.state, text.say("ask-solved", agent=agent.name), choices))
    held.remember(msgspec.to_builtins(Dialogue(asked=Asked.SOLVED)))
    await conversations.flush(tx, held, now)


async def hold_mine(
    tx: asyncpg.Connection, agent: AgentId, case_id: str
) -> tuple[cases.Case, conversations.Conversation]:
    """The agent's case and its conversation, held until the transaction ends. Raises NoSuchCase, NotYours."""
    found = await cases.find_case(tx, case_id)
    if found is None:
        raise cases.NoSuchCase(case_id)
    held = await hold(tx, found)
    case = await cases.lock_case(tx, case_id)
    mine = case.merged_into is None and case.agent_id == agent and held.agent_id == agent
    if case.state is not CaseState.WITH_AGENT or not mine:
        raise NotYours(case_id)
    return case, held


async def _keep_answered(tx: asyncpg.Connection, case: cases.Case, now: datetime) -> None:
    """Keep what was promised to who came to this agent by a merge: a person was there."""
    for each in await promises.of_case(tx, case.id):
        merged = each.case_id != case.id
        answers = each.kind is PromiseKind.PERSON_ANSWERS
        if answers and was_answered(each.made_at, case.claimed_at, merged=merged):
            await promises.keep(tx, each.case_id, each.kind, now)


async def give(
    tx: asyncpg.Connection, case: cases.Case, held: conversations.Conversation, agent_id: AgentId, name: str, said: str,
    now: datetime,
) -> None:  # fmt: skip
    """A waiting case is somebody's, and the floor with it; the customer reads `said`."""
    await cases.claim(tx, case, agent_id, now)
    await promises.keep(tx, case.id, PromiseKind.PERSON_ANSWERS, now)
    held.give_floor(Floor.AGENT, said, (agent_id, name))
    await conversations.flush(tx, held, now)


async def back_in_line(
    tx: asyncpg.Connection, book: Rulebook, case: cases.Case, held: conversations.Conversation, said: str, now: datetime
) -> None:
    """A case that waits again has a promise that somebody answers; the customer reads `said`, and their place."""
    await promises.make(tx, case.id, case.owner, PromiseKind.PERSON_ANSWERS, book, now)
    held.give_floor(Floor.QUEUE, said, waiting=await cases.waiting_before(tx, case))
    await conversations.flush(tx, held, now)


async def hold(tx: asyncpg.Connection, case: cases.Case) -> conversations.Conversation:
    """The case's conversation, held until the transaction ends. Raises NoSuchCase."""
    held = await conversations.lock(tx, case.conversation_id)
    if held is None:
        raise cases.NoSuchCase(case.id)
    return held
