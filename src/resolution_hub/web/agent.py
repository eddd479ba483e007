"""Routes of the shop's staff: the queue, a case, and what agents do in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

import asyncpg
from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from resolution_hub.core.people import AgentId, CustomerId
from resolution_hub.core.situation import Situation
from resolution_hub.features import journal
from resolution_hub.features.appeals import service as appeals
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.insights import service as insights
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Agent
from resolution_hub.features.promises import service as promises
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk, held_returns, situation
from resolution_hub.web import auth, findings, receipts, shapes
from resolution_hub.web.customer import REPEATED, promise_out
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused
from resolution_hub.wiring.web import Hub
from resolution_hub.words import cards, rulings, sentences

View = Literal["waiting", "mine", "open", "resolved"]
Days = Annotated[int, QueryParameter(name="days", ge=1, le=366)]


@get("/api/desk/cases", summary="A view of the desk, with the counts of its queue")
async def list_cases(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], view: FromQuery[View] = "waiting"
) -> shapes.DeskCases:
    async with hub.database.reading() as connection:
        rows = await cases.view(connection, view, staff.id, staff.reach)
        counts = await cases.counts(connection, staff.id, staff.reach)
    return shapes.DeskCases(counts.waiting, counts.mine, [_row(row) for row in rows])


@get("/api/desk/cases/{case_id:str}", summary="The whole case on one screen")
async def one_case(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]
) -> shapes.DeskCaseDetail:
    async with hub.database.reading() as connection:
        return await _detail(connection, hub, staff, case_id)


@post(
    "/api/desk/cases/{case_id:str}/claim",
    summary="Take a waiting case, and the floor with it",
    status_code=200,
    responses=may_refuse(409),
)
async def claim(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]
) -> shapes.DeskCaseDetail:
    async with hub.database.transaction() as tx:
        await at_the_desk.claim(tx, staff, case_id, _text(), auth.now())
    async with hub.database.reading() as connection:
        return await _detail(connection, hub, staff, case_id)


@post(
    "/api/desk/claim-next",
    summary="Take the case that should be next; 204 when nobody waits",
    status_code=200,
    responses={204: ResponseSpec(None, description="Nobody waits")},
)
async def claim_next(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent]
) -> Response[shapes.DeskCaseDetail | None]:
    async with hub.database.transaction() as tx:
        case_id = await at_the_desk.claim_next(tx, staff, _text(), auth.now())
    if case_id is None:
        return Response(None, status_code=204)
    async with hub.database.reading() as connection:
        return Response(await _detail(connection, hub, staff, case_id), status_code=200)


@post(
    "/api/desk/cases/{case_id:str}/messages",
    summary="Write to the customer",
    responses=REPEATED | may_refuse(409),
)
async def say(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case_id: FromPath[str],
    data: JSONBody[shapes.AgentMessage],
) -> Response[shapes.Appended]:
    if not data.text.strip():
        raise Refused(422, "invalid", "The message is empty.")
    # One statement appends it, so that no transaction needs to be held open around it.
    async with hub.database.reading() as connection:
        done = await at_the_desk.say(connection, staff, case_id, data.message_id, data.text, auth.now())
    return Response(shapes.Appended(done.seq, done.repeated), status_code=200 if done.repeated else 201)


@post(
    "/api/desk/cases/{case_id:str}/hand-back",
    summary="Let the assistant go on",
    status_code=204,
    responses=may_refuse(409),
)
async def hand_back(hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        await at_the_desk.hand_back(tx, staff, hub.tools, case_id, _text(), auth.now())


@post(
    "/api/desk/cases/{case_id:str}/ask-solved",
    summary="Ask the customer whether it is solved",
    status_code=204,
    responses=may_refuse(409),
)
async def ask_solved(hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        await at_the_desk.ask_solved(tx, staff, case_id, _text(), auth.now())


@get("/api/desk/hit-rate", summary="How often a predicted box was the reason (supervisors)")
async def hit_rate(hub: NamedDependency[Hub], days: Days = 30) -> shapes.HitRate:
    since = auth.now() - timedelta(days=days)
    async with hub.database.reading() as connection:
        rate = await insights.hit_rate(connection, since)
    kinds = [shapes.KindRate(kind, shown, taken) for kind, shown, taken in rate.by_kind]
    return shapes.HitRate(since, rate.showings, rate.taken, rate.other, rate.nothing, kinds)


async def _detail(connection: asyncpg.Connection, hub: Hub, staff: Agent, case_id: str) -> shapes.DeskCaseDetail:
    """Raises NoSuchCase."""
    row, text = await cases.queue_row(connection, case_id), _text()
    held = await conversations.find(connection, row.conversation_id)
    if held is None:
        raise cases.NoSuchCase(case_id)
    who = await _who(connection, row.customer_id)
    kept = await remedies.rulings_of_case(connection, case_id)
    promised = await promises.of_case(connection, case_id)
    made = {each.ruling_id: each for each in await appeals.of_case(connection, case_id)}
    lines = await journal.of_case(connection, case_id)
    names = {each.id: each.name for each in await people.agents(connection)}
    events = await conversations.events_after(connection, held.id, 0)
    waiting = await held_returns.of_case(connection, case_id)
    return shapes.DeskCaseDetail(
        case=_row(row),
        floor=held.floor.value,
        floor_is_mine=held.agent_id == staff.id and row.merged_into is None,
        customer=shapes.FoundCustomer(who.customer.id, row.customer_name, who.customer.email) if who else None,
        orders=[cards.order(order, who.today, text) for order in who.orders] if who else [],
        charges=[cards.charge(c, who.ledger) for c in reversed(who.ledger.charges)] if who else [],
        promises=[promise_out(each, text) for each in promised],
        rulings=[rulings.explain(each.id, each.ruling, text) for each in kept],
        standings=[
            receipts.desk_standing(r, made.get(r.id), staff, who.ledger if who else None, hub.tools.book) for r in kept
        ],
        held_returns=[findings.held_out(each, staff, hub.tools.book, text) for each in waiting],
        journal=[_journal_line(line, names, text) for line in lines],
        last_seq=held.last_seq,
        events=[shapes.Event(e.seq, e.at, e.body) for e in events],
    )  # fmt: skip


async def _who(connection: asyncpg.Connection, customer_id: CustomerId | None) -> Situation | None:
    return await situation.load(connection, customer_id, auth.now()) if customer_id is not None else None


def _row(row: cases.QueueRow) -> shapes.DeskCase:
    text, value = _text(), row.subject.get("value")
    return shapes.DeskCase(
        id=row.id,
        conversation_id=row.conversation_id,
        customer_name=row.customer_name or text.say("visitor"),
        title=sentences.case_title(row.topic, row.subject, text),
        reason=text.say(f"why-{row.reason}") if row.reason else "",
        state=row.state.value,
        priority=row.priority,
        opened_at=row.opened_at,
        waiting_since=row.waiting_since,
        agent_name=row.agent_name,
        value=cards.Amount(value["minor"], value["currency"]) if value else None,
        last_text=row.last_text,
    )


def _journal_line(line: asyncpg.Record, names: Mapping[AgentId, str], text: Text) -> shapes.JournalLine:
    said, note = text.say(f"act-{line['act']}"), line["detail"].get("note")
    told = text.say("act-with-note", act=said, note=note) if note else said
    return shapes.JournalLine(line["at"], _actor(line["actor"], names, text), told)


def _actor(actor: str, names: Mapping[AgentId, str], text: Text) -> str:
    kind, _, agent_id = actor.partition(":")
    return names.get(AgentId(agent_id), agent_id) if kind == "agent" else text.say(f"actor-{kind}")


def _text() -> Text:
    """The desk speaks the shop's language; times go out as they are, for each agent's page to show in its own zone."""
    return Text.load("en-US")


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[list_cases, one_case, claim, claim_next, say, hand_back, ask_solved],
           guards=[auth.only(auth.agent)], dependencies=_STAFF, tags=["desk"]),
    Router("/", route_handlers=[hit_rate], guards=[auth.only(auth.supervisor)], tags=["desk"]),
]  # fmt: skip
