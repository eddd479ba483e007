"""Facts of goods that arrived: returns, withdrawals, exchanges, problems, dropped prices."""

from __future__ import annotations

from resolution_hub.core.acts import (
    AdjustPrice,
    ExchangeItems,
    ReportProblem,
    ReturnItems,
    Units,
    Withdraw,
)
from resolution_hub.core.finding.swaps import swap_difference, swap_facts, swapped_price
from resolution_hub.core.finding.theirs import (
    has_left,
    paying_method,
    pays_with,
    refundable,
    their_method,
    their_order,
)
from resolution_hub.core.finding.wares import History, NotTheirs, Wares
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, Order
from resolution_hub.core.policy.facts import (
    ExchangeFacts,
    PriceFacts,
    ProblemFacts,
    ReturnedFacts,
    ReturnFacts,
)
from resolution_hub.core.shares import all_left, is_all_left, line_shares, paid_for, shares_of, was_whole
from resolution_hub.core.situation import Situation


def return_facts(act: ReturnItems | Withdraw, who: Situation) -> ReturnFacts:
    order = their_order(act.order_id, who)
    units = act.units or (all_left(order) if isinstance(act, Withdraw) else ())
    destination = act.destination if isinstance(act, ReturnItems) else Destination.ORIGINAL
    charges = [c for c in who.ledger.charges_of_order(order.id) if who.ledger.refundable(c).positive]
    expired = any((m := who.method(c.method_id)) is not None and m.expired(who.today) for c in charges)
    return ReturnFacts(
        statutory=isinstance(act, Withdraw),
        order_id=order.id,
        order_number=order.number,
        status=order.status,
        delivered_at=order.delivered_at,
        lines=_returned(order, units),
        whole=is_all_left(order, units) and was_whole(order),
        shipping=order.shipping or Money(0, order.total.currency),
        refundable=refundable(order, who),
        destination=destination,
        destination_ok=_destination_ok(act, who),
        method_expired=expired and destination is Destination.ORIGINAL,
        own_label=isinstance(act, ReturnItems) and act.own_label,
        changes=order.changes,
        region=who.customer.region,
        now=who.now,
    )


def _returned(order: Order, units: tuple[Units, ...]) -> tuple[ReturnedFacts, ...]:
    found = []
    for each, share in zip(units, shares_of(order, units), strict=True):
        line = order.line(each.line_id)
        category = line.category if line is not None else ""
        left = has_left(order, each, units)
        found.append(ReturnedFacts(each.line_id, category, each.quantity, left, share, each.reason))
    return tuple(found)


def _destination_ok(act: ReturnItems | Withdraw, who: Situation) -> bool:
    if isinstance(act, Withdraw) or act.destination in (Destination.ORIGINAL, Destination.STORE_CREDIT):
        return True
    method = their_method(act.method_id or "", who)
    fits = act.destination is Destination.METHOD or method.kind is MethodKind.GIFT_CARD
    return fits and not method.expired(who.today)


def exchange_facts(act: ExchangeItems, who: Situation, wares: Wares) -> ExchangeFacts:
    order = their_order(act.order_id, who)
    return ExchangeFacts(
        order_id=order.id,
        order_number=order.number,
        status=order.status,
        delivered_at=order.delivered_at,
        changes=order.changes,
        swaps=swap_facts(act.swaps, order, wares),
        difference=swap_difference(act.swaps, order, wares),
        refundable=refundable(order, who),
        pays_with=pays_with(paying_method(act, who), order, who),
        region=who.customer.region,
        now=who.now,
    )


def problem_facts(act: ReportProblem, who: Situation, wares: Wares, history: History) -> ProblemFacts:
    order = their_order(act.order_id, who)
    line = order.line(act.units.line_id)
    if line is None:
        raise NotTheirs("line")
    same = wares.variant(line.variant_id)
    return ProblemFacts(
        order_id=order.id,
        order_number=order.number,
        status=order.status,
        delivered_at=order.delivered_at,
        line_id=line.id,
        category=line.category,
        quantity=act.units.quantity,
        left=has_left(order, act.units, (act.units,)),
        share=paid_for(order, (act.units,)),
        refundable=refundable(order, who),
        problem=act.problem,
        wish=act.wish,
        photos=len(act.photos),
        photos_seen_before=history.photos_seen_before,
        replacement_available=same is not None and same.available,
        earlier=history.problems,
        region=who.customer.region,
        now=who.now,
    )


def price_facts(act: AdjustPrice, who: Situation, wares: Wares, history: History) -> PriceFacts:
    order = their_order(act.order_id, who)
    line = order.line(act.line_id)
    if line is None:
        raise NotTheirs("line")
    variant = wares.variant(line.variant_id, order.total.currency)
    unit = line_shares(order)[line.id].split([1] * line.quantity)[-1]
    now = swapped_price(unit, line.unit_price, variant.price, 1) if variant is not None else None
    return PriceFacts(
        order_id=order.id,
        order_number=order.number,
        line_id=line.id,
        category=line.category,
        quantity=line.kept,
        paid=unit,
        price_now=now if variant is not None and variant.price.currency == unit.currency else None,
        placed_at=order.placed_at,
        refundable=refundable(order, who),
        adjusted=line.id in history.adjusted_lines,
        region=who.customer.region,
        now=who.now,
    )
