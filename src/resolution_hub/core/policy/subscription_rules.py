"""Rules for subscriptions (product.md C9) and for addresses of orders to come."""

from __future__ import annotations

from typing import assert_never

from resolution_hub.core.money import NO_CURRENCY, Money
from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import Facts, HomeAddressFacts, SubscriptionChange, SubscriptionFacts
from resolution_hub.core.policy.opinion import NOTHING, Opinion
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.subscribing import unused_part
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval


def subscription_can_change(facts: Facts, book: Rulebook) -> Opinion:
    """A running plan can be paused, changed or ended; a paused one resumed, changed or ended."""
    if not isinstance(facts, SubscriptionFacts):
        return NOTHING
    nothing = Money(0, facts.price.currency)
    match facts.change:
        case SubscriptionChange.RESUME if facts.cancelled:
            return Deny("subscription_has_ended"), ()
        case _ if facts.cancelled:
            return Deny("subscription_cancelled_before"), ()
        case SubscriptionChange.RESUME:
            return (Allow(nothing), ()) if facts.paused else (Deny("not_paused"), ())
        case SubscriptionChange.PAUSE:
            return _pause(facts, book, nothing)
        case SubscriptionChange.PLAN:
            return _plan(facts, nothing)
        case SubscriptionChange.CANCEL:
            return _cancel(facts, book)
        case _:
            assert_never(facts.change)


def _pause(facts: SubscriptionFacts, book: Rulebook, nothing: Money) -> Opinion:
    used = (("subscription.most_pause_days", str(book.terms.subscription.most_pause_days)),)
    if facts.paused:
        return Deny("paused_already"), used
    if not 0 < facts.pause_days <= book.terms.subscription.most_pause_days:
        return Deny("pause_too_long"), used
    return Allow(nothing), used


def _plan(facts: SubscriptionFacts, nothing: Money) -> Opinion:
    if not facts.plan_known or facts.new_price is None or facts.new_price.currency != facts.price.currency:
        return Deny("plan_unknown"), ()
    return Allow(nothing), ()


def _cancel(facts: SubscriptionFacts, book: Rulebook) -> Opinion:
    terms = book.terms.subscription
    back = unused_part(facts, terms)
    used = (
        ("subscription.ends", terms.ends.value),
        ("subscription.refund_unused", str(terms.refund_unused).lower()),
    )
    limit = terms.unused_limit.get(back.currency)
    if back.positive and (limit is None or back > limit):
        return NeedApproval(Role.AGENT, "over_the_limit" if limit is not None else "currency_has_no_limit"), used
    return Allow(back), used


def home_address_is_whole(facts: Facts, _book: Rulebook) -> Opinion:
    """Any whole address, anywhere: what can be sent there is seen when something is ordered."""
    if not isinstance(facts, HomeAddressFacts):
        return NOTHING
    return (Allow(Money(0, NO_CURRENCY)), ()) if facts.complete else (Deny("address_incomplete"), ())
