"""The numbers that a retailer sets, read from TOML and checked whole before any of them is used.

`version` is the first 12 hex digits of the text's SHA-256: the same text is the same version everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.reading_toml import RulebookError, TomlReader
from resolution_hub.core.policy.terms import Terms, read_terms
from resolution_hub.core.topic import Topic

__all__ = ["Costs", "Rulebook", "RulebookError", "parse"]

_MOST_DAYS = 260  # a year of them
_HIGHEST_COST = 1000


@dataclass(frozen=True, slots=True)
class Costs:
    """What a customer loses by a wrong move of the assistant, counted in needless questions (core/routing.py)."""

    question: float  # asked although the answer was clear
    lost: float  # asked, and what was meant is not among the buttons
    search: float  # searched the articles instead of doing something
    wrong_article: float
    wrong: Mapping[Topic, float]  # began what nobody wanted


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`high_value` and `instant_limit` hold one amount per currency; a currency without one is never paid alone."""

    version: str
    high_value: Mapping[str, Money]
    billing_window_days: int
    instant_limit: Mapping[str, Money]
    cancel_states: frozenset[OrderStatus]
    refund_days: Mapping[MethodKind, tuple[int, int]]  # business days until the customer sees it, (from, to)
    promise_minutes: Mapping[str, int]  # how long each kind of promise may take (core/promise.py)
    costs: Costs
    terms: Terms


def parse(text: str, name: str = "rulebook.toml", behind: str | None = None) -> Rulebook:
    """Read a rulebook. Raises RulebookError naming every wrong key with its line, or where the TOML itself breaks.

    `name` is the file's, for the problems. `behind`: the text that a version of an earlier release is completed from
    (reading_toml.py); the version stays that of `text`.
    """
    reader = TomlReader(text, name, behind)
    book = Rulebook(
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        high_value=reader.amounts("high_value", empty=False),
        billing_window_days=reader.whole("billing_error.window_days", 1, 3650),
        instant_limit=reader.amounts("billing_error.instant_limit", empty=False),
        cancel_states=reader.choices("cancel.states", OrderStatus),
        refund_days=reader.ranges("refund_days", MethodKind, _MOST_DAYS),
        promise_minutes={
            kind: reader.whole(f"promise_minutes.{kind}", 1, 7 * 24 * 60)
            for kind in ("send_refund", "tell_outcome", "person_answers")
        },
        costs=Costs(
            question=reader.number("understanding.question", _HIGHEST_COST),
            lost=reader.number("understanding.lost", _HIGHEST_COST),
            search=reader.number("understanding.search", _HIGHEST_COST),
            wrong_article=reader.number("understanding.wrong_article", _HIGHEST_COST),
            wrong={topic: reader.number(f"understanding.wrong.{topic}", _HIGHEST_COST) for topic in Topic},
        ),
        terms=read_terms(reader),
    )
    reader.finish()
    return book
