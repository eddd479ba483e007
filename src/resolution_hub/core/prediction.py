"""The boxes of the help home: what this customer most likely came for, from facts alone (product.md A1).

Each reason has a weight: how often a person in that situation has come because of it, as a share. The weights order the
boxes; at most six are shown. One parcel, order, charge, return or refund makes one box at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from resolution_hub.core.ledger import RefundState
from resolution_hub.core.money import Money
from resolution_hub.core.order import Order, OrderStatus, ReturnStatus, ScanStatus, Shipment, honest_estimate
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

MOST_BOXES = 6
_DELIVERED_LATELY = timedelta(days=7)
_PLACED_LATELY = timedelta(days=3)
_REFUND_LATELY = timedelta(days=14)


class Reason(StrEnum):
    """Why somebody comes. The first three carry the names of the billing errors."""

    CHARGED_AFTER_CANCELLATION = "charged_after_cancellation"
    CHARGED_TWICE = "charged_twice"
    CHARGED_WRONG_RATE = "charged_wrong_rate"
    PARCEL_LATE = "parcel_late"
    PARCEL_HELD_UP = "parcel_held_up"
    DELIVERY_FAILED = "delivery_failed"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ON_ITS_WAY = "on_its_way"
    DELIVERED = "delivered"
    RETURN_ON_ITS_WAY = "return_on_its_way"
    RETURN_RECEIVED = "return_received"
    REFUND_SENT = "refund_sent"
    CAN_STILL_CANCEL = "can_still_cancel"
    NOT_SENT_YET = "not_sent_yet"


# What a box of this reason begins, and its weight.
_BY_REASON = {
    Reason.CHARGED_AFTER_CANCELLATION: (Topic.BILLING_ERROR, 0.95),
    Reason.CHARGED_TWICE: (Topic.BILLING_ERROR, 0.94),
    Reason.CHARGED_WRONG_RATE: (Topic.BILLING_ERROR, 0.9),
    Reason.PARCEL_LATE: (Topic.TRACK_PARCEL, 0.85),
    Reason.DELIVERY_FAILED: (Topic.TRACK_PARCEL, 0.84),
    Reason.PARCEL_HELD_UP: (Topic.TRACK_PARCEL, 0.8),
    Reason.OUT_FOR_DELIVERY: (Topic.TRACK_PARCEL, 0.7),
    Reason.RETURN_RECEIVED: (Topic.FIND_REFUND, 0.6),
    Reason.RETURN_ON_ITS_WAY: (Topic.FIND_REFUND, 0.55),
    Reason.REFUND_SENT: (Topic.FIND_REFUND, 0.5),
    Reason.DELIVERED: (Topic.NOT_RECEIVED, 0.45),
    Reason.ON_ITS_WAY: (Topic.TRACK_PARCEL, 0.4),
    Reason.CAN_STILL_CANCEL: (Topic.CANCEL_ORDER, 0.35),
    Reason.NOT_SENT_YET: (Topic.TRACK_PARCEL, 0.3),
}


@dataclass(frozen=True, slots=True)
class Predicted:
    """One box. `subject` is the id that its journey begins with; the rest fills the sentence for `reason`."""

    reason: Reason
    subject: str
    icon: str
    item: str
    amount: Money | None = None
    days: int | None = None
    day: date | None = None
    count: int = 1

    @property
    def key(self) -> str:
        return f"{self.reason}.{self.subject}"

    @property
    def topic(self) -> Topic:
        return _BY_REASON[self.reason][0]

    @property
    def weight(self) -> float:
        return _BY_REASON[self.reason][1]


def topic_of(key: str) -> Topic | None:
    """The topic of a box by its key; None for a key that no release of ours would make."""
    reason = key.partition(".")[0]
    return _BY_REASON[Reason(reason)][0] if reason in set(Reason) else None


def predict(situation: Situation) -> tuple[Predicted, ...]:
    """At most six boxes, best first; among equals the newer order first."""
    found = list(_billing(situation))
    for order in situation.orders:
        found.extend(_of_order(order, situation))
    found.extend(_returns(situation))
    found.extend(_refunds(situation))
    found.sort(key=lambda box: -box.weight)
    return tuple(found[:MOST_BOXES])


def _billing(situation: Situation) -> Iterator[Predicted]:
    for error in situation.billing_errors:
        yield Predicted(
            reason=Reason(error.kind.value),
            subject=error.charge.id,
            icon="card",
            item=error.subscription.plan if error.subscription else error.charge.description,
            amount=error.amount,
            day=situation.day_of(error.charge.at),
        )


def _of_order(order: Order, situation: Situation) -> Iterator[Predicted]:
    line = order.main_line
    if order.status in (OrderStatus.PLACED, OrderStatus.PREPARING) and all(map(_only_labelled, order.outbound)):
        lately = situation.now - order.placed_at <= _PLACED_LATELY
        reason = Reason.CAN_STILL_CANCEL if lately else Reason.NOT_SENT_YET
        yield Predicted(reason, order.id, line.icon, line.name, count=len(order.lines))
    for shipment in order.outbound:
        box = _of_parcel(order, shipment, situation)
        if box is not None:
            yield box


def _only_labelled(shipment: Shipment) -> bool:
    """The carrier knows of the parcel but has not had it in hand."""
    return shipment.status is ScanStatus.LABEL_CREATED


def _of_parcel(order: Order, shipment: Shipment, situation: Situation) -> Predicted | None:
    line, late = order.main_line, shipment.days_late(situation.today)
    if order.status is OrderStatus.CANCELLED or not (shipment.scans or shipment.dispatched_at):
        return None

    def box(reason: Reason, day: date | None = None, days: int | None = None) -> Predicted:
        return Predicted(reason, shipment.id, line.icon, line.name, day=day, days=days, count=len(order.lines))

    match shipment.status:
        case ScanStatus.DELIVERED:
            at = shipment.delivered_at
            if at is None or situation.now - at > _DELIVERED_LATELY:
                return None
            return box(Reason.DELIVERED, day=situation.day_of(at), days=(situation.now - at).days)
        case ScanStatus.RETURNED_TO_SENDER | ScanStatus.DELIVERY_FAILED:
            return box(Reason.DELIVERY_FAILED)
        case ScanStatus.OUT_FOR_DELIVERY:
            return box(Reason.OUT_FOR_DELIVERY)
        case _ if late > 0:
            return box(Reason.PARCEL_LATE, days=late)
        case ScanStatus.EXCEPTION:
            return box(Reason.PARCEL_HELD_UP)
        case _ if _only_labelled(shipment) and shipment.dispatched_at is None:
            return None
        case _:
            return box(Reason.ON_ITS_WAY, day=honest_estimate(shipment, situation.today))


def _returns(situation: Situation) -> Iterator[Predicted]:
    for each in situation.returns:
        order = situation.order(each.order_id)
        if order is None or each.status in (ReturnStatus.CLOSED, ReturnStatus.AUTHORISED):
            continue
        lines = [line for line in order.lines if line.id in each.line_ids] or [order.main_line]
        reason = Reason.RETURN_RECEIVED if each.status is ReturnStatus.RECEIVED else Reason.RETURN_ON_ITS_WAY
        yield Predicted(
            reason,
            each.id,
            lines[0].icon,
            lines[0].name,
            amount=each.refund_due,
            count=len(each.line_ids),
        )


def _refunds(situation: Situation) -> Iterator[Predicted]:
    for refund in situation.ledger.refunds:
        charge = situation.ledger.charge(refund.charge_id)
        lately = situation.now - refund.requested_at <= _REFUND_LATELY
        if charge is not None and lately and refund.state is RefundState.SENT:
            yield Predicted(Reason.REFUND_SENT, refund.id, "card", charge.description, amount=refund.amount)
