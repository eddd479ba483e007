"""The committed OpenAPI document, and what is made from it for the pages, are those of the code. `--write` makes them so.

Prevents pages that speak to an API of last week: the types that the pages are written with (`shared/types.ts`) must fit
what the server says it sends, which the type check of the pages finds in `shared/wire.ts`.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lint.finding import ROOT

DOCUMENT = ROOT / "docs" / "reference" / "openapi.json"
SCHEMAS = ROOT / "frontend" / "shared" / "openapi.d.ts"
FIT = ROOT / "frontend" / "shared" / "wire.ts"
TYPES = ROOT / "frontend" / "shared" / "types.ts"
_GENERATOR = ROOT / "frontend" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"


def main() -> int:
    """Status 1 when a committed file is not what the code gives."""
    arguments = argparse.ArgumentParser(prog="python -m lint.openapi", description=__doc__)
    arguments.add_argument("--node", help="the Node that makes the schemas' types; without it they are not looked at")
    arguments.add_argument("--write", action="store_true", help="write what the code gives")
    given = arguments.parse_args()
    document = _document()
    made = {DOCUMENT: document, FIT: _fit(document, TYPES.read_text(encoding="utf-8"))}
    if given.node:
        made[SCHEMAS] = _schemas(given.node, document)
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if given.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
        said = "written" if given.write else "is not what the code gives: make openapi"
        print(f"openapi: {path.relative_to(ROOT)} {said}")
    return 1 if stale and not given.write else 0


def _document() -> str:
    command = [sys.executable, "-m", "resolution_hub.cli", "openapi"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def _schemas(node: str, document: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "openapi.d.ts")
        source.write_text(document, encoding="utf-8")
        subprocess.run([node, _GENERATOR, source, "-o", target], stdout=subprocess.DEVNULL, check=True)
        return target.read_text(encoding="utf-8")


def _fit(document: str, types: str) -> str:
    """One line for each type of the pages that the server knows by the same name."""
    known = json.loads(document)["components"]["schemas"]
    shared = [name for name in re.findall(r"^export (?:interface|type) (\w+)", types, re.MULTILINE) if name in known]
    lines = "".join(f'  Fits<Sent["{name}"], page.{name}>,\n' for name in shared)
    return (
        "/** Made by `make openapi`: what the server sends fits the types that the pages are written with. */\n\n"
        'import type { components } from "./openapi";\n'
        'import type * as page from "./types";\n\n'
        'type Sent = components["schemas"];\n'
        "type Fits<A extends B, B> = A;\n\n"
        f"export type Checked = [\n{lines}];\n"
    )


if __name__ == "__main__":
    sys.exit(main())
