"""A promise has come due: kept ones need nothing; a late one goes before a person by itself (product.md, promise 4)."""

from __future__ import annotations

from dbos import DBOS

from resolution_hub.core.case import CaseState
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.merging import was_answered
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features.promises import service as promises
from resolution_hub.journeys import paying
from resolution_hub.journeys.telling import Chapter, Means, chapter

NAME = promises.JOURNEY


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.look")
    async def look(promise_id: str) -> None:
        await on_due(means, promise_id)

    @DBOS.workflow(name=NAME)
    async def promise_due(promise_id: str) -> None:
        await look(promise_id)


async def on_due(means: Means, promise_id: str) -> None:
    """Run again, it finds the promise marked and does nothing."""
    async with means.database.reading() as connection:
        promise = await promises.find(connection, promise_id)
    if promise is None:
        return
    async with chapter(means, promise.case_id) as current:
        if promise.kind is PromiseKind.PERSON_ANSWERS and _has_person(promise, current):
            await promises.keep(current.tx, promise.case_id, promise.kind, current.now)
        elif await promises.mark_late(current.tx, promise, current.now):
            text = current.text
            said = text.say(f"promise-{promise.kind}".replace("_", "-"))
            told = text.say("promise-late", promise=said, due=text.moment(promise.due_at))
            await current.needs_person(told, WhyPerson.PROMISE_LATE)


def _has_person(promise: promises.Promise, current: Chapter) -> bool:
    """Whether its case came to a person by a merge, which keeps no promise, so that it can be undone."""
    merged, surviving = current.case.merged_into is not None, current.surviving
    with_agent = surviving.state is CaseState.WITH_AGENT
    return with_agent and was_answered(promise.made_at, surviving.claimed_at, merged=merged)
