"""Sending money back, and taking it. The one door is `features.remedies`; nothing else may import this module.

Every call carries a key: the same key twice is one refund, and the second call returns the first one's receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination


@dataclass(frozen=True, slots=True)
class RefundReceipt:
    """The provider's word that it took the refund. `reference` is what its support staff can look up."""

    reference: str
    amount: Money
    accepted_at: datetime


class PaymentError(Exception):
    """`permanent`: trying again with the same key cannot succeed; a person must look."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class RefundRefused(PaymentError):
    """The provider will not refund this charge (unknown, too much, account closed)."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class MethodExpired(RefundRefused):
    """The card or account that paid can't take money any more: the customer must say where it shall go."""


class ChargeDeclined(PaymentError):
    """The method does not pay (expired, no cover, refused by its bank). Nothing was taken."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class PaymentsUnavailable(PaymentError):
    """No answer, or a passing fault; the refund may or may not have been taken. Ask again with the same key."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class KeyReused(PaymentError):
    """The key was used before for another charge or amount: a bug on our side."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


@dataclass(frozen=True, slots=True)
class ChargeReceipt:
    """The provider's word that it took the money."""

    reference: str
    amount: Money
    taken_at: datetime


class Payments(Protocol):
    async def refund(
        self,
        charge_id: str,
        amount: Money,
        key: str,
        destination: Destination = Destination.ORIGINAL,
        method_id: str | None = None,
    ) -> RefundReceipt:
        """Send `amount` of the charge back, to where it came from or to another method. Raises PaymentError."""
        ...

    async def charge(self, method_id: str, amount: Money, key: str) -> ChargeReceipt:
        """Take `amount` from a method that the customer has with the shop. Raises PaymentError."""
        ...
