"""Routes of the desk for merging cases and splitting them, and for undoing either."""

from __future__ import annotations

import asyncpg
from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from resolution_hub.core.merging import WhyNot, why_not_part
from resolution_hub.core.people import AgentId
from resolution_hub.core.staffing import may_see
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.merging import service as kept
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Agent
from resolution_hub.kit.text import Text
from resolution_hub.talk import merging, splitting
from resolution_hub.web import auth, merging_shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.wiring.web import Hub
from resolution_hub.words import sentences


@get("/api/desk/cases/{case_id:str}/merging", summary="What could be merged into a case, and what was merged and split")
async def look(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]
) -> merging_shapes.MergingOut:
    async with hub.database.reading() as connection:
        case, text = await _get_case(connection, case_id), _text()
        names = {each.id: each.name for each in await people.agents(connection)}
        found = await joining.others_of(connection, case) if case.merged_into is None else []
        others = [
            row for row in found if may_see(staff.role, staff.departments, row.department, row.agent_id == staff.id)
        ]
        merges, splits = await kept.merges_of(connection, case.id), await kept.splits_of(connection, case.id)
        return merging_shapes.MergingOut(
            goes_on_in=await _goes_on_in(connection, case, text),
            others=[await _other(connection, staff, each, case, text) for each in others],
            merges=[await _merge(connection, staff, each, names, text) for each in merges],
            splits=[await _split(connection, each, names, text) for each in splits],
            topics=[merging_shapes.TopicName(t, sentences.case_title(t, {}, text)) for t in Topic],
        )


@post(
    "/api/desk/cases/{case_id:str}/merge",
    summary="Let another case of the customer's go on in this one",
    status_code=200,
    responses=may_refuse(404, 409),
)
async def merge(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case_id: FromPath[str],
    data: JSONBody[merging_shapes.MergeCases],
) -> merging_shapes.Merged:
    await auth.check_in_reach(hub, staff, {"case_id": data.case_id})
    async with hub.database.transaction() as tx:
        merge_id = await merging.merge(tx, staff, data.case_id, case_id, _text(), auth.now())
    return merging_shapes.Merged(merge_id)


@post(
    "/api/desk/merges/{merge_id:str}/undo",
    summary="Take merged cases apart again; what was said since stays where it was said",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def undo_merge(hub: NamedDependency[Hub], staff: NamedDependency[Agent], merge_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        await merging.part(tx, staff, hub.tools, merge_id, _text(), auth.now())


@post(
    "/api/desk/cases/{case_id:str}/split",
    summary="Let messages about another problem become a case of their own",
    status_code=201,
    responses=may_refuse(404, 409),
)
async def split(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case_id: FromPath[str],
    data: JSONBody[merging_shapes.SplitCase],
) -> merging_shapes.SplitOff:
    asked = splitting.Asked(data.id, tuple(data.seqs), data.topic, data.order_id)
    async with hub.database.transaction() as tx:
        made = await splitting.split(tx, staff, case_id, asked, _text(), auth.now())
    return merging_shapes.SplitOff(made.id, made.case_id)


@post(
    "/api/desk/splits/{split_id:str}/undo",
    summary="Undo a split in which nothing was said or decided yet",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def undo_split(hub: NamedDependency[Hub], staff: NamedDependency[Agent], split_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        await splitting.unsplit(tx, staff, split_id, _text(), auth.now())


async def _get_case(connection: asyncpg.Connection, case_id: str) -> cases.Case:
    """Raises NoSuchCase."""
    found = await cases.find_case(connection, case_id)
    if found is None:
        raise cases.NoSuchCase(case_id)
    return found


async def _name(connection: asyncpg.Connection, case_id: str, text: Text) -> merging_shapes.CaseName:
    case = await _get_case(connection, case_id)
    return merging_shapes.CaseName(case.id, sentences.case_title(case.topic, case.subject, text))


async def _goes_on_in(connection: asyncpg.Connection, case: cases.Case, text: Text) -> merging_shapes.CaseName | None:
    if case.merged_into is None:
        return None
    return await _name(connection, await joining.find_surviving(connection, case.id) or case.id, text)


async def _other(
    connection: asyncpg.Connection, staff: Agent, row: cases.QueueRow, into: cases.Case, text: Text
) -> merging_shapes.OtherCase:
    pair = await merging.look(connection, row.id, into.id)
    why = pair.why_not(staff.id)
    return merging_shapes.OtherCase(
        id=row.id,
        title=sentences.case_title(row.topic, row.subject, text),
        state=row.state.value,
        opened_at=row.opened_at,
        last_text=row.last_text,
        will=merging.foretell(pair, text) if why is None else [],
        why_not=_why(why, text),
    )


async def _merge(
    connection: asyncpg.Connection, staff: Agent, found: kept.Merge, names: dict[AgentId, str], text: Text
) -> merging_shapes.MergeOut:
    pair = await merging.look(connection, found.case_id, found.into_id)
    latest = await kept.is_latest(connection, found)
    why = why_not_part(merging.side(pair.into, pair.into_thread), staff.id, latest=latest)
    case, into = [await _name(connection, each, text) for each in (found.case_id, found.into_id)]
    return merging_shapes.MergeOut(found.id, case, into, found.at, names.get(found.by, found.by), _why(why, text))


async def _split(
    connection: asyncpg.Connection, found: kept.Split, names: dict[AgentId, str], text: Text
) -> merging_shapes.SplitOut:
    case, origin = [await _name(connection, each, text) for each in (found.case_id, found.from_id)]
    return merging_shapes.SplitOut(found.id, case, origin, found.at, names.get(found.by, found.by))


def _why(why: WhyNot | None, text: Text) -> str | None:
    return text.say(f"merging-not-{why}".replace("_", "-")) if why is not None else None


def _text() -> Text:
    return Text.load("en-US")


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[look, merge, undo_merge, split, undo_split], guards=[auth.only(auth.agent)],
           dependencies=_STAFF, tags=["desk"]),
]  # fmt: skip
