"""When a subscription ends, and what of the last charge is left unused: one calculation for rule, card and journey."""

from __future__ import annotations

from datetime import datetime

from resolution_hub.core.money import Money
from resolution_hub.core.policy.facts import SubscriptionFacts
from resolution_hub.core.policy.terms import EndsWhen, SubscriptionTerms


def ends_at(facts: SubscriptionFacts, terms: SubscriptionTerms) -> datetime:
    """A trial ends at once, and so does what no time is paid for; else as the rulebook says."""
    if facts.trial_ends_at is not None and facts.now < facts.trial_ends_at:
        return facts.now
    if terms.ends is EndsWhen.AT_ONCE or facts.paid_until is None or facts.paid_until <= facts.now:
        return facts.now
    return facts.paid_until


def unused_part(facts: SubscriptionFacts, terms: SubscriptionTerms) -> Money:
    """What goes back when it is cancelled: by whole days that are left of the paid time, never more than is refundable."""
    nothing = Money(0, facts.last_charge.currency)
    if not terms.refund_unused or facts.paid_until is None or ends_at(facts, terms) > facts.now:
        return nothing
    left = min(max(0, (facts.paid_until - facts.now).days), facts.period_days)
    if not left:
        return nothing
    unused, _ = facts.last_charge.split((left, facts.period_days - left))
    return unused
