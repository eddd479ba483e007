"""Settlement programmes over HTTP and in a talk: anybody gets the general part, a customer what is theirs of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from resolution_hub.kit.settings import Settings, SettingsError
from resolution_hub.wiring import programmes
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As, Browser, settings
from tests.web.proving import ESPRESSO, TENT, claim_of, mailed

Visit = Callable[[], Browser]
ASK = "Am I part of the class action settlement?"


async def listed(browser: Browser) -> dict[str, Any]:
    answer = await browser.get("/api/programmes")
    assert answer.status_code == 200
    return {each["id"]: each for each in answer.json()["programmes"]}


async def told(browser: Browser, text: str = ASK) -> dict[str, Any]:
    return (await browser.read(await browser.start(text)))[-1]


def cards(said: dict[str, Any]) -> list[Any]:
    return [card["data"]["id"] for card in said["cards"] if card["kind"] == "programme"]


async def test_anybody_sees_the_programmes_and_nobodys_part_in_them(visit: Visit) -> None:
    found = await listed(visit())
    coffee = found["coffee-scales"]
    assert (coffee["state"], coffee["answer"], coffee["answer_text"]) == ("open", None, "")
    assert coffee["site"].startswith(f"https://{coffee['host']}/")
    assert coffee["never_asked"]
    assert found["plus-renewals"]["state"] == "closed"


async def test_a_customer_sees_which_order_makes_them_part_of_it(signed_in: As) -> None:
    coffee = (await listed(await signed_in("cus_daniel")))["coffee-scales"]
    assert coffee["answer"] == "eligible"
    assert "Corvo espresso machine" in coffee["answer_text"]
    noah = (await listed(await signed_in("cus_noah")))["coffee-scales"]
    assert noah["answer"] == "not_eligible"


async def test_a_visitor_who_has_proved_one_order_is_answered_by_that_order_alone(hub: Hub, visit: Visit) -> None:
    for order, answer in ((ESPRESSO, "eligible"), (TENT, "not_eligible")):
        browser = await visit().load()
        claim = await claim_of(hub, order)
        await browser.post("/api/prove/start", claim)
        await browser.post("/api/prove/finish", {**claim, "code": await mailed(hub)})
        assert (await listed(browser))["coffee-scales"]["answer"] == answer


async def test_a_customer_who_asks_is_told_of_their_order_the_address_and_of_fakes(signed_in: As) -> None:
    said = await told(await signed_in("cus_daniel"))
    assert cards(said) == ["coffee-scales"]  # what is over and was none of theirs is left out
    assert "Corvo espresso machine" in said["text"]
    assert "never asks for a fee" in said["text"]
    assert [choice["id"] for choice in said["choices"]] == ["person", "something_else"]


async def test_a_customer_who_is_no_part_is_told_so(signed_in: As) -> None:
    said = await told(await signed_in("cus_noah"))
    assert "none of your orders" in said["text"]


async def test_a_visitor_gets_the_general_part_without_proving_anything(visit: Visit) -> None:
    said = await told(await visit().load())
    assert cards(said) == ["coffee-scales"]
    assert not [card for card in said["cards"] if card["kind"] == "prove"]
    assert said["cards"][0]["data"]["answer"] is None


def test_a_shop_without_a_file_has_no_programmes() -> None:
    assert programmes.read(replace(settings(""), programmes=None)) == ()


def test_a_wrong_file_is_refused_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[programme.x]\nname = "X"\nsit = 1\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml:3 programme\.x\.sit"):
        programmes.read(replace(settings(""), programmes=file))
    file.write_bytes(b"\xff")
    with pytest.raises(SettingsError):
        programmes.read(replace(settings(""), programmes=file))


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    secrets = {name: name * 4 for name in ("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET")}
    with pytest.raises(SettingsError, match="HUB_PROGRAMMES"):
        Settings.from_env({**secrets, "HUB_PROGRAMMES": str(tmp_path / "none.toml")})
