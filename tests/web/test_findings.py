"""What an agent found in a parcel: kept with their name, and carried out by a journey of its own."""

from __future__ import annotations

from resolution_hub.wiring.web import Hub
from tests.web.conftest import As
from tests.web.going_back import a_return, of_a_case
from tests.web.test_bad_input import is_problem

_ABOUT = "/api/desk/returns/{}/finding"


async def test_a_finding_is_kept_with_its_note_and_queued_once(signed_in: As, hub: Hub) -> None:
    await of_a_case(hub, "ret_found")
    ruth = await signed_in("agt_ruth")
    for _ in range(2):
        answer = await ruth.post(_ABOUT.format("ret_found"), {"finding": "empty_box", "note": "Only paper."})
        assert answer.status_code == 204
    async with hub.database.reading() as connection:
        assert await connection.fetchval("select finding from returns where id = 'ret_found'") == "empty_box"
        lines = await connection.fetch("select actor, detail from journal where case_id = 'cs_ret_found'")
        queued = await connection.fetch(
            "select workflow_uuid from dbos.workflow_status where workflow_uuid like 'return:ret_found:%'"
        )
    assert [(line["actor"], line["detail"]["note"]) for line in lines] == [("agent:agt_ruth", "Only paper.")] * 2
    assert [row["workflow_uuid"] for row in queued] == ["return:ret_found:found:empty_box"]


async def test_a_return_that_the_shop_keeps_itself_or_nobody_is_refused(signed_in: As, hub: Hub) -> None:
    await a_return(hub, "ret_shop", "ord_noah_stove")
    ruth = await signed_in("agt_ruth")
    found = {"finding": "damaged"}
    is_problem(await ruth.post(_ABOUT.format("ret_shop"), found), 409, "not_kept_here")
    is_problem(await ruth.post(_ABOUT.format("ret_nobody"), found), 404, "not_found")


async def test_a_finding_that_there_is_not_is_refused(signed_in: As, hub: Hub) -> None:
    await of_a_case(hub, "ret_odd")
    ruth = await signed_in("agt_ruth")
    is_problem(await ruth.post(_ABOUT.format("ret_odd"), {"finding": "haunted"}), 422, "invalid")
