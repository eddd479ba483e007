"""Whatever facts a rule could ever be shown, of every kind: made from the types themselves.

What speaks for an act is more often so than not, so that many are allowed and each refusal is seen alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.facts import FACTS, Change, Facts
from tests.core.a_shop import NOW

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "region": ("US", "DE"),
    "category": ("Clothing", "Gift cards", "Cameras and screens", ""),
    "reason": ("changed_mind", "changed_mind", "not_as_described", "because", ""),
    "changes": tuple(Change),
    "country": ("US", "DE"),
}
_SIGNED = frozenset({"difference"})
_FOR = frozenset(
    {"left", "units_left", "same_product", "same_currency", "available", "destination_ok", "address_complete", "complete",
     "option_known", "plan_known", "original", "replacement_available", "whole"}
)  # fmt: skip
CURRENCIES = ("USD", "USD", "JPY", "XTS")


def facts_of(kind: type[Facts]) -> st.SearchStrategy[Facts]:
    """Of one kind: one currency, amounts up to some hundreds, times within forty days of now."""
    return st.one_of([_built(kind, currency) for currency in CURRENCIES])


def any_facts() -> st.SearchStrategy[Facts]:
    return st.one_of([facts_of(kind) for kind in FACTS])


@cache
def _built(kind: type[Any], currency: str) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    fields = {field.name: _value(hints[field.name], field.name, currency) for field in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


def _value(hint: Any, name: str, currency: str) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (UnionType, Union):
        return st.one_of([_value(each, name, currency) for each in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0], name, currency), max_size=3).map(tuple)
    if hint is NoneType:
        return st.none()
    if hint is bool:
        return st.sampled_from([name in _FOR] * 5 + [name not in _FOR])
    if hint is int:
        return st.integers(0, 3) | st.integers(0, 99)
    if hint is str:
        return st.sampled_from(_TEXTS.get(name, ("a", "b")))
    if hint is datetime:
        return st.just(NOW) if name == "now" else st.integers(-40, 40).map(lambda days: NOW + timedelta(days=days))
    if hint is Money:
        least = -60_000 if name in _SIGNED else 0
        return st.integers(least, 60_000).map(lambda minor: Money(minor, currency))
    if hint is OrderStatus:
        return st.sampled_from([*OrderStatus, OrderStatus.PLACED, OrderStatus.DELIVERED, OrderStatus.DELIVERED])
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _built(hint, currency)
