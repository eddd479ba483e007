"""Services never commit: the edge opens the transaction and ends it, once.

Prevents half a change: a ledger row whose case, notice or journal line was rolled back.
"""

import ast
from collections.abc import Iterator

from lint.finding import Finding, Module, calls, dotted

_ENDS = {"commit", "rollback", "acquire", "close"}


def check(module: Module) -> Iterator[Finding]:
    """Ends of transactions and new connections in features and talk. A savepoint (`tx.transaction()`) is none of them."""
    if not module.is_in("features/", "talk/"):
        return
    for call in calls(module.tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        holder = dotted(call.func.value).rpartition(".")[2]
        ends = call.func.attr in _ENDS and holder in {"tx", "connection", "pool", "database", "db"}
        begins = call.func.attr == "transaction" and holder != "tx"
        if ends or begins:
            yield Finding(
                module.path, call.lineno, "transactions", f"{holder}.{call.func.attr}: the caller opens and ends it"
            )
