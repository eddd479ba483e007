"""What was paid for the parts of an order, exactly: tax and discount are shared out by value, in whole minor units.

Parts always sum to the whole: the shares of all lines are the order's total without shipping, and the units of a line share
the line's. Units that were cancelled or returned before have taken the first parts, so no cent is paid twice or lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from resolution_hub.core.acts import Units
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import Order


def line_shares(order: Order) -> Mapping[str, Money]:
    """What was paid for each whole line: as the shop says where it says so of all lines, else by the lines' values."""
    paid = [line.paid for line in order.lines if line.paid is not None]
    if len(paid) == len(order.lines):
        return {line.id: amount for line, amount in zip(order.lines, paid, strict=True)}
    goods = order.total - order.shipping if order.shipping is not None else order.total
    if goods.minor < 0:  # a discount took off more than the goods: nothing was paid for them
        goods = Money(0, goods.currency)
    values = [line.unit_price.minor * line.quantity for line in order.lines]
    weights = values if any(values) else [line.quantity for line in order.lines]
    return {line.id: share for line, share in zip(order.lines, goods.split(weights), strict=True)}


def shares_of(order: Order, units: Iterable[Units]) -> tuple[Money, ...]:
    """What was paid for each of `units`, in their order. A line may be named more than once: no unit is counted twice. Units
    that the order does not have, or has no more, count nothing."""
    shares, found = line_shares(order), []
    used = {line.id: line.cancelled + line.returned for line in order.lines}
    for wanted in units:
        line = order.line(wanted.line_id)
        parts: tuple[Money, ...] = ()
        if line is not None:
            first, quantity = used[line.id], max(0, wanted.quantity)
            parts = shares[line.id].split([1] * line.quantity)[first : first + quantity]
            used[line.id] = first + quantity
        found.append(total(parts, order.total.currency))
    return tuple(found)


def paid_for(order: Order, units: Iterable[Units]) -> Money:
    """What was paid for all of `units` together."""
    return total(shares_of(order, units), order.total.currency)


def wanted_of(units: Iterable[Units]) -> Mapping[str, int]:
    """How many units of each line are asked for, however often it is named."""
    wanted: dict[str, int] = {}
    for each in units:
        wanted[each.line_id] = wanted.get(each.line_id, 0) + each.quantity
    return wanted


def all_left(order: Order) -> tuple[Units, ...]:
    """Everything of the order that the customer still has or expects."""
    return tuple(Units(line.id, line.kept) for line in order.lines if line.kept)


def is_all_left(order: Order, units: Iterable[Units]) -> bool:
    """Nothing would be left. (What went before, went before.)"""
    wanted = wanted_of(units)
    return all(wanted.get(line.id, 0) >= line.kept for line in order.lines)


def was_whole(order: Order) -> bool:
    """Nothing of it was cancelled or returned yet."""
    return all(line.kept == line.quantity for line in order.lines)
