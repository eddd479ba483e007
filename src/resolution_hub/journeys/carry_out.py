"""Carrying out what a customer said yes to, whatever it is: money in, the shop, what is written down, money out.

take_payment → declined: the act ends, nothing changed, the customer goes on
             → ask_shop → the shop can't: give_back what was taken, tell
                        → record, everything of the act in one transaction → pay each grant

Goods that come back have a journey of their own (return_moved.py), begun where the act is recorded.
"""

from __future__ import annotations

from typing import assert_never

from dbos import DBOS

from resolution_hub.core.acts import (
    ORDER_ACTS,
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    PauseSubscription,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Withdraw,
)
from resolution_hub.core.order import Order
from resolution_hub.core.policy.facts import CancelFacts, Facts
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.shares import all_left, is_all_left
from resolution_hub.features import journal
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActRow, ActState
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import changing
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting
from resolution_hub.features.remedies import service as remedies
from resolution_hub.journeys import (
    adjusting_price,
    changing_order,
    paying,
    putting_right,
    returning,
    subscribing,
    telling_acts,
)
from resolution_hub.journeys.doing import Doing, Written, grant_back, hold
from resolution_hub.journeys.telling import Means, chapter
from resolution_hub.ports.commerce import Cancelled, CarriedOut, NotPossible, OrderUnknown, ShopAct, TooLate

NAME = "carry_out"
_TOO_LATE, _UNKNOWN = "too_late", "unknown_to_shop"


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.take_payment")
    async def take_payment(act_id: str) -> bool:
        return await paying.take(means, act_id)

    @paying.step(f"{NAME}.ask_shop")
    async def ask_shop(act_id: str) -> str:
        return await on_paid(means, act_id)

    @paying.step(f"{NAME}.record")
    async def record(act_id: str) -> list[str]:
        return await on_done(means, act_id)

    @paying.step(f"{NAME}.give_back")
    async def give_back(act_id: str, why: str) -> list[str]:
        return await on_refused(means, act_id, why)

    @paying.step(f"{NAME}.pay")
    async def pay(grant_id: str) -> None:
        await paying.pay(means, grant_id)

    @DBOS.workflow(name=NAME)
    async def carry_out(act_id: str) -> None:
        if not await take_payment(act_id):
            return
        why = await ask_shop(act_id)
        for grant_id in await (give_back(act_id, why) if why else record(act_id)):
            await pay(grant_id)


async def on_paid(means: Means, act_id: str) -> str:
    """Have the shop do its part, keyed by the act. Why it can't, empty where it did. Raises CommerceUnavailable."""
    async with means.database.reading() as connection:
        row = await acts.get(connection, act_id)
        kept = await remedies.find_ruling(connection, row.ruling_id)
        known = await records.get_order(connection, row.customer_id, row.about) if _is_on_order(row) else None
    if kept is None:
        raise LookupError(f"act {act_id} has no ruling")
    wanted = _for_the_shop(row, known, kept.ruling.facts)
    if wanted is None:
        return ""
    if isinstance(wanted, CancelOrder) and not wanted.units:
        try:
            answer = await means.commerce.cancel_order(wanted.order_id, key=act_id)
        except OrderUnknown:
            return _UNKNOWN
        return "" if isinstance(answer, Cancelled) else _TOO_LATE
    outcome = await means.commerce.carry_out(wanted, key=act_id)
    match outcome:
        case CarriedOut():
            return ""
        case TooLate():
            return _TOO_LATE
        case NotPossible(reason):
            return reason
        case _:
            assert_never(outcome)


def _for_the_shop(row: ActRow, order: Order | None, facts: Facts) -> ShopAct | None:
    """What the shop itself has to do with an act; None where it only has to know of it."""
    act = row.act
    match act:
        case CancelOrder():
            whole = isinstance(facts, CancelFacts) and facts.whole
            return CancelOrder(act.order_id, act.reason) if whole else act
        case Withdraw() if returning.not_sent_yet(facts) and order is not None:
            units = act.units or all_left(order)
            return CancelOrder(order.id, "", () if is_all_left(order, units) else units)
        case ReportProblem() if order is not None:
            return putting_right.replacement(act, order)
        case ChangeAddress() | ChangePayment() | ChangeItems() | ChangeDelivery():
            return act
        case PauseSubscription() | ResumeSubscription() | ChangePlan() | CancelSubscription():
            return act
        case _:
            return None


async def on_done(means: Means, act_id: str) -> list[str]:
    """Write the act down with its grants, its receipt and what is told. Returns the grants' ids; run again, it finds its own
    work and returns the same."""
    async with means.database.reading() as connection:
        case_id = (await acts.get(connection, act_id)).case_id
    async with chapter(means, case_id) as current:
        doing = await hold(means, current, act_id)
        if doing is not None:
            written = await _write(doing)
            granted = await grant_back(doing, doing.row.planned.back)
            await telling_acts.done(doing, written, granted)
            await acts.end(current.tx, act_id, ActState.DONE, "done", current.now)
            await telling_acts.outcome_told(current)
            if not granted:
                await current.done()
        return await remedies.grants_of_act(current.tx, act_id)


async def _write(doing: Doing) -> Written:
    act = doing.act
    match act:
        case CancelOrder():
            return await changing_order.cancelled(doing, act)
        case ChangeAddress() | ChangePayment() | ChangeItems() | ChangeDelivery():
            return await changing_order.changed(doing, act)
        case ReturnItems() | Withdraw():
            return await returning.returned(doing, act)
        case ExchangeItems():
            return await returning.exchanged(doing, act)
        case ReportProblem():
            return await putting_right.put_right(doing, act)
        case AdjustPrice():
            return await adjusting_price.adjusted(doing, act)
        case PauseSubscription() | ResumeSubscription() | ChangePlan() | CancelSubscription():
            return await subscribing.changed(doing, act)
        case ChangeHomeAddress(address):
            await changing.set_home(doing.current.tx, doing.row.customer_id, address)
            return Written("change-home-address", {})
        case _:
            assert_never(act)


async def on_refused(means: Means, act_id: str, why: str) -> list[str]:
    """The shop can't do it: what was paid for it goes back, and the truth is told. Returns the grants' ids."""
    async with means.database.reading() as connection:
        case_id = (await acts.get(connection, act_id)).case_id
    async with chapter(means, case_id) as current:
        row = await acts.lock(current.tx, act_id)
        if row.state is ActState.ASKED:
            taken = await collecting.collection_of_act(current.tx, act_id)
            if taken is not None:
                await collecting.give_back(current.tx, taken, why, current.now)
            await journal.write(current.tx, current.now, case_id, "hub", "act_refused", {"act": act_id, "why": why})
            await acts.end(current.tx, act_id, ActState.REFUSED, why, current.now)
            await promises.keep(current.tx, case_id, PromiseKind.TELL_OUTCOME, current.now)
            await telling_acts.refused(current, row, why, taken)
        return await remedies.grants_of_act(current.tx, act_id)


def _is_on_order(row: ActRow) -> bool:
    return isinstance(row.act, ORDER_ACTS)
