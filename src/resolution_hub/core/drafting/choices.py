"""What can be chosen for each question: the same lists make the buttons and check the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from resolution_hub.core.acts import Problem
from resolution_hub.core.drafting.draft import BEFORE_DISPATCH, Draft, Pick
from resolution_hub.core.finding.wares import Wares, priced_in
from resolution_hub.core.ledger import MethodKind, PaymentMethod, Plan, Subscription
from resolution_hub.core.order import DeliveryOption, Destination, Order, OrderLine, OrderStatus, Variant
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import GivenReason
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_PAUSES = (30, 60, 90)
_PROBLEM_OF: Mapping[str, Topic] = {
    GivenReason.DAMAGED: Topic.DAMAGED_ITEM,
    GivenReason.DEFECTIVE: Topic.DAMAGED_ITEM,
    GivenReason.WRONG_ITEM: Topic.WRONG_ITEM,
    GivenReason.MISSING_PART: Topic.MISSING_ITEM,
}


def orders_for(topic: Topic, who: Situation, book: Rulebook) -> tuple[Order, ...]:
    """Orders that the topic may be about, newest first; the rules have the last word."""
    if topic in BEFORE_DISPATCH:
        states = book.cancel_states if topic is Topic.CANCEL_ORDER else book.terms.change.states
        return tuple(o for o in who.orders if o.status in states and not o.parcel_scanned)
    if topic is Topic.WITHDRAW:
        return tuple(o for o in who.orders if o.status is not OrderStatus.CANCELLED and _in_withdrawal(o, who, book))
    if topic is Topic.PRICE_DROP:
        days = book.terms.price.window_days.usual
        return tuple(o for o in who.orders if who.now - o.placed_at <= timedelta(days=days))
    return tuple(o for o in who.orders if o.status is OrderStatus.DELIVERED)


def lines_for(draft: Draft, who: Situation, book: Rulebook) -> tuple[tuple[Order, OrderLine], ...]:
    """Lines that the draft may pick from: of its order where it has one."""
    orders = orders_for(draft.topic, who, book)
    if draft.order_id is not None:
        named = who.order(draft.order_id)
        orders = (named,) if named is not None else ()
    return tuple((order, line) for order in orders for line in order.lines if line.kept)


def variants_for(pick: Pick, who: Situation, wares: Wares) -> tuple[Variant, ...]:
    """The other kinds of the same product that are there, those that differ least first; priced in the order's currency."""
    order = who.order(pick.order_id)
    line = order.line(pick.line_id) if order is not None else None
    if order is None or line is None:
        return ()
    now_on = wares.variant(line.variant_id)
    kept = set(now_on.options) if now_on is not None else set()
    others = [
        priced_in(v, order.total.currency)
        for v in wares.variants
        if v.product_id == line.product_id and v.id != line.variant_id and v.available
    ]
    return tuple(sorted(others, key=lambda v: (-len(kept.intersection(v.options)), v.price.minor)))


def fitting(pick: Pick, offered: Sequence[Variant]) -> tuple[Variant, ...]:
    """Those of the variants that have what was named; all of them where none has."""
    some = tuple(v for v in offered if all(pair in v.options for pair in pick.wanted))
    return some or tuple(offered)


def methods_for(draft: Draft, who: Situation) -> tuple[PaymentMethod, ...]:
    """Methods that can pay now; for a change of payment, others than those that paid."""
    fine = [m for m in who.methods if not m.expired(who.today) and (m.balance is None or m.balance.positive)]
    if draft.topic is Topic.CHANGE_PAYMENT and draft.order_id is not None:
        paid = {charge.method_id for charge in who.ledger.charges_of_order(draft.order_id)}
        fine = [m for m in fine if m.id not in paid]
    return tuple(fine)


def methods_offered(draft: Draft, who: Situation) -> tuple[PaymentMethod, ...]:
    """Those of them that a button is made of: a balance that cannot pay the whole order is named only by whoever names it."""
    fine = methods_for(draft, who)
    if draft.topic is not Topic.CHANGE_PAYMENT or draft.order_id is None:
        return fine
    charged = [charge.amount for charge in who.ledger.charges_of_order(draft.order_id)]
    return tuple(
        m
        for m in fine
        if m.balance is None or all(m.balance.currency == c.currency and m.balance >= c for c in charged)
    )


def destinations_for(
    draft: Draft, who: Situation, book: Rulebook
) -> tuple[tuple[Destination, PaymentMethod | None], ...]:
    """Where a refund may go: the original methods where all can take it, a gift card that the customer has, store credit."""
    offered, found = book.terms.returns.destinations, list[tuple[Destination, PaymentMethod | None]]()
    orders = {pick.order_id for pick in draft.picks}
    paid = [who.method(c.method_id) for order_id in orders for c in who.ledger.charges_of_order(order_id)]
    expired = any(method is not None and method.expired(who.today) for method in paid)
    if Destination.ORIGINAL in offered and not expired:
        found.append((Destination.ORIGINAL, None))
    if Destination.GIFT_CARD in offered:
        found += [(Destination.GIFT_CARD, m) for m in who.methods if m.kind is MethodKind.GIFT_CARD]
    if Destination.STORE_CREDIT in offered:
        found.append((Destination.STORE_CREDIT, None))
    return tuple(found)


def reasons_for(topic: Topic, book: Rulebook) -> tuple[str, ...]:
    return book.terms.cancel.reasons if topic is Topic.CANCEL_ORDER else book.terms.returns.reasons


def subscriptions_for(who: Situation) -> tuple[Subscription, ...]:
    running = [plan for plan in who.subscriptions if plan.cancelled_at is None]
    return tuple(running or who.subscriptions)


def plans_for(draft: Draft, who: Situation, wares: Wares) -> tuple[Plan, ...]:
    plan = who.subscription(draft.subscription_id or "")
    now_on = wares.plan(plan.plan_id) if plan is not None else None
    if plan is None or now_on is None:
        return ()
    currency = plan.price.currency
    others = (priced_in(p, currency) for p in wares.plans if p.family == now_on.family and p.id != now_on.id)
    return tuple(p for p in others if p.price.currency == currency)


def delivery_for(draft: Draft, who: Situation, wares: Wares) -> tuple[DeliveryOption, ...]:
    order = who.order(draft.order_id or "")
    if order is None:
        return ()
    currency = order.total.currency
    others = (priced_in(o, currency) for o in wares.delivery if o.id != order.delivery_id)
    return tuple(o for o in others if o.price.currency == currency)


def pauses_for(who: Situation, book: Rulebook) -> tuple[date, ...]:
    most = book.terms.subscription.most_pause_days
    return tuple(who.today + timedelta(days=days) for days in _PAUSES if days <= most)


def problem_of(topic: Topic, given: str) -> str:
    """What is wrong, more exactly than the topic says where the words told it."""
    return given if topic in (Topic.DAMAGED_ITEM, Topic.MISSING_ITEM) and given in set(Problem) else ""


def problem_told(draft: Draft, reasons: Sequence[str]) -> Topic | None:
    """The problem that a return's reasons tell of: reporting it gives more than a return does. None for any other reason."""
    if draft.topic is not Topic.RETURN_ITEMS:
        return None
    return next((_PROBLEM_OF[given] for given in reasons if given in _PROBLEM_OF), None)


def _in_withdrawal(order: Order, who: Situation, book: Rulebook) -> bool:
    arrived = order.delivered_at
    return arrived is None or who.now - arrived <= timedelta(days=book.terms.withdrawal.days)
