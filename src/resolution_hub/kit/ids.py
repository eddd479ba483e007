"""Ids that nobody can guess: a prefix that says what it names, and 120 random bits."""

from __future__ import annotations

import hashlib
import secrets


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(15)}"


def derived_id(prefix: str, *parts: str) -> str:
    """The same parts give the same id, which makes a repeated creation harmless."""
    digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()
    return f"{prefix}_{digest[:30]}"
