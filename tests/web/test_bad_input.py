"""What cannot be meant is refused with one clear problem: nothing leaks, nothing is stored, nothing falls over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

SECURITY = ("content-security-policy", "x-content-type-options", "referrer-policy")
LEAKS = ("traceback", "asyncpg", "select ", "insert ", "/src/", ".py", "litestar", "msgspec")


def is_a_problem(answer: httpx.Response, status: int, code: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= body.keys()
    assert body["status"] == status
    assert code is None or body["code"] == code
    assert all(name in answer.headers for name in SECURITY)
    assert not any(leak in answer.text.lower() for leak in LEAKS), answer.text


async def counted(hub: Hub) -> int:
    async with hub.database.reading() as connection:
        return int(await connection.fetchval("select count(*) from conversation_events"))


@pytest.fixture
async def daniel(signed_in: As) -> Browser:
    return await signed_in("cus_daniel")


GOOD: dict[str, Any] = {"message_id": "m1", "text": "hello"}
BODIES: list[tuple[Any, int]] = [
    ({}, 422), ([], 422), ("text", 422), (None, 422), (GOOD | {"text": ""}, 422), (GOOD | {"text": "   "}, 422),
    (GOOD | {"text": "x" * 4001}, 422), (GOOD | {"text": 5}, 422), (GOOD | {"text": None}, 422),
    (GOOD | {"message_id": ""}, 422), (GOOD | {"message_id": "a b"}, 422), (GOOD | {"message_id": "x" * 81}, 422),
    (GOOD | {"choice": "order:'; drop"}, 422), (GOOD | {"agent_id": "agt_ruth"}, 422), (GOOD | {"text": ["x"]}, 422),
]  # fmt: skip


async def test_a_message_that_cannot_be_one_is_refused_and_not_stored(hub: Hub, daniel: Browser) -> None:
    conversation = await daniel.start()
    before = await counted(hub)
    for body, status in BODIES:
        answer = await daniel.post(f"/api/conversations/{conversation}/messages", body)
        assert answer.status_code in (status, 400), (body, answer.text)
        is_a_problem(answer, answer.status_code)
    assert await counted(hub) == before


@pytest.mark.parametrize(
    "raw", [b"{", b"", b"\xff\xfe", b"[" * 5000, b'{"message_id": "m", "text": "\\ud800"}', b"nul", b"{}{}"]
)
async def test_json_that_is_none_is_refused(raw: bytes, daniel: Browser) -> None:
    headers = {"content-type": "application/json", "x-csrf-token": daniel.csrf}
    conversation = await daniel.start()
    answer = await daniel.http.post(f"/api/conversations/{conversation}/messages", content=raw, headers=headers)
    assert answer.status_code in (400, 422)
    is_a_problem(answer, answer.status_code)


FORMS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml")


@pytest.mark.parametrize("kind", FORMS)
async def test_what_is_not_called_json_is_not_read(kind: str, daniel: Browser) -> None:
    headers = {"content-type": kind, "x-csrf-token": daniel.csrf}
    answer = await daniel.http.post("/api/conversations", content=b'{"message_id": "m1"}', headers=headers)
    is_a_problem(answer, 415, "not_json")


async def test_ten_megabytes_are_refused_whether_announced_or_not(hub: Hub, daniel: Browser) -> None:
    before = await counted(hub)
    headers = {"content-type": "application/json", "x-csrf-token": daniel.csrf}
    big = b'{"message_id": "m1", "text": "' + b"x" * 10_000_000 + b'"}'

    async def in_pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(big), 65536):
            yield big[at : at + 65536]

    for content in (big, in_pieces()):
        answer = await daniel.http.post("/api/conversations", content=content, headers=headers)
        is_a_problem(answer, 413, "too_large")
    assert await counted(hub) == before


@pytest.mark.parametrize(
    "text",
    ["nul \x00 byte", "\u202eright to left\u202c שלום", "😀" * 500, "é" * 4000,
     "'; drop table orders; --", "<script>alert(1)</script>", "{{7*7}} ${7*7}", "\x1b[31m", "a\n\n\nb\tc", "𐀀𝕏", "…"],
)  # fmt: skip
async def test_any_text_that_a_person_could_send_is_kept_and_answered(text: str, daniel: Browser) -> None:
    conversation = await daniel.start(text)
    said, answered = (await daniel.read(conversation))[:2]
    assert said["text"] == text.replace("\x00", "").strip()
    assert answered["type"] in ("assistant_said", "floor_moved")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/nothing"), ("GET", "/api/orders/none"), ("GET", "/api/conversations/none"), ("GET", "/hooks/x"),
     ("GET", "/api/orders/" + "x" * 5000), ("GET", "/api/orders/..%2f..%2fetc%2fpasswd"), ("GET", "/api/text/xx"),
     ("GET", "/api/articles/none"), ("GET", "/assets/none.js"), ("GET", "/health/none")],
)  # fmt: skip
async def test_what_is_not_there_is_said_so(method: str, path: str, daniel: Browser) -> None:
    answer = await daniel.http.request(method, path)
    assert answer.status_code in (404, 405)
    is_a_problem(answer, answer.status_code)


async def test_a_mistyped_page_is_answered_by_a_page(visit: Callable[[], Browser]) -> None:
    answer = await visit().get("/oders")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, "text/html")


async def test_a_method_that_an_address_does_not_take_is_said_so(daniel: Browser) -> None:
    is_a_problem(await daniel.http.put("/api/home", json={}), 405, "method_not_allowed")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=99999999999", "after=1.5"])
async def test_numbers_that_are_none_are_refused(query: str, daniel: Browser) -> None:
    conversation = await daniel.start()
    answer = await daniel.get(f"/api/conversations/{conversation}?{query}")
    assert answer.status_code in (400, 422)
    is_a_problem(answer, answer.status_code)


async def test_another_customers_number_is_answered_like_one_that_does_not_exist(
    daniel: Browser, signed_in: As
) -> None:
    theirs = (await (await signed_in("cus_sofia")).get("/api/home")).json()["orders"][0]["number"]
    said = []
    for number in (theirs, "JP-000001"):
        conversation = await daniel.start(f"where is my order {number}")
        answer = (await daniel.read(conversation))[1]
        said.append((answer["text"].replace(number, "N"), [c["kind"] for c in answer["cards"]], answer["choices"]))
    assert said[0] == said[1]


async def test_a_fault_of_ours_is_told_by_a_number_only(
    hub: Hub, daniel: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("secret detail select * from sessions")

    monkeypatch.setattr(type(hub.language), "read", breaks)
    answer = await daniel.post("/api/conversations", GOOD | {"message_id": "fault"})
    is_a_problem(answer, 500, "fault")
    assert "secret detail" not in answer.text


async def test_flooding_is_slowed_down(hub: Hub, daniel: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from resolution_hub.kit.limits import Limit

    monkeypatch.setattr(hub.limits.messages, "_burst", 2)
    monkeypatch.setattr(hub.limits.messages, "_left", type(Limit(1, 1)._left)())
    answers = [await daniel.post("/api/conversations", {"message_id": f"f{n}"}) for n in range(4)]
    assert [a.status_code for a in answers[:2]] == [201, 201]
    is_a_problem(answers[-1], 429, "slow_down")
    assert answers[-1].headers["retry-after"] == "1"
