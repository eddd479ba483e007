"""`resolution-hub train` and `model`: without a database and without secrets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = 240  # seconds; all that ships is learnt, by whatever is left of the machine


def run(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    folders = {"HUB_DATA_DIR": str(data), "HUB_CACHE_DIR": str(ROOT / ".var" / "cache")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "160", **folders, **settings}
    return subprocess.run(
        [sys.executable, "-m", "resolution_hub.cli", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


def own_intents(folder: Path, count: int = 12) -> Path:
    folder.mkdir()
    motifs = [
        "a fox",
        "two hearts",
        "our initials",
        "a date",
        "the dog",
        "a star",
        "her name",
        "a boat",
        "leaves",
        "a tree",
    ]
    examples = [f"please engrave {motif} into it" for motif in [*motifs, "a bell", "a key"][:count]]
    (folder / "engraving.toml").write_text(
        f'title = "Engraving"\ndescription = "Wants something engraved."\nexamples = {json.dumps(examples)}\n', "utf-8"
    )
    return folder


@pytest.mark.timeout(2 * LONG)
def test_a_training_is_measured_promoted_compared_refused_and_taken_back(tmp_path: Path) -> None:
    data, intents = tmp_path / "hub", own_intents(tmp_path / "intents")
    trained = run(data, "train", "--intents", str(intents), "--all")
    assert trained.returncode == 0, trained.stderr
    assert "engraving" in trained.stdout
    assert "right when held out" in trained.stdout
    assert "is in use." in trained.stdout
    version = run(data, "model", "list").stdout.split()[0]
    assert version in trained.stdout

    quality = data / "models" / version / "quality.json"
    kept = json.loads(quality.read_text("utf-8"))
    for answer in kept["answers"].values():
        answer["read_as"] = answer["meant"][0]
    quality.write_text(json.dumps(kept | {"accuracy": 1.0}), "utf-8")
    again = run(data, "train")
    assert again.returncode == 1
    assert "Gone: engraving" in again.stdout
    assert "Not promoted:" in again.stderr
    assert run(data, "model", "list").stdout.split()[0] == version

    back = run(data, "model", "rollback")
    assert (back.returncode, back.stdout) == (0, "The built-in model is in use again.\n")
    assert "built-in model is in use" in run(data, "model", "list").stdout
    assert run(data, "model", "rollback").returncode == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"HUB_INTENTS_DIR": "/nowhere"}, "HUB_INTENTS_DIR: there is no folder /nowhere"),
        ({"HUB_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "Connect call failed"),
        ({"HUB_INTENTS_DIR": "FEW"}, "engraving.toml: too few examples: 3; write at least 10"),
    ],
)
def test_a_training_that_cannot_be_done_is_explained(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    few = own_intents(tmp_path / "intents", 3)
    done = run(tmp_path / "hub", "train", **{name: value.replace("FEW", str(few)) for name, value in settings.items()})
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "hub" / "models").exists()
