"""Acts that come complete, from a page or a program: checked and begun through the same door as those that are talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_hub.core.acts import ORDER_ACTS, Act
from resolution_hub.core.events import CardKind
from resolution_hub.core.instead import instead
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.proposing import Proposal
from resolution_hub.core.remedy import RulingId
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.talk import acting, appeal
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, plans
from resolution_hub.words.rulings import instead_of, reason


class ChangedSince(Exception):
    """What would happen now is not what was shown: `proposals` are what it would be. Nothing was done."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        super().__init__()
        self.proposals = tuple(proposals)


class Forbidden(Exception):
    """The rules forbid the act at `place`. To be kept by `keep_refusal`, after the transaction was given up."""

    def __init__(self, place: int, proposal: Proposal) -> None:
        super().__init__(place)
        self.place, self.proposal = place, proposal


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act, its id by which a repeat is known, and the name of what was shown of it (None: nothing was)."""

    id: str
    act: Act
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A refusal that was noted, and in sentences what can be done instead."""

    ruling_id: RulingId
    ruling: Ruling
    instead: tuple[str, ...]


async def begin(turn: Turn, wanted: Sequence[Wanted]) -> list[acting.Begun]:
    """All of them or none. Raises Forbidden, ChangedSince and what `acting.begin` raises."""
    for order_id in sorted({each.act.order_id for each in wanted if isinstance(each.act, ORDER_ACTS)}):
        await records.lock_order(turn.tx, order_id)  # in one order, so that two requests never wait for each other
    begun: list[acting.Begun] = []
    for place, each in enumerate(wanted):
        case = await acting.case_of(turn, each.act)
        done = await acting.begin(turn.tx, case, each.act, turn.standing, turn.tools.book, turn.now, each.id)
        if isinstance(done, acting.Refused):
            raise Forbidden(place, Proposal(each.act, done.ruling))
        begun.append(done)
    proposals = [each.proposal for each in begun]
    shown = zip(wanted, proposals, strict=True)
    if any(each.token is not None and each.token != acting.seen([found]) for each, found in shown):
        raise ChangedSince(proposals)
    there = await records.wares_for(turn.tx, [each.act for each in wanted], turn.situation)
    card = plans.confirm(proposals, turn.situation, there, turn.tools.book, turn.text)
    turn.say(turn.text.say("draft-begun"), cards=[cards.card(CardKind.CONFIRM, card)])
    return begun


async def keep_refusal(turn: Turn, refused: Proposal) -> Kept:
    """A refusal is a decision too: it is kept, leaves its receipt, and can be appealed."""
    case = await acting.case_of(turn, refused.act)
    ruling_id, ruling = await remedies.rule_on(turn.tx, case.id, refused.ruling.facts, turn.tools.book, turn.now)
    await appeal.leave_receipt(turn, case, ruling_id, ruling)
    there = await records.wares_for(turn.tx, (refused.act,), turn.situation)
    past = await acting.past_of(turn.tx, turn.situation)
    ways = tuple(instead_of(instead(refused, turn.situation, there, turn.tools.book, past), turn.text))
    why = turn.text.say("draft-refused", reason=reason(ruling.verdict, turn.text))
    turn.say(" ".join((why, *ways)), choices=[turn.appeal_choice(ruling_id), turn.person_choice()])
    return Kept(ruling_id, ruling, ways)
