"""The shop's word for who its customer is: a short-lived token signed with a secret that only shop and hub hold.

HS256; claims `sub` (customer id), `exp` at most ten minutes ahead, `iat`, `jti` (spent once), `aud` "resolution-hub".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from resolution_hub.core.people import CustomerId

AUDIENCE = "resolution-hub"
LONGEST_LIFE = timedelta(minutes=10)
_CLOCKS_MAY_DIFFER = timedelta(seconds=60)


class IdentityRefused(Exception):
    """The token does not show who the customer is. `reason` is for our log; the caller learns only that it failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identity:
    customer_id: CustomerId
    token_id: str
    expires_at: datetime


def check_token(token: str, secret: bytes, now: datetime) -> Identity:
    """Raises IdentityRefused for anything but a fresh token signed with `secret`."""
    try:
        claims = jwt.decode(token, OctKey.import_key(secret), algorithms=["HS256"]).claims
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise IdentityRefused(f"not signed by the shop: {type(error).__name__}") from None
    subject, token_id = claims.get("sub"), claims.get("jti")
    issued, expires = claims.get("iat"), claims.get("exp")
    if not (isinstance(subject, str) and subject and isinstance(token_id, str) and 0 < len(token_id) <= 200):
        raise IdentityRefused("sub or jti is missing")
    if not (subject.isprintable() and token_id.isprintable()):  # NUL and half characters, which no row can hold
        raise IdentityRefused("sub or jti is no plain text")
    if claims.get("aud") != AUDIENCE:
        raise IdentityRefused("made for another audience")
    if type(issued) is not int or type(expires) is not int or not 0 <= issued <= expires < 2**33:
        raise IdentityRefused("iat or exp is missing")
    expires_at = datetime.fromtimestamp(expires, UTC)
    if now >= expires_at:
        raise IdentityRefused("expired")
    if datetime.fromtimestamp(issued, UTC) > now + _CLOCKS_MAY_DIFFER:
        raise IdentityRefused("issued in the future")
    if expires - issued > LONGEST_LIFE.total_seconds():
        raise IdentityRefused("lives too long")
    return Identity(CustomerId(subject), token_id, expires_at)


def make_token(customer_id: str, token_id: str, secret: bytes, now: datetime, life: timedelta = LONGEST_LIFE) -> str:
    """What a shop's server does to sign its customer in; used by the docs' examples and the tests."""
    issued = int(now.timestamp())
    claims = {
        "sub": customer_id,
        "jti": token_id,
        "iat": issued,
        "exp": issued + int(life.total_seconds()),
        "aud": AUDIENCE,
    }
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
