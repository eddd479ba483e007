"""Do a customer's facts tell why they come, and what an unclear message means? Simulated on the demo shop.

Visits are drawn, so this says how the model behaves, not how people do: each simulated shop has true rates of its own, scattered
around our seeds, and a share of visits for something outside every fact. The messages are our own, labelled with the situation
that they were written in or with another wish; their share of either kind is ours too.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.understanding.figures import wilson
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import Stand
from resolution_hub.connectors.demo_shop import generate
from resolution_hub.core.prediction import SEEDS, WANTED, Predicted, Reason, find_cues, predict
from resolution_hub.core.prior import OUTSIDE_SEED, Counts, Habits, learn, prior_of, weigh
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.nlu.examples import DEFAULT_DIRECTORY, load_intents
from resolution_hub.nlu.reader import HybridReader
from tests.adapters.demo_shop.reading import Reader

MESSAGES = Path(__file__).parents[2] / "tests" / "evals" / "situations.tsv"
MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)
SCATTER = 0.6  # of the logarithm of a shop's true rates around our seeds
SHOPS, VISITS = 20, 500
_SEED = 20261123


@dataclass(frozen=True, slots=True)
class Shop:
    """What is true of a simulated shop, and unknown to the hub."""

    rates: dict[Reason, float]
    outside: float


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody came; because of `cue`, or for something outside their situation."""

    who: Situation
    cue: Predicted | None


def run(stand: Stand) -> list[Metric]:
    stand.say("Customers of the demo shop come for reasons of theirs")
    people = _people(stand.quick)
    metrics = _boxes(people, SHOPS if not stand.quick else 4)
    if MESSAGES.is_file():
        metrics += _messages(people, HybridReader.load(stand.cache))
    return metrics


def _people(quick: bool) -> list[Situation]:
    """The demo's customers at several moments, as the hub reads them."""
    found = []
    for day in range(1 if quick else 5):
        now = MOMENT + timedelta(days=9 * day, hours=5 * day)
        reader = Reader(generate(2026 + day, now), now)
        found += [reader.situation(customer) for customer in reader.customers]
    return found


def _boxes(people: Sequence[Situation], shops: int) -> list[Metric]:
    draw = random.Random(_SEED)
    hits: Counter[str] = Counter()
    taxonomy, _ = load_intents([DEFAULT_DIRECTORY])
    seeds = learn(Counts(), taxonomy.intents)
    for _ in range(shops):
        shop = _shop(draw)
        learnt = learn(_count([_visit(people, shop, draw) for _ in range(VISITS)], seeds), taxonomy.intents)
        for visit in [_visit(people, shop, draw) for _ in range(VISITS)]:
            _score(visit, seeds, "seeds", hits)
            _score(visit, learnt, "learnt", hits)
    known, everybody = hits["known"] // 2, hits["everybody"] // 2
    note = f"{shops} simulated shops of {VISITS} visits; reason drawn from the situation"
    rows = []
    for name, what in (("first", "first box"), ("three", "first three boxes")):
        for how in ("seeds", "learnt"):
            against = hits[f"{name} seeds"] if how == "learnt" else 0
            rows.append(
                _share(
                    f"context_{name}_{how}",
                    hits[f"{name} {how}"],
                    known,
                    f"{what}, {how}; {note}",
                    against / known if against else None,
                )
            )
        rows.append(
            _share(
                f"context_{name}_of_all",
                hits[f"{name} learnt"],
                everybody,
                f"{what}, learnt; of all visits, {everybody - known} of them for something no fact tells",
            )
        )
    return rows


def _shop(draw: random.Random) -> Shop:
    rates = {reason: min(seed * math.exp(draw.gauss(0, SCATTER)), 0.98) for reason, seed in SEEDS.items()}
    return Shop(rates, OUTSIDE_SEED * math.exp(draw.gauss(0, SCATTER)))


def _visit(people: Sequence[Situation], shop: Shop, draw: random.Random) -> Visit:
    """Somebody who has boxes at all; what brings them is drawn by the shop's true rates."""
    while True:
        who = draw.choice(people)
        cues = [cue for cue in find_cues(who) if cue.topic is not None]
        if cues:
            weights = [*(shop.rates[cue.reason] for cue in cues), shop.outside]
            return Visit(who, draw.choices([*cues, None], weights)[0])


def _count(visits: Sequence[Visit], habits: Habits) -> Counts:
    """What the hub would have counted: boxes that were shown, and the one that was taken."""
    shown: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    elsewhere = 0
    for visit in visits:
        boxes = predict(visit.who, habits.rates)
        shown.update({box.reason.value for box in boxes})
        if visit.cue is not None and visit.cue.key in {box.key for box in boxes}:
            taken[visit.cue.reason] += 1
        else:
            elsewhere += 1
    return Counts(shown, taken, len(visits), elsewhere)


def _score(visit: Visit, habits: Habits, how: str, hits: Counter[str]) -> None:
    hits["everybody"] += 1
    if visit.cue is None:
        return
    hits["known"] += 1
    keys = [box.key for box in predict(visit.who, habits.rates)]
    hits[f"first {how}"] += visit.cue.key == keys[0]
    hits[f"three {how}"] += visit.cue.key in keys[:3]


def _messages(people: Sequence[Situation], reader: HybridReader) -> list[Metric]:
    """Unclear messages of people in a situation, and clear ones about something else: by text alone, and with the facts."""
    taxonomy, _ = load_intents([DEFAULT_DIRECTORY])
    habits = learn(Counts(), taxonomy.intents)
    right: Counter[tuple[str, bool]] = Counter()
    sizes: Counter[bool] = Counter()
    for line in MESSAGES.read_text("utf-8").splitlines():
        situation, intent, text = line.split("\t")
        who = next((each for each in people if situation in {cue.reason for cue in find_cues(each)}), None)
        read = reader.read(text).intents
        if who is None or not read:
            continue
        fits = intent in _wanted(situation)
        sizes[fits] += 1
        right["text", fits] += _same(read[0].intent, intent, taxonomy)
        weighed = weigh(read, prior_of(who, habits, taxonomy))
        right["facts", fits] += _same(weighed[0].intent, intent, taxonomy)
    rows = []
    for fits, name, note in (
        (True, "inside", "messages about what the situation tells"),
        (False, "outside", "messages about something else: here facts can only mislead"),
    ):
        if sizes[fits]:
            alone = right["text", fits] / sizes[fits]
            rows.append(
                _share(
                    f"context_router_{name}",
                    right["facts", fits],
                    sizes[fits],
                    f"{note}; against the text alone",
                    alone,
                )
            )
    return rows


def _wanted(situation: str) -> set[str]:
    return set(WANTED[Reason(situation)])


def _same(read: str, meant: str, taxonomy: Taxonomy) -> bool:
    """Read as the same intent, or as one that leads to the same journey or article."""

    def leads(intent: str) -> str:
        return str(taxonomy.topic_of(intent) or taxonomy.article_of(intent) or intent)

    return leads(read) == leads(meant)


def _share(metric: str, hits: int, size: int, note: str, against: float | None = None) -> Metric:
    return Metric(metric, hits / size, "share", size, against, note, wilson(hits, size))
