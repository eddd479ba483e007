"""What a rule found, and where the rules look."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "src/resolution_hub/"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `path` is relative to the project, `message` says what to do instead."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path from the project's root, with forward slashes, and its syntax tree."""

    path: str
    tree: ast.Module

    @staticmethod
    def parse(path: str, source: str) -> "Module":
        return Module(path, ast.parse(source, path))

    def is_in(self, *folders: str) -> bool:
        """Whether it lies in one of these folders of the package (or is that file)."""
        return any(self.path.startswith(PACKAGE + folder) for folder in folders)


def files(*suffixes: str) -> list[str]:
    """The project's own files with one of these endings: tracked ones and new ones that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(path for path in listed if path.endswith(suffixes) and (ROOT / path).is_file())


def modules() -> Iterator[Module]:
    """All Python modules of the project."""
    for path in files(".py"):
        yield Module.parse(path, (ROOT / path).read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in the tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """`self._payments.refund` as written; "" for anything that is not a chain of names."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            left = dotted(value)
            return f"{left}.{name}" if left else ""
        case _:
            return ""
