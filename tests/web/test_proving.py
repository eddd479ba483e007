"""A visitor shows that an order is theirs: what they see then, what stays hidden, and what nobody learns on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from resolution_hub.features.people import codes
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.going_back import a_label, a_return
from tests.web.proving import ESPRESSO, TENT, claim_of, fact, mailed, rows

Visit = Callable[[], Browser]


async def asked(hub: Hub, browser: Browser, order_id: str = ESPRESSO) -> dict[str, str]:
    """A visitor asks for a code; what they would have to send with it."""
    claim = await claim_of(hub, order_id)
    answer = await browser.post("/api/prove/start", claim)
    assert answer.status_code == 202, answer.text
    return {**claim, "code": await mailed(hub)}


async def proved(hub: Hub, browser: Browser, order_id: str = ESPRESSO) -> Browser:
    answer = await browser.post("/api/prove/finish", await asked(hub, browser, order_id))
    assert answer.status_code == 200, answer.text
    assert answer.json()["order_id"] == order_id
    browser.csrf = answer.json()["csrf"]
    return browser


@pytest.fixture(autouse=True)
async def unlimited(hub: Hub) -> None:
    """What was counted by one test is nothing to the next."""
    async with hub.database.transaction() as tx:
        await tx.execute("delete from attempts")


def seen(answer: httpx.Response) -> tuple[int, str, dict[str, str]]:
    """All that a caller can tell two answers apart by."""
    return answer.status_code, answer.text, {k: v for k, v in answer.headers.items() if k != "date"}


async def test_the_right_code_opens_this_order_and_nothing_else_of_its_customer(hub: Hub, visit: Visit) -> None:
    browser = await proved(hub, await visit().load())
    order = await browser.get(f"/api/orders/{ESPRESSO}")
    assert order.status_code == 200
    parcel = await fact(hub, "select id from shipments where order_id = $1", ESPRESSO)
    assert (await browser.get(f"/api/parcels/{parcel}")).status_code == 200
    others = [
        row for row in await rows(hub, "select id from orders where customer_id = 'cus_daniel'") if row != ESPRESSO
    ]
    assert others
    for other in [*others, TENT, "ord_none"]:
        assert (await browser.get(f"/api/orders/{other}")).status_code == 404
    for parcel in await rows(hub, "select id from shipments where order_id <> $1 limit 20", ESPRESSO):
        assert (await browser.get(f"/api/parcels/{parcel}")).status_code == 404
    for path in ("/api/home", "/api/notices"):
        assert (await browser.get(path)).status_code == 401
    me = (await browser.get("/api/me")).json()
    assert (me["kind"], me["name"], me["order_id"]) == ("visitor", None, ESPRESSO)


async def test_a_proved_order_brings_its_own_returns_and_their_labels(hub: Hub, visit: Visit) -> None:
    await a_return(hub, "ret_proved", ESPRESSO)
    await a_label(hub, "ret_proved", ESPRESSO)
    browser = await visit().load()
    assert (await browser.get("/api/returns")).status_code == 401
    await proved(hub, browser)
    told = (await browser.get("/api/returns")).json()["returns"]
    assert "ret_proved" in {back["id"] for back in told}
    assert {back["order_id"] for back in told} == {ESPRESSO}
    for file in ("", "/label.pdf", "/label.png", "/qr.png", "/drop-offs"):
        assert (await browser.get(f"/api/returns/ret_proved{file}")).status_code == 200
        assert (await browser.get(f"/api/returns/ret_priya{file}")).status_code == 404


async def test_nothing_tells_whether_order_and_address_go_together(hub: Hub, visit: Visit) -> None:
    right, tent = await claim_of(hub, ESPRESSO), await claim_of(hub, TENT)
    claims = [
        right,
        {**right, "email": tent["email"]},
        {**right, "order_number": tent["order_number"]},
        {**right, "order_number": "JP-000000"},
        {"order_number": "---", "email": "nobody@example.com"},
    ]
    started, finished = [], []
    for claim in claims:
        browser = await visit().load()
        started.append(seen(await browser.post("/api/prove/start", claim)))
        finished.append(seen(await browser.post("/api/prove/finish", {**claim, "code": "000000"})))
    assert len({str(each) for each in started}) == 1
    assert len({str(each) for each in finished}) == 1
    assert started[0][0] == 202
    assert finished[0][0] == 401


async def test_each_request_queues_the_same_work_and_only_a_true_claim_is_mailed(hub: Hub, visit: Visit) -> None:
    right = await claim_of(hub, ESPRESSO)
    await (await visit().load()).post("/api/prove/start", right)
    await mailed(hub)  # and whatever was asked for before
    before = await fact(hub, "select count(*) from sandbox.mailbox")
    queued = await fact(hub, "select count(*) from dbos.workflow_status where name = 'send_code'")
    for claim in (right, {**right, "email": "nobody@example.com"}):
        await (await visit().load()).post("/api/prove/start", claim)
    assert await fact(hub, "select count(*) from dbos.workflow_status where name = 'send_code'") == queued + 2
    await mailed(hub)
    addresses = await rows(hub, "select address from sandbox.mailbox order by sent_at")
    assert addresses[before:] == [right["email"]]


async def test_number_and_address_are_taken_as_people_type_them(hub: Hub, visit: Visit) -> None:
    browser, claim = await visit().load(), await claim_of(hub, ESPRESSO)
    typed = {"order_number": f" #{claim['order_number'].lower()} ", "email": claim["email"].upper()}
    await browser.post("/api/prove/start", typed)
    code = await mailed(hub)
    answer = await browser.post("/api/prove/finish", {**claim, "code": f"{code[:3]} {code[3:]}"})
    assert answer.status_code == 200


async def test_a_code_works_once(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    given = await asked(hub, browser)
    answer = await browser.post("/api/prove/finish", given)
    browser.csrf = answer.json()["csrf"]
    assert (await browser.post("/api/prove/finish", given)).status_code == 401


async def test_a_code_works_only_where_it_was_asked_for(hub: Hub, visit: Visit) -> None:
    given = await asked(hub, await visit().load())
    assert (await (await visit().load()).post("/api/prove/finish", given)).status_code == 401


async def test_a_code_is_of_the_claim_that_it_was_asked_for(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    given = await asked(hub, browser)
    other = {**given, **await claim_of(hub, TENT)}
    assert (await browser.post("/api/prove/finish", other)).status_code == 401


async def test_a_newer_code_ends_the_one_before(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    first, second = await asked(hub, browser), await asked(hub, browser)
    if first["code"] != second["code"]:
        assert (await browser.post("/api/prove/finish", first)).status_code == 401
    assert (await browser.post("/api/prove/finish", second)).status_code == 200


async def test_five_wrong_tries_are_the_end_of_a_code(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    given = await asked(hub, browser)
    wrong = {**given, "code": f"{(int(given['code']) + 1) % 10**6:06d}"}
    for _ in range(codes.TRIES):
        assert (await browser.post("/api/prove/finish", wrong)).status_code == 401
    assert (await browser.post("/api/prove/finish", given)).status_code == 401


async def test_the_fifth_try_may_be_the_right_one(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    given = await asked(hub, browser)
    for _ in range(codes.TRIES - 1):
        await browser.post("/api/prove/finish", {**given, "code": "no code"})
    assert (await browser.post("/api/prove/finish", given)).status_code == 200


async def test_a_code_is_old_after_ten_minutes(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    given = await asked(hub, browser)
    async with hub.database.transaction() as tx:
        await tx.execute("update codes set expires_at = $1 where spent_at is null", datetime.now(UTC))
    assert (await browser.post("/api/prove/finish", given)).status_code == 401


@pytest.mark.parametrize("by", ["address", "email", "order"])
async def test_codes_are_limited_by_network_address_by_email_and_by_order(by: str, hub: Hub, visit: Visit) -> None:
    one, claim, got = await visit().load(), await claim_of(hub, ESPRESSO), []
    for number in range(30):
        browser = one if by == "address" else await visit().load()
        sent = {
            "order_number": claim["order_number"] if by == "order" else f"W-{number}",
            "email": claim["email"] if by == "email" else f"n{number}@example.com",
        }
        got.append(await browser.post("/api/prove/start", sent))
    allowed = {"address": 20, "email": 5, "order": 5}[by]
    assert [answer.status_code for answer in got] == [202] * allowed + [429] * (30 - allowed)
    assert int(got[-1].headers["retry-after"]) <= 3600


async def test_the_session_gets_a_new_token_and_the_old_one_is_worth_nothing(hub: Hub, visit: Visit) -> None:
    browser = await visit().load()
    before = browser.http.cookies["hub_session"]
    conversation = await browser.start("hello")
    await proved(hub, browser)
    assert browser.http.cookies["hub_session"] != before
    assert (await browser.get(f"/api/conversations/{conversation}")).status_code == 200
    thief = visit()
    thief.http.cookies["hub_session"] = before
    assert (await thief.get("/api/conversations")).status_code == 401


async def test_a_visitors_talk_never_shows_up_in_the_customers_own_list(hub: Hub, visit: Visit, signed_in: As) -> None:
    browser = await visit().load()
    conversation = await browser.start("hello")
    await proved(hub, browser)
    later = await browser.start("hello again")
    daniel = await signed_in("cus_daniel")
    listed = [each["id"] for each in (await daniel.get("/api/conversations")).json()["conversations"]]
    assert not {conversation, later} & set(listed)
    assert (await daniel.get(f"/api/conversations/{later}")).status_code == 404


async def test_half_a_day_later_the_order_is_closed_again(hub: Hub, visit: Visit) -> None:
    browser = await proved(hub, await visit().load())
    async with hub.database.transaction() as tx:
        await tx.execute("update sessions set proved_at = $1 where level = 1", datetime.now(UTC) - timedelta(hours=13))
    assert (await browser.get(f"/api/orders/{ESPRESSO}")).status_code == 401
    assert (await browser.get("/api/me")).json()["order_id"] is None


async def rows_of(hub: Hub) -> dict[str, set[str]]:
    """Every row of every table but the mailbox, as text."""
    tables = await rows(
        hub,
        "select format('%I.%I', table_schema, table_name) from information_schema.tables "
        "where table_schema in ('public', 'dbos', 'sandbox') and table_type = 'BASE TABLE'",
    )
    return {t: set(await rows(hub, f"select t::text from {t} t")) for t in tables if t != "sandbox.mailbox"}


async def test_no_code_stands_anywhere_but_in_the_mail(hub: Hub, visit: Visit) -> None:
    before = await rows_of(hub)
    browser = await visit().load()
    conversation = await browser.start("where is my order?")
    claim = await claim_of(hub, ESPRESSO)
    await browser.say(conversation, f"{claim['order_number']} and {claim['email']}")
    code = await mailed(hub)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    await browser.say(conversation, f"it is {wrong}")
    await browser.say(conversation, f"sorry, {code[:3]} {code[3:]}")
    new = {table: now - before.get(table, set()) for table, now in (await rows_of(hub)).items()}
    assert {"public.codes", "public.conversation_events", "public.readings", "dbos.workflow_status"} <= {
        table for table, added in new.items() if added
    }
    for table, added in new.items():
        for row in added:
            for form in (code, f"{code[:3]} {code[3:]}", wrong):
                assert form not in _words(row), table


def _words(row: str) -> str:
    """A row without its hashes, ids and times, in which any digits may stand by chance."""
    return re.sub(r"[0-9a-fA-F]{12,}|\d+[.:]\d+|\b[a-z]+_[0-9A-Za-z]+\b|\b1[0-9]{12}\b", " ", row)


async def test_nobody_but_a_visitor_is_asked_to_prove_an_order(hub: Hub, signed_in: As) -> None:
    daniel = await signed_in("cus_daniel")
    answer = await daniel.post("/api/prove/start", await claim_of(hub, ESPRESSO))
    assert (answer.status_code, answer.json()["code"]) == (403, "signed_in")
