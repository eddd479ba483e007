"""Sending money back. The one door is `features.remedies`; nothing else may import this module.

Every call carries a key: the same key twice is one refund, and the second call returns the first one's receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resolution_hub.core.money import Money


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


class PaymentsUnavailable(PaymentError):
    """No answer, or a passing fault; the refund may or may not have been taken. Ask again with the same key."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class KeyReused(PaymentError):
    """The key was used before for another charge or amount: a bug on our side."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class Payments(Protocol):
    async def refund(self, charge_id: str, amount: Money, key: str) -> RefundReceipt:
        """Send `amount` of the charge back. Raises PaymentError."""
        ...
