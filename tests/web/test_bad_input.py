"""Whatever is sent: a problem (RFC 9457) that says what to do, under the same headers as a page, and nothing of our inside."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from resolution_hub.kit.limits import Limit
from resolution_hub.wiring.web import Hub
from tests.web.conftest import SECRETS, As, Browser

Visit = Callable[[], Browser]
JSON = {"content-type": "application/json"}
TEN_MEGABYTES = 10 * 1024 * 1024
TELLTALE = ("Traceback", "asyncpg", "psycopg", "select ", "insert ", 'File "', "site-packages", "msgspec", "litestar")


def is_problem(answer: httpx.Response, status: int, code: str | None = None) -> dict[str, Any]:
    """The problem, once it is seen to be one: of the right kind, under the headers of every answer, telling nothing."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    body: dict[str, Any] = answer.json()
    assert (body["status"], body["type"]) == (status, "about:blank")
    assert body["title"]
    assert body["detail"]
    assert code is None or body["code"] == code
    assert not [word for word in (*TELLTALE, *SECRETS.values()) if word in answer.text]
    return body


@pytest.fixture
async def visitor(visit: Visit) -> Browser:
    return await visit().load()


async def send_raw(browser: Browser, body: bytes | AsyncIterator[bytes], **headers: str) -> httpx.Response:
    given = {**JSON, "X-CSRF-Token": browser.csrf, **headers}
    return await browser.http.post("/api/conversations", content=body, headers=given)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b"", 422, "invalid"),
        (b"\x00", 400, "malformed"),
        (b'{"message_id": "\xff\xfe"}', 400, "malformed"),
        (b'{"message_id": "a", "text": "\\ud800"}', 400, "malformed"),
        (b'{"message_id": "a", "text": "\xed\xa0\x80"}', 400, "malformed"),
        (b"[" * 60_000, 400, "malformed"),
        (b"null", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'"text"', 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b'{"message_id": 1}', 422, "invalid"),
        (b'{"message_id": ""}', 422, "invalid"),
        (b'{"message_id": "a b"}', 422, "invalid"),
        (b'{"message_id": "a", "unknown": 1}', 422, "invalid"),
        (b'{"message_id": "a", "text": ""}', 422, "invalid"),
        (b'{"message_id": "a", "text": "   \\n\\t "}', 422, "invalid"),
        (b'{"message_id": "' + b"a" * 81 + b'"}', 422, "invalid"),
        (b'{"message_id": "a", "text": "' + b"a" * 20_001 + b'"}', 422, "invalid"),
        (b'{"message_id": "a", "text": 1e400}', 422, None),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_body_that_is_not_what_is_taken_is_refused(
    body: bytes, status: int, code: str | None, visitor: Browser
) -> None:
    answer = await send_raw(visitor, body)
    told = is_problem(answer, answer.status_code if code is None else status, code)
    assert 400 <= told["status"] < 500
    assert (await visitor.get("/api/conversations")).json()["conversations"] == []


@pytest.mark.parametrize(
    "text",
    [
        "nul \x00 in between",
        "שלום, איפה החבילה שלי?",
        "مرحبا، أين طلبي؟ \u202eabc\u202c",
        "👩‍👩‍👧‍👦 🇪🇺 ✅",
        "x" * 20_000,
        "é" * 20_000,
        "'; drop table conversations; --",
        "<script>alert(1)</script>",
        "a\u0300" * 1500,
        "a\u2028b\u2029c\ufeff\u200b thing",
        "{{7*7}} ${7*7} %(x)s { $name }",
    ],
    ids=lambda text: ascii(text)[:30],
)
async def test_any_text_is_taken_and_kept_as_it_was_written(text: str, visitor: Browser) -> None:
    conversation = await visitor.start(text)
    bodies = await visitor.read(conversation)
    assert bodies[0]["text"] == text.replace("\x00", "")
    assert len(bodies) >= 2  # it was answered


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
async def test_only_json_is_read(kind: str, visitor: Browser) -> None:
    answer = await send_raw(visitor, b'{"message_id": "a"}', **{"content-type": kind})
    is_problem(answer, 415, "not_json")


@pytest.mark.parametrize("path", ["/api/session", "/api/desk/session"])
async def test_a_form_of_another_site_cannot_sign_anybody_in(path: str, visit: Visit) -> None:
    answer = await visit().http.post(path, content=b'{"token": "x"}', headers={"content-type": "text/plain"})
    is_problem(answer, 415, "not_json")


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", ["/api/conversations", "/api/session", "/hooks/carriers/sandbox"])
async def test_a_body_of_ten_megabytes_is_refused(path: str, chunked: bool, visitor: Browser) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(TEN_MEGABYTES // 65_536):
            yield b"a" * 65_536

    body: Any = pieces() if chunked else b"a" * TEN_MEGABYTES
    headers = {**JSON, "X-CSRF-Token": visitor.csrf}
    is_problem(await visitor.http.post(path, content=body, headers=headers), 413, "too_large")


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/api/conversations"), ("DELETE", "/api/me"), ("POST", "/api/home"), ("GET", "/hooks/carriers/sandbox"),
     ("PATCH", "/api/desk/cases/x"), ("POST", "/health/live")],
)  # fmt: skip
async def test_another_method_is_refused_and_the_right_one_named(method: str, path: str, visitor: Browser) -> None:
    answer = await visitor.http.request(method, path, headers={"X-CSRF-Token": visitor.csrf})
    is_problem(answer, 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["/api/nothing", "/api/orders", "/api/orders/x/y", "/hooks/other", "/health/none"])
async def test_an_address_where_nothing_is_is_a_problem_for_programs(path: str, visitor: Browser) -> None:
    is_problem(await visitor.get(path), 404, "not_found")


UNKNOWN = ["none", "%00", "%ff", "..%2f..%2fetc", "'%20or%201=1", "x" * 2000, "%F0%9F%98%80"]


@pytest.mark.parametrize("name", UNKNOWN)
async def test_unknown_ids_are_not_found_whatever_they_look_like(name: str, signed_in: As) -> None:
    priya, ruth = await signed_in("cus_priya"), await signed_in("agt_ruth")
    for path in ("orders", "parcels", "notices", "conversations", "articles", "text"):
        answer = await priya.get(f"/api/{path}/{name}")
        is_problem(answer, answer.status_code)
        assert answer.status_code in ({404, 422} if name == "%00" else {404})
    for path in (f"/api/desk/cases/{name}", f"/api/desk/stream?case={name[:80]}"):
        answer = await ruth.get(path)
        assert answer.status_code in ({404, 422} if name == "%00" else {404})
    for deed in ("claim", "hand-back", "ask-solved"):
        answer = await ruth.post(f"/api/desk/cases/{name}/{deed}")
        assert answer.status_code in ({404, 422} if name == "%00" else {404})


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=99999999999", "after=1.5", "after=", "after=%00", "after=1;drop"]
)
async def test_a_number_that_is_none_is_refused(query: str, visitor: Browser) -> None:
    conversation = await visitor.start()
    is_problem(await visitor.get(f"/api/conversations/{conversation}?{query}"), 422, "invalid")


@pytest.mark.parametrize(
    "path", ["/api/desk/cases?view=all", "/api/desk/hit-rate?days=0", "/api/desk/hit-rate?days=367"]
)
async def test_a_view_that_is_none_is_refused(path: str, signed_in: As) -> None:
    is_problem(await (await signed_in("agt_ines")).get(path), 422, "invalid")


async def test_a_box_that_was_not_shown_to_me_is_not_opened(signed_in: As) -> None:
    daniel, sofia = await signed_in("cus_daniel"), await signed_in("cus_sofia")
    home = (await daniel.get("/api/home")).json()
    shown = {"showing_id": home["showing_id"], "key": home["boxes"][0]["key"]}
    is_problem(await sofia.post("/api/home/open", shown), 404)
    is_problem(await daniel.post("/api/home/open", {**shown, "key": "charged_twice.chg_x"}), 404)


async def test_a_choice_that_was_never_offered_is_read_as_words(signed_in: As) -> None:
    priya = await signed_in("cus_priya")
    conversation = await priya.start()
    for choice in (
        "confirm:yes",
        "confirm:yes:ord_noah_tent",
        "order:ord_noah_tent",
        "intent:nothing",
        "topic:nothing",
        "made-up",
        "order:",
    ):
        await priya.say(conversation, "thank you", choice=choice)
    said = [body for body in await priya.read(conversation) if body["type"] == "assistant_said"]
    assert len({body["text"] for body in said[1:]}) == 1  # each is the answer to thanks
    assert "Trail tent" not in json.dumps(said)


async def test_a_session_that_is_made_up_is_none(visit: Visit) -> None:
    for cookie in ("x", "a" * 5000, "%00", "'; --", '"quoted"'):
        browser = visit()
        browser.http.cookies.set("hub_session", cookie)
        is_problem(await browser.get("/api/home"), 401, "no_session")


async def test_a_mistyped_page_is_answered_by_a_page(visit: Visit) -> None:
    answer = await visit().get("/oders")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (404, "text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_a_cookie_that_is_no_ascii_is_nobody(visit: Visit) -> None:
    answer = await visit().http.get("/api/home", headers={"cookie": "hub_session=ünïcödé".encode()})
    is_problem(answer, 401, "no_session")


async def test_a_fault_of_ours_tells_a_number_and_nothing_else(visitor: Browser, hub: Hub) -> None:
    conversation = await visitor.start()
    async with hub.database.transaction() as tx:
        await tx.execute("alter table conversation_events rename to gone")
    try:
        told = is_problem(await visitor.get(f"/api/conversations/{conversation}"), 500, "fault")
        assert "number" in told["detail"]
    finally:
        async with hub.database.transaction() as tx:
            await tx.execute("alter table gone rename to conversation_events")
    assert len(await visitor.read(conversation)) == 1


async def test_who_sends_faster_than_a_person_is_told_when_to_come_back(visitor: Browser, hub: Hub) -> None:
    conversation = await visitor.start()
    usual, hub.limits.messages.__dict__ = hub.limits.messages.__dict__, Limit(3, 0.001).__dict__
    try:
        path = f"/api/conversations/{conversation}/messages"
        answers = [await visitor.post(path, {"message_id": f"m{n}", "text": "thank you"}) for n in range(5)]
    finally:
        hub.limits.messages.__dict__ = usual
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    is_problem(answers[-1], 429, "slow_down")
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert len(await visitor.read(conversation)) == 1 + 2 * 3
