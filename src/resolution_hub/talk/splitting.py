"""Splitting a case (product.md F6): messages about another problem lead to a case and a thread of their own, which begins with
their words. The messages stay where they were said. Whoever splits has both cases in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.escalation import WhyPerson, priority
from resolution_hub.core.events import Floor, Link, Quote, ThreadLinked
from resolution_hub.core.merging import why_not_split, why_not_unsplit
from resolution_hub.core.people import ConversationId
from resolution_hub.core.topic import Topic
from resolution_hub.features import journal
from resolution_hub.features.cases import service as cases
from resolution_hub.features.cases.service import Case
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.merging import service as merging
from resolution_hub.features.merging.service import Split
from resolution_hub.features.people.service import Agent
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.ids import derived_id
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk
from resolution_hub.talk import merging as merging_cases
from resolution_hub.talk.merging import CannotMerge
from resolution_hub.talk.turn_state import about_order

_SPEAKERS = {"customer_said": "customer", "assistant_said": "assistant"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be split off: messages by their numbers, what they are about, and the order, where it is about one. `id` is
    the asker's own: the same one twice is one split."""

    id: str
    seqs: tuple[int, ...]
    topic: Topic
    order_id: str | None = None


class NoSuchOrder(Exception):
    """It does not exist, or is not this customer's."""


async def split(tx: asyncpg.Connection, agent: Agent, case_id: str, asked: Asked, text: Text, now: datetime) -> Split:
    """Make the new case. Raises NoSuchCase, NotYours, NoSuchOrder, CannotMerge."""
    split_id = merging.split_id_for(case_id, asked.id)
    await merging.hold_all(tx)
    before = await merging.find_split(tx, split_id)
    if before is not None:
        return before
    case, held = await at_the_desk.hold_mine(tx, agent.id, case_id)
    seqs = tuple(sorted(set(asked.seqs)))
    quotes = await _quotes(tx, held.id, seqs)
    why = why_not_split(quotes, len(seqs))
    if why is not None:
        raise CannotMerge(why)
    subject = await _subject(tx, case, asked.order_id)
    thread_id = ConversationId(derived_id("cv", split_id))
    await conversations.open_conversation(tx, thread_id, held.owner, now)
    thread = await conversations.lock_itself(tx, thread_id)
    if thread is None:
        raise cases.NoSuchCase(case_id)
    made = await cases.open_case(tx, thread_id, held.owner, asked.topic, subject, now, case.customer_id)
    made.department = case.department
    await cases.ask_person(tx, made, WhyPerson.SPLIT, priority(WhyPerson.SPLIT, None), f"agent:{agent.id}", now)
    await cases.claim(tx, made, agent.id, now)
    thread.say(ThreadLinked(Link.BEGUN, text.say("split-begun"), held.id, case.id, quotes))
    thread.give_floor(Floor.AGENT, text.say("person-joined", agent=agent.name), (agent.id, agent.name))
    await conversations.flush(tx, thread, now)
    held.say(ThreadLinked(Link.LED_TO, text.say("split-led-to"), thread_id, made.id, quotes))
    await conversations.flush(tx, held, now)
    done = Split(split_id, made.id, case.id, thread_id, held.id, seqs, thread.last_seq, now, agent.id, None)
    await merging.note_split(tx, done)
    for each in (case, made):
        await journal.write(tx, now, each.id, f"agent:{agent.id}", "case_split", {"split": split_id, "case": made.id})
    return done


async def unsplit(tx: asyncpg.Connection, agent: Agent, split_id: str, text: Text, now: datetime) -> Split:
    """Undo a split in which nothing was done: its case goes back into the one that it came from. One that was undone stays
    undone. Raises NoSuchMerge, CannotMerge."""
    await merging.hold_all(tx)
    undone = await merging.get_split(tx, split_id)
    if undone.undone_at is not None:
        return undone
    thread = await conversations.lock(tx, undone.thread_id)
    case = await cases.lock_case(tx, undone.case_id)
    if thread is None:
        raise merging.NoSuchMerge(split_id)
    ruled = bool(await remedies.rulings_of_case(tx, case.id))
    side = merging_cases.side(case, thread)
    why = why_not_unsplit(side, agent.id, said=thread.last_seq, opening=undone.opening, ruled=ruled)
    if why is not None:
        raise CannotMerge(why)
    await merging_cases.merge(tx, agent, case.id, undone.from_id, text, now)
    await merging.undo_split(tx, split_id, agent.id, now)
    return undone


async def _quotes(tx: asyncpg.Connection, conversation_id: str, seqs: Sequence[int]) -> tuple[Quote, ...]:
    """The words with these numbers, as far as they are somebody's words."""
    first, last = min(seqs, default=1), max(seqs, default=0)
    events = await conversations.events_after(tx, conversation_id, first - 1, last - first + 1)
    found = []
    for event in events:
        body = event.body
        by = body.get("agent_name") if body["type"] == "agent_said" else _SPEAKERS.get(body["type"])
        if event.seq in seqs and by is not None and body["text"]:
            found.append(Quote(event.seq, event.at.isoformat(), by, body["text"]))
    return tuple(found)


async def _subject(tx: asyncpg.Connection, case: Case, order_id: str | None) -> dict[str, object]:
    """Raises NoSuchOrder."""
    if order_id is None:
        return {}
    if case.customer_id is None:
        raise NoSuchOrder(order_id)
    try:
        return about_order(await records.get_order(tx, case.customer_id, order_id))
    except LookupError:
        raise NoSuchOrder(order_id) from None
