"""Signed requests from outside: a header holds a time, and an HMAC over that time and the raw body.

A request is the sender's when `<header>: t=<unix seconds>,v1=<hex>` holds the HMAC-SHA256 of `<t>.` and the raw body under the
shared secret, and `t` is at most five minutes from now. Anything odd about it is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

REPLAY_WINDOW = timedelta(minutes=5)

_FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")
_SHORTEST = 16


class NotSigned(Exception):
    """Not shown to be the sender's. `reason` is for our log, never for the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Signature:
    """One sender's secret, and the header that carries what it signs."""

    def __init__(self, header: str, secret: bytes) -> None:
        if len(secret) < _SHORTEST:
            raise ValueError(f"the secret of {header} must have at least {_SHORTEST} bytes")
        self._header, self._secret = header, secret

    def sign(self, raw: bytes, now: datetime) -> dict[str, str]:
        """The headers under which the sender sends `raw`."""
        sent = str(int(now.timestamp()))
        return {"Content-Type": "application/json", self._header: f"t={sent},v1={self._mac(sent, raw)}"}

    def check(self, headers: Mapping[str, str], raw: bytes, now: datetime) -> None:
        """Raises NotSigned."""
        given = [value for name, value in headers.items() if name.lower() == self._header.lower()]
        if len(given) != 1:
            raise NotSigned("not exactly one signature")
        form = _FORM.fullmatch(given[0])
        if form is None:
            raise NotSigned("signature in an unknown form")
        sent, mac = form.groups()
        if not hmac.compare_digest(mac, self._mac(sent, raw)):
            raise NotSigned("signature does not match")
        if abs(now.timestamp() - int(sent)) > REPLAY_WINDOW.total_seconds():
            raise NotSigned("signed too long ago or ahead")

    def _mac(self, sent: str, raw: bytes) -> str:
        return hmac.new(self._secret, f"{sent}.".encode() + raw, hashlib.sha256).hexdigest()
