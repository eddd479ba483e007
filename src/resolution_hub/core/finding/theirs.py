"""Looking up what is the customer's own: an order, a method, what is left to refund."""

from __future__ import annotations

from collections.abc import Iterable

from resolution_hub.core.acts import (
    Act,
    ChangeDelivery,
    ChangeItems,
    ExchangeItems,
    Units,
)
from resolution_hub.core.finding.wares import NotTheirs
from resolution_hub.core.ledger import PaymentMethod
from resolution_hub.core.money import Money, total
from resolution_hub.core.order import Address, Order
from resolution_hub.core.policy.facts import (
    PaysWith,
)
from resolution_hub.core.shares import wanted_of
from resolution_hub.core.situation import Situation


def their_order(order_id: str, who: Situation) -> Order:
    order = who.order(order_id)
    if order is None:
        raise NotTheirs("order")
    return order


def their_method(method_id: str, who: Situation) -> PaymentMethod:
    method = who.method(method_id)
    if method is None:
        raise NotTheirs("payment method")
    return method


def paying_method(act: Act, who: Situation) -> PaymentMethod | None:
    """The method that a difference goes over: the one named, else the one that paid for the order first.

    Raises NotTheirs for a method that the customer does not have.
    """
    if not isinstance(act, (ChangeItems, ChangeDelivery, ExchangeItems)):
        return None
    if act.method_id is not None:
        return their_method(act.method_id, who)
    charges = sorted(who.ledger.charges_of_order(act.order_id), key=lambda charge: charge.at)
    return next((m for c in charges if (m := who.method(c.method_id)) is not None), None)


def pays_with(method: PaymentMethod | None, order: Order, who: Situation) -> PaysWith | None:
    if method is None:
        return None
    original = any(charge.method_id == method.id for charge in who.ledger.charges_of_order(order.id))
    return PaysWith(method.kind, method.balance, method.expired(who.today), original)


def refundable(order: Order, who: Situation) -> Money:
    """What is left of its charges, in the order's own currency: the hub never converts."""
    currency = order.total.currency
    charges = (c for c in who.ledger.charges_of_order(order.id) if c.amount.currency == currency)
    return total((who.ledger.refundable(c) for c in charges), currency)


def has_left(order: Order, units: Units, among: Iterable[Units]) -> bool:
    """The order has `units`, and all that is asked for of their line with them."""
    line = order.line(units.line_id)
    return line is not None and units.quantity > 0 and wanted_of(among)[line.id] <= line.kept


def complete(address: Address) -> bool:
    """A parcel finds it: a street, a place, a postcode and a country."""
    parts = (*address.lines[:1], address.city, address.postcode, address.country)
    return bool(address.lines) and all(part.strip() for part in parts) and len(address.country) == 2
