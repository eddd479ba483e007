"""Lock files pin by hash and hold no addresses.

Prevents an installation that only works where one registry can be reached, and a pin that anybody could replace.
"""

import re
from collections.abc import Iterator

from lint.finding import ROOT, Finding, files

_ADDRESS = re.compile(r'"resolved"\s*:\s*"http|^\s*--(extra-)?index-url|^\s*--find-links|^\s*(url|index)\s*=\s*"http')
_PIN = re.compile(r"^[a-z0-9][\w.\-\[\],]*==")


def check_tree() -> Iterator[Finding]:
    """Every lock file of the project."""
    for path in files("package-lock.json", ".npmrc", ".lock", "pyproject.toml"):
        yield from check_text(path, (ROOT / path).read_text(encoding="utf-8"))


def check_text(path: str, text: str) -> Iterator[Finding]:
    """`path` tells the kind of file."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if _ADDRESS.search(line):
            yield Finding(path, number, "locks", "holds an address; lock again with the project's settings (make lock)")
        unhashed = path.endswith(".lock") and _PIN.match(line) and not line.rstrip().endswith("\\")
        if unhashed:
            yield Finding(path, number, "locks", "pinned without a hash")
