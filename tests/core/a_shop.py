"""Values to decide on, each with what a test does not care about filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from resolution_hub.core.ledger import Charge, Ledger, MethodKind, Refund, RefundState, Subscription
from resolution_hub.core.money import Money
from resolution_hub.core.order import (
    Direction,
    Order,
    OrderLine,
    OrderStatus,
    Return,
    ReturnStatus,
    Scan,
    ScanStatus,
    Shipment,
)
from resolution_hub.core.people import Customer, CustomerId
from resolution_hub.core.policy.rulebook import Rulebook, parse
from resolution_hub.core.prior import Counts, learn
from resolution_hub.core.reading import Entities, Intent, Reading, Scored
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import IntentSpec, Taxonomy
from resolution_hub.core.topic import Topic

NOW = datetime(2026, 6, 17, 15, 0, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 6, 17)
_LEADS = {
    Intent.TRACK_PARCEL: Topic.TRACK_PARCEL, Intent.DELIVERED_NOT_RECEIVED: Topic.NOT_RECEIVED,
    Intent.CANCEL_ORDER: Topic.CANCEL_ORDER, Intent.FIND_REFUND: Topic.FIND_REFUND,
    Intent.BILLING_ERROR: Topic.BILLING_ERROR, Intent.TALK_TO_PERSON: Topic.PERSON, "explain_charge": Topic.BILLING_ERROR,
}  # fmt: skip
_ANSWERED = {"return_item": "return-something", "return_policy": "return-something", "size_help": "sizes"}
_NAMES = [*Intent, "explain_charge", *_ANSWERED, "complaint", "case_status", "product_question"]
TAXONOMY = Taxonomy(
    {str(n): IntentSpec(str(n), f"About {n}.", topic=_LEADS.get(n), article=_ANSWERED.get(n)) for n in _NAMES}, "t1"
)
HABITS = learn(Counts(), TAXONOMY.intents)

TEXT = (Path(__file__).resolve().parents[2] / "rulebook" / "rulebook.toml").read_text(encoding="utf-8")
BOOK: Rulebook = parse(TEXT)


def usd(text: str) -> Money:
    whole, _, part = text.partition(".")
    return Money(int(whole) * 100 + int(part or 0), "USD")


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def a_customer(**more: Any) -> Customer:
    given: dict[str, Any] = {
        "id": CustomerId("ada"), "given_name": "Ada", "family_name": "Lund", "email": "ada@example.com",
        "locale": "en-US", "region": "US", "currency": "USD", "timezone": "America/New_York",
    }  # fmt: skip
    return Customer(**(given | more))


def a_scan(status: ScanStatus, at: datetime | None = None, place: str = "Columbus, OH") -> Scan:
    when = at or ago(hours=3)
    return Scan(f"{status}-{when.isoformat()}", when, status, place)


def a_shipment(order: str = "o1", *scans: Scan, **more: Any) -> Shipment:
    given: dict[str, Any] = {
        "id": f"shp-{order}", "order_id": order, "direction": Direction.OUTBOUND, "carrier": "sandbox",
        "tracking_number": f"TRK{order.upper()}", "dispatched_at": ago(days=4), "promised_on": TODAY, "expected_on": None,
    }  # fmt: skip
    return Shipment(**(given | more), scans=scans)


def an_order(
    order_id: str = "o1", status: OrderStatus = OrderStatus.PLACED, item: str = "Kettle", **more: Any
) -> Order:
    price = more.pop("total", "48.00")
    lines = more.pop("lines", (OrderLine(f"{order_id}-1", "p1", item, "red", 1, usd(price), "kettle"),))
    given: dict[str, Any] = {
        "id": order_id, "number": f"RH-{order_id}", "customer_id": CustomerId("ada"), "placed_at": ago(days=6), "status": status,
        "total": usd(price), "lines": lines,
    }  # fmt: skip
    return Order(**(given | more))


def sent(
    order_id: str, *scans: Scan, status: OrderStatus = OrderStatus.DISPATCHED, item: str = "Kettle", **more: Any
) -> Order:
    """An order whose one parcel has these scans."""
    total = {"total": more.pop("total")} if "total" in more else {}
    return an_order(order_id, status, item, shipments=(a_shipment(order_id, *scans, **more),), **total)


def a_charge(charge_id: str = "c1", amount: str = "14.99", at: datetime | None = None, **more: Any) -> Charge:
    about: dict[str, Any] = {"order_id": "o1"} if "subscription_id" not in more and "order_id" not in more else {}
    given: dict[str, Any] = {"method": MethodKind.CARD, "method_label": "Visa ending 4242", "description": "Plus"}
    return Charge(charge_id, usd(amount), at or ago(days=2), **(given | about | more))


def a_refund(of: str = "c1", amount: str = "14.99", state: RefundState = RefundState.SENT, **more: Any) -> Refund:
    given: dict[str, Any] = {"id": f"rf-{of}-{amount}", "requested_at": ago(days=1), "sent_at": ago(days=1)}
    return Refund(**(given | more), charge_id=of, amount=usd(amount), state=state)


def a_plan(**more: Any) -> Subscription:
    given: dict[str, Any] = {
        "id": "s1", "plan": "Plus monthly", "price": usd("14.99"), "interval_days": 30, "started_at": ago(days=200),
    }  # fmt: skip
    return Subscription(**(given | more))


def an_ended_plan(days: float = 5) -> Subscription:
    return a_plan(cancelled_at=ago(days=days + 15), ends_at=ago(days=days))


def a_return(status: ReturnStatus = ReturnStatus.IN_TRANSIT, order: str = "o1") -> Return:
    return Return(f"ret-{order}", order, status, ago(days=3), (f"{order}-1",), None, usd("48.00"))


def a_situation(*orders: Order, **more: Any) -> Situation:
    ledger = Ledger(tuple(more.pop("charges", ())), tuple(more.pop("refunds", ())))
    return Situation(more.pop("customer", a_customer()), NOW, orders, ledger=ledger, **more)


def read_as(*intents: tuple[str, float], **more: Any) -> Reading:
    """A reading; what it names (`order_numbers`, `periods`…) may be given beside its own fields."""
    named = {key: more.pop(key) for key in Entities.__slots__ if key in more}
    return Reading(tuple(Scored(intent, share) for intent, share in intents), entities=Entities(**named), **more)


def surely(intent: str, **more: Any) -> Reading:
    return read_as((intent, 0.95), **more)
