"""The sandbox carrier's webhook: signed JSON, one scan of one parcel each.

A request is the carrier's when its `X-Carrier-Signature: t=<unix seconds>,v1=<hex>` holds the HMAC-SHA256 of `<t>.`
and the raw body under the shared secret, and `t` is at most five minutes from now. Anything odd about it is refused.
What is signed must still be well formed: known words, bounded strings, a place on Earth, a time that a parcel can have.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from resolution_hub.core.order import Scan, ScanStatus
from resolution_hub.ports.carriers import ParcelEvent, WebhookMalformed, WebhookRefused

SIGNATURE = "X-Carrier-Signature"
REPLAY_WINDOW = timedelta(minutes=5)
MOST_BYTES = 16 * 1024

_FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")
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
        if len(secret) < 16:
            raise ValueError("the carrier's secret must have at least 16 bytes")
        self._secret = secret

    def sign(self, raw: bytes, now: datetime) -> dict[str, str]:
        """The headers under which the carrier sends `raw`."""
        sent = str(int(now.timestamp()))
        return {"Content-Type": "application/json", SIGNATURE: f"t={sent},v1={self._mac(sent, raw)}"}

    def parse(self, headers: Mapping[str, str], raw: bytes, now: datetime) -> Sequence[ParcelEvent]:
        """See the port. Bodies above MOST_BYTES are refused before they are looked at."""
        if len(raw) > MOST_BYTES:
            raise WebhookRefused("too large")
        self._check_signature(headers, raw, now)
        return (_read(raw, now),)

    def _check_signature(self, headers: Mapping[str, str], raw: bytes, now: datetime) -> None:
        given = [value for name, value in headers.items() if name.lower() == SIGNATURE.lower()]
        if len(given) != 1:
            raise WebhookRefused("not exactly one signature")
        form = _FORM.fullmatch(given[0])
        if form is None:
            raise WebhookRefused("signature in an unknown form")
        sent, mac = form.groups()
        if not hmac.compare_digest(mac, self._mac(sent, raw)):
            raise WebhookRefused("signature does not match")
        if abs(now.timestamp() - int(sent)) > REPLAY_WINDOW.total_seconds():
            raise WebhookRefused("signed too long ago or ahead")

    def _mac(self, sent: str, raw: bytes) -> str:
        return hmac.new(self._secret, f"{sent}.".encode() + raw, hashlib.sha256).hexdigest()


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
