"""One door for money: only features/remedies asks the payments port for a refund.

Prevents a second place that pays: without the grant's key as the payment's key, a crash in between pays twice.
"""

import ast
from collections.abc import Iterator

from lint.finding import Finding, Module, dotted

_DOOR = ("features/remedies/", "connectors/payments/", "ports/payments.py")


def check(module: Module) -> Iterator[Finding]:
    """Any use of `refund` of something called payments, and any awaited `….refund(…)`."""
    if not module.is_in("") or module.is_in(*_DOOR):
        return
    awaits = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Await))
    awaited = {id(call.func) for call in awaits if isinstance(call, ast.Call)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "refund":
            holder = dotted(node.value).rpartition(".")[2]
            if id(node) in awaited or "payment" in holder.lower():
                yield Finding(module.path, node.lineno, "money", "only features/remedies pays; grant a refund there")
