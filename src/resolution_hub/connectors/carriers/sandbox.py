"""The sandbox carrier's webhook: signed JSON, one scan of one parcel each.

A request is the carrier's when its `X-Carrier-Signature` fits (kit/signing.py). What is signed must still be well formed:
known words, bounded strings, a place on Earth, a time that a parcel can have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from resolution_hub.core.order import Scan, ScanStatus
from resolution_hub.kit.signing import NotSigned, Signature
from resolution_hub.ports.carriers import ParcelEvent, WebhookMalformed, WebhookRefused

SIGNATURE = "X-Carrier-Signature"
MOST_BYTES = 16 * 1024

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# A carrier's clock may run ahead of ours; a scan of next week would hide all true ones that follow.
_CLOCKS_DIFFER = timedelta(hours=1)

# No control characters: they have no place in a name, and PostgreSQL stores no NUL.
_Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
_Place = Annotated[str, Meta(max_length=160, pattern=r"^[^\x00-\x1f\x7f]*$")]


class _Scan(Struct, frozen=True, forbid_unknown_fields=True):
    event_id: _Name
    at: Annotated[datetime, Meta(tz=True)]
    status: ScanStatus
    place: _Place
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None


class _Delivery(Struct, frozen=True, forbid_unknown_fields=True):
    id: _Name
    tracking_number: _Name
    scan: _Scan
    expected_on: date | None = None


_decoder = msgspec.json.Decoder(_Delivery)


class SandboxCarrier:
    """Implements the Carrier port; `sign` is the carrier's own side of it, for the simulator and for tests."""

    name = "sandbox"

    def __init__(self, secret: bytes) -> None:
        self._signature = Signature(SIGNATURE, secret)

    def sign(self, raw: bytes, now: datetime) -> dict[str, str]:
        """The headers under which the carrier sends `raw`."""
        return self._signature.sign(raw, now)

    def parse(self, headers: Mapping[str, str], raw: bytes, now: datetime) -> Sequence[ParcelEvent]:
        """See the port. Bodies above MOST_BYTES are refused before they are looked at."""
        if len(raw) > MOST_BYTES:
            raise WebhookRefused("too large")
        try:
            self._signature.check(headers, raw, now)
        except NotSigned as error:
            raise WebhookRefused(error.reason) from None
        return (_read(raw, now),)


def _read(raw: bytes, now: datetime) -> ParcelEvent:
    try:
        delivery = _decoder.decode(raw)
        at = delivery.scan.at.astimezone(UTC)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise WebhookMalformed(str(error)) from error
    if not _EARLIEST <= at <= now + _CLOCKS_DIFFER:
        raise WebhookMalformed(f"a scan at {at.isoformat()} cannot be")
    scan = delivery.scan
    if (scan.latitude is None) != (scan.longitude is None):
        raise WebhookMalformed("latitude and longitude come together")
    return ParcelEvent(
        tracking_number=delivery.tracking_number,
        scan=Scan(scan.event_id, at, scan.status, scan.place, scan.latitude, scan.longitude),
        expected_on=delivery.expected_on,
    )
