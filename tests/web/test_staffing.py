"""Cases are given out by turns, passed on, taken over, and go back into the line when whoever has them goes silent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.staffing import GONE_AFTER, UNANSWERED_AFTER, Availability
from resolution_hub.features.staffing import service as staffing
from resolution_hub.kit.text import Text
from resolution_hub.talk import passing_on
from resolution_hub.wiring import tending
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.test_floor import case_of, spoken_out_of_turn, waits

Visit = Callable[[], Browser]


async def run(hub: Hub, statement: str, *arguments: object) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute(statement, *arguments)


async def arrive(hub: Hub, agent: str, capacity: int = 4) -> None:
    """A page of theirs is open, and they take new cases."""
    async with hub.database.transaction() as tx:
        await staffing.set_availability(tx, AgentId(agent), Availability.AVAILABLE, datetime.now(UTC))
        await staffing.settle_in(tx, agent, ["support"], [], [], capacity)


async def holder(hub: Hub, case: str) -> str | None:
    async with hub.database.reading() as connection:
        found: str | None = await connection.fetchval("select agent_id from cases where id = $1", case)
    return found


async def tend(hub: Hub) -> None:
    while await tending.tend_once(hub.database, hub.tools.book):
        pass


@pytest.fixture(autouse=True)
async def nobody_there(hub: Hub) -> None:
    """Every test begins with an empty line and an empty desk."""
    await run(
        hub, "update agents set availability = 'away', seen_at = null, assigned_at = null, departments = '{support}'"
    )
    await run(hub, "update cases set state = 'resolved' where state in ('waiting', 'with_agent')")


async def test_waiting_cases_go_by_turns_to_whoever_is_there_and_has_room(visit: Visit, hub: Hub) -> None:
    await arrive(hub, "agt_ruth", capacity=2)
    await arrive(hub, "agt_ben", capacity=1)
    line = [await case_of(hub, await waits(await visit().load())) for _ in range(4)]
    await tend(hub)
    held = [await holder(hub, case) for case in line]
    assert sorted(held[:2], key=str) == ["agt_ben", "agt_ruth"]
    assert held[2:] == ["agt_ruth", None]


async def test_nobody_is_given_a_case_while_away(visit: Visit, hub: Hub) -> None:
    case = await case_of(hub, await waits(await visit().load()))
    await tend(hub)
    assert await holder(hub, case) is None


async def test_two_workers_give_out_every_case_once_and_nobody_more_than_they_hold(visit: Visit, hub: Hub) -> None:
    await arrive(hub, "agt_ruth", capacity=3)
    line = [await case_of(hub, await waits(await visit().load())) for _ in range(6)]
    await asyncio.gather(*(tend(hub) for _ in range(4)))
    assert [await holder(hub, case) for case in line].count("agt_ruth") == 3


async def test_who_is_given_a_case_speaks_and_the_customer_knows_who(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    await arrive(hub, "agt_ruth")
    await tend(hub)
    case = await case_of(hub, conversation)
    said = await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "m1", "text": "I am here."})
    assert said.status_code == 201
    bodies = await visitor.read(conversation)
    assert "Ruth Adeyemi has joined" in [body for body in bodies if body["type"] == "floor_moved"][-1]["text"]


async def test_a_case_of_somebody_who_is_gone_goes_back_into_the_line_and_nothing_is_lost(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    visitor, ruth, ben = await visit().load(), await signed_in("agt_ruth"), await signed_in("agt_ben")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)
    await ruth.post(f"/api/desk/cases/{case}/claim")
    await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a1", "text": "One moment."})
    await tend(hub)
    assert await holder(hub, case) == "agt_ruth"  # just taken
    long_ago = datetime.now(UTC) - GONE_AFTER - timedelta(seconds=1)
    await run(hub, "update cases set claimed_at = $2 where id = $1", case, long_ago)
    await run(hub, "update agents set seen_at = $1, availability = 'available' where id = 'agt_ruth'", long_ago)
    await tend(hub)
    told = (await visitor.get(f"/api/conversations/{conversation}")).json()
    assert (told["floor"], await holder(hub, case)) == ("queue", None)
    late = await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a2", "text": "Back!"})
    assert (late.status_code, late.json()["code"]) == (409, "not_your_floor")
    mine = (await ruth.get("/api/desk/staff")).json()
    assert mine["availability"] == "away"
    taken = await ben.post(f"/api/desk/cases/{case}/claim")
    assert "One moment." in [event["body"].get("text") for event in taken.json()["events"]]
    assert not spoken_out_of_turn([event["body"] for event in taken.json()["events"]])


@pytest.mark.parametrize("answered", [True, False])
async def test_a_customer_whom_nobody_answers_is_somebody_elses(
    visit: Visit, signed_in: As, hub: Hub, answered: bool
) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)
    await ruth.post(f"/api/desk/cases/{case}/claim")
    await visitor.say(conversation, "Hello? Is anybody there?")
    if answered:
        await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a1", "text": "Yes."})
    long_ago = datetime.now(UTC) - UNANSWERED_AFTER - timedelta(seconds=1)
    await run(hub, "update conversation_events set at = $2 where conversation_id = $1", conversation, long_ago)
    await run(hub, "update cases set claimed_at = $2 where id = $1", case, long_ago)
    await run(hub, "update agents set seen_at = now() where id = 'agt_ruth'")
    await tend(hub)
    assert await holder(hub, case) == ("agt_ruth" if answered else None)


async def test_a_case_is_passed_on_to_a_department_and_only_its_people_see_it(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    await run(hub, "update agents set departments = '{support,pharmacy}' where id = 'agt_ben'")
    visitor, ruth, ben = await visit().load(), await signed_in("agt_ruth"), await signed_in("agt_ben")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)
    path = f"/api/desk/cases/{case}"
    assert (await ben.post(f"{path}/transfer", {"department": "pharmacy"})).status_code == 409  # not theirs to pass on
    await ruth.post(f"{path}/claim")
    nowhere = await ruth.post(f"{path}/transfer", {"department": "gardening"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (409, "nobody_there")
    for unclear in ({}, {"department": "pharmacy", "agent_id": "agt_ben"}):
        assert (await ruth.post(f"{path}/transfer", unclear)).status_code == 422
    done = await ruth.post(f"{path}/transfer", {"department": "pharmacy", "note": "Asks about doses."})
    assert done.status_code == 204
    told = (await visitor.get(f"/api/conversations/{conversation}")).json()
    assert told["floor"] == "queue"
    assert "our pharmacy team" in told["events"][-1]["body"]["text"]
    assert "doses" not in str(told)
    assert (await ruth.get(path)).status_code == 404
    assert (await ruth.post(f"{path}/claim")).status_code == 404
    assert (await ruth.get(f"/api/desk/stream?case={case}")).status_code == 404
    assert case not in str((await ruth.get("/api/desk/cases?view=waiting")).json())
    assert case in str((await ben.get("/api/desk/cases?view=waiting")).json())
    assert (await ruth.post("/api/desk/claim-next")).status_code == 204
    taken = (await ben.post("/api/desk/claim-next")).json()
    assert taken["case"]["id"] == case
    assert "Passed on to others: “Asks about doses.”" in [line["text"] for line in taken["journal"]]


async def test_a_case_is_given_to_a_colleague_who_is_there(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth, ben = await visit().load(), await signed_in("agt_ruth"), await signed_in("agt_ben")
    conversation = await waits(visitor)
    path = f"/api/desk/cases/{await case_of(hub, conversation)}"
    await ruth.post(f"{path}/claim")
    gone = await ruth.post(f"{path}/transfer", {"agent_id": "agt_ben"})
    assert (gone.status_code, gone.json()["code"]) == (409, "nobody_there")
    await run(hub, "update agents set seen_at = now() where id = 'agt_ben'")
    for nobody in ("agt_ruth", "agt_nobody"):
        assert (await ruth.post(f"{path}/transfer", {"agent_id": nobody})).status_code == 409
    assert (await ruth.post(f"{path}/transfer", {"agent_id": "agt_ben"})).status_code == 204
    assert (await ben.post(f"{path}/messages", {"message_id": "b1", "text": "Hello."})).status_code == 201
    assert (await ruth.post(f"{path}/messages", {"message_id": "r1", "text": "Still me."})).status_code == 409


async def test_a_supervisor_takes_over_and_an_agent_does_not(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    ben, ines = await signed_in("agt_ben"), await signed_in("agt_ines")
    conversation = await waits(visitor)
    path = f"/api/desk/cases/{await case_of(hub, conversation)}"
    assert (await ines.post(f"{path}/take-over")).status_code == 409  # nobody has it
    await ruth.post(f"{path}/claim")
    assert (await ben.post(f"{path}/take-over")).status_code == 403
    for _ in range(2):
        assert (await ines.post(f"{path}/take-over")).status_code == 204
    assert (await ines.post(f"{path}/messages", {"message_id": "i1", "text": "Hello."})).status_code == 201
    assert (await ruth.post(f"{path}/messages", {"message_id": "r1", "text": "Still me."})).status_code == 409
    assert not spoken_out_of_turn(await visitor.read(conversation))


async def test_the_wall_tells_how_things_stand(visit: Visit, signed_in: As, hub: Hub) -> None:
    ines, ruth = await signed_in("agt_ines"), await signed_in("agt_ruth")
    await waits(await visit().load())
    taken = await case_of(hub, await waits(await visit().load()))
    await ruth.post(f"/api/desk/cases/{taken}/claim")
    await arrive(hub, "agt_ruth", capacity=1)
    wall = (await ines.get("/api/desk/wall")).json()
    assert (wall["waiting"], wall["with_agents"]) == (1, 1)
    assert [line["department"] for line in wall["by_department"]] == ["support"]
    assert wall["longest_since"] == wall["by_department"][0]["longest_since"]
    assert 0 <= wall["wait_p50"] <= wall["wait_p95"] < 60
    standings = {each["id"]: (each["standing"], each["load"]) for each in wall["colleagues"]}
    assert (standings["agt_ruth"], standings["agt_ben"]) == (("full", 1), ("gone", 0))


async def test_an_open_page_of_a_case_shows_colleagues_who_looks(visit: Visit, signed_in: As, hub: Hub) -> None:
    ben = await signed_in("agt_ben")
    case = await case_of(hub, await waits(await visit().load()))
    now = datetime.now(UTC)
    async with hub.database.transaction() as tx:
        for agent, stream in (("agt_ruth", "s1"), ("agt_ruth", "s2"), ("agt_ben", "s3")):
            await staffing.look(tx, stream, AgentId(agent), case, now)
    assert (await ben.get(f"/api/desk/cases/{case}/looking")).json()["lookers"] == [
        {"id": "agt_ruth", "name": "Ruth Adeyemi"}
    ]
    async with hub.database.transaction() as tx:
        for stream in ("s1", "s2"):
            await staffing.stop_looking(tx, stream)
    assert (await ben.get(f"/api/desk/cases/{case}/looking")).json()["lookers"] == []
    async with hub.database.transaction() as tx:
        await staffing.sweep(tx, now + GONE_AFTER + timedelta(seconds=1))
        assert await tx.fetchval("select count(*) from looking") == 0


async def test_a_customers_place_is_that_in_the_line_of_their_department(visit: Visit, signed_in: As, hub: Hub) -> None:
    await run(hub, "update agents set departments = '{support,pharmacy}' where id = 'agt_ben'")
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    path = f"/api/desk/cases/{await case_of(hub, conversation)}"
    await ruth.post(f"{path}/claim")
    for _ in range(2):
        await waits(await visit().load())
    await ruth.post(f"{path}/transfer", {"department": "pharmacy"})
    moved = [body for body in await visitor.read(conversation) if body["type"] == "floor_moved"][-1]
    assert (moved["to"], moved["waiting_before"]) == ("queue", 0)


IDS = {
    "case_id": "cs_far",
    "return_id": "rt_far",
    "ruling_id": "rl_far",
    "merge_id": "mg_far",
    "split_id": "sp_far",
    "reading_id": "rd_far",
    "photo_id": "ph_far",
}
FAR = """
insert into conversations (id, owner, opened_at, last_at) values ('cv_far', 'visitor:far', now(), now());
insert into cases (id, conversation_id, owner, topic, subject, state, opened_at, department)
values ('cs_far', 'cv_far', 'visitor:far', 'person', '{}', 'open', now(), 'pharmacy'),
       ('cs_far_into', 'cv_far', 'visitor:far', 'person', '{}', 'open', now(), 'pharmacy');
insert into readings (id, conversation_id, at, body) values ('rd_far', 'cv_far', now(), '{}');
insert into photos (id, conversation_id, place, blob, bytes, width, height, alt, had_place, added_at)
values ('ph_far', 'cv_far', 1, 'b', 1, 1, 1, '', false, now());
insert into rulings (id, case_id, at, verdict, rulebook_version, body) values ('rl_far', 'cs_far', now(), 'deny', 'v', '{}');
insert into merges (id, case_id, into_id, into_thread_id, before, after, at, by)
values ('mg_far', 'cs_far', 'cs_far_into', 'cv_far', '{}', '{}', now(), 'agt_ben');
insert into splits (id, case_id, from_id, thread_id, from_thread_id, seqs, opening, at, by)
values ('sp_far', 'cs_far', 'cs_far_into', 'cv_far', 'cv_far', '{1}', 1, now(), 'agt_ben');
update returns set case_id = 'cs_far' where id = (select min(id) from returns);
"""


async def test_an_agent_reaches_nothing_of_another_departments_case_by_whatever_id(hub: Hub) -> None:
    assert set(IDS) == set(staffing.KINDS)
    async with hub.database.transaction() as tx:
        await tx.execute(FAR)
        ids = {**IDS, "return_id": await tx.fetchval("select min(id) from returns")}
        for kind, value in ids.items():
            who = (AgentId("agt_ruth"), Role.AGENT)
            assert not await staffing.in_reach(tx, *who, ("support",), kind, value), kind
            assert await staffing.in_reach(tx, *who, ("pharmacy",), kind, value), kind
            assert await staffing.in_reach(tx, *who, ("support",), kind, "nothing"), (
                kind
            )  # its route says that there is none


async def test_nothing_is_released_or_given_out_twice(visit: Visit, hub: Hub) -> None:
    async with hub.database.transaction() as tx:
        assert await passing_on.release_forsaken(tx, hub.tools.book, Text.load(), datetime.now(UTC)) is None
        assert await passing_on.assign_next(tx, Text.load(), datetime.now(UTC)) is None
