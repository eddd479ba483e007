"""A stored decision ruled again: what would have been decided under another rulebook, and what that would have cost.

The money of a decision is what it allowed to be paid without a person: an Allow's limit, else nothing. Amounts of different
currencies are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from resolution_hub.core.money import Money
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import BillingFacts, CancelFacts, Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Deny, NeedApproval, NeedEvidence, Ruling, Verdict, strictness


class Way(StrEnum):
    STRICTER = "stricter"
    LAXER = "laxer"
    OTHER = "other"  # as strict, but another amount or another reason


@dataclass(frozen=True, slots=True)
class Changed:
    """One decision that would be another. `clause_*` name the rule whose opinion is the verdict; None: no rule allowed it."""

    ruling_id: str
    case_id: str
    journey: str
    way: Way
    before: Verdict
    after: Verdict
    clause_before: str | None
    clause_after: str | None

    @property
    def difference(self) -> Money | None:
        """Money after less money before; None where neither allows any."""
        before, after = money_of(self.before), money_of(self.after)
        if before is None:
            return after
        return (after or Money(0, before.currency)) - before


def replay(ruling_id: str, case_id: str, kept: Ruling, book: Rulebook) -> Changed | None:
    """`kept` ruled again on its frozen facts under `book`; None when the verdict is the same."""
    again = rule(kept.facts, book)
    if again.verdict == kept.verdict:
        return None
    return Changed(
        ruling_id=ruling_id,
        case_id=case_id,
        journey=journey_of(kept.facts),
        way=_way(kept.verdict, again.verdict),
        before=kept.verdict,
        after=again.verdict,
        clause_before=deciding_clause(kept),
        clause_after=deciding_clause(again),
    )


def deciding_clause(ruling: Ruling) -> str | None:
    """The rule whose opinion is the verdict; of several the first. None: silence, which is a denial."""
    return next((clause.rule for clause in ruling.trace if clause.opinion == ruling.verdict), None)


def journey_of(facts: Facts) -> str:
    """What the decision was about, in the words of the rulebook's sections."""
    match facts:
        case BillingFacts():
            return "billing_error"
        case CancelFacts():
            return "cancel"
        case _:
            change = getattr(facts, "change", None)
            name = type(facts).__name__.removesuffix("Facts").lower()
            return f"{name}_{change}" if change is not None else name


def money_of(verdict: Verdict) -> Money | None:
    return verdict.limit if isinstance(verdict, Allow) else None


def said(verdict: Verdict) -> str:
    """A verdict in a word and its reason or amount, for tables and JSON."""
    match verdict:
        case Allow(limit):
            return f"allow {limit.minor} {limit.currency}"
        case NeedEvidence(reason=reason):
            return f"need_evidence {reason}"
        case NeedApproval(role, reason):
            return f"need_approval {role} {reason}"
        case Deny(reason):
            return f"deny {reason}"
        case _:
            assert_never(verdict)


def _way(before: Verdict, after: Verdict) -> Way:
    first, second = strictness(before), strictness(after)
    if first != second:
        return Way.STRICTER if second > first else Way.LAXER
    difference = _more(before, after)
    return Way.OTHER if difference == 0 else Way.LAXER if difference > 0 else Way.STRICTER


def _more(before: Verdict, after: Verdict) -> int:
    one, other = money_of(before), money_of(after)
    if one is None or other is None or one.currency != other.currency:
        return 0
    return other.minor - one.minor
