"""What the README promises is there: its settings, its commands, its make targets, its links."""

import re
from pathlib import Path

import pytest
import typer

from resolution_hub.cli import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]

# Settings that are not for a shop's engineer, and where they are explained instead.
INTERNAL = {
    "HUB_DEMO": "set by `resolution-hub demo`",
    "HUB_PARENT": "set by the demo's launcher for its children",
    "HUB_AGENT_PASSWORD": "shown by `resolution-hub agent add --help`",
}


def test_every_setting_that_the_code_reads_is_in_the_readme_and_the_other_way_round() -> None:
    sources = (ROOT / "src").rglob("*.py")
    read = {name for source in sources for name in re.findall(r'"(HUB_[A-Z_]+)"', source.read_text(encoding="utf-8"))}
    told = set(re.findall(r"HUB_[A-Z_]+", README)) - {"HUB_SKIP_FRONTEND"}
    assert read - told == set(INTERNAL)
    assert told - read == set()


def test_every_command_of_the_readme_exists() -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    told = set(re.findall(r"resolution-hub ([a-z-]+)", README)) - {"cd"}
    assert told - known - {"resolution-hub"} == set()


def test_every_make_target_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`?make ([a-z-]+)[`\n ]", page.read_text(encoding="utf-8"))) <= targets | {"yours"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
