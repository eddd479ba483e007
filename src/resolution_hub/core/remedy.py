"""What can be done for a customer, and the right to do it once.

Only an `Allow` (or, later, a person's approval within their limit) yields a grant; only a grant is paid.
A grant's id is the idempotency key of everything that it sets off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from resolution_hub.core.errors import InvalidValue
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination
from resolution_hub.core.policy.verdict import Allow, Ruling

GrantId = NewType("GrantId", str)
RulingId = NewType("RulingId", str)


@dataclass(frozen=True, slots=True)
class RefundCharge:
    """Send `amount` of one charge back: to where it came from, or to another of the customer's methods.

    `method_id` is None for the original method, and for store credit, of which a customer has one balance a currency.
    """

    charge_id: str
    amount: Money
    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class TakePayment:
    """Charge `amount` to one of the customer's methods, because they said yes to it."""

    method_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Grant:
    id: GrantId
    remedy: RefundCharge | TakePayment
    ruling_id: RulingId


def grant(grant_id: GrantId, ruling_id: RulingId, ruling: Ruling, remedy: RefundCharge | TakePayment) -> Grant:
    """The right to `remedy` under `ruling`. Raises InvalidValue unless the ruling allows that much.

    A ruling's limit is what may go to the customer; what they pay is what they said yes to.
    """
    if not isinstance(ruling.verdict, Allow):
        raise InvalidValue("only an Allow yields a grant")
    limited = isinstance(remedy, RefundCharge)
    if not remedy.amount.positive or (limited and remedy.amount > ruling.verdict.limit):
        raise InvalidValue("a grant is for a positive amount within the ruling's limit")
    return Grant(grant_id, remedy, ruling_id)
