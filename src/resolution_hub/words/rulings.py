"""A ruling in plain words: its facts, the clauses that spoke, and the rulebook's version (product.md, promise 3)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from resolution_hub.core.instead import Option
from resolution_hub.core.policy.verdict import Allow, Clause, Deny, NeedApproval, NeedEvidence, Ruling, Verdict
from resolution_hub.kit.text import Text
from resolution_hub.words.facts import sentences_of


class ClauseOut(Struct, frozen=True):
    """One rule's say. `verdict` is None where it saw no reason to speak; `verdict_text` says so in words."""

    rule: str
    text: str
    verdict: str | None
    verdict_text: str


class RulingOut(Struct, frozen=True):
    """`verdict` is "allow", "need_evidence", "need_approval" or "deny"; the rest are sentences."""

    id: str
    verdict: str
    verdict_text: str
    facts: list[str]
    clauses: list[ClauseOut]
    rulebook_version: str


def explain(ruling_id: str, ruling: Ruling, text: Text) -> RulingOut:
    return RulingOut(
        id=ruling_id,
        verdict=name_of(ruling.verdict),
        verdict_text=text.say(f"verdict-{name_of(ruling.verdict)}".replace("_", "-")),
        facts=sentences_of(ruling.facts, text),
        clauses=[_clause(clause, text) for clause in ruling.trace],
        rulebook_version=ruling.rulebook_version,
    )


def reason(verdict: Verdict, text: Text) -> str:
    """Why it was not allowed, as a sentence; empty for an Allow."""
    match verdict:
        case Allow():
            return ""
        case Deny(reason=why) | NeedApproval(reason=why) | NeedEvidence(reason=why):
            return text.say(f"reason-{why}".replace("_", "-"))


def name_of(verdict: Verdict) -> str:
    """As it stands in stored rulings and in the API."""
    match verdict:
        case Allow():
            return "allow"
        case NeedEvidence():
            return "need_evidence"
        case NeedApproval():
            return "need_approval"
        case Deny():
            return "deny"


def _clause(clause: Clause, text: Text) -> ClauseOut:
    said = text.say(f"clause-{clause.rule}".replace("_", "-"))
    opinion = clause.opinion
    if opinion is not None and not isinstance(opinion, Allow):
        said = f"{said} {reason(opinion, text)}"
    name = name_of(opinion) if opinion is not None else None
    said_of_it = text.say(f"verdict-{name}".replace("_", "-")) if name is not None else text.say("verdict-none")
    return ClauseOut(clause.rule, said, name, said_of_it)


def instead_of(options: Sequence[Option], text: Text) -> list[str]:
    """What can be done instead, a sentence each."""
    return [text.say(f"instead-{option.way}".replace("_", "-")) for option in options]
