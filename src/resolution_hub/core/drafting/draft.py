"""The draft itself: what is known so far, and the way by which it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from resolution_hub.core.acts import Wish
from resolution_hub.core.order import Address, Destination
from resolution_hub.core.topic import Topic


class Slot(StrEnum):
    """What can be asked for."""

    ORDER = "order"
    ITEMS = "items"
    REASON = "reason"
    VARIANT = "variant"
    WISH = "wish"
    PHOTO = "photo"
    ADDRESS = "address"
    DELIVERY = "delivery"
    METHOD = "method"
    DESTINATION = "destination"
    SUBSCRIPTION = "subscription"
    PLAN = "plan"
    UNTIL = "until"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Pick:
    """Units of a line that the act is about. `wanted` are options of another variant that were named, (name, value), where
    they leave more than one or none."""

    order_id: str
    line_id: str
    quantity: int = 1
    reason: str = ""
    variant_id: str | None = None
    wanted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`doubtful` are lines that the words fit alike, to choose from. `asked` is the open question; `trail` those that were
    answered, for going back."""

    topic: Topic
    order_id: str | None = None
    subscription_id: str | None = None
    picks: tuple[Pick, ...] = ()
    doubtful: tuple[str, ...] = ()
    reason: str = ""
    wish: Wish | None = None
    photos: tuple[str, ...] = ()
    no_photo: bool = False
    address: Address | None = None
    option_id: str | None = None
    method_id: str | None = None
    destination: Destination | None = None
    destination_id: str | None = None
    plan_id: str | None = None
    resumes_on: date | None = None
    asked: Slot | None = None
    trail: tuple[Slot, ...] = ()


BEFORE_DISPATCH = frozenset(
    {Topic.CANCEL_ORDER, Topic.CHANGE_ADDRESS, Topic.CHANGE_PAYMENT, Topic.CHANGE_ITEMS, Topic.CHANGE_DELIVERY}
)
SWAPS = frozenset({Topic.CHANGE_ITEMS, Topic.EXCHANGE_ITEMS})
PROBLEMS = frozenset({Topic.DAMAGED_ITEM, Topic.WRONG_ITEM, Topic.MISSING_ITEM})
ON_SUBSCRIPTIONS = frozenset({Topic.PAUSE_SUBSCRIPTION, Topic.CHANGE_SUBSCRIPTION, Topic.CANCEL_SUBSCRIPTION})
WITH_ITEMS = SWAPS | PROBLEMS | {Topic.RETURN_ITEMS, Topic.PRICE_DROP}
DRAFTED = BEFORE_DISPATCH | WITH_ITEMS | ON_SUBSCRIPTIONS | {Topic.WITHDRAW, Topic.HOME_ADDRESS}
