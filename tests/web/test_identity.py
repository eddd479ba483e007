"""Tokens and addresses that are written to confuse: refused like any other, and counted as the account that they aim at."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.conftest import Browser
from tests.web.test_bad_input import is_problem
from tests.web.test_sign_in import PASSWORD, SECRET, an_agent, claims, sign_in, signed

Visit = Callable[[], Browser]


def raw(head: bytes, body: bytes) -> str:
    """A token with the shop's own signature over any bytes at all."""

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    content = f"{part(head)}.{part(body)}"
    return f"{content}.{part(hmac.new(SECRET, content.encode(), hashlib.sha256).digest())}"


HEAD = b'{"alg":"HS256"}'
DEEP = b"[" * 2900


@pytest.mark.parametrize("claim", ["sub", "jti"])
@pytest.mark.parametrize("text", ["\x00", "cus\x00priya", "\ud800", "cus_priya\n", "\u202ecus_priya", "x" * 2000])
async def test_names_that_cannot_be_kept_are_refused_even_when_the_shop_signed_them(
    claim: str, text: str, visit: Visit
) -> None:
    body: dict[str, Any] = claims()
    body[claim] = text
    is_problem(await sign_in(visit(), signed(body)), 401, "identity_refused")


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(lambda: raw(HEAD, DEEP), id="deep claims"),
        pytest.param(lambda: raw(DEEP, b"{}"), id="deep header"),
        pytest.param(lambda: raw(HEAD, DEEP)[:-10], id="deep claims, unsigned"),
        pytest.param(lambda: raw(HEAD, b"[]"), id="claims in a list"),
        pytest.param(lambda: raw(HEAD, b"\xff"), id="claims are no text"),
        pytest.param(lambda: raw(HEAD, b'{"exp":NaN}'), id="exp is no number"),
        pytest.param(lambda: raw(b"[]", json.dumps(claims()).encode()), id="header is a list"),
        pytest.param(lambda: raw(b'{"alg":[]}', json.dumps(claims()).encode()), id="alg is a list"),
        pytest.param(lambda: raw(b'{"alg":"HS256","crit":["x"]}', json.dumps(claims()).encode()), id="unknown crit"),
        pytest.param(
            lambda: raw(b'{"alg":"HS256","crit":["b64"],"b64":false}', json.dumps(claims()).encode()), id="b64 false"
        ),
    ],
)
async def test_a_token_of_any_form_is_refused_the_same(token: Callable[[], str], visit: Visit) -> None:
    answer = await sign_in(visit(), token())
    told = is_problem(answer, 401, "identity_refused")
    assert told["detail"] == "This sign-in link has expired or is not valid. Go back to the shop."
    assert "set-cookie" not in answer.headers


async def test_an_address_in_other_letters_is_no_second_way_to_guess(visit: Visit, hub: Hub) -> None:
    await an_agent(hub)
    for email in ("LOGİN@example.org", "logİn@example.org"):
        answer = await visit().post("/api/desk/session", {"email": email, "password": PASSWORD})
        is_problem(answer, 401, "sign_in_failed")


async def test_the_database_folds_no_letter_that_was_folded_before_into_another(hub: Hub) -> None:
    letters = "".join(chr(n) for n in range(1, sys.maxunicode + 1) if not 0xD800 <= n < 0xE000).lower()
    async with hub.database.reading() as connection:
        folded: str = await connection.fetchval("select lower($1)", letters)
    changed = [(a, b) for a, b in zip(letters, folded, strict=True) if a != b]
    assert not [pair for pair in changed if pair[1].isascii()]
