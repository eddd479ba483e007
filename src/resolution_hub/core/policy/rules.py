"""The rules, by name. Each gives an opinion on the facts it knows, or None where it does not apply.

A rule returns the rulebook's numbers that it used, so that a ruling can be read without the code.
Names are keys of the message catalogue (`clause-<name>`), where each is said in plain words.
"""

from __future__ import annotations

from datetime import timedelta

from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import BillingFacts, Facts
from resolution_hub.core.policy.opinion import Rule, Used
from resolution_hub.core.policy.order_rules import (
    address_is_whole,
    cancel_reason_is_accepted,
    delivery_is_offered,
    difference_goes_back,
    method_covers_the_difference,
    not_closed_by_an_earlier_change,
    order_can_be_changed,
    order_not_dispatched,
    payment_can_be_changed,
    swaps_are_possible,
    units_can_be_cancelled,
)
from resolution_hub.core.policy.return_rules import (
    exchange_in_its_window,
    goods_can_come_back,
    only_small_things_are_kept,
    price_has_dropped,
    problem_is_put_right,
    problem_is_shown,
    problem_within_limits,
    refund_has_a_way,
    return_reason_is_known,
    units_can_come_back,
    withdrawal_is_a_right,
)
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.subscription_rules import home_address_is_whole, subscription_can_change
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, Verdict


def billing_error_is_proven(facts: Facts, _book: Rulebook) -> tuple[Verdict | None, Used]:
    """The ledger itself shows the error: what is wrong goes back (product.md C8)."""
    if not isinstance(facts, BillingFacts):
        return None, ()
    if facts.error is None or facts.wrong is None or not facts.wrong.positive:
        return Deny("no_error_found"), ()
    return Allow(facts.wrong), ()


def billing_error_is_recent(facts: Facts, book: Rulebook) -> tuple[Verdict | None, Used]:
    """An old charge is looked at by a person first."""
    if not isinstance(facts, BillingFacts) or facts.error is None:
        return None, ()
    used = (("billing_error.window_days", str(book.billing_window_days)),)
    if facts.now - facts.charged_at > timedelta(days=book.billing_window_days):
        return NeedApproval(Role.AGENT, "charge_is_old"), used
    return None, used


def billing_error_within_limit(facts: Facts, book: Rulebook) -> tuple[Verdict | None, Used]:
    """Above the currency's limit, or in a currency that has none, a person decides."""
    if not isinstance(facts, BillingFacts) or facts.wrong is None:
        return None, ()
    limit = book.instant_limit.get(facts.wrong.currency)
    if limit is None:
        return NeedApproval(Role.AGENT, "currency_has_no_limit"), ()
    used = ((f"billing_error.instant_limit.{limit.currency}", str(limit.minor)),)
    return (NeedApproval(Role.AGENT, "over_the_limit"), used) if facts.wrong > limit else (None, used)


def never_more_than_was_paid(facts: Facts, _book: Rulebook) -> tuple[Verdict | None, Used]:
    """Refunds never exceed what was captured, whatever any other rule says."""
    if isinstance(facts, BillingFacts) and facts.wrong is not None and facts.wrong > facts.refundable:
        return Deny("already_refunded"), ()
    return None, ()


RULES: tuple[Rule, ...] = (
    billing_error_is_proven,
    billing_error_is_recent,
    billing_error_within_limit,
    never_more_than_was_paid,
    order_not_dispatched,
    cancel_reason_is_accepted,
    units_can_be_cancelled,
    order_can_be_changed,
    not_closed_by_an_earlier_change,
    swaps_are_possible,
    address_is_whole,
    payment_can_be_changed,
    delivery_is_offered,
    difference_goes_back,
    method_covers_the_difference,
    goods_can_come_back,
    units_can_come_back,
    return_reason_is_known,
    refund_has_a_way,
    withdrawal_is_a_right,
    exchange_in_its_window,
    problem_is_put_right,
    problem_is_shown,
    problem_within_limits,
    only_small_things_are_kept,
    price_has_dropped,
    subscription_can_change,
    home_address_is_whole,
)
