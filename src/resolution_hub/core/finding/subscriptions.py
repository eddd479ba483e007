"""Facts of subscriptions."""

from __future__ import annotations

from datetime import datetime, timedelta

from resolution_hub.core.acts import (
    Act,
    CancelSubscription,
    ChangePlan,
    PauseSubscription,
    ResumeSubscription,
)
from resolution_hub.core.finding.wares import NotTheirs, Wares
from resolution_hub.core.ledger import Subscription
from resolution_hub.core.money import Money
from resolution_hub.core.policy.facts import (
    SubscriptionChange,
    SubscriptionFacts,
)
from resolution_hub.core.situation import Situation

_CHANGES: dict[type[Act], SubscriptionChange] = {
    PauseSubscription: SubscriptionChange.PAUSE,
    ResumeSubscription: SubscriptionChange.RESUME,
    ChangePlan: SubscriptionChange.PLAN,
    CancelSubscription: SubscriptionChange.CANCEL,
}


def subscription_facts(
    act: PauseSubscription | ResumeSubscription | ChangePlan | CancelSubscription, who: Situation, wares: Wares
) -> SubscriptionFacts:
    plan = who.subscription(act.subscription_id)
    if plan is None:
        raise NotTheirs("subscription")
    charges = sorted((c for c in who.ledger.charges if c.subscription_id == plan.id), key=lambda c: c.at)
    currency = plan.price.currency
    wanted = wares.plan(act.plan_id, currency) if isinstance(act, ChangePlan) else None
    now_on = wares.plan(plan.plan_id, currency)
    left = who.ledger.refundable(charges[-1]) if charges else Money(0, currency)
    return SubscriptionFacts(
        subscription_id=plan.id,
        change=_CHANGES[type(act)],
        price=plan.price,
        started_at=plan.started_at,
        trial_ends_at=plan.trial_ends_at,
        paused=plan.paused_at is not None,
        cancelled=plan.cancelled_at is not None,
        paid_until=paid_until(plan, charges[-1].at if charges else None),
        period_days=plan.interval_days,
        last_charge=left,
        new_price=wanted.price if wanted is not None else None,
        plan_known=wanted is not None and now_on is not None and wanted.family == now_on.family and wanted != now_on,
        pause_days=(act.resumes_on - who.today).days if isinstance(act, PauseSubscription) else 0,
        region=who.customer.region,
        now=who.now,
    )


def paid_until(plan: Subscription, last_charged: datetime | None) -> datetime | None:
    """The end of the time that the last charge paid for; during a trial the trial's end."""
    if last_charged is None:
        return plan.trial_ends_at
    return last_charged + timedelta(days=plan.interval_days)
