"""What carriers tell us. Each carrier's webhook has its own words and signature; both stop at the adapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from resolution_hub.core.order import Scan


@dataclass(frozen=True, slots=True)
class ParcelEvent:
    """One scan of one parcel, and the carrier's new estimate where it gave one."""

    tracking_number: str
    scan: Scan
    expected_on: date | None


class WebhookRefused(Exception):
    """Not shown to be the carrier's. `reason` is for our log, never for the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WebhookMalformed(Exception):
    """Signed by the carrier, but not in a form that we know."""


class Carrier(Protocol):
    name: str

    def parse(self, headers: Mapping[str, str], raw: bytes, now: datetime) -> Sequence[ParcelEvent]:
        """Check the signature over the raw bytes and its time, then read. Raises WebhookRefused, WebhookMalformed."""
        ...
