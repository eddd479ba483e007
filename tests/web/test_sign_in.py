"""Signing in: only the shop's fresh word or the right password, counted; a new session each time, and the old one dead."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from resolution_hub.core.people import Role
from resolution_hub.features.people import service as people
from resolution_hub.features.people.identity import make_token
from resolution_hub.web.app import create_app
from resolution_hub.wiring.web import Hub
from tests.web.conftest import SECRETS, Browser
from tests.web.test_bad_input import is_problem

Visit = Callable[[], Browser]
SECRET = SECRETS["HUB_IDENTITY_SECRET"].encode()
PASSWORD = "correct horse battery staple"


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    base = {"sub": "cus_priya", "jti": uuid4().hex, "iat": now, "exp": now + 300, "aud": "resolution-hub"}
    return {name: value for name, value in {**base, **changes}.items() if value is not ...}


def signed(body: dict[str, Any], secret: bytes = SECRET, alg: str = "HS256", **header: Any) -> str:
    """A token made by hand, as an attacker would make it."""

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    head = {"alg": alg, "typ": "JWT", **header}
    content = f"{part(json.dumps(head).encode())}.{part(json.dumps(body).encode())}"
    digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}.get(alg)
    mac = hmac.new(secret, content.encode(), digest).digest() if digest else b""
    return f"{content}.{part(mac)}"


def altered(token: str) -> str:
    """The same token for somebody else."""
    head, _, mac = token.split(".")
    return ".".join((head, signed(claims(sub="cus_maya")).split(".")[1], mac))


async def sign_in(browser: Browser, token: str) -> httpx.Response:
    return await browser.post("/api/session", {"token": token})


async def test_the_shops_fresh_word_signs_its_customer_in(visit: Visit) -> None:
    browser = visit()
    token = make_token("cus_priya", uuid4().hex, SECRET, datetime.now(UTC))
    answer = await sign_in(browser, token)
    assert (answer.status_code, answer.json()["kind"], answer.json()["name"]) == (200, "customer", "Priya")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert (await browser.get("/api/home")).json()["given_name"] == "Priya"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(lambda: signed(claims(exp=int(time.time()) - 1, iat=int(time.time()) - 60)), id="expired"),
        pytest.param(lambda: signed(claims(), b"another secret that is long enough to be one"), id="forged"),
        pytest.param(lambda: signed(claims(aud="another-service")), id="another audience"),
        pytest.param(lambda: signed(claims(aud=...)), id="no audience"),
        pytest.param(lambda: signed(claims(aud=["resolution-hub"])), id="audience in a list"),
        pytest.param(lambda: signed(claims(), alg="none"), id="alg none"),
        pytest.param(lambda: signed(claims(), alg="None"), id="alg None"),
        pytest.param(lambda: signed(claims(), alg="HS512"), id="another alg"),
        pytest.param(lambda: signed(claims(), alg="RS256"), id="alg of a public key"),
        pytest.param(
            lambda: signed(claims(), b"\x00" * 3, jwk={"kty": "oct", "k": "AAAA"}),
            id="signed by the key that it brings",
        ),
        pytest.param(lambda: signed(claims(jti=...)), id="no jti"),
        pytest.param(lambda: signed(claims(jti="")), id="empty jti"),
        pytest.param(lambda: signed(claims(sub=...)), id="no sub"),
        pytest.param(lambda: signed(claims(sub="cus_nobody")), id="unknown customer"),
        pytest.param(lambda: signed(claims(sub="")), id="empty sub"),
        pytest.param(lambda: signed(claims(exp=int(time.time()) - 1)), id="ends before it begins"),
        pytest.param(lambda: altered(signed(claims())), id="altered after it was signed"),
        pytest.param(lambda: signed(claims(sub={"id": "cus_priya"})), id="sub is no text"),
        pytest.param(lambda: signed(claims(exp=...)), id="no exp"),
        pytest.param(lambda: signed(claims(iat=...)), id="no iat"),
        pytest.param(lambda: signed(claims(exp=int(time.time()) + 3600)), id="lives too long"),
        pytest.param(
            lambda: signed(claims(iat=int(time.time()) + 600, exp=int(time.time()) + 900)), id="of the future"
        ),
        pytest.param(lambda: signed(claims(exp="tomorrow")), id="exp is no number"),
        pytest.param(lambda: signed(claims(exp=1e400)), id="exp is infinite"),
        pytest.param(lambda: signed(claims(exp=2**70)), id="exp is huge"),
        pytest.param(lambda: signed(claims(exp=True)), id="exp is true"),
        pytest.param(lambda: signed(claims())[:-3], id="cut"),
        pytest.param(lambda: "x.y.z", id="rubbish"),
        pytest.param(lambda: "...", id="dots"),
        pytest.param(lambda: "é.é.é", id="no ASCII"),
        pytest.param(lambda: "\x00", id="NUL"),
        pytest.param(lambda: f"{signed(claims())}.x.y", id="five parts"),
    ],
)
async def test_a_token_that_is_not_the_shops_fresh_word_is_refused(token: Callable[[], str], visit: Visit) -> None:
    browser = visit()
    answer = await sign_in(browser, token())
    told = is_problem(answer, 401, "identity_refused")
    assert told["detail"] == "This sign-in link has expired or is not valid. Go back to the shop."  # never why
    assert "set-cookie" not in answer.headers


async def test_a_token_is_spent_by_its_first_use_even_of_two_at_once(visit: Visit) -> None:
    token = signed(claims())
    answers = await asyncio.gather(*(sign_in(visit(), token) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 5
    is_problem(await sign_in(visit(), token), 401, "identity_refused")


async def test_a_token_for_nobody_is_not_spent(visit: Visit, hub: Hub) -> None:
    body = claims(sub="cus_not_imported_yet")
    is_problem(await sign_in(visit(), signed(body)), 401)
    async with hub.database.reading() as connection:
        assert await connection.fetchval("select count(*) from spent_tokens where token_id = $1", body["jti"]) == 0


@pytest.mark.parametrize("way", ["identity", "demo", "agent"])
async def test_a_session_planted_before_sign_in_is_worth_nothing_after_it(way: str, visit: Visit, hub: Hub) -> None:
    browser = await visit().load()
    planted, csrf = browser.http.cookies["hub_session"], browser.csrf
    match way:
        case "identity":
            answer = await sign_in(browser, signed(claims()))
        case "demo":
            answer = await browser.post("/api/demo/sign-in", {"customer_id": "cus_priya"})
        case _:
            await an_agent(hub)
            answer = await browser.post("/api/desk/session", {"email": "login@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    assert browser.http.cookies["hub_session"] != planted
    assert answer.json()["csrf"] != csrf
    thief = visit()
    thief.http.cookies.set("hub_session", planted)
    is_problem(await thief.get("/api/conversations"), 401, "no_session")


async def test_after_signing_out_the_session_is_dead_everywhere(visit: Visit) -> None:
    browser = visit()
    browser.csrf = (await sign_in(browser, signed(claims()))).json()["csrf"]
    kept = browser.http.cookies["hub_session"]
    assert (await browser.delete("/api/session")).status_code == 204
    assert "hub_session" not in browser.http.cookies
    thief = visit()
    thief.http.cookies.set("hub_session", kept)
    is_problem(await thief.get("/api/home"), 401, "no_session")


async def test_a_session_ends_with_its_time(visit: Visit, hub: Hub) -> None:
    browser = visit()
    await sign_in(browser, signed(claims()))
    token = hashlib.sha256(browser.http.cookies["hub_session"].encode()).digest()
    async with hub.database.transaction() as tx:
        await tx.execute("update sessions set expires_at = now() where token_hash = $1", token)
    is_problem(await browser.get("/api/home"), 401, "no_session")


async def test_somebody_elses_csrf_token_does_not_fit(visit: Visit) -> None:
    mine, theirs = await visit().load(), await visit().load()
    mine.csrf = theirs.csrf
    is_problem(await mine.post("/api/conversations", {"message_id": "x"}), 403, "wrong_csrf_token")
    mine.csrf = "é"
    answer = await mine.http.post(
        "/api/conversations", json={"message_id": "x"}, headers=[(b"x-csrf-token", b"\xff\xfe")]
    )
    is_problem(answer, 403, "wrong_csrf_token")


async def test_over_tls_the_cookie_travels_only_there(hub: Hub) -> None:
    secure = replace(hub, settings=replace(hub.settings, cookie_secure=True))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(secure)), base_url="https://hub.test"
    ) as client:
        assert "secure" in (await client.get("/api/me")).headers["set-cookie"].lower()


async def an_agent(hub: Hub) -> None:
    """Somebody who can sign in at the desk, and has not tried lately."""
    await forget_attempts(hub)
    async with hub.database.transaction() as tx:
        await people.add_agent(tx, "agt_login", "Login", "login@example.org", Role.AGENT, PASSWORD)


async def test_an_agent_signs_in_with_address_and_password(visit: Visit, hub: Hub) -> None:
    await an_agent(hub)
    answer = await visit().post("/api/desk/session", {"email": "Login@Example.org", "password": PASSWORD})
    assert (answer.status_code, answer.json()["role"]) == (200, "agent")


@pytest.mark.parametrize(
    ("email", "password"),
    [("login@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("ines.carvalho@example.org", "none was set")],
)
async def test_a_wrong_address_and_a_wrong_password_are_told_the_same(
    email: str, password: str, visit: Visit, hub: Hub
) -> None:
    await an_agent(hub)
    answer = await visit().post("/api/desk/session", {"email": email, "password": password})
    told = is_problem(answer, 401, "sign_in_failed")
    assert told["detail"] == "The address or the password is wrong."


async def test_an_address_that_cannot_be_kept_is_refused(visit: Visit) -> None:
    is_problem(await visit().post("/api/desk/session", {"email": "a\x00@b.c", "password": "x"}), 422, "invalid")


async def forget_attempts(hub: Hub) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute("delete from attempts")


@pytest.fixture
async def slot_begins(hub: Hub) -> None:
    """Attempts are counted by slots of five minutes: begin well inside of one."""
    await forget_attempts(hub)
    left = 300 - time.time() % 300
    if left < 5:
        await asyncio.sleep(left)


@pytest.mark.usefixtures("slot_begins")
async def test_failed_tokens_of_one_address_are_counted_and_the_eleventh_waits(visit: Visit) -> None:
    browser = visit()
    for _ in range(10):
        is_problem(await sign_in(browser, "rubbish"), 401)
    answer = await sign_in(browser, signed(claims()))  # a good one waits too
    is_problem(answer, 429, "too_many_attempts")
    assert 0 < int(answer.headers["retry-after"]) <= 300
    assert (await sign_in(visit(), signed(claims()))).status_code == 200  # elsewhere it does not


@pytest.mark.usefixtures("slot_begins")
async def test_one_account_tried_from_many_addresses_is_guarded(visit: Visit, hub: Hub) -> None:
    await an_agent(hub)
    attempts = [{"email": "LOGIN@example.org", "password": f"guess {n}"} for n in range(10)]
    answers = [await visit().post("/api/desk/session", attempt) for attempt in attempts]
    assert [answer.status_code for answer in answers] == [401] * 10
    last = await visit().post("/api/desk/session", {"email": "login@example.org", "password": PASSWORD})
    is_problem(last, 429, "too_many_attempts")
    assert int(last.headers["retry-after"]) > 0


@pytest.mark.usefixtures("slot_begins")
async def test_many_accounts_tried_from_one_address_are_guarded_even_at_once(visit: Visit) -> None:
    browser = visit()
    guesses = ({"email": f"agent{n}@example.org", "password": "x"} for n in range(25))
    answers = await asyncio.gather(*(browser.post("/api/desk/session", guess) for guess in guesses))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 15


@pytest.mark.usefixtures("slot_begins")
async def test_behind_a_trusted_proxy_callers_are_told_apart_and_what_they_claim_is_not_believed(hub: Hub) -> None:
    behind = replace(hub, settings=replace(hub.settings, trusted_proxies=1))
    transport = httpx.ASGITransport(create_app(behind), client=("10.9.9.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as client:
        for n in range(10):
            headers = {"X-Forwarded-For": f"6.6.6.{n}, 1.2.3.4"}  # the first part is the caller's own invention
            assert (await client.post("/api/session", json={"token": "x"}, headers=headers)).status_code == 401
        same = await client.post("/api/session", json={"token": "x"}, headers={"X-Forwarded-For": "1.2.3.4"})
        other = await client.post("/api/session", json={"token": "x"}, headers={"X-Forwarded-For": "1.2.3.5"})
    assert (same.status_code, other.status_code) == (429, 401)


async def test_the_shops_own_clock_may_differ_a_little(visit: Visit) -> None:
    ahead = datetime.now(UTC) + timedelta(seconds=30)
    assert (await sign_in(visit(), make_token("cus_priya", uuid4().hex, SECRET, ahead))).status_code == 200
