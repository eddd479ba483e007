"""Delivered, says the carrier, but not there: what is known is shown, and a person decides (product.md D4, E1)."""

from __future__ import annotations

from resolution_hub.core.escalation import is_high
from resolution_hub.core.events import CardKind
from resolution_hub.core.moves import Asked
from resolution_hub.core.order import Order, Shipment
from resolution_hub.core.topic import Topic
from resolution_hub.talk import track_parcel
from resolution_hub.talk.turn_state import Turn, about_order
from resolution_hub.words import cards, sentences


async def reply(turn: Turn, order_id: str | None) -> None:
    order = turn.situation.order(order_id) if order_id else None
    if order is None:
        turn.say(turn.text.say("not-received-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    delivered = [parcel for parcel in order.outbound if parcel.delivered_at is not None]
    if not delivered:
        await track_parcel.reply(turn, order.id)
        return
    await turn.case_for(Topic.NOT_RECEIVED, about_order(order))
    said = [_seen(turn, order, parcel) for parcel in delivered]
    high = is_high(order.total, turn.tools.book)
    said.append(turn.text.say("offer-person-high-value" if high else "not-received-person"))
    today = turn.situation.today
    shown = [cards.card(CardKind.PARCEL, cards.parcel(order, parcel, today, turn.text)) for parcel in delivered]
    choices = [turn.person_choice(), turn.choice("solved:yes", "choice-found-it"), turn.something_else()]
    turn.asked(Asked.SOLVED)
    turn.say(" ".join(said), cards=shown, choices=choices)


def _seen(turn: Turn, order: Order, parcel: Shipment) -> str:
    last = parcel.last_scan
    return turn.text.say(
        "not-received-seen",
        item=sentences.named(order, turn.text),
        number=order.number,
        moment=turn.text.moment(last.at) if last else "",
        place=last.place if last else "",
    )
