"""Two requests at the same moment: whatever each of them sees, one thing is done once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from uuid import uuid4

import httpx
import pytest

from resolution_hub.wiring.web import Hub
from tests.web.acting import Act, do, execute, give_back, options, swap
from tests.web.conftest import As, Browser
from tests.web.proving import fact
from tests.web.test_bad_input import is_problem

TENT, STOVE, CUSHIONS, LAMP = (f"ord_{name}" for name in ("noah_tent", "noah_stove", "amara_cushions", "amara_lamp"))
ROUNDS = range(4)


@pytest.fixture(autouse=True)
async def ends(hub: Hub) -> AsyncIterator[None]:
    """Nothing stays under way from one test to the next."""
    yield
    async with hub.database.transaction() as tx:
        await tx.execute("update acts set state = 'refused', ended_at = now() where state = 'asked'")
        await tx.execute("update collections set state = 'failed' where state = 'granted'")


async def together(*requests: Awaitable[httpx.Response]) -> tuple[Counter[int], list[httpx.Response]]:
    answers = list(await asyncio.gather(*requests))
    return Counter(answer.status_code for answer in answers), answers


async def two_devices(signed_in: As, who: str) -> tuple[Browser, Browser]:
    return await signed_in(who), await signed_in(who)


async def under_way(hub: Hub, order_id: str) -> int:
    found: int = await fact(hub, "select count(*) from acts where about = $1 and state = 'asked'", order_id)
    return found


async def a_return(browser: Browser, order_id: str) -> Act:
    return give_back(order_id, (await options(browser, order_id))["lines"][0]["id"])


@pytest.mark.parametrize("_", ROUNDS)
async def test_two_devices_that_ask_for_the_same_refund_get_one(_: int, hub: Hub, signed_in: As) -> None:
    phone, laptop = await two_devices(signed_in, "cus_amara")
    act = await a_return(phone, LAMP)
    statuses, answers = await together(do(phone, act), do(laptop, act))
    assert statuses == {201: 1, 409: 1}
    is_problem(next(answer for answer in answers if answer.status_code == 409), 409, "under_way")
    assert await under_way(hub, LAMP) == 1


@pytest.mark.parametrize("_", ROUNDS)
async def test_a_request_that_is_sent_twice_at_once_is_one_act_and_both_learn_it(
    _: int, hub: Hub, signed_in: As
) -> None:
    phone, laptop = await two_devices(signed_in, "cus_amara")
    act, sent = await a_return(phone, LAMP), uuid4().hex
    statuses, answers = await together(do(phone, act, id_=sent), do(laptop, act, id_=sent))
    assert statuses == {201: 1, 200: 1}
    assert answers[0].json() == answers[1].json()
    assert await under_way(hub, LAMP) == 1


@pytest.mark.parametrize("_", ROUNDS)
async def test_an_order_is_moved_to_one_of_two_cards(_: int, hub: Hub, signed_in: As) -> None:
    phone, laptop = await two_devices(signed_in, "cus_noah")
    await execute(
        hub, "update payment_methods set balance = 100000 where customer_id = 'cus_noah' and kind = 'gift_card'"
    )
    paid = {charge["method_id"] for charge in (await phone.get(f"/api/orders/{TENT}/payments")).json()["charges"]}
    cards = [m["id"] for m in (await options(phone, TENT))["methods"] if m["id"] not in paid]
    assert len(cards) == 2
    acts = [{"type": "change_payment", "order_id": TENT, "method_id": card} for card in cards]
    statuses, _answers = await together(do(phone, acts[0]), do(laptop, acts[1]))
    assert statuses == {201: 1, 409: 1}
    assert await fact(hub, "select count(*) from collections where order_id = $1 and state = 'granted'", TENT) == 1


@pytest.mark.parametrize("_", ROUNDS)
async def test_a_gift_card_is_not_spent_twice_on_two_orders(_: int, hub: Hub, signed_in: As) -> None:
    """Each alone is covered by what the card holds."""
    phone, laptop = await two_devices(signed_in, "cus_noah")
    gift = next(m["id"] for m in (await phone.get("/api/profile")).json()["methods"] if m["kind"] == "gift_card")
    acts, dearest = [], 0
    for order_id in (TENT, STOVE):
        line = next(each for each in (await options(phone, order_id))["lines"] if len(each["variants"]) > 1)
        variant = next(v["id"] for v in line["variants"] if v["id"] != line["variant_id"])
        price = line["unit_price"]["minor"] + 1000
        await execute(hub, "update variants set price = $2, available = true where id = $1", variant, price)
        [shown] = (
            await phone.post("/api/acts/check", {"acts": [swap("change_items", order_id, line["id"], variant)]})
        ).json()["acts"]
        dearest = max(dearest, *(each["amount"]["minor"] for each in shown["plan"]["lines"] if each.get("amount")))
        acts.append(swap("change_items", order_id, line["id"], variant, method_id=gift))
    await execute(hub, "update payment_methods set balance = $2 where id = $1", gift, dearest)
    statuses, answers = await together(do(phone, acts[0]), do(laptop, acts[1]))
    assert statuses == {201: 1, 422: 1}
    assert "does not cover" in next(answer for answer in answers if answer.status_code == 422).json()["detail"]
    taken = next(answer for answer in answers if answer.status_code == 201).json()["acts"][0]["moves"]["collect"][
        "minor"
    ]
    assert await fact(hub, "select balance from payment_methods where id = $1", gift) == dearest - taken >= 0


@pytest.mark.parametrize("_", ROUNDS)
async def test_several_acts_in_opposite_orders_do_not_wait_for_each_other(_: int, hub: Hub, signed_in: As) -> None:
    phone, laptop = await two_devices(signed_in, "cus_amara")
    acts = [await a_return(phone, order) for order in (CUSHIONS, LAMP)]
    statuses, _answers = await together(do(phone, *acts), do(laptop, *reversed(acts)))
    assert statuses == {201: 1, 409: 1}
    assert [await under_way(hub, order) for order in (CUSHIONS, LAMP)] == [1, 1]


@pytest.mark.parametrize("_", ROUNDS)
async def test_an_order_is_not_cancelled_and_changed_at_once(_: int, hub: Hub, signed_in: As) -> None:
    phone, laptop = await two_devices(signed_in, "cus_noah")
    lines = ["7 Birch Lane"]
    place = {"lines": lines, "city": "Denver", "region": "CO", "postcode": "80204", "country": "US"}
    statuses, _answers = await together(
        do(phone, {"type": "cancel_order", "order_id": STOVE}),
        do(laptop, {"type": "change_address", "order_id": STOVE, "address": place}),
    )
    assert statuses == {201: 1, 409: 1}
    assert await under_way(hub, STOVE) == 1
