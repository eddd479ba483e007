"""Which of a customer's orders a topic may be about, from facts alone: the fewer are left, the less is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_LATELY = timedelta(days=30)


def _trackable(who: Situation) -> tuple[Order, ...]:
    """Orders under way; when there are none, the latest one."""
    return under_way(who) or who.orders[:1]


def under_way(who: Situation) -> tuple[Order, ...]:
    return tuple(o for o in who.orders if o.status not in (OrderStatus.DELIVERED, OrderStatus.CANCELLED))


def cancellable(who: Situation) -> tuple[Order, ...]:
    return tuple(o for o in who.orders if o.status in (OrderStatus.PLACED, OrderStatus.PREPARING))


def _to_cancel(who: Situation) -> tuple[Order, ...]:
    """Orders that can be cancelled; when none can, those on their way, so that the refusal is about the right one."""
    return cancellable(who) or tuple(o for o in who.orders if o.status is OrderStatus.DISPATCHED)


def _delivered_lately(who: Situation) -> tuple[Order, ...]:
    return tuple(
        o
        for o in who.orders
        if any(s.delivered_at is not None and who.now - s.delivered_at <= _LATELY for s in o.outbound)
    )


CANDIDATES: dict[Topic, Callable[[Situation], tuple[Order, ...]]] = {
    Topic.TRACK_PARCEL: _trackable,
    Topic.CANCEL_ORDER: _to_cancel,
    Topic.NOT_RECEIVED: _delivered_lately,
}
