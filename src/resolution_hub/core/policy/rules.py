"""The rules, by name. Each gives an opinion on the facts it knows, or None where it does not apply.

A rule returns the rulebook's numbers that it used, so that a ruling can be read without the code.
Names are keys of the message catalogue (`clause-<name>`), where each is said in plain words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import BillingFacts, CancelFacts, Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, Verdict

Used = tuple[tuple[str, str], ...]
Rule = Callable[[Facts, Rulebook], tuple[Verdict | None, Used]]


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


def order_not_dispatched(facts: Facts, book: Rulebook) -> tuple[Verdict | None, Used]:
    """An order may be cancelled while the shop still has it in its hands (product.md C2)."""
    if not isinstance(facts, CancelFacts):
        return None, ()
    used = (("cancel.states", ", ".join(sorted(book.cancel_states))),)
    if facts.status in book.cancel_states and not facts.parcel_scanned:
        return Allow(facts.refundable), used
    return Deny(f"order_is_{facts.status}" if not facts.parcel_scanned else "parcel_has_left"), used


RULES: tuple[Rule, ...] = (
    billing_error_is_proven,
    billing_error_is_recent,
    billing_error_within_limit,
    never_more_than_was_paid,
    order_not_dispatched,
)
