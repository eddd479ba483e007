"""The rules between records. The same rules run twice: on the folder alone, and with what the hub already has.

Alone, a reference that leaves the folder is noted in `shop.external` and its target's rules wait. With the hub's
records at hand it is a problem when they do not have it, and the rules apply as if the record stood in the folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from resolution_hub.connectors.shop_files.problems import Problems
from resolution_hub.connectors.shop_files.records import (
    Charge,
    Order,
    OrderLine,
    Promotion,
    Record,
    Refund,
    Return,
    Subscription,
)
from resolution_hub.connectors.shop_files.shop import Pile, Shop
from resolution_hub.core.ledger import RefundState
from resolution_hub.core.order import Direction, OrderStatus

R = TypeVar("R", bound=Record)
Known = Mapping[str, Mapping[str, Record]]  # kind → id → the hub's record


def check(shop: Shop, problems: Problems, known: Known | None = None) -> None:
    """Adds every broken rule to `problems`; without `known`, fills `shop.external`."""
    rules = _Rules(shop, problems, known)
    rules.customers_and_addresses()
    rules.wares()
    rules.orders()
    rules.order_lines()
    rules.parcels()
    rules.returns()
    rules.subscriptions()
    rules.charges()
    rules.refunds()


class _Rules:
    def __init__(self, shop: Shop, problems: Problems, known: Known | None) -> None:
        self._shop = shop
        self._problems = problems
        self._known = known

    def customers_and_addresses(self) -> None:
        shop = self._shop
        for line, address in shop.addresses.numbered():
            self._target(shop.addresses, line, "customer_id", shop.customers, address.customer_id)
        for line, method in shop.payment_methods.numbered():
            self._target(shop.payment_methods, line, "customer_id", shop.customers, method.customer_id)
            if method.balance is not None and method.currency is None:
                self._say(shop.payment_methods, line, "currency", "is missing beside a balance")

    def wares(self) -> None:
        shop = self._shop
        for line, variant in shop.variants.numbered():
            self._target(shop.variants, line, "product_id", shop.products, variant.product_id)
        for line, option in shop.delivery_options.numbered():
            if option.days_to < option.days_from:
                self._say(shop.delivery_options, line, "days_to", "is less than days_from")
        for line, promotion in shop.promotions.numbered():
            self._promotion_fits(line, promotion)
        for pile in (shop.variants, shop.delivery_options, shop.plans):
            for line, good in pile.numbered():
                if good.currency in (good.prices or {}):
                    self._say(pile, line, "prices", f"names {good.currency}, the currency of price")

    def _promotion_fits(self, line: int, promotion: Promotion) -> None:
        pile = self._shop.promotions
        if (promotion.percent is None) == (promotion.amount is None):
            self._say(pile, line, "percent", "exactly one of percent and amount must be given")
        if promotion.currency is None and (promotion.amount is not None or promotion.minimum):
            self._say(pile, line, "currency", "is missing beside an amount")
        self._not_before(pile, line, ("ends_at", promotion.ends_at), ("starts_at", promotion.starts_at))

    def orders(self) -> None:
        shop = self._shop
        with_lines = {each.order_id for each in shop.order_lines.records()}
        numbers: dict[str, int] = {}
        for line, order in shop.orders.numbered():
            self._target(shop.orders, line, "customer_id", shop.customers, order.customer_id)
            address = self._target(shop.orders, line, "address_id", shop.addresses, order.address_id)
            if address is not None and address.customer_id != order.customer_id:
                self._say(shop.orders, line, "address_id", "is the address of another customer")
            self._target(shop.orders, line, "delivery_id", shop.delivery_options, order.delivery_id)
            if order.shipping is not None and order.shipping > order.total:
                self._say(shop.orders, line, "shipping", f"{order.shipping} is more than the total of {order.total}")
            if order.cancelled_at is not None and order.status is not OrderStatus.CANCELLED:
                self._say(shop.orders, line, "cancelled_at", f"stands on an order that is {order.status}")
            self._not_before(shop.orders, line, ("cancelled_at", order.cancelled_at), ("placed_at", order.placed_at))
            first = numbers.setdefault(order.number, line)
            if first != line:
                self._say(shop.orders, line, "number", f"{order.number!r} stands in line {first} already")
            # Without the file, the lines are those that the hub has; that is looked at when it is written.
            if shop.order_lines.given and order.id not in with_lines:
                self._say(shop.orders, line, "id", f"the order {order.id!r} has no line in {shop.order_lines.file}")

    def order_lines(self) -> None:
        shop = self._shop
        for line, each in shop.order_lines.numbered():
            self._target(shop.order_lines, line, "order_id", shop.orders, each.order_id)
            self._target(shop.order_lines, line, "product_id", shop.products, each.product_id)
            variant = self._target(shop.order_lines, line, "variant_id", shop.variants, each.variant_id)
            if variant is not None and variant.product_id != each.product_id:
                self._say(shop.order_lines, line, "variant_id", "is a variant of another product")

    def parcels(self) -> None:
        shop = self._shop
        numbers: dict[tuple[str, str], int] = {}
        for line, shipment in shop.shipments.numbered():
            self._target(shop.shipments, line, "order_id", shop.orders, shipment.order_id)
            first = numbers.setdefault((shipment.carrier, shipment.tracking_number), line)
            if first != line:
                number = shipment.tracking_number
                self._say(shop.shipments, line, "tracking_number", f"{number!r} stands in line {first} already")
        for line, scan in shop.scans.numbered():
            self._target(shop.scans, line, "shipment_id", shop.shipments, scan.shipment_id)
            if (scan.latitude is None) != (scan.longitude is None):
                missing = "latitude" if scan.latitude is None else "longitude"
                self._say(shop.scans, line, missing, "is missing: a place has both or neither")

    def returns(self) -> None:
        shop = self._shop
        for line, each in shop.returns.numbered():
            order = self._target(shop.returns, line, "order_id", shop.orders, each.order_id)
            if order is not None:
                self._return_fits(line, each, order)
            parcel = self._target(shop.returns, line, "shipment_id", shop.shipments, each.shipment_id)
            if parcel is not None and (parcel.order_id, parcel.direction) != (each.order_id, Direction.RETURN):
                self._say(shop.returns, line, "shipment_id", "is not a return parcel of this order")
            for place, line_id in enumerate(each.line_ids):
                field = f"line_ids[{place}]"
                order_line = self._target(shop.returns, line, field, shop.order_lines, line_id)
                if order_line is not None and order_line.order_id != each.order_id:
                    self._say(shop.returns, line, field, f"{line_id!r} is a line of another order")
                self._items_fit(line, each, order_line)
            if each.items and {item.line_id for item in each.items} != set(each.line_ids):
                self._say(shop.returns, line, "items", "names other lines than line_ids")

    def _return_fits(self, line: int, each: Return, order: Order) -> None:
        self._same_currency(self._shop.returns, line, each.currency, f"the order {order.id!r}", order.currency)
        if each.currency == order.currency and each.refund_due > order.total:
            message = f"{each.refund_due} is more than the order's {order.total}"
            self._say(self._shop.returns, line, "refund_due", message)

    def _items_fit(self, line: int, each: Return, order_line: OrderLine | None) -> None:
        for place, item in enumerate(each.items or ()):
            if order_line is not None and item.line_id == order_line.id and item.quantity > order_line.quantity:
                message = f"{item.quantity} is more than the line's {order_line.quantity}"
                self._say(self._shop.returns, line, f"items[{place}].quantity", message)

    def subscriptions(self) -> None:
        pile = self._shop.subscriptions
        for line, plan in pile.numbered():
            self._target(pile, line, "customer_id", self._shop.customers, plan.customer_id)
            self._target(pile, line, "plan_id", self._shop.plans, plan.plan_id)
            start = ("started_at", plan.started_at)
            self._not_before(pile, line, ("cancelled_at", plan.cancelled_at), start)
            self._not_before(pile, line, ("ends_at", plan.ends_at), start)
            self._not_before(pile, line, ("trial_ends_at", plan.trial_ends_at), start)
            self._pause_fits(line, plan)

    def _pause_fits(self, line: int, plan: Subscription) -> None:
        pile = self._shop.subscriptions
        self._not_before(pile, line, ("paused_at", plan.paused_at), ("started_at", plan.started_at))
        if plan.paused_at is not None:
            self._not_before(pile, line, ("resumes_at", plan.resumes_at), ("paused_at", plan.paused_at))
        elif plan.resumes_at is not None:
            self._say(pile, line, "resumes_at", "stands on a subscription that is not paused")

    def charges(self) -> None:
        shop = self._shop
        for line, charge in shop.charges.numbered():
            self._target(shop.charges, line, "customer_id", shop.customers, charge.customer_id)
            if (charge.order_id is None) == (charge.subscription_id is None):
                self._say(shop.charges, line, "order_id", "exactly one of order_id and subscription_id must be given")
            method = self._target(shop.charges, line, "method_id", shop.payment_methods, charge.method_id)
            if method is not None and method.customer_id != charge.customer_id:
                self._say(shop.charges, line, "method_id", "is the payment method of another customer")
            order = self._target(shop.charges, line, "order_id", shop.orders, charge.order_id)
            if order is not None:
                self._charge_fits(line, charge, "order", order.id, order.customer_id)
                self._same_currency(shop.charges, line, charge.currency, f"the order {order.id!r}", order.currency)
            plan = self._target(shop.charges, line, "subscription_id", shop.subscriptions, charge.subscription_id)
            if plan is not None:
                self._charge_fits(line, charge, "subscription", plan.id, plan.customer_id)
                self._same_currency(shop.charges, line, charge.currency, f"the subscription {plan.id!r}", plan.currency)

    def _charge_fits(self, line: int, charge: Charge, kind: str, of: str, customer_id: str) -> None:
        if charge.customer_id != customer_id:
            self._say(self._shop.charges, line, "customer_id", f"the {kind} {of!r} is another customer's")

    def refunds(self) -> None:
        pile = self._shop.refunds
        refunded: dict[str, int] = {}
        for line, refund in pile.numbered():
            charge = self._target(pile, line, "charge_id", self._shop.charges, refund.charge_id)
            self._not_before(pile, line, ("sent_at", refund.sent_at), ("requested_at", refund.requested_at))
            if charge is not None:
                self._same_currency(pile, line, refund.currency, f"the charge {charge.id!r}", charge.currency)
                self._refund_fits(line, refund, charge, refunded)

    def _refund_fits(self, line: int, refund: Refund, charge: Charge, refunded: dict[str, int]) -> None:
        if refund.state is RefundState.FAILED or refund.currency != charge.currency:
            return
        before = refunded.get(charge.id, 0)
        now = refunded[charge.id] = before + refund.amount
        if before <= charge.amount < now:
            message = f"the refunds of the charge {charge.id!r} come to {now}, more than its {charge.amount}"
            self._say(self._shop.refunds, line, "amount", message)

    def _target(self, pile: Pile[Any], line: int, field: str, targets: Pile[R], key: str | None) -> R | None:
        """The record that is referred to; None when there is none to look at (left out, unreadable, or a problem)."""
        if key is None:
            return None
        if key in targets:
            return targets.find(key)
        if self._known is None:
            self._shop.external.setdefault(targets.kind, set()).add(key)
            return None
        known = self._known.get(targets.kind, {}).get(key)
        if known is None:
            self._say(pile, line, field, f"{key!r} is neither in {targets.file} nor known to the hub")
        return known  # type: ignore[return-value]  # a pile and the hub's records of its kind are of one type

    def _same_currency(self, pile: Pile[Any], line: int, currency: str, other: str, theirs: str) -> None:
        if currency != theirs:
            self._say(pile, line, "currency", f"{currency}, but {other} is in {theirs}")

    def _not_before(
        self, pile: Pile[Any], line: int, later: tuple[str, datetime | None], earlier: tuple[str, datetime]
    ) -> None:
        if later[1] is not None and later[1] < earlier[1]:
            self._say(pile, line, later[0], f"lies before {earlier[0]}")

    def _say(self, pile: Pile[Any], line: int, field: str, message: str) -> None:
        self._problems.add(pile.file, line, field, message)
