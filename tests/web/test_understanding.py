"""What was made of messages can be seen and put right; corrections are reviewed before anything is learnt from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from resolution_hub.features.learning import service as learning
from resolution_hub.web.understanding import shift
from resolution_hub.wiring import explaining
from resolution_hub.wiring.web import Hub
from tests.web.conftest import Browser

As = Callable[[str], Awaitable[Browser]]


async def case_of(hub: Hub, conversation: str) -> str:
    async with hub.database.reading() as connection:
        found = await connection.fetchval("select id from cases where conversation_id = $1", conversation)
    return str(found)


async def a_case(signed_in: As, hub: Hub, text: str = "where is my refund for the boots") -> tuple[Browser, str, str]:
    """Priya wrote something that was weighed, then asked for a person: her browser, her conversation, her case."""
    priya = await signed_in("cus_priya")
    conversation = await priya.start(text)
    await priya.say(conversation, "a person please")
    return priya, conversation, await case_of(hub, conversation)


async def suggestions(signed_in: As) -> list[dict[str, Any]]:
    ines = await signed_in("agt_ines")
    found: list[dict[str, Any]] = (await ines.get("/api/desk/understanding")).json()["suggestions"]
    return found


async def test_an_agent_sees_what_was_understood_and_says_what_was_meant(signed_in: As, hub: Hub) -> None:
    _, _, case = await a_case(signed_in, hub, "I am waiting for order 4711-23, mail me at a@b.example")
    ruth = await signed_in("agt_ruth")
    shown = (await ruth.get(f"/api/desk/cases/{case}/readings")).json()
    reading = next(r for r in shown["readings"] if r["act"] is not None)
    assert reading["intents"][0]["probability"] > 0
    assert {"find_refund", "return_item"} <= {intent["name"] for intent in shown["intents"]}

    path = f"/api/desk/readings/{reading['id']}/meant"
    assert (await ruth.post(path, {"intent": "write_review"})).status_code == 204
    assert (await ruth.post(path, {"intent": "write_review"})).status_code == 204
    again = (await ruth.get(f"/api/desk/cases/{case}/readings")).json()["readings"]
    settled = next(r for r in again if r["id"] == reading["id"])
    assert (settled["meant"]["name"], settled["settled_by"]) == ("write_review", "agent:agt_ruth")

    (made,) = [each for each in await suggestions(signed_in) if each["reading_id"] == reading["id"]]
    assert made["meant"]["name"] == "write_review"
    assert made["said"] == "I am waiting for order 0000-00, mail me at name@example.com"


async def test_a_message_that_was_not_weighed_can_be_put_right_too(signed_in: As, hub: Hub) -> None:
    _, _, case = await a_case(signed_in, hub)
    ruth = await signed_in("agt_ruth")
    readings = (await ruth.get(f"/api/desk/cases/{case}/readings")).json()["readings"]
    heard = next(r for r in readings if r["act"] is None)
    assert (await ruth.post(f"/api/desk/readings/{heard['id']}/meant", {"intent": "complaint"})).status_code == 204
    again = (await ruth.get(f"/api/desk/cases/{case}/readings")).json()["readings"]
    assert next(r for r in again if r["id"] == heard["id"])["meant"]["name"] == "complaint"


async def test_a_reading_that_was_right_suggests_nothing(signed_in: As, hub: Hub) -> None:
    _, _, case = await a_case(signed_in, hub)
    ruth = await signed_in("agt_ruth")
    reading = next(
        r for r in (await ruth.get(f"/api/desk/cases/{case}/readings")).json()["readings"] if r["act"] is not None
    )
    right = reading["intents"][0]["intent"]["name"]
    assert (await ruth.post(f"/api/desk/readings/{reading['id']}/meant", {"intent": right})).status_code == 204
    assert reading["id"] not in {each["reading_id"] for each in await suggestions(signed_in)}


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/api/desk/readings/rd_none/meant", {"intent": "find_refund"}, 404),
        ("/api/desk/readings/rd_none/meant", {"intent": "no_such_intent"}, 422),
        ("/api/desk/readings/rd_none/meant", {"intent": "x", "more": 1}, 422),
        ("/api/desk/suggestions/sg_none", {"accept": False}, 404),
        ("/api/desk/suggestions/sg_none", {"accept": True}, 422),
        ("/api/desk/suggestions/sg_none", {"accept": True, "meant": "find_refund", "example": "   "}, 422),
        ("/api/desk/suggestions/sg_none", {"accept": True, "meant": "nothing", "example": "x"}, 422),
    ],
)
async def test_a_correction_of_nothing_or_to_nothing_is_refused(
    path: str, body: dict[str, object], code: int, signed_in: As
) -> None:
    ines = await signed_in("agt_ines")
    answer = await ines.post(path, body)
    assert answer.status_code == code
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_suggestion_is_accepted_or_rejected_once(signed_in: As, hub: Hub) -> None:
    ines = await signed_in("agt_ines")
    ids = []
    for text, meant in (("my boots came back to you when", "size_help"), ("boots refund where", "newsletter")):
        _, _, case = await a_case(signed_in, hub, text)
        readings = (await ines.get(f"/api/desk/cases/{case}/readings")).json()["readings"]
        reading = next(r for r in readings if r["act"] is not None)
        await ines.post(f"/api/desk/readings/{reading['id']}/meant", {"intent": meant})
        ids.append(next(s["id"] for s in await suggestions(signed_in) if s["reading_id"] == reading["id"]))
    yes = {"accept": True, "meant": "return_label", "example": " how do I send the boots back "}
    assert (await ines.post(f"/api/desk/suggestions/{ids[0]}", yes)).status_code == 204
    assert (await ines.post(f"/api/desk/suggestions/{ids[1]}", {"accept": False})).status_code == 204
    for each in ids:
        assert (await ines.post(f"/api/desk/suggestions/{each}", yes)).status_code == 409
    async with hub.database.reading() as connection:
        accepted = await learning.accepted(connection)
    assert "how do I send the boots back" in accepted["return_label"]
    assert not {"size_help", "newsletter"} & accepted.keys()
    assert not set(ids) & {s["id"] for s in await suggestions(signed_in)}


async def test_a_button_under_a_question_says_what_the_message_before_it_had_meant(signed_in: As, hub: Hub) -> None:
    priya = await signed_in("cus_priya")
    conversation = await priya.start("hm blorp")
    await priya.say(conversation, "Where is my refund?", choice="topic:find_refund")
    async with hub.database.reading() as connection:
        row = await connection.fetchrow(
            "select settled, settled_by from readings where conversation_id = $1 and routing is not null", conversation
        )
    assert row is not None
    assert (row["settled"], row["settled_by"]) == ("find_refund", "customer")


async def test_what_customers_and_agents_said_is_counted_into_what_people_come_for(signed_in: As, hub: Hub) -> None:
    before = hub.tools.guide(None).habits.intents["find_refund"]
    for _ in range(5):
        priya = await signed_in("cus_priya")
        conversation = await priya.start("hm blorp")
        await priya.say(conversation, "Where is my refund?", choice="topic:find_refund")
    await hub.guides.refresh(hub.database, datetime.now(UTC))
    assert hub.tools.guide(None).habits.intents["find_refund"] > before


async def test_a_reading_can_be_explained_from_its_id_or_its_conversations(signed_in: As, hub: Hub) -> None:
    _, conversation, _ = await a_case(signed_in, hub)
    listed = await explaining.find(hub.settings.database_url, conversation)
    assert [each.said for each in listed] == ["a person please", "where is my refund for the boots"]
    (one,) = await explaining.find(hub.settings.database_url, listed[1].id)
    assert one.routing is not None
    assert {"weighed", "causes", "outside", "options", "out_of_scope"} == one.routing.keys()
    with pytest.raises(explaining.NothingToExplain):
        await explaining.find(hub.settings.database_url, "rd_nothing")


def test_how_far_two_mixes_of_questions_lie_apart() -> None:
    assert shift({"a": 30}, {"a": 300}) == 0
    assert shift({"a": 30}, {"b": 300}) == 1
    assert shift({"a": 15, "b": 15}, {"a": 300}) == 0.5
    assert shift({"a": 29}, {"b": 300}) is None
    assert shift({"a": 30}, {}) is None
