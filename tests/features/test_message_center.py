"""Receipts: one for every act, told to the page that is open, read once, and nobody else's."""

from __future__ import annotations

import asyncio

import asyncpg

from resolution_hub.core.people import CustomerId
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.kit.db import Database
from resolution_hub.kit.live import CHANNEL
from tests.features.rows import MINUTE, NOW, a_case, a_customer, usd

ADA, BEA = CustomerId("ada"), CustomerId("bea")
RECEIPT = Receipt("Refund sent", ("We sent $14.99.", "It arrives by Friday."), usd(1499), "ref-1", "rl_1")


async def test_a_receipt_is_read_back_as_it_was_left(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    case = await a_case(tx)
    notice_id = await message_center.put(tx, ADA, case, "refund_sent", "rf_1", RECEIPT, NOW)
    found = await message_center.find_notice(tx, ADA, notice_id)
    assert found is not None
    assert (found.receipt, found.kind, found.at) == (RECEIPT, "refund_sent", NOW)
    assert (found.read, found.conversation_id) == (False, "cv_cs_1")
    (listed,) = await message_center.notices_of(tx, ADA)
    assert listed.receipt == RECEIPT


async def test_a_receipt_needs_no_case_and_no_amount(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    plain = Receipt("Hello", ())
    notice_id = await message_center.put(tx, ADA, None, "hello", "x", plain, NOW)
    found = await message_center.find_notice(tx, ADA, notice_id)
    assert found is not None
    assert (found.receipt, found.conversation_id) == (plain, None)


async def test_one_act_leaves_one_receipt(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    ids = [
        await message_center.put(tx, ADA, None, "refund_sent", "rf_1", Receipt(title, ()), NOW + MINUTE * number)
        for number, title in enumerate(("first", "second"))
    ]
    other_act = await message_center.put(tx, ADA, None, "refund_sent", "rf_2", RECEIPT, NOW)
    other_kind = await message_center.put(tx, ADA, None, "refund_failed", "rf_1", RECEIPT, NOW)
    assert ids[0] == ids[1]
    assert len({ids[0], other_act, other_kind}) == 3
    kept = await message_center.find_notice(tx, ADA, ids[0])
    assert kept is not None
    assert (kept.receipt.title, kept.at) == ("first", NOW)
    assert await message_center.unread(tx, ADA) == 3


async def test_a_receipt_that_ten_leave_at_once_is_one_and_told_once(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        await a_customer(tx)
    told: list[object] = []

    async def put() -> str:
        async with fresh_database.transaction() as connection:
            return await message_center.put(connection, ADA, None, "refund_sent", "rf_1", RECEIPT, NOW)

    listening = await asyncpg.connect(fresh_database.url)
    await listening.add_listener(CHANNEL, lambda *heard: told.append(heard[3]))
    (notice_id,) = set(await asyncio.gather(*(put() for _ in range(10))))
    assert await listening.fetchval("select count(*) from notices") == 1
    await listening.close()
    assert told == [f"owner:customer:ada notice {notice_id}"]


async def test_the_newest_stands_first(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    for number in (1, 3, 2):
        await message_center.put(tx, ADA, None, "k", str(number), Receipt(str(number), ()), NOW + MINUTE * number)
    assert [notice.receipt.title for notice in await message_center.notices_of(tx, ADA)] == ["3", "2", "1"]


async def test_reading_is_marked_once_and_counts_down(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    notice_id = await message_center.put(tx, ADA, None, "k", "1", RECEIPT, NOW)
    await message_center.put(tx, ADA, None, "k", "2", RECEIPT, NOW)
    for minutes in (1, 2):
        await message_center.mark_read(tx, ADA, notice_id, NOW + MINUTE * minutes)
    assert await tx.fetchval("select read_at from notices where id = $1", notice_id) == NOW + MINUTE
    assert await message_center.unread(tx, ADA) == 1
    found = await message_center.find_notice(tx, ADA, notice_id)
    assert found is not None
    assert found.read


async def test_a_receipt_is_nobody_elses(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    await a_customer(tx, "bea")
    notice_id = await message_center.put(tx, ADA, None, "k", "1", RECEIPT, NOW)
    assert await message_center.find_notice(tx, BEA, notice_id) is None
    assert await message_center.find_notice(tx, ADA, "nt_none") is None
    assert await message_center.notices_of(tx, BEA) == []
    await message_center.mark_read(tx, BEA, notice_id, NOW)
    assert (await message_center.unread(tx, ADA), await message_center.unread(tx, BEA)) == (1, 0)
