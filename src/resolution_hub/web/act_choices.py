"""What a customer can choose from, as the API shows it."""

from __future__ import annotations

from resolution_hub.core.beginnings import beginnings
from resolution_hub.core.drafting.choices import methods_for, orders_for, plans_for, reasons_for
from resolution_hub.core.drafting.draft import DRAFTED, ON_SUBSCRIPTIONS, Draft
from resolution_hub.core.finding.wares import History, Wares, priced_in
from resolution_hub.core.ledger import Ledger, PaymentMethod, Plan, Subscription
from resolution_hub.core.order import DeliveryOption, Order, OrderLine
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from resolution_hub.kit.tagged import type_name
from resolution_hub.kit.text import Text
from resolution_hub.web import choice_shapes as shapes
from resolution_hub.words import cards, plans, rulings


def of_order(
    order: Order, who: Situation, wares: Wares, past: History, book: Rulebook, text: Text
) -> shapes.OrderOptions:
    """`possible` are topics whose first condition holds; the rules decide on what is then chosen."""
    topics = DRAFTED - ON_SUBSCRIPTIONS - {Topic.HOME_ADDRESS}
    possible = sorted(topic for topic in topics if order in orders_for(topic, who, book))
    return shapes.OrderOptions(
        order_id=order.id,
        possible=[topic.value for topic in possible],
        kinds=[
            shapes.KindOut(type_name(each.kind), rulings.name_of(each.verdict), rulings.reason(each.verdict, text))
            for each in beginnings(order, who, wares, book, past)
        ],
        changes=list(order.changes),
        lines=[_line(line, order.total.currency, wares) for line in order.lines],
        delivery=[_delivery(option, order.total.currency) for option in wares.delivery],
        delivery_id=order.delivery_id,
        methods=[_method(m) for m in methods_for(Draft(Topic.CHANGE_ITEMS, order.id), who)],
        address=cards.address(order.address) if order.address is not None else None,
        cancel_reasons=_named(reasons_for(Topic.CANCEL_ORDER, book), text),
        return_reasons=_named(reasons_for(Topic.RETURN_ITEMS, book), text),
        destinations=sorted(book.terms.returns.destinations),
    )


def payments(order_id: str, ledger: Ledger) -> shapes.OrderPayments:
    """Oldest first."""
    charges = sorted(ledger.charges_of_order(order_id), key=lambda charge: (charge.at, charge.id))
    by_id = {charge.id: charge for charge in charges}
    refunds = sorted((r for r in ledger.refunds if r.charge_id in by_id), key=lambda r: (r.requested_at, r.id))
    return shapes.OrderPayments(
        [shapes.PaymentOut(c.id, c.at, cards.amount(c.amount), c.method_id, c.method_label) for c in charges],
        [
            shapes.RefundRow(
                r.id, r.charge_id, cards.amount(r.amount), r.state.value, r.method_id or by_id[r.charge_id].method_id,
                r.requested_at, r.sent_at,
            )
            for r in refunds
        ],
    )  # fmt: skip


def profile(who: Situation, wares: Wares) -> shapes.ProfileOut:
    return shapes.ProfileOut(
        name=who.customer.name,
        email=who.customer.email,
        home=cards.address(who.home) if who.home is not None else None,
        methods=[_method(each) for each in who.methods],
        subscriptions=[_subscription(each, who, wares) for each in who.subscriptions],
    )


def _subscription(each: Subscription, who: Situation, wares: Wares) -> shapes.SubscriptionOut:
    others = plans_for(Draft(Topic.CHANGE_SUBSCRIPTION, subscription_id=each.id), who, wares)
    return shapes.SubscriptionOut(
        id=each.id,
        plan=each.plan,
        price=cards.amount(each.price),
        interval_days=each.interval_days,
        paused=each.paused_at is not None,
        resumes_at=each.resumes_at,
        cancelled_at=each.cancelled_at,
        ends_at=each.ends_at,
        trial_ends_at=each.trial_ends_at,
        plans=[_plan(plan) for plan in others],
    )


def _plan(plan: Plan) -> shapes.PlanOut:
    return shapes.PlanOut(plan.id, plan.name, cards.amount(plan.price), plan.interval_days)


def _delivery(option: DeliveryOption, currency: str) -> shapes.DeliveryOut:
    price = cards.amount(priced_in(option, currency).price)
    return shapes.DeliveryOut(option.id, option.name, price, option.days_from, option.days_to)


def _line(line: OrderLine, currency: str, wares: Wares) -> shapes.OptionLine:
    variants = [priced_in(v, currency) for v in wares.variants if v.product_id == line.product_id]
    return shapes.OptionLine(
        id=line.id,
        product_id=line.product_id,
        variant_id=line.variant_id,
        name=line.name,
        options=line.options,
        quantity=line.quantity,
        kept=line.kept,
        unit_price=cards.amount(line.unit_price),
        variants=[shapes.VariantOut(v.id, list(v.options), cards.amount(v.price), v.available) for v in variants],
    )


def _method(method: PaymentMethod) -> shapes.MethodOut:
    balance = cards.amount(method.balance) if method.balance is not None else None
    return shapes.MethodOut(method.id, method.kind.value, method.label, balance, method.expires_on)


def _named(reasons: tuple[str, ...], text: Text) -> list[shapes.Named]:
    return [shapes.Named(reason, plans.return_reason(reason, text)) for reason in reasons]
