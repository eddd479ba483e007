"""What a draft still lacks, in the order in which it is asked; and the acts that a whole draft becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from resolution_hub.core.acts import (
    Act,
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
    Problem,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.drafting.draft import (
    BEFORE_DISPATCH,
    ON_SUBSCRIPTIONS,
    PROBLEMS,
    SWAPS,
    WITH_ITEMS,
    Draft,
    Slot,
)
from resolution_hub.core.order import Destination
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_PROBLEM = {
    Topic.DAMAGED_ITEM: Problem.DAMAGED,
    Topic.WRONG_ITEM: Problem.WRONG_ITEM,
    Topic.MISSING_ITEM: Problem.MISSING_ITEM,
}


def next_slot(draft: Draft, who: Situation, book: Rulebook) -> Slot:
    """The first thing that is lacking; CONFIRM when nothing is."""
    return next(_lacking(draft, who, book), Slot.CONFIRM)


def _lacking(draft: Draft, who: Situation, book: Rulebook) -> Iterator[Slot]:
    topic = draft.topic
    if topic in BEFORE_DISPATCH | {Topic.WITHDRAW} and draft.order_id is None and not draft.picks:
        yield Slot.ORDER
    if topic in WITH_ITEMS and (not draft.picks or draft.doubtful):
        yield Slot.ITEMS
    if topic in ON_SUBSCRIPTIONS and draft.subscription_id is None:
        yield Slot.SUBSCRIPTION
    if topic is Topic.RETURN_ITEMS and book.terms.returns.reasons and any(not pick.reason for pick in draft.picks):
        yield Slot.REASON
    if topic is Topic.CANCEL_ORDER and book.terms.cancel.reasons and not draft.reason:
        yield Slot.REASON
    if topic in SWAPS and any(pick.variant_id is None for pick in draft.picks):
        yield Slot.VARIANT
    if topic in PROBLEMS and draft.wish is None:
        yield Slot.WISH
    if topic in (Topic.CHANGE_ADDRESS, Topic.HOME_ADDRESS) and draft.address is None:
        yield Slot.ADDRESS
    if topic is Topic.CHANGE_DELIVERY and draft.option_id is None:
        yield Slot.DELIVERY
    if topic is Topic.CHANGE_PAYMENT and draft.method_id is None:
        yield Slot.METHOD
    if topic is Topic.CHANGE_SUBSCRIPTION and draft.plan_id is None:
        yield Slot.PLAN
    if topic is Topic.PAUSE_SUBSCRIPTION and draft.resumes_on is None and not _paused(draft, who):
        yield Slot.UNTIL


def acts_of(draft: Draft, who: Situation) -> tuple[Act, ...]:
    """One act an order: what was picked of several orders is done in one go. Of a draft that lacks nothing."""
    topic, orders = draft.topic, tuple(dict.fromkeys(pick.order_id for pick in draft.picks))
    order_id = draft.order_id or (orders[0] if orders else "")
    match topic:
        case Topic.CANCEL_ORDER:
            return (CancelOrder(order_id, draft.reason, _units(draft, order_id)),)
        case Topic.CHANGE_ADDRESS if draft.address is not None:
            return (ChangeAddress(order_id, draft.address),)
        case Topic.CHANGE_PAYMENT:
            return (ChangePayment(order_id, draft.method_id or ""),)
        case Topic.CHANGE_ITEMS:
            return tuple(ChangeItems(each, _swaps(draft, each), draft.method_id) for each in orders)
        case Topic.EXCHANGE_ITEMS:
            return tuple(ExchangeItems(each, _swaps(draft, each), draft.method_id) for each in orders)
        case Topic.CHANGE_DELIVERY:
            return (ChangeDelivery(order_id, draft.option_id or "", draft.method_id),)
        case Topic.RETURN_ITEMS:
            to = draft.destination or Destination.ORIGINAL
            return tuple(ReturnItems(each, _units(draft, each), to, draft.destination_id) for each in orders)
        case Topic.DAMAGED_ITEM | Topic.WRONG_ITEM | Topic.MISSING_ITEM:
            return tuple(_problem(draft, topic))
        case Topic.WITHDRAW:
            return (Withdraw(order_id, _units(draft, order_id)),)
        case Topic.PRICE_DROP:
            return tuple(AdjustPrice(pick.order_id, pick.line_id) for pick in draft.picks)
        case Topic.HOME_ADDRESS if draft.address is not None:
            return (ChangeHomeAddress(draft.address),)
        case _ if topic in ON_SUBSCRIPTIONS:
            return _on_subscription(draft, draft.subscription_id or "", who)
        case _:
            return ()


def _on_subscription(draft: Draft, subscription_id: str, who: Situation) -> tuple[Act, ...]:
    match draft.topic:
        case Topic.PAUSE_SUBSCRIPTION if draft.resumes_on is not None:
            return (PauseSubscription(subscription_id, draft.resumes_on),)
        case Topic.PAUSE_SUBSCRIPTION if _paused(draft, who):
            return (ResumeSubscription(subscription_id),)
        case Topic.CHANGE_SUBSCRIPTION:
            return (ChangePlan(subscription_id, draft.plan_id or ""),)
        case Topic.CANCEL_SUBSCRIPTION:
            return (CancelSubscription(subscription_id),)
        case _:
            return ()


def step_back(draft: Draft) -> Draft:
    """Without the last answer, so that it is asked again."""
    if not draft.trail:
        return replace(draft, asked=None)
    return replace(without(draft, draft.trail[-1]), trail=draft.trail[:-1], asked=None)


# What each answer filled, emptied again.
_EMPTY: Mapping[Slot, Mapping[str, object]] = {
    Slot.ORDER: {"order_id": None, "picks": (), "doubtful": ()},
    Slot.ITEMS: {"picks": (), "doubtful": ()},
    Slot.WISH: {"wish": None},
    Slot.PHOTO: {"photos": (), "no_photo": False},
    Slot.ADDRESS: {"address": None},
    Slot.DELIVERY: {"option_id": None},
    Slot.METHOD: {"method_id": None},
    Slot.DESTINATION: {"destination": None, "destination_id": None},
    Slot.SUBSCRIPTION: {"subscription_id": None},
    Slot.PLAN: {"plan_id": None},
    Slot.UNTIL: {"resumes_on": None},
    Slot.CONFIRM: {},
}


def without(draft: Draft, slot: Slot) -> Draft:
    """The draft with that question open again, everything else as it was."""
    if slot is Slot.REASON:
        return replace(draft, reason="", picks=tuple(replace(pick, reason="") for pick in draft.picks))
    if slot is Slot.VARIANT:
        return replace(draft, picks=tuple(replace(pick, variant_id=None, wanted=()) for pick in draft.picks))
    return replace(draft, **_EMPTY[slot])  # type: ignore[arg-type]  # the table's values are those of the fields


def _units(draft: Draft, order_id: str) -> tuple[Units, ...]:
    return tuple(Units(p.line_id, p.quantity, p.reason) for p in draft.picks if p.order_id == order_id)


def _swaps(draft: Draft, order_id: str) -> tuple[Swap, ...]:
    return tuple(Swap(p.line_id, p.variant_id or "", p.quantity) for p in draft.picks if p.order_id == order_id)


def _problem(draft: Draft, topic: Topic) -> Iterator[Act]:
    for pick in draft.picks:
        problem = Problem(pick.reason) if pick.reason in set(Problem) else _PROBLEM[topic]
        units = Units(pick.line_id, pick.quantity, problem)
        yield ReportProblem(pick.order_id, units, problem, draft.wish or Wish.REFUND, draft.photos)


def _paused(draft: Draft, who: Situation) -> bool:
    plan = who.subscription(draft.subscription_id or "")
    return plan is not None and plan.paused_at is not None
