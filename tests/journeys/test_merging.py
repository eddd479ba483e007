"""An act that is under way when its case is merged goes on, and is told where the customer is talking now."""

from __future__ import annotations

from datetime import UTC, datetime

from resolution_hub.core.acts import CancelOrder
from resolution_hub.core.case import CaseState
from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people.service import Agent
from resolution_hub.features.remedies import service as remedies
from resolution_hub.journeys import carry_out
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from resolution_hub.talk import merging
from tests.journeys import agreeing
from tests.journeys.agreeing import NOAH, TENT

RUTH = Agent(AgentId("agt_ruth"), "Ruth", Role.AGENT)


async def test_it_is_told_in_the_surviving_thread_and_settles_its_own_case(shop: Database) -> None:
    act_id = await agreeing.begin(shop, NOAH, CancelOrder(TENT))
    async with shop.transaction() as tx:
        now = datetime.now(UTC)
        row = await tx.fetchrow("select case_id, customer_id from acts where id = $1", act_id)
        assert row is not None
        other = conversations.id_for(NOAH.owner, "other")
        await conversations.open_conversation(tx, other, NOAH.owner, now)
        into = await cases.open_case(tx, other, NOAH.owner, Topic.TRACK_PARCEL, {}, now)
        before = await tx.fetch("select id, case_id, amount from refunds order by id")
        await merging.merge(tx, RUTH, row["case_id"], into.id, Text.load(), now)
        assert await tx.fetch("select id, case_id, amount from refunds order by id") == before
    await carry_out.on_done(agreeing.means(shop), act_id)
    async with shop.reading() as connection:
        told = [event.body for event in await conversations.events_after(connection, other, 0)]
        assert [body["type"] for body in told] == ["thread_linked", "reported"]
        assert told[-1]["cards"][0]["kind"] == "receipt"
        own, surviving = [await cases.find_case(connection, each) for each in (row["case_id"], into.id)]
        assert own is not None
        assert surviving is not None
        assert surviving.state is CaseState.OPEN
        assert own.state in (CaseState.ACTING, CaseState.RESOLVED)
        # What it led to is its own case's, and is reached from the one that goes on.
        assert await remedies.grants_of_case(connection, into.id) == []
        assert {each.case_id for each in await remedies.rulings_of_case(connection, into.id)} == {own.id}
