"""One line, or one record already in memory, into its Struct; else all that is wrong with it, field by field."""

from __future__ import annotations

import re
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from resolution_hub.connectors.shop_files.forms import Rule

S = TypeVar("S", bound=msgspec.Struct)
Found = list[tuple[str | None, str]]  # (field, message); no field: the line as a whole

_AT_PATH = re.compile(r" - at `\$(.*)`$")
_decode = msgspec.json.Decoder().decode


class Parser(Generic[S]):
    """`parse` decodes bytes, `convert` a mapping; both return the record, or what was wrong with it.

    The second value is what could be read of a bad record: enough to know which record it was.
    """

    def __init__(self, struct: type[S]) -> None:
        self._struct = struct
        self._decoder = msgspec.json.Decoder(struct)
        self._types = get_type_hints(struct, include_extras=True)
        self._fields = {field.name: field for field in msgspec.structs.fields(struct)}
        self._rules = {name: rule for name in self._fields if (rule := _rule(self._types[name])) is not None}

    def parse(self, raw: bytes) -> tuple[S | None, dict[str, Any], Found]:
        try:
            try:
                record = self._decoder.decode(raw)
            except msgspec.ValidationError:
                # It may also not be JSON at all: the typed decoder stops at the first thing that it meets.
                return self._explain(_decode(raw))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return None, {}, [(None, _broken(raw, error))]
        except RecursionError:
            return None, {}, [(None, "the JSON is nested too deeply")]
        return self._ruled(record)

    def convert(self, value: object) -> tuple[S | None, dict[str, Any], Found]:
        try:
            record = msgspec.convert(value, self._struct)
        except msgspec.ValidationError:
            return self._explain(value)
        return self._ruled(record)

    def _ruled(self, record: S) -> tuple[S | None, dict[str, Any], Found]:
        found: Found = []
        for name, rule in self._rules.items():
            value = getattr(record, name)
            problem = rule(value) if value is not None else None
            if problem:
                found.append((name, problem))
        return (None, msgspec.structs.asdict(record), found) if found else (record, {}, found)

    def _explain(self, value: object) -> tuple[None, dict[str, Any], Found]:
        """Every field's own problem; the decoder stops at the first."""
        if not isinstance(value, dict):
            return None, {}, [(None, "not a JSON object")]
        found: Found = [(name[:60], "there is no such field") for name in value if name not in self._fields]
        for name, field in self._fields.items():
            if name not in value:
                if field.required:
                    found.append((name, "is missing"))
                continue
            try:
                converted = msgspec.convert(value[name], self._types[name])
            except msgspec.ValidationError as error:
                place = _AT_PATH.search(str(error))
                found.append((name + (place.group(1) if place else ""), self._reworded(name, value[name], error)))
            else:
                rule = self._rules.get(name)
                problem = rule(converted) if rule is not None and converted is not None else None
                if problem:
                    found.append((name, problem))
        return None, value, found

    def _reworded(self, name: str, value: object, error: msgspec.ValidationError) -> str:
        choices = _choices(self._types[name])
        if choices and isinstance(value, str):
            return f"must be one of {', '.join(choices)}, not {value[:60]!r}"
        return _AT_PATH.sub("", str(error))


def _broken(raw: bytes, error: Exception) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        return "not UTF-8 (it looks like UTF-16)"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return f"not JSON: {error}"


def _members(hint: Any) -> tuple[Any, ...]:
    """The types that a hint allows, each with its metadata: `Currency | None` has two."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _rule(hint: Any) -> Rule | None:
    for member in _members(hint):
        if get_origin(member) is Annotated:
            for meta in get_args(member)[1:]:
                if isinstance(meta, msgspec.Meta) and meta.extra and "rule" in meta.extra:
                    rule: Rule = meta.extra["rule"]
                    return rule
    return None


def _choices(hint: Any) -> list[str]:
    for member in _members(hint):
        if isinstance(member, type) and issubclass(member, Enum):
            return [str(choice.value) for choice in member]
    return []
