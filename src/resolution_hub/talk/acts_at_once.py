"""Acts that come complete, from a page or a program: checked and begun through the same door as those that are talked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_hub.core.acts import Act
from resolution_hub.core.events import CardKind
from resolution_hub.core.proposing import Proposal
from resolution_hub.core.remedy import RulingId
from resolution_hub.features.remedies import service as remedies
from resolution_hub.talk import acting, appeal
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, plans
from resolution_hub.words.rulings import reason


class ChangedSince(Exception):
    """What would happen now is not what was shown. Nothing was done."""


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


async def begin(turn: Turn, wanted: Sequence[Wanted]) -> list[acting.Begun]:
    """All of them or none. Raises Forbidden, ChangedSince and what `acting.begin` raises."""
    begun: list[acting.Begun] = []
    for place, each in enumerate(wanted):
        proposal = await acting.check(turn.tx, each.act, turn.situation, turn.tools.book)
        if not proposal.allowed:
            raise Forbidden(place, proposal)
        if each.token is not None and each.token != acting.seen([proposal]):
            raise ChangedSince
        case = await acting.case_of(turn, each.act)
        done = await acting.begin(turn.tx, case, each.act, turn.standing, turn.tools.book, turn.now, each.id)
        if isinstance(done, acting.Refused):
            raise Forbidden(place, proposal)
        begun.append(done)
    proposals = [each.proposal for each in begun]
    there = await acting.wares_for(turn.tx, [each.act for each in wanted], turn.situation)
    card = plans.confirm(proposals, turn.situation, there, turn.tools.book, turn.text)
    turn.say(turn.text.say("draft-begun"), cards=[cards.card(CardKind.CONFIRM, card)])
    return begun


async def keep_refusal(turn: Turn, refused: Proposal) -> RulingId:
    """A refusal is a decision too: it is kept, leaves its receipt, and can be appealed."""
    case = await acting.case_of(turn, refused.act)
    ruling_id, ruling = await remedies.rule_on(turn.tx, case.id, refused.ruling.facts, turn.tools.book, turn.now)
    await appeal.leave_receipt(turn, case, ruling_id, ruling)
    why = reason(ruling.verdict, turn.text)
    turn.say(turn.text.say("draft-refused", reason=why), choices=[turn.appeal_choice(ruling_id), turn.person_choice()])
    return ruling_id
