"""The import as a whole: counts, repeats, what it never touches, and that it is all or nothing."""

import asyncio
import json
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from resolution_hub.cli import app
from resolution_hub.connectors.commerce import sandbox
from resolution_hub.connectors.shop_files.folder import from_records, read_folder
from resolution_hub.connectors.shop_files.problems import ShopFilesInvalid
from resolution_hub.connectors.shop_files.records import KINDS
from resolution_hub.kit.bulk import Count
from resolution_hub.wiring.importing import TABLES, import_folder, import_shop, write_shop
from tests.adapters.shop_files.small_shop import Shop, small_shop, write

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)

# What stands in a table where a folder leaves a field out.
_LEFT_OUT: dict[str, tuple[str, object]] = {
    "variants": ("prices", {}),
    "delivery_options": ("prices", {}),
    "plans": ("prices", {}),
    "orders": ("shipping", 0),
    "returns": ("items", []),
    "promotions": ("minimum", 0),
}


async def take(
    tx: asyncpg.Connection, shop: Mapping[str, Any], exported_at: datetime | None = None
) -> dict[str, Count]:
    """Write a shop within a savepoint, so that a refusal leaves `tx` usable; kinds without rows are not told."""
    async with tx.transaction():
        counts = await write_shop(tx, from_records(shop, exported_at=exported_at), NOW)
        # The staging tables end with their transaction, which a test's savepoints do not.
        for table in TABLES:
            await tx.execute(f"drop table incoming_{table.name}")
    return {kind: count for kind, count in counts.items() if count != Count(0, 0, 0)}


async def refusals(tx: asyncpg.Connection, shop: Mapping[str, Any]) -> list[str]:
    with pytest.raises(ShopFilesInvalid) as caught:
        await take(tx, shop)
    return [str(problem) for problem in caught.value.problems]


async def rows_in(connection: asyncpg.Connection) -> dict[str, int]:
    return {kind: await connection.fetchval(f"select count(*) from {kind}") for kind in [*KINDS, "journal"]}


async def test_a_price_that_is_left_out_of_the_list_is_no_price_any_more(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    shop = {"customers": small_shop()["customers"], "variants": small_shop()["variants"]}
    shop["variants"][0]["prices"] = {"EUR": 5700}
    assert await take(tx, shop) == {"customers": Count(0, 0, 2), "variants": Count(0, 1, 1)}
    assert await tx.fetchval("select prices from variants where id = 'v1'") == {"EUR": 5700}
    del shop["variants"][0]["prices"]
    await take(tx, shop)
    assert await tx.fetchval("select prices from variants where id = 'v1'") == {}


def test_each_table_takes_the_fields_of_its_kind() -> None:
    assert {table.name: set(table.columns) for table in TABLES} == {
        kind: set(struct.__struct_fields__) for kind, struct in KINDS.items()
    }
    assert [table.name for table in TABLES] == list(KINDS)


async def test_what_was_imported_stands_in_the_tables(tx: asyncpg.Connection) -> None:
    assert await take(tx, small_shop()) == {kind: Count(len(rows), 0, 0) for kind, rows in small_shop().items()}
    for kind, struct in KINDS.items():
        key = struct.key
        stored = {tuple(row[name] for name in key): dict(row) for row in await tx.fetch(f"select * from {kind}")}
        for row in small_shop()[kind]:
            expected = msgspec.to_builtins(msgspec.convert(row, struct), builtin_types=(datetime, date))
            if kind == "variants":
                expected["options"] = [[*pair] for pair in row["options"].items()]
            if kind in _LEFT_OUT:
                field, value = _LEFT_OUT[kind]
                expected[field] = value if expected[field] is None else expected[field]
            found = stored[tuple(row[name] for name in key)]
            assert {name: found[name] for name in expected} == expected


async def test_importing_again_changes_nothing_and_says_so(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    assert await take(tx, small_shop()) == {kind: Count(0, 0, len(rows)) for kind, rows in small_shop().items()}


async def test_new_changed_and_unchanged_are_told_apart(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    shop = small_shop()
    shop["customers"][0]["email"] = "ada@new.example"
    shop["customers"].append({**shop["customers"][1], "id": "c3"})
    shop["orders"][0]["total"] = 9900
    counts = await take(tx, shop)
    assert counts["customers"] == Count(1, 1, 1)
    assert counts["orders"] == Count(0, 1, 1)
    assert await tx.fetchval("select email from customers where id = 'c1'") == "ada@new.example"


async def test_the_journal_says_what_came_in(tx: asyncpg.Connection) -> None:
    await take(tx, {"customers": small_shop()["customers"]})
    row = await tx.fetchrow("select * from journal order by seq desc limit 1")
    assert row is not None
    assert (row["at"], row["actor"], row["act"]) == (NOW, "hub", "imported")
    assert row["detail"] == {
        "shop": "In memory", "exported_at": None, "customers": {"new": 2, "changed": 0, "unchanged": 0},
    }  # fmt: skip


# what the hub has and the folder does not ------------------------------------------------------------------------


async def test_a_later_folder_may_refer_to_what_the_hub_has(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    shop = small_shop()
    later = {
        "customers": [],
        "orders": [shop["orders"][0] | {"status": "delivered"}],  # its lines are the hub's
        "scans": [shop["scans"][0] | {"event_id": "e2"}],
        "refunds": [shop["refunds"][0] | {"id": "f3", "reference": "PSP-3"}],
    }
    assert await take(tx, later) == {"orders": Count(0, 0, 1), "scans": Count(1, 0, 0), "refunds": Count(1, 0, 0)}


async def test_what_is_in_neither_is_told_with_its_line(tx: asyncpg.Connection) -> None:
    shop = small_shop()
    assert await refusals(tx, {"customers": [], "refunds": shop["refunds"]}) == [
        "refunds.jsonl:1: charge_id: 'h1' is neither in charges.jsonl nor known to the hub",
        "refunds.jsonl:2: charge_id: 'h1' is neither in charges.jsonl nor known to the hub",
    ]
    kinds = ("customers", "addresses", "delivery_options", "orders")
    assert await refusals(tx, {kind: shop[kind] for kind in kinds}) == [
        "orders.jsonl:1: id: the order has no lines",
        "orders.jsonl:2: id: the order has no lines",
    ]


@pytest.mark.parametrize(
    ("kind", "field", "value", "message"),
    [
        ("addresses", "customer_id", "c2", "the hub has this address under another customer"),
        ("payment_methods", "customer_id", "c2", "the hub has this payment method under another customer"),
        ("variants", "product_id", "p2", "the hub has this variant under another product"),
        ("orders", "customer_id", "c2", "the hub has this order under another customer"),
        ("orders", "currency", "USD", "the hub has this order in GBP"),
        ("order_lines", "order_id", "o2", "the hub has this line under another order"),
        ("shipments", "order_id", "o2", "the hub has this shipment under another order"),
        ("returns", "order_id", "o2", "the hub has this return under another order"),
        ("subscriptions", "customer_id", "c1", "the hub has this subscription under another customer"),
        ("subscriptions", "currency", "EUR", "the hub has this subscription in USD"),
        ("charges", "customer_id", "c2", "the hub has this charge under another customer"),
        ("charges", "order_id", "o2", "the hub has this charge for another order"),
        ("charges", "subscription_id", "u1", "the hub has this charge for another subscription"),
        ("charges", "currency", "USD", "the hub has this charge in GBP"),
        ("refunds", "charge_id", "h3", "the hub has this refund of another charge"),
    ],
)
async def test_a_record_never_moves(tx: asyncpg.Connection, kind: str, field: str, value: str, message: str) -> None:
    shop = small_shop()
    shop["charges"].append({**shop["charges"][0], "id": "h3"})
    await take(tx, shop)
    moved = next(table for table in TABLES if table.name == kind)
    row = msgspec.to_builtins(
        msgspec.convert(shop[kind][0] | {field: value}, KINDS[kind]), builtin_types=(datetime, date)
    )
    async with tx.transaction():
        await tx.execute(moved.stage)
        values = [1, *(row[name] for name in moved.columns)]
        await tx.copy_records_to_table(f"incoming_{kind}", records=[values], columns=["line", *moved.columns])
        told = [dict(found) for statement in moved.refuse_before for found in await tx.fetch(statement)]
    assert told == [{"line": 1, "field": field, "message": message}]


async def test_moving_an_order_to_another_customer_is_refused_by_the_import(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    shop = small_shop()
    del shop["orders"][1:], shop["order_lines"][1:]
    shop["orders"][0] |= {"customer_id": "c2", "address_id": "a2"}
    told = await refusals(tx, {kind: shop[kind] for kind in ("customers", "orders")})
    assert told == ["orders.jsonl:1: customer_id: the hub has this order under another customer"]
    assert await tx.fetchval("select customer_id from orders where id = 'o1'") == "c1"


async def test_an_order_number_and_a_tracking_number_have_one_owner(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    shop = small_shop()
    twin = {
        "customers": [],
        "orders": [{**shop["orders"][0], "id": "o9"}],
        "order_lines": [{**shop["order_lines"][0], "id": "l9", "order_id": "o9"}],
        "shipments": [{**shop["shipments"][0], "id": "s9", "order_id": "o9"}],
    }
    assert await refusals(tx, twin) == [
        "orders.jsonl:1: number: the hub has this number on the order o1",
        "shipments.jsonl:1: tracking_number: the hub has this number on the shipment s1",
    ]


# an export may be older than what happened since --------------------------------------------------------------------


async def test_orders_and_returns_only_move_on(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    await tx.execute("update returns set status = 'received'")
    cancelled_at = NOW - timedelta(hours=1)
    shop = small_shop()
    shop["orders"].append({**shop["orders"][0], "id": "o3", "number": "#1003", "status": "placed"})
    shop["order_lines"].append({**shop["order_lines"][0], "id": "l3", "order_id": "o3"})
    await take(tx, shop)
    await tx.execute("update orders set status = 'cancelled', cancelled_at = $1 where id = 'o3'", cancelled_at)
    counts = await take(tx, shop)
    assert (counts["orders"], counts["returns"]) == (Count(0, 0, 3), Count(0, 0, 1))
    order = await tx.fetchrow("select status, cancelled_at from orders where id = 'o3'")
    assert dict(order or {}) == {"status": "cancelled", "cancelled_at": cancelled_at}
    assert await tx.fetchval("select status from returns") == "received"


async def test_what_the_carrier_told_is_not_forgotten(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    left = NOW - timedelta(days=20)
    await tx.execute("update shipments set dispatched_at = $1, expected_on = '2026-10-12' where id = 's2'", left)
    assert (await take(tx, small_shop()))["shipments"] == Count(0, 0, 2)
    assert await tx.fetchval("select dispatched_at from shipments where id = 's2'") == left


# the ledger --------------------------------------------------------------------------------------------------------


async def granted(tx: asyncpg.Connection, amount: int, reference: str | None = None) -> None:
    """A refund of h1 that the hub made."""
    await tx.execute(
        "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) "
        "values ('k1', 'v1', 'customer:c1', 'c1', 'refund', '{}', 'open', $1)",
        NOW,
    )
    await tx.execute(
        "insert into refunds (id, charge_id, amount, currency, state, requested_at, reference, case_id) "
        "values ('rf_1', 'h1', $1, 'GBP', 'sent', $2, $3, 'k1')",
        amount, NOW, reference,
    )  # fmt: skip


async def test_a_refund_that_the_hub_made_is_never_overwritten(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    await granted(tx, 1000, "PSP-9")
    before = await tx.fetchrow("select * from refunds where id = 'rf_1'")
    shop = small_shop()
    theirs = {**shop["refunds"][0], "amount": 1, "state": "failed", "reference": None}
    shop["refunds"] += [theirs | {"id": "rf_1"}, theirs | {"id": "shop-77", "reference": "PSP-9"}]
    assert (await take(tx, shop))["refunds"] == Count(0, 0, 4)
    assert await tx.fetchrow("select * from refunds where id = 'rf_1'") == before
    assert await tx.fetchval("select count(*) from refunds") == 3


async def test_refunds_with_those_of_the_hub_never_exceed_their_charge(tx: asyncpg.Connection) -> None:
    await take(tx, small_shop())
    await granted(tx, 4900)
    shop = small_shop()
    assert (await take(tx, shop))["refunds"] == Count(0, 0, 2)
    late = {**shop["refunds"][0], "id": "f9", "amount": 1, "reference": "PSP-10"}
    assert await refusals(tx, {"customers": [], "refunds": [late]}) == [
        "refunds.jsonl:1: amount: with what the hub has, the refunds of this charge come to 9801, more than its 9800"
    ]
    smaller = {**shop["charges"][0], "amount": 9799}
    assert await refusals(tx, {"customers": [], "charges": [smaller]}) == [
        "charges.jsonl:1: amount: the refunds that the hub has of this charge come to 9800"
    ]


# all or nothing ------------------------------------------------------------------------------------------------------


async def test_an_error_in_the_last_line_of_the_last_file_leaves_nothing(
    fresh_database_url: str, tmp_path: Path
) -> None:
    shop = small_shop()
    shop["refunds"][-1]["state"] = "lost"
    folder = write(tmp_path, shop)
    with pytest.raises(ShopFilesInvalid, match=r"refunds\.jsonl:2: state: must be one of"):
        await import_folder(fresh_database_url, folder)
    shop["refunds"][-1] |= {"state": "failed", "charge_id": "hx"}  # this one only the database can tell
    with pytest.raises(ShopFilesInvalid, match=r"refunds\.jsonl:2: charge_id: 'hx' is neither"):
        await import_folder(fresh_database_url, write(tmp_path, shop))
    connection = await asyncpg.connect(fresh_database_url)
    try:
        assert set((await rows_in(connection)).values()) == {0}
        # …nor does a failure of the database between the first table and the last.
        await connection.execute("alter table refunds add check (reference <> 'PSP-1')")
        with pytest.raises(asyncpg.CheckViolationError):
            await import_folder(fresh_database_url, write(tmp_path, small_shop()))
        assert set((await rows_in(connection)).values()) == {0}
    finally:
        await connection.close()


async def test_what_is_done_after_the_rows_commits_and_fails_with_them(fresh_database_url: str, tmp_path: Path) -> None:
    folder = write(tmp_path, small_shop())

    async def fail(connection: asyncpg.Connection) -> None:
        assert await connection.fetchval("select count(*) from orders") == 2
        raise RuntimeError("the shop's book is closed")

    connection = await asyncpg.connect(fresh_database_url)
    try:
        with pytest.raises(RuntimeError):
            await import_folder(fresh_database_url, folder, after=fail)
        assert set((await rows_in(connection)).values()) == {0}
        checked = await import_folder(fresh_database_url, folder, keep=False)
        assert checked["orders"] == Count(2, 0, 0)
        assert set((await rows_in(connection)).values()) == {0}
        told: list[str] = []
        done = await import_folder(
            fresh_database_url, folder, lambda what, _done, _whole: told.append(what), after=sandbox.take_over
        )
        assert done == checked
        assert told[0] == "customers.jsonl"
        assert told[-1] == "writing refunds"
        book = await connection.fetch("select order_id, dispatched_at, cancelled_at from sandbox.orders order by 1")
        assert [tuple(row) for row in book] == [
            ("o1", datetime(2026, 10, 2, 8, tzinfo=UTC), None),
            ("o2", None, datetime(2026, 10, 2, 12, tzinfo=UTC)),
        ]
    finally:
        await connection.close()


async def test_two_imports_at_once_wait_for_each_other(fresh_database_url: str) -> None:
    both = await asyncio.gather(*(import_shop(fresh_database_url, from_records(small_shop())) for _ in range(2)))
    assert sorted(counts["orders"].new for counts in both) == [0, 2]


async def test_a_thousand_orders_take_seconds(fresh_database_url: str, tmp_path: Path) -> None:
    folder = write(tmp_path, _many(500, 1000))
    began = time.monotonic()
    assert (await import_folder(fresh_database_url, folder))["orders"] == Count(1000, 0, 0)
    assert (await import_folder(fresh_database_url, folder))["orders"] == Count(0, 0, 1000)
    assert time.monotonic() - began < 20  # about one on an idle machine


def _many(customers: int, orders: int) -> Shop:
    shop = small_shop()
    customer, order, line, charge = (shop[kind][0] for kind in ("customers", "orders", "order_lines", "charges"))
    numbered = range(orders)
    return {
        "customers": [{**customer, "id": f"c{n}"} for n in range(customers)],
        "products": shop["products"],
        "orders": [
            {
                **order,
                "id": f"o{n}",
                "number": f"#{n}",
                "customer_id": f"c{n % customers}",
                "address_id": None,
                "delivery_id": None,
            }
            for n in numbered
        ],
        "order_lines": [
            {**line, "id": f"l{n}-{m}", "order_id": f"o{n}", "variant_id": None} for n in numbered for m in range(3)
        ],
        "charges": [
            {**charge, "id": f"h{n}", "order_id": f"o{n}", "customer_id": f"c{n % customers}", "method_id": None}
            for n in numbered
        ],
    }


# the command -----------------------------------------------------------------------------------------------------


def run_command(url: str, *arguments: str) -> tuple[int, str]:
    secrets = dict.fromkeys(("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET"), "s" * 32)
    result = CliRunner().invoke(app, ["import", *arguments], env={**secrets, "HUB_DATABASE_URL": url, "HUB_DEMO": "1"})
    return result.exit_code, result.output


def test_the_command_checks_imports_and_counts(fresh_database_url: str, tmp_path: Path) -> None:
    folder = str(write(tmp_path, small_shop()))
    for arguments, said, new in (
        ([folder, "--check"], "This was a check: nothing was written.", 2),
        ([folder], "Imported.", 2),
        ([folder], "Imported.", 0),
    ):
        status, output = run_command(fresh_database_url, *arguments)
        assert (status, said in output) == (0, True), output
        row = next(line for line in output.splitlines() if "orders" in line)
        assert [int(word) for word in row.split() if word.isdigit()] == [new, 0, 2 - new]


def test_the_command_lists_what_is_wrong_and_fails(fresh_database_url: str, server_url: str, tmp_path: Path) -> None:
    shop = small_shop()
    shop["orders"][0]["status"] = "[bold]lost"
    status, output = run_command(fresh_database_url, str(write(tmp_path / "bad", shop)))
    assert status == 1
    assert "orders.jsonl:1: status: must be one of placed, preparing, dispatched, delivered, cancelled, not" in output
    assert "'[bold]lost'" in output
    assert "Nothing was imported. Problems found: 1" in output
    shop["orders"] = [{} for _ in range(50)]
    assert "… and 150 more." in run_command(fresh_database_url, str(write(tmp_path / "bad", shop)))[1]
    assert run_command(fresh_database_url, str(tmp_path / "nowhere"))[0] == 1
    good = str(write(tmp_path / "good", small_shop()))
    status, output = run_command(server_url, good)
    assert (status, "run `resolution-hub migrate` first" in output) == (1, True), output
    status, output = run_command("postgresql://postgres@/hub?host=/nowhere", good)
    assert (status, "the database of HUB_DATABASE_URL does not do it" in output) == (1, True), output


# any shop ----------------------------------------------------------------------------------------------------------

_text = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(
    lambda t: t == t.strip()
)
_seconds = st.integers(0, 200 * 365 * 24 * 3600)
_moment = _seconds.map(lambda after: (datetime(1971, 1, 1, tzinfo=UTC) + timedelta(seconds=after)).isoformat())
_amount = st.integers(1, 2**53 - 1)


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """Customers with orders of one or more lines, a charge and refunds within it, all values as odd as allowed."""
    ids = draw(st.lists(_text, min_size=1, max_size=3, unique=True))
    shop: Shop = {kind: [] for kind in ("customers", "products", "orders", "order_lines", "charges", "refunds")}
    product = draw(_text)
    shop["products"].append(
        {**small_shop()["products"][0], "id": product, "name": draw(_text), "price": draw(_amount) - 1}
    )
    for customer in ids:
        shop["customers"].append({**small_shop()["customers"][0], "id": customer, "family_name": draw(_text)})
        if draw(st.booleans()):
            _draw_order(draw, shop, customer, product)
    return shop


def _draw_order(draw: st.DrawFn, shop: Shop, customer: str, product: str) -> None:
    order, at, paid = f"of {customer}", draw(_moment), draw(_amount)
    shop["orders"].append({
        "id": order, "number": order, "customer_id": customer, "placed_at": at, "status": "placed", "total": paid,
        "currency": "JPY",
    })  # fmt: skip
    for number in range(draw(st.integers(1, 3))):
        shop["order_lines"].append({
            "id": f"{order} {number}", "order_id": order, "product_id": product, "name": draw(_text), "options": "",
            "quantity": draw(st.integers(1, 1_000_000)), "unit_price": draw(_amount),
        })  # fmt: skip
    shop["charges"].append({
        "id": order, "customer_id": customer, "order_id": order, "amount": paid, "currency": "JPY", "at": at,
        "method": "bank", "method_label": "Bank", "description": "Order",
    })  # fmt: skip
    if draw(st.booleans()):
        shop["refunds"].append({
            "id": order, "charge_id": order, "amount": draw(st.integers(1, paid)), "currency": "JPY",
            "state": "granted", "requested_at": at,
        })  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shop=shops())
async def test_any_shop_that_holds_comes_in_whole_and_only_once(
    tx: asyncpg.Connection, tmp_path: Path, shop: Shop
) -> None:
    folder = write(tmp_path, shop)
    outer = tx.transaction()
    await outer.start()
    try:
        records = {kind: [json.loads(line) for line in _lines(folder / f"{kind}.jsonl")] for kind in shop}
        assert len(read_folder(folder).orders) == len(shop["orders"])
        present = {kind: len(rows) for kind, rows in shop.items() if rows}
        assert await take(tx, records) == {kind: Count(number, 0, 0) for kind, number in present.items()}
        assert await take(tx, records) == {kind: Count(0, 0, number) for kind, number in present.items()}
    finally:
        await outer.rollback()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]
