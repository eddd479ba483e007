"""An order of several things, what it can be changed to, and the customer whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from resolution_hub.core.acts import Act
from resolution_hub.core.finding.wares import History, Wares
from resolution_hub.core.ledger import Charge, MethodKind, PaymentMethod, Plan
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, DeliveryOption, Order, OrderLine, OrderStatus, ScanStatus, Variant
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence
from resolution_hub.core.proposing import Proposal, propose
from resolution_hub.core.situation import Situation
from tests.core.a_shop import BOOK, a_charge, a_customer, a_scan, a_shipment, a_situation, ago, an_order, usd

HOME = Address(("1 Elm Street",), "Columbus", "OH", "43004", "US")
CARD = PaymentMethod("card", MethodKind.CARD, "Visa ending 4242")
OLD_CARD = PaymentMethod("old", MethodKind.CARD, "Visa ending 1111", expires_on=date(2026, 5, 31))
PAYPAL = PaymentMethod("paypal", MethodKind.PAYPAL, "PayPal")
FULL_GIFT = PaymentMethod("gift", MethodKind.GIFT_CARD, "Gift card", usd("500"))
SMALL_GIFT = PaymentMethod("small", MethodKind.GIFT_CARD, "Gift card", usd("1"))
METHODS = (CARD, PAYPAL, FULL_GIFT, SMALL_GIFT, OLD_CARD)


def a_line(line_id: str = "shirt", price: str = "20", quantity: int = 1, **more: Any) -> OrderLine:
    """Of the product "p-" and variant "v-" with the line's own name, unless said otherwise."""
    given: dict[str, Any] = {"product_id": f"p-{line_id}", "variant_id": f"v-{line_id}", "category": "Clothing"}
    fields = {"name": line_id.title(), "options": "", "icon": "box"} | given | more
    return OrderLine(id=line_id, quantity=quantity, unit_price=usd(price), **fields)


def a_variant(variant_id: str, price: str = "20", product: str = "p-shirt", **more: Any) -> Variant:
    return Variant(variant_id, product, (("colour", variant_id),), usd(price), more.get("available", True))


SHIRT, CAMERA = a_line(quantity=2), a_line("camera", "100", category="Cameras and screens")
CARD_OF_GIFTS = a_line("present", "50", category="Gift cards")
WARES = Wares(
    (
        a_variant("v-shirt"), a_variant("blue"), a_variant("dear", "30"), a_variant("cheap", "15"),
        a_variant("gone", available=False), a_variant("v-camera", "100", "p-camera"), a_variant("zoom", "120", "p-camera"),
        Variant("euro", "p-shirt", (), Money(2000, "EUR"), True),
    ),
    (
        DeliveryOption("standard", "Standard", usd("5"), 3, 5), DeliveryOption("express", "Express", usd("15"), 1, 1),
        DeliveryOption("free", "Slow", usd("0"), 7, 9), DeliveryOption("euro", "Euro", Money(500, "EUR"), 1, 1),
    ),
    (
        Plan("plus", "membership", "Plus", usd("14.99"), 30), Plan("pro", "membership", "Pro", usd("29.99"), 30),
        Plan("news", "paper", "News", usd("9"), 30), Plan("plus-eu", "membership", "Plus", Money(1400, "EUR"), 30),
    ),
)  # fmt: skip


def a_basket(
    *lines: OrderLine, status: OrderStatus = OrderStatus.PLACED, arrived: float | None = None, **more: Any
) -> Order:
    """The order "o1" of 5 USD delivery and `lines` (two shirts and a camera) at their prices, `arrived` days ago."""
    things = lines or (SHIRT, CAMERA)
    goods = sum(line.unit_price.minor * line.quantity for line in things)
    scans = (a_scan(ScanStatus.DELIVERED, ago(days=arrived)),) if arrived is not None else ()
    given: dict[str, Any] = {
        "shipping": usd("5"), "address": HOME, "delivery_id": "standard", "status": status,
        "shipments": (a_shipment("o1", *scans),) if status is OrderStatus.DELIVERED and arrived is not None else (),
    }  # fmt: skip
    order = replace(an_order("o1", lines=things), total=Money(goods + 500, "USD"))
    return replace(order, **(given | more))


def delivered(*lines: OrderLine, days: float = 3, **more: Any) -> Order:
    return a_basket(*lines, status=OrderStatus.DELIVERED, arrived=days, **more)


def paid(order: Order, method: PaymentMethod = CARD, at: datetime | None = None) -> Charge:
    """One charge of the whole order."""
    about = {"method": method.kind, "method_label": method.label, "method_id": method.id, "order_id": order.id}
    return replace(a_charge("c1", at=at or order.placed_at, **about), amount=order.total)


def of(order: Order, *charges: Charge, region: str = "US", **more: Any) -> Situation:
    """The customer of the order, who paid it with one card unless charges are given."""
    given: dict[str, Any] = {"methods": METHODS, "charges": charges or (paid(order),), "home": HOME}
    return a_situation(order, customer=a_customer(region=region), **(given | more))


def proposed(act: Act, who: Situation, book: Rulebook = BOOK, wares: Wares = WARES, **history: Any) -> Proposal:
    return propose(act, who, wares, book, History(**history))


def says(act: Act, who: Situation, book: Rulebook = BOOK, **history: Any) -> str:
    """What the rules say: "15.00 USD" where that much is allowed, else the reason."""
    match proposed(act, who, book, **history).ruling.verdict:
        case Allow(limit):
            return f"{limit.minor / 100:.2f} {limit.currency}"
        case Deny(why):
            return why
        case NeedEvidence(reason=why):
            return f"show: {why}"
        case NeedApproval(role, why):
            return f"{role}: {why}"


def with_terms(section: str, book: Rulebook = BOOK, **more: Any) -> Rulebook:
    """The rulebook with some of its terms otherwise."""
    changed = replace(getattr(book.terms, section), **more)
    return replace(book, terms=replace(book.terms, **{section: changed}))
