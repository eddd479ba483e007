"""Routes about how messages are understood: what was made of them, corrections, suggested examples, drift."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import readings
from resolution_hub.features.learning import service as learning
from resolution_hub.features.people.service import Agent
from resolution_hub.kit.text import Text
from resolution_hub.talk import settling
from resolution_hub.web import auth
from resolution_hub.web import understanding_shapes as shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub
from resolution_hub.words import intents

_WEEKS = 8
_FEWEST = 30  # messages on either side of a comparison; fewer differ by chance alone
_MOST_INTENTS = 5


@get("/api/desk/cases/{case_id:str}/readings", summary="What was made of the customer's messages", tags=["desk"])
async def of_case(hub: NamedDependency[Hub], case_id: FromPath[str]) -> shapes.Readings:
    taxonomy, text = _taxonomy(hub), Text.load()
    async with hub.database.reading() as connection:
        case = await cases.find_case(connection, case_id)
        if case is None:
            raise not_found()
        kept = await readings.readings_of(connection, case.conversation_id)
    return shapes.Readings([_reading(each, taxonomy, text) for each in kept], _names(taxonomy, text))


@post(
    "/api/desk/readings/{reading_id:str}/meant",
    summary="Say what a message had meant; a wrong reading becomes a suggested example",
    status_code=204,
    responses=may_refuse(404),
    tags=["desk"],
)
async def meant(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    reading_id: FromPath[str],
    data: JSONBody[shapes.Meant],
) -> None:
    _check_known(_taxonomy(hub), data.intent)
    async with hub.database.transaction() as tx:
        found = await readings.find_reading(tx, reading_id)
        if found is None:
            raise not_found()
        by = f"agent:{staff.id}"
        await settling.settle(tx, found.conversation_id, data.intent, by, auth.now(), reading_id)


@get("/api/desk/understanding", summary="How well messages are understood (supervisors)", tags=["desk"])
async def understanding(hub: NamedDependency[Hub]) -> shapes.UnderstandingOut:
    taxonomy, text, now = _taxonomy(hub), Text.load(), auth.now()
    async with hub.database.reading() as connection:
        weeks = await readings.weeks(connection, now, _WEEKS)
        lately = await readings.intents_between(connection, now - timedelta(days=7), now)
        before = await readings.intents_between(connection, now - timedelta(days=35), now - timedelta(days=7))
        open_ones = await learning.open_suggestions(connection)
        counts = await learning.counts(connection)
    return shapes.UnderstandingOut(
        model=hub.understanding.version,
        trained_intents=len(taxonomy.intents),
        weeks=[_week(each) for each in weeks],
        shift=shift(lately, before),
        suggestions=[_suggestion(each, taxonomy, text) for each in open_ones],
        waiting=counts.get("open", 0),
        accepted=counts.get("accepted", 0),
        rejected=counts.get("rejected", 0),
        intents=_names(taxonomy, text),
    )


@post(
    "/api/desk/suggestions/{suggestion_id:str}",
    summary="Accept a suggested example, or reject it (supervisors)",
    status_code=204,
    responses=may_refuse(404, 409),
    tags=["desk"],
)
async def decide(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    suggestion_id: FromPath[str],
    data: JSONBody[shapes.Decided],
) -> None:
    async with hub.database.transaction() as tx:
        if not data.accept:
            await learning.reject(tx, suggestion_id, staff.id, auth.now())
            return
        if data.meant is None or data.example is None or not data.example.strip():
            raise Refused(422, "invalid", "To accept an example, send its words and the intent that they mean.")
        _check_known(_taxonomy(hub), data.meant)
        await learning.accept(tx, suggestion_id, data.meant, data.example, staff.id, auth.now())


def shift(lately: dict[str, int], before: dict[str, int]) -> float | None:
    """Half the summed difference of the shares (total variation), 0 to 1; None with too few messages on either side."""
    new, old = sum(lately.values()), sum(before.values())
    if min(new, old) < _FEWEST:
        return None
    names = lately.keys() | before.keys()
    return round(sum(abs(lately.get(name, 0) / new - before.get(name, 0) / old) for name in names) / 2, 4)


def _taxonomy(hub: Hub) -> Taxonomy:
    return hub.tools.guide(None).taxonomy


def _check_known(taxonomy: Taxonomy, intent: str) -> None:
    if intent not in taxonomy.intents:
        raise Refused(422, "unknown_intent", f"There is no intent {intent!r}.")


def _names(taxonomy: Taxonomy, text: Text) -> list[shapes.IntentName]:
    named = [_name(intent, taxonomy, text) for intent in taxonomy.intents]
    return sorted(named, key=lambda one: one.title.casefold())


def _name(intent: str, taxonomy: Taxonomy, text: Text) -> shapes.IntentName:
    return shapes.IntentName(intent, intents.title(intent, taxonomy, text))


def _reading(kept: readings.KeptReading, taxonomy: Taxonomy, text: Text) -> shapes.ReadingOut:
    routing: dict[str, Any] = kept.routing or {}
    weighed = routing.get("weighed") or kept.body.get("intents", [])
    options = routing.get("options", [])
    return shapes.ReadingOut(
        id=kept.id,
        seq=kept.seq,
        at=kept.at,
        intents=[
            shapes.IntentShare(_name(one["intent"], taxonomy, text), round(one["probability"], 4))
            for one in weighed[:_MOST_INTENTS]
        ],
        act=options[0]["act"] if options else None,
        meant=_name(kept.settled, taxonomy, text) if kept.settled else None,
        settled_by=kept.settled_by,
        frustration=kept.body.get("frustration", 0.0),
        urgency=kept.body.get("urgency", 0.0),
        language=kept.body.get("language", "en"),
    )


def _week(week: readings.Week) -> shapes.UnderstoodWeek:
    def share(count: int, of: int) -> float:
        return round(count / of, 4)

    return shapes.UnderstoodWeek(
        since=week.since,
        messages=week.messages,
        sureness=round(week.sureness, 4),
        outside=share(week.outside, week.messages),
        asked=share(week.asked, week.messages),
        searched=share(week.searched, week.messages),
        settled=week.settled,
        corrected=share(week.corrected, week.settled) if week.settled else None,
    )


def _suggestion(found: learning.Suggestion, taxonomy: Taxonomy, text: Text) -> shapes.SuggestionOut:
    return shapes.SuggestionOut(
        id=found.id,
        reading_id=found.reading_id,
        at=found.at,
        said=found.said,
        read_as=_name(found.read_as, taxonomy, text) if found.read_as else None,
        meant=_name(found.meant, taxonomy, text),
        by=found.by,
    )


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[of_case, meant], guards=[auth.only(auth.agent)], dependencies=_STAFF),
    Router("/", route_handlers=[understanding, decide], guards=[auth.only(auth.supervisor)], dependencies=_STAFF),
]
