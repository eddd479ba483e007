"""Cases of one customer become one, and are taken apart again, for agents and customers alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from resolution_hub.core.case import CaseEvent
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.people import ConversationId, Owner
from resolution_hub.core.promise import PromiseKind, PromiseState
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.promises import service as promises
from resolution_hub.journeys.promise_due import on_due
from resolution_hub.journeys.telling import Means, chapter
from resolution_hub.wiring.web import Hub
from tests.journeys import agreeing
from tests.web.conftest import As, Browser
from tests.web.test_floor import case_of, waits

Visit = Callable[[], Browser]


@pytest.fixture
def means(hub: Hub) -> Means:
    return agreeing.means(hub.database)


async def thread(customer: Browser, hub: Hub, text: str = "I want to talk to a person") -> tuple[str, str]:
    """A conversation that waits for a person, and its case."""
    conversation = await waits(customer, text)
    return conversation, await case_of(hub, conversation)


async def pair(visit: Visit, hub: Hub) -> tuple[Browser, tuple[str, str], tuple[str, str]]:
    customer = await visit().load()
    return customer, await thread(customer, hub), await thread(customer, hub)


async def merged(agent: Browser, case: str, into: str) -> str:
    answer = await agent.post(f"/api/desk/cases/{into}/merge", {"case_id": case})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["merge_id"])


async def refused(agent: Browser, case: str, into: str) -> str:
    answer = await agent.post(f"/api/desk/cases/{into}/merge", {"case_id": case})
    assert answer.status_code == 409, answer.text
    return str(answer.json()["code"])


async def write(agent: Browser, case: str, text: str) -> None:
    answer = await agent.post(f"/api/desk/cases/{case}/messages", {"message_id": uuid4().hex, "text": text})
    assert answer.status_code == 201, answer.text


async def look(agent: Browser, case: str) -> dict[str, Any]:
    return dict((await agent.get(f"/api/desk/cases/{case}/merging")).json())


async def rows(hub: Hub) -> dict[str, list[dict[str, Any]]]:
    """All rows of the hub's own tables."""
    async with hub.database.reading() as connection:
        names = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        found = {}
        for (name,) in names:
            body = f'select to_jsonb(t) as row from "{name}" t order by 1'
            found[name] = [row["row"] for row in await connection.fetch(body)]
    return found


def lasting(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Without what is only ever added to: the journal, the merges themselves, and what was said of them."""
    kept = {
        name: list(body) for name, body in found.items() if name not in ("journal", "merges", "sessions", "attempts")
    }
    kept["conversations"] = [{**row, "last_seq": 0, "last_at": ""} for row in kept["conversations"]]
    kept["conversation_events"] = [
        row for row in kept["conversation_events"] if row["body"]["type"] not in ("thread_linked", "floor_moved")
    ]
    return {name: sorted(body, key=str) for name, body in kept.items()}


HELD = {
    "both with the assistant": (None, None),
    "the merged one waits": ("waiting", None),
    "the surviving one waits": (None, "waiting"),
    "both wait": ("waiting", "waiting"),
    "the merged one is mine": ("mine", None),
    "the surviving one is mine": (None, "mine"),
    "the merged one is mine, the surviving one waits": ("mine", "waiting"),
    "the merged one waits, the surviving one is mine": ("waiting", "mine"),
    "both are mine": ("mine", "mine"),
    "the merged one is solved": ("solved", "waiting"),
}


async def bring(customer: Browser, agent: Browser, hub: Hub, how: str | None) -> tuple[str, str]:
    conversation, case = await thread(customer, hub)
    if how is None:
        assert (await customer.post(f"/api/conversations/{conversation}/assistant")).status_code == 201
    elif how != "waiting":
        assert (await agent.post(f"/api/desk/cases/{case}/claim")).status_code == 200
        if how == "solved":
            assert (await agent.post(f"/api/desk/cases/{case}/ask-solved")).status_code == 204
            await customer.say(conversation, "Yes", "solved:yes")
    return conversation, case


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
async def test_what_is_merged_and_undone_is_as_it_was(
    held: tuple[str | None, str | None], visit: Visit, signed_in: As, hub: Hub
) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    (b, case), (a, into) = [await bring(customer, ruth, hub, how) for how in held]
    before, said = await rows(hub), (await customer.read(a), await customer.read(b))
    merge = await merged(ruth, case, into)
    between = await rows(hub)
    assert lasting(between) != lasting(before)
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    assert lasting(await rows(hub)) == lasting(before)
    assert (await customer.read(a))[: len(said[0])] == said[0]
    assert (await customer.read(b))[: len(said[1])] == said[1]
    floors = [(await customer.get(f"/api/conversations/{each}")).json()["floor"] for each in (b, a)]
    expected = {None: "assistant", "waiting": "queue", "mine": "agent", "solved": floors[0]}
    assert floors == [expected[how] for how in held]
    again = await rows(hub)
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    assert await rows(hub) == again


async def test_whoever_waits_or_talks_with_an_agent_goes_on_so(visit: Visit, signed_in: As, hub: Hub) -> None:
    seen = {}
    ruth = await signed_in("agt_ruth")
    for name, held in HELD.items():
        customer = await visit().load()
        (_, case), (a, into) = [await bring(customer, ruth, hub, how) for how in held]
        await merged(ruth, case, into)
        detail = (await ruth.get(f"/api/desk/cases/{into}")).json()
        seen[name] = (detail["case"]["state"], (await customer.get(f"/api/conversations/{a}")).json()["floor"])
    assert seen == {
        "both with the assistant": ("open", "assistant"),
        "the merged one waits": ("waiting", "queue"),
        "the surviving one waits": ("waiting", "queue"),
        "both wait": ("waiting", "queue"),
        "the merged one is mine": ("with_agent", "agent"),
        "the surviving one is mine": ("with_agent", "agent"),
        "the merged one is mine, the surviving one waits": ("with_agent", "agent"),
        "the merged one waits, the surviving one is mine": ("with_agent", "agent"),
        "both are mine": ("with_agent", "agent"),
        "the merged one is solved": ("waiting", "queue"),
    }


async def test_the_customer_sees_one_conversation_and_is_told(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (b, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    await merged(ruth, case, into)
    listed = [each["id"] for each in (await customer.get("/api/conversations")).json()["conversations"]]
    assert (a in listed, b in listed) == (True, False)
    here, there = (await customer.read(a))[-1], (await customer.read(b))[-1]
    assert (here["link"], here["conversation_id"]) == ("joined", b)
    assert (there["link"], there["conversation_id"]) == ("moved", a)
    assert "here from now on" in here["text"]
    assert (await customer.get(f"/api/conversations/{b}")).json()["goes_on_in"] == a
    assert (await customer.get(f"/api/conversations/{a}")).json()["goes_on_in"] is None


async def test_new_words_on_either_thread_reach_the_surviving_case_once(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (b, case), (a, into) = await pair(visit, hub)
    await customer.say(b, "before it", message_id="m-before")
    ruth = await signed_in("agt_ruth")
    await merged(ruth, case, into)
    ended = len(await customer.read(b))
    for each in (a, b):
        await customer.say(each, f"said on {each}", message_id=f"m-{each}")
        await customer.say(each, f"said on {each}", message_id=f"m-{each}")
    await customer.say(b, "before it", message_id="m-before")
    said = [body["text"] for body in await customer.read(a) if body["type"] == "customer_said"]
    assert said[-2:] == [f"said on {a}", f"said on {b}"]
    assert "before it" not in said
    assert len(await customer.read(b)) == ended


async def test_agents_reach_the_surviving_thread_from_either_case(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (_, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    await merged(ruth, case, into)
    assert (await ruth.post(f"/api/desk/cases/{case}/claim")).json()["code"] == "not_waiting"
    assert (await ruth.post(f"/api/desk/cases/{into}/claim")).status_code == 200
    await write(ruth, case, "From the old address.")
    assert (await customer.read(a))[-1]["text"] == "From the old address."
    assert (await ruth.post(f"/api/desk/cases/{case}/hand-back")).json()["code"] == "not_your_floor"
    old = (await ruth.get(f"/api/desk/cases/{case}")).json()
    assert (old["floor_is_mine"], old["events"][-1]["body"]["link"]) == (False, "moved")
    assert (await look(ruth, case))["goes_on_in"]["id"] == into


async def test_a_merged_case_waits_in_no_line_and_no_view(visit: Visit, signed_in: As, hub: Hub) -> None:
    _, (_, case), (_, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    counted = (await ruth.get("/api/desk/cases?view=waiting")).json()["waiting"]
    await merged(ruth, case, into)
    shown = (await ruth.get("/api/desk/cases?view=waiting")).json()
    ids = [row["id"] for row in shown["cases"]]
    assert (case in ids, into in ids, shown["waiting"]) == (False, True, counted - 1)
    # Whoever takes the next case until nobody waits never gets it.
    taken = []
    while (answer := await ruth.post("/api/desk/claim-next")).status_code == 200:
        taken.append(answer.json()["case"]["id"])
    assert (case in taken, into in taken) == (False, True)


async def test_a_person_who_answers_answers_in_both(visit: Visit, signed_in: As, hub: Hub) -> None:
    _, (_, case), (_, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    await merged(ruth, case, into)
    detail = (await ruth.get(f"/api/desk/cases/{into}")).json()
    assert [each["state"] for each in detail["promises"]] == ["open", "open"]
    await ruth.post(f"/api/desk/cases/{into}/claim")
    detail = (await ruth.get(f"/api/desk/cases/{into}")).json()
    assert [each["state"] for each in detail["promises"]] == ["kept", "kept"]
    assert {"Merged into another case", "Another case was merged into this one"} <= {
        line["text"] for line in detail["journal"]
    }


async def test_a_promise_of_a_case_that_came_to_an_agent_is_kept_when_due(
    visit: Visit, signed_in: As, hub: Hub, means: Means
) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    (_, case), (_, into) = await bring(customer, ruth, hub, "waiting"), await bring(customer, ruth, hub, "mine")
    await merged(ruth, case, into)
    async with hub.database.reading() as connection:
        (promise,) = await promises.of_case(connection, case)
    await on_due(means, promise.id)
    detail = (await ruth.get(f"/api/desk/cases/{into}")).json()
    assert {each["state"] for each in detail["promises"] if each["id"] == promise.id} == {"kept"}


async def test_handing_back_keeps_what_was_promised_to_whoever_came_by_a_merge(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    (_, case), (_, into) = await bring(customer, ruth, hub, "waiting"), await bring(customer, ruth, hub, "mine")
    await merged(ruth, case, into)
    assert (await ruth.post(f"/api/desk/cases/{into}/hand-back")).status_code == 204
    async with hub.database.reading() as connection:
        (promise,) = await promises.of_case(connection, case)
    assert promise.state is PromiseState.KEPT


async def test_what_a_merged_case_was_about_is_talked_about_in_the_surviving_one(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    daniel, ruth = await signed_in("cus_daniel"), await signed_in("agt_ruth")
    threads = [await daniel.start("Where is my refund?"), await daniel.start("I want to talk to a person")]
    assert (await daniel.post(f"/api/conversations/{threads[1]}/assistant")).status_code == 201
    async with hub.database.transaction() as tx:
        now = datetime.now(UTC)
        owner = Owner("customer", "cus_daniel")
        about = {"about": "ord_daniel_espresso"}
        case = await cases.open_case(tx, ConversationId(threads[0]), owner, Topic.NOT_RECEIVED, about, now)
    into = await case_of(hub, threads[1])
    await merged(ruth, case.id, into)
    async with hub.database.reading() as connection:
        found = await joining.find_about(connection, threads[1], Topic.NOT_RECEIVED, "ord_daniel_espresso")
        assert found is not None
        assert found.id == into
        assert await joining.find_about(connection, threads[1], Topic.NOT_RECEIVED, "another") is None


async def test_what_fails_in_a_merged_case_puts_the_surviving_one_before_a_person(
    visit: Visit, signed_in: As, hub: Hub, means: Means
) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    (b, case), (a, into) = await bring(customer, ruth, hub, None), await bring(customer, ruth, hub, None)
    merge = await merged(ruth, case, into)
    async with chapter(means, case) as current:
        await current.needs_person("It could not be done.", WhyPerson.ACT_FAILED)
    assert [body.get("text") for body in await customer.read(a)][-2] == "It could not be done."
    row = (await ruth.get(f"/api/desk/cases/{into}")).json()
    assert (row["case"]["state"], row["floor"]) == ("waiting", "queue")
    # Taken apart, both wait: the surviving one as it was left, the other with what failed in it.
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    for each, thread_id in ((case, b), (into, a)):
        detail = (await ruth.get(f"/api/desk/cases/{each}")).json()
        assert (detail["case"]["state"], detail["case"]["conversation_id"]) == ("waiting", thread_id)
        assert detail["floor"] == "queue"


async def test_what_was_said_after_the_merge_stays_where_it_was_said(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (b, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    merge = await merged(ruth, case, into)
    await customer.say(b, "after the merge")
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    await customer.say(b, "after the undo")
    heard = {
        each: [body["text"] for body in await customer.read(each) if body["type"] == "customer_said"][-1]
        for each in (a, b)
    }
    assert heard == {a: "after the merge", b: "after the undo"}
    assert ((await customer.read(a))[-1]["link"], (await customer.read(a))[-1]["conversation_id"]) == ("parted", b)


async def test_a_case_that_was_taken_since_stays_taken(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    (_, case), (_, into) = await bring(customer, ruth, hub, "waiting"), await bring(customer, ruth, hub, None)
    merge = await merged(ruth, case, into)
    await ruth.post(f"/api/desk/cases/{into}/claim")
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    states = [(await ruth.get(f"/api/desk/cases/{each}")).json()["case"]["state"] for each in (case, into)]
    assert states == ["waiting", "with_agent"]


async def test_what_cannot_be_merged_says_why(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (b, case), (_, into) = await pair(visit, hub)
    _, other = await thread(await visit().load(), hub)
    ruth, ben = await signed_in("agt_ruth"), await signed_in("agt_ben")
    assert await refused(ruth, case, case) == "itself"
    assert await refused(ruth, other, into) == "other_owner"
    await ben.post(f"/api/desk/cases/{case}/claim")
    assert await refused(ruth, case, into) == "colleague"
    assert await refused(ruth, into, case) == "colleague"
    shown = next(each for each in (await look(ruth, into))["others"] if each["id"] == case)
    assert (shown["will"], "colleague" in shown["why_not"]) == ([], True)
    await ben.post(f"/api/desk/cases/{case}/ask-solved")
    await customer.say(b, "Yes", "solved:yes")
    assert await refused(ruth, into, case) == "solved"
    assert (await ruth.post("/api/desk/cases/none/merge", {"case_id": case})).status_code == 404
    assert (await ruth.post(f"/api/desk/cases/{into}/merge", {"case_id": "none"})).status_code == 404


async def test_merges_are_undone_in_the_opposite_order(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (c, first), (b, second) = await pair(visit, hub)
    a, third = await thread(customer, hub)
    ruth = await signed_in("agt_ruth")
    one, two = await merged(ruth, first, second), await merged(ruth, second, third)
    assert await refused(ruth, first, third) == "merged_already"
    await customer.say(c, "from the far end")
    assert (await customer.read(a))[-1]["text"] == "from the far end"
    assert (await customer.get(f"/api/conversations/{c}")).json()["goes_on_in"] == a
    early = await ruth.post(f"/api/desk/merges/{one}/undo")
    assert (early.status_code, early.json()["code"]) == (409, "later_first")
    why = {each["id"]: each["why_not"] for each in (await look(ruth, third))["merges"]}
    assert (why[two], "latest" in why[one]) == (None, True)
    for merge in (two, one):
        assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    for each in (a, b, c):
        assert (await customer.get(f"/api/conversations/{each}")).json()["goes_on_in"] is None


async def test_two_merges_that_cross_end_in_one_and_never_in_a_circle(visit: Visit, signed_in: As, hub: Hub) -> None:
    agents = [await signed_in("agt_ruth"), await signed_in("agt_ben")]
    for _ in range(5):
        customer, (b, case), (a, into) = await pair(visit, hub)
        answers = await asyncio.gather(
            agents[0].post(f"/api/desk/cases/{into}/merge", {"case_id": case}),
            agents[1].post(f"/api/desk/cases/{case}/merge", {"case_id": into}),
            *(customer.say(each, f"word {number}") for number in range(4) for each in (a, b)),
        )
        codes = sorted(answer.status_code for answer in answers[:2])  # type: ignore[union-attr]
        assert codes == [200, 409]
        on = [(await customer.get(f"/api/conversations/{each}")).json()["goes_on_in"] for each in (a, b)]
        assert on in ([None, a], [b, None])
        said = [
            body["text"] for each in (a, b) for body in await customer.read(each) if body["type"] == "customer_said"
        ]
        assert sorted(text for text in said if text.startswith("word")) == sorted(2 * [f"word {n}" for n in range(4)])


async def test_the_same_merge_twice_is_one(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, (_, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    made = await asyncio.gather(*(merged(ruth, case, into) for _ in range(4)))
    assert len(set(made)) == 1
    assert [body["type"] for body in await customer.read(a)].count("thread_linked") == 1


async def test_the_desk_suggests_the_customers_other_cases_and_says_what_would_happen(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    _, (_, case), (_, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    (other,) = (await look(ruth, into))["others"]
    assert (other["id"], other["why_not"], other["last_text"]) == (case, None, "I want to talk to a person")
    assert any("No money moves" in line for line in other["will"])
    merge = await merged(ruth, case, into)
    after = await look(ruth, into)
    assert (after["others"], [each["id"] for each in after["merges"]]) == ([], [merge])
    assert (after["merges"][0]["by"], after["merges"][0]["why_not"]) == ("Ruth Adeyemi", None)


async def one_more(hub: Hub, conversation: str) -> str:
    """Another case in the same conversation."""
    async with hub.database.transaction() as tx:
        held = await conversations.lock(tx, conversation)
        assert held is not None
        case = await cases.open_case(tx, held.id, held.owner, Topic.SETTLEMENT, {}, datetime.now(UTC))
    return case.id


async def test_two_cases_of_one_conversation_become_one_in_it(visit: Visit, signed_in: As, hub: Hub) -> None:
    customer, ruth = await visit().load(), await signed_in("agt_ruth")
    conversation, into = await thread(customer, hub)
    case = await one_more(hub, conversation)
    before = lasting(await rows(hub))
    merge = await merged(ruth, case, into)
    assert (await customer.get(f"/api/conversations/{conversation}")).json()["goes_on_in"] is None
    assert (await customer.read(conversation))[-1]["type"] == "reported"
    assert (await ruth.post(f"/api/desk/merges/{merge}/undo")).status_code == 204
    told = [body for body in await customer.read(conversation) if body["type"] == "reported"]
    assert "by itself again" in told[-1]["text"]
    after = lasting(await rows(hub))
    after["conversation_events"] = [
        row for row in after["conversation_events"] if row["conversation_id"] != conversation or row["body"] not in told
    ]
    assert after == before


async def test_a_thread_with_another_open_case_is_not_joined_over_its_head(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    _, (b, case), (_, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    other = await one_more(hub, b)
    assert await refused(ruth, case, into) == "more_open"
    await merged(ruth, other, case)
    await merged(ruth, case, into)


async def test_a_solved_case_of_a_joined_thread_that_opens_again_is_taken_where_the_thread_goes_on(
    visit: Visit, signed_in: As, hub: Hub
) -> None:
    customer, (b, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    solved = await one_more(hub, b)
    async with hub.database.transaction() as tx:
        held = await cases.lock_case(tx, solved)
        await cases.move(tx, held, CaseEvent.CONFIRM_SOLVED, "customer", datetime.now(UTC))
    merge = await merged(ruth, case, into)
    async with hub.database.transaction() as tx:
        held = await cases.lock_case(tx, solved)
        await cases.ask_person(tx, held, WhyPerson.FRAUD, 3, "hub", datetime.now(UTC))
    # Others of the same priority may have waited for longer.
    taken = (await ruth.post("/api/desk/claim-next")).json()
    while taken["case"]["id"] != solved:
        taken = (await ruth.post("/api/desk/claim-next")).json()
    assert (taken["case"]["conversation_id"], taken["floor_is_mine"]) == (a, True)
    await write(ruth, solved, "Here I am.")
    assert (await customer.read(a))[-1]["text"] == "Here I am."
    # Into the surviving case as well: its own thread is not taken away from under it.
    await merged(ruth, solved, into)
    early = await ruth.post(f"/api/desk/merges/{merge}/undo")
    assert early.json()["code"] == "later_first"


async def test_a_promise_is_still_late_where_no_person_came(
    visit: Visit, signed_in: As, hub: Hub, means: Means
) -> None:
    customer, (_, case), (a, into) = await pair(visit, hub)
    ruth = await signed_in("agt_ruth")
    await merged(ruth, case, into)
    async with hub.database.reading() as connection:
        (promise,) = await promises.of_case(connection, case)
    assert promise.kind is PromiseKind.PERSON_ANSWERS
    await on_due(means, promise.id)
    detail = (await ruth.get(f"/api/desk/cases/{into}")).json()
    assert (detail["case"]["state"], detail["case"]["priority"]) == ("waiting", 3)
    assert "late" in {each["state"] for each in detail["promises"]}
    assert (await customer.read(a))[-1]["type"] == "reported"
