"""Acts on the shop's own system. Reads come from the hub's records, which the shop keeps up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resolution_hub.core.acts import (
    CancelOrder,
    ChangeAddress,
    ChangeDelivery,
    ChangeItems,
    ChangePayment,
    SubscriptionAct,
)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The shop will not send the order. The same key twice returns the first time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TooLate:
    """The order had left, or was being handed over, when the shop looked."""

    at: datetime


CancelOutcome = Cancelled | TooLate


@dataclass(frozen=True, slots=True)
class SendGoods:
    """Send variants to the order's customer, at no price: the other half of an exchange, or a replacement.

    `items` are (variant id, quantity)."""

    order_id: str
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SendBack:
    """Send what came with a return back to the order's customer, at no price. `items` are (line id, quantity)."""

    order_id: str
    return_id: str
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    at: datetime


@dataclass(frozen=True, slots=True)
class NotPossible:
    """The shop can't: a variant is gone, say. `reason` is "not_available" or "unknown_to_shop"."""

    reason: str


ShopAct = (
    CancelOrder | ChangeAddress | ChangePayment | ChangeItems | ChangeDelivery | SubscriptionAct | SendGoods | SendBack
)
ON_ORDERS = (CancelOrder, ChangeAddress, ChangePayment, ChangeItems, ChangeDelivery, SendGoods, SendBack)
ShopOutcome = CarriedOut | TooLate | NotPossible


class CommerceUnavailable(Exception):
    """No answer or a passing fault: ask again with the same key."""

    permanent = False


class OrderUnknown(Exception):
    """The shop has no such order: asking again cannot succeed; a person must look."""

    permanent = True


class Commerce(Protocol):
    async def cancel_order(self, order_id: str, key: str) -> CancelOutcome:
        """Stop the order if it has not left. The shop decides between us and its warehouse.

        Raises CommerceUnavailable, OrderUnknown.
        """
        ...

    async def carry_out(self, act: ShopAct, key: str) -> ShopOutcome:
        """Have the shop do it: change an order that has not left, change a subscription, send goods, or send some back.
        Money is not its matter. The same key twice is one act and returns the first outcome.

        Raises CommerceUnavailable.
        """
        ...
