"""The committed OpenAPI document, and the pages' types made from it, are those of the code. `--write` makes them so.

Prevents pages that speak to an API of last week.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from lint.finding import ROOT

DOCUMENT = ROOT / "docs" / "reference" / "openapi.json"
TYPES = ROOT / "frontend" / "shared" / "api.d.ts"
_GENERATOR = ROOT / "frontend" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"


def main() -> int:
    """Status 1 when a committed file is not what the code gives."""
    arguments = argparse.ArgumentParser(prog="python -m lint.openapi", description=__doc__)
    arguments.add_argument("--node", help="the Node that makes the types; without it only the document is looked at")
    arguments.add_argument("--write", action="store_true", help="write what the code gives")
    given = arguments.parse_args()
    document = _document()
    made = {DOCUMENT: document}
    if given.node:
        made[TYPES] = _types(given.node, document)
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if given.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
        print(
            f"openapi: {path.relative_to(ROOT)} {'written' if given.write else 'is not what the code gives: make openapi'}"
        )
    return 1 if stale and not given.write else 0


def _document() -> str:
    command = [sys.executable, "-m", "resolution_hub.cli", "openapi"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def _types(node: str, document: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "api.d.ts")
        source.write_text(document, encoding="utf-8")
        subprocess.run([node, _GENERATOR, source, "-o", target], stdout=subprocess.DEVNULL, check=True)
        return target.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
