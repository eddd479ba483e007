"""Every route for every kind of caller. A route that nobody wrote a row for fails, so none can be left open by mistake."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from litestar import Litestar

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.facts import CancelFacts
from resolution_hub.features.remedies import service as remedies
from resolution_hub.web.app import create_app
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser
from tests.web.going_back import a_label, a_return
from tests.web.pictures import a_photo, shown

CALLERS = ("anonymous", "visitor", "owner", "other", "agent", "supervisor", "carrier")
SAY = {"message_id": "m1", "text": "hello"}
A_FORM = {"message_id": "p1"}
CANCEL = {"type": "cancel_order", "order_id": "ord_daniel_espresso"}  # which has left
CLAIM = {"order_number": "W-1", "email": "nobody@example.com"}

# (method, path) → body, and the status for each of CALLERS in their order. "owner" is Daniel, whose ids the paths name;
# "other" is another customer; "carrier" has no session but signs what it sends, as the shop's warehouse does.
EXPECTED: dict[tuple[str, str], tuple[object, str]] = {
    ("GET", "/api/me"):                                  (None, "200 200 200 200 200 200 200"),
    ("POST", "/api/session"):                            ({"token": "x"}, "401 401 401 401 401 401 401"),
    ("DELETE", "/api/session"):                          (None, "401 204 204 204 204 204 401"),
    ("POST", "/api/desk/session"):          ({"email": "a@b.c", "password": "x"}, "401 401 401 401 401 401 401"),
    ("GET", "/api/articles"):                            (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/articles/{slug}"):                     (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/text/{locale}"):                       (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/programmes"):                          (None, "200 200 200 200 200 200 200"),
    ("GET", "/health/live"):                             (None, "200 200 200 200 200 200 200"),
    ("GET", "/health/ready"):                            (None, "200 200 200 200 200 200 200"),
    ("GET", "/api"):                                     (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/openapi.json"):                        (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/demo/personas"):                       (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/demo/customers"):                      (None, "200 200 200 200 200 200 200"),
    ("POST", "/api/demo/sign-in"):         ({"customer_id": "cus_noah"}, "401 200 200 200 200 200 401"),
    ("GET", "/api/demo/mailbox"):                        (None, "200 200 200 200 200 200 200"),
    ("POST", "/api/prove/start"):                        (CLAIM, "401 202 403 403 403 403 401"),
    ("POST", "/api/prove/finish"):            ({**CLAIM, "code": "000000"}, "401 401 403 403 403 403 401"),
    ("GET", "/api/home"):                                (None, "401 401 200 200 403 403 401"),
    ("POST", "/api/home/open"):  ({"showing_id": "{showing}", "key": "{box}"}, "401 401 201 404 403 403 401"),
    ("GET", "/api/orders/{order_id}"):                   (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/orders/{order_id}/options"):           (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/orders/{order_id}/payments"):          (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/profile"):                             (None, "401 401 200 200 403 403 401"),
    ("POST", "/api/acts/check"):                         ({"acts": [CANCEL]}, "401 401 200 404 403 403 401"),
    ("POST", "/api/acts"):          ({"id": "matrix-1", "acts": [CANCEL]}, "401 401 422 404 403 403 401"),
    ("GET", "/api/acts"):                                (None, "401 401 200 200 403 403 401"),
    ("GET", "/api/acts/{act_id}"):                       (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/parcels/{shipment_id}"):               (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/notices"):                             (None, "401 401 200 200 403 403 401"),
    ("GET", "/api/notices/{notice_id}"):                 (None, "401 401 200 404 403 403 401"),
    ("POST", "/api/notices/{notice_id}/read"):           (None, "401 401 204 404 403 403 401"),
    ("POST", "/api/conversations"):                      ({"message_id": "m0"}, "401 201 201 201 403 403 401"),
    ("GET", "/api/conversations"):                       (None, "401 200 200 200 403 403 401"),
    ("GET", "/api/conversations/{conversation_id}"):     (None, "401 404 200 404 403 403 401"),
    ("POST", "/api/conversations/{conversation_id}/messages"):  (SAY, "401 404 201 404 403 403 401"),
    ("POST", "/api/conversations/{conversation_id}/person"):    (None, "401 404 201 404 403 403 401"),
    ("POST", "/api/conversations/{conversation_id}/assistant"): (None, "401 404 201 404 403 403 401"),
    ("GET", "/api/stream"):                              (None, "401 404 sse 404 403 403 401"),
    ("GET", "/api/desk/stream"):                         (None, "401 403 403 403 sse sse 401"),
    ("GET", "/api/desk/cases"):                          (None, "401 403 403 403 200 200 401"),
    ("GET", "/api/desk/cases/{case_id}"):                (None, "401 403 403 403 200 200 401"),
    ("POST", "/api/desk/cases/{case_id}/claim"):         (None, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/claim-next"):                    (None, "401 403 403 403 204 204 401"),
    ("POST", "/api/desk/cases/{case_id}/messages"):      (SAY, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/cases/{case_id}/hand-back"):     (None, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/cases/{case_id}/ask-solved"):    (None, "401 403 403 403 409 409 401"),
    ("GET", "/api/desk/cases/{case_id}/merging"):        (None, "401 403 403 403 200 200 401"),
    ("POST", "/api/desk/cases/{case_id}/merge"):         ({"case_id": "cs_open"}, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/merges/{merge_id}/undo"):        (None, "401 403 403 403 404 404 401"),
    ("POST", "/api/desk/cases/{case_id}/split"):
        ({"id": "s1", "seqs": [1], "topic": "person"}, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/splits/{split_id}/undo"):        (None, "401 403 403 403 404 404 401"),
    ("POST", "/api/desk/returns/{return_id}/finding"):   ({"finding": "as_expected"}, "401 403 403 403 409 409 401"),
    ("GET", "/api/desk/staff"):                          (None, "401 403 403 403 200 200 401"),
    ("POST", "/api/desk/availability"):          ({"availability": "away"}, "401 403 403 403 204 204 401"),
    ("POST", "/api/desk/cases/{case_id}/transfer"):      ({"department": "support"}, "401 403 403 403 409 409 401"),
    ("POST", "/api/desk/cases/{case_id}/take-over"):     (None, "401 403 403 403 403 409 401"),
    ("GET", "/api/desk/cases/{case_id}/looking"):        (None, "401 403 403 403 200 200 401"),
    ("GET", "/api/desk/wall"):                           (None, "401 403 403 403 403 200 401"),
    ("GET", "/api/desk/hit-rate"):                       (None, "401 403 403 403 403 200 401"),
    ("GET", "/api/desk/cases/{case_id}/readings"):       (None, "401 403 403 403 200 200 401"),
    ("POST", "/api/desk/readings/{reading_id}/meant"):   ({"intent": "find_refund"}, "401 403 403 403 204 204 401"),
    ("GET", "/api/desk/understanding"):                  (None, "401 403 403 403 403 200 401"),
    ("POST", "/api/desk/suggestions/{suggestion_id}"):   ({"accept": False}, "401 403 403 403 403 204 401"),
    ("GET", "/.well-known/resolution-hub-receipts.json"): (None, "200 200 200 200 200 200 200"),
    ("GET", "/api/rulings/{ruling_id}/receipt.json"):    (None, "401 404 200 404 200 200 401"),
    ("GET", "/api/rulings/{ruling_id}/receipt.pdf"):     (None, "401 404 200 404 200 200 401"),
    ("POST", "/api/rulings/{ruling_id}/appeal"):         ({"statement": ""}, "401 401 201 404 403 403 401"),
    ("POST", "/api/desk/cases/{case_id}/rulings/{ruling_id}/supersede"):
        ({"verdict": "uphold", "reason": "As it is."}, "401 403 403 403 409 409 401"),
    ("GET", "/api/returns"):                             (None, "401 401 200 200 403 403 401"),
    ("GET", "/api/returns/{return_id}"):                 (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/returns/{return_id}/label.pdf"):       (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/returns/{return_id}/label.png"):       (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/returns/{return_id}/qr.png"):          (None, "401 401 200 404 403 403 401"),
    ("GET", "/api/returns/{return_id}/drop-offs"):       (None, "401 401 200 404 403 403 401"),
    ("POST", "/api/demo/hand-in/{return_id}"):           ({"fate": "intact"}, "401 401 204 404 403 403 401"),
    ("POST", "/api/conversations/{conversation_id}/photos"):    (A_FORM, "401 404 201 404 403 403 401"),
    ("GET", "/api/photos/{photo_id}"):                   (None, "401 404 200 404 200 200 401"),
    ("POST", "/api/desk/cases/{case_id}/returns/{return_id}/decision"):
        ({"decision": "refuse", "reason": "As it is."}, "401 403 403 403 409 409 401"),
    ("POST", "/hooks/carriers/{carrier}"):               ({"signed": True}, "401 401 401 401 401 401 204"),
    ("POST", "/hooks/shop/inspections"):                 ({"signed": True}, "401 401 401 401 401 401 404"),
}  # fmt: skip

# What a stream is asked to follow.
FOLLOWED = {"/api/stream": "?conversation={conversation_id}", "/api/desk/stream": "?case={case_id}"}

# Signing in needs no session yet, and webhooks have none.
WITHOUT_SESSION = {("POST", "/api/session"), ("POST", "/api/desk/session")}
CHANGES = [
    key for key in EXPECTED if key[0] != "GET" and key not in WITHOUT_SESSION and not key[1].startswith("/hooks")
]
PAGES = (
    "/",
    "/find",
    "/withdraw",
    "/returns",
    "/subscriptions",
    "/try-as",
    "/chat/x",
    "/parcel/x",
    "/orders/x",
    "/messages",
    "/messages/x",
    "/articles",
    "/desk",
    "/desk/cases/x",
)


def routes(app: Litestar) -> set[tuple[str, str]]:
    """What the app answers to, by method and path, but for pages and their assets."""
    found = set()
    for route in app.routes:
        path = getattr(route, "path_format", route.path).replace(":str", "").replace(":path", "")
        for method in getattr(route, "methods", ()) - {"OPTIONS", "HEAD"}:
            found.add((str(method), path))
    return {(method, path) for method, path in found if path.startswith(("/api", "/hooks", "/health", "/.well-known"))}


def test_every_route_has_its_row_and_every_row_its_route(app: Any) -> None:
    assert routes(app._app) == set(EXPECTED)


@pytest.fixture
async def browsers(visit: Callable[[], Browser], signed_in: As) -> dict[str, Browser]:
    return {
        "anonymous": visit(),
        "visitor": await visit().load(),
        "owner": await signed_in("cus_daniel"),
        "other": await signed_in("cus_sofia"),
        "agent": await signed_in("agt_ruth"),
        "supervisor": await signed_in("agt_ines"),
        "carrier": visit(),
    }


@pytest.fixture
async def names(browsers: dict[str, Browser], signed_in: As, hub: Hub) -> dict[str, str]:
    """What the paths name: Daniel's own, with a resolved-from-nobody case and a receipt of his."""
    daniel = browsers["owner"]
    home = (await daniel.get("/api/home")).json()
    conversation = await daniel.start("hello")
    case = await (await signed_in("cus_daniel")).start("where is my package")
    await a_return(hub, "ret_daniel", "ord_daniel_espresso")
    await a_label(hub, "ret_daniel", "ord_daniel_espresso")
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) "
            "values ('cs_open', $1, 'customer:cus_daniel', 'cus_daniel', 'person', '{}', 'open', now()) on conflict do nothing",
            case,
        )
        reading = await tx.fetchval("select id from readings where conversation_id = $1", case)
        await tx.execute(
            "insert into suggestions (id, reading_id, at, said, read_as, meant, by) "
            "values ('sg_1', $1, now(), 'x', 'greeting', 'thanks', 'customer') on conflict do nothing",
            reading,
        )
        ruling_id = await tx.fetchval("select id from rulings where case_id = 'cs_open'")
        if ruling_id is None:
            nothing, now = Money(0, "USD"), datetime.now(UTC)
            facts = CancelFacts("ord_daniel_espresso", "D-1", OrderStatus.DISPATCHED, True, nothing, "US", now)
            ruling_id, _ = await remedies.rule_on(tx, CaseId("cs_open"), facts, hub.tools.book, now)
        await tx.execute(
            "insert into acts (id, case_id, customer_id, about, kind, body, plan, ruling_id, state, outcome, asked_at, ended_at) "
            "values ('act_1', 'cs_open', 'cus_daniel', 'ord_daniel_espresso', 'cancel_order', $1, '{}', $2, 'refused', "
            "'too_late', now(), now()) on conflict do nothing",
            CANCEL,
            ruling_id,
        )
        await tx.execute(
            "insert into notices (id, customer_id, at, kind, body) "
            """values ('nt_1', 'cus_daniel', now(), 'note', '{"title": "T", "sentences": []}') on conflict do nothing"""
        )
    return {
        "slug": "late-parcel", "locale": "en", "order_id": "ord_daniel_espresso", "shipment_id": "shp_daniel_espresso",
        "notice_id": "nt_1", "conversation_id": conversation, "case_id": "cs_open", "carrier": "sandbox",
        "reading_id": reading, "suggestion_id": "sg_1", "showing": home["showing_id"], "box": home["boxes"][0]["key"],
        "ruling_id": ruling_id, "act_id": "act_1", "return_id": "ret_daniel", "photo_id": await shown(daniel, conversation),
        "merge_id": "mg_none", "split_id": "sp_none",
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), EXPECTED, ids=str)
async def test_each_caller_gets_what_is_theirs(
    method: str, path: str, browsers: dict[str, Browser], names: dict[str, str], hub: Hub, app: Any
) -> None:
    body, row = EXPECTED[(method, path)]
    sent = json.loads(json.dumps(body).replace("{showing}", names["showing"]).replace("{box}", names["box"]))
    got = []
    for caller in CALLERS:
        await forget(hub)
        if path in FOLLOWED:
            address = (path + FOLLOWED[path]).format(**names)
            got.append(await stream_status(app, browsers[caller], address))
        else:
            got.append(await status(browsers[caller], caller, method, path.format(**names), sent, hub))
    assert got == row.split()


async def status(browser: Browser, caller: str, method: str, path: str, body: Any, hub: Hub) -> str:
    if path.startswith("/hooks"):
        raw = json.dumps(scan() if "carriers" in path else inspection()).encode()
        sender: Any = hub.carriers["sandbox"] if "carriers" in path else hub.warehouse
        signed = sender.sign(raw, datetime.now(UTC)) if caller == "carrier" else {}
        answer = await browser.http.post(path, content=raw, headers={"content-type": "application/json", **signed})
    elif body == A_FORM:
        answer = await browser.show(path, [a_photo()], **body)
    elif method == "GET":
        answer = await browser.get(path)
    elif method == "DELETE":
        answer = await browser.delete(path)
    else:
        answer = await browser.post(path, body)
    if answer.status_code >= 400:
        assert answer.headers["content-type"].startswith("application/problem+json"), answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return str(answer.status_code)


async def stream_status(app: Any, browser: Browser, path: str) -> str:
    """ "sse" where a stream opens. It never ends by itself and httpx waits for the end, so the app is called without it."""
    request = browser.http.build_request("GET", path)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": request.url.path, "raw_path": request.url.raw_path, "root_path": "", "query_string": request.url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("10.255.0.1", 1), "server": ("hub.test", 80),
    }  # fmt: skip
    asked, answered = asyncio.Event(), asyncio.Event()
    begun: dict[str, Any] = {}

    async def receive() -> dict[str, Any]:
        if not asked.is_set():
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            begun.update(status=message["status"], headers=httpx.Headers(message["headers"]))
            answered.set()

    async with asyncio.timeout(10):
        await app(scope, receive, send)
    kind = "text/event-stream" if begun["status"] == 200 else "application/problem+json"
    assert begun["headers"]["content-type"].startswith(kind)
    assert "default-src 'none'" in begun["headers"]["content-security-policy"]
    return "sse" if begun["status"] == 200 else str(begun["status"])


async def forget(hub: Hub) -> None:
    """Counted sign-ins, and whoever waits for a person because of another row."""
    async with hub.database.transaction() as tx:
        await tx.execute("delete from attempts")
        await tx.execute("update cases set state = 'open', agent_id = null where state in ('waiting', 'with_agent')")
        await tx.execute("update conversations set floor = 'assistant', agent_id = null")


def scan() -> dict[str, Any]:
    at = datetime.now(UTC).isoformat()
    seen = {"event_id": "e1", "at": at, "status": "in_transit", "place": "Here", "latitude": None, "longitude": None}
    return {"id": "e1", "tracking_number": "NOBODYS", "scan": seen, "expected_on": None}


def inspection() -> dict[str, Any]:
    return {"id": "i1", "return_id": "ret_nobody", "finding": "damaged", "at": datetime.now(UTC).isoformat()}


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize("token", ["", "0" * 64, "wrong"])
async def test_a_change_without_the_sessions_own_token_is_refused(
    method: str, path: str, token: str, browsers: dict[str, Browser], names: dict[str, str]
) -> None:
    for caller in ("visitor", "owner", "agent"):
        headers = {"X-CSRF-Token": token} if token else {}
        answer = await browsers[caller].http.request(method, path.format(**names), json={}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_csrf_token")


@pytest.mark.parametrize("path", PAGES)
async def test_pages_are_there_for_everybody(path: str, visit: Callable[[], Browser]) -> None:
    answer = await visit().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("method", "path"), [key for key in EXPECTED if key[1].startswith("/api/demo/")])
async def test_the_demos_doors_are_shut_outside_of_it(method: str, path: str, hub: Hub) -> None:
    real = replace(hub, settings=replace(hub.settings, demo=False))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(real)), base_url="http://hub.test") as client:
        visitor = (await client.get("/api/me")).json()
        assert visitor["demo"] is False
        headers = {"X-CSRF-Token": visitor["csrf"]}
        answer = await client.request(method, path, json=EXPECTED[(method, path)][0], headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_the_sandbox_carrier_is_the_one_that_signs(hub: Hub) -> None:
    assert isinstance(hub.carriers["sandbox"], SandboxCarrier)
