"""What is decided on, and what is decided, cannot be changed once it is built."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import walk_packages

import pytest

from resolution_hub import core


def values() -> Iterator[type]:
    """Every dataclass that a module of core defines."""
    for module in walk_packages(core.__path__, f"{core.__name__}."):
        for _, each in getmembers(import_module(module.name), isclass):
            if is_dataclass(each) and each.__module__ == module.name:
                yield each


@pytest.mark.parametrize("value", list(values()), ids=lambda value: value.__qualname__)
def test_a_value_is_frozen_and_has_no_place_for_more(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert set(value.__slots__) == {field.name for field in fields(value)}  # type: ignore[attr-defined]
    assert not hasattr(object.__new__(value), "__dict__")
