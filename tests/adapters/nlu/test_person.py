"""The wish for a person: phrases that open the door and phrases that must not."""

from pathlib import Path

import pytest

from resolution_hub.nlu.person import Wish, find_wish
from resolution_hub.nlu.reader import HybridReader

HERE = Path(__file__).parent
ASKS = (HERE / "asks.txt").read_text("utf-8").splitlines()
ASKS_NOT = (HERE / "asks_not.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", ASKS)
def test_asks_for_a_person(reader: HybridReader, text: str) -> None:
    assert reader.read(text).asks_for_person


@pytest.mark.parametrize("text", ASKS_NOT)
def test_speaks_of_people_only(reader: HybridReader, text: str) -> None:
    assert not reader.read(text).asks_for_person


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("talk to a representative", Wish.ASKED),
        ("no need to talk to a representative", Wish.TURNED_DOWN),
        ("where is my parcel", Wish.NOT_MENTIONED),
        ("I don't want a bot, I want a human", Wish.ASKED),
    ],
)
def test_a_refusal_is_not_silence(text: str, wish: Wish) -> None:
    assert find_wish(text) is wish
