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
    values = [line.unit_price.minor * line.quantity for line in order.lines]
    weights = values if any(values) else [line.quantity for line in order.lines]
    return {line.id: share for line, share in zip(order.lines, goods.split(weights), strict=True)}


def paid_for(order: Order, units: Iterable[Units]) -> Money:
    """What was paid for these units of lines that the order has, no line named twice. Units beyond those that are left count
    nothing."""
    shares = line_shares(order)
    sums: list[Money] = []
    for wanted in units:
        line = order.line(wanted.line_id)
        if line is not None:
            used = line.cancelled + line.returned
            sums += shares[line.id].split([1] * line.quantity)[used : used + wanted.quantity]
    return total(sums, order.total.currency)


def all_left(order: Order) -> tuple[Units, ...]:
    """Everything of the order that the customer still has or expects."""
    return tuple(Units(line.id, line.kept) for line in order.lines if line.kept)


def is_all_left(order: Order, units: Iterable[Units]) -> bool:
    """Nothing would be left. (What went before, went before.)"""
    wanted = {each.line_id: each.quantity for each in units}
    return all(wanted.get(line.id, 0) >= line.kept for line in order.lines)


def was_whole(order: Order) -> bool:
    """Nothing of it was cancelled or returned yet."""
    return all(line.kept == line.quantity for line in order.lines)
