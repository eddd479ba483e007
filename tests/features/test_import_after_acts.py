"""An import after customers had the hub do something: an older export undoes none of it, a newer one is believed."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from resolution_hub.kit.bulk import Count
from tests.adapters.shop_files.small_shop import small_shop
from tests.features.test_import import refusals, take

DONE = datetime(2026, 10, 20, 12, tzinfo=UTC)
BEFORE, AFTER = DONE - timedelta(hours=1), DONE + timedelta(hours=1)


@pytest.fixture
async def shop_tx(tx: asyncpg.Connection) -> asyncpg.Connection:
    """The small shop, and a case with a ruling for what customers have done."""
    await take(tx, small_shop())
    await tx.execute(
        "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) "
        "values ('k1', 'v1', 'customer:c1', 'c1', 'act', '{}', 'resolved', $1)",
        DONE,
    )
    await tx.execute(
        "insert into rulings (id, case_id, at, verdict, rulebook_version, body) values ('g1', 'k1', $1, 'allow', '1', '{}')",
        DONE,
    )
    return tx


async def act(tx: asyncpg.Connection, about: str, state: str = "done") -> None:
    await tx.execute(
        "insert into acts (id, case_id, customer_id, about, kind, body, plan, ruling_id, state, asked_at, ended_at) "
        "values ($1, 'k1', 'c1', $1, 'an_act', '{}', '{}', 'g1', $2, $3, $3)",
        about, state, DONE,
    )  # fmt: skip


async def test_an_orders_new_address_and_delivery_stand_until_a_newer_export(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute(
        "insert into addresses (id, customer_id, lines, city, region, postcode, country) "
        "values ('adr_new', 'c1', '{2 Low Street}', 'York', '', 'YO1', 'GB')"
    )
    changed = (
        "address_id = 'adr_new', total = 10400, shipping = 900, delivery_id = 'd2', changes = '{address,delivery}'"
    )
    await shop_tx.execute(f"update orders set {changed} where id = 'o1'")
    await act(shop_tx, "o1")
    told = "select address_id, total, shipping, delivery_id, changes from orders where id = 'o1'"
    before = await shop_tx.fetchrow(told)
    assert (await take(shop_tx, small_shop(), BEFORE))["orders"] == Count(0, 0, 2)
    assert await shop_tx.fetchrow(told) == before
    assert (await take(shop_tx, small_shop(), AFTER))["orders"] == Count(0, 1, 1)
    after = await shop_tx.fetchrow(told)
    assert after is not None
    assert tuple(after) == ("a1", 9800, 300, "d1", ["address", "delivery"])


@pytest.mark.parametrize("state", ["refused", "failed"])
async def test_an_act_that_did_not_happen_holds_nothing_back(shop_tx: asyncpg.Connection, state: str) -> None:
    await act(shop_tx, "o1", state)
    shop = small_shop()
    shop["orders"][0]["total"] = 9900
    assert (await take(shop_tx, shop, BEFORE))["orders"] == Count(0, 1, 1)


@pytest.mark.parametrize("change", ["items", "exchange"])
async def test_lines_of_which_things_were_swapped_stay_as_the_hub_has_them(
    shop_tx: asyncpg.Connection, change: str
) -> None:
    """The hub has made two lines of one; the shop's own system may call the second otherwise."""
    await shop_tx.execute("update orders set changes = array[$1] where id = 'o1'", change)
    await shop_tx.execute("update order_lines set quantity = 1, paid = 4750 where id = 'l1'")
    await shop_tx.execute(
        "insert into order_lines (id, order_id, product_id, name, options, quantity, unit_price, variant_id, paid) "
        "values ('l1.1', 'o1', 'p1', 'Tea kettle', 'Size: 1 l', 1, 3900, 'v2', 3800)"
    )
    await act(shop_tx, "o1")
    before = await shop_tx.fetch("select * from order_lines order by id")
    shop = small_shop()
    shop["order_lines"].append({**shop["order_lines"][0], "id": "shops-l3", "quantity": 1, "variant_id": "v2"})
    for exported_at in (BEFORE, AFTER):
        assert (await take(shop_tx, shop, exported_at))["order_lines"] == Count(0, 0, 3)
        assert await shop_tx.fetch("select * from order_lines order by id") == before


async def test_a_swapped_line_still_never_moves_to_another_order(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute("update orders set changes = '{items}'")
    shop = small_shop()
    shop["order_lines"][0]["order_id"], shop["order_lines"][1]["order_id"] = "o2", "o1"
    del shop["returns"]
    told = await refusals(shop_tx, shop)
    assert "order_lines.jsonl:1: order_id: the hub has this line under another order" in told


async def test_units_that_were_cancelled_or_came_back_are_not_forgotten(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute("update order_lines set cancelled = 1 where id = 'l1'")
    shop = small_shop()
    shop["order_lines"][0]["quantity"], shop["order_lines"][0]["name"] = 1, "Kettle"
    shop["returns"][0]["items"][0]["quantity"] = 1
    assert (await take(shop_tx, shop, AFTER))["order_lines"] == Count(0, 1, 1)
    row = await shop_tx.fetchrow("select name, quantity, cancelled, returned from order_lines where id = 'l1'")
    assert row is not None
    assert tuple(row) == ("Kettle", 2, 1, 1)


@pytest.mark.parametrize(("items", "returned"), [(None, 2), ([{"line_id": "l1", "quantity": 1, "reason": ""}], 1)])
async def test_a_new_return_counts_its_units_once(
    tx: asyncpg.Connection, items: list[dict[str, object]] | None, returned: int
) -> None:
    shop = small_shop()
    shop["returns"][0]["items"] = items
    for _ in range(2):
        await take(tx, shop)
        assert await tx.fetchval("select returned from order_lines where id = 'l1'") == returned
        assert await tx.fetchval("select returned from order_lines where id = 'l2'") == 0


async def test_of_a_return_through_the_hub_the_shop_tells_how_far_it_has_come(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute(
        "update returns set case_id = 'k1', kind = 'exchange', refund_due = 0, "
        "items = $1 where id = 'r1'", [{"line_id": "l1", "quantity": 2, "reason": "too small"}],
    )  # fmt: skip
    shop = small_shop()
    shop["returns"][0]["status"] = "received"
    assert (await take(shop_tx, shop, AFTER))["returns"] == Count(0, 1, 0)
    row = await shop_tx.fetchrow("select status, kind, refund_due, items from returns")
    assert row is not None
    assert tuple(row) == ("received", "exchange", 0, [{"line_id": "l1", "quantity": 2, "reason": "too small"}])


async def test_a_subscription_that_was_paused_is_not_resumed_by_an_older_export(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute("update subscriptions set paused_at = $1, resumes_at = null, plan_id = 'n2'", DONE)
    await act(shop_tx, "u1")
    before = await shop_tx.fetchrow("select * from subscriptions")
    assert (await take(shop_tx, small_shop(), BEFORE))["subscriptions"] == Count(0, 0, 1)
    assert await shop_tx.fetchrow("select * from subscriptions") == before
    assert (await take(shop_tx, small_shop(), AFTER))["subscriptions"] == Count(0, 1, 0)
    assert await shop_tx.fetchval("select plan_id from subscriptions") == "n1"


async def collected(tx: asyncpg.Connection) -> None:
    """The gift card of c2 has paid 200 for the tea club, as the hub asked it to."""
    await tx.execute("update payment_methods set balance = 300 where id = 'm2'")
    await tx.execute(
        "insert into collections (id, customer_id, subscription_id, method_id, amount, currency, description, state, "
        "requested_at, ended_at, reference, case_id, ruling_id) "
        "values ('col_1', 'c2', 'u1', 'm2', 200, 'USD', 'Tea club', 'taken', $1, $1, 'PSP-77', 'k1', 'g1')",
        DONE,
    )
    await tx.execute(
        "insert into charges (id, customer_id, subscription_id, amount, currency, at, method, method_label, description, "
        "method_id, reference) select id, customer_id, subscription_id, amount, currency, ended_at, 'gift_card', "
        "'Gift card', description, method_id, reference from collections"
    )


async def test_a_gift_card_that_has_paid_since_is_not_filled_up_again(shop_tx: asyncpg.Connection) -> None:
    await collected(shop_tx)
    shop = small_shop()
    shop["payment_methods"][1]["label"] = "Gift card 7"
    for exported_at, balance in ((BEFORE, 300), (AFTER, 500)):
        await take(shop_tx, shop, exported_at)
        row = await shop_tx.fetchrow("select balance, label from payment_methods where id = 'm2'")
        assert row is not None
        assert tuple(row) == (balance, "Gift card 7")


async def test_a_gift_card_that_was_refunded_onto_since_keeps_what_it_got(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute("update payment_methods set balance = 700 where id = 'm2'")
    await shop_tx.execute(
        "insert into refunds (id, charge_id, amount, currency, state, requested_at, sent_at, case_id, ruling_id, "
        "destination, method_id) values ('rf_1', 'h2', 200, 'USD', 'sent', $1, $1, 'k1', 'g1', 'gift_card', 'm2')",
        DONE,
    )
    await take(shop_tx, small_shop(), BEFORE)
    assert await shop_tx.fetchval("select balance from payment_methods where id = 'm2'") == 700
    await take(shop_tx, small_shop(), AFTER)
    assert await shop_tx.fetchval("select balance from payment_methods where id = 'm2'") == 500


async def test_a_payment_that_the_hub_took_is_never_overwritten_nor_counted_twice(shop_tx: asyncpg.Connection) -> None:
    await collected(shop_tx)
    before = await shop_tx.fetchrow("select * from charges where id = 'col_1'")
    shop = small_shop()
    theirs = {**shop["charges"][1], "amount": 1, "reference": "PSP-77"}
    shop["charges"].append(theirs | {"id": "col_1"})
    assert (await take(shop_tx, shop, AFTER))["charges"] == Count(0, 0, 3)
    assert await shop_tx.fetchrow("select * from charges where id = 'col_1'") == before
    shop["charges"][2]["id"] = "shops-h9"
    assert await refusals(shop_tx, shop) == [
        "charges.jsonl:3: reference: the hub took this payment and has it as the charge col_1"
    ]


async def test_the_address_for_new_orders_is_the_customers_own(shop_tx: asyncpg.Connection) -> None:
    await shop_tx.execute("update customers set home_address_id = 'a1' where id = 'c1'")
    assert (await take(shop_tx, small_shop(), AFTER))["customers"] == Count(0, 0, 2)
    assert await shop_tx.fetchval("select home_address_id from customers where id = 'c1'") == "a1"


async def test_a_folder_from_before_these_fields_comes_in_as_it_was(tx: asyncpg.Connection) -> None:
    shop = small_shop()
    for kind in ("variants", "delivery_options", "plans", "promotions"):
        del shop[kind]
    later = {
        "payment_methods": ("expires_on",), "orders": ("shipping", "delivery_id", "promotion"),
        "order_lines": ("variant_id", "paid"), "returns": ("items",), "charges": ("method_id", "reference"),
        "subscriptions": ("plan_id", "trial_ends_at", "paused_at", "resumes_at"),
    }  # fmt: skip
    for kind, fields in later.items():
        shop[kind] = [{name: value for name, value in row.items() if name not in fields} for row in shop[kind]]
    assert await take(tx, shop) == {kind: Count(len(rows), 0, 0) for kind, rows in shop.items()}
    assert await take(tx, shop) == {kind: Count(0, 0, len(rows)) for kind, rows in shop.items()}
    row = await tx.fetchrow("select shipping, changes, promotion from orders where id = 'o1'")
    assert row is not None
    assert tuple(row) == (0, [], None)
