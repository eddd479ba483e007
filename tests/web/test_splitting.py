"""Messages about another problem become a case of their own, and go back while nothing was done in it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.test_merging import Visit, look, thread, write


async def in_hand(visit: Visit, hub: Hub, agent: Browser, owner: Browser | None = None) -> tuple[Browser, str, str]:
    customer = owner or await visit().load()
    conversation, case = await thread(customer, hub)
    assert (await agent.post(f"/api/desk/cases/{case}/claim")).status_code == 200
    return customer, conversation, case


def off(seqs: list[int], **more: Any) -> dict[str, Any]:
    return {"id": uuid4().hex, "seqs": seqs, "topic": "billing_error", **more}


async def test_messages_about_another_problem_become_a_case_of_their_own(visit: Visit, signed_in: As, hub: Hub) -> None:
    ruth = await signed_in("agt_ruth")
    customer, conversation, case = await in_hand(visit, hub, ruth)
    seq = await customer.say(conversation, "And I was charged twice.")
    before = await customer.read(conversation)
    body = off([seq])
    answer = await ruth.post(f"/api/desk/cases/{case}/split", body)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (await ruth.post(f"/api/desk/cases/{case}/split", body)).json() == made
    detail = (await ruth.get(f"/api/desk/cases/{made['case_id']}")).json()
    assert (detail["case"]["state"], detail["floor_is_mine"]) == ("with_agent", True)
    begun, joined = [event["body"] for event in detail["events"]]
    assert (begun["link"], [quote["text"] for quote in begun["quotes"]]) == ("begun", ["And I was charged twice."])
    assert (begun["quotes"][0]["by"], joined["type"]) == ("customer", "floor_moved")
    told = await customer.read(conversation)
    assert told[:-1] == before
    assert (told[-1]["link"], told[-1]["conversation_id"]) == ("led_to", detail["case"]["conversation_id"])
    # The new conversation is the customer's, and is answered on its own.
    await customer.say(detail["case"]["conversation_id"], "Thank you.")
    undone = await ruth.post(f"/api/desk/splits/{made['split_id']}/undo")
    assert (undone.status_code, undone.json()["code"]) == (409, "touched")


async def test_a_split_in_which_nothing_was_done_is_undone(visit: Visit, signed_in: As, hub: Hub) -> None:
    ruth, ben = await signed_in("agt_ruth"), await signed_in("agt_ben")
    customer, conversation, case = await in_hand(visit, hub, ruth)
    made = (await ruth.post(f"/api/desk/cases/{case}/split", off([1]))).json()
    new = (await ruth.get(f"/api/desk/cases/{made['case_id']}")).json()["case"]["conversation_id"]
    assert [each["id"] for each in (await look(ruth, case))["splits"]] == [made["split_id"]]
    assert (await ben.post(f"/api/desk/splits/{made['split_id']}/undo")).json()["code"] == "colleague"
    for _ in range(2):
        assert (await ruth.post(f"/api/desk/splits/{made['split_id']}/undo")).status_code == 204
    assert (await customer.get(f"/api/conversations/{new}")).json()["goes_on_in"] == conversation
    assert (await look(ruth, case))["splits"] == []


async def test_only_words_with_one_of_the_customers_are_split_off(visit: Visit, signed_in: As, hub: Hub) -> None:
    ruth = await signed_in("agt_ruth")
    customer, conversation, case = await in_hand(visit, hub, ruth)
    await write(ruth, case, "Good day.")
    count = len(await customer.read(conversation))
    for seqs in ([count], [count - 1], [1, count + 1]):
        answer = await ruth.post(f"/api/desk/cases/{case}/split", off(seqs))
        assert (answer.status_code, answer.json()["code"]) == (409, "no_words")
    assert (await ruth.post(f"/api/desk/cases/{case}/split", off([1, count]))).status_code == 201


async def test_a_split_is_about_an_order_of_the_customers_own(visit: Visit, signed_in: As, hub: Hub) -> None:
    ruth, daniel = await signed_in("agt_ruth"), await signed_in("cus_daniel")
    _, _, case = await in_hand(visit, hub, ruth, daniel)
    for order in ("ord_james_camera", "none"):
        assert (await ruth.post(f"/api/desk/cases/{case}/split", off([1], order_id=order))).status_code == 404
    made = (await ruth.post(f"/api/desk/cases/{case}/split", off([1], order_id="ord_daniel_espresso"))).json()
    row = (await ruth.get(f"/api/desk/cases/{made['case_id']}")).json()["case"]
    assert row["value"]["minor"] > 0
    _, _, visitors = await in_hand(visit, hub, ruth)
    answer = await ruth.post(f"/api/desk/cases/{visitors}/split", off([1], order_id="ord_daniel_espresso"))
    assert answer.status_code == 404
