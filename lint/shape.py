"""The shape of the tree: no attics, no module that outgrew its noun, no mock of our own code.

Prevents `utils.py`, files nobody reads to the end, and tests that prove what was mocked.
"""

import ast
import re
from collections.abc import Iterator

from lint.finding import ROOT, Finding, Module, files

LONGEST = 350
_ATTIC = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.\w+$|/)")
_SIZED = re.compile(r"^(src/.*\.py|lint/.*\.py|frontend/.*\.tsx?)$")
_GENERATED = {"frontend/shared/openapi.d.ts"}


def check_tree() -> Iterator[Finding]:
    """Names and sizes of all files."""
    for path in files(""):
        yield from check_name(path)
        if _SIZED.match(path) and path not in _GENERATED:
            yield from check_size(path, len((ROOT / path).read_text(encoding="utf-8").splitlines()))


def check_name(path: str) -> Iterator[Finding]:
    """No drawer for things without a place."""
    if _ATTIC.search(path):
        yield Finding(path, 1, "shape", "name a module for the one noun it keeps")


def check_size(path: str, lines: int) -> Iterator[Finding]:
    """A file that can be read in one go."""
    if lines > LONGEST:
        yield Finding(path, LONGEST, "shape", f"{lines} lines, {LONGEST} at most: split it by noun")


def check(module: Module) -> Iterator[Finding]:
    """`unittest.mock` and pytest's `mocker` outside tests/adapters."""
    if module.path.startswith("tests/adapters/"):
        return
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names) if any(name.name.startswith("unittest.mock") for name in names):
                mocks = True
            case ast.ImportFrom("unittest", names) if any(name.name == "mock" for name in names):
                mocks = True
            case ast.ImportFrom("unittest.mock") | ast.arg("mocker"):
                mocks = True
            case _:
                mocks = False
        if mocks:
            yield Finding(
                module.path, getattr(node, "lineno", 1), "shape", "use the twin that ships, or an argument, not a mock"
            )
