"""Storing one of several dataclasses as JSON: its own fields beside `type`, the class's name in snake_case."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def type_name(kind: type) -> str:
    return _WORD.sub("_", kind.__name__).lower()


def encode(value: Any) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(value)
    return {"type": type_name(type(value)), **body}


def decode(body: dict[str, Any], kinds: tuple[type, ...]) -> Any:
    """The value that `encode` stored, one of `kinds`. Raises msgspec.ValidationError for an unknown type or a wrong field."""
    for kind in kinds:
        if type_name(kind) == body.get("type"):
            return msgspec.convert({k: v for k, v in body.items() if k != "type"}, kind)
    raise msgspec.ValidationError(f"unknown type {body.get('type')!r}")
