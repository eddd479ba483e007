"""Nobody becomes a customer or an agent by anything but the shop's fresh word or the right password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from resolution_hub.core.people import Role
from resolution_hub.features.people import service as people
from resolution_hub.features.people.identity import AUDIENCE, make_token
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser

MAYA = "cus_maya"


def token(hub: Hub, **more: object) -> str:
    """A good token but for what `more` says; None leaves a claim out."""
    now = int(datetime.now(UTC).timestamp())
    claims = {"sub": MAYA, "aud": AUDIENCE, "iat": now, "exp": now + 300, "jti": uuid4().hex} | more
    key = OctKey.import_key(hub.settings.identity_secret)
    return jwt.encode({"alg": "HS256"}, {k: v for k, v in claims.items() if v is not None}, key)


NOW = int(datetime.now(UTC).timestamp())
REFUSED: dict[str, dict[str, object]] = {
    "expired": {"iat": NOW - 900, "exp": NOW - 400},
    "lives too long": {"exp": NOW + 3600},
    "issued in the future": {"iat": NOW + 300, "exp": NOW + 500},
    "ends before it begins": {"iat": NOW, "exp": NOW - 1},
    "another audience": {"aud": "somebody-else"},
    "no audience": {"aud": None},
    "no expiry": {"exp": None},
    "no beginning": {"iat": None},
    "expiry that is no number": {"exp": "soon"},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "no id": {"jti": None},
    "a customer that is not there": {"sub": "cus_nobody"},
}


@pytest.fixture(autouse=True)
async def nothing_counted(hub: Hub) -> None:
    async with hub.database.transaction() as tx:
        await tx.execute("delete from attempts")


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED.keys())
async def test_a_token_that_is_not_the_shops_fresh_word_is_refused(
    claims: dict[str, object], hub: Hub, visit: Callable[[], Browser]
) -> None:
    answer = await visit().post("/api/session", {"token": token(hub, **claims)})
    assert (answer.status_code, answer.json()["code"]) == (401, "identity_refused")
    assert "set-cookie" not in answer.headers


async def test_a_forged_or_altered_token_is_refused(hub: Hub, visit: Callable[[], Browser]) -> None:
    good = token(hub)
    head, body, signature = good.split(".")
    other = make_token(MAYA, "j", b"another secret of a good length!", datetime.now(UTC))
    unsigned = "eyJhbGciOiJub25lIn0." + body + "."
    for bad in (
        other,
        unsigned,
        f"{head}.{body}.",
        f"{head}.{body[:-2]}AA.{signature}",
        "a.b.c",
        "x" * 4096,
        good + "x",
    ):
        answer = await visit().post("/api/session", {"token": bad})
        assert answer.status_code == 401, bad
        async with hub.database.transaction() as tx:
            await tx.execute("delete from attempts")


async def test_a_good_token_signs_in_once(hub: Hub, visit: Callable[[], Browser]) -> None:
    good = make_token(MAYA, uuid4().hex, hub.settings.identity_secret, datetime.now(UTC), timedelta(minutes=5))
    first = await visit().post("/api/session", {"token": good})
    assert (first.status_code, first.json()["name"], first.json()["kind"]) == (200, "Maya", "customer")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=lax" in first.headers["set-cookie"]
    assert (await visit().post("/api/session", {"token": good})).status_code == 401


async def test_signing_in_gives_a_new_session_and_ends_the_old_one(hub: Hub, visit: Callable[[], Browser]) -> None:
    browser = await visit().load()
    planted, before = browser.http.cookies["hub_session"], browser.csrf
    assert (await browser.post("/api/session", {"token": token(hub)})).status_code == 200
    assert browser.http.cookies["hub_session"] != planted
    assert (await browser.get("/api/home")).status_code == 200
    browser.csrf = before
    assert (await browser.post("/api/conversations", {"message_id": "m"})).status_code == 403
    thief = visit()
    thief.http.cookies.set("hub_session", planted)
    assert (await thief.get("/api/conversations")).status_code == 401


async def test_signing_out_ends_the_session_everywhere(signed_in: As, visit: Callable[[], Browser]) -> None:
    browser = await signed_in(MAYA)
    kept = browser.http.cookies["hub_session"]
    assert (await browser.delete("/api/session")).status_code == 204
    thief = visit()
    thief.http.cookies.set("hub_session", kept)
    assert (await thief.get("/api/home")).status_code == 401


async def test_an_expired_session_is_none(hub: Hub, signed_in: As) -> None:
    browser = await signed_in(MAYA)
    async with hub.database.transaction() as tx:
        await tx.execute("update sessions set expires_at = now() where subject = 'cus_maya'")
    assert (await browser.get("/api/home")).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "hub_session", "ünïcödé", "'; drop table sessions; --"])
async def test_a_made_up_cookie_is_nobody(cookie: str, visit: Callable[[], Browser]) -> None:
    answer = await visit().http.get("/api/home", headers={"cookie": f"hub_session={cookie}".encode()})
    assert (answer.status_code, answer.json()["code"]) == (401, "no_session")


async def test_agents_sign_in_by_password_and_learn_nothing_from_a_refusal(
    hub: Hub, visit: Callable[[], Browser]
) -> None:
    async with hub.database.transaction() as tx:
        await people.add_agent(tx, "agt_pw", "Pat", "pat@example.org", Role.AGENT, "care", "correct horse battery")
    wrong = await visit().post("/api/desk/session", {"email": "pat@example.org", "password": "wrong"})
    nobody = await visit().post("/api/desk/session", {"email": "no@example.org", "password": "wrong"})
    without = await visit().post("/api/desk/session", {"email": "ruth.adeyemi@example.org", "password": ""})
    assert (wrong.status_code, nobody.status_code, without.status_code) == (401, 401, 422)
    assert wrong.json() == nobody.json()
    good = {"email": "PAT@example.org", "password": "correct horse battery"}
    right = await visit().post("/api/desk/session", good)
    assert (right.status_code, right.json()["kind"], right.json()["role"]) == (200, "agent", "agent")


async def test_guessing_is_stopped_by_address_and_by_account(visit: Callable[[], Browser]) -> None:
    one = visit()
    for number in range(10):
        answer = await one.post("/api/desk/session", {"email": f"a{number}@example.org", "password": "x"})
        assert answer.status_code == 401
    stopped = await one.post("/api/desk/session", {"email": "new@example.org", "password": "x"})
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_many_attempts")
    assert 0 < int(stopped.headers["retry-after"]) <= 300
    for _ in range(10):
        answer = await visit().post("/api/desk/session", {"email": "victim@example.org", "password": "x"})
        assert answer.status_code == 401
    answer = await visit().post("/api/desk/session", {"email": "VICTIM@example.org", "password": "x"})
    assert answer.status_code == 429
