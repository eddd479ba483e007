"""A ruling as it is stored: facts, verdict and clauses as JSON from which the same ruling can be read back."""

from __future__ import annotations

from typing import Any

from resolution_hub.core.policy.facts import FACTS
from resolution_hub.core.policy.verdict import Allow, Clause, Deny, NeedApproval, NeedEvidence, Ruling, Verdict
from resolution_hub.kit.tagged import decode, encode

_VERDICTS = (Allow, NeedEvidence, NeedApproval, Deny)


def to_body(ruling: Ruling) -> dict[str, Any]:
    return {
        "facts": encode(ruling.facts),
        "verdict": encode(ruling.verdict),
        "trace": [
            {"rule": c.rule, "used": list(c.used), "opinion": encode(c.opinion) if c.opinion is not None else None}
            for c in ruling.trace
        ],
    }


def from_body(body: dict[str, Any], rulebook_version: str) -> Ruling:
    """Raises msgspec.ValidationError when the stored form is not one of ours."""
    return Ruling(
        facts=decode(body["facts"], FACTS),
        verdict=_verdict(body["verdict"]),
        trace=tuple(
            Clause(
                rule=clause["rule"],
                used=tuple((name, value) for name, value in clause["used"]),
                opinion=_verdict(clause["opinion"]) if clause["opinion"] is not None else None,
            )
            for clause in body["trace"]
        ),
        rulebook_version=rulebook_version,
    )


def _verdict(body: dict[str, Any]) -> Verdict:
    verdict: Verdict = decode(body, _VERDICTS)
    return verdict
