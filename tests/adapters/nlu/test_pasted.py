"""Quoted mails, signatures, logs and data are set aside; own words never are."""

import pytest

from resolution_hub.nlu.pasted import set_aside
from resolution_hub.nlu.plain import make_plain

MAIL = """Still nothing here.

On Tue, 3 Nov 2026 at 10:00, The Shop <help@shop.example> wrote:
> Your order RH-10423 is on its way.
> Have a nice day

Can you look again?"""


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (MAIL, "Still nothing here.\nCan you look again?"),
        ("please cancel\n-----Original Message-----\nYour order is confirmed", "please cancel"),
        ("see below\nFrom: a@b.example\nSent: Monday\nSubject: Your order\nIt is on its way", "see below"),
        ("late again\n-- \nJane Doe\n1 Low Road", "late again"),
        ("late again\nSent from my iPhone", "late again"),
        ("Wo ist es?\nAm 3.11.2026 um 10:00 schrieb Der Laden:\n> Ihre Bestellung", "Wo ist es?"),
        (
            'it says\nTraceback (most recent call last):\n  File "a.py", line 3, in pay\nValueError: no\nhelp',
            "it says\nhelp",
        ),
        (
            "checkout fails\njava.lang.IllegalStateException: no cart\n  at shop.Cart.pay(Cart.java:10)",
            "checkout fails",
        ),
        ('app shows\n{\n  "error": "declined",\n  "code": 402\n}\nwhy', "app shows\nwhy"),
        ("2026-11-02 10:22:11 ERROR payment failed\nwhat does that mean", "what does that mean"),
        ("<xml>a</xml>\nno idea", "no idea"),
    ],
)
def test_what_is_not_the_customers_own_is_set_aside(text: str, own: str) -> None:
    kept, pasted = set_aside(make_plain(text))
    assert kept.text == own
    assert pasted is not None


@pytest.mark.parametrize(
    "text",
    [
        "> only a quote",
        "To: the manager\nmy lamp is broken",
        "Hello\nwhere is my order?\n\nThanks\nJane",
        "I like it > the other one",
        "Error: I made one, I ordered twice",
        "from: Berlin to Paris, how long?",
        "- a lamp\n- a kettle\ncame broken",
        "{}",
    ],
)
def test_own_words_are_kept(text: str) -> None:
    plain = make_plain(text)
    assert set_aside(plain) == (plain, None)


def test_places_are_those_of_the_message() -> None:
    kept, _ = set_aside(make_plain(MAIL))
    start = kept.text.index("look")
    first, last = kept.span(start, start + 4)
    assert MAIL[first:last] == "look"
