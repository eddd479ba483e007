"""Whether to act on a reading, to ask, or to search: whatever costs the customer least, at the rulebook's prices.

Every option has an expected cost, counted in needless questions:
- *go* with one destination: the chance of being wrong, times what that wrong start costs. Journeys that move money cost most.
- *ask* between two or three: the question, and what it costs when the right answer is not among its buttons.
- *search* the articles and say so when nothing fits: a fixed price.
Intents that lead to the same place count together. What is out of scope takes from every intent alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from resolution_hub.core.policy.rulebook import Costs
from resolution_hub.core.prior import Cause, Prior, Weighed, weigh
from resolution_hub.core.reading import SMALL_TALK, Reading
from resolution_hub.core.taxonomy import Taxonomy

MOST_ASKED = 3
_WORTH_ASKING = 0.05  # a button for something less likely only makes the question longer


class Act(StrEnum):
    GO = "go"
    ASK = "ask"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Option:
    """`intents`: the one to go with, or those to ask about; none for a search. `cost` in needless questions."""

    act: Act
    intents: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Routing:
    """A decision and its parts, to be read later: what the text and the facts said, and what each option would cost.

    `weighed` likeliest first; `causes` and `outside` as in `prior.Prior`; `options` cheapest first: the first was taken.
    """

    weighed: tuple[Weighed, ...]
    out_of_scope: float
    causes: tuple[Cause, ...]
    outside: float
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option:
        return self.options[0]


def route(reading: Reading, prior: Prior, taxonomy: Taxonomy, costs: Costs) -> Routing:
    weighed = weigh(reading.intents, prior)
    likely = _by_destination(weighed, taxonomy, 1 - reading.out_of_scope)
    ranked = sorted(likely, key=lambda name: -likely[name])
    options = [Option(Act.SEARCH, (), costs.search)]
    if ranked:
        best = ranked[0]
        options.append(Option(Act.GO, (best,), round((1 - likely[best]) * _wrong(best, taxonomy, costs), 4)))
    askable = [name for name in ranked if name not in SMALL_TALK and likely[name] >= _WORTH_ASKING][:MOST_ASKED]
    for count in range(2, len(askable) + 1):
        asked = tuple(askable[:count])
        missed = max(0.0, 1 - sum(likely[name] for name in asked))
        options.append(Option(Act.ASK, asked, round(costs.question + missed * costs.lost, 4)))
    # Of what costs the same, the earlier act of the enumeration: going is shorter than asking.
    order = list(Act)
    options.sort(key=lambda option: (option.cost, order.index(option.act)))
    return Routing(weighed, reading.out_of_scope, prior.causes[:MOST_ASKED], prior.outside, tuple(options))


def _by_destination(weighed: Iterable[Weighed], taxonomy: Taxonomy, in_scope: float) -> Mapping[str, float]:
    """The probability of each destination, under the name of its likeliest intent."""
    chief: dict[str, str] = {}
    likely: dict[str, float] = {}
    for one in weighed:
        name = chief.setdefault(_destination(one.intent, taxonomy), one.intent)
        likely[name] = likely.get(name, 0.0) + one.probability * in_scope
    return likely


def _destination(intent: str, taxonomy: Taxonomy) -> str:
    """A journey, an article or, where neither answers, the intent itself; the prefixes keep the three apart."""
    topic = taxonomy.topic_of(intent)
    if topic is not None:
        return f"topic:{topic}"
    article = taxonomy.article_of(intent)
    return f"article:{article}" if article is not None else f"intent:{intent}"


def _wrong(intent: str, taxonomy: Taxonomy, costs: Costs) -> float:
    topic = taxonomy.topic_of(intent)
    return costs.wrong[topic] if topic is not None else costs.wrong_article
