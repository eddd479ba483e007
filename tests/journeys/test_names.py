"""A journey is started by its name alone, from processes that cannot know it: every name that is asked for is one that runs."""

from __future__ import annotations

import ast
import importlib
from typing import cast

import pytest
from dbos._dbos import _get_or_create_dbos_registry

from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.kit.durable import QUEUE
from resolution_hub.wiring import worker
from tests.journeys.stories import ROOT


def _modules_that_start_journeys() -> list[str]:
    found = []
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(ast.Name("start_journey"), [_, name, *_]):
                    assert ast.unparse(name) == "JOURNEY", f"{path}:{node.lineno} names a journey in another way"
                    found.append(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    return found


def test_every_journey_that_is_asked_for_is_checked_when_a_worker_starts() -> None:
    names = {importlib.import_module(module).JOURNEY for module in _modules_that_start_journeys()}
    assert names == set(worker.ASKED_FOR)


def test_every_journey_that_is_asked_for_is_registered_under_its_name() -> None:
    for journey in worker.JOURNEYS:
        journey.register(cast("Means", None))  # nothing is run
    assert set(worker.ASKED_FOR) <= set(_get_or_create_dbos_registry().workflow_info_map)


def test_a_worker_that_lacks_a_journey_does_not_start() -> None:
    with pytest.raises(worker.JourneyMissing, match="give_presents"):
        worker.check_known([*worker.ASKED_FOR, "give_presents"])


async def test_a_worker_that_started_has_registered_the_queue(shop: Database) -> None:
    async with shop.reading() as connection:
        queues = await connection.fetch("select name from dbos.queues")
    assert [row["name"] for row in queues] == [QUEUE]
