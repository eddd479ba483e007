"""What of a passage is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.nlu.quoting import MOST_CHARACTERS, MOST_SENTENCES, closest_span

TEXT = ["We sell lamps.", "Lamps are dimmed by hand.", "They need no bulb.", "Chairs are made of oak.", "Call us."]


def test_the_nearest_sentence_is_quoted_alone_when_its_neighbours_are_about_something_else() -> None:
    assert closest_span(TEXT, [0.1, 0.2, 0.1, 0.9, 0.1]) == "Chairs are made of oak."


def test_neighbours_that_are_nearly_as_near_are_quoted_too() -> None:
    assert closest_span(TEXT, [0.7, 0.9, 0.3, 0.2, 0.8]) == "We sell lamps. Lamps are dimmed by hand."


def test_a_sentence_that_leans_on_the_one_before_brings_it() -> None:
    assert closest_span(TEXT, [0.1, 0.1, 0.9, 0.1, 0.1]) == "Lamps are dimmed by hand. They need no bulb."


def test_a_first_sentence_that_leans_stands_alone() -> None:
    assert closest_span(["It is red.", "Call us."], [0.9, 0.1]) == "It is red."


@given(st.lists(st.tuples(st.text(max_size=400), st.floats(-1, 1)), min_size=1, max_size=8))
def test_a_quote_is_never_long_and_always_a_part(rated: list[tuple[str, float]]) -> None:
    sentences = [sentence for sentence, _ in rated]
    quote = closest_span(sentences, [near for _, near in rated])
    best = max(rated, key=lambda one: one[1])[0]
    assert best in quote
    assert quote in " ".join(sentences)
    assert len(quote) <= max(MOST_CHARACTERS, len(best))
    assert any(
        quote == " ".join(sentences[first : first + many])
        for many in range(1, MOST_SENTENCES + 1)
        for first in range(len(sentences))
    )
