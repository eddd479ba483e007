"""Money moves once, whatever crashes: a process is killed at each moment of each journey, and the next one finishes it.

STORIES is the table of what a journey does. It is compared with what really passes and with the steps that the runner
knows, so a step or a transaction that is added to a journey is not left out here.
"""

from __future__ import annotations

import signal
from typing import cast

import pytest
from dbos._dbos import _get_or_create_dbos_registry

from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.wiring import worker
from tests.journeys import stories
from tests.journeys.conftest import Workers, eventually, outcome_of
from tests.journeys.crash_stories import STORIES
from tests.journeys.stories import BILLING, CONFIRM, PERSON, tell

EVERY_MOMENT = [
    pytest.param(name, place, id=f"{name}, {place}: {step}, {moment}")
    for name, story in STORIES.items()
    for place, (step, moment) in enumerate(story.moments, 1)
]


def test_every_step_that_the_runner_knows_is_in_the_table() -> None:
    for journey in worker.JOURNEYS:
        journey.register(cast("Means", None))  # nothing is run
    known = set(_get_or_create_dbos_registry().workflow_info_map)
    steps = {name.removeprefix("<temp>.") for name in known if name.startswith("<temp>.") and "." in name[7:]}
    assert steps == {step for story in STORIES.values() for step, _ in story.steps}
    assert {journey.NAME for journey in worker.JOURNEYS} == {story.journey for story in STORIES.values()}


@pytest.mark.parametrize("name", STORIES)
async def test_the_table_names_every_moment_of_a_journey(name: str, shop: Database, workers: Workers) -> None:
    story = STORIES[name]
    await story.prepare(shop)
    running = workers.start()
    story.whole(await outcome_of(shop, story.told))
    steps = await stories.steps_of(shop, story.journey)
    assert [(steps[number], moment) for number, moment in workers.moments(running)] == story.moments


@pytest.mark.parametrize(("name", "at"), EVERY_MOMENT)
async def test_a_worker_killed_at_any_moment_is_finished_for_by_the_next(
    name: str, at: int, shop: Database, workers: Workers
) -> None:
    story = STORIES[name]
    await story.prepare(shop)
    killed = workers.start(at=at)
    assert await workers.died(killed) == -signal.SIGKILL
    assert [moment for _, moment in workers.moments(killed)] == [moment for _, moment in story.moments[:at]]
    workers.start()
    story.whole(await outcome_of(shop, story.told))


async def test_workers_killed_one_after_the_other_leave_it_to_the_last(shop: Database, workers: Workers) -> None:
    story = STORIES["cancellation"]
    await story.prepare(shop)
    for at in (3, 4, 3, 3, 6):
        assert await workers.died(workers.start(at=at)) == -signal.SIGKILL
    workers.start()
    story.whole(await outcome_of(shop, story.told))


@pytest.mark.parametrize("moment", ["payments before", "payments after"])
async def test_a_worker_that_was_given_up_and_wakes_again_does_no_harm(
    moment: str, shop: Database, workers: Workers
) -> None:
    story = STORIES["refund"]
    await story.prepare(shop)
    at = 1 + [each for _, each in story.moments].index(moment)
    asleep = workers.start(at=at, signal=signal.SIGSTOP)
    await workers.stopped(asleep)
    workers.start()
    story.whole(await outcome_of(shop, story.told))
    workers.resume(asleep)

    async def passed() -> list[tuple[int, str]]:
        return workers.moments(asleep)

    await eventually(passed, lambda moments: moments[-1][1] == "transaction committed")
    story.whole(await stories.outcome(shop, story.told))


async def test_two_workers_in_slots_of_their_own_share_the_work_and_do_it_once(
    shop: Database, workers: Workers
) -> None:
    workers.start(slot="1")
    workers.start(slot="2")
    refund, cancellation = STORIES["refund"], STORIES["cancellation"]
    await refund.prepare(shop)
    await cancellation.prepare(shop)

    refund.whole(await outcome_of(shop, BILLING, journeys=2))
    cancellation.whole(await stories.outcome(shop, CONFIRM))


async def test_a_turn_killed_before_it_commits_leaves_nothing(shop: Database, workers: Workers) -> None:
    assert await workers.died(workers.start_turn(BILLING, at=2)) == -signal.SIGKILL
    workers.start()
    await tell(shop, PERSON)
    await outcome_of(shop, PERSON)
    seen = await stories.outcome(shop, BILLING)
    assert (seen.case, seen.refunds, seen.taken, seen.events) == (None, [], 0, [])
    assert await stories.journeys(shop) == {("promise_due", "SUCCESS"): 1}


async def test_a_turn_killed_right_after_its_commit_is_carried_out(shop: Database, workers: Workers) -> None:
    assert await workers.died(workers.start_turn(BILLING, at=3)) == -signal.SIGKILL
    workers.start()
    story = STORIES["refund"]
    story.whole(await outcome_of(shop, story.told))
