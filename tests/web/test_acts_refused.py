"""What the rules forbid, over HTTP: refused with its reason, and nothing changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.acting import Act, do, execute, first_line, give_back, other_variant, state, swap
from tests.web.conftest import As, Browser
from tests.web.proving import fact
from tests.web.test_bad_input import is_problem

BOOTS = "ord_amara_boots"
Story = Callable[[Hub, Browser], Awaitable[Act]]


@pytest.fixture
async def amara(signed_in: As) -> Browser:
    return await signed_in("cus_amara")


@pytest.fixture
async def shop(hub: Hub) -> AsyncIterator[Hub]:
    """Whatever a story makes of the records is as it was afterwards."""
    async with hub.database.reading() as connection:
        variants = await connection.fetch("select id, price, available from variants")
        scans = await connection.fetch("select event_id, at from scans where shipment_id = 'shp_amara_boots'")
    yield hub
    async with hub.database.transaction() as tx:
        await tx.execute("update orders set changes = '{}' where id = $1", BOOTS)
        await tx.execute("delete from refunds where id = 'rf_all'")
        for row in scans:
            await tx.execute("update scans set at = $2 where event_id = $1", row["event_id"], row["at"])
        for row in variants:
            await tx.execute(
                "update variants set price = $2, available = $3 where id = $1 and (price, available) <> ($2, $3)",
                row["id"], row["price"], row["available"],
            )  # fmt: skip


async def an_exchanged_order(hub: Hub, amara: Browser) -> Act:
    await execute(hub, "update orders set changes = '{exchange}' where id = $1", BOOTS)
    return swap("exchange_items", BOOTS, *await other_variant(amara, BOOTS))


async def a_variant_that_is_gone(hub: Hub, amara: Browser) -> Act:
    line, variant = await other_variant(amara, BOOTS)
    await execute(hub, "update variants set available = false where id = $1", variant)
    return swap("exchange_items", BOOTS, line, variant)


async def another_product(hub: Hub, amara: Browser) -> Act:
    variant = await fact(hub, "select id from variants where product_id = 'prd_trail_tent_for_two' limit 1")
    return swap("exchange_items", BOOTS, await first_line(amara, BOOTS), variant)


async def a_window_that_has_passed(hub: Hub, amara: Browser) -> Act:
    await execute(hub, "update scans set at = at - interval '40 days' where shipment_id = 'shp_amara_boots'")
    return give_back(BOOTS, await first_line(amara, BOOTS))


async def more_than_is_left(_: Hub, amara: Browser) -> Act:
    return give_back(BOOTS, await first_line(amara, BOOTS), quantity=2)


async def a_refund_larger_than_what_is_left(hub: Hub, amara: Browser) -> Act:
    await execute(
        hub,
        "insert into refunds (id, charge_id, amount, currency, state, requested_at) "
        "select 'rf_all', id, amount, currency, 'sent', now() from charges where order_id = $1",
        BOOTS,
    )
    return give_back(BOOTS, await first_line(amara, BOOTS))


async def a_gift_card_that_is_too_small(hub: Hub, amara: Browser) -> Act:
    await execute(
        hub,
        "insert into payment_methods (id, customer_id, kind, label, balance, currency) "
        "values ('pm_small', 'cus_amara', 'gift_card', 'Gift card', 1, 'USD') on conflict do nothing",
    )
    line, variant = await other_variant(amara, BOOTS)
    await execute(hub, "update variants set price = price + 1000 where id = $1", variant)
    return swap("exchange_items", BOOTS, line, variant, method_id="pm_small")


async def a_reason_that_nobody_knows(_: Hub, amara: Browser) -> Act:
    line = await first_line(amara, BOOTS)
    return {"type": "return_items", "order_id": BOOTS, "units": [{"line_id": line, "reason": "because"}]}


REFUSALS: dict[Story, str] = {
    an_exchanged_order: "Something of this order was exchanged before, and after that this can’t be done any more.",
    a_variant_that_is_gone: "We don’t have this kind at the moment.",
    another_product: "It can only be swapped for another kind of the same product.",
    a_window_that_has_passed: "The time for this has passed.",
    more_than_is_left: "That is more than is left of this order.",
    a_refund_larger_than_what_is_left: "It was refunded already.",
    a_gift_card_that_is_too_small: "What is left on it does not cover the amount.",
    a_reason_that_nobody_knows: "Our rules don’t allow it for this reason.",
}


@pytest.mark.parametrize("story", REFUSALS, ids=lambda story: story.__name__)
async def test_what_the_rules_forbid_is_refused_with_its_reason_and_nothing_changes(
    story: Story, shop: Hub, amara: Browser
) -> None:
    act = await story(shop, amara)
    before = await state(shop)
    told = is_problem(await do(amara, act), 422, "refused_by_rules")
    assert told["detail"] == REFUSALS[story]
    assert await state(shop) == before
