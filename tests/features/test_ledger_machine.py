"""Any sequence of charges, acts, grants and what becomes of them: the ledger's promises hold after each step."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from resolution_hub.core.acts import Act, CancelOrder, ChangeItems, ChangePayment, ReturnItems, Swap, Units
from resolution_hub.core.errors import InvalidValue
from resolution_hub.core.ledger import BillingErrorKind
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.facts import BillingFacts
from resolution_hub.core.policy.verdict import Allow, Deny
from resolution_hub.core.proposing import Leg, legs
from resolution_hub.features.remedies import collecting
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.collecting import BalanceTooSmall
from resolution_hub.features.remedies.service import MoreThanWasPaid
from resolution_hub.kit.db import Database
from resolution_hub.ports.payments import ChargeReceipt
from tests.core.a_basket import delivered
from tests.core.a_shop import BOOK, NOW
from tests.features.one_order import GIFT, Due, OneOrder
from tests.features.rows import usd

AMOUNTS = st.integers(1, 200_00)
UNITS = st.lists(
    st.builds(Units, st.sampled_from(["shirt", "camera"]), st.integers(1, 2), st.just("changed_mind")), max_size=3
)


class LedgerMachine(OneOrder, RuleBasedStateMachine):
    """What can happen to it, in any order."""

    grants = Bundle("grants")
    collections = Bundle("collections")
    returns = Bundle("returns")

    # -- money comes in, and the goods arrive

    @rule(minor=AMOUNTS)
    def charge(self, minor: int) -> None:
        """The shop captures something more for the order."""
        self.capture(minor)

    @rule()
    def arrive(self) -> None:
        if self.order.status is OrderStatus.PLACED:
            arrived = delivered()
            self.order = replace(self.order, status=arrived.status, shipments=arrived.shipments)

    # -- acts: ruled, and what they move granted with the yes

    @rule(target=grants, units=UNITS)
    def cancel(self, units: list[Units]) -> Any:
        return self._act(CancelOrder(self.name, units=tuple(units)))

    @rule(target=returns, units=UNITS)
    def send_back(self, units: list[Units]) -> Any:
        return self._act(ReturnItems(self.name, tuple(units)))

    @rule(target=grants, to=st.sampled_from(["blue", "cheap"]), onto_gift=st.booleans())
    def swap_for_less(self, to: str, onto_gift: bool) -> Any:
        return self._act(ChangeItems(self.name, (Swap("shirt", to),), self.methods[1].id if onto_gift else None))

    @rule(target=collections, by_gift=st.booleans())
    def swap_for_more(self, by_gift: bool) -> Any:
        return self._act(ChangeItems(self.name, (Swap("shirt", "dear"),), self.methods[by_gift].id))

    @rule(target=collections)
    def pay_by_gift(self) -> Any:
        return self._act(ChangePayment(self.name, self.methods[1].id))

    def _act(self, act: Act) -> Any:
        try:
            return multiple(*self.run(self.carried_out(act)))
        except BalanceTooSmall:
            return multiple()

    @rule(target=grants, due=consumes(returns))
    def scan(self, due: Due) -> Any:
        """The return parcel is seen: what is due is granted, as far as anything is left."""

        async def released() -> list[str]:
            async with self.database.transaction() as tx:
                ledger = await remedies.lock_ledger(tx, self.customer)
                parts = legs(ledger.charges_of_order(self.name), ledger, due.amount)
                return await self.granted(tx, parts, due.ruling_id, due.ruling, None)

        return multiple(*self.run(released()))

    # -- grants of any amount, one or two at a time, with and without a right

    @rule(target=grants, which=st.integers(0, 9), minor=AMOUNTS)
    def refund_an_error(self, which: int, minor: int) -> Any:
        charge = self.one_charge(which)

        async def granted() -> list[str]:
            async with self.database.transaction() as tx:
                left = self.left(await remedies.lock_ledger(tx, self.customer), charge)
                facts = BillingFacts(
                    charge,
                    usd(self.charged[charge]),
                    left,
                    NOW,
                    NOW,
                    "US",
                    BillingErrorKind.TWICE,
                    usd(minor),
                    None,
                    None,
                )
                ruling_id, ruling = await remedies.rule_on(tx, self.case, facts, BOOK, NOW)
                if usd(minor) > left:
                    assert ruling.verdict == Deny("already_refunded")
                    with pytest.raises(InvalidValue):
                        await self.granted(tx, (Leg(charge, usd(minor)),), ruling_id, ruling, None)
                    return []
                return await self.granted(tx, (Leg(charge, usd(minor)),), ruling_id, ruling, None)

        return multiple(*self.run(granted()))

    @rule(target=grants, which=st.integers(0, 9), one=AMOUNTS, other=AMOUNTS)
    def two_at_once(self, which: int, one: int, other: int) -> Any:
        """Two who each believe that everything is still there."""
        charge, most = self.one_charge(which), usd(200_00)
        facts = BillingFacts(charge, most, most, NOW, NOW, "US", BillingErrorKind.TWICE, most, None, None)

        async def grant(minor: int) -> list[str]:
            with suppress(MoreThanWasPaid):
                async with self.database.transaction() as tx:
                    ruling_id, ruling = await remedies.rule_on(tx, self.case, facts, BOOK, NOW)
                    assert ruling.verdict == Allow(most)
                    await remedies.lock_ledger(tx, self.customer)
                    return await self.granted(tx, (Leg(charge, usd(minor)),), ruling_id, ruling, None)
            return []

        async def both() -> list[str]:
            left = self.left(await self.ledger(), charge)
            made = [grant_id for found in await asyncio.gather(grant(one), grant(other)) for grant_id in found]
            if usd(one + other) <= left:
                assert len(made) == 2
            elif min(one, other) <= left.minor:
                assert len(made) == 1
            else:
                assert made == []
            return made

        return multiple(*self.run(both()))

    # -- what becomes of them

    @rule(grant_id=grants, times=st.integers(1, 3))
    def settle(self, grant_id: str, times: int) -> None:
        """The provider took it; a worker that asks again finds it so."""
        for _ in range(times):
            self.run(self.end_grant(grant_id, sent=True))

    @rule(grant_id=grants)
    def fail(self, grant_id: str) -> None:
        if self.run(self.end_grant(grant_id, sent=False)):
            self.going_back.pop(grant_id)

    @rule(act_id=collections, times=st.integers(1, 2))
    def take(self, act_id: str, times: int) -> None:
        async def taken() -> None:
            async with self.database.transaction() as tx:
                wanted = await collecting.collection_of_act(tx, act_id)
                assert wanted is not None
                if await collecting.settle_collection(tx, wanted, ChargeReceipt(act_id, wanted.amount, NOW), NOW):
                    self.charged[wanted.id] = wanted.amount.minor

        for _ in range(times):
            self.run(taken())

    @rule(act_id=collections)
    def decline(self, act_id: str) -> None:
        async def declined() -> None:
            async with self.database.transaction() as tx:
                wanted = await collecting.collection_of_act(tx, act_id)
                assert wanted is not None
                await collecting.fail_collection(tx, wanted, "no cover", NOW)

        self.run(declined())

    @rule(target=grants, act_id=collections)
    def give_back(self, act_id: str) -> Any:
        """The shop could not do what was paid for."""

        async def given_back() -> list[str]:
            async with self.database.transaction() as tx:
                await remedies.lock_ledger(tx, self.customer)
                wanted = await collecting.collection_of_act(tx, act_id)
                assert wanted is not None
                grant_id = await collecting.give_back(tx, wanted, "too late", NOW)
                if grant_id is None:
                    return []
                self.going_back[grant_id] = wanted.amount.minor
                return [grant_id]

        return multiple(*self.run(given_back()))

    # -- the promises

    @invariant()
    def refunds_never_exceed_what_was_captured(self) -> None:
        ledger = self.run(self.ledger())
        assert {charge.id: charge.amount.minor for charge in ledger.charges} == self.charged
        for charge in ledger.charges:
            assert ledger.refundable(charge) >= usd(0)
        back = sum(refund.amount.minor for charge in ledger.charges for refund in ledger.refunds_of(charge.id))
        assert back == sum(self.going_back.values()) <= sum(self.charged.values())

    @invariant()
    def each_grant_has_its_line_in_the_journal_and_an_allowing_ruling(self) -> None:
        async def look() -> tuple[Any, Any]:
            async with self.database.reading() as connection:
                return await connection.fetch(_GRANTS, self.case), await connection.fetch(_WRITTEN, self.case)

        grants, written = self.run(look())
        assert {grant["verdict"] for grant in grants} <= {"allow"}
        # A payment that goes back whole begins as what it is; every other refund as a grant.
        found = sorted((line["act"].replace("payment_reversed", "granted"), line["grant"]) for line in written)
        assert found == sorted((act, g["id"]) for g in grants for act in _ACTS[g["kind"], g["state"]])

    @invariant()
    def a_gift_card_is_never_overdrawn_and_loses_nothing(self) -> None:
        async def look() -> tuple[int, int, int]:
            async with self.database.reading() as connection:
                row = await connection.fetchrow(_GIFT_CARD, self.methods[1].id)
                return row["balance"], row["spent"], row["received"]

        balance, spent, received = self.run(look())
        assert balance >= 0
        assert balance == GIFT - spent + received


# Every right to money of one case, with the verdict of the ruling that it was made under.
_GRANTS = """
select f.id, 'refund' as kind, f.state, r.verdict from refunds f left join rulings r on r.id = f.ruling_id where f.case_id = $1
union all
select k.id, 'collection', k.state, r.verdict from collections k left join rulings r on r.id = k.ruling_id where k.case_id = $1
"""
_WRITTEN = "select act, detail->>'grant' as grant from journal where case_id = $1 and detail ? 'grant'"
_GIFT_CARD = """
select m.balance,
       (select coalesce(sum(amount), 0) from collections where method_id = m.id and state <> 'failed')::bigint as spent,
       (select coalesce(sum(f.amount), 0) from refunds f join charges c on c.id = f.charge_id
        where f.state = 'sent' and coalesce(f.method_id, c.method_id) = m.id)::bigint as received
from payment_methods m where m.id = $1
"""
_ACTS = {
    ("refund", "granted"): {"granted"},
    ("refund", "sent"): {"granted", "refund_sent"},
    ("refund", "failed"): {"granted", "refund_failed"},
    ("collection", "granted"): {"payment_granted"},
    ("collection", "taken"): {"payment_granted", "payment_taken"},
    ("collection", "failed"): {"payment_granted", "payment_failed"},
}


@pytest.fixture
def machine(database_url: str) -> Iterator[type[LedgerMachine]]:
    """On a loop of its own: hypothesis steps are no coroutines."""
    loop = asyncio.new_event_loop()
    database = Database(database_url, most=4, name="hub-test")
    loop.run_until_complete(database.open())
    LedgerMachine.database, LedgerMachine.loop = database, loop
    yield LedgerMachine
    loop.run_until_complete(database.close())
    loop.close()


@pytest.mark.timeout(180)
def test_whatever_happens_in_whatever_order_the_ledger_keeps_its_promises(machine: type[LedgerMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
