"""A customer with one order, paid by card, and a gift card of 30 USD, as rows; and what is done to them, each step committed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, ClassVar, TypeVar

import asyncpg

from resolution_hub.core.acts import Act, CancelOrder, ReturnItems, Units
from resolution_hub.core.finding.wares import History
from resolution_hub.core.ledger import Ledger, MethodKind, PaymentMethod
from resolution_hub.core.money import Money
from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.people import CaseId, CustomerId
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.proposing import Leg, Proposal, propose
from resolution_hub.core.remedy import RulingId, TakePayment
from resolution_hub.core.situation import Situation
from resolution_hub.features.acts import service as acts
from resolution_hub.features.remedies import collecting
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.collecting import Purpose
from resolution_hub.features.remedies.service import SendTo
from resolution_hub.kit.db import Database
from resolution_hub.ports.payments import RefundReceipt
from tests.core.a_basket import WARES, a_basket
from tests.core.a_shop import BOOK, NOW, a_customer
from tests.features import rows
from tests.features.rows import usd

T = TypeVar("T")
GIFT = 30_00
_numbers = count(1)


@dataclass(frozen=True)
class Due:
    """What goes back once the goods are on their way."""

    ruling_id: RulingId
    ruling: Ruling
    amount: Money


class OneOrder:
    """`charged` and `going_back` are what the ledger should say: each charge's amount, each refund's that did not fail."""

    database: ClassVar[Database]
    loop: ClassVar[asyncio.AbstractEventLoop]

    def __init__(self) -> None:
        super().__init__()  # of what it is mixed into
        self.name = f"m{next(_numbers)}"
        self.customer, self.case = CustomerId(self.name), CaseId(f"cs_{self.name}")
        card = PaymentMethod(f"card_{self.name}", MethodKind.CARD, "Visa")
        gift = PaymentMethod(f"gift_{self.name}", MethodKind.GIFT_CARD, "Gift card", usd(GIFT))
        self.methods = (card, gift)
        self.order = replace(a_basket(), id=self.name, number=self.name, customer_id=self.customer)
        self.charged: dict[str, int] = {}
        self.going_back: dict[str, int] = {}
        self.run(self._set_up())
        self.capture(self.order.total.minor)

    def run(self, step: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(step)

    async def _set_up(self) -> None:
        async with self.database.transaction() as tx:
            await rows.a_customer(tx, self.name)
            await rows.a_case(tx, self.name, self.case)
            await tx.execute(
                "insert into orders (id, number, customer_id, placed_at, status, total, currency)"
                " values ($1, $1, $1, $2, 'placed', $3, 'USD')",
                self.name, self.order.placed_at, self.order.total.minor,
            )  # fmt: skip
            for method in self.methods:
                balance = method.balance.minor if method.balance else None
                await tx.execute(
                    "insert into payment_methods (id, customer_id, kind, label, balance, currency)"
                    " values ($1, $2, $3, $4, $5, 'USD')",
                    method.id, self.name, method.kind, method.label, balance,
                )  # fmt: skip

    def capture(self, minor: int) -> None:
        """The shop captures something for the order."""
        charge = f"ch_{self.name}_{len(self.charged)}"

        async def captured() -> None:
            async with self.database.transaction() as tx:
                await tx.execute(
                    "insert into charges (id, customer_id, order_id, amount, currency, at, method, method_label,"
                    " description, method_id) values ($1, $2, $2, $3, 'USD', $4, 'card', 'Visa', 'Order', $5)",
                    charge, self.name, minor, NOW, self.methods[0].id,
                )  # fmt: skip

        self.run(captured())
        self.charged[charge] = minor

    async def who(self, tx: asyncpg.Connection) -> Situation:
        ledger = await remedies.lock_ledger(tx, self.customer)
        balance = await tx.fetchval("select balance from payment_methods where id = $1", self.methods[1].id)
        methods = (self.methods[0], replace(self.methods[1], balance=usd(balance)))
        customer = a_customer(id=self.customer)
        return Situation(customer, NOW, (self.order,), ledger=ledger, methods=methods)

    async def carried_out(self, act: Act) -> list[Any]:
        async with self.database.transaction() as tx:
            who = await self.who(tx)
            proposal = propose(act, who, WARES, BOOK, History())
            ruling_id, ruling = await remedies.rule_on(tx, self.case, proposal.ruling.facts, BOOK, NOW)
            assert ruling.verdict == proposal.ruling.verdict
            if not proposal.allowed:
                assert (proposal.back, proposal.collect, proposal.later) == ((), None, None)
                return []
            act_id = await acts.ask(tx, self.case, self.customer, proposal, ruling_id, NOW)
            made = await self._money(tx, proposal, ruling_id, ruling, act_id)
            await acts.end(tx, act_id, acts.ActState.DONE, "done", NOW)
        self._remember(act)
        return made

    async def _money(
        self, tx: asyncpg.Connection, proposal: Proposal, ruling_id: RulingId, ruling: Ruling, act_id: str
    ) -> list[Any]:
        if proposal.collect is not None:
            payment = TakePayment(proposal.collect.method_id, proposal.collect.amount)
            purpose = Purpose(act_id, "Order", order_id=self.name)
            await collecting.grant_collection(tx, self.case, self.customer, ruling_id, ruling, payment, purpose, NOW)
            return [act_id]
        if proposal.later is not None:
            return [Due(ruling_id, ruling, proposal.later)] if proposal.later.positive else []
        return await self.granted(tx, proposal.back, ruling_id, ruling, act_id)

    async def granted(
        self, tx: asyncpg.Connection, parts: tuple[Leg, ...], ruling_id: RulingId, ruling: Ruling, act_id: str | None
    ) -> list[str]:
        made = []
        for leg in parts:
            to = SendTo(leg.destination, leg.method_id, act_id)
            grant = await remedies.grant_refund(
                tx, self.case, ruling_id, ruling, leg.charge_id, leg.amount, NOW, to=to
            )  # fmt: skip
            made.append(str(grant.id))
            self.going_back[made[-1]] = leg.amount.minor
        return made

    def _remember(self, act: Act) -> None:
        """What the shop does to the order."""
        match act:
            case CancelOrder(units=()):
                self.order = replace(self.order, status=OrderStatus.CANCELLED)
            case CancelOrder(units=units) | ReturnItems(units=units):
                self.order = _without(self.order, units, returned=isinstance(act, ReturnItems))
                if isinstance(act, CancelOrder) and not any(line.kept for line in self.order.lines):
                    self.order = replace(self.order, status=OrderStatus.CANCELLED)

    def one_charge(self, which: int) -> str:
        return sorted(self.charged)[which % len(self.charged)]

    @staticmethod
    def left(ledger: Ledger, charge_id: str) -> Money:
        charge = ledger.charge(charge_id)
        assert charge is not None
        return ledger.refundable(charge)

    async def ledger(self) -> Ledger:
        async with self.database.reading() as connection:
            return await remedies.get_ledger(connection, self.customer)

    async def end_grant(self, grant_id: str, *, sent: bool) -> bool:
        async with self.database.transaction() as tx:
            granted = await remedies.get_grant(tx, grant_id)
            if sent:
                return await remedies.settle(tx, granted, RefundReceipt(grant_id, granted.amount, NOW), NOW)
            return await remedies.fail(tx, granted, "closed", NOW)


def _without(order: Order, units: tuple[Units, ...], *, returned: bool) -> Order:
    lines = {line.id: line for line in order.lines}
    for each in units:
        line = lines[each.line_id]
        more = min(each.quantity, line.kept)
        lines[line.id] = (
            replace(line, returned=line.returned + more) if returned else replace(line, cancelled=line.cancelled + more)
        )
    return replace(order, lines=tuple(lines.values()))
