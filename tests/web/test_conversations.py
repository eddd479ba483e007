"""What is sent twice is said once, what is somebody's own stays theirs, and two questions at once get one refund."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from resolution_hub.features.conversations import service as conversations
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

Visit = Callable[[], Browser]


def kinds(bodies: list[dict[str, Any]]) -> list[str]:
    return [body["type"] for body in bodies]


async def test_a_message_that_is_sent_again_is_one_message(visit: Visit) -> None:
    visitor = await visit().load()
    conversation = await visitor.start()
    path, message = f"/api/conversations/{conversation}/messages", {"message_id": "again", "text": "thank you"}
    first, second = await visitor.post(path, message), await visitor.post(path, {**message, "text": "other words"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == {"seq": first.json()["seq"], "repeated": True}
    bodies = await visitor.read(conversation)
    assert kinds(bodies) == ["assistant_said", "customer_said", "assistant_said"]
    assert bodies[1]["text"] == "thank you"


async def test_a_message_that_arrives_twenty_times_at_once_is_one_message(visit: Visit, hub: Hub) -> None:
    visitor = await visit().load()
    conversation = await visitor.start()
    path, message = f"/api/conversations/{conversation}/messages", {"message_id": "at-once", "text": "thank you"}
    async with hub.database.transaction() as tx:  # until enough of them stand in line
        await conversations.lock(tx, conversation)
        sent = [asyncio.create_task(visitor.post(path, message)) for _ in range(20)]
        await asyncio.sleep(0.3)
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.json()["seq"] for answer in answers}) == 1
    assert kinds(await visitor.read(conversation)) == ["assistant_said", "customer_said", "assistant_said"]


@pytest.mark.parametrize("text", [None, "Where is my refund?"])
async def test_a_conversation_that_is_begun_ten_times_at_once_is_one(visit: Visit, text: str | None) -> None:
    visitor = await visit().load()
    body = {"message_id": "begin", **({"text": text} if text else {})}
    answers = await asyncio.gather(*(visitor.post("/api/conversations", body) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    (conversation,) = {answer.json()["conversation_id"] for answer in answers}
    said = kinds(await visitor.read(conversation))
    assert said == (["customer_said", "assistant_said"] if text else ["assistant_said"])
    assert len((await visitor.get("/api/conversations")).json()["conversations"]) == 1


async def test_the_same_first_message_of_two_people_begins_two_conversations(visit: Visit) -> None:
    visitors = [await visit().load() for _ in range(2)]
    answers = [await each.post("/api/conversations", {"message_id": "same"}) for each in visitors]
    assert len({answer.json()["conversation_id"] for answer in answers}) == 2


async def test_a_message_id_of_one_conversation_may_be_used_in_another(visit: Visit) -> None:
    visitor = await visit().load()
    for _ in range(2):
        conversation = await visitor.start()
        answer = await visitor.post(
            f"/api/conversations/{conversation}/messages", {"message_id": "m", "text": "thank you"}
        )
        assert answer.status_code == 201


async def test_events_are_numbered_without_gaps_whoever_writes_at_once(visit: Visit) -> None:
    visitor = await visit().load()
    conversation = await visitor.start()
    await asyncio.gather(*(visitor.say(conversation, f"hello {number}") for number in range(15)))
    events = (await visitor.get(f"/api/conversations/{conversation}")).json()["events"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert len(events) == 1 + 2 * 15


async def test_a_visitors_conversation_is_nobody_elses(visit: Visit, signed_in: As) -> None:
    visitor = await visit().load()
    conversation = await visitor.start("thank you")
    for other in (await visit().load(), await signed_in("cus_priya")):
        path = f"/api/conversations/{conversation}"
        seen = await other.get(path)
        unknown = await other.get("/api/conversations/cv_that_is_not_there")
        assert seen.status_code == 404
        assert seen.json() == unknown.json()
        assert (await other.post(f"{path}/messages", {"message_id": "x", "text": "hi"})).status_code == 404
        assert (await other.post(f"{path}/person")).status_code == 404
        assert (await other.get("/api/conversations")).json()["conversations"] == []
    assert len(await visitor.read(conversation)) == 2


async def test_what_a_visitor_wrote_does_not_follow_into_the_account_of_who_signs_in_there(visit: Visit) -> None:
    browser = await visit().load()
    conversation = await browser.start("thank you")
    signed = await browser.post("/api/demo/sign-in", {"customer_id": "cus_lukas"})
    assert signed.status_code == 200
    assert (await browser.get(f"/api/conversations/{conversation}")).status_code == 404


@pytest.mark.parametrize("opening", ["message", "box"])
async def test_the_same_billing_error_asked_about_in_many_conversations_is_refunded_once(
    opening: str, signed_in: As, hub: Hub
) -> None:
    await _forget_refunds_of(hub, "cus_maya")
    maya = await signed_in("cus_maya")
    if opening == "message":
        await asyncio.gather(*(maya.start("Subscription refund") for _ in range(6)))
    else:
        home = (await maya.get("/api/home")).json()
        box = next(box for box in home["boxes"] if box["kind"] == "charged_after_cancellation")
        opened = {"showing_id": home["showing_id"], "key": box["key"]}
        boxes = (maya.post("/api/home/open", opened) for _ in range(4))
        answers = await asyncio.gather(*boxes, maya.start("Subscription refund"), maya.start("Subscription refund"))
        assert len({answer.json()["conversation_id"] for answer in answers[:4]}) == 1  # type: ignore[union-attr]
    async with hub.database.reading() as connection:
        rows = await connection.fetch("select amount from refunds where charge_id = 'chg_maya_after'")
        charged = await connection.fetchval("select amount from charges where id = 'chg_maya_after'")
        journeys = await connection.fetchval(
            "select count(*) from dbos.workflow_status where name = 'instant_refund' and status = 'ENQUEUED'"
        )
    assert [row["amount"] for row in rows] == [charged]
    assert journeys == 1


async def _forget_refunds_of(hub: Hub, customer: str) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute(
            "delete from refunds where charge_id in (select id from charges where customer_id = $1)", customer
        )
        await tx.execute("delete from dbos.workflow_status")
        await tx.execute("delete from box_showings")


async def test_somebody_elses_order_number_is_answered_as_one_that_does_not_exist(signed_in: As, hub: Hub) -> None:
    async with hub.database.reading() as connection:
        number = await connection.fetchval("select number from orders where id = 'ord_noah_tent'")
    digits = "".join(each for each in number if each.isdigit())
    unknown = number.replace(digits, "9" * len(digits))
    told = {}
    for asked in (number, unknown):
        hannah = await signed_in("cus_hannah")
        conversation = await hannah.start(f"Where is my order {asked}?")
        answer = (await hannah.read(conversation))[-1]
        assert asked in answer["text"]
        told[asked] = [answer["text"].replace(asked, "…"), answer["choices"], answer["cards"]]
    assert told[number] == told[unknown]
    assert (await hannah.get("/api/orders/ord_noah_tent")).json() == (await hannah.get("/api/orders/ord_none")).json()
