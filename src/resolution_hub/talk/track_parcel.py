"""Where is my package (product.md C1, D1)."""

from __future__ import annotations

from resolution_hub.core.escalation import is_high
from resolution_hub.core.events import CardKind, Choice
from resolution_hub.core.order import Order, OrderStatus, Scan, ScanStatus, Shipment, honest_estimate
from resolution_hub.core.topic import Topic
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, sentences


async def reply(turn: Turn, order_id: str | None) -> None:
    order = turn.situation.order(order_id) if order_id else None
    if order is None:
        turn.say(turn.text.say("no-orders"), choices=[turn.person_choice()])
        return
    parcels = [s for s in order.outbound if s.scans or s.dispatched_at is not None]
    if order.status is OrderStatus.CANCELLED or not parcels:
        _not_sent(turn, order)
        return
    said = [_sentence(turn, order, parcel) for parcel in parcels]
    high, choices = _offer(turn, order, parcels)
    if high:
        said.append(turn.text.say("offer-person-high-value"))
    today = turn.situation.today
    shown = [cards.card(CardKind.PARCEL, cards.parcel(order, parcel, today, turn.text)) for parcel in parcels]
    turn.say(" ".join(said), cards=shown, choices=choices)


def _not_sent(turn: Turn, order: Order) -> None:
    text, item = turn.text, sentences.named(order, turn.text)
    if order.status is OrderStatus.CANCELLED:
        said = text.say("track-cancelled", number=order.number, item=item)
        choices = [turn.topic_choice(Topic.FIND_REFUND), turn.something_else()]
    else:
        # An order marked as sent whose parcel nobody recorded is still, for the customer, an order without a parcel.
        step = order.status if order.status is OrderStatus.PREPARING else OrderStatus.PLACED
        said = text.say(
            "track-not-sent",
            number=order.number,
            item=item,
            day=text.day(turn.situation.day_of(order.placed_at)),
            state=text.say(f"track-state-{step}"),
        )
        choices = [turn.topic_choice(Topic.CANCEL_ORDER), turn.something_else()]
    turn.say(said, cards=[cards.card(CardKind.ORDER, cards.order(order, turn.situation.today, text))], choices=choices)


def _sentence(turn: Turn, order: Order, parcel: Shipment) -> str:
    text, today, last = turn.text, turn.situation.today, parcel.last_scan
    values = {"item": sentences.named(order, text), "number": order.number}
    estimate, late = honest_estimate(parcel, today), parcel.days_late(today)
    expected = text.day(estimate) if estimate else None
    if last is None:
        more = {"carrier": cards.carrier_name(parcel.carrier, text), "tracking": parcel.tracking_number}
        if expected:
            return text.say("track-handed-over-expected", **values, **more, expected=expected)
        return text.say("track-handed-over", **values, **more)
    values |= _seen(last, turn)
    match last.status:
        case ScanStatus.DELIVERED:
            return text.say("track-delivered", **values)
        case ScanStatus.OUT_FOR_DELIVERY:
            return text.say("track-out-for-delivery", **values)
        case ScanStatus.DELIVERY_FAILED:
            return text.say("track-failed", **values)
        case ScanStatus.RETURNED_TO_SENDER:
            return text.say("track-returned", **values)
        case ScanStatus.EXCEPTION if not late:
            return text.say("track-held-up", **values)
        case _ if late and parcel.promised_on is not None:
            promised = text.day(parcel.promised_on)
            if expected:
                return text.say("track-late-expected", days=late, promised=promised, expected=expected, **values)
            return text.say("track-late", days=late, promised=promised, **values)
        case ScanStatus.LABEL_CREATED:
            return text.say("track-label", **values)
        case _ if expected:
            return text.say("track-on-its-way", expected=expected, **values)
        case _:
            return text.say("track-on-its-way-no-day", **values)


def _seen(scan: Scan, turn: Turn) -> dict[str, str]:
    return {"place": scan.place, "moment": turn.text.moment(scan.at)}


def _offer(turn: Turn, order: Order, parcels: list[Shipment]) -> tuple[bool, list[Choice]]:
    """Whether the order's value asks for a person, and the ways on. Bad news always shows the human door."""
    bad_news = any(p.days_late(turn.situation.today) or p.status is ScanStatus.EXCEPTION for p in parcels)
    delivered = any(p.status is ScanStatus.DELIVERED for p in parcels)
    choices = [turn.topic_choice(Topic.NOT_RECEIVED)] if delivered else []
    choices += [turn.person_choice()] if bad_news else []
    return bad_news and is_high(order.total, turn.tools.book), [*choices, turn.something_else()]
