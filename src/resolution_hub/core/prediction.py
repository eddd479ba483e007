"""What a customer most likely came for, from facts alone (product.md A1): the cues of a situation, and the boxes they make.

A cue is one fact that people come because of: one of a parcel, order, charge, return, refund, subscription or open case. Its
rate says how often (core/prior.py). At most six boxes are shown, best first; a cue that no journey answers makes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """Why somebody comes. The first four carry the names of the billing errors."""

    CHARGED_AFTER_CANCELLATION = "charged_after_cancellation"
    CHARGED_AFTER_TRIAL = "charged_after_trial"
    CHARGED_TWICE = "charged_twice"
    CHARGED_WRONG_RATE = "charged_wrong_rate"
    PARCEL_LATE = "parcel_late"
    PARCEL_HELD_UP = "parcel_held_up"
    DELIVERY_FAILED = "delivery_failed"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ON_ITS_WAY = "on_its_way"
    DELIVERED_TODAY = "delivered_today"
    DELIVERED = "delivered"
    RETURN_ON_ITS_WAY = "return_on_its_way"
    RETURN_RECEIVED = "return_received"
    REFUND_SENT = "refund_sent"
    CAN_STILL_CANCEL = "can_still_cancel"
    NOT_SENT_YET = "not_sent_yet"
    OPEN_CASE = "open_case"
    SUBSCRIBED = "subscribed"


# What a box of this reason begins (None: no box), and the rate it starts from before a shop has counts of its own.
_BY_REASON: dict[Reason, tuple[Topic | None, float]] = {
    Reason.CHARGED_AFTER_CANCELLATION: (Topic.BILLING_ERROR, 0.95),
    Reason.CHARGED_AFTER_TRIAL: (Topic.BILLING_ERROR, 0.95),
    Reason.CHARGED_TWICE: (Topic.BILLING_ERROR, 0.94),
    Reason.CHARGED_WRONG_RATE: (Topic.BILLING_ERROR, 0.9),
    Reason.PARCEL_LATE: (Topic.TRACK_PARCEL, 0.85),
    Reason.DELIVERY_FAILED: (Topic.TRACK_PARCEL, 0.84),
    Reason.PARCEL_HELD_UP: (Topic.TRACK_PARCEL, 0.8),
    Reason.OUT_FOR_DELIVERY: (Topic.TRACK_PARCEL, 0.7),
    Reason.RETURN_RECEIVED: (Topic.FIND_REFUND, 0.6),
    Reason.RETURN_ON_ITS_WAY: (Topic.FIND_REFUND, 0.55),
    Reason.REFUND_SENT: (Topic.FIND_REFUND, 0.5),
    Reason.DELIVERED_TODAY: (Topic.NOT_RECEIVED, 0.48),
    Reason.DELIVERED: (Topic.NOT_RECEIVED, 0.45),
    Reason.ON_ITS_WAY: (Topic.TRACK_PARCEL, 0.4),
    Reason.CAN_STILL_CANCEL: (Topic.CANCEL_ORDER, 0.35),
    Reason.NOT_SENT_YET: (Topic.TRACK_PARCEL, 0.3),
    Reason.OPEN_CASE: (None, 0.3),
    Reason.SUBSCRIBED: (None, 0.06),
}
SEEDS: Mapping[Reason, float] = {reason: rate for reason, (_, rate) in _BY_REASON.items()}

# What people want who come because of it, as shares. Our own estimates, like the rates above.
WANTED: Mapping[Reason, Mapping[str, float]] = {
    Reason.CHARGED_AFTER_CANCELLATION: {
        "billing_error": 0.64, "explain_charge": 0.12, "request_refund": 0.12, "cancel_subscription": 0.08, "find_refund": 0.04,
    },
    Reason.CHARGED_AFTER_TRIAL: {
        "billing_error": 0.64, "explain_charge": 0.14, "request_refund": 0.12, "cancel_subscription": 0.1,
    },
    Reason.CHARGED_TWICE: {"billing_error": 0.74, "explain_charge": 0.14, "request_refund": 0.12},
    Reason.CHARGED_WRONG_RATE: {"billing_error": 0.68, "explain_charge": 0.2, "subscription_info": 0.07, "price_match": 0.05},
    Reason.PARCEL_LATE: {
        "track_parcel": 0.74, "request_refund": 0.07, "cancel_order": 0.06, "delivered_not_received": 0.05,
        "complaint": 0.05, "missed_delivery": 0.03,
    },
    Reason.PARCEL_HELD_UP: {"track_parcel": 0.82, "international_delivery": 0.06, "request_refund": 0.06, "complaint": 0.06},
    Reason.DELIVERY_FAILED: {
        "track_parcel": 0.4, "missed_delivery": 0.4, "reschedule_delivery": 0.1, "change_address": 0.1,
    },
    Reason.OUT_FOR_DELIVERY: {
        "track_parcel": 0.7, "reschedule_delivery": 0.12, "missed_delivery": 0.08, "change_address": 0.05,
        "delivered_not_received": 0.05,
    },
    Reason.ON_ITS_WAY: {
        "track_parcel": 0.75, "cancel_order": 0.08, "change_address": 0.07, "reschedule_delivery": 0.05, "delivery_time": 0.05,
    },
    Reason.DELIVERED_TODAY: {
        "delivered_not_received": 0.46, "damaged_item": 0.14, "return_item": 0.12, "missing_item": 0.08, "wrong_item": 0.08,
        "product_usage": 0.07, "exchange_item": 0.05,
    },
    Reason.DELIVERED: {
        "delivered_not_received": 0.2, "return_item": 0.24, "damaged_item": 0.14, "exchange_item": 0.12, "product_usage": 0.1,
        "missing_item": 0.06, "wrong_item": 0.06, "warranty_repair": 0.04, "write_review": 0.04,
    },
    Reason.RETURN_ON_ITS_WAY: {
        "find_refund": 0.68, "refund_policy": 0.1, "return_label": 0.1, "track_parcel": 0.07, "exchange_item": 0.05,
    },
    Reason.RETURN_RECEIVED: {"find_refund": 0.88, "refund_policy": 0.12},
    Reason.REFUND_SENT: {"find_refund": 0.8, "refund_policy": 0.1, "request_refund": 0.1},
    Reason.CAN_STILL_CANCEL: {
        "cancel_order": 0.36, "track_parcel": 0.2, "change_items": 0.14, "change_address": 0.12, "order_confirmation": 0.08,
        "change_delivery_speed": 0.06, "change_payment_method": 0.04,
    },
    Reason.NOT_SENT_YET: {
        "track_parcel": 0.6, "cancel_order": 0.2, "delivery_time": 0.1, "change_address": 0.05, "change_items": 0.05,
    },
    Reason.OPEN_CASE: {"case_status": 0.6, "talk_to_person": 0.25, "complaint": 0.15},
    Reason.SUBSCRIBED: {
        "cancel_subscription": 0.4, "subscription_info": 0.2, "pause_subscription": 0.15, "change_subscription": 0.1,
        "explain_charge": 0.1, "billing_error": 0.05,
    },
}  # fmt: skip

_NOT_SENT = frozenset({Reason.CAN_STILL_CANCEL, Reason.NOT_SENT_YET})
_CAME = frozenset({Reason.DELIVERED, Reason.DELIVERED_TODAY, Reason.OUT_FOR_DELIVERY, Reason.PARCEL_LATE})
_PLAN = frozenset(
    {Reason.SUBSCRIBED, Reason.CHARGED_AFTER_CANCELLATION, Reason.CHARGED_AFTER_TRIAL, Reason.CHARGED_WRONG_RATE}
)

# What some intents presume: without any of these facts hardly anybody means them.
PRESUMED: Mapping[str, frozenset[Reason]] = {
    "case_status": frozenset({Reason.OPEN_CASE}),
    "delivered_not_received": _CAME,
    "change_items": _NOT_SENT,
    "change_delivery_speed": _NOT_SENT,
    "change_payment_method": _NOT_SENT,
    "cancel_subscription": _PLAN,
    "pause_subscription": _PLAN,
    "change_subscription": _PLAN,
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
    def topic(self) -> Topic | None:
        return _BY_REASON[self.reason][0]


def topic_of(key: str) -> Topic | None:
    """The topic of a box by its key; None for a key that no release of ours would make."""
    reason = key.partition(".")[0]
    return _BY_REASON[Reason(reason)][0] if reason in set(Reason) else None


def find_cues(situation: Situation) -> tuple[Predicted, ...]:
    """Every fact that this customer may have come because of; newer orders first."""
    return tuple(_all_cues(situation))


def predict(situation: Situation, rates: Mapping[Reason, float] = SEEDS) -> tuple[Predicted, ...]:
    """At most six boxes, the one with the highest rate first; among equals the newer order first."""
    found = [cue for cue in _all_cues(situation) if cue.topic is not None]
    found.sort(key=lambda box: -rates[box.reason])
    return tuple(found[:MOST_BOXES])


def _all_cues(situation: Situation) -> Iterator[Predicted]:
    yield from _billing(situation)
    for order in situation.orders:
        yield from _of_order(order, situation)
    yield from _returns(situation)
    yield from _refunds(situation)
    for case in situation.open_cases:
        yield Predicted(Reason.OPEN_CASE, case.id, "", "")
    for plan in situation.subscriptions:
        if plan.cancelled_at is None:
            yield Predicted(Reason.SUBSCRIBED, plan.id, "", plan.plan)


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
            day = situation.day_of(at)
            reason = Reason.DELIVERED_TODAY if day == situation.today else Reason.DELIVERED
            return box(reason, day=day, days=(situation.now - at).days)
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
