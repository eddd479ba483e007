"""Core gets `now` and everything else as an argument.

Prevents decisions that cannot be replayed: the same facts have to give the same ruling tomorrow.
"""

import ast
from collections.abc import Iterator

from lint.finding import Finding, Module, dotted

_CLOCKS = {"now", "utcnow", "today"}
_MODULES = {"random", "secrets", "time", "uuid", "os", "socket", "subprocess"}
_BUILTINS = {"open", "print", "input"}


def check(module: Module) -> Iterator[Finding]:
    """Clocks, chance and I/O in core, however they are imported."""
    if not module.is_in("core/"):
        return
    for node in ast.walk(module.tree):
        names: list[str] = []
        match node:
            case ast.Import(imported):
                names = [name.name for name in imported if name.name.partition(".")[0] in _MODULES]
            case ast.ImportFrom(source) if source and source.partition(".")[0] in _MODULES:
                names = [source]
            case ast.Call(ast.Attribute(_, name) as function) if name in _CLOCKS:
                names = [dotted(function) or name]
            case ast.Call(ast.Name(name)) if name in _BUILTINS:
                names = [name]
        for name in names:
            yield Finding(module.path, getattr(node, "lineno", 0), "purity", f"core takes it as an argument: no {name}")
