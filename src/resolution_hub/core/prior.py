"""Why a customer comes, from facts alone: one model of it orders the boxes and weighs what a message may mean.

A person comes because of one of the facts of their situation (a *cue*: a parcel is late), or for something outside it. Each
cue has a rate: how often, of the times it was on screen, it was what the person had come for. The rates of a shop start from
seeds and follow its own counts; a floor keeps every cue and every intent alive, so that what has become rare can come back.

What a message means is P(intent | text, situation), in proportion to P(intent | text) · (P(intent | situation) · n) ^ STRENGTH
for n intents: the classifier learns from as many texts of each, so alone it takes all n for equally likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from resolution_hub.core.order import Order
from resolution_hub.core.prediction import PRESUMED, SEEDS, WANTED, Predicted, Reason, find_cues
from resolution_hub.core.reading import Scored
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import Taxonomy

# Below 1, because rates are rough and words are the better witness: facts may turn a doubtful reading, not a clear one.
# Chosen on every second one of our own messages that depend on a situation (tests/evals/situations.tsv); the others, and
# those about something else, were only measured.
STRENGTH = 0.7
PULL = 4.0  # how much likelier somebody means the thing that they name, or whose page they are on
BASELESS = 0.15  # how much less likely an intent is that presumes a fact which is not there
OUTSIDE_SEED = 0.5  # share of showings after which something was wanted that no cue told
_SEED_WEIGHT = 40  # showings that the seeds count as
_INTENT_SEED_WEIGHT = 200  # messages that the even spread over all intents counts as
_LEAST_RATE, _MOST_RATE = 0.02, 0.98
_LEAST_OUTSIDE = 0.1
_LEAST_EVEN = 0.2  # of an even share of the intents


@dataclass(frozen=True, slots=True)
class Counts:
    """What a shop's customers did. `shown` and `taken` are by reason; of `showings` that led to something, `elsewhere` led
    to nothing that was shown. `meant` counts messages by the intent that customers or agents said they had."""

    shown: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    showings: int = 0
    elsewhere: int = 0
    meant: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Habits:
    """Rates learnt from counts: by reason, of coming for something else (`outside`), and what that is then."""

    rates: Mapping[Reason, float]
    outside: float
    intents: Mapping[str, float]  # sums to 1


class PageKind(StrEnum):
    ORDER = "order"
    PARCEL = "parcel"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Page:
    """What the customer was looking at when they wrote; `id` an order's, a parcel's, or an article's slug."""

    kind: PageKind
    id: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A cue, and how likely it is what the person came for."""

    cue: Predicted
    probability: float


@dataclass(frozen=True, slots=True)
class Prior:
    """`causes` likeliest first; with `outside` they sum to 1. `intents`: P(intent | situation), over the whole taxonomy."""

    causes: tuple[Cause, ...]
    outside: float
    intents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One intent: its probability by the text alone, the factor that the situation gives, and the two together."""

    intent: str
    text: float
    factor: float
    probability: float


def learn(counts: Counts, intents: Iterable[str]) -> Habits:
    """Rates from a shop's counts; from none, the seeds."""
    names = tuple(intents)
    rates = {
        reason: _between(
            _LEAST_RATE,
            (seed * _SEED_WEIGHT + counts.taken.get(reason, 0)) / (_SEED_WEIGHT + counts.shown.get(reason, 0)),
            _MOST_RATE,
        )
        for reason, seed in SEEDS.items()
    }
    outside = (OUTSIDE_SEED * _SEED_WEIGHT + counts.elsewhere) / (_SEED_WEIGHT + counts.showings)
    total = _INTENT_SEED_WEIGHT + sum(counts.meant.get(name, 0) for name in names)
    even = 1 / max(len(names), 1)
    shares = {
        name: max((_INTENT_SEED_WEIGHT * even + counts.meant.get(name, 0)) / total, _LEAST_EVEN * even)
        for name in names
    }
    return Habits(rates, _between(_LEAST_OUTSIDE, outside, 1.0), _normal(shares))


def prior_of(
    who: Situation | None,
    habits: Habits,
    taxonomy: Taxonomy,
    page: Page | None = None,
    named: Iterable[Order] = (),
) -> Prior:
    """What somebody comes for before it is known what their words mean: from their facts, the page they are on, and the
    orders that the words name. A visitor comes from outside any situation."""
    outside = habits.intents
    if page is not None and page.kind is PageKind.ARTICLE:
        pulled = {n: s * (PULL if taxonomy.article_of(n) == page.id else 1.0) for n, s in outside.items()}
        outside = _normal(pulled)
    cues = find_cues(who) if who is not None else ()
    if who is not None:
        there = {cue.reason for cue in cues}
        baseless = {name for name, facts in PRESUMED.items() if not facts & there}
        outside = _normal({name: s * (BASELESS if name in baseless else 1.0) for name, s in outside.items()})
    looked_at = _looked_at(page, who, named)
    strengths = [habits.rates[cue.reason] * (PULL if _is_about(looked_at, cue, who) else 1.0) for cue in cues]
    whole = sum(strengths) + habits.outside
    causes = [Cause(cue, strength / whole) for cue, strength in zip(cues, strengths, strict=True)]
    left = habits.outside / whole
    intents = {name: left * share for name, share in outside.items()}
    for cause in causes:
        for name, share in WANTED[cause.cue.reason].items():
            if name in intents:
                intents[name] += cause.probability * share
    return Prior(tuple(sorted(causes, key=lambda cause: -cause.probability)), left, _normal(intents))


def weigh(scored: Iterable[Scored], prior: Prior) -> tuple[Weighed, ...]:
    """The text's intents by what is true of its writer, likeliest first; they sum to what they summed to before."""
    given = tuple(scored)
    size = len(prior.intents)
    factors = [(prior.intents.get(one.intent, 1 / max(size, 1)) * size) ** STRENGTH for one in given]
    before = sum(one.probability for one in given)
    whole = sum(one.probability * factor for one, factor in zip(given, factors, strict=True))
    if not whole:
        return ()
    weighed = (
        Weighed(one.intent, one.probability, round(factor, 4), one.probability * factor * before / whole)
        for one, factor in zip(given, factors, strict=True)
    )
    return tuple(sorted(weighed, key=lambda one: -one.probability))


def _looked_at(page: Page | None, who: Situation | None, named: Iterable[Order]) -> frozenset[str]:
    """The ids of the orders that the page is about or the words name."""
    on = who.order_about(page.id) if page is not None and who is not None else None
    return frozenset(order.id for order in (*named, *([on] if on is not None else [])))


def _is_about(orders: frozenset[str], cue: Predicted, who: Situation | None) -> bool:
    order = who.order_about(cue.subject) if orders and who is not None else None
    return order is not None and order.id in orders


def _between(least: float, value: float, most: float) -> float:
    return min(max(value, least), most)


def _normal(shares: Mapping[str, float]) -> Mapping[str, float]:
    whole = sum(shares.values())
    return {name: share / whole for name, share in shares.items()} if whole else shares
