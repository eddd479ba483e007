"""What can still be done to an order, to be said after something was done to it. The rules decide; this only foretells."""

from __future__ import annotations

from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.policy.facts import Change
from resolution_hub.core.policy.rulebook import Rulebook


def still_possible(order: Order, book: Rulebook) -> tuple[Change, ...]:
    """Kinds of change that the order's state is right for and that nothing done before has closed, in the order of `Change`."""
    terms = book.terms.change
    found: set[Change] = set()
    left = any(line.kept for line in order.lines)
    if left and not order.parcel_scanned:
        if order.status in book.cancel_states:
            found.add(Change.CANCEL)
        if order.status in terms.states:
            found |= terms.kinds
    if left and order.status is OrderStatus.DELIVERED:
        found |= {Change.RETURN, Change.EXCHANGE}
    for done in order.changes:
        found -= terms.closes.get(Change(done), frozenset())
    return tuple(change for change in Change if change in found)
