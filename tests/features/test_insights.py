"""The hit rate of the help home: what was shown, and the first thing that was done about it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import asyncpg

from resolution_hub.core.people import CustomerId
from resolution_hub.features.insights import service as insights
from resolution_hub.features.insights.service import HitRate
from resolution_hub.kit.db import Database
from tests.features.rows import MINUTE, NOW, a_customer

ADA, BEA = CustomerId("ada"), CustomerId("bea")
KEYS = ["late_parcel.ord_1", "charged_twice.ch_1", "late_parcel.ord_2"]
LONG_AGO = NOW - timedelta(days=30)


async def test_nothing_shown_is_nothing_counted(tx: asyncpg.Connection) -> None:
    assert await insights.hit_rate(tx, LONG_AGO) == HitRate(0, 0, 0, 0, ())


async def test_the_same_boxes_within_the_hour_are_one_showing(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    await a_customer(tx, "bea")
    first = await insights.show(tx, ADA, KEYS, NOW)
    assert await insights.show(tx, ADA, KEYS, NOW + 59 * MINUTE) == first
    others = [
        await insights.show(tx, ADA, KEYS, NOW + 60 * MINUTE),
        await insights.show(tx, ADA, KEYS[:2], NOW),
        await insights.show(tx, ADA, KEYS[::-1], NOW),
        await insights.show(tx, BEA, KEYS, NOW),
    ]
    assert len({first, *others}) == 5
    assert (await insights.hit_rate(tx, LONG_AGO)).showings == 5


async def test_a_showing_that_is_asked_for_ten_times_at_once_is_one(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        await a_customer(tx)

    async def show() -> str:
        async with fresh_database.transaction() as connection:
            return await insights.show(connection, ADA, KEYS, NOW)

    assert len(set(await asyncio.gather(*(show() for _ in range(10))))) == 1
    async with fresh_database.reading() as connection:
        assert (await insights.hit_rate(connection, LONG_AGO)).showings == 1


async def test_what_was_shown_is_known_to_whom_it_was_shown(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    await a_customer(tx, "bea")
    showing = await insights.show(tx, ADA, KEYS, NOW)
    assert await insights.find_showing(tx, ADA, showing) == KEYS
    assert await insights.find_showing(tx, BEA, showing) is None
    assert await insights.find_showing(tx, ADA, "sh_none") is None


async def test_a_showing_leads_to_a_box_or_to_something_else_or_to_nothing(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    shown = [await insights.show(tx, ADA, KEYS, NOW + timedelta(hours=hour)) for hour in range(4)]
    await insights.took_box(tx, ADA, shown[0], KEYS[0], NOW)
    await insights.took_box(tx, ADA, shown[1], KEYS[1], NOW)
    await insights.asked_otherwise(tx, ADA, shown[2], NOW)
    counted = await insights.hit_rate(tx, LONG_AGO)
    assert (counted.showings, counted.taken, counted.other, counted.nothing) == (4, 2, 1, 1)
    assert counted.by_kind == (("late_parcel", 8, 1), ("charged_twice", 4, 1))


async def test_the_first_thing_done_counts(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    box_first = await insights.show(tx, ADA, KEYS, NOW)
    await insights.took_box(tx, ADA, box_first, KEYS[0], NOW)
    await insights.took_box(tx, ADA, box_first, KEYS[1], NOW)
    await insights.asked_otherwise(tx, ADA, box_first, NOW)
    words_first = await insights.show(tx, ADA, KEYS, NOW + timedelta(hours=1))
    await insights.asked_otherwise(tx, ADA, words_first, NOW)
    await insights.took_box(tx, ADA, words_first, KEYS[1], NOW)
    counted = await insights.hit_rate(tx, LONG_AGO)
    assert (counted.taken, counted.other, counted.nothing) == (1, 1, 0)
    assert {kind: taken for kind, _, taken in counted.by_kind} == {"late_parcel": 1, "charged_twice": 0}


async def test_somebody_elses_showing_is_not_led_anywhere(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    await a_customer(tx, "bea")
    showing = await insights.show(tx, ADA, KEYS, NOW)
    await insights.took_box(tx, BEA, showing, KEYS[0], NOW)
    await insights.asked_otherwise(tx, BEA, showing, NOW)
    counted = await insights.hit_rate(tx, LONG_AGO)
    assert (counted.taken, counted.other, counted.nothing) == (0, 0, 1)


async def test_only_what_was_shown_since_is_counted(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    old = await insights.show(tx, ADA, KEYS, NOW - timedelta(days=31))
    await insights.took_box(tx, ADA, old, KEYS[0], NOW)
    await insights.show(tx, ADA, [], LONG_AGO)
    counted = await insights.hit_rate(tx, LONG_AGO)
    assert (counted.showings, counted.taken, counted.by_kind) == (1, 0, ())
