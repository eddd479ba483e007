"""What a text turns down, and what it puts right."""

import pytest

from resolution_hub.nlu.plain import make_plain
from resolution_hub.nlu.refusals import corrects, without_refused


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("I don't want to cancel, just move the delivery to Friday", "move the delivery to Friday"),
        ("Don't refund it, replace it", "replace it"),
        ("I dont want a refund I want a new one", "I want a new one"),
        ("not a refund, a replacement", "a replacement"),
        ("Can I swap the colour instead of returning it?", "Can I swap the colour"),
        ("I'm not trying to return it, I only need to know the warranty", "I only need to know the warranty"),
        ("not cancelling, please pause it", "pause it"),
        ("no need to replace it, can you send the missing screw", "can you send the missing screw"),
    ],
)
def test_a_refused_wish_is_left_out(text: str, judged: str) -> None:
    kept, refused = without_refused(make_plain(text))
    assert kept.text.strip(" \n?.") == judged
    assert refused is None


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("please don't cancel my order", "cancel my order"),
        ("I don't want to cancel", "cancel"),
        ("I never wanted to return it!", "return it"),
        ("I don't want the lamp, it is too small", None),
        ("why don't you refund me", None),
        ("I can't cancel my order", None),
        ("you didn't refund me", None),
        ("I don't want your newsletter any more", None),
    ],
)
def test_without_another_wish_nothing_is_left_out(text: str, refused: str | None) -> None:
    plain = make_plain(text)
    assert without_refused(plain) == (plain, refused)


@pytest.mark.parametrize(
    "text",
    [
        "no, the other one",
        "I meant the lamp",
        "not that",
        "not this one.",
        "actually the second order",
        "wrong one",
        "that's not it",
        "Sorry, the first one",
        "no I mean order 10423",
        "not the kettle",
        "you misunderstood me",
        "I wasn't clear. I mean my other order",
    ],
)
def test_a_correction_is_heard(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "I received the wrong one",
        "you sent the wrong item",
        "where is my other order",
        "no thanks",
        "actually where is my order",
        "it's not that I mind",
        "I want the second one cancelled",
        "what do you mean",
        "",
    ],
)
def test_a_wrong_item_is_no_correction(text: str) -> None:
    assert not corrects(text)
