"""The human door: the first wish for a person is honoured, in whatever words, from wherever the talk stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

Visit = Callable[[], Browser]

PHRASES = [
    "talk to a representative",
    "I want a human",
    "agent please",
    "Can I speak with someone from your team?",
    "let me talk to a real person",
    "REPRESENTATIVE!!!",
    "put me through to customer service",
    "no bots please",
    "Is there anybody I can call?",
    "I need to speak to a manager right now",
    "get me an operator",
    "live chat with an agent",
    "you are useless, connect me to a human being",
    "Where is my order? Also, let me speak to a person",
    "hi, could I please chat with a member of staff",
]


async def floor_of(browser: Browser, conversation: str) -> str:
    return str((await browser.get(f"/api/conversations/{conversation}")).json()["floor"])


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("who", ["visitor", "cus_daniel"])
async def test_the_first_wish_for_a_person_is_honoured(phrase: str, who: str, visit: Visit, signed_in: As) -> None:
    browser = await visit().load() if who == "visitor" else await signed_in(who)
    conversation = await browser.start(phrase)
    said, moved = await browser.read(conversation)
    assert (said["type"], moved["type"], moved["to"]) == ("customer_said", "floor_moved", "queue")
    assert moved["text"]
    assert await floor_of(browser, conversation) == "queue"


@pytest.mark.parametrize("way", ["words", "button", "door"])
async def test_a_wish_in_the_middle_of_a_confirmation_is_honoured_and_nothing_is_done(
    way: str, signed_in: As, hub: Hub
) -> None:
    async with hub.database.reading() as connection:
        number = await connection.fetchval("select number from orders where id = 'ord_noah_tent'")
    noah = await signed_in("cus_noah")
    conversation = await noah.start(f"Cancel order {number}")
    asked = (await noah.read(conversation))[-1]
    assert [choice["id"] for choice in asked["choices"]] == ["confirm:yes:ord_noah_tent", "confirm:no:ord_noah_tent"]
    match way:
        case "words":
            await noah.say(conversation, "wait, I would rather talk to a human about this")
        case "button":
            await noah.say(conversation, "Talk to a person", choice="person")
        case _:
            assert (await noah.post(f"/api/conversations/{conversation}/person")).status_code == 201
    assert await floor_of(noah, conversation) == "queue"
    # A late press of the button that stood there before does nothing either.
    await noah.say(conversation, "Yes, cancel it", choice="confirm:yes:ord_noah_tent")
    async with hub.database.reading() as connection:
        assert await connection.fetchval("select status from orders where id = 'ord_noah_tent'") == "placed"
        acting = "select count(*) from cases where customer_id = 'cus_noah' and state = 'acting'"
        assert await connection.fetchval(acting) == 0


async def test_the_door_pressed_again_changes_nothing(visit: Visit) -> None:
    visitor = await visit().load()
    conversation = await visitor.start()
    path = f"/api/conversations/{conversation}/person"
    first, second = (await visitor.post(path)).json(), (await visitor.post(path)).json()
    assert (first["repeated"], second["repeated"], second["seq"]) == (False, True, first["seq"])


async def test_more_help_leads_to_a_person(visit: Visit) -> None:
    visitor = await visit().load()
    conversation = await visitor.start()
    await visitor.say(conversation, "Something else", choice="something_else")
    offered = (await visitor.read(conversation))[-1]["choices"]
    assert offered[0]["id"] == "more_help"
    await visitor.say(conversation, offered[0]["label"], choice="more_help")
    assert await floor_of(visitor, conversation) == "queue"
