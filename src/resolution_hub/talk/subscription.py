"""Seeing one's subscriptions (product.md C9): plan, price, what is paid until when, and what can be done."""

from __future__ import annotations

from resolution_hub.core.finding.subscriptions import paid_until
from resolution_hub.core.ledger import Subscription
from resolution_hub.core.topic import Topic
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import sentences


async def reply(turn: Turn) -> None:
    plans = turn.situation.subscriptions
    if not plans:
        turn.say(turn.text.say("subscription-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    running = any(plan.cancelled_at is None for plan in plans)
    ways = (Topic.PAUSE_SUBSCRIPTION, Topic.CHANGE_SUBSCRIPTION, Topic.CANCEL_SUBSCRIPTION) if running else ()
    said = " ".join(_sentence(turn, plan) for plan in plans)
    turn.say(said, choices=[*map(turn.topic_choice, ways), turn.something_else()])


def _sentence(turn: Turn, plan: Subscription) -> str:
    text = turn.text
    values: dict[str, str | int] = {
        "plan": plan.plan,
        "price": sentences.money(plan.price, text),
        "days": plan.interval_days,
    }
    if plan.cancelled_at is not None:
        over = plan.ends_at is None or plan.ends_at <= turn.now
        ended = plan.ends_at or plan.cancelled_at
        return text.say("subscription-ended" if over else "subscription-ending", **values, day=text.moment(ended))
    if plan.paused_at is not None:
        if plan.resumes_at is None:
            return text.say("subscription-paused", **values)
        return text.say("subscription-paused-until", **values, day=text.moment(plan.resumes_at))
    if plan.trial_ends_at is not None and turn.now < plan.trial_ends_at:
        return text.say("subscription-trial", **values, day=text.moment(plan.trial_ends_at))
    charges = [c.at for c in turn.situation.ledger.charges if c.subscription_id == plan.id]
    until = paid_until(plan, max(charges, default=None))
    if until is None or until <= turn.now:
        return text.say("subscription-running", **values)
    return text.say("subscription-paid", **values, day=text.moment(until))
