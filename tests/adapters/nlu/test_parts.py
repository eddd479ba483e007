"""Where a message is cut, and which of its stretches are parts. No model is asked here."""

import pytest

from resolution_hub.nlu.parts import MOST_PIECES, Piece, parts_of, split
from resolution_hub.nlu.plain import Plain, make_plain

IDLE = frozenset({"greeting", "thanks"})


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("where is my order", ["where is my order"]),
        ("where is my order and can I change the address", ["where is my order", "can I change the address"]),
        ("Where is it? Also how do I delete my account?", ["Where is it?", "Also how do I delete my account?"]),
        ("cancel the lamp, please send me the invoice", ["cancel the lamp", "please send me the invoice"]),
        ("track my parcel then tell me your hours", ["track my parcel", "tell me your hours"]),
        ("reset my password please, plus I was charged twice", ["reset my password please", "I was charged twice"]),
        ("it came late\nthe box was wet", ["it came late", "the box was wet"]),
        ("cancel the lamp and the rug", ["cancel the lamp and the rug"]),
        ("I return it because it is broken", ["I return it because it is broken"]),
        ("somebody got in and changed the address", ["somebody got in and changed the address"]),
        ("Hello! Where is it", ["Where is it"]),
        ("tell me when it comes, if it comes", ["tell me when it comes, if it comes"]),
    ],
)
def test_a_message_is_cut_between_clauses(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in split(make_plain(text))] == cut


def test_many_sentences_are_joined_and_a_cut_message_is_left() -> None:
    many = make_plain(" ".join(f"Where is lamp {number}?" for number in range(20)))
    assert len(split(many)) == MOST_PIECES
    assert split(Plain(many.text, many.places, cut=True)) == []
    assert split(make_plain("")) == []


def found(text: str, *judged: tuple[str, str, float], shares: dict[str, float] | None = None) -> list[str]:
    """The parts' texts, for stretches of `text` with the intent and probability that each is said to have."""
    pieces = []
    for words, best, probability in judged:
        start = text.index(words)
        names = frozenset(word for word in ("lamp", "kettle") if word in words)
        pieces.append(Piece(start, start + len(words), best, probability, 0.1, names))
    parts = parts_of(pieces, shares or {}, IDLE, text)
    return [text[part[0].start : part[-1].end] for part in parts]


def test_two_clear_meanings_are_two_parts() -> None:
    text = "where is the kettle, and can I change my address"
    clear = [("where is the kettle", "track", 0.9), ("can I change my address", "address", 0.9)]
    assert found(text, *clear) == ["where is the kettle", "can I change my address"]


def test_what_is_unclear_belongs_to_the_part_before_it() -> None:
    text = "cancel the lamp. you know how it is. where is the kettle?"
    judged = [
        ("cancel the lamp.", "cancel", 0.9),
        ("you know how it is.", "compliment", 0.2),
        ("where is the kettle?", "track", 0.9),
    ]
    assert found(text, *judged) == ["cancel the lamp. you know how it is.", "where is the kettle?"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("track", 0.9), ("track", 0.9)),  # the same again
        (("track", 0.9), ("address", 0.4)),  # not sure
        (("track", 0.9), ("thanks", 0.99)),  # small talk
        (("damaged_item", 0.9), ("exchange_item", 0.9)),  # a mishap and what is wanted for it
        (("billing_error", 0.9), ("request_refund", 0.9)),
    ],
)
def test_one_matter_makes_no_parts(one: tuple[str, float], two: tuple[str, float]) -> None:
    assert (
        found("see to this lamp. please see to that now", ("see to this lamp.", *one), ("please see to that now", *two))
        == []
    )


def test_a_mishap_and_a_wish_for_another_thing_are_two() -> None:
    text = "the lamp came broken, please exchange the kettle"
    judged = [("the lamp came broken", "damaged_item", 0.9), ("please exchange the kettle", "exchange_item", 0.9)]
    assert len(found(text, *judged)) == 2


def test_what_is_merely_told_does_not_split_a_clear_message() -> None:
    text = "I bought a lamp at the shop. where is it now?"
    judged = [("I bought a lamp at the shop.", "store", 0.9), ("where is it now?", "track", 0.9)]
    assert found(text, *judged, shares={"track": 0.95}) == []
    assert len(found(text, *judged, shares={"track": 0.5})) == 2


def test_a_clause_that_only_points_back_counts_if_the_whole_message_has_it() -> None:
    text = "I have a gift card, how do I use it"
    judged = [("I have a gift card", "gift", 0.9), ("how do I use it", "usage", 0.9)]
    assert found(text, *judged, shares={"gift": 0.8, "usage": 0.05}) == []
    assert len(found(text, *judged, shares={"gift": 0.5, "usage": 0.4})) == 2
