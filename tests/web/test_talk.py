"""What the assistant answers over HTTP, with the reader and the articles in use and the facts of the demo shop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

Visit = Callable[[], Browser]
Body = dict[str, Any]


def last(bodies: list[Body], kind: str = "assistant_said") -> Body:
    return next(body for body in reversed(bodies) if body["type"] == kind)


def buttons(body: Body) -> list[str]:
    return [choice["id"] for choice in body["choices"]]


async def asked(browser: Browser, text: str) -> tuple[str, Body]:
    """A conversation begun with `text`, and what the assistant answered."""
    conversation = await browser.start(text)
    return conversation, last(await browser.read(conversation))


async def answer(browser: Browser, conversation: str, text: str, choice: str | None = None) -> Body:
    await browser.say(conversation, text, choice)
    return last(await browser.read(conversation))


async def floor_of(browser: Browser, conversation: str) -> str:
    return str((await browser.get(f"/api/conversations/{conversation}")).json()["floor"])


@pytest.mark.parametrize("text", ["Where is my order?", "Subscription refund", "cancel my order", "where is my refund"])
async def test_visitors_are_asked_to_sign_in_and_learn_nothing(text: str, visit: Visit) -> None:
    visitor = await visit().load()
    _, said = await asked(visitor, text)
    assert "sign in" in said["text"]
    assert [card["kind"] for card in said["cards"]] == ["prove"]  # a form, empty
    assert said["cards"][0]["data"] == {"asks": "order", "order_number": "", "email": ""}
    assert buttons(said) == ["person"]


async def test_an_order_number_tells_a_visitor_nothing_whosever_it_is(visit: Visit, hub: Hub) -> None:
    async with hub.database.reading() as connection:
        real = await connection.fetchval("select number from orders where id = 'ord_noah_tent'")
    visitor = await visit().load()
    other = real[:-4] + "0000"
    told = [(await asked(visitor, f"Where is my order {number}?"))[1] for number in (real, other)]
    assert str(told[0]).replace(real, other) == str(told[1])


async def test_without_an_error_there_is_the_truth_the_human_door_and_no_refund(signed_in: As, hub: Hub) -> None:
    hannah = await signed_in("cus_hannah")
    for text in ("Subscription refund", "You charged me twice!!", "refund my membership NOW or I sue you"):
        conversation, said = await asked(hannah, text)
        assert "person" in buttons(said), text
        assert await floor_of(hannah, conversation) == "assistant"
        assert "find a billing error" in said["text"]
        assert {card["kind"] for card in said["cards"]} == {"charge"}
    async with hub.database.reading() as connection:
        owned = "select count(*) from refunds r join charges c on c.id = r.charge_id where c.customer_id = 'cus_hannah'"
        assert await connection.fetchval(owned) == 0
        ruled = (
            "select distinct verdict from rulings r join cases c on c.id = r.case_id where c.customer_id = 'cus_hannah'"
        )
        assert [row["verdict"] for row in await connection.fetch(ruled)] == ["deny"]


async def test_an_article_is_quoted_with_its_source(visit: Visit) -> None:
    visitor = await visit().load()
    _, said = await asked(visitor, "How many days do I have to return something?")
    (card,) = said["cards"]
    assert (card["kind"], card["data"]["slug"]) == ("article", "returns-window")
    source = (await visitor.get(f"/api/articles/{card['data']['slug']}")).json()
    assert source["title"] == card["data"]["title"]
    assert source["title"] in said["text"]
    assert buttons(said) == ["solved:yes", "more_help"]


async def test_a_quote_names_the_heading_under_which_it_stands(visit: Visit) -> None:
    visitor = await visit().load()
    _, said = await asked(visitor, "Can items from a sale be returned?")
    (card,) = said["cards"]
    source = (await visitor.get(f"/api/articles/{card['data']['slug']}")).json()
    assert f'<h2 id="{card["data"]["anchor"]}">{card["data"]["heading"]}</h2>' in source["html"]


async def test_a_product_is_quoted_from_the_catalogue_with_its_price(visit: Visit, hub: Hub) -> None:
    await hub.articles.refresh_products(hub.database)
    visitor = await visit().load()
    _, said = await asked(visitor, "Is the stoneware teapot safe in the dishwasher?")
    (card,) = said["cards"]
    assert (card["kind"], card["data"]["product_id"]) == ("product", "prd_stoneware_teapot")
    assert "Safe in the dishwasher" in card["data"]["quote"]
    assert card["data"]["price"] == {"minor": 4800, "currency": "USD"}
    assert "Stoneware teapot" in said["text"]


async def test_after_two_messages_that_say_nothing_a_person_is_offered(visit: Visit) -> None:
    visitor = await visit().load()
    conversation, first = await asked(visitor, "blorf qwx zzt")
    assert buttons(first)[0] != "person"
    assert "something_else" in buttons(first)
    second = await answer(visitor, conversation, "vlim grunk trefoil oxbw")
    assert buttons(second)[0] == "person"
    assert await floor_of(visitor, conversation) == "assistant"


async def test_no_the_other_one_is_the_other_order(signed_in: As, hub: Hub) -> None:
    noah = await signed_in("cus_noah")
    orders = (await noah.get("/api/home")).json()["orders"]
    numbers = {order["number"] for order in orders}
    assert len(numbers) >= 2
    conversation, said = await asked(noah, "cancel my order")
    offered = [choice for choice in said["choices"] if choice["id"].startswith("order:")]
    assert len(offered) == 2
    said = await answer(noah, conversation, offered[0]["label"], choice=offered[0]["id"])
    assert [button.rpartition(":")[0] for button in buttons(said)] == ["confirm:yes", "confirm:no"]
    first = [number for number in numbers if number in str(said)]
    said = await answer(noah, conversation, "no, the other one")
    second = [number for number in numbers if number in str(said)]
    assert [button.rpartition(":")[0] for button in buttons(said)] == ["confirm:yes", "confirm:no"]
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    async with hub.database.reading() as connection:
        cancelled = "select count(*) from orders where customer_id = 'cus_noah' and cancelled_at is not null"
        assert await connection.fetchval(cancelled) == 0


async def box_of(browser: Browser) -> tuple[str, Body]:
    home = (await browser.get("/api/home")).json()
    return home["showing_id"], home["boxes"][0]


async def test_a_box_opened_twice_is_one_conversation_filled_in_and_answered(signed_in: As) -> None:
    sofia = await signed_in("cus_sofia")
    showing, box = await box_of(sofia)
    opened = [await sofia.post("/api/home/open", {"showing_id": showing, "key": box["key"]}) for _ in range(2)]
    assert {each.status_code for each in opened} == {201}
    assert opened[0].json() == opened[1].json()
    bodies = await sofia.read(opened[0].json()["conversation_id"])
    assert [body["type"] for body in bodies[:2]] == ["customer_said", "assistant_said"]
    assert bodies[0]["text"] == box["sentence"]


async def test_a_box_that_was_never_shown_or_was_shown_to_somebody_else_is_not_there(signed_in: As) -> None:
    daniel, priya = await signed_in("cus_daniel"), await signed_in("cus_priya")
    showing, box = await box_of(daniel)
    for browser, given, key in ((daniel, showing, "late_parcel.none"), (daniel, "sh_none", box["key"]),
                                (priya, showing, box["key"])):  # fmt: skip
        assert (await browser.post("/api/home/open", {"showing_id": given, "key": key})).status_code == 404
        assert (await browser.get("/api/conversations")).json()["conversations"] == []


async def hits(supervisor: Browser) -> dict[str, int]:
    counted = (await supervisor.get("/api/desk/hit-rate", params={"days": 1})).json()
    return {name: counted[name] for name in ("showings", "taken", "other", "nothing")}


async def test_the_hit_rate_counts_boxes_other_questions_and_nothing(signed_in: As, hub: Hub) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute("delete from box_showings")
        supervisor = await tx.fetchval("select id from agents where role = 'supervisor'")
    lead = await signed_in(supervisor)
    maya, james, noah, lukas = [await signed_in(f"cus_{name}") for name in ("maya", "james", "noah", "lukas")]
    showing, box = await box_of(maya)
    await maya.post("/api/home/open", {"showing_id": showing, "key": box["key"]})
    await maya.post("/api/conversations", {"message_id": "m1", "text": "thank you", "showing_id": showing})
    showing, _ = await box_of(james)
    for _ in range(2):
        await james.post("/api/conversations", {"message_id": "m1", "text": "thank you", "showing_id": showing})
    showing, box = await box_of(noah)
    await lukas.post("/api/conversations", {"message_id": "m1", "text": "thank you", "showing_id": showing})
    await box_of(lukas)
    assert await hits(lead) == {"showings": 4, "taken": 1, "other": 1, "nothing": 2}


async def test_leaving_the_line_gives_the_talk_back_and_withdraws_the_promise(signed_in: As, hub: Hub) -> None:
    lukas = await signed_in("cus_lukas")
    conversation = await lukas.start("talk to a person")
    waiting = [promise["conversation_id"] for promise in (await lukas.get("/api/home")).json()["promises"]]
    assert waiting == [conversation]
    assert (await lukas.post(f"/api/conversations/{conversation}/assistant")).status_code == 201
    assert await floor_of(lukas, conversation) == "assistant"
    assert (await lukas.get("/api/home")).json()["promises"] == []
    again = (await lukas.post(f"/api/conversations/{conversation}/assistant")).json()
    assert again["repeated"] is True
    async with hub.database.reading() as connection:
        states = await connection.fetch("select state from cases where conversation_id = $1", conversation)
    assert [row["state"] for row in states] == ["open"]


async def test_who_writes_again_about_a_solved_case_opens_it_again(visit: Visit, signed_in: As, hub: Hub) -> None:
    visitor, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation = await visitor.start("talk to a person")
    async with hub.database.reading() as connection:
        case = await connection.fetchval("select id from cases where conversation_id = $1", conversation)
    assert (await ruth.post(f"/api/desk/cases/{case}/claim")).status_code == 200
    assert (await ruth.post(f"/api/desk/cases/{case}/ask-solved")).status_code == 204
    await visitor.say(conversation, "Yes", choice="solved:yes")
    assert await floor_of(visitor, conversation) == "assistant"
    await visitor.say(conversation, "it is broken again, I need a person")
    assert await floor_of(visitor, conversation) == "queue"
    async with hub.database.reading() as connection:
        rows = await connection.fetch(
            "select id, state, resolution, resolved_at from cases where conversation_id = $1", conversation
        )
    assert [tuple(row) for row in rows] == [(case, "waiting", None, None)]


async def test_who_comes_back_about_the_same_charge_opens_the_same_case(signed_in: As, hub: Hub) -> None:
    hannah = await signed_in("cus_hannah")
    conversation, _ = await asked(hannah, "Subscription refund")
    await hannah.say(conversation, "yes, solved", choice="solved:yes")
    rows = "select state, resolution, resolved_at from cases where conversation_id = $1"
    async with hub.database.reading() as connection:
        assert [(row["state"], row["resolution"]) for row in await connection.fetch(rows, conversation)] == [
            ("resolved", "confirmed")
        ]
    await hannah.say(conversation, "Subscription refund")
    async with hub.database.reading() as connection:
        assert [tuple(row) for row in await connection.fetch(rows, conversation)] == [("open", None, None)]


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (["Subscription refund", "talk to a person"], ["resolved", "waiting"]),
        (["talk to a person"], ["waiting"]),
    ],
)
async def test_what_a_fact_closed_opens_again_for_a_person_and_not_for_a_question(
    said: list[str], ends: list[str], signed_in: As, hub: Hub
) -> None:
    hannah = await signed_in("cus_hannah")
    conversation, _ = await asked(hannah, "Subscription refund")
    closed = (
        "update cases set state = 'resolved', resolution = 'verified', resolved_at = now() where conversation_id = $1"
    )
    async with hub.database.transaction() as tx:
        await tx.execute(closed, conversation)
    for text in said:
        await hannah.say(conversation, text)
    rows = "select state, topic from cases where conversation_id = $1 order by opened_at"
    async with hub.database.reading() as connection:
        found = await connection.fetch(rows, conversation)
    assert [row["state"] for row in found] == ends
    assert {row["topic"] for row in found} == {"billing_error"}
