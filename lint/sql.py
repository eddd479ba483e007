"""SQL that reaches the database is a constant: `$1` for values, nothing put into the text at run time.

Prevents injection, and statements that no prepared plan is found for.
"""

import ast
from collections.abc import Iterator

from lint.finding import Finding, Module, calls, dotted

_DOORS = {"execute", "executemany", "fetch", "fetchrow", "fetchval", "cursor", "prepare"}
_EXEMPT = {
    "src/resolution_hub/kit/embedded.py": "creates a database, whose name cannot be a parameter; it is quoted by psycopg",
    "src/resolution_hub/kit/bulk.py": "copies into tables whose names are in the code",
    "src/resolution_hub/wiring/importing.py": "picks one of the constants that the tables bring along",
    "src/resolution_hub/wiring/migrations/": "runs the SQL files of the schema",
    "src/resolution_hub/wiring/migrating.py": "SQLAlchemy, which wraps its constant in text()",
}


def check(module: Module) -> Iterator[Finding]:
    """A statement must be a literal, a CONSTANT, or a choice between such."""
    if not module.is_in("") or any(module.path.startswith(exempt) for exempt in _EXEMPT):
        return
    for call in calls(module.tree):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _DOORS or not call.args:
            continue
        if not _is_constant(call.args[0]):
            yield Finding(
                module.path,
                call.lineno,
                "sql",
                f"{call.func.attr}() takes a CONSTANT with $1 parameters, not a built text",
            )


def _is_constant(node: ast.expr) -> bool:
    match node:
        case ast.Constant(str()):
            return True
        case ast.IfExp(_, then, otherwise):
            return _is_constant(then) and _is_constant(otherwise)
        case ast.Subscript(value):
            return _is_constant(value)
        case ast.Name() | ast.Attribute():
            name = dotted(node).rpartition(".")[2]
            return name.strip("_").isupper()
        case _:
            return False
