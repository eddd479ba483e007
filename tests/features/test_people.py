"""Sessions, agents, one-time tokens and attempts: what lets somebody in, for how long, and how often."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from resolution_hub.core.people import CustomerId, Role
from resolution_hub.features.people import service as people
from resolution_hub.features.people.identity import Identity
from resolution_hub.features.people.service import TokenSpent, TooManyAttempts
from resolution_hub.kit.db import Database
from tests.features.rows import MINUTE, NOW, a_customer

SECOND = timedelta(seconds=1)
SECRET = b"a secret of some length"


async def an_agent(tx: asyncpg.Connection, password: str | None = "correct horse", role: Role = Role.AGENT) -> None:
    await people.add_agent(tx, "agt_1", "Ruth", "Ruth@example.org", role, password)


async def test_a_session_is_known_by_its_token_until_it_ends(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    token = await people.start_session(tx, "customer", "ada", NOW)
    caller = await people.find_caller(tx, token, NOW)
    assert caller is not None
    assert (caller.kind, caller.subject, caller.name, caller.customer_id) == ("customer", "ada", "Ada", "ada")
    assert (caller.locale, caller.timezone, caller.currency) == ("en-GB", "Europe/London", "GBP")
    assert caller.owner.key == "customer:ada"
    await people.end_session(tx, token)
    assert await people.find_caller(tx, token, NOW) is None


async def test_the_token_itself_is_not_stored(tx: asyncpg.Connection) -> None:
    token = await people.start_session(tx, "visitor", "vis_1", NOW)
    stored = await tx.fetchval("select sessions::text from sessions")
    assert token not in stored
    assert token.encode().hex() not in stored
    assert await people.start_session(tx, "visitor", "vis_1", NOW) != token


@pytest.mark.parametrize("token", ["", "x", "é\x00", "x" * 99, "' or true --"], ids=repr)
async def test_a_token_that_nobody_was_given_is_nobodys(token: str, tx: asyncpg.Connection) -> None:
    await people.start_session(tx, "visitor", "vis_1", NOW)
    assert await people.find_caller(tx, token, NOW) is None


@pytest.mark.parametrize("kind", people.LIFE)
async def test_a_session_ends_to_the_second_when_its_life_is_over(kind: str, tx: asyncpg.Connection) -> None:
    await a_customer(tx, "who")
    await people.add_agent(tx, "who", "Ruth", "r@example.org", Role.AGENT, None)
    token = await people.start_session(tx, kind, "who", NOW)
    end = NOW + people.LIFE[kind]
    found = await people.find_caller(tx, token, end - SECOND)
    assert found is not None
    assert found.kind == kind
    assert await people.find_caller(tx, token, end) is None


@pytest.mark.parametrize("kind", ["customer", "agent"])
async def test_the_session_of_somebody_who_is_gone_lets_nobody_in(kind: str, tx: asyncpg.Connection) -> None:
    token = await people.start_session(tx, kind, "gone", NOW)
    assert await people.find_caller(tx, token, NOW) is None


async def test_a_customers_session_makes_no_agent_of_the_same_id(tx: asyncpg.Connection) -> None:
    await a_customer(tx, "agt_1")
    await an_agent(tx, role=Role.SUPERVISOR)
    caller = await people.find_caller(tx, await people.start_session(tx, "customer", "agt_1", NOW), NOW)
    assert caller is not None
    assert (caller.kind, caller.role) == ("customer", None)
    agent = await people.find_caller(tx, await people.start_session(tx, "agent", "agt_1", NOW), NOW)
    assert agent is not None
    assert (agent.kind, agent.role, agent.name, agent.customer_id) == ("agent", Role.SUPERVISOR, "Ruth", None)


async def test_the_changes_token_is_bound_to_session_and_secret(tx: asyncpg.Connection) -> None:
    callers = []
    for _ in range(2):
        caller = await people.find_caller(tx, await people.start_session(tx, "visitor", "vis_1", NOW), NOW)
        assert caller is not None
        callers.append(caller)
    made = {caller.csrf(secret) for caller in callers for secret in (SECRET, SECRET[::-1])}
    assert len(made) == 4
    assert callers[0].csrf(SECRET) == callers[0].csrf(SECRET)
    assert callers[0].token not in callers[0].csrf(SECRET)


async def test_an_identity_token_is_spent_once_however_many_bring_it_at_once(fresh_database: Database) -> None:
    identity = Identity(CustomerId("ada"), "jti-1", NOW + MINUTE)

    async def spend() -> bool:
        try:
            async with fresh_database.transaction() as connection:
                await people.spend_token(connection, identity)
        except TokenSpent:
            return False
        return True

    assert sorted(await asyncio.gather(*(spend() for _ in range(10)))) == [False] * 9 + [True]


async def test_an_agent_is_let_in_by_address_and_password(tx: asyncpg.Connection) -> None:
    await an_agent(tx)
    login = await people.find_agent_login(tx, "rUTH@example.org")
    assert login is not None
    assert login[0] == "agt_1"
    assert "correct horse" not in login[1]
    assert people.password_fits(login, "correct horse")
    for wrong in ("", "Correct horse", "correct horse ", "x" * 5000, "\x00"):
        assert not people.password_fits(login, wrong)


async def test_nobody_is_let_in_where_there_is_no_such_agent_or_no_password(tx: asyncpg.Connection) -> None:
    await an_agent(tx, password=None)
    assert await people.find_agent_login(tx, "ruth@example.org") is None
    assert await people.find_agent_login(tx, "nobody@example.org") is None
    assert not people.password_fits(None, "")
    assert not people.password_fits(None, "correct horse")


async def test_an_agent_who_is_changed_keeps_the_password_unless_there_is_a_new_one(tx: asyncpg.Connection) -> None:
    await an_agent(tx)
    await people.add_agent(tx, "agt_1", "Ruth B.", "ruth@example.org", Role.SUPERVISOR, None)
    assert people.password_fits(await people.find_agent_login(tx, "ruth@example.org"), "correct horse")
    agent = await people.find_agent(tx, "agt_1")
    assert agent is not None
    assert (agent.name, agent.role) == ("Ruth B.", Role.SUPERVISOR)
    assert await people.agents(tx) == [agent]
    await an_agent(tx, password="another")
    login = await people.find_agent_login(tx, "ruth@example.org")
    assert (people.password_fits(login, "correct horse"), people.password_fits(login, "another")) == (False, True)
    assert await people.find_agent(tx, "agt_none") is None


async def test_attempts_are_limited_for_a_window_and_told_when_it_ends(tx: asyncpg.Connection) -> None:
    start = NOW.replace(minute=0)
    window = 5 * MINUTE
    for number in range(3):
        await people.count_attempt(tx, "ruth", 3, window, start + SECOND * number)
    for at, left in ((start + SECOND * 3, 297), (start + window - SECOND, 1)):
        with pytest.raises(TooManyAttempts) as caught:
            await people.count_attempt(tx, "ruth", 3, window, at)
        assert caught.value.retry_after == left
    await people.count_attempt(tx, "somebody else", 3, window, start)
    await people.count_attempt(tx, "ruth", 3, window, start + window)


async def test_of_twenty_attempts_at_once_no_more_than_the_limit_pass(fresh_database: Database) -> None:
    async def attempt() -> bool:
        try:
            async with fresh_database.transaction() as connection:
                await people.count_attempt(connection, "ruth", 5, MINUTE, NOW)
        except TooManyAttempts:
            return False
        return True

    passed = await asyncio.gather(*(attempt() for _ in range(20)))
    assert passed.count(True) == 5


async def test_what_has_expired_is_swept_and_nothing_else(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    old = NOW - timedelta(days=8)
    for at in (old, NOW):
        await people.start_session(tx, "visitor", f"vis_{at.day}", at)
        await people.spend_token(tx, Identity(CustomerId("ada"), f"jti-{at.day}", at + MINUTE))
        await people.count_attempt(tx, "ruth", 5, MINUTE, at)
    await people.sweep(tx, NOW)
    assert await tx.fetchval("select array_agg(subject) from sessions") == [f"vis_{NOW.day}"]
    assert await tx.fetchval("select array_agg(token_id) from spent_tokens") == [f"jti-{NOW.day}"]
    assert await tx.fetchval("select array_agg(slot) from attempts") == [NOW]


async def test_customers_are_found_by_part_of_id_name_or_address(tx: asyncpg.Connection) -> None:
    await a_customer(tx, "cus_ada", "Ada", "Lund")
    await a_customer(tx, "cus_bea", "Bea", "O'Neil 100%")

    async def found(words: str) -> list[str]:
        return [row["id"] for row in await people.find_customers(tx, words)]

    assert await found("ada lu") == ["cus_ada"]
    assert await found("O'N") == ["cus_bea"]
    assert await found("BEA@EXAMPLE") == ["cus_bea"]
    assert await found("0%") == ["cus_bea"]
    assert await found("c_s") == []
    assert await found("\\") == []
    assert await found("cus_") == ["cus_ada", "cus_bea"]
    assert await people.customer_exists(tx, "cus_ada")
    assert not await people.customer_exists(tx, "cus_none")


async def test_no_more_than_twenty_customers_are_listed(tx: asyncpg.Connection) -> None:
    for number in range(25):
        await a_customer(tx, f"cus_{number:02}", "Ada", "Lund")
    assert [row["id"] for row in await people.find_customers(tx, "ada")] == [f"cus_{n:02}" for n in range(20)]
