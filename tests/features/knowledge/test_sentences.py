"""Sentences and pieces of text: where one ends, and that none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.features.knowledge.sentences import cut, split_sentences, weight

WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=200).map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "Open from 8 a.m. to 10 p.m. Eastern time. Every day.",
            ["Open from 8 a.m. to 10 p.m. Eastern time.", "Every day."],
        ),
        ("It weighs 2.1 kg. It costs $5.95 in all.", ["It weighs 2.1 kg.", "It costs $5.95 in all."]),
        ("Select **Pay**. “Yes.” Then wait.", ["Select **Pay**.", "“Yes.”", "Then wait."]),
        ("e.g. this one", ["e.g. this one"]),
        ("", []),
    ],
)
def test_a_text_is_split_where_its_sentences_end(text: str, sentences: list[str]) -> None:
    assert list(split_sentences(text)) == sentences


@given(WORDS)
def test_no_word_is_lost_by_splitting(text: str) -> None:
    assert " ".join(split_sentences(text)) == text


@given(st.lists(WORDS.filter(bool)), st.integers(-5, 60))
def test_pieces_hold_every_sentence_in_order(sentences: list[str], most: int) -> None:
    pieces = cut(sentences, most)
    assert [sentence for piece in pieces for sentence in piece] == sentences
    assert all(len(piece) == 1 or sum(map(weight, piece)) <= most for piece in pieces)
