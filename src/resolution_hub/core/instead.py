"""What is possible instead of an act that the rules refuse: at most three ways, nearest first.

Each way is an act that was ruled like any other and came out allowed; nothing is guessed. Two kinds look further than an
Allow: a problem may be reported where a photo or a person still decides, and what is on its way is ruled as if it had just
arrived. Reasons are never varied: nobody is taught which one to give. A person stands last where there is room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import assert_never

from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    OrderAct,
    PauseSubscription,
    Problem,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.theirs import their_order
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.order import Destination, Order, OrderStatus
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Deny
from resolution_hub.core.proposing import Proposal, propose
from resolution_hub.core.shares import all_left, wanted_of
from resolution_hub.core.situation import Situation

MOST = 3


class Way(StrEnum):
    """What can be done instead (`instead-<value>` in the catalogue)."""

    OTHER_VARIANT = "other_variant"
    OTHER_METHOD = "other_method"
    STORE_CREDIT = "store_credit"
    GIFT_CARD = "gift_card"
    OTHER_WISH = "other_wish"
    FEWER = "fewer"  # as many as are left
    WHOLE_ORDER = "whole_order"
    OTHER_PLAN = "other_plan"
    SHORTER_PAUSE = "shorter_pause"
    CHANGE_ITEMS = "change_items"
    CANCEL = "cancel"
    RETURN = "return"
    WITHDRAW = "withdraw"
    EXCHANGE = "exchange"
    PROBLEM = "problem"
    RESUME = "resume"
    CANCEL_SUBSCRIPTION = "cancel_subscription"
    RETURN_LATER = "return_later"  # once it has arrived
    EXCHANGE_LATER = "exchange_later"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Option:
    """`acts` are those of its kind that would be allowed; what is still asked before any of them (a reason, a photo) is asked
    as always. None for a person."""

    way: Way
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class _Try:
    way: Way
    acts: tuple[Act, ...]
    arrived: bool = False  # ruled as if the order had just arrived


def instead(refused: Proposal, who: Situation, wares: Wares, book: Rulebook, history: History) -> tuple[Option, ...]:
    """What else can be done about the same thing now. Empty only where there is nothing to refuse: for an allowed proposal."""
    if refused.allowed:
        return ()
    found: dict[Way, Option] = {}
    for each in _tries(refused.act, who, wares, book):
        if len(found) == MOST:
            break
        if each.way not in found:
            acts = _possible(each, who, wares, book, history)
            if acts:
                found[each.way] = Option(each.way, acts)
    if len(found) < MOST:
        found[Way.PERSON] = Option(Way.PERSON)
    return tuple(found.values())


def _possible(each: _Try, who: Situation, wares: Wares, book: Rulebook, history: History) -> tuple[Act, ...]:
    def fits(act: Act) -> bool:
        proposal = propose(act, _arrived(act, who) if each.arrived else who, wares, book, history)
        return proposal.allowed or (each.way is Way.PROBLEM and not isinstance(proposal.ruling.verdict, Deny))

    return tuple(act for act in each.acts if fits(act))


def _arrived(act: Act, who: Situation) -> Situation:
    """Without a known time of delivery no window has begun to run out: as on the day of arrival."""
    order_id = getattr(act, "order_id", "")
    orders = (
        replace(o, status=OrderStatus.DELIVERED, shipments=()) if o.id == order_id and _on_its_way(o) else o
        for o in who.orders
    )
    return replace(who, orders=tuple(orders))


def _on_its_way(order: Order) -> bool:
    return order.status not in (OrderStatus.DELIVERED, OrderStatus.CANCELLED)


def _tries(act: Act, who: Situation, wares: Wares, book: Rulebook) -> Iterator[_Try]:
    match act:
        case ChangeHomeAddress() | ResumeSubscription() | CancelSubscription():
            return
        case PauseSubscription(subscription_id):
            yield _Try(Way.RESUME, (ResumeSubscription(subscription_id),))
            longest = who.today + timedelta(days=book.terms.subscription.most_pause_days)
            if act.resumes_on > longest:
                yield _Try(Way.SHORTER_PAUSE, (PauseSubscription(subscription_id, longest),))
            yield _Try(Way.CANCEL_SUBSCRIPTION, (CancelSubscription(subscription_id),))
        case ChangePlan(subscription_id):
            plans = tuple(ChangePlan(subscription_id, p.id) for p in wares.plans if p.id != act.plan_id)
            yield _Try(Way.OTHER_PLAN, plans)
            yield _Try(Way.CANCEL_SUBSCRIPTION, (CancelSubscription(subscription_id),))
        case _:
            order = their_order(act.order_id, who)
            yield from _mended(act, order, who, wares)
            yield from _other_ways(act, order, wares, book)


def _mended(act: OrderAct, order: Order, who: Situation, wares: Wares) -> Iterator[_Try]:
    """The same act with one thing changed."""
    match act:
        case CancelOrder(units=units) if units:
            yield _Try(Way.FEWER, tuple(replace(act, units=few) for few in _fewer(units, order)))
            yield _Try(Way.WHOLE_ORDER, (replace(act, units=()),))
        case ChangePayment():
            yield _Try(Way.OTHER_METHOD, tuple(replace(act, method_id=m.id) for m in who.methods))
        case ChangeItems(swaps=swaps) | ExchangeItems(swaps=swaps):
            yield _Try(Way.OTHER_METHOD, tuple(replace(act, method_id=m.id) for m in who.methods))
            yield _Try(Way.OTHER_VARIANT, tuple(replace(act, swaps=other) for other in _swaps(swaps, order, wares)))
        case ChangeDelivery():
            yield _Try(Way.OTHER_METHOD, tuple(replace(act, method_id=m.id) for m in who.methods))
        case ReturnItems(units=units):
            yield _Try(Way.FEWER, tuple(replace(act, units=few) for few in _fewer(units, order)))
            credit = replace(act, destination=Destination.STORE_CREDIT, method_id=None)
            yield _Try(Way.STORE_CREDIT, (credit,))
            yield _Try(
                Way.GIFT_CARD,
                tuple(
                    replace(act, destination=Destination.GIFT_CARD, method_id=m.id)
                    for m in who.methods
                    if m.kind is MethodKind.GIFT_CARD
                ),
            )
        case ReportProblem(wish=wish):
            yield _Try(Way.OTHER_WISH, tuple(replace(act, wish=w) for w in Wish if w is not wish))
        case ChangeAddress() | CancelOrder() | Withdraw() | AdjustPrice():
            return
        case _:
            assert_never(act)


def _other_ways(act: OrderAct, order: Order, wares: Wares, book: Rulebook) -> Iterator[_Try]:
    units = _units(act, order)
    cancelled = CancelOrder(order.id, usual_reason(book.terms.cancel.reasons, ()))
    if isinstance(act, ExchangeItems):
        yield _Try(Way.CHANGE_ITEMS, (ChangeItems(order.id, act.swaps, act.method_id),))
    if isinstance(act, ChangeItems):
        exchanged = (ExchangeItems(order.id, act.swaps, act.method_id),)
        yield _Try(Way.EXCHANGE, exchanged)
    if not isinstance(act, CancelOrder):
        yield _Try(Way.CANCEL, (cancelled,))
    yield from _back(act, units, order, book)
    if isinstance(act, ReturnItems | Withdraw):
        swaps = tuple(s for u in units for s in _of_line(u, order, wares))
        yield _Try(Way.EXCHANGE, tuple(ExchangeItems(order.id, (swap,)) for swap in swaps))
    if isinstance(act, ReturnItems | ExchangeItems | Withdraw):
        broken = (ReportProblem(order.id, u, Problem.DEFECTIVE, wish) for u in units for wish in Wish)
        yield _Try(Way.PROBLEM, tuple(broken))
    if _on_its_way(order):
        if isinstance(act, ChangeItems | ExchangeItems):
            yield _Try(Way.EXCHANGE_LATER, (ExchangeItems(order.id, act.swaps, act.method_id),), arrived=True)
        together, singly = _returns(units, order, book)
        yield _Try(Way.RETURN_LATER, together, arrived=True)
        yield _Try(Way.RETURN_LATER, singly, arrived=True)


def _back(act: OrderAct, units: tuple[Units, ...], order: Order, book: Rulebook) -> Iterator[_Try]:
    if not isinstance(act, ReturnItems):
        together, singly = _returns(units, order, book)
        yield _Try(Way.RETURN, together)
        yield _Try(Way.RETURN, singly)
    if units and not isinstance(act, Withdraw):  # no units would mean the whole order
        yield _Try(Way.WITHDRAW, (Withdraw(order.id, units),))


def _returns(
    units: tuple[Units, ...], order: Order, book: Rulebook
) -> tuple[tuple[ReturnItems, ...], tuple[ReturnItems, ...]]:
    """Everything in one return, and each thing in one of its own."""
    terms = book.terms.returns
    usual = tuple(replace(u, reason=usual_reason(terms.reasons, terms.our_fault)) for u in units)
    return (ReturnItems(order.id, usual),), tuple(ReturnItems(order.id, (unit,)) for unit in usual)


def usual_reason(reasons: tuple[str, ...], not_these: frozenset[str] | tuple[()]) -> str:
    """A reason that the rulebook knows and that gives no advantage."""
    return next((reason for reason in reasons if reason not in not_these), "")


def _units(act: OrderAct, order: Order) -> tuple[Units, ...]:
    """The things that an act is about, as far as the customer still has them."""
    match act:
        case CancelOrder(units=units) | ReturnItems(units=units) | Withdraw(units=units):
            wanted = wanted_of(units)
        case ChangeItems(swaps=swaps) | ExchangeItems(swaps=swaps):
            wanted = wanted_of(Units(swap.line_id, swap.quantity) for swap in swaps)
        case ReportProblem(units=one):
            wanted = wanted_of((one,))
        case AdjustPrice(line_id=line_id):
            wanted = {line.id: line.kept for line in order.lines if line.id == line_id}
        case ChangeAddress() | ChangePayment() | ChangeDelivery():
            wanted = {}
        case _:
            assert_never(act)
    if not wanted:
        return all_left(order)
    return tuple(
        Units(u.line_id, min(u.quantity, wanted[u.line_id])) for u in all_left(order) if wanted.get(u.line_id, 0) > 0
    )


def _fewer(units: tuple[Units, ...], order: Order) -> Iterator[tuple[Units, ...]]:
    """As many as are left, where more were asked for."""
    wanted = wanted_of(units)
    kept = {line.id: line.kept for line in order.lines}
    if any(quantity > kept.get(line_id, 0) for line_id, quantity in wanted.items()):
        first = {unit.line_id: unit for unit in reversed(units)}
        few = (replace(u, quantity=min(wanted[u.line_id], kept.get(u.line_id, 0))) for u in first.values())
        some = tuple(unit for unit in few if unit.quantity > 0)
        if some:  # none at all would mean the whole order
            yield some


def _swaps(swaps: tuple[Swap, ...], order: Order, wares: Wares) -> Iterator[tuple[Swap, ...]]:
    """The same swaps, one of them for another variant of its product."""
    for place, swap in enumerate(swaps):
        for other in _of_line(Units(swap.line_id, swap.quantity), order, wares):
            if other.variant_id != swap.variant_id:
                yield (*swaps[:place], other, *swaps[place + 1 :])


def _of_line(units: Units, order: Order, wares: Wares) -> Iterator[Swap]:
    products = {line.product_id for line in order.lines if line.id == units.line_id}
    for variant in wares.variants:
        if variant.product_id in products:
            yield Swap(units.line_id, variant.id, units.quantity)
