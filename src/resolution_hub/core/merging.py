"""Merging cases of one customer, and splitting what is about another problem (product.md F6): what may be, and what comes of it.

- A merged case points to the surviving one and keeps all that is its own: state, acts, rulings, promises, thread.
- Only cases of the same owner are merged: who proved one order in a browser must not reach a whole account by it.
- What a colleague has in hand stays in their hand; they merge it themselves.
- A solved case can be merged into one that is not; never the other way round, or what is unsolved would be lost from sight.
- A thread is joined as a whole, so that each of its open cases has to be the merged one.
- Whoever was waiting goes on waiting, from when they began to; whoever was talking with an agent goes on with them.
- Merges of one family of cases are undone in the opposite order; a solved case is not taken apart before it is opened again.
- A split is undone while nothing was done in it; after that, merging is the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from resolution_hub.core.case import CaseState
from resolution_hub.core.events import Floor, Quote
from resolution_hub.core.people import AgentId, CaseId


class WhyNot(StrEnum):
    """Why cases cannot be merged, split or taken apart; said to the agent (`merging-not-<value>` in the catalogue)."""

    ITSELF = "itself"
    MERGED_ALREADY = "merged_already"
    OTHER_OWNER = "other_owner"
    OTHER_CUSTOMER = "other_customer"
    SOLVED = "solved"
    COLLEAGUE = "colleague"
    MORE_OPEN = "more_open"
    LATER_FIRST = "later_first"
    NO_WORDS = "no_words"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two cases that are to become one. `speaker` is the agent who has its thread's floor; `alone`: no other open case
    stands in that thread."""

    id: CaseId
    owner: str
    customer_id: str | None
    state: CaseState
    agent_id: AgentId | None
    speaker: AgentId | None
    merged: bool
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """How a case is held: its place in the queue or with an agent, and its thread's floor."""

    state: CaseState
    reason: str | None
    priority: int
    agent_id: str | None
    waiting_since: datetime | None
    claimed_at: datetime | None
    floor: Floor
    floor_agent_id: str | None


class Then(StrEnum):
    """What a merge makes of the surviving case."""

    STAYS = "stays"
    WAITS = "waits"  # it takes the merged one's place in the queue, or the better of both
    IS_TAKEN = "is_taken"  # by the agent who had the merged one


def why_not_merge(case: Side, into: Side, agent: AgentId, *, one_thread: bool) -> WhyNot | None:
    """Why `agent` cannot merge `case` into `into`; None when they can."""
    if case.id == into.id:
        return WhyNot.ITSELF
    if case.merged or into.merged:
        return WhyNot.MERGED_ALREADY
    if case.owner != into.owner:
        return WhyNot.OTHER_OWNER
    if case.customer_id is not None and case.customer_id != into.customer_id:
        return WhyNot.OTHER_CUSTOMER
    if into.state is CaseState.RESOLVED:
        return WhyNot.SOLVED
    if any(_with_colleague(side, agent) for side in (case, into)):
        return WhyNot.COLLEAGUE
    if not (case.alone or one_thread):
        return WhyNot.MORE_OPEN
    return None


def then(case: Side, into: Side) -> Then:
    """What a merge that may be makes of `into`."""
    if into.state is CaseState.WITH_AGENT:
        return Then.STAYS
    if case.state is CaseState.WITH_AGENT:
        return Then.IS_TAKEN
    return Then.WAITS if case.state is CaseState.WAITING else Then.STAYS


def why_not_part(surviving: Side, agent: AgentId, *, latest: bool) -> WhyNot | None:
    """Why a merge cannot be undone. `latest`: no later merge of the same family of cases stands."""
    if not latest or surviving.merged:
        return WhyNot.LATER_FIRST
    if surviving.state is CaseState.RESOLVED:
        return WhyNot.SOLVED
    return WhyNot.COLLEAGUE if _with_colleague(surviving, agent) else None


def put_back(before: Held, after: Held, now: Held) -> Held:
    """How the surviving case is held once a merge is undone: as before it, unless something happened to it since."""
    return before if now == after else now


def was_answered(made_at: datetime, claimed_at: datetime | None, *, merged: bool) -> bool:
    """Whether a promise that a person answers, still open, is kept while an agent has the case in hand that goes on: it was
    made in a case that was `merged` into that one, or before they took it. One that was made to a customer who is with an
    agent already, on an appeal say, asks for an answer of its own."""
    return merged or (claimed_at is not None and made_at <= claimed_at)


def why_not_split(quotes: Sequence[Quote], asked_for: int) -> WhyNot | None:
    """`quotes` are what was found of the messages asked for; at least one has to be the customer's own."""
    found = len(quotes) == asked_for
    return None if found and any(quote.by == "customer" for quote in quotes) else WhyNot.NO_WORDS


def why_not_unsplit(case: Side, agent: AgentId, *, said: int, opening: int, ruled: bool) -> WhyNot | None:
    """Why a split cannot be undone. `said`: events in the new thread; `opening`: those that it began with."""
    if case.merged:
        return WhyNot.MERGED_ALREADY
    if _with_colleague(case, agent):
        return WhyNot.COLLEAGUE
    return WhyNot.TOUCHED if said != opening or ruled else None


def _with_colleague(side: Side, agent: AgentId) -> bool:
    holders = {side.speaker, side.agent_id if side.state is CaseState.WITH_AGENT else None}
    return not holders <= {None, agent}
