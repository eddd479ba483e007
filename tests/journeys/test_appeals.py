"""What a person grants on appeal is paid once, told and put in writing, whatever happens to the worker."""

from __future__ import annotations

from datetime import UTC, datetime

from resolution_hub.core.appeal import GrantMoney
from resolution_hub.core.money import Money
from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.reading import Intent
from resolution_hub.features.people.service import Agent
from resolution_hub.features.remedies.superseding import Superseded
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from resolution_hub.talk import appeal, at_the_desk
from resolution_hub.talk.turn_state import Tools
from tests.journeys import stories
from tests.journeys.conftest import Workers, outcome_of
from tests.journeys.stories import NoArticles, Told, tell, understood

RUTH = Agent(AgentId("agt_ruth"), "Ruth Adeyemi", Role.AGENT)
REFUSED = Told("cus_hannah", "Subscription refund", understood(Intent.BILLING_ERROR))
_NEWEST = "select id, case_id from rulings order by at desc limit 1"


async def granted(shop: Database, minor: int) -> Superseded:
    """Hannah is refused, appeals by the button, and Ruth grants a part of the charge."""
    await tell(shop, REFUSED)
    async with shop.reading() as connection:
        ruling = await connection.fetchrow(_NEWEST)
    assert ruling is not None
    pressed = Told("cus_hannah", "Appeal this decision", understood(Intent.AFFIRM), choice=f"appeal:{ruling['id']}")
    await tell(shop, pressed)
    now = datetime.now(UTC)
    tools = Tools(stories.book(), NoArticles(), stories.guide, "Juniper & Pine", "Juno")
    async with shop.transaction() as tx:
        await at_the_desk.claim(tx, RUTH, ruling["case_id"], Text.load(), now)
        answer = GrantMoney(Money(minor, "USD"))
        made = await appeal.decide(tx, RUTH, tools, ruling["case_id"], ruling["id"], answer, "It was our slip.", now)
    assert isinstance(made, Superseded)
    return made


async def test_a_grant_on_appeal_is_paid_once_and_said_to_be_a_persons(shop: Database, workers: Workers) -> None:
    made = await granted(shop, 550)
    workers.start()
    seen = await outcome_of(shop, REFUSED)
    (refund,) = seen.refunds
    assert (refund["amount"], refund["state"], refund["taken"], seen.taken) == (550, "sent", 1, 1)
    assert seen.case is not None
    assert (seen.case["state"], seen.case["reason"]) == ("with_agent", "appeal")
    assert seen.promises == {"person_answers": "kept", "send_refund": "kept"}
    paid, decided, refused = seen.notices
    assert [each.kind for each in (paid, decided, refused)] == ["refund", "appeal_decided", "refusal"]
    assert paid.receipt.ruling_id == decided.receipt.ruling_id == made.ruling_id
    assert any("One of our team decided so" in said for said in paid.receipt.sentences)
    assert (seen.acts["appealed"], seen.acts["superseded"], seen.acts["granted"], seen.acts["refund_sent"]) == (
        1,
        1,
        1,
        1,
    )
    first, last = seen.said("reported")[-2:]
    assert "“It was our slip.”" in first["text"]
    assert last["cards"][0]["data"]["ruling_id"] == made.ruling_id
