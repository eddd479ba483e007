"""What carrying out an act works with: the act, what was known before it, and the money that was agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from resolution_hub.core.acts import ORDER_ACTS, Act
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import Ledger, MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, Order
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.proposing import Leg, Proposal
from resolution_hub.core.situation import Situation
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActRow
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import versions
from resolution_hub.features.remedies.service import KeptRuling, SendTo
from resolution_hub.journeys.telling import Chapter, Means


@dataclass(frozen=True, slots=True)
class Doing:
    """An act that is carried out, held with its order and the ledger. `who` and `wares` are as they were before it; `book` is
    the rulebook that its case is ruled under."""

    means: Means
    current: Chapter
    row: ActRow
    kept: KeptRuling
    who: Situation
    wares: Wares
    book: Rulebook

    @property
    def act(self) -> Act:
        return self.row.act

    @property
    def order(self) -> Order:
        """The order that the act is about. Raises LookupError."""
        order = self.who.order(self.row.about)
        if order is None:
            raise LookupError(f"act {self.row.id} is about no order")
        return order

    @property
    def proposal(self) -> Proposal:
        """The act with its money, as it was shown before the yes."""
        return Proposal(self.act, self.kept.ruling, self.row.planned.back, self.row.planned.collect)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing an act down: the key of its sentence (`done-<key>`) and of its receipt's title (`title-<key>`), the
    values of both, and how it goes on."""

    key: str
    values: Mapping[str, str]
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoesBack:
    """A part of the money that was granted: how much, and what it is seen on."""

    amount: Money
    kind: MethodKind
    label: str


async def hold(means: Means, current: Chapter, act_id: str) -> Doing | None:
    """The act with all that it touches, held in the one order in which everybody does: order, act, ledger. None once it has
    ended."""
    seen = await acts.get(current.tx, act_id)
    if isinstance(seen.act, ORDER_ACTS):
        await records.lock_order(current.tx, seen.act.order_id)
    row = await acts.lock(current.tx, act_id)
    if row.state is not acts.ActState.ASKED:
        return None
    kept = await remedies.find_ruling(current.tx, row.ruling_id)
    if kept is None:
        raise LookupError(f"act {act_id} has no ruling")
    who = await situation(current, await remedies.lock_ledger(current.tx, row.customer_id), row)
    book = await versions.book_of_case(current.tx, row.case_id, means.book)
    return Doing(means, current, row, kept, who, await records.wares_for(current.tx, (row.act,), who), book)


async def situation(current: Chapter, ledger: Ledger, row: ActRow) -> Situation:
    known = await records.get_records(current.tx, row.customer_id)
    return Situation(
        known.customer, current.now, known.orders, known.returns, known.subscriptions, ledger, (), known.methods, known.home
    )  # fmt: skip


async def grant_back(doing: Doing, wanted: tuple[Leg, ...], return_id: str | None = None) -> list[GoesBack]:
    """Grant what was agreed to, each part up to what its charge has left, in all never above the ruling's limit."""
    verdict = doing.kept.ruling.verdict
    if not isinstance(verdict, Allow):
        return []
    allowed, granted = verdict.limit, []
    for leg in wanted:
        charge = doing.who.ledger.charge(leg.charge_id)
        amount = min(leg.amount, doing.who.ledger.refundable(charge), allowed) if charge is not None else leg.amount
        if charge is None or not amount.positive:
            continue
        allowed = allowed - amount
        label = doing.current.text.say("destination-store-credit")
        to = SendTo(leg.destination, leg.method_id, doing.row.id, return_id, label)
        await remedies.grant_refund(
            doing.current.tx, doing.current.case.id, doing.kept.id, doing.kept.ruling, charge.id, amount,
            doing.current.now, to=to,
        )  # fmt: skip
        method = doing.who.method(leg.method_id)
        if leg.destination is Destination.STORE_CREDIT:
            granted.append(GoesBack(amount, MethodKind.STORE_CREDIT, label))
        elif method is not None:
            granted.append(GoesBack(amount, method.kind, method.label))
        else:
            granted.append(GoesBack(amount, charge.method, charge.method_label))
    return granted


async def as_it_is_now(doing: Doing) -> Order:
    """The order after the act was written down."""
    return await records.get_order(doing.current.tx, doing.row.customer_id, doing.row.about)
