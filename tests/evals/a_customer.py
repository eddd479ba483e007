"""The customer whose words the tables read: orders of things that are easy to confuse, and what they can be changed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import MethodKind, PaymentMethod, Plan
from resolution_hub.core.order import Order, OrderLine, Variant
from tests.core.a_basket import WARES as OTHER_WARES
from tests.core.a_basket import a_basket, delivered, paid
from tests.core.a_shop import BOOK, a_plan, a_situation, ago, usd


def _line(line_id: str, name: str, options: str = "", quantity: int = 1) -> OrderLine:
    return OrderLine(line_id, f"p-{line_id}", name, options, quantity, usd("20"), "box", "", "Clothing", f"v-{line_id}")


def _kinds(line_id: str, *kinds: dict[str, str]) -> tuple[Variant, ...]:
    """The first is the one that was ordered; each costs one more than the one before."""
    return tuple(
        Variant(
            f"v-{line_id}" if n == 0 else f"{line_id}{n}", f"p-{line_id}", tuple(kind.items()), usd(str(20 + n)), True
        )
        for n, kind in enumerate(kinds)
    )


_OLD = delivered(
    _line("desk", "Desk lamp", "brass"),
    _line("reading", "Reading lamp", "black"),
    _line("boots", "Hiking boots", "brown, size 42", 2),
    _line("mug", "Coffee mug", "white", 3),
    days=8,
)
_LAST = delivered(
    _line("tee", "Cotton t-shirt", "red, M"),
    _line("jeans", "Slim jeans", "blue, L"),
    _line("laptop", "Laptop", "i5, 8GB, silver"),
    _line("bottle", "Water bottle", "500ml, green"),
    days=2,
)
_OPEN = a_basket(
    _line("tent", "Trail tent", "green"),
    _line("stove", "Camp stove", "gas"),
    _line("keys", "Keyboard", "full size, clicky, RGB"),
)


def _order(order: Order, order_id: str, placed: float) -> Order:
    return replace(order, id=order_id, number=f"JP-{order_id}", placed_at=ago(days=placed))


OLD, LAST, OPEN = _order(_OLD, "1001", 12), _order(_LAST, "1002", 5), _order(_OPEN, "1003", 0.1)
METHODS = (
    PaymentMethod("visa", MethodKind.CARD, "Visa ending 4242"),
    PaymentMethod("master", MethodKind.CARD, "Mastercard ending 5100"),
    PaymentMethod("old", MethodKind.CARD, "Visa ending 1111", expires_on=date(2026, 5, 31)),
    PaymentMethod("paypal", MethodKind.PAYPAL, "PayPal"),
    PaymentMethod("gift", MethodKind.GIFT_CARD, "Gift card", usd("500")),
)
_PAID = tuple(replace(paid(order, METHODS[0]), id=f"c-{order.id}", order_id=order.id) for order in (OLD, LAST, OPEN))
WHO = a_situation(
    OPEN, LAST, OLD, methods=METHODS, charges=_PAID, home=OPEN.address,
    subscriptions=(a_plan(plan_id="plus"), a_plan(id="s2", plan="Coffee box", plan_id="box")),
)  # fmt: skip
WARES = Wares(
    (
        *_kinds("tee", *({"colour": c, "size": s} for c in ("red", "blue", "black", "white") for s in ("M", "S", "L", "XL"))),
        *_kinds("jeans", *({"colour": c, "size": s} for c in ("blue", "navy blue") for s in ("L", "S", "M"))),
        *_kinds("laptop", {"processor": "i5", "memory": "8GB", "colour": "silver"},
                {"processor": "i7", "memory": "8GB", "colour": "silver"},
                {"processor": "i7", "memory": "16GB", "colour": "black"},
                {"processor": "i5", "memory": "16GB", "colour": "black"}),
        *_kinds("bottle", {"capacity": "500ml", "colour": "green"}, {"capacity": "1000ml", "colour": "green"},
                {"capacity": "1000ml", "colour": "black"}, {"capacity": "750ml", "colour": "green"}),
        *_kinds("boots", *({"colour": c, "size": s} for c in ("brown", "black") for s in ("42", "43", "41"))),
        *_kinds("desk", {"finish": "brass"}, {"finish": "matt black"}, {"finish": "white"}),
        *_kinds("keys", {"size": "full size", "switch type": "clicky", "backlight": "RGB"},
                {"size": "full size", "switch type": "linear", "backlight": "RGB"},
                {"size": "80%", "switch type": "clicky", "backlight": "RGB"},
                {"size": "full size", "switch type": "clicky", "backlight": "none"}),
        *_kinds("mug", {"colour": "white"}, {"colour": "black"}),
    ),
    OTHER_WARES.delivery,
    (
        Plan("plus", "membership", "Plus monthly", usd("14.99"), 30), Plan("year", "membership", "Plus yearly", usd("149"), 365),
        Plan("pro", "membership", "Pro monthly", usd("29.99"), 30),
        Plan("box", "coffee", "Coffee box", usd("9"), 30), Plan("big", "coffee", "Big coffee box", usd("15"), 30),
    ),
)  # fmt: skip
__all__ = ["BOOK", "LAST", "METHODS", "OLD", "OPEN", "WARES", "WHO"]
