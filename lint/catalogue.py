"""The message catalogue and the code agree: every key that is said exists, every key that exists is said.

Prevents a page that shows `help-door-title`, and sentences that translators keep alive for nobody.
A key is also known as used when a text in the code is that key, is built around one (`f"order-{status}"`), or is how it
begins (`"desk-state-"`).
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from lint.finding import PACKAGE, ROOT, Finding, Module, calls, files

_KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_PAGE_CALL = re.compile(rf'\bt\(\s*"({_KEY})"')
_PAGE_TEXT = re.compile(rf'["\']({_KEY}-?)["\']')
_PAGE_BUILT = re.compile(r"`([a-z0-9-]*\$\{[^`]*)`")
_HOLE = re.compile(r"\$\{[^}]*\}")


@dataclass(slots=True)
class Said:
    """What the code says. `keys` must exist; `texts` and `patterns` only show that a key may be in use."""

    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)


def check_tree(modules: Iterable[Module]) -> Iterator[Finding]:
    """The English catalogue against package and pages."""
    said = Said()
    for module in modules:
        if module.path.startswith(PACKAGE):
            read_module(module, said)
    for path in files(".ts", ".tsx"):
        read_page(path, (ROOT / path).read_text(encoding="utf-8"), said)
    yield from compare(_defined(), said)


def compare(defined: dict[str, tuple[str, int]], said: Said) -> Iterator[Finding]:
    """Both directions; `defined` and `said.keys` map a key to where it stands."""
    for key, (path, line) in sorted(said.keys.items()):
        if key not in defined:
            yield Finding(path, line, "catalogue", f"no message {key!r} in locales/en")
    built = [re.compile(pattern) for pattern in said.patterns]
    begun = tuple(text for text in said.texts if re.fullmatch(f"{_KEY}-", text))
    for key, (path, line) in sorted(defined.items()):
        known = key in said.keys or key in said.texts or key.startswith(begun)
        if not known and not any(pattern.fullmatch(key) for pattern in built):
            yield Finding(path, line, "catalogue", f"nothing says {key!r}; remove it")


def read_module(module: Module, said: Said) -> None:
    """Add what a Python module says."""
    for call in calls(module.tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "say" and call.args:
            match call.args[0]:
                case ast.Constant(str(key)):
                    said.keys[key] = (module.path, call.lineno)
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(str(text)):
                said.texts.add(text)
            case ast.JoinedStr(parts):
                _add_pattern([str(p.value) if isinstance(p, ast.Constant) else None for p in parts], said)


def read_page(path: str, source: str, said: Said) -> None:
    """Add what a TypeScript module says."""
    for number, line in enumerate(source.splitlines(), 1):
        for key in _PAGE_CALL.findall(line):
            said.keys[key] = (path, number)
    said.texts.update(_PAGE_TEXT.findall(source))
    for built in _PAGE_BUILT.findall(source):
        parts: list[str | None] = []
        for part in _HOLE.split(built):
            parts += [part, None]
        _add_pattern(parts[:-1], said)


def _add_pattern(parts: list[str | None], said: Said) -> None:
    """`parts` are the fixed pieces of a built text, None for what is filled in. Pieces that say nothing are left out."""
    fixed = "".join(part for part in parts if part)
    if re.fullmatch(r"[a-z0-9_-]*[a-z0-9]{2}-[a-z0-9_-]*|-[a-z0-9]{2}[a-z0-9-]*", fixed):
        said.patterns.add("".join(".+" if part is None else re.escape(part).replace("_", "[-_]") for part in parts))


def _defined() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for path in files(".ftl"):
        if not path.startswith(f"{PACKAGE}locales/en/"):
            continue
        source = (ROOT / path).read_text(encoding="utf-8")
        for entry in FluentParser().parse(source).body:
            if isinstance(entry, ftl.Message) and entry.span is not None:
                found[entry.id.name] = (path, source.count("\n", 0, entry.span.start) + 1)
    return found
