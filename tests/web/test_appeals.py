"""From a refusal to a person's ruling: over HTTP, by button or by form, with receipts that verify at every step."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from resolution_hub.core.people import Role
from resolution_hub.features.receipts.document import Genuine, digest_of, verify
from resolution_hub.features.receipts.keys import read_set
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.test_talk import Body, buttons, floor_of, last

KEYS = "/.well-known/resolution-hub-receipts.json"


@dataclass(slots=True)
class Refused:
    """Hannah was told that there is no billing error."""

    hannah: Browser
    conversation: str
    said: Body
    ruling: str
    case: str


@pytest.fixture
async def refused(signed_in: As, hub: Hub) -> Refused:
    hannah = await signed_in("cus_hannah")
    conversation = await hannah.start("Subscription refund")
    said = last(await hannah.read(conversation))
    (choice,) = [each for each in buttons(said) if each.startswith("appeal:")]
    async with hub.database.reading() as connection:
        case = await connection.fetchval("select case_id from rulings where id = $1", choice.removeprefix("appeal:"))
    return Refused(hannah, conversation, said, choice.removeprefix("appeal:"), case)


async def genuine(browser: Browser, ruling: str) -> Genuine:
    answer = await browser.get(f"/api/rulings/{ruling}/receipt.json")
    assert answer.status_code == 200, answer.text
    found = verify(answer.content, read_set((await browser.get(KEYS)).content))
    assert isinstance(found, Genuine)
    return found


async def appealed(refused: Refused, statement: str = "") -> httpx.Response:
    return await refused.hannah.post(f"/api/rulings/{refused.ruling}/appeal", {"statement": statement})


async def taken(refused: Refused, agent: Browser) -> dict[str, Any]:
    assert (await agent.post(f"/api/desk/cases/{refused.case}/claim")).status_code == 200
    detail: dict[str, Any] = (await agent.get(f"/api/desk/cases/{refused.case}")).json()
    return detail


def standing(detail: dict[str, Any], ruling: str) -> dict[str, Any]:
    (found,) = [each for each in detail["standings"] if each["ruling_id"] == ruling]
    return dict(found)


async def decided(refused: Refused, agent: Browser, **body: Any) -> httpx.Response:
    path = f"/api/desk/cases/{refused.case}/rulings/{refused.ruling}/supersede"
    return await agent.post(path, {"reason": "The plan was ours to end.", **body})


def money(minor: int, currency: str = "USD") -> dict[str, Any]:
    return {"minor": minor, "currency": currency}


async def test_a_refusal_has_a_receipt_and_both_forms_are_downloads(refused: Refused, hub: Hub) -> None:
    found = await genuine(refused.hannah, refused.ruling)
    assert (found.body["ruling"], found.body["case"], found.body["shop"]) == (
        refused.ruling, refused.case, hub.settings.shop_name,
    )  # fmt: skip
    assert found.body["verdict"]["type"] == "deny"
    signed = await refused.hannah.get(f"/api/rulings/{refused.ruling}/receipt.json")
    printed = await refused.hannah.get(f"/api/rulings/{refused.ruling}/receipt.pdf")
    for answer, kind, end in ((signed, "application/json", "json"), (printed, "application/pdf", "pdf")):
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["content-disposition"] == f'attachment; filename="receipt-{refused.ruling}.{end}"'
        assert answer.headers["cache-control"] == "private, no-store"
    assert printed.content.startswith(b"%PDF-")
    assert signed.content in printed.content
    assert digest_of(signed.content) == found.digest
    (notice,) = [n for n in (await refused.hannah.get("/api/notices")).json()["notices"] if n["kind"] == "refusal"][:1]
    shown = (await refused.hannah.get(f"/api/notices/{notice['id']}")).json()
    assert shown["standing"]["superseded_by"] is None
    assert shown["ruling"]["verdict"] == "deny"


async def test_a_receipt_is_the_customers_and_the_desks_and_nobody_elses(refused: Refused, signed_in: As) -> None:
    ruth, sofia = await signed_in("agt_ruth"), await signed_in("cus_sofia")
    path = f"/api/rulings/{refused.ruling}/receipt"
    mine = await refused.hannah.get(f"{path}.json")
    assert (await ruth.get(f"{path}.json")).content == mine.content
    for browser, ruling in ((sofia, refused.ruling), (refused.hannah, "rl_none"), (ruth, "rl_none")):
        for end in ("json", "pdf"):
            assert (await browser.get(f"/api/rulings/{ruling}/receipt.{end}")).status_code == 404
    assert (await sofia.post(f"/api/rulings/{refused.ruling}/appeal", {})).status_code == 404


async def test_the_button_puts_the_whole_dossier_before_a_person_and_promises_an_answer(
    refused: Refused, signed_in: As, hub: Hub
) -> None:
    await refused.hannah.say(refused.conversation, "Appeal this decision", choice=f"appeal:{refused.ruling}")
    assert await floor_of(refused.hannah, refused.conversation) == "queue"
    promises = (await refused.hannah.get("/api/home")).json()["promises"]
    assert refused.conversation in [each["conversation_id"] for each in promises]
    ruth = await signed_in("agt_ruth")
    detail = await taken(refused, ruth)
    assert detail["case"]["reason"] == "Appeals a decision"
    assert detail["case"]["priority"] == 2
    held = standing(detail, refused.ruling)
    assert held["appeal"]["statement"] == ""
    assert held["open"] is True
    assert held["left"]["minor"] > 0
    assert held["limit"] == money(hub.tools.book.terms.approval_limit[Role.AGENT]["USD"].minor)
    (ruling,) = [each for each in detail["rulings"] if each["id"] == refused.ruling]
    assert ruling["facts"]
    assert ruling["clauses"]
    assert "The customer appealed a decision" in [line["text"] for line in detail["journal"]]


async def test_an_appeal_is_made_once_however_often_it_is_sent(refused: Refused, signed_in: As, hub: Hub) -> None:
    first = await appealed(refused, "  I had cancelled it.  ")
    assert first.status_code == 201
    before = await refused.hannah.read(refused.conversation)
    again = await asyncio.gather(*(appealed(refused, "Other words") for _ in range(4)))
    assert {each.status_code for each in again} == {200}
    for answer in (first, *again):
        assert answer.json()["appeal"]["statement"] == "I had cancelled it."
        assert answer.json()["conversation_id"] == refused.conversation
    assert await refused.hannah.read(refused.conversation) == before
    assert "I had cancelled it." in [body.get("text") for body in before]
    held = standing(await taken(refused, await signed_in("agt_ruth")), refused.ruling)
    assert held["appeal"]["statement"] == "I had cancelled it."


async def test_an_appeal_while_a_person_is_there_leaves_the_floor_with_them(refused: Refused, signed_in: As) -> None:
    await refused.hannah.say(refused.conversation, "talk to a person")
    ruth = await signed_in("agt_ruth")
    await taken(refused, ruth)
    assert (await appealed(refused, "And that too.")).status_code == 201
    assert await floor_of(refused.hannah, refused.conversation) == "agent"
    detail = (await ruth.get(f"/api/desk/cases/{refused.case}")).json()
    assert (detail["case"]["state"], detail["case"]["reason"]) == ("with_agent", "Appeals a decision")


async def test_a_grant_supersedes_starts_its_refund_and_is_told_with_a_receipt(
    refused: Refused, signed_in: As, hub: Hub
) -> None:
    await appealed(refused)
    ruth = await signed_in("agt_ruth")
    left = standing(await taken(refused, ruth), refused.ruling)["left"]["minor"]
    answer = await decided(refused, ruth, verdict="grant", amount=money(left))
    assert answer.status_code == 201, answer.text
    ruling = answer.json()["ruling_id"]
    async with hub.database.reading() as connection:
        grant = await connection.fetchrow(
            "select id, amount, currency, state from refunds where ruling_id = $1", ruling
        )
        assert grant is not None
        assert (grant["amount"], grant["currency"], grant["state"]) == (left, "USD", "granted")
        queued = await connection.fetchval(
            "select count(*) from dbos.workflow_status where workflow_uuid = $1", f"instant_refund:{grant['id']}"
        )
        assert queued == 1
    new, old = await genuine(refused.hannah, ruling), await genuine(refused.hannah, refused.ruling)
    assert new.body["by"]["reason"] == "The plan was ours to end."
    assert (new.body["supersedes"], new.body["verdict"]["limit"]["minor"]) == (refused.ruling, left)
    assert old.body["superseded_by"]["ruling"] == ruling
    told = last(await refused.hannah.read(refused.conversation), "reported")
    assert "The plan was ours to end." in told["text"]
    shown = (await refused.hannah.get(f"/api/notices/{told['cards'][0]['data']['notice_id']}")).json()
    assert (shown["standing"]["supersedes"], shown["standing"]["ruling_id"]) == (refused.ruling, ruling)
    held = standing((await ruth.get(f"/api/desk/cases/{refused.case}")).json(), ruling)
    assert (held["open"], held["by"]) == (False, new.body["by"]["name"])
    async with hub.database.transaction() as tx:
        await tx.execute("update refunds set state = 'failed' where ruling_id = $1", ruling)


async def test_an_upheld_decision_is_told_and_can_be_appealed_to_somebody_else(refused: Refused, signed_in: As) -> None:
    await appealed(refused)
    ruth = await signed_in("agt_ruth")
    await taken(refused, ruth)
    first = await decided(refused, ruth, verdict="uphold")
    assert first.status_code == 201
    assert (await decided(refused, ruth, verdict="uphold")).json()["code"] == "already_decided"
    assert (await appealed(refused)).status_code == 200
    refused.ruling = first.json()["ruling_id"]
    assert (await appealed(refused, "I still disagree.")).status_code == 201
    own = await decided(refused, ruth, verdict="uphold")
    assert (own.status_code, own.json()["code"]) == (403, "own_ruling")


async def test_what_was_decided_before_it_was_appealed_is_not_appealed_but_what_stands_in_its_place(
    refused: Refused, signed_in: As
) -> None:
    await refused.hannah.say(refused.conversation, "talk to a person")
    ruth = await signed_in("agt_ruth")
    await taken(refused, ruth)
    assert (await decided(refused, ruth, verdict="uphold")).status_code == 201
    late = await appealed(refused)
    assert (late.status_code, late.json()["code"]) == (409, "already_decided")
    assert (await ruth.post(f"/api/desk/cases/{refused.case}/hand-back")).status_code == 204
    await refused.hannah.say(refused.conversation, "Appeal this decision", choice=f"appeal:{refused.ruling}")
    assert "decided about this already" in last(await refused.hannah.read(refused.conversation))["text"]
    await refused.hannah.say(refused.conversation, "Appeal this decision", choice="appeal:rl_none")
    assert "can't find that decision" in last(await refused.hannah.read(refused.conversation))["text"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"verdict": "grant"}, 422, "invalid"),
        ({"verdict": "uphold", "amount": money(1)}, 422, "invalid"),
        ({"verdict": "grant", "amount": money(0)}, 422, "invalid"),
        ({"verdict": "grant", "amount": money(1, "usd")}, 422, "invalid"),
        ({"verdict": "grant", "amount": money(1, "EUR")}, 422, "other_currency"),
        ({"verdict": "grant", "amount": money(10**9)}, 409, "more_than_left"),
        ({"verdict": "uphold", "reason": "   "}, 422, "invalid"),
        ({"verdict": "uphold", "reason": ""}, 422, "invalid"),
        ({"verdict": "overrule"}, 422, "invalid"),
    ],
)  # fmt: skip
async def test_what_cannot_be_decided_is_refused_and_changes_nothing(
    body: dict[str, Any], status: int, code: str, refused: Refused, signed_in: As, hub: Hub
) -> None:
    await appealed(refused)
    ruth = await signed_in("agt_ruth")
    await taken(refused, ruth)
    answer = await decided(refused, ruth, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    async with hub.database.reading() as connection:
        assert await connection.fetchval("select superseded_by from rulings where id = $1", refused.ruling) is None
        assert await connection.fetchval("select count(*) from refunds where case_id = $1", refused.case) == 0


async def test_only_who_has_the_case_decides_and_of_two_at_once_one(refused: Refused, signed_in: As, hub: Hub) -> None:
    await appealed(refused)
    ruth, ines = await signed_in("agt_ruth"), await signed_in("agt_ines")
    assert (await decided(refused, ruth, verdict="uphold")).json()["code"] == "not_your_floor"
    await taken(refused, ruth)
    answers = await asyncio.gather(
        *(decided(refused, browser, verdict="grant", amount=money(100)) for browser in (ruth, ruth, ines, ruth))
    )
    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]
    async with hub.database.transaction() as tx:
        assert await tx.fetchval("select count(*) from refunds where case_id = $1", refused.case) == 1
        await tx.execute("update refunds set state = 'failed' where case_id = $1", refused.case)
    other = await decided(Refused(ruth, "", {}, "rl_none", refused.case), ruth, verdict="uphold")
    assert other.status_code == 404


async def test_the_published_keys_may_be_read_from_anywhere(signed_in: As) -> None:
    answer = await (await signed_in("cus_sofia")).get(KEYS)
    assert answer.headers["access-control-allow-origin"] == "*"
    (key,) = answer.json()["keys"]
    assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("OKP", "Ed25519", "sig", "EdDSA")
    assert list(read_set(json.dumps(answer.json()).encode())) == [key["kid"]]


async def test_the_message_centre_is_searched_filtered_by_order_and_by_what_is_unread(signed_in: As, hub: Hub) -> None:
    noah = await signed_in("cus_noah")
    async with hub.database.transaction() as tx:
        number = await tx.fetchval("select number from orders where id = 'ord_noah_tent'")
        for name, about, at in (("tent", "ord_noah_tent", 1), ("other", "nothing", 2)):
            await tx.execute(
                "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) values "
                "($1, $1, 'customer:cus_noah', 'cus_noah', 'cancel_order', jsonb_build_object('about', $2::text), 'open', now())",
                f"cs_{name}", about,
            )  # fmt: skip
            await tx.execute(
                "insert into notices (id, customer_id, case_id, at, kind, body) values "
                "($1, 'cus_noah', $2, now() + make_interval(secs => $4), 'note', "
                "jsonb_build_object('title', $3::text, 'sentences', jsonb_build_array('The blue One is kept.')))",
                f"nt_{name}", f"cs_{name}", f"About the {name}", float(at),
            )  # fmt: skip

    async def found(**asked: str) -> list[str]:
        return [n["id"] for n in (await noah.get("/api/notices", params=asked)).json()["notices"]]

    assert await found() == ["nt_other", "nt_tent"]
    listed = (await noah.get("/api/notices")).json()
    assert listed["orders"] == [{"id": "ord_noah_tent", "number": number}]
    assert [each["order_number"] for each in listed["notices"]] == [None, number]
    assert await found(order="ord_noah_tent") == ["nt_tent"]
    assert await found(order="ord_none") == []
    assert await found(q="ONE blue") == ["nt_other", "nt_tent"]
    assert await found(q="blue tent") == ["nt_tent"]
    assert await found(q=number) == ["nt_tent"]
    assert await found(q="title sentences") == []
    assert await found(q="%") == []
    assert (await noah.post("/api/notices/nt_tent/read")).status_code == 204
    assert await found(unread="true") == ["nt_other"]
    assert (await noah.get("/api/notices", params={"q": "x" * 201})).status_code == 422
