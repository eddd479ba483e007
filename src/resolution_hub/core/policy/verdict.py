"""What can be decided, as closed values, and the right that follows from an Allow.

Strictness grows: Allow < NeedEvidence < NeedApproval < Deny; a supervisor's approval is stricter than an agent's. The
strictest opinion wins and silence is a denial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from resolution_hub.core.money import Money
from resolution_hub.core.people import Role
from resolution_hub.core.policy.facts import Facts


@dataclass(frozen=True, slots=True)
class Allow:
    """Up to `limit` may be paid without a person."""

    limit: Money


@dataclass(frozen=True, slots=True)
class NeedEvidence:
    kinds: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NeedApproval:
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Deny:
    reason: str


Verdict = Allow | NeedEvidence | NeedApproval | Deny


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule's say: its name, the numbers of the rulebook that it used, and its opinion (None: it does not apply)."""

    rule: str
    used: tuple[tuple[str, str], ...]
    opinion: Verdict | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that can be read and replayed: the same facts under the same rulebook give the same verdict."""

    facts: Facts
    verdict: Verdict
    trace: tuple[Clause, ...]
    rulebook_version: str


def strictness(verdict: Verdict) -> int:
    match verdict:
        case Allow():
            return 0
        case NeedEvidence():
            return 1
        case NeedApproval(role):
            return 2 if role is Role.AGENT else 3
        case Deny():
            return 4
        case _:
            assert_never(verdict)
