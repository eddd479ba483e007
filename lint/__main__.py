"""`python -m lint`: all rules over the whole project; status 1 when anything was found."""

import sys
from collections.abc import Iterator

from lint import catalogue, locks, money, purity, shape, sql, transactions
from lint.finding import Finding, modules

MODULE_RULES = (money.check, purity.check, transactions.check, sql.check, shape.check)


def findings() -> Iterator[Finding]:
    """Everything that the rules find."""
    known = list(modules())
    for module in known:
        for rule in MODULE_RULES:
            yield from rule(module)
    yield from shape.check_tree()
    yield from locks.check_tree()
    yield from catalogue.check_tree(known)


def main() -> int:
    """Print what was found."""
    found = list(findings())
    for finding in found:
        print(finding)
    print(f"lint: {len(found)} found" if found else "lint: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
