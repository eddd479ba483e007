"""From the customer's yes to an act under way, in one transaction: facts read again and held, ruled, noted, begun.

The one door for acts: chat, pages and every other way in come through here. What the rules refuse is kept as a ruling too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.core.acts import ORDER_ACTS, SUBSCRIPTION_ACTS, Act, ReportProblem, Withdraw
from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.finding.wares import History, NotTheirs
from resolution_hub.core.identity import Access, Granted, Level, SignIn, Standing, Wish, may
from resolution_hub.core.people import CustomerId
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Ruling
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.proposing import Proposal, propose
from resolution_hub.core.remedy import RulingId, TakePayment
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from resolution_hub.features.acts import acknowledging
from resolution_hub.features.acts import service as acts
from resolution_hub.features.cases import service as cases
from resolution_hub.features.photos import service as photos
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting, versions
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.durable import start_journey
from resolution_hub.talk import situation
from resolution_hub.talk.turn_state import Turn, about_order

JOURNEY = "carry_out"
# What a case is called that an act opens.
TOPICS: dict[str, Topic] = {
    "CancelOrder": Topic.CANCEL_ORDER,
    "ChangeAddress": Topic.CHANGE_ADDRESS,
    "ChangePayment": Topic.CHANGE_PAYMENT,
    "ChangeItems": Topic.CHANGE_ITEMS,
    "ChangeDelivery": Topic.CHANGE_DELIVERY,
    "ReturnItems": Topic.RETURN_ITEMS,
    "ExchangeItems": Topic.EXCHANGE_ITEMS,
    "ReportProblem": Topic.DAMAGED_ITEM,
    "Withdraw": Topic.WITHDRAW,
    "AdjustPrice": Topic.PRICE_DROP,
    "ChangeHomeAddress": Topic.HOME_ADDRESS,
    "PauseSubscription": Topic.PAUSE_SUBSCRIPTION,
    "ResumeSubscription": Topic.PAUSE_SUBSCRIPTION,
    "ChangePlan": Topic.CHANGE_SUBSCRIPTION,
    "CancelSubscription": Topic.CANCEL_SUBSCRIPTION,
}


@dataclass(frozen=True, slots=True)
class Begun:
    act_id: str
    ruling_id: RulingId
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Refused:
    """The rules do not allow it, or not without a person or more evidence. Kept as a ruling; nothing else changed."""

    ruling_id: RulingId
    ruling: Ruling


class NotShown(Exception):
    """The session has not shown enough of who it is for this act: `access` says what is missing."""

    def __init__(self, access: Access) -> None:
        super().__init__(type(access).__name__)
        self.access = access


async def check(tx: asyncpg.Connection, act: Act, who: Situation, book: Rulebook) -> Proposal:
    """What the act would do now; nothing is written. Raises NotTheirs."""
    past = await past_of(tx, who, act.photos if isinstance(act, ReportProblem) else ())
    return propose(act, who, await records.wares_for(tx, (act,), who), book, past)


async def past_of(tx: asyncpg.Connection, who: Situation, photo_ids: Sequence[str] = ()) -> History:
    """What was done for the customer before, and whether these photos were shown for something else.

    Raises NotTheirs for a photo that the customer did not show: a made-up one is no evidence.
    """
    past = await acts.history(tx, who.customer.id, who.now)
    if not photo_ids:
        return past
    if not await photos.shown_by(tx, photo_ids, who.customer.id):
        raise NotTheirs("photo")
    return replace(past, photos_seen_before=bool(await photos.seen_before(tx, photo_ids)))


async def begin(
    tx: asyncpg.Connection, case: cases.Case, act: Act, standing: Standing, book: Rulebook, now: datetime,
    act_id: str | None = None,
) -> Begun | Refused:  # fmt: skip
    """Rule on the act with its order and the ledger held, and begin it. `act_id` makes a repeat recognisable.

    Raises NotShown where `standing` does not reach that far, NotTheirs, acts.UnderWay and collecting.BalanceTooSmall: the
    transaction is then to be given up.
    """
    customer_id = _who_may(act, standing, now)
    if isinstance(act, ORDER_ACTS):
        await records.lock_order(tx, act.order_id)
    who = await situation.load(tx, customer_id, now, hold=True, only=standing.order_id)
    proposal = await check(tx, act, who, await versions.book_of_case(tx, case.id, book))
    ruling = proposal.ruling
    ruling_id = await remedies.keep_ruling(tx, case.id, ruling, now)
    if not isinstance(ruling.verdict, Allow):
        return Refused(ruling_id, ruling)
    made = await acts.ask(tx, case.id, customer_id, proposal, ruling_id, now, act_id)
    if proposal.collect is not None:
        payment = TakePayment(proposal.collect.method_id, proposal.collect.amount)
        purpose = _purpose(made, act, who)
        await collecting.grant_collection(tx, case.id, customer_id, ruling_id, ruling, payment, purpose, now)
    case.subject = {**case.subject, "ruling": ruling_id, "act": made}
    if case.state is CaseState.ACTING:
        await cases.save(tx, case)
    else:
        await cases.move(tx, case, CaseEvent.ACT, "assistant", now)
    await start_journey(tx, JOURNEY, made, f"{JOURNEY}:{made}")
    if isinstance(act, Withdraw):
        await acknowledging.ask(tx, made)
    await promises.make(tx, case.id, case.owner, PromiseKind.TELL_OUTCOME, book, now)
    return Begun(made, ruling_id, proposal)


def _who_may(act: Act, standing: Standing, now: datetime) -> CustomerId:
    """The customer in whose name the act may be done. Raises NotShown."""
    access = may(standing, Wish.ACT, act.order_id if isinstance(act, ORDER_ACTS) else None, now)
    if not isinstance(access, Granted) or standing.customer_id is None:
        raise NotShown(access)
    if isinstance(act, Withdraw) and act.email is not None and standing.level is not Level.SHOP:
        raise NotShown(SignIn())  # a code for one order must not send its owner's name to another address
    return standing.customer_id


def _purpose(act_id: str, act: Act, who: Situation) -> collecting.Purpose:
    if isinstance(act, SUBSCRIPTION_ACTS):
        plan = who.subscription(act.subscription_id)
        return collecting.Purpose(act_id, plan.plan if plan is not None else "", subscription_id=act.subscription_id)
    order = who.order(act.order_id) if isinstance(act, ORDER_ACTS) else None
    if order is None:
        raise ValueError("nothing is charged for this act")
    return collecting.Purpose(act_id, f"Order {order.number}", order_id=order.id)


def seen(found: Sequence[Proposal]) -> str:
    """A name for exactly what was shown: the acts and the money that they move."""
    shown = repr([(each.act, each.back, each.collect, each.later, each.timing) for each in found])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


async def case_of(turn: Turn, act: Act, topic: Topic | None = None) -> cases.Case:
    """The conversation's case about what the act is about."""
    return await turn.case_for(topic or TOPICS[type(act).__name__], _subject(turn, act))


async def book_for(turn: Turn, act: Act, topic: Topic | None = None) -> Rulebook:
    """The rulebook that the act will be ruled under, so that what is shown is what is then done (docs/adr/0013)."""
    case = await turn.find_case_for(topic or TOPICS[type(act).__name__], _subject(turn, act))
    return await versions.book_of_case(turn.tx, case.id, turn.tools.book) if case is not None else turn.tools.book


def _subject(turn: Turn, act: Act) -> dict[str, Any]:
    if isinstance(act, ORDER_ACTS) and (order := turn.situation.order(act.order_id)) is not None:
        return about_order(order)
    if isinstance(act, SUBSCRIPTION_ACTS) and (plan := turn.situation.subscription(act.subscription_id)) is not None:
        value = {"minor": plan.price.minor, "currency": plan.price.currency}
        return {"about": plan.id, "item": plan.plan, "value": value}
    return {"about": turn.situation.customer.id}
