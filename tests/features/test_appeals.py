"""Appeals are kept once, and a person's ruling stands in place of another once, whoever tries at the same moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolution_hub.core.appeal import Decider, GrantMoney, Unable, Uphold
from resolution_hub.core.ledger import RefundState
from resolution_hub.core.money import Money
from resolution_hub.core.people import AgentId, CustomerId, Role
from resolution_hub.core.policy.verdict import Allow, Deny
from resolution_hub.features.appeals import service as appeals
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import superseding
from resolution_hub.features.remedies.service import KeptRuling
from resolution_hub.features.remedies.superseding import AlreadySuperseded, Superseded
from resolution_hub.kit.db import Database
from tests.core.a_shop import BOOK
from tests.features.rows import MINUTE, NOW, a_case, a_charge, a_customer, journal_of, usd
from tests.features.test_remedies import facts

ADA = CustomerId("ada")
LIMIT = BOOK.terms.approval_limit[Role.AGENT]["USD"].minor
RUTH = Decider(AgentId("agt_ruth"), "Ruth", "The parcel was ours to lose.")
INES = Decider(AgentId("agt_ines"), "Ines", "I agree with Ruth.")


async def refused(tx: asyncpg.Connection, paid: int = 5_000) -> KeptRuling:
    """A ruling of the rulebook in "cs_1" that says no, about a charge of `paid` cents."""
    await a_customer(tx)
    case = await a_case(tx)
    await a_charge(tx, paid)
    none = replace(facts(paid), error=None, wrong=None)
    ruling_id, ruling = await remedies.rule_on(tx, case, none, BOOK, NOW)
    assert isinstance(ruling.verdict, Deny)
    kept = await remedies.find_ruling(tx, ruling_id)
    assert kept is not None
    return kept


async def granted(tx: asyncpg.Connection, kept: KeptRuling, minor: int, by: Decider = RUTH) -> Superseded | Unable:
    return await superseding.supersede(tx, ADA, kept, GrantMoney(usd(minor)), by, Role.AGENT, BOOK, NOW + MINUTE)


async def test_an_appeal_is_kept_once_with_its_first_words(tx: asyncpg.Connection) -> None:
    kept = await refused(tx)
    assert await appeals.find(tx, kept.id) is None
    assert await appeals.lodge(tx, kept.id, kept.case_id, "It never came.", NOW) is True
    assert await appeals.lodge(tx, kept.id, kept.case_id, "Again!", NOW + MINUTE) is False
    found = await appeals.find(tx, kept.id)
    assert found is not None
    assert (found.statement, found.at, found.case_id) == ("It never came.", NOW, "cs_1")
    assert await appeals.of_case(tx, "cs_1") == [found]
    assert await journal_of(tx, "cs_1") == ["ruled", "appealed"]


async def test_a_persons_ruling_is_kept_with_their_name_and_reason_and_what_it_grants(tx: asyncpg.Connection) -> None:
    first = await refused(tx)
    made = await granted(tx, first, 1_250)
    assert isinstance(made, Superseded)
    before, after = await remedies.rulings_of_case(tx, "cs_1")
    assert (before.superseded_by, before.by, before.ruling) == (after.id, None, first.ruling)
    assert (after.supersedes, after.by, after.superseded_by) == (first.id, RUTH, None)
    assert (after.id, after.ruling.verdict, after.ruling.facts) == (
        made.ruling_id,
        Allow(usd(1_250)),
        first.ruling.facts,
    )
    (right,) = made.grants
    grant = await remedies.get_grant(tx, right.id)
    assert (grant.charge_id, grant.amount, grant.state) == ("ch_1", usd(1_250), RefundState.GRANTED)
    assert grant.ruling_id == made.ruling_id
    rows = await tx.fetch("select actor, act from journal where case_id = 'cs_1' order by seq")
    assert [tuple(row) for row in rows][1:] == [("agent:agt_ruth", "superseded"), ("agent:agt_ruth", "granted")]


async def test_an_upheld_ruling_grants_nothing(tx: asyncpg.Connection) -> None:
    first = await refused(tx)
    made = await superseding.supersede(tx, ADA, first, Uphold(), RUTH, Role.AGENT, BOOK, NOW)
    assert isinstance(made, Superseded)
    assert (made.grants, made.ruling.verdict) == ((), first.ruling.verdict)
    assert await tx.fetchval("select count(*) from refunds") == 0


async def test_a_ruling_is_superseded_once_and_the_next_is_somebody_elses_to_decide(tx: asyncpg.Connection) -> None:
    first = await refused(tx)
    made = await granted(tx, first, 100)
    assert isinstance(made, Superseded)
    second = await remedies.find_ruling(tx, made.ruling_id)
    assert second is not None
    assert await granted(tx, second, 100) is Unable.OWN_RULING
    assert isinstance(await granted(tx, second, 100, by=INES), Superseded)
    with pytest.raises(AlreadySuperseded):
        await granted(tx, first, 100, by=INES)


async def test_what_cannot_be_decided_writes_nothing(tx: asyncpg.Connection) -> None:
    first = await refused(tx, 5_000)
    assert await granted(tx, first, 5_001) is Unable.MORE_THAN_LEFT
    euros = GrantMoney(Money(100, "EUR"))
    assert await superseding.supersede(tx, ADA, first, euros, RUTH, Role.AGENT, BOOK, NOW) is Unable.OTHER_CURRENCY
    somebody = await superseding.supersede(
        tx, CustomerId("bea"), first, GrantMoney(usd(1)), RUTH, Role.AGENT, BOOK, NOW
    )
    assert somebody is Unable.NOTHING_LEFT
    assert len(await remedies.rulings_of_case(tx, "cs_1")) == 1
    assert await journal_of(tx, "cs_1") == ["ruled"]


async def test_of_twenty_who_decide_at_once_one_does_and_one_refund_is_granted(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        first = await refused(tx)

    async def one(number: int) -> bool:
        by = Decider(AgentId(f"agt_{number}"), f"Agent {number}", "Ours to lose.")
        try:
            async with fresh_database.transaction() as connection:
                return isinstance(await granted(connection, first, 100 + number, by), Superseded)
        except AlreadySuperseded:
            return False

    done = await asyncio.gather(*(one(number) for number in range(20)))
    assert done.count(True) == 1
    async with fresh_database.reading() as connection:
        assert [row["amount"] for row in await connection.fetch("select amount from refunds")] == [
            100 + done.index(True)
        ]
        assert len(await remedies.rulings_of_case(connection, "cs_1")) == 2
        assert await journal_of(connection, "cs_1") == ["ruled", "superseded", "granted"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(-50, 2 * LIMIT), min_size=1, max_size=6))
async def test_however_often_it_is_decided_no_more_goes_back_than_was_paid(
    database: Database, amounts: list[int]
) -> None:
    class Undo(Exception):
        pass

    with suppress(Undo):
        async with database.transaction() as tx:
            kept, left = await refused(tx, 60_000), 60_000
            for number, minor in enumerate(amounts):
                by = Decider(AgentId(f"agt_{number}"), "Somebody", "So be it.")
                made = await granted(tx, kept, minor, by)
                assert isinstance(made, Superseded) == (0 < minor <= min(left, LIMIT))
                if isinstance(made, Superseded):
                    left -= minor
                    found = await remedies.find_ruling(tx, made.ruling_id)
                    assert found is not None
                    kept = found
            assert left == 60_000 - await tx.fetchval("select coalesce(sum(amount), 0) from refunds")
            raise Undo
