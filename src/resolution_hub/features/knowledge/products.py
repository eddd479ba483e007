"""Products as passages: what the catalogue says of each, so that a question about it can be answered in its words."""

from __future__ import annotations

from collections.abc import Iterator

from resolution_hub.core.money import Money
from resolution_hub.features.knowledge.sentences import cut, split_sentences, weight
from resolution_hub.features.knowledge.service import MOST_WEIGHT
from resolution_hub.ports.language import Passage


def product_passages(product_id: str, name: str, category: str, description: str, price: Money) -> Iterator[Passage]:
    """A product's description in its own words; one without a description still has a name and a price."""
    sentences = split_sentences(" ".join(description.split())) or (name,)
    for piece in cut(sentences, MOST_WEIGHT - weight(f"{name}. {category}.")):
        yield Passage("", name, category, " ".join(piece), sentences=piece, product=product_id, price=price)
