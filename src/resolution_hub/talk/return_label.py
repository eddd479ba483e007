"""The label of a return that is open (product.md C4): where it is, until when, and where the parcel can be handed in."""

from __future__ import annotations

from resolution_hub.core.events import CardKind
from resolution_hub.core.order import Return, ReturnStatus
from resolution_hub.core.topic import Topic
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards


async def reply(turn: Turn) -> None:
    waiting = [r for r in turn.situation.returns if r.status is ReturnStatus.AUTHORISED]
    if not waiting:
        turn.say(
            turn.text.say("return-label-none"),
            choices=[turn.topic_choice(Topic.RETURN_ITEMS), turn.person_choice(), turn.something_else()],
        )
        return
    shown = [cards.card(CardKind.RETURN, cards.return_out(each, _names(turn, each), turn.text)) for each in waiting]
    turn.say(turn.text.say("return-label-here", count=len(waiting)), cards=shown, choices=[turn.something_else()])


def _names(turn: Turn, each: Return) -> list[str]:
    order = turn.situation.order(each.order_id)
    return [line.name for line in order.lines if line.id in each.line_ids] if order is not None else []
