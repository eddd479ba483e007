"""Passages by meaning, over a few of the shop's own help texts."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from resolution_hub.connectors.demo_shop.catalogue import PRODUCTS
from resolution_hub.core.money import Money
from resolution_hub.features.knowledge.products import product_passages
from resolution_hub.features.knowledge.service import load_articles
from resolution_hub.nlu.encoder import MOST_TOKENS, VOCABULARY, Encoder
from resolution_hub.nlu.finder import MeaningFinder
from resolution_hub.ports.language import Passage

ROOT = Path(__file__).parents[3]
ROWS = [line.split("\t") for line in (Path(__file__).parent / "questions.tsv").read_text("utf-8").splitlines()]
CACHE = ROOT / ".var" / "cache"
OFF_TOPIC = ["what's the weather like", "how tall is Mount Everest", "write me a haiku", "who is the president"]


@pytest.fixture(scope="module")
def finder(encoder: Encoder) -> MeaningFinder:
    return MeaningFinder(load_articles(ROOT / "articles").passages, encoder, CACHE)


@pytest.mark.parametrize(("question", "slug"), ROWS, ids=[row[0] for row in ROWS])
def test_the_right_article_is_found(finder: MeaningFinder, question: str, slug: str) -> None:
    assert finder.find(question, most=3)[0].passage.article == slug


def test_most_answers_are_sure_and_idle_talk_is_not(finder: MeaningFinder) -> None:
    sure = [finder.find(question)[0].sure for question, _ in ROWS]
    assert sum(sure) >= 0.9 * len(sure)
    assert not any(found.sure for text in OFF_TOPIC for found in finder.find(text))


@pytest.mark.parametrize("text", ["\x00", "🤬", "a" * 10_000, "\ud800", "???", "مرحبا"])
def test_any_question_is_answered_in_order(finder: MeaningFinder, text: str) -> None:
    found = finder.find(text, most=4)
    assert len(found) in (0, 4)
    assert all(0 <= one.score <= 1 for one in found)


def test_nothing_is_found_for_nothing(finder: MeaningFinder, encoder: Encoder) -> None:
    assert finder.find("  ") == ()
    assert finder.find("refund", most=0) == ()
    assert MeaningFinder([], encoder).find("refund") == ()


def test_vectors_are_kept(encoder: Encoder, tmp_path: Path) -> None:
    passages = [Passage("care", "Care", "Pans", "Wash by hand."), Passage("pay", "Pay", "Cards", "We take cards.")]
    first = MeaningFinder(passages, encoder, tmp_path)
    (kept,) = tmp_path.glob("passages-*.npz")
    stamp = kept.stat().st_mtime_ns
    second = MeaningFinder(passages, encoder, tmp_path)
    assert kept.stat().st_mtime_ns == stamp
    assert first.find("which cards") == second.find("which cards")


def test_only_what_is_asked_for_is_found(finder: MeaningFinder) -> None:
    wanted = {"warranty", "juniper-plus"}
    found = finder.find("how do I get a refund", most=6, among=lambda passage: passage.article in wanted)
    assert len(found) == 6
    assert {one.passage.article for one in found} <= wanted
    assert finder.find("refund", among=lambda _: False) == ()


def test_the_quote_is_a_part_of_the_passage_near_the_question(finder: MeaningFinder) -> None:
    best = finder.find("how long does a PayPal refund take")[0]
    assert "PayPal: 1–2 business days." in best.quote
    assert best.quote in best.passage.text
    assert len(best.quote) < len(best.passage.text)


def test_no_passage_that_ships_is_longer_than_the_encoder_reads() -> None:
    tokenizer = Tokenizer(WordPiece.from_file(str(VOCABULARY), unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    for passage in (*load_articles(ROOT / "articles").passages, *_catalogue()):
        pieces = tokenizer.encode(f"{passage.title}. {passage.heading}. {passage.text}").ids
        assert len(pieces) <= MOST_TOKENS - 2, passage


def _catalogue() -> list[Passage]:
    return [
        passage
        for each in PRODUCTS
        for passage in product_passages(each.id, each.name, each.category, each.description, Money(each.usd, "USD"))
    ]
