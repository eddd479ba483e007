"""Decisions of every kind, made up by a seed: the facts that a busy shop's rulings hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from resolution_hub.core.ledger import BillingErrorKind, MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, OrderStatus
from resolution_hub.core.policy.facts import (
    BillingFacts,
    CancelFacts,
    Change,
    ChangeFacts,
    ExchangeFacts,
    Facts,
    PaysWith,
    ReturnedFacts,
    ReturnFacts,
    SwapFacts,
)

_REASONS = ("changed_mind", "too_small", "not_as_described", "because")
_CATEGORIES = ("Kitchen", "Outdoor", "Cameras and screens", "Gift cards")


def facts(count: int, seed: int = 11) -> Iterator[Facts]:
    """The same for the same seed."""
    rng, now = Random(seed), datetime(2026, 11, 1, 12, tzinfo=UTC)
    kinds = (_billing, _cancel, _change, _return, _return, _exchange)
    for place in range(count):
        yield kinds[place % len(kinds)](rng, now - timedelta(minutes=rng.randrange(40_000)), f"o{place}")


def _money(rng: Random, most: int = 70_000) -> Money:
    return Money(rng.randrange(500, most), rng.choice(("USD", "USD", "EUR")))


def _billing(rng: Random, now: datetime, order: str) -> Facts:
    charged = _money(rng)
    error = rng.choice((*BillingErrorKind, None))
    wrong = charged if error is not None else None
    at = now - timedelta(days=rng.randrange(1, 300))
    return BillingFacts(order, charged, charged, at, now, "US", error, wrong, None, None)


def _cancel(rng: Random, now: datetime, order: str) -> Facts:
    status = rng.choice(tuple(OrderStatus))
    scanned = status in (OrderStatus.DISPATCHED, OrderStatus.DELIVERED)
    return CancelFacts(order, f"JP-{order}", status, scanned, _money(rng), "US", now)


def _swap(rng: Random) -> SwapFacts:
    return SwapFacts("l1", rng.choice(_CATEGORIES), 1, True, True, rng.random() < 0.9, False, True)


def _change(rng: Random, now: datetime, order: str) -> Facts:
    paid = _money(rng)
    return ChangeFacts(
        change=rng.choice((Change.ITEMS, Change.ADDRESS, Change.DELIVERY)),
        order_id=order,
        order_number=f"JP-{order}",
        status=rng.choice((OrderStatus.PLACED, OrderStatus.PREPARING, OrderStatus.DISPATCHED)),
        parcel_scanned=False,
        changes=(),
        difference=Money(rng.randrange(-2000, 2000), paid.currency),
        refundable=paid,
        pays_with=PaysWith(MethodKind.CARD, None, False, True),
        swaps=(_swap(rng),),
        same_method=False,
        option_known=True,
        address_complete=True,
        abroad=False,
        charges=1,
        region="US",
        now=now,
    )


def _return(rng: Random, now: datetime, order: str) -> Facts:
    paid = _money(rng)
    line = ReturnedFacts("l1", rng.choice(_CATEGORIES), 1, True, paid, rng.choice(_REASONS))
    return ReturnFacts(
        statutory=rng.random() < 0.1,
        order_id=order,
        order_number=f"JP-{order}",
        status=OrderStatus.DELIVERED,
        delivered_at=now - timedelta(days=rng.randrange(1, 45)),
        lines=(line,),
        whole=True,
        shipping=Money(595, paid.currency),
        refundable=paid,
        destination=Destination.ORIGINAL,
        destination_ok=True,
        method_expired=False,
        own_label=False,
        changes=(),
        region=rng.choice(("US", "DE")),
        now=now,
    )


def _exchange(rng: Random, now: datetime, order: str) -> Facts:
    paid = _money(rng)
    return ExchangeFacts(
        order_id=order,
        order_number=f"JP-{order}",
        status=OrderStatus.DELIVERED,
        delivered_at=now - timedelta(days=rng.randrange(1, 45)),
        changes=rng.choice(((), ("exchange",))),
        swaps=(_swap(rng),),
        difference=Money(rng.randrange(-2000, 2000), paid.currency),
        refundable=paid,
        pays_with=PaysWith(MethodKind.CARD, None, False, True),
        region="US",
        now=now,
    )
