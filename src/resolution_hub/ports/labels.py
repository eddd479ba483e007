"""Labels for parcels that come back, and where they can be handed in.

Every call that makes or ends something carries a key: the same key twice is one label with one tracking number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Party:
    """Who sends or receives, as printed. `country` is ISO 3166-1 alpha-2; `region` a state where the country has them."""

    name: str
    lines: tuple[str, ...]
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """`parcels`: how many boxes go under the label. `prepaid`: the shop pays the postage."""

    return_id: str
    order_number: str
    sender: Party
    recipient: Party
    prepaid: bool
    parcels: int = 1


@dataclass(frozen=True, slots=True)
class Label:
    """`code` is what the carrier's counters read from the square code; `valid_until` the last day to hand it in."""

    carrier: str
    tracking_number: str
    code: str
    paid_by_us: bool
    valid_until: date


@dataclass(frozen=True, slots=True)
class Near:
    city: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class DropOff:
    """A place that takes parcels, in the carrier's words. `distance` in metres, where the carrier knows it.

    `takes_printed`: a parcel with its label on. `prints`: the square code is enough, the label is printed there.
    """

    name: str
    lines: tuple[str, ...]
    city: str
    opening: str
    distance: int | None
    takes_printed: bool
    prints: bool


class LabelError(Exception):
    """`permanent`: trying again with the same key cannot succeed; a person must look."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class LabelsUnavailable(LabelError):
    """No answer, or a passing fault; the label may or may not have been made. Ask again with the same key."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class LabelRefused(LabelError):
    """The carrier will not do it: an address it does not serve, a label that is voided or used, a key of another label."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)


class Labels(Protocol):
    async def make(self, request: LabelRequest, key: str) -> Label:
        """A label for the request. Raises LabelError."""
        ...

    async def void(self, tracking_number: str, key: str) -> None:
        """End a label that `key` made and that was not used; once more is harmless. Raises LabelError."""
        ...

    async def drop_off_points(self, near: Near, most: int) -> tuple[DropOff, ...]:
        """Where parcels can be handed in, the nearest first; none where the carrier has none. Raises LabelsUnavailable."""
        ...
