"""A decision of a case that was merged is appealed and decided where its customer is talking now."""

from __future__ import annotations

from resolution_hub.wiring.web import Hub
from tests.journeys import agreeing, beginnings
from tests.web.conftest import As
from tests.web.test_appeals import Refused, appealed, decided, money, refused, standing
from tests.web.test_floor import case_of, waits
from tests.web.test_merging import merged

__all__ = ["refused"]


async def test_it_is_decided_from_the_surviving_case_and_stays_with_its_own(
    refused: Refused, signed_in: As, hub: Hub
) -> None:
    ruth = await signed_in("agt_ruth")
    conversation = await waits(refused.hannah)
    own, into = refused.case, await case_of(hub, conversation)
    await merged(ruth, own, into)
    assert (await appealed(refused, "I had cancelled it.")).status_code == 201
    refused.case = into
    detail = (await ruth.post(f"/api/desk/cases/{into}/claim")).json()
    assert (detail["case"]["reason"], detail["case"]["conversation_id"]) == ("Appeals a decision", conversation)
    held = standing(detail, refused.ruling)
    assert (held["appeal"]["statement"], held["open"]) == ("I had cancelled it.", True)
    answer = await decided(refused, ruth, verdict="grant", amount=money(held["left"]["minor"]))
    assert answer.status_code == 201, answer.text
    ruling = answer.json()["ruling_id"]
    assert (await refused.hannah.read(conversation))[-1]["type"] == "reported"
    async with hub.database.transaction() as tx:
        # The refund, and the promise to send it, are of the case that the ruling was made in.
        query = "select case_id from refunds where ruling_id = $1"
        assert await tx.fetchval(query, ruling) == own
        query = "select case_id from promises where kind = 'send_refund' and state = 'open' and case_id = any($1)"
        assert [row[0] for row in await tx.fetch(query, [own, into])] == [own]
        await tx.execute("update refunds set state = 'failed' where ruling_id = $1", ruling)


async def test_a_held_return_is_decided_from_the_surviving_case_and_settled_in_its_own(signed_in: As, hub: Hub) -> None:
    await beginnings.found_damaged(hub.database)
    back = await agreeing.the_return(hub.database)
    ruth, hannah = await signed_in("agt_ruth"), await signed_in("cus_hannah")
    conversation = await waits(hannah)
    into = await case_of(hub, conversation)
    await merged(ruth, back["case_id"], into)
    [shown] = (await ruth.get(f"/api/desk/cases/{into}")).json()["held_returns"]
    assert shown["id"] == back["id"]
    body = {"decision": "release", "reason": "It was us."}
    answer = await ruth.post(f"/api/desk/cases/{into}/returns/{back['id']}/decision", body)
    assert answer.status_code == 201, answer.text
    assert (await hannah.read(conversation))[-1]["type"] == "reported"
    async with hub.database.reading() as connection:
        query = "select case_id from promises where kind = 'tell_outcome' and state = 'open' and case_id = any($1)"
        assert [row[0] for row in await connection.fetch(query, [back["case_id"], into])] == [back["case_id"]]
