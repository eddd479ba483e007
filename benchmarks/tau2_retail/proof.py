"""All three questions, over one run of the shop: replayed actions, forbidden actions, scripted customers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.tau2_retail import invalid, replay, visits
from benchmarks.tau2_retail.convert import read_source
from benchmarks.tau2_retail.replay import Outcome
from benchmarks.tau2_retail.shop import opened

_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Proof:
    replayed: list[Outcome] = field(default_factory=list)
    forbidden: int = 0
    faults: list[str] = field(default_factory=list)
    visited: list[Outcome] = field(default_factory=list)
    nobody: int = 0  # tasks whose text does not say who their customer is

    @property
    def metrics(self) -> dict[str, float]:
        refusals = sum(each.refusals for each in self.replayed) + self.forbidden
        refused = sum(each.refused for each in self.replayed) + self.forbidden - len(self.faults)
        return {
            "replay_equal_share": _share(sum(each.equal for each in self.replayed), len(self.replayed)),
            "replay_equal_as_written_share": _share(sum(each.as_written for each in self.replayed), len(self.replayed)),
            "refusals_refused_share": _share(refused, refusals),
            "scripted_exact_share": _share(sum(each.equal for each in self.visited), len(self.visited) + self.nobody),
        }

    @property
    def why_not(self) -> Counter[str]:
        return visits.reasons(self.visited)


async def prove(folder: Path, cache_dir: Path, most: int | None, tell: Callable[[str, int, int], None]) -> Proof:
    """Every `tasks*.json` of the folder with its `expected_final_changes*.json`; `most` tasks of them."""
    source, tasks = read_source(folder), list(_tasks(folder))[:most]
    forbidden = invalid.make(source, 300 if most is None else 40)
    proof = Proof(forbidden=len(forbidden))
    async with opened(source, cache_dir) as shop:
        for place, (task, end) in enumerate(tasks):
            tell("replaying", place, len(tasks))
            proof.replayed.append(await replay.replay(shop, source, task, end))
        tell("trying what is forbidden", 0, 1)
        proof.faults = await invalid.refused(shop, source, forbidden)
        for place, (task, end) in enumerate(tasks):
            tell("talking", place, len(tasks))
            user_id = who_says(task, source)
            if user_id is None:
                proof.nobody += 1
                continue
            proof.visited.append(await visits.visit(shop, source, task, end, user_id))
    return proof


def who_says(task: Mapping[str, Any], source: Mapping[str, Any]) -> str | None:
    """Whose records the text's customer can show to be theirs: by id, by e-mail, or by name and postcode."""
    script = task["user_scenario"]["instructions"]
    text = " ".join(str(script.get(key) or "") for key in ("known_info", "reason_for_call", "task_instructions"))
    words = set(_WORD.findall(text.lower()))
    for user_id, user in source["users"].items():
        if user_id in text or user["email"] in text:
            return str(user_id)
        names = {user["name"]["first_name"].lower(), user["name"]["last_name"].lower()}
        if names <= words and user["address"]["zip"] in words:
            return str(user_id)
    return None


def _tasks(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    ends = {
        str(end["task_id"]): end
        for path in sorted(folder.glob("expected_final_changes*.json"))
        for end in json.loads(path.read_text(encoding="utf-8"))
    }
    found = [
        task for path in sorted(folder.glob("tasks*.json")) for task in json.loads(path.read_text(encoding="utf-8"))
    ]
    return [(task, ends[str(task["id"])]) for task in found if str(task["id"]) in ends]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
