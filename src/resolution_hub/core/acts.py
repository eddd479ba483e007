"""What a customer can have the hub do to an order, a subscription or their address book: closed values, each complete.

An act says what is wanted and never how much money it moves: that follows from facts and rulebook. Ids are the shop's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from resolution_hub.core.order import Address, Destination


class Problem(StrEnum):
    """What can be wrong with a thing that arrived (product.md D5)."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    MISSING_PART = "missing_part"
    MISSING_ITEM = "missing_item"


class Wish(StrEnum):
    """What the customer would like for a problem. `KEEP`: keep the thing and be refunded."""

    REPLACEMENT = "replacement"
    REFUND = "refund"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Units:
    """Some units of one line of an order."""

    line_id: str
    quantity: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """Units of a line for another variant of the same product."""

    line_id: str
    variant_id: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The whole order, or only some of its units."""

    order_id: str
    reason: str = ""
    units: tuple[Units, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    order_id: str
    address: Address


@dataclass(frozen=True, slots=True)
class ChangePayment:
    """Pay the order with another method: the first is refunded once the new one was charged."""

    order_id: str
    method_id: str


@dataclass(frozen=True, slots=True)
class ChangeItems:
    """Before dispatch. `method_id` pays or receives the difference; None: the method that paid first."""

    order_id: str
    swaps: tuple[Swap, ...]
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeDelivery:
    order_id: str
    option_id: str
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnItems:
    """`method_id`: the gift card that is to receive the refund, when not the original methods. `own_label`: the customer
    sends it back at their own cost."""

    order_id: str
    units: tuple[Units, ...]
    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None
    own_label: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeItems:
    """After delivery. `method_id` as in ChangeItems."""

    order_id: str
    swaps: tuple[Swap, ...]
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """`photos` are ids of photos that were shown in the conversation."""

    order_id: str
    units: Units
    problem: Problem
    wish: Wish
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The statutory withdrawal from a contract (Directive 2011/83/EU, art. 9–14). No units: the whole order. `email`: where
    its acknowledgement is to go; None: the address on record."""

    order_id: str
    units: tuple[Units, ...] = ()
    email: str | None = None


@dataclass(frozen=True, slots=True)
class AdjustPrice:
    """The price has dropped since: the difference back."""

    order_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class ChangeHomeAddress:
    """The address that new orders go to."""

    address: Address


@dataclass(frozen=True, slots=True)
class PauseSubscription:
    subscription_id: str
    resumes_on: date


@dataclass(frozen=True, slots=True)
class ResumeSubscription:
    subscription_id: str


@dataclass(frozen=True, slots=True)
class ChangePlan:
    subscription_id: str
    plan_id: str


@dataclass(frozen=True, slots=True)
class CancelSubscription:
    subscription_id: str


OrderAct = (
    CancelOrder | ChangeAddress | ChangePayment | ChangeItems | ChangeDelivery | ReturnItems | ExchangeItems | ReportProblem
    | Withdraw | AdjustPrice
)  # fmt: skip
SubscriptionAct = PauseSubscription | ResumeSubscription | ChangePlan | CancelSubscription
Act = OrderAct | SubscriptionAct | ChangeHomeAddress

ORDER_ACTS: tuple[type[OrderAct], ...] = (
    CancelOrder, ChangeAddress, ChangePayment, ChangeItems, ChangeDelivery, ReturnItems, ExchangeItems, ReportProblem,
    Withdraw, AdjustPrice,
)  # fmt: skip
SUBSCRIPTION_ACTS: tuple[type[SubscriptionAct], ...] = (
    PauseSubscription,
    ResumeSubscription,
    ChangePlan,
    CancelSubscription,
)
ACTS: tuple[type[Act], ...] = (*ORDER_ACTS, *SUBSCRIPTION_ACTS, ChangeHomeAddress)


def about(act: Act, customer_id: str) -> str:
    """The one thing that the act is about: of one thing only one act is under way at a time."""
    if isinstance(act, ORDER_ACTS):
        return act.order_id
    if isinstance(act, SUBSCRIPTION_ACTS):
        return act.subscription_id
    return customer_id
