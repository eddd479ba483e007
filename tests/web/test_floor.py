"""The floor: assistant and agent never speak over each other, and a case has one agent, however many reach for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from resolution_hub.core.people import AgentId, Role
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Agent
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

Visit = Callable[[], Browser]
SHOP = ("assistant_said", "agent_said")


async def waits(visitor: Browser, text: str = "I want to talk to a person") -> str:
    """A conversation of a customer who waits for a person."""
    conversation = await visitor.start(text)
    assert (await visitor.get(f"/api/conversations/{conversation}")).json()["floor"] == "queue"
    return conversation


async def case_of(hub: Hub, conversation: str) -> str:
    async with hub.database.reading() as connection:
        found = await connection.fetchval("select id from cases where conversation_id = $1", conversation)
    return str(found)


def spoken_out_of_turn(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was said for the shop by somebody who did not hold the floor at that number."""
    floor, found = "assistant", []
    for body in bodies:
        if body["type"] == "floor_moved":
            floor = body["to"]
        elif (body["type"] == "assistant_said" and floor != "assistant") or (
            body["type"] == "agent_said" and floor != "agent"
        ):
            found.append(body)
    return found


async def test_while_an_agent_holds_the_floor_the_assistant_is_silent(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)
    claimed = await ruth.post(f"/api/desk/cases/{case}/claim")
    assert (claimed.status_code, claimed.json()["floor"], claimed.json()["floor_is_mine"]) == (200, "agent", True)
    for text in ("Where is my order?", "hello?", "thank you"):
        await visitor.say(conversation, text)
    said = await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a1", "text": "I am here."})
    assert said.status_code == 201
    bodies = await visitor.read(conversation)
    assert [body["type"] for body in bodies[-4:]] == ["customer_said"] * 3 + ["agent_said"]

    assert (await ruth.post(f"/api/desk/cases/{case}/hand-back")).status_code == 204
    after = await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a2", "text": "One more."})
    assert (after.status_code, after.json()["code"]) == (409, "not_your_floor")
    await visitor.say(conversation, "thank you")
    bodies = await visitor.read(conversation)
    assert [body["type"] for body in bodies[-3:]] == ["floor_moved", "customer_said", "assistant_said"]


async def test_while_customers_wait_nobody_speaks_but_they_may(visit: Visit) -> None:
    visitor = await visit().load()
    conversation = await waits(visitor)
    await visitor.say(conversation, "hello?")
    assert [body["type"] for body in (await visitor.read(conversation))[-2:]] == ["floor_moved", "customer_said"]
    assert (await visitor.post(f"/api/conversations/{conversation}/assistant")).status_code == 201
    await visitor.say(conversation, "thank you")
    assert (await visitor.read(conversation))[-1]["type"] == "assistant_said"


async def test_nobody_speaks_out_of_turn_while_all_write_at_once(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor = await visit().load()
    agents = [await signed_in("agt_ruth"), await signed_in("agt_ben")]
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)

    async def customer(number: int) -> None:
        await asyncio.sleep(number / 30)
        await visitor.say(conversation, ("thank you", "hello", "talk to a person please")[number % 3])

    async def agent(browser: Browser, name: int) -> None:
        for turn in range(6):
            await browser.post(f"/api/desk/cases/{case}/claim")
            said = {"message_id": f"a{name}-{turn}", "text": "I am here."}
            await browser.post(f"/api/desk/cases/{case}/messages", said)
            await browser.post(f"/api/desk/cases/{case}/hand-back")
            await visitor.say(conversation, "thank you")
            await asyncio.sleep(0.05)
            await visitor.post(f"/api/conversations/{conversation}/person")

    await asyncio.gather(*(customer(n) for n in range(30)), *(agent(each, n) for n, each in enumerate(agents)))
    bodies = await visitor.read(conversation)
    assert spoken_out_of_turn(bodies) == []
    assert sum(body["type"] == "customer_said" for body in bodies) == 1 + 30 + 2 * 6
    assert {"assistant_said", "agent_said"} <= {body["type"] for body in bodies}


async def test_two_agents_who_claim_one_case_get_it_and_a_refusal(visit: Visit, signed_in: As, hub: Hub) -> None:
    agents = [await signed_in("agt_ruth"), await signed_in("agt_ben")]
    for _ in range(5):
        case = await case_of(hub, await waits(await visit().load()))
        answers = await asyncio.gather(*(agent.post(f"/api/desk/cases/{case}/claim") for agent in agents))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert refused.json()["code"] == "already_taken"
        winner = agents[[answer.status_code for answer in answers].index(200)]
        assert (await winner.post(f"/api/desk/cases/{case}/claim")).status_code == 200  # one's own again


@pytest.fixture
async def ten_agents(visit: Visit, hub: Hub) -> list[Browser]:
    browsers = []
    for number in range(10):
        agent = f"agt_extra_{number}"
        async with hub.database.transaction() as tx:
            await people.add_agent(tx, agent, f"Agent {number}", f"{agent}@example.org", Role.AGENT, None)
        browser = await visit().load()
        browser.csrf = (await browser.post("/api/demo/sign-in", {"agent_id": agent})).json()["csrf"]
        browsers.append(browser)
    return browsers


async def test_ten_agents_who_take_the_next_case_at_once_get_ten_cases(
    visit: Visit, hub: Hub, ten_agents: list[Browser]
) -> None:
    while (await ten_agents[0].post("/api/desk/claim-next")).status_code == 200:
        pass  # what other tests left in the line
    for _ in range(4):
        waiting = {await case_of(hub, await waits(await visit().load())) for _ in range(10)}
        answers = await asyncio.gather(*(agent.post("/api/desk/claim-next") for agent in ten_agents))
        assert [answer.status_code for answer in answers] == [200] * 10
        assert {answer.json()["case"]["id"] for answer in answers} == waiting
    assert (await ten_agents[0].post("/api/desk/claim-next")).status_code == 204


async def test_agents_who_empty_the_line_together_never_get_a_case_that_was_just_taken(hub: Hub) -> None:
    """The transaction behind the route, without the requests around it: they would keep the agents apart."""
    async with hub.database.transaction() as tx:
        await tx.execute(
            """
with opened as (
    insert into conversations (id, owner, opened_at, last_at, floor)
    select 'cv_line_' || n, 'visitor:line', now(), now(), 'queue' from generate_series(1, 80) n returning id
)
insert into cases (id, conversation_id, owner, topic, subject, state, opened_at, waiting_since)
select 'cs' || id, id, 'visitor:line', 'person', '{}', 'waiting', now(), now() from opened
"""
        )

    async def work(number: int) -> list[str]:
        agent, taken = Agent(AgentId(f"agt_line_{number}"), "Somebody", Role.AGENT, ("support",)), []
        while True:
            async with hub.database.transaction() as tx:
                case = await at_the_desk.claim_next(tx, agent, Text.load("en-US"), datetime.now(UTC))
            if case is None:
                return taken
            taken.append(case)

    taken = [case for each in await asyncio.gather(*(work(n) for n in range(10))) for case in each]
    assert len(taken) == len(set(taken)) >= 80


async def test_what_is_worth_more_goes_first_then_who_waits_longest(
    visit: Visit, signed_in: As, hub: Hub, ten_agents: list[Browser]
) -> None:
    while (await ten_agents[0].post("/api/desk/claim-next")).status_code == 200:
        pass
    first, second = [await waits(await visit().load()) for _ in range(2)]
    james = await signed_in("cus_james")
    dear = await james.start("My camera says delivered but it's not here")
    await james.post(f"/api/conversations/{dear}/person")
    taken = [(await agent.post("/api/desk/claim-next")).json()["case"]["conversation_id"] for agent in ten_agents[:3]]
    assert taken == [dear, first, second]


async def test_a_case_that_is_not_mine_cannot_be_handed_back_or_asked_about(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    ruth, ben = await signed_in("agt_ruth"), await signed_in("agt_ben")
    case = await case_of(hub, await waits(await visit().load()))
    await ruth.post(f"/api/desk/cases/{case}/claim")
    for deed in ("hand-back", "ask-solved"):
        answer = await ben.post(f"/api/desk/cases/{case}/{deed}")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_your_floor")
    said = await ben.post(f"/api/desk/cases/{case}/messages", {"message_id": "b1", "text": "Me too!"})
    assert said.status_code == 409


async def test_an_agents_message_that_is_sent_again_at_once_is_one(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)
    await ruth.post(f"/api/desk/cases/{case}/claim")
    message = {"message_id": "once", "text": "I am\x00 here."}
    async with hub.database.transaction() as tx:  # until enough of them stand in line
        await conversations.lock(tx, conversation)
        sent = [asyncio.create_task(ruth.post(f"/api/desk/cases/{case}/messages", message)) for _ in range(12)]
        await asyncio.sleep(0.3)
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [200] * 11 + [201]
    said = [body for body in await visitor.read(conversation) if body["type"] == "agent_said"]
    assert [body["text"] for body in said] == ["I am here."]


async def test_only_the_customers_yes_solves_a_case(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await waits(visitor)
    case = await case_of(hub, conversation)

    async def state() -> tuple[str, str]:
        seen = (await ruth.get(f"/api/desk/cases/{case}")).json()
        return seen["case"]["state"], seen["floor"]

    await ruth.post(f"/api/desk/cases/{case}/claim")
    assert (await ruth.post(f"/api/desk/cases/{case}/ask-solved")).status_code == 204
    asked = (await visitor.read(conversation))[-1]
    assert [choice["id"] for choice in asked["choices"]] == ["solved:yes", "solved:no"]
    assert await state() == ("with_agent", "agent")
    said = await ruth.post(f"/api/desk/cases/{case}/messages", {"message_id": "a1", "text": "Yes, it is solved."})
    assert said.status_code == 201
    assert await state() == ("with_agent", "agent")
    await visitor.say(conversation, "No, not yet", choice="solved:no")
    assert await state() == ("with_agent", "agent")
    await visitor.say(conversation, "Yes, it is solved", choice="solved:yes")
    assert await state() == ("resolved", "assistant")
    for deed in ("claim", "hand-back", "ask-solved"):
        assert (await ruth.post(f"/api/desk/cases/{case}/{deed}")).status_code == 409
