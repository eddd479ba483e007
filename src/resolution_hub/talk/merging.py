"""Merging two cases into one for their customer, and taking them apart again (product.md F6). No money is touched by either:
what was granted or is under way stays with its own case, and is told in the thread that goes on.

Locks, in this order: all merging, the thread that points, the thread pointed to, their cases. Every turn holds a thread
before the one that it points to, so nobody waits for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.case import CaseState
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.events import Floor, Link, Reported, ThreadLinked
from resolution_hub.core.merging import Held, Side, Then, WhyNot, put_back, then, why_not_merge, why_not_part
from resolution_hub.core.people import AgentId
from resolution_hub.features import journal
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.cases.service import Case
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.conversations import threads
from resolution_hub.features.conversations.service import Conversation
from resolution_hub.features.merging import service as merging
from resolution_hub.features.merging.service import Merge
from resolution_hub.features.people.service import Agent
from resolution_hub.kit.text import Text
from resolution_hub.talk.turn_state import Tools
from resolution_hub.words import sentences


class CannotMerge(Exception):
    """The cases stay as they are, for `why`."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Pair:
    """A case, the one that it would go into, and their threads; `thread` and `into_thread` are one object where they are one
    thread already."""

    case: Case
    into: Case
    thread: Conversation
    into_thread: Conversation
    alone: bool  # no other unsolved case stands in `thread`

    @property
    def one_thread(self) -> bool:
        return self.thread.id == self.into_thread.id

    def why_not(self, agent: AgentId) -> WhyNot | None:
        case = side(self.case, self.thread, alone=self.alone)
        return why_not_merge(case, side(self.into, self.into_thread), agent, one_thread=self.one_thread)

    @property
    def then(self) -> Then:
        return then(side(self.case, self.thread), side(self.into, self.into_thread))


def side(case: Case, thread: Conversation, *, alone: bool = True) -> Side:
    merged = case.merged_into is not None
    return Side(case.id, case.owner, case.customer_id, case.state, case.agent_id, thread.agent_id, merged, alone)


async def look(tx: asyncpg.Connection, case_id: str, into_id: str) -> Pair:
    """The pair without holding it: for saying what would happen. Raises NoSuchCase."""
    found = [await cases.find_case(tx, each) for each in (case_id, into_id)]
    held = [await _find_thread(tx, each) if each is not None else None for each in found]
    (case, into), (thread, into_thread) = found, held
    if case is None or into is None or thread is None or into_thread is None:
        raise cases.NoSuchCase(case_id if case is None else into_id)
    alone = not await joining.has_more_open(tx, thread.id, case.id)
    return Pair(case, into, thread, into_thread, alone)


def foretell(pair: Pair, text: Text) -> list[str]:
    """What a merge that may be would do, in sentences for the agent."""
    title = sentences.case_title(pair.case.topic, pair.case.subject, text)
    first = text.say("merging-will-be-one") if pair.one_thread else text.say("merging-will-join", title=title)
    second = text.say(f"merging-will-{pair.then}".replace("_", "-"), title=title)
    return [first, second, text.say("merging-will-money"), text.say("merging-will-undo")]


async def merge(tx: asyncpg.Connection, agent: Agent, case_id: str, into_id: str, text: Text, now: datetime) -> str:
    """Let `into_id` go on in the place of `case_id`, told in both threads, and return the merge's id. What is merged so
    already stays so. Raises NoSuchCase, CannotMerge."""
    await merging.hold_all(tx)
    standing = await merging.find_standing(tx, case_id)
    if standing is not None and standing.into_id == into_id:
        return standing.id
    pair = await _hold(tx, case_id, into_id)
    why = pair.why_not(agent.id)
    if why is not None:
        raise CannotMerge(why)
    case, into, thread, into_thread = pair.case, pair.into, pair.thread, pair.into_thread
    before = held_so(into, into_thread)
    title, into_title = (sentences.case_title(each.topic, each.subject, text) for each in (case, into))
    if pair.one_thread:
        into_thread.say(Reported(text.say("merged-one-thread", title=title, into=into_title)))
    else:
        thread.say(ThreadLinked(Link.MOVED, text.say("merged-moved", into=into_title), into_thread.id, into.id))
        into_thread.say(ThreadLinked(Link.JOINED, text.say("merged-joined", title=title), thread.id, case.id))
    await _hold_on(tx, pair, agent, text, now)
    await joining.point(tx, case, into)
    if not pair.one_thread:
        await conversations.flush(tx, thread, now)
        await threads.point(tx, thread, into_thread.id)
    await conversations.flush(tx, into_thread, now)
    joined = None if pair.one_thread else thread.id
    both = (before, held_so(into, into_thread))
    merge_id = await merging.note_merge(tx, case.id, into.id, (joined, into_thread.id), both, agent.id, now)
    await journal.write(tx, now, case.id, f"agent:{agent.id}", "merged_into", {"case": into.id, "merge": merge_id})
    await journal.write(tx, now, into.id, f"agent:{agent.id}", "merged", {"case": case.id, "merge": merge_id})
    return merge_id


async def part(tx: asyncpg.Connection, agent: Agent, tools: Tools, merge_id: str, text: Text, now: datetime) -> Merge:
    """Undo a merge, told in both threads: the merged case and its thread stand by themselves again, as they were; what was
    said since stays where it was said. One that was undone stays undone. Raises NoSuchMerge, CannotMerge."""
    await merging.hold_all(tx)
    undone = await merging.get_merge(tx, merge_id)
    if undone.undone_at is not None:
        return undone
    thread = await conversations.lock_itself(tx, undone.thread_id) if undone.thread_id is not None else None
    into_thread = await conversations.lock(tx, undone.into_thread_id)
    case, into = await cases.lock_case(tx, undone.case_id), await cases.lock_case(tx, undone.into_id)
    if into_thread is None:
        raise merging.NoSuchMerge(merge_id)
    why = why_not_part(side(into, into_thread), agent.id, latest=await merging.is_latest(tx, undone))
    if why is not None:
        raise CannotMerge(why)
    title = sentences.case_title(case.topic, case.subject, text)
    await joining.point(tx, case, None)
    if thread is not None:
        await threads.point(tx, thread, None)
        thread.say(ThreadLinked(Link.PARTED, text.say("parted-itself", title=title), into_thread.id, into.id))
        # An act of it may have failed meanwhile: its customer is then in line with it.
        await _give_to_line(tx, thread, case, text)
        await conversations.flush(tx, thread, now)
        into_thread.say(ThreadLinked(Link.PARTED, text.say("parted-from", title=title), thread.id, case.id))
    else:
        into_thread.say(Reported(text.say("parted-one-thread", title=title)))
    await _put_back(tx, into, into_thread, undone, tools, text)
    await conversations.flush(tx, into_thread, now)
    await merging.undo_merge(tx, merge_id, agent.id, now)
    for each in (case, into):
        await journal.write(tx, now, each.id, f"agent:{agent.id}", "merge_undone", {"merge": merge_id})
    return undone


def held_so(case: Case, thread: Conversation) -> Held:
    return Held(
        case.state, case.reason, case.priority, case.agent_id, case.waiting_since, case.claimed_at, thread.floor,
        thread.agent_id,
    )  # fmt: skip


async def _hold(tx: asyncpg.Connection, case_id: str, into_id: str) -> Pair:
    """Raises NoSuchCase."""
    found = await look(tx, case_id, into_id)
    thread = await conversations.lock(tx, found.thread.id)
    into_thread = thread if found.one_thread else await conversations.lock(tx, found.into_thread.id)
    if thread is None or into_thread is None:
        raise cases.NoSuchCase(case_id)
    case, into = await cases.lock_case(tx, case_id), await cases.lock_case(tx, into_id)
    alone = not await joining.has_more_open(tx, thread.id, case.id)
    return Pair(case, into, thread, into_thread, alone)


async def _find_thread(tx: asyncpg.Connection, case: Case) -> Conversation | None:
    surviving = await threads.find_surviving(tx, case.conversation_id)
    return await conversations.find(tx, surviving) if surviving is not None else None


async def _hold_on(tx: asyncpg.Connection, pair: Pair, agent: Agent, text: Text, now: datetime) -> None:
    """Nobody waits longer, or loses the agent whom they talk with, by the merge."""
    case, into, thread = pair.case, pair.into, pair.into_thread
    match pair.then:
        case Then.WAITS:
            since = min(each for each in (case.waiting_since, into.waiting_since) if each is not None)
            graver = into.state is not CaseState.WAITING or case.priority > into.priority
            why = (case.reason if graver else into.reason) or WhyPerson.ASKED
            await cases.ask_person(tx, into, why, case.priority, f"agent:{agent.id}", now)
            into.waiting_since = since
            await cases.save(tx, into)
            await _give_to_line(tx, thread, into, text)
        case Then.IS_TAKEN:
            if into.state is not CaseState.WAITING:
                await cases.ask_person(
                    tx, into, case.reason or WhyPerson.ASKED, case.priority, f"agent:{agent.id}", now
                )
            await cases.claim(tx, into, agent.id, now)
            if thread.agent_id != agent.id:
                thread.give_floor(Floor.AGENT, text.say("person-joined", agent=agent.name), (agent.id, agent.name))
        case Then.STAYS:
            pass


async def _give_to_line(tx: asyncpg.Connection, thread: Conversation, case: Case, text: Text) -> None:
    """Let the customer wait for a person in this thread, where the assistant has it and the case waits."""
    if case.state is CaseState.WAITING and thread.floor is Floor.ASSISTANT:
        ahead = await cases.waiting_before(tx, case)
        coming = text.say("person-coming", ahead=ahead) if ahead else text.say("person-coming-next")
        thread.give_floor(Floor.QUEUE, coming, waiting=ahead)


async def _put_back(
    tx: asyncpg.Connection, into: Case, thread: Conversation, undone: Merge, tools: Tools, text: Text
) -> None:
    now_held = held_so(into, thread)
    back = put_back(undone.before, undone.after, now_held)
    if back == now_held:
        return
    into.state, into.priority = back.state, back.priority
    into.reason = WhyPerson(back.reason) if back.reason is not None else None
    into.agent_id = AgentId(back.agent_id) if back.agent_id is not None else None
    into.waiting_since, into.claimed_at = back.waiting_since, back.claimed_at
    await cases.save(tx, into)
    if back.floor is not thread.floor:
        thread.give_floor(Floor.ASSISTANT, text.say("back-to-assistant", assistant=tools.assistant_name))
        await _give_to_line(tx, thread, into, text)
