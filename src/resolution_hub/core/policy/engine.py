"""Facts → Ruling. Every rule is asked, the strictest opinion wins, and silence is a denial."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_hub.core.money import Money
from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.opinion import Rule
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.rules import RULES
from resolution_hub.core.policy.verdict import Allow, Clause, Deny, Ruling, Verdict, strictness

_SILENCE = Deny("no_rule_allows_it")


def rule(facts: Facts, book: Rulebook, rules: Sequence[Rule] = RULES) -> Ruling:
    """Decide on `facts` under `book`. Of several Allows the smallest limit stands."""
    trace = []
    for each in rules:
        opinion, used = each(facts, book)
        if opinion is not None or used:
            trace.append(Clause(each.__name__, used, opinion))
    opinions = [clause.opinion for clause in trace if clause.opinion is not None]
    return Ruling(facts, _strictest(opinions), tuple(trace), book.version)


def _strictest(opinions: Sequence[Verdict]) -> Verdict:
    if not opinions:
        return _SILENCE
    top = max(strictness(opinion) for opinion in opinions)
    strictest = [opinion for opinion in opinions if strictness(opinion) == top]
    limits: list[Money] = [opinion.limit for opinion in strictest if isinstance(opinion, Allow)]
    return Allow(min(limits)) if limits else strictest[0]
