"""Routes about the people at the desk: who is there, who takes what, passing cases on, and the supervisor's wall."""

from __future__ import annotations

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from resolution_hub.core.staffing import Availability, Member
from resolution_hub.features.cases import insights
from resolution_hub.features.people.service import Agent
from resolution_hub.features.staffing import service as staffing
from resolution_hub.kit.text import Text
from resolution_hub.talk import passing_on
from resolution_hub.web import auth
from resolution_hub.web import staffing_shapes as shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused
from resolution_hub.wiring.web import Hub


@get("/api/desk/staff", summary="Who works at the desk, where they stand now, and what I chose")
async def staff_now(hub: NamedDependency[Hub], staff: NamedDependency[Agent]) -> shapes.Staff:
    async with hub.database.reading() as connection:
        members = await staffing.members(connection)
    mine = next((each.availability for each in members if each.id == staff.id), Availability.AWAY)
    departments = sorted({department for each in members for department in each.departments})
    return shapes.Staff(mine.value, departments, [_colleague(each) for each in members])


@post("/api/desk/availability", summary="Take new cases from now on, or do not", status_code=204)
async def choose(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], data: JSONBody[shapes.ChooseAvailability]
) -> None:
    async with hub.database.transaction() as tx:
        await staffing.set_availability(tx, staff.id, Availability(data.availability), auth.now())


@post(
    "/api/desk/cases/{case_id:str}/transfer",
    summary="Pass my case on: to a department's line, or to a colleague who is there",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def transfer(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str], data: JSONBody[shapes.Transfer]
) -> None:
    if (data.department is None) == (data.agent_id is None):
        raise Refused(422, "invalid", "Name a department or a colleague.")
    note, now = data.note.replace("\x00", ""), auth.now()
    async with hub.database.transaction() as tx:
        members = await staffing.members(tx)
        if data.department is not None:
            if not any(data.department in each.departments for each in members):
                raise Refused(409, "nobody_there", "Nobody works in that department.")
            await passing_on.to_department(tx, staff, hub.tools.book, case_id, data.department, note, Text.load(), now)
            return
        colleague = next((each for each in members if each.id == data.agent_id), None)
        if colleague is None:
            raise Refused(409, "nobody_there", "There is no such colleague.")
        await passing_on.to_colleague(tx, staff, case_id, colleague, note, Text.load(), now)


@post(
    "/api/desk/cases/{case_id:str}/take-over",
    summary="Have a colleague's case from now on (supervisors)",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def take_over(hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        await passing_on.take_over(tx, staff, case_id, Text.load(), auth.now())


@get("/api/desk/cases/{case_id:str}/looking", summary="Colleagues who have the case on their screen")
async def looking(hub: NamedDependency[Hub], staff: NamedDependency[Agent], case_id: FromPath[str]) -> shapes.Looking:
    async with hub.database.reading() as connection:
        found = await staffing.looking_at(connection, case_id, auth.now())
    return shapes.Looking([shapes.Looker(each.id, each.name) for each in found if each.id != staff.id])


@get("/api/desk/wall", summary="How things stand now (supervisors)")
async def wall(hub: NamedDependency[Hub]) -> shapes.Wall:
    now = auth.now()
    async with hub.database.reading() as connection:
        standing = await insights.standing(connection, now)
        lines = await insights.lines(connection)
        members = await staffing.members(connection)
    return shapes.Wall(
        waiting=sum(each.waiting for each in lines),
        longest_since=min((each.longest_since for each in lines), default=None),
        by_department=[shapes.WaitingIn(each.department, each.waiting, each.longest_since) for each in lines],
        with_agents=standing.with_agents,
        confirmed=standing.confirmed,
        verified=standing.verified,
        taken=standing.taken,
        wait_p50=standing.wait_p50,
        wait_p95=standing.wait_p95,
        colleagues=[_colleague(each) for each in members],
    )


def _colleague(member: Member) -> shapes.Colleague:
    return shapes.Colleague(
        id=member.id,
        name=member.name,
        role=member.role.value,
        departments=list(member.departments),
        skills=list(member.skills),
        languages=list(member.languages),
        standing=member.standing(auth.now()).value,
        load=member.load,
        capacity=member.capacity,
    )


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[staff_now, choose, transfer, looking], guards=[auth.only(auth.agent)],
           dependencies=_STAFF, tags=["desk"]),
    Router("/", route_handlers=[take_over], guards=[auth.only(auth.supervisor)], dependencies=_STAFF, tags=["desk"]),
    Router("/", route_handlers=[wall], guards=[auth.only(auth.supervisor)], tags=["desk"]),
]  # fmt: skip
