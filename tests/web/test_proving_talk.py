"""A visitor talks: they are asked whose the order is, in any order of answers, and get what they asked for at first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.conftest import Browser
from tests.web.proving import ESPRESSO, TENT, claim_of, fact, mailed, rows

Visit = Callable[[], Browser]


@pytest.fixture(autouse=True)
async def unlimited(hub: Hub) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute("delete from attempts")


async def says(browser: Browser, conversation: str, text: str, choice: str | None = None) -> list[dict[str, Any]]:
    """Send a message, take a new token if it brought one, and return what came back."""
    before = len(await browser.read(conversation))
    body = {"message_id": uuid4().hex, "text": text, **({"choice": choice} if choice else {})}
    answer = await browser.post(f"/api/conversations/{conversation}/messages", body)
    assert answer.status_code == 201, answer.text
    if "me" in answer.json():
        browser.csrf = answer.json()["me"]["csrf"]
    return (await browser.read(conversation))[before + 1 :]


def asks(events: list[dict[str, Any]]) -> str | None:
    """What the form under the last words asks for."""
    kinds = [card["data"]["asks"] for card in events[-1]["cards"] if card["kind"] == "prove"]
    return kinds[0] if kinds else None


async def proved(hub: Hub, browser: Browser, order_id: str, wish: str) -> tuple[str, list[dict[str, Any]]]:
    """Ask for something as a visitor and prove the order: the conversation, and what came after the code."""
    claim = await claim_of(hub, order_id)
    conversation = await browser.start(wish)
    assert asks(await browser.read(conversation)) == "order"
    assert asks(await says(browser, conversation, f"{claim['email']} {claim['order_number']}")) == "code"
    return conversation, await says(browser, conversation, await mailed(hub))


async def test_what_was_asked_at_first_is_answered_after_the_code(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    conversation, came = await proved(hub, browser, ESPRESSO, "where is my package?")
    number = (await claim_of(hub, ESPRESSO))["order_number"]
    assert number in came[0]["text"]
    assert "parcel" in [card["kind"] for event in came for card in event["cards"]]
    typed = [event["text"] for event in await browser.read(conversation) if event["type"] == "customer_said"]
    assert typed[-1] == "••••••"
    assert (await browser.get(f"/api/orders/{ESPRESSO}")).status_code == 200


@pytest.mark.parametrize("first", ["order_number", "email"])
async def test_number_and_address_come_one_by_one_in_any_order(first: str, hub: Hub, visit: Visit) -> None:
    browser, claim = await visit().load(), await claim_of(hub, ESPRESSO)
    second = "email" if first == "order_number" else "order_number"
    conversation = await browser.start("where is my package?")
    came = await says(browser, conversation, f"it's {claim[first]}")
    assert asks(came) == "order"
    assert came[-1]["cards"][0]["data"][first].lower() == claim[first].lower()
    assert asks(await says(browser, conversation, claim[second])) == "code"


async def test_a_first_message_that_says_it_all_is_answered_with_a_code(hub: Hub, visit: Visit) -> None:
    browser, claim = await visit().load(), await claim_of(hub, ESPRESSO)
    conversation = await browser.start(f"Where is order {claim['order_number']}? My email is {claim['email']}.")
    assert asks(await browser.read(conversation)) == "code"


async def test_a_wrong_code_is_told_like_a_wrong_address(hub: Hub, visit: Visit) -> None:
    right, told = await claim_of(hub, ESPRESSO), set()
    for email in (right["email"], "nobody@example.com"):
        browser = await visit().load()
        conversation = await browser.start("where is my package?")
        sent = await says(browser, conversation, f"{right['order_number']} {email}")
        came = await says(browser, conversation, "000000")
        told.add((sent[-1]["text"].replace(email[:1] + "•••" + email[email.index("@") :], "…"), str(came[-1]["text"])))
        assert [choice["id"] for choice in came[-1]["choices"]] == ["prove:again", "prove:other", "person"]
    assert len(told) == 1


async def test_another_order_of_the_same_customer_wants_its_own_code(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    conversation, _ = await proved(hub, browser, ESPRESSO, "where is my package?")
    other = (
        await rows(hub, "select number from orders where customer_id = 'cus_daniel' and id <> $1 limit 1", ESPRESSO)
    )[0]
    theirs = await says(browser, conversation, f"and where is order {other}?")
    foreign = await says(browser, conversation, "and where is order JP-000001?")
    assert asks(theirs) == asks(foreign) == "order"
    assert theirs[-1]["text"].replace(other, "") == foreign[-1]["text"].replace("JP-000001", "")
    assert not {"parcel", "order"} & {card["kind"] for event in theirs for card in event["cards"]}


async def test_a_subscription_is_not_opened_by_an_orders_code(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    conversation, _ = await proved(hub, browser, ESPRESSO, "where is my package?")
    came = await says(browser, conversation, "Cancel my subscription", "topic:cancel_subscription")
    assert "sign in" in came[-1]["text"]


async def test_a_proved_visitor_cancels_their_order_and_its_customer_owns_the_case(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    conversation, came = await proved(hub, browser, TENT, "please cancel my order")
    assert [card["kind"] for card in came[-1]["cards"]] == ["confirm"]
    async with hub.database.transaction() as tx:
        await tx.execute(
            "update sessions set proved_at = $1 where level = 1", datetime.now(UTC) - timedelta(minutes=16)
        )
    assert asks(await says(browser, conversation, "Yes, cancel it", f"confirm:yes:{TENT}")) == "code"
    cases = "select count(*) from cases where conversation_id = $1"
    assert await fact(hub, cases, conversation) == 0
    came = await says(browser, conversation, await mailed(hub))
    assert asks(came) is None
    assert await fact(hub, cases + " and customer_id = 'cus_noah' and state = 'acting'", conversation) == 1


async def test_something_else_is_answered_in_between(hub: Hub, visit: Visit) -> None:
    browser, claim = await visit().load(), await claim_of(hub, ESPRESSO)
    conversation = await browser.start("where is my package?")
    came = await says(browser, conversation, "how long does a refund take?")
    assert asks(came) is None
    assert asks(await says(browser, conversation, f"{claim['order_number']}, {claim['email']}")) == "code"


async def test_a_person_is_one_word_away(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    conversation = await browser.start("where is my package?")
    came = await says(browser, conversation, "let me talk to a person")
    assert "floor_moved" in [event["type"] for event in came]


async def test_too_many_requests_are_told_kindly(hub: Hub, visit: Visit) -> None:
    browser, claim = await visit().load(), await claim_of(hub, ESPRESSO)
    conversation = await browser.start("where is my package?")
    await says(browser, conversation, f"{claim['order_number']} {claim['email']}")
    for _ in range(5):
        came = await says(browser, conversation, "Send a new code", "prove:again")
    assert asks(came) is None
    assert "too many" in came[-1]["text"]
    assert await fact(hub, "select count(*) from codes where spent_at is null and asked_by <> ''") >= 1
