"""What a person decides in place of the rulebook: to uphold a ruling, or to grant money on it; and whether what it allowed
happens after all, where something came in between.

A person grants within the rulebook's limit of their role (`approval_limit`), in the ruling's own currency, from what is
left of the charges that the ruling is about; and lets go on what is worth no more than that limit. Where a rule asks for a
supervisor, an agent can't grant. Nobody decides about a ruling of their own. The answer is a ruling like any other: the same
frozen facts, one clause with the limit that was used, and a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from resolution_hub.core.ledger import Charge, Ledger
from resolution_hub.core.money import Money, total
from resolution_hub.core.people import AgentId, Role
from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Clause, Deny, NeedApproval, NeedEvidence, Ruling, Verdict

CLAUSE = "a_person_decided"
DECLINED = "a_person_declined"


@dataclass(frozen=True, slots=True)
class Decider:
    """The person who made a ruling, by the name that they bore then, and why."""

    agent_id: AgentId
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Uphold:
    """The ruling stays as it is."""


@dataclass(frozen=True, slots=True)
class GrantMoney:
    """`amount` goes back, whatever the rules said."""

    amount: Money


@dataclass(frozen=True, slots=True)
class GoOn:
    """What the ruling allowed happens in spite of what came in between; `worth` is what moves by that."""

    worth: Money


@dataclass(frozen=True, slots=True)
class Stop:
    """What the ruling allowed does not happen."""


Answer = Uphold | GrantMoney | GoOn | Stop


class Unable(StrEnum):
    """Why a person can't decide so (`unable-<value>` in the catalogue)."""

    OWN_RULING = "own_ruling"
    NEEDS_SUPERVISOR = "needs_supervisor"
    NOT_POSITIVE = "not_positive"
    NOTHING_LEFT = "nothing_left"
    OTHER_CURRENCY = "other_currency"
    MORE_THAN_LEFT = "more_than_left"
    NO_LIMIT = "no_limit"
    OVER_LIMIT = "over_limit"


def decide(
    ruling: Ruling,
    made_by: AgentId | None,
    answer: Answer,
    agent: AgentId,
    role: Role,
    left: Money | None,
    book: Rulebook,
) -> Ruling | Unable:
    """The ruling that stands in place of `ruling`. `made_by`: who made that one, None for the rulebook; `left`: what can
    still go back of what it is about. What is granted names the rulebook whose limit was used."""
    if made_by == agent:
        return Unable.OWN_RULING
    match answer:
        case Uphold():
            return _upheld(ruling)
        case GrantMoney(amount):
            limit = _limit_for(ruling, amount, role, left, book)
            if isinstance(limit, Unable):
                return limit
            return _within(limit, Allow(amount), ruling, role, book)
        case GoOn(worth):
            limit = _role_limit(role, worth, book)
            return limit if isinstance(limit, Unable) else _within(limit, ruling.verdict, ruling, role, book)
        case Stop():
            declined = Deny(DECLINED)
            return replace(ruling, verdict=declined, trace=(*ruling.trace, Clause(CLAUSE, (), declined)))
        case _:
            assert_never(answer)


def _within(limit: Money, verdict: Verdict, ruling: Ruling, role: Role, book: Rulebook) -> Ruling:
    """On the same facts, with the limit that was used."""
    used = ((f"approval_limit.{role}.{limit.currency}", str(limit.minor)),)
    return Ruling(ruling.facts, verdict, (Clause(CLAUSE, used, verdict),), book.version)


def _upheld(ruling: Ruling) -> Ruling:
    """What waited for a person is answered by their no; any other verdict stays."""
    verdict = ruling.verdict
    if isinstance(verdict, NeedApproval | NeedEvidence):
        verdict = Deny(DECLINED)
    return replace(ruling, verdict=verdict, trace=(*ruling.trace, Clause(CLAUSE, (), verdict)))


def limit_of(role: Role, currency: str, book: Rulebook) -> Money | None:
    """The highest amount that a role may grant on one ruling; a currency without one is never granted."""
    return book.terms.approval_limit[role].get(currency)


def _limit_for(ruling: Ruling, amount: Money, role: Role, left: Money | None, book: Rulebook) -> Money | Unable:
    """The limit under which `amount` may be granted, or why it may not."""
    verdict = ruling.verdict
    if isinstance(verdict, NeedApproval) and verdict.role is Role.SUPERVISOR and role is not Role.SUPERVISOR:
        return Unable.NEEDS_SUPERVISOR
    if not amount.positive:
        return Unable.NOT_POSITIVE
    if left is None or not left.positive:
        return Unable.NOTHING_LEFT
    if amount.currency != left.currency:
        return Unable.OTHER_CURRENCY
    if amount > left:
        return Unable.MORE_THAN_LEFT
    return _role_limit(role, amount, book)


def _role_limit(role: Role, amount: Money, book: Rulebook) -> Money | Unable:
    limit = limit_of(role, amount.currency, book)
    if limit is None:
        return Unable.NO_LIMIT
    return Unable.OVER_LIMIT if amount > limit else limit


def charges_about(facts: Facts, ledger: Ledger) -> tuple[Charge, ...]:
    """The charges that a ruling is about, oldest first: the one it names, else those of its order or subscription."""
    named = {getattr(facts, name, None) for name in ("charge_id", "order_id", "subscription_id")} - {None}
    one = [charge for charge in ledger.charges if charge.id == getattr(facts, "charge_id", None)]
    return tuple(one or (c for c in ledger.charges if c.order_id in named or c.subscription_id in named))


def left_of(charges: Sequence[Charge], ledger: Ledger) -> Money | None:
    """What can still go back of them, in the first one's currency; None without any."""
    if not charges:
        return None
    currency = charges[0].amount.currency
    return total((ledger.refundable(c) for c in charges if c.amount.currency == currency), currency)


def spread(amount: Money, charges: Sequence[Charge], ledger: Ledger) -> tuple[tuple[Charge, Money], ...]:
    """`amount` over the charges in their order, each up to what is left of it. What they can't hold is left out."""
    parts: list[tuple[Charge, Money]] = []
    open_amount = amount
    for charge in charges:
        if charge.amount.currency != amount.currency:
            continue
        part = min(open_amount, ledger.refundable(charge))
        if part.positive:
            parts.append((charge, part))
            open_amount = open_amount - part
    return tuple(parts)
