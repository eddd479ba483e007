"""A promise is a row: due when the rulebook says, kept, withdrawn or late, and looked at when its time has come."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from resolution_hub.core.promise import PromiseKind, PromiseState
from resolution_hub.features.promises import service as promises
from resolution_hub.kit.db import Database
from tests.core.a_shop import BOOK
from tests.features.rows import MINUTE, NOW, a_case, a_customer, journal_of

OWNER = "customer:ada"
REFUND, ANSWER = PromiseKind.SEND_REFUND, PromiseKind.PERSON_ANSWERS


async def promised(tx: asyncpg.Connection, kind: PromiseKind = REFUND) -> promises.Promise:
    await a_customer(tx)
    case = await a_case(tx)
    await promises.make(tx, case, OWNER, kind, BOOK, NOW)
    (made,) = await promises.of_case(tx, case)
    return made


async def state_of(tx: asyncpg.Connection, promise: promises.Promise) -> PromiseState:
    found = await promises.find(tx, promise.id)
    assert found is not None
    return found.state


@pytest.mark.parametrize("kind", PromiseKind)
async def test_a_promise_is_due_when_the_rulebook_says(kind: PromiseKind, tx: asyncpg.Connection) -> None:
    made = await promised(tx, kind)
    assert (made.kind, made.state, made.made_at) == (kind, PromiseState.OPEN, NOW)
    assert made.due_at == NOW + timedelta(minutes=BOOK.promise_minutes[kind])
    assert made.conversation_id == "cv_cs_1"
    assert await promises.unkept_of(tx, OWNER) == [made]
    assert await promises.unkept_of(tx, "customer:somebody") == []
    assert await journal_of(tx, "cs_1") == ["promised"]


async def test_it_is_looked_at_when_it_is_due(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    row = await tx.fetchrow("select * from dbos.workflow_status where workflow_uuid = $1", f"promise_due:{made.id}")
    assert row is not None
    assert row["name"] == "promise_due"
    assert row["delay_until_epoch_ms"] == int(made.due_at.timestamp() * 1000)


async def test_what_is_promised_already_is_not_promised_twice(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    await promises.make(tx, made.case_id, OWNER, REFUND, BOOK, NOW + MINUTE)
    assert await promises.of_case(tx, "cs_1") == [made]
    await promises.make(tx, made.case_id, OWNER, ANSWER, BOOK, NOW + MINUTE)
    assert {each.kind for each in await promises.of_case(tx, "cs_1")} == {REFUND, ANSWER}
    assert await tx.fetchval("select count(*) from dbos.workflow_status") == 2
    assert await journal_of(tx, "cs_1") == ["promised", "promised"]


async def test_a_promise_that_ten_make_at_once_is_one(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        await a_customer(tx)
        case = await a_case(tx)

    async def make() -> None:
        async with fresh_database.transaction() as connection:
            await promises.make(connection, case, OWNER, REFUND, BOOK, NOW)

    await asyncio.gather(*(make() for _ in range(10)))
    async with fresh_database.reading() as connection:
        assert len(await promises.unkept_of(connection, OWNER)) == 1
        assert await connection.fetchval("select count(*) from dbos.workflow_status") == 1


async def test_a_promise_that_is_kept_is_over_and_is_never_late(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    await promises.keep(tx, made.case_id, REFUND, NOW + MINUTE)
    assert await state_of(tx, made) is PromiseState.KEPT
    assert await promises.unkept_of(tx, OWNER) == []
    assert await promises.mark_late(tx, made, made.due_at) is False
    await promises.withdraw(tx, made.case_id, REFUND, made.due_at)
    assert await state_of(tx, made) is PromiseState.KEPT
    assert await tx.fetchval("select ended_at from promises where id = $1", made.id) == NOW + MINUTE


async def test_a_promise_that_is_withdrawn_is_over(tx: asyncpg.Connection) -> None:
    made = await promised(tx, ANSWER)
    await promises.withdraw(tx, made.case_id, ANSWER, NOW + MINUTE)
    assert await state_of(tx, made) is PromiseState.WITHDRAWN
    assert await promises.mark_late(tx, made, made.due_at) is False
    await promises.keep(tx, made.case_id, ANSWER, NOW + 2 * MINUTE)
    assert await state_of(tx, made) is PromiseState.WITHDRAWN


async def test_after_one_has_ended_the_same_may_be_promised_again(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    await promises.keep(tx, made.case_id, REFUND, NOW)
    await promises.make(tx, made.case_id, OWNER, REFUND, BOOK, NOW + MINUTE)
    states = [each.state for each in await promises.of_case(tx, "cs_1")]
    assert states == [PromiseState.KEPT, PromiseState.OPEN]


async def test_a_late_promise_is_marked_once_still_seen_and_still_kept(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    assert await promises.mark_late(tx, made, made.due_at) is True
    assert await promises.mark_late(tx, made, made.due_at) is False
    assert [each.state for each in await promises.unkept_of(tx, OWNER)] == [PromiseState.LATE]
    await promises.make(tx, made.case_id, OWNER, REFUND, BOOK, made.due_at)
    assert len(await promises.of_case(tx, "cs_1")) == 1
    await promises.keep(tx, made.case_id, REFUND, made.due_at + MINUTE)
    assert await state_of(tx, made) is PromiseState.KEPT
    assert await journal_of(tx, "cs_1") == ["promised", "promise_late"]


async def test_ending_what_was_never_promised_changes_nothing(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    await a_case(tx, case="cs_2")
    await promises.keep(tx, made.case_id, ANSWER, NOW)
    await promises.keep(tx, "cs_2", REFUND, NOW)
    await promises.withdraw(tx, "cs_none", REFUND, NOW)
    assert await state_of(tx, made) is PromiseState.OPEN
    assert await promises.find(tx, "pr_none") is None


async def test_the_next_due_stands_first(tx: asyncpg.Connection) -> None:
    made = await promised(tx)
    second = await a_case(tx, case="cs_2")
    await promises.make(tx, second, OWNER, REFUND, BOOK, NOW - MINUTE)
    assert [each.case_id for each in await promises.unkept_of(tx, OWNER)] == ["cs_2", made.case_id]
