"""The shop's own articles: at which place the right one stands for a question, beside words alone and meaning alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.understanding.figures import bootstrap, reciprocal_rank
from benchmarks.understanding.rows import Metric
from benchmarks.understanding.stand import Stand
from resolution_hub.features.knowledge.service import load_articles
from resolution_hub.nlu.finder import MeaningFinder
from resolution_hub.nlu.words import tokens
from resolution_hub.ports.language import Passage

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "evals" / "questions.tsv"
_MOST = 10
_K1, _B = 1.2, 0.75

Find = Callable[[str], list[str]]


def run(stand: Stand) -> list[Metric]:
    if not QUESTIONS.exists():
        stand.skipped.append(f"retrieval: no {QUESTIONS.relative_to(ROOT)}")
        return []
    passages = load_articles(ROOT / "articles").passages
    asked = [line.split("\t")[:2] for line in QUESTIONS.read_text("utf-8").splitlines() if "\t" in line]
    finder = MeaningFinder(passages, stand.encoder)
    systems: dict[str, Find] = {
        "": lambda question: [found.passage.article for found in finder.find(question, len(passages))],
        "_bm25": _words(passages),
        "_minilm": _meaning(passages, stand),
    }
    ranks: dict[str, list[float]] = {}
    firsts: dict[str, float] = {}
    for name, find in systems.items():
        stand.say(f"articles{name.replace('_', ', ')}")
        found = [list(dict.fromkeys(find(question))) for _, question in asked]
        ranks[name] = [reciprocal_rank(slugs, wanted, _MOST) for slugs, (wanted, _) in zip(found, asked, strict=True)]
        firsts[name] = float(np.mean([rank == 1 for rank in ranks[name]]))
    strongest = max((name for name in ranks if name), key=lambda name: sum(ranks[name]))
    return [
        Metric(
            f"retrieval{name}_mrr10",
            float(np.mean(held)),
            "fraction",
            len(held),
            float(np.mean(ranks[strongest])) if not name else None,
            f"first in {firsts[name]:.3f}; {len(passages)} passages"
            + (f"; against {strongest[1:]}" if not name else ""),
            bootstrap(len(held), lambda places, held=held: float(np.mean(np.array(held)[places]))),  # type: ignore[misc]
        )
        for name, held in ranks.items()
    ]


def _meaning(passages: Sequence[Passage], stand: Stand) -> Find:
    rows = stand.encoder.encode([_as_text(passage) for passage in passages])

    def find(question: str) -> list[str]:
        order = np.argsort(-(rows @ stand.encoder.encode([question])[0]), kind="stable")
        return [passages[place].article for place in order]

    return find


def _words(passages: Sequence[Passage]) -> Find:
    """Okapi BM25, every passage scored."""
    counts = [Counter(tokens(_as_text(passage))) for passage in passages]
    seen = Counter(word for words in counts for word in words)
    average = sum(words.total() for words in counts) / len(counts)
    idf = {word: math.log(1 + (len(counts) - held + 0.5) / (held + 0.5)) for word, held in seen.items()}

    def score(words: Counter[str], asked: Sequence[str]) -> float:
        norm = _K1 * (1 - _B + _B * words.total() / average)
        return sum(idf[word] * words[word] * (_K1 + 1) / (words[word] + norm) for word in asked if word in words)

    def find(question: str) -> list[str]:
        asked = tokens(question)
        scores = [score(words, asked) for words in counts]
        return [passages[place].article for place in np.argsort(-np.array(scores), kind="stable")]

    return find


def _as_text(passage: Passage) -> str:
    return f"{passage.title}. {passage.heading}. {passage.text}"
