"""The withdrawal function: what is declared, where its acknowledgement goes, and what a code for one order shows of its owner."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from resolution_hub.wiring.web import Hub
from tests.adapters.labels.test_label_drawing import page_of
from tests.web.acting import check, do
from tests.web.conftest import As, Browser
from tests.web.going_back import a_label, a_return
from tests.web.proving import ESPRESSO, fact
from tests.web.test_proving import proved

Visit = Callable[[], Browser]
TOWELS = "ord_elif_towels"
OTHER = "elif@elsewhere.example"


def withdrawal(**more: Any) -> dict[str, Any]:
    return {"type": "withdraw", "order_id": TOWELS, **more}


@pytest.fixture(autouse=True)
async def begins_as_it_was(hub: Hub) -> AsyncIterator[None]:
    """No worker carries acts out here, so none stays under way."""
    yield
    async with hub.database.transaction() as tx:
        await tx.execute("update acts set state = 'refused', ended_at = now() where state = 'asked'")
        await tx.execute("delete from attempts")


async def sentences(browser: Browser, ruling_id: str) -> str:
    answer = await browser.get(f"/api/rulings/{ruling_id}/receipt.json")
    assert answer.status_code == 200
    return " ".join(answer.json()["receipt"]["sentences"])


async def test_what_is_confirmed_and_signed_names_customer_contract_and_address(hub: Hub, signed_in: As) -> None:
    elif_ = await signed_in("cus_elif")
    for act, address in ((withdrawal(), "elif.demir@example.com"), (withdrawal(email=OTHER), OTHER)):
        [shown] = await check(elif_, act)
        lines = {line["label"]: line["value_text"] for line in shown["plan"]["lines"]}
        assert (lines["Your name"], lines["Your e-mail address"]) == ("Elif Demir", address)
        begun = (await do(elif_, act, tokens=[shown["token"]])).json()
        said = await sentences(elif_, begun["acts"][0]["ruling_id"])
        number = await fact(hub, "select number from orders where id = $1", TOWELS)
        for part in ("Elif Demir withdrew", number, "Waffle towels", f"goes to {address}", "received on"):
            assert part in said
        async with hub.database.transaction() as tx:
            await tx.execute("update acts set state = 'refused', ended_at = now() where state = 'asked'")


async def test_the_address_moves_no_money(signed_in: As) -> None:
    elif_ = await signed_in("cus_elif")
    usual, other = await check(elif_, withdrawal(), withdrawal(email=OTHER))
    assert usual["moves"] == other["moves"]
    assert usual["ruling"] == other["ruling"]


@pytest.mark.parametrize(
    "address",
    ["", "elif", "elif@", "@example.com", "elif@example", "a b@example.com", "a@b.example, c@d.example",
     "Elif <elif@example.com>", "elif@example.com\n", "elif@example.com\nBcc: all@example.com", "élif@example.com",
     f"{'a' * 250}@b.example"],
)  # fmt: skip
async def test_what_is_no_single_address_is_refused(signed_in: As, address: str) -> None:
    elif_ = await signed_in("cus_elif")
    answer = await elif_.post("/api/acts/check", {"acts": [withdrawal(email=address)]})
    assert answer.status_code == 422


async def test_a_code_for_the_order_withdraws_and_learns_no_name(hub: Hub, visit: Visit) -> None:
    browser = await proved(hub, await visit().load(), TOWELS)
    who = (await browser.get("/api/profile")).json()
    assert (who["name"], who["email"]) == ("E. D•••", "e•••@example.com")
    [shown] = await check(browser, withdrawal())
    begun = await do(browser, withdrawal(), tokens=[shown["token"]])
    assert begun.status_code == 201, begun.text
    ruling_id = begun.json()["acts"][0]["ruling_id"]
    said = await sentences(browser, ruling_id)
    assert "E. D••• withdrew" in said
    assert "goes to e•••@example.com" in said
    told = [str(shown), begun.text, said]
    for path in (
        "/api/me", "/api/profile", "/api/acts", f"/api/acts/{begun.json()['acts'][0]['id']}", "/api/returns",
        "/api/conversations",
        f"/api/orders/{TOWELS}", f"/api/orders/{TOWELS}/options", f"/api/orders/{TOWELS}/payments",
        f"/api/conversations/{begun.json()['conversation_id']}",
    ):  # fmt: skip
        answer = await browser.get(path)
        assert answer.status_code == 200, path
        told.append(answer.text)
    for text in told:
        assert "Demir" not in text
        assert "elif.demir" not in text


async def test_a_code_for_the_order_sends_nothing_to_another_address_and_reads_none(
    hub: Hub, visit: Visit, signed_in: As
) -> None:
    browser = await proved(hub, await visit().load(), TOWELS)
    refused = await do(browser, withdrawal(email=OTHER))
    assert (refused.status_code, refused.json()["code"]) == (403, "sign_in")
    elif_ = await signed_in("cus_elif")
    begun = await do(elif_, withdrawal(email="someone@elsewhere.example"))
    assert begun.status_code == 201, begun.text
    act_id = begun.json()["acts"][0]["id"]
    assert (await elif_.get(f"/api/acts/{act_id}")).json()["act"]["email"] == "someone@elsewhere.example"
    for path in ("/api/acts", f"/api/acts/{act_id}"):
        told = (await browser.get(path)).text
        assert "someone" not in told
        assert "s•••@elsewhere.example" in told


async def test_a_label_that_a_code_brings_up_bears_no_name(hub: Hub, visit: Visit, signed_in: As) -> None:
    await a_return(hub, "ret_named", ESPRESSO)
    await a_label(hub, "ret_named", ESPRESSO)
    path = "/api/returns/ret_named/label.pdf"
    owner, browser = await signed_in("cus_daniel"), await proved(hub, await visit().load())
    name = await fact(hub, "select given_name from customers where id = 'cus_daniel'")
    for who, named in ((owner, True), (browser, False)):
        *_, printed = page_of((await who.get(path)).content)
        assert (name in printed) is named
