"""Who a session has shown to be, and what that lets it read and do.

| level | shown by | reads | acts |
| --- | --- | --- | --- |
| anonymous | nothing | nothing of anybody's | nothing |
| order | an order's number, its e-mail address, a code sent there | that order, but no name on it | on it, for 15 minutes |
| shop | a token that the shop signed | all that is the customer's | all that the rules allow |

Asked wherever something is read or done, on the server; no button or word stands in for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from resolution_hub.core.ledger import Ledger
from resolution_hub.core.people import Customer, CustomerId
from resolution_hub.core.proving import shaded
from resolution_hub.core.situation import Situation

FRESH = timedelta(minutes=15)  # how long after a code somebody may act on its order
LASTS = timedelta(hours=12)  # and how long they may read it, as long as a sign-in lasts


class Level(IntEnum):
    ANONYMOUS = 0
    ORDER = 1
    SHOP = 2


class Wish(StrEnum):
    READ = "read"
    ACT = "act"  # money, goods, addresses, subscriptions: whatever changes something


@dataclass(frozen=True, slots=True)
class Standing:
    """What a session has shown. `order_id` and `proved_at` are of a level-1 session only; `customer_id` is whose facts
    these are, None for an anonymous one. Raises ValueError for anything between the levels."""

    level: Level = Level.ANONYMOUS
    customer_id: CustomerId | None = None
    order_id: str | None = None
    proved_at: datetime | None = None

    def __post_init__(self) -> None:
        by_order = self.level is Level.ORDER
        if (self.customer_id is None) != (self.level is Level.ANONYMOUS):
            raise ValueError("a customer is known exactly above level 0")
        if (self.order_id is not None) != by_order or (self.proved_at is not None) != by_order:
            raise ValueError("an order and its time belong to level 1 and to no other")

    def at(self, now: datetime) -> Standing:
        """What is left of it by `now`: nothing once the code is too old to read its order by."""
        return self if self.proved_at is None or now - self.proved_at <= LASTS else Standing()


@dataclass(frozen=True, slots=True)
class Granted:
    pass


@dataclass(frozen=True, slots=True)
class ProveFirst:
    """Nothing is shown yet: an order number, its e-mail address and a code would do, or the shop's sign-in."""


@dataclass(frozen=True, slots=True)
class ProveAgain:
    """It is the right order, but the code is too old to act on it: another code."""

    order_id: str


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """What was shown is for another order than this one; whose this one is, or whether it exists, is not said."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """It is about no single order (a subscription, the account): only the shop's own sign-in shows enough."""


Access = Granted | ProveFirst | ProveAgain | OtherOrder | SignIn


def may(standing: Standing, wish: Wish, order_id: str | None, now: datetime) -> Access:
    """Whether a session may do this. `order_id` is what it is about, None where it is about no single order.

    For a signed-in customer nothing is left to show; that the order is theirs is the caller's to look up.
    """
    standing = standing.at(now)
    if standing.level is Level.SHOP:
        return Granted()
    if order_id is None:
        return SignIn()
    if standing.proved_at is None:
        return ProveFirst()
    if standing.order_id != order_id:
        return OtherOrder()
    if wish is Wish.ACT and now - standing.proved_at > FRESH:
        return ProveAgain(order_id)
    return Granted()


def hidden(customer: Customer) -> Customer:
    """Whose order it is, as its owner recognises it and nobody learns it: "E. Y•••", "e•••@example.com"."""
    given, family = customer.given_name[:1], customer.family_name[:1]
    given, family = (f"{given}.", f"{family}•••") if family else (f"{given}•••", "")
    return replace(customer, given_name=given, family_name=family, email=shaded(customer.email))


def only_of(who: Situation, order_id: str) -> Situation:
    """What a session that has proved one order may know: the order, its returns, charges and refunds. No other order,
    subscription, address or way of paying that this order was not paid by; no orders at all if it is none of theirs. Of the
    customer's name and e-mail address only what their owner recognises them by."""
    charges = tuple(c for c in who.ledger.charges if c.order_id == order_id)
    paid, by = {c.id for c in charges}, {c.method_id for c in charges}
    return replace(
        who,
        customer=hidden(who.customer),
        orders=tuple(o for o in who.orders if o.id == order_id),
        returns=tuple(r for r in who.returns if r.order_id == order_id),
        subscriptions=(),
        ledger=Ledger(charges, tuple(r for r in who.ledger.refunds if r.charge_id in paid)),
        open_cases=(),
        methods=tuple(m for m in who.methods if m.id in by),
        home=None,
    )
