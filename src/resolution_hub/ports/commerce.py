"""Acts on the shop's own system. Reads come from the hub's records, which the shop keeps up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The shop will not send the order. The same key twice returns the first time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TooLate:
    """The order had left, or was being handed over, when the shop looked."""

    at: datetime


CancelOutcome = Cancelled | TooLate


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
