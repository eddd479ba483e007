"""nlp.js beside ours: the same rows, the same machine, as it comes and as it is at its best.

As it comes it stops learning early on sets of many intents. Tuned, it learns slower and does not stop by itself before
its rounds are over; both are given. It is fetched by npm into the cache, and only when asked for.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.understanding.stand import Stand
from benchmarks.understanding.tables import Labelled

NONE = "None"  # what it says when nothing fits
PACKAGE = "@nlpjs/basic@4.27.0"
SETTINGS: dict[str, dict[str, float]] = {
    "nlpjs_default": {},
    "nlpjs_tuned": {"learningRate": 0.01, "deltaErrorThresh": 0, "errorThresh": 0, "iterations": 150},
}
FETCHING_S, LEARNING_S = 180, 900
_SCRIPT = Path(__file__).with_name("nlpjs.js")


@dataclass(frozen=True, slots=True)
class Answers:
    """Text by text: what it answers, `NONE` among it; its best label whatever it answers; and that one's score."""

    said: tuple[str, ...]
    best: tuple[str, ...]
    sure: npt.NDArray[np.float64]


def answers(stand: Stand, what: str, train: Labelled, texts: Sequence[str]) -> dict[str, Answers]:
    """Its answers by setting; nothing where peers were not asked for, or it can't be had: that is noted."""
    if not stand.peers:
        return {}
    home = _fetched(stand)
    if home is None:
        return {}
    found: dict[str, Answers] = {}
    # It learns row by row, and much less from rows that stand together by label; so it gets them mixed.
    order = np.random.default_rng(0).permutation(len(train))
    rows = [(train.texts[place], train.labels[place]) for place in order]
    for name, settings in SETTINGS.items():
        stand.say(f"{what}, {name}")
        work = {"settings": settings, "train": rows, "texts": list(texts)}
        with tempfile.TemporaryDirectory() as scratch:
            asked, said = Path(scratch) / "asked.json", Path(scratch) / "said.json"
            asked.write_text(json.dumps(work), "utf-8")
            try:
                command = ["node", str(home / _SCRIPT.name), str(asked), str(said)]
                subprocess.run(command, check=True, timeout=LEARNING_S, capture_output=True, cwd=home)
                labels, best, sure = zip(*json.loads(said.read_text("utf-8")), strict=True)
                found[name] = Answers(labels, best, np.array(sure, dtype=np.float64))
            except (subprocess.SubprocessError, OSError) as error:
                stand.skipped.append(f"{name} on {what}: {_reason(error)}")
    return found


def _fetched(stand: Stand) -> Path | None:
    home = stand.cache / "nlpjs"
    try:
        if not (home / "node_modules" / "@nlpjs" / "nlp").is_dir():
            stand.say("fetching nlp.js")
            home.mkdir(parents=True, exist_ok=True)
            (home / "package.json").write_text('{"private": true}\n', "utf-8")
            command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", PACKAGE]
            subprocess.run(command, check=True, timeout=FETCHING_S, capture_output=True, cwd=home)
        shutil.copy(_SCRIPT, home)
    except (subprocess.SubprocessError, OSError) as error:
        note = f"nlp.js: can't be fetched ({_reason(error)})"
        if note not in stand.skipped:
            stand.skipped.append(note)
        return None
    return home


def _reason(error: Exception) -> str:
    said = getattr(error, "stderr", None)
    return (said.decode("utf-8", "replace").strip().splitlines() or [str(error)])[-1] if said else str(error)
