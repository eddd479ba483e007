"""Where is my refund (product.md C7): what was sent, when it is seen, and what returns are still to bring."""

from __future__ import annotations

from datetime import timedelta

from resolution_hub.core.events import Card, CardKind
from resolution_hub.core.ledger import Charge, MethodKind, Refund, RefundState
from resolution_hub.core.order import Order, Return, ReturnStatus, Shipment
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.situation import Situation
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, sentences

_RECENT = timedelta(days=90)
_MOST = 4


async def reply(turn: Turn) -> None:
    who = turn.situation
    said: list[str] = []
    shown: list[Card] = []
    for refund, charge in _refunds(who)[:_MOST]:
        said.append(_refund_sentence(turn, refund, charge))
        shown.append(cards.card(CardKind.REFUND, cards.refund(refund, charge, turn.tools.book)))
    for each in who.returns:
        if each.status is not ReturnStatus.CLOSED and len(said) < 2 * _MOST:
            said.append(_return_sentence(turn, each))
            shown.extend(_return_parcel(turn, each))
    failed = any(refund.state is RefundState.FAILED for refund, _ in _refunds(who)[:_MOST])
    choices = [turn.person_choice(), turn.something_else()] if failed or not said else [turn.something_else()]
    turn.say(" ".join(said) or turn.text.say("refund-none"), cards=shown, choices=choices)


def _refunds(who: Situation) -> list[tuple[Refund, Charge]]:
    recent = [r for r in who.ledger.refunds if who.now - r.requested_at <= _RECENT]
    pairs = [(r, charge) for r in recent if (charge := who.ledger.charge(r.charge_id)) is not None]
    return sorted(pairs, key=lambda pair: pair[0].requested_at, reverse=True)


def _refund_sentence(turn: Turn, refund: Refund, charge: Charge) -> str:
    values: dict[str, str | int] = {
        "amount": sentences.money(refund.amount, turn.text),
        "item": charge.description,
        "method": charge.method_label,
    }
    if refund.state is not RefundState.SENT:
        return turn.text.say(f"refund-{refund.state}", **values)
    values["day"] = turn.text.day(turn.situation.day_of(refund.sent_at or refund.requested_at))
    if _at_once(charge.method, turn.tools.book):
        return turn.text.say("refund-sent-now", **values)
    return turn.text.say("refund-sent", **values, time=sentences.refund_time(charge.method, turn.tools.book, turn.text))


def _at_once(method: MethodKind, book: Rulebook) -> bool:
    return book.refund_days[method][1] == 0


def _return_sentence(turn: Turn, each: Return) -> str:
    order = turn.situation.order(each.order_id)
    lines = [line.name for line in order.lines if line.id in each.line_ids] if order else []
    key = f"refund-return-{each.status}".replace("_", "-")
    return turn.text.say(key, item=", ".join(lines), amount=sentences.money(each.refund_due, turn.text))


def _return_parcel(turn: Turn, each: Return) -> list[Card]:
    order = turn.situation.order(each.order_id)
    if order is None or each.shipment is None:
        return []
    return [cards.card(CardKind.PARCEL, _parcel(turn, order, each.shipment))]


def _parcel(turn: Turn, order: Order, shipment: Shipment) -> cards.Parcel:
    who = turn.situation
    return cards.parcel(order, shipment, who.today, turn.text, who.items_in(order, shipment))
