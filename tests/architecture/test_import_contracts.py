"""The import contracts hold, and a wrong import breaks the contract that it should."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _lint(project: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "COLUMNS": "200"}
    code = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    command = [sys.executable, "-c", code, "--no-cache"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "pyproject.toml", project)
    source = ROOT / "src" / "resolution_hub"
    skipped = shutil.ignore_patterns("static", "__pycache__", "*.txt", "*.json")
    shutil.copytree(source, project / "src" / "resolution_hub", ignore=skipped)
    return project


def test_the_contracts_hold() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("core/wrong.py", "import resolution_hub.kit.db", "Dependencies point down"),
        ("core/wrong.py", "import asyncio", "Core decides"),
        ("utils/__init__.py", "", "Dependencies point down"),
        ("features/cases/wrong.py", "import resolution_hub.features.people.service", "Features do not know each other"),
        ("talk/wrong.py", "import resolution_hub.ports.payments", "Only remedies may move money"),
        ("talk/wrong.py", "import resolution_hub.features.cases.store", "A store is private"),
        ("connectors/wrong.py", "import resolution_hub.features.cases.service", "Adapters do not know the business"),
        ("web/wrong.py", "import dbos", "Only journeys are durable"),
        ("web/wrong.py", "import resolution_hub.wiring.durable_schema", "Only journeys are durable"),
    ],
)
def test_a_wrong_import_breaks_its_contract(copy: Path, path: str, line: str, contract: str) -> None:
    planted = copy / "src" / "resolution_hub" / path
    made = not planted.parent.exists()
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    try:
        done = _lint(copy)
    finally:
        planted.unlink()
        if made:
            shutil.rmtree(planted.parent)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert contract in said.split("Broken contracts")[-1] or "utils" in said
