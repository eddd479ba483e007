"""Ed25519 keys (RFC 8032) that receipts are signed with, and their public form (RFC 7517, 8037; names by RFC 7638)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

LENGTH = 32


class KeyUnusable(Exception):
    """What was given is no key of the kind that is needed; the message says what is. It never holds the key."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that receipts verify with. After `retired_at` nothing was signed with it."""

    raw: bytes
    retired_at: datetime | None = None

    @property
    def kid(self) -> str:
        return thumbprint(self.raw)

    def jwk(self) -> dict[str, str]:
        shown = {"kty": "OKP", "crv": "Ed25519", "x": _url(self.raw), "kid": self.kid, "use": "sig", "alg": "EdDSA"}
        return {**shown, "retired_at": self.retired_at.isoformat()} if self.retired_at is not None else shown


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`seed` is the private key, 32 bytes."""

    seed: bytes = field(repr=False)

    @staticmethod
    def new() -> SigningKey:
        return SigningKey(Ed25519PrivateKey.generate().private_bytes_raw())

    @staticmethod
    def read(given: str) -> SigningKey:
        """From the path of a PEM file (PKCS #8, no password), or from the 32 bytes in base64. Raises KeyUnusable."""
        seed = _seed(given.strip())
        if seed is not None:
            return SigningKey(seed)
        try:
            found = load_pem_private_key(Path(given.strip()).read_bytes(), password=None)
        except OSError:
            raise KeyUnusable("it is neither 32 bytes in base64 nor a file that can be read") from None
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise KeyUnusable("the file holds no private key in PEM without a password") from None
        if not isinstance(found, Ed25519PrivateKey):
            raise KeyUnusable("the file holds a key of another kind than Ed25519")
        return SigningKey(found.private_bytes_raw())

    @property
    def public(self) -> PublicKey:
        return PublicKey(Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    @property
    def kid(self) -> str:
        return self.public.kid

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def thumbprint(raw: bytes) -> str:
    members = {"crv": "Ed25519", "kty": "OKP", "x": _url(raw)}
    return _url(hashlib.sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest())


def read_set(text: bytes) -> dict[str, PublicKey]:
    """The Ed25519 keys of a published set, by the names that follow from them. Raises KeyUnusable."""
    try:
        listed: list[dict[str, Any]] = json.loads(text)["keys"]
        found = [_public(each) for each in listed if each.get("kty") == "OKP" and each.get("crv") == "Ed25519"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise KeyUnusable("the file is not a set of public keys (JWKS)") from None
    if not found:
        raise KeyUnusable("the file holds no Ed25519 key")
    return {key.kid: key for key in found}


def _public(jwk: dict[str, Any]) -> PublicKey:
    raw = base64.b64decode(str(jwk["x"]) + "=", altchars=b"-_", validate=True)
    retired = datetime.fromisoformat(jwk["retired_at"]) if jwk.get("retired_at") is not None else None
    if len(raw) != LENGTH or (retired is not None and retired.tzinfo is None):
        raise ValueError
    return PublicKey(raw, retired)


def _seed(given: str) -> bytes | None:
    try:
        decoded = base64.b64decode(given.replace("-", "+").replace("_", "/") + "=" * (-len(given) % 4), validate=True)
    except (ValueError, binascii.Error):
        return None
    return decoded if len(decoded) == LENGTH else None


def _url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
