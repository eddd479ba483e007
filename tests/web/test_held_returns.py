"""A return that is held: shown with its case at the desk, and decided over HTTP by whoever has that case, once."""

from __future__ import annotations

import asyncio

from resolution_hub.wiring.web import Hub
from tests.journeys import agreeing, beginnings
from tests.web.conftest import As
from tests.web.test_bad_input import is_problem

REFUSE = {"decision": "refuse", "reason": "  The lid had a crack in it.  ", "send_back": True}


async def test_from_what_is_held_to_a_refusal_that_the_customer_reads(signed_in: As, hub: Hub) -> None:
    await beginnings.found_damaged(hub.database)
    back = await agreeing.the_return(hub.database)
    ruth, ines, hannah = [await signed_in(who) for who in ("agt_ruth", "agt_ines", "cus_hannah")]
    case = f"/api/desk/cases/{back['case_id']}"
    decision = f"{case}/returns/{back['id']}/decision"

    [shown] = (await ruth.get(case)).json()["held_returns"]
    assert (shown["id"], shown["why"], shown["why_text"]) == (back["id"], "damaged", "It came back damaged.")
    assert (shown["worth"], shown["allowed"], shown["here"]) == ({"minor": 15339, "currency": "USD"}, True, True)

    is_problem(await ines.post(decision, REFUSE), 409, "not_your_floor")
    await agreeing.change(hub.database, "update returns set refund_due = 20001 where id = $1", back["id"])
    assert [each["allowed"] for each in (await ruth.get(case)).json()["held_returns"]] == [False]
    is_problem(await ruth.post(decision, {"decision": "release", "reason": "Fine."}), 403, "over_limit")
    await agreeing.change(hub.database, "update returns set finding = 'empty_box' where id = $1", back["id"])
    is_problem(await ruth.post(decision, REFUSE), 409, "nothing_to_send")
    await agreeing.change(hub.database, "update returns set finding = 'as_expected' where id = $1", back["id"])
    is_problem(await ruth.post(decision, REFUSE), 409, "not_held")
    await agreeing.change(hub.database, "update returns set finding = 'damaged' where id = $1", back["id"])
    is_problem(await ruth.post(f"{case}/returns/ret_none/decision", REFUSE), 404, "not_found")
    for odd in ({"reason": "   "}, {"decision": "release"}, {"decision": "maybe"}, {"reason": "x"}):
        is_problem(await ruth.post(decision, {**REFUSE, **odd}), 422, "invalid")
    assert (await agreeing.the_return(hub.database))["decision"] is None

    answers = await asyncio.gather(*(ruth.post(decision, REFUSE) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    [made] = [answer.json()["ruling_id"] for answer in answers if answer.status_code == 201]
    is_problem(await ruth.post(decision, {"decision": "release", "reason": "After all."}), 409, "already_decided")

    detail = (await ruth.get(case)).json()
    assert detail["held_returns"] == []
    assert [each["by"] for each in detail["standings"] if each["ruling_id"] == made] == ["Ruth Adeyemi"]
    told = [each for each in (await hannah.get("/api/notices")).json()["notices"] if each["kind"] == "appeal_decided"]
    notice = (await hannah.get(f"/api/notices/{told[0]['id']}")).json()
    assert "Their reason: “The lid had a crack in it.”" in notice["sentences"]
    assert (await hannah.get(f"/api/rulings/{made}/receipt.json")).status_code == 200
