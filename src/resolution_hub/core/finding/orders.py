"""Facts of orders that have not left: cancelling and changing them."""

from __future__ import annotations

from resolution_hub.core.acts import (
    CancelOrder,
    ChangeDelivery,
    ChangePayment,
)
from resolution_hub.core.finding.theirs import (
    complete,
    has_left,
    paying_method,
    pays_with,
    refundable,
    their_method,
    their_order,
)
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import PaymentMethod
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, Order
from resolution_hub.core.policy.facts import (
    CancelFacts,
    Change,
    ChangeFacts,
    SwapFacts,
)
from resolution_hub.core.shares import is_all_left, paid_for, was_whole
from resolution_hub.core.situation import Situation


def cancel_facts(act: CancelOrder, who: Situation) -> CancelFacts:
    order = their_order(act.order_id, who)
    back_all = refundable(order, who)
    if act.units and not (is_all_left(order, act.units) and was_whole(order)):
        back = paid_for(order, act.units)
        if is_all_left(order, act.units) and order.shipping is not None:
            back = back + order.shipping
        back_all = min(back, back_all)
    return CancelFacts(
        order_id=order.id,
        order_number=order.number,
        status=order.status,
        parcel_scanned=order.parcel_scanned,
        refundable=back_all,
        region=who.customer.region,
        now=who.now,
        reason=act.reason,
        whole=not act.units or is_all_left(order, act.units),
        units_left=all(has_left(order, each, act.units) for each in act.units),
        changes=order.changes,
    )


def payment_facts(act: ChangePayment, who: Situation) -> ChangeFacts:
    order, method = their_order(act.order_id, who), their_method(act.method_id, who)
    charges = [c for c in who.ledger.charges_of_order(order.id) if who.ledger.refundable(c).positive]
    same = any(charge.method_id == method.id for charge in charges)
    difference = refundable(order, who)
    return change_facts(Change.PAYMENT, order, who, difference=difference, method=method, same_method=same)


def delivery_facts(act: ChangeDelivery, who: Situation, wares: Wares) -> ChangeFacts:
    order = their_order(act.order_id, who)
    option = wares.option(act.option_id, order.total.currency)
    paid = order.shipping or Money(0, order.total.currency)
    known = option is not None and option.id != order.delivery_id and option.price.currency == paid.currency
    difference = option.price - paid if option is not None and known else Money(0, paid.currency)
    method = paying_method(act, who)
    return change_facts(Change.DELIVERY, order, who, difference=difference, method=method, option_known=known)


def change_facts(
    change: Change, order: Order, who: Situation, *, difference: Money | None = None, method: PaymentMethod | None = None,
    swaps: tuple[SwapFacts, ...] = (), same_method: bool = False, option_known: bool = True,
    address: Address | None = None, abroad: bool = False,
) -> ChangeFacts:  # fmt: skip
    return ChangeFacts(
        change=change,
        order_id=order.id,
        order_number=order.number,
        status=order.status,
        parcel_scanned=order.parcel_scanned,
        changes=order.changes,
        difference=difference if difference is not None else Money(0, order.total.currency),
        refundable=refundable(order, who),
        pays_with=pays_with(method, order, who),
        swaps=swaps,
        same_method=same_method,
        option_known=option_known,
        address_complete=address is None or complete(address),
        abroad=abroad,
        charges=len([c for c in who.ledger.charges_of_order(order.id) if who.ledger.refundable(c).positive]),
        region=who.customer.region,
        now=who.now,
    )
