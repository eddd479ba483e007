"""The one door for money: never above what was paid, sent once, failed once, whoever asks at the same moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolution_hub.core.errors import InvalidValue
from resolution_hub.core.ledger import BillingErrorKind, MethodKind, RefundState
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination
from resolution_hub.core.people import CaseId, CustomerId, Role
from resolution_hub.core.policy.facts import BillingFacts
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence, Ruling, Verdict
from resolution_hub.core.remedy import RulingId
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import Cashier, GrantRow, MoreThanWasPaid, RefundFailed
from resolution_hub.kit.db import Database
from resolution_hub.ports.payments import PaymentError, RefundReceipt
from tests.core.a_shop import BOOK
from tests.features.rows import MINUTE, NOW, a_case, a_charge, a_customer, journal_of, usd

ADA = CustomerId("ada")
LATER = NOW + MINUTE


def facts(minor: int) -> BillingFacts:
    when = NOW - timedelta(days=2)
    ended = NOW - timedelta(days=5)
    return BillingFacts(
        "ch_1", usd(minor), usd(minor), when, NOW, "US", BillingErrorKind.AFTER_CANCELLATION, usd(minor), ended, ended
    )


def receipt(reference: str, at: datetime = LATER) -> RefundReceipt:
    return RefundReceipt(reference, usd(1000), at)


def ruled(verdict: Verdict) -> Ruling:
    return Ruling(facts(1000), verdict, (), "v1")


async def prepared(tx: asyncpg.Connection, minor: int, verdict: Verdict) -> Ruling:
    """A charge of `minor` cents and a kept ruling "rl_1" about it in the case "cs_1"."""
    await a_customer(tx)
    await a_case(tx)
    await a_charge(tx, minor)
    await tx.execute("insert into rulings values ('rl_1', 'cs_1', $1, 'Allow', 'v1', '{}')", NOW)
    return ruled(verdict)


async def given_back(tx: asyncpg.Connection, ruling: Ruling, amount: Money, charge: str = "ch_1") -> str:
    await remedies.lock_ledger(tx, ADA)
    made = await remedies.grant_refund(tx, CaseId("cs_1"), RulingId("rl_1"), ruling, charge, amount, NOW)
    return made.id


async def total(tx: asyncpg.Connection) -> int:
    return int(await tx.fetchval("select coalesce(sum(amount), 0) from refunds where state <> 'failed'"))


async def test_a_grant_is_a_row_that_says_what_for(tx: asyncpg.Connection) -> None:
    ruling = await prepared(tx, 1499, Allow(usd(1499)))
    grant = await remedies.get_grant(tx, await given_back(tx, ruling, usd(1499)))
    assert (grant.charge_id, grant.amount, grant.state) == ("ch_1", usd(1499), RefundState.GRANTED)
    assert (grant.customer_id, grant.case_id, grant.ruling_id) == ("ada", "cs_1", "rl_1")
    assert (grant.method, grant.method_label) == (MethodKind.CARD, "Visa ending 4242")
    assert (grant.sent_at, grant.reference) == (None, None)
    assert await journal_of(tx, "cs_1") == ["granted"]
    ledger = await remedies.get_ledger(tx, ADA)
    assert [(refund.id, refund.amount) for refund in ledger.refunds] == [(grant.id, usd(1499))]
    with pytest.raises(LookupError):
        await remedies.get_grant(tx, "rf_none")


async def test_one_cent_more_than_was_paid_is_not_given(tx: asyncpg.Connection) -> None:
    ruling = await prepared(tx, 1000, Allow(usd(5000)))
    await given_back(tx, ruling, usd(600))
    for amount in (usd(401), usd(1000), usd(5000)):
        with pytest.raises(MoreThanWasPaid):
            await given_back(tx, ruling, amount)
    await given_back(tx, ruling, usd(400))
    assert await total(tx) == 1000
    assert await journal_of(tx, "cs_1") == ["granted", "granted"]


async def test_a_grant_in_another_currency_or_of_an_unknown_charge_is_not_given(tx: asyncpg.Connection) -> None:
    ruling = await prepared(tx, 1000, Allow(Money(1000, "EUR")))
    with pytest.raises(MoreThanWasPaid):
        await given_back(tx, ruling, Money(1000, "EUR"))
    with pytest.raises(MoreThanWasPaid):
        await given_back(tx, ruled(Allow(usd(1000))), usd(10), charge="ch_none")
    assert await total(tx) == 0


@pytest.mark.parametrize(
    "verdict", [Deny("closed"), NeedApproval(Role.AGENT, "value"), NeedEvidence(("photo",), "damage"), Allow(usd(999))]
)
async def test_only_what_the_ruling_allows_is_granted(verdict: Verdict, tx: asyncpg.Connection) -> None:
    ruling = await prepared(tx, 5000, verdict)
    for amount in (usd(1000), usd(0), usd(-1000)):
        with pytest.raises(InvalidValue):
            await given_back(tx, ruling, amount)
    assert await total(tx) == 0


async def test_twenty_who_grant_at_once_never_give_more_than_was_paid(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        ruling = await prepared(tx, 1000, Allow(usd(1000)))

    async def one(number: int) -> bool:
        try:
            async with fresh_database.transaction() as connection:
                await given_back(connection, ruling, usd(300 if number % 2 else 150))
        except MoreThanWasPaid:
            return False
        return True

    given_out = await asyncio.gather(*(one(number) for number in range(20)))
    async with fresh_database.reading() as connection:
        assert 850 < await total(connection) <= 1000
        assert await connection.fetchval("select count(*) from refunds") == sum(given_out)
        assert len(await journal_of(connection, "cs_1")) == sum(given_out)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 700), st.sampled_from(["keep", "settle", "fail", "settle, then fail"])), max_size=9
    )
)
async def test_whatever_is_granted_settled_and_failed_in_whatever_order_the_sum_stays_within_the_charge(
    database: Database, steps: list[tuple[int, str]]
) -> None:
    class Undo(Exception):
        pass

    with suppress(Undo):
        async with database.transaction() as tx:
            ruling = await prepared(tx, 1000, Allow(usd(1000)))
            expected = 0
            for minor, then in steps:
                if expected + minor > 1000:
                    with pytest.raises(MoreThanWasPaid):
                        await given_back(tx, ruling, usd(minor))
                    continue
                grant = await remedies.get_grant(tx, await given_back(tx, ruling, usd(minor)))
                if then.startswith("settle"):
                    assert await remedies.settle(tx, grant, receipt(grant.id), LATER)
                if then.endswith("fail"):
                    assert await remedies.fail(tx, grant, "closed account", LATER) is (then == "fail")
                expected += 0 if then == "fail" else minor
                assert await total(tx) == expected
            raise Undo


async def a_grant(tx: asyncpg.Connection) -> GrantRow:
    ruling = await prepared(tx, 1000, Allow(usd(1000)))
    return await remedies.get_grant(tx, await given_back(tx, ruling, usd(1000)))


async def test_a_refund_is_settled_once(tx: asyncpg.Connection) -> None:
    grant = await a_grant(tx)
    assert await remedies.open_grants_of_case(tx, "cs_1") == 1
    assert await remedies.settle(tx, grant, receipt("ref-1"), LATER) is True
    assert await remedies.settle(tx, grant, receipt("ref-2", LATER + MINUTE), LATER + MINUTE) is False
    kept = await remedies.get_grant(tx, grant.id)
    assert (kept.state, kept.reference, kept.sent_at) == (RefundState.SENT, "ref-1", LATER)
    assert await journal_of(tx, "cs_1") == ["granted", "refund_sent"]
    assert await remedies.open_grants_of_case(tx, "cs_1") == 0
    assert await remedies.grants_of_case(tx, "cs_1") == [grant.id]


async def test_a_refund_that_ten_settle_and_fail_at_once_ends_one_way(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        grant = await a_grant(tx)

    async def end(number: int) -> bool:
        async with fresh_database.transaction() as connection:
            if number % 2:
                return await remedies.settle(connection, grant, receipt(f"ref-{number}"), LATER)
            return await remedies.fail(connection, grant, "refused", LATER)

    ended = await asyncio.gather(*(end(number) for number in range(10)))
    async with fresh_database.reading() as connection:
        kept = await remedies.get_grant(connection, grant.id)
        acts = await journal_of(connection, "cs_1")
    assert ended.count(True) == 1
    assert kept.state is (RefundState.SENT if ended.index(True) % 2 else RefundState.FAILED)
    assert acts == ["granted", "refund_sent" if kept.state is RefundState.SENT else "refund_failed"]


async def test_what_failed_is_over_and_its_money_may_be_granted_again(tx: asyncpg.Connection) -> None:
    grant = await a_grant(tx)
    assert await remedies.fail(tx, grant, "account closed", LATER) is True
    assert await remedies.fail(tx, grant, "account closed", LATER) is False
    assert await remedies.settle(tx, grant, receipt("late"), LATER) is False
    assert await journal_of(tx, "cs_1") == ["granted", "refund_failed"]
    again = await given_back(tx, ruled(Allow(usd(1000))), usd(1000))
    assert again != grant.id
    with pytest.raises(MoreThanWasPaid):
        await given_back(tx, ruled(Allow(usd(1000))), usd(1))


async def test_a_ruling_is_kept_as_it_was_made(tx: asyncpg.Connection) -> None:
    await a_customer(tx)
    case = await a_case(tx)
    await a_charge(tx, 1499)
    ruling_id, ruling = await remedies.rule_on(tx, case, facts(1499), BOOK, NOW)
    assert isinstance(ruling.verdict, Allow)
    kept = await remedies.find_ruling(tx, ruling_id)
    assert kept is not None
    assert (kept.at, kept.ruling) == (NOW, ruling)
    assert await remedies.rulings_of_case(tx, case) == [kept]
    assert await remedies.find_ruling(tx, "rl_none") is None
    assert await journal_of(tx, case) == ["ruled"]


async def test_a_rulebook_is_kept_once_by_its_version(tx: asyncpg.Connection) -> None:
    for text in ("first", "second"):
        await remedies.keep_rulebook(tx, BOOK, text)
    assert await tx.fetchval("select text from rulebooks where version = $1", BOOK.version) == "first"


class Provider:
    """Payments that answer as they are told, and remember what they were asked."""

    def __init__(self, answer: RefundReceipt | PaymentError) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Money, str]] = []

    async def refund(
        self,
        charge_id: str,
        amount: Money,
        key: str,
        destination: Destination = Destination.ORIGINAL,
        method_id: str | None = None,
    ) -> RefundReceipt:
        assert (destination, method_id) == (Destination.ORIGINAL, None)
        self.asked.append((charge_id, amount, key))
        if isinstance(self.answer, PaymentError):
            raise self.answer
        return self.answer


async def test_the_provider_is_asked_under_the_grants_own_id(tx: asyncpg.Connection) -> None:
    grant, provider = await a_grant(tx), Provider(receipt("ref-1"))
    for _ in range(2):
        assert (await Cashier(provider).issue(grant)).reference == "ref-1"
    assert provider.asked == [("ch_1", usd(1000), grant.id)] * 2


@pytest.mark.parametrize("permanent", [True, False])
async def test_a_refusal_says_whether_asking_again_can_help(permanent: bool, tx: asyncpg.Connection) -> None:
    cashier = Cashier(Provider(PaymentError("no", permanent=permanent)))
    with pytest.raises(RefundFailed) as caught:
        await cashier.issue(await a_grant(tx))
    assert caught.value.permanent is permanent
