"""What a visitor types to show that an order is theirs: its number and the e-mail address, in any order, then six digits.

The digits of a code are taken out of the words before anything reads or keeps them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from resolution_hub.core.moves import Proving
from resolution_hub.core.reading import Entities
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

MASK = "••••••"
# Topics of the whole account: no single order's code opens them.
ACCOUNT = frozenset(
    {
        Topic.HOME_ADDRESS,
        Topic.BALANCE,
        Topic.SUBSCRIPTION,
        Topic.PAUSE_SUBSCRIPTION,
        Topic.CHANGE_SUBSCRIPTION,
        Topic.CANCEL_SUBSCRIPTION,
    }
)
# Six digits by themselves, however they are spaced; not the middle of a number, and not "#123456" or "W-123456".
_CODE = re.compile(r"(?<![\w#.,-])\d(?:[ -]?\d){5}(?![\w-]|[.,]\d)")
_EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:.]+")
_BRIEF = 6  # words: "my order is W1234, from May"
_NUMBER = re.compile(r"#?[A-Za-z]{0,5}-?\d[A-Za-z\d-]{2,30}")


def digits_in(text: str) -> str | None:
    """The first code in a text, in plain digits whatever script it was typed in."""
    found = _CODE.search(text)
    return "".join(str(int(mark)) for mark in found[0] if mark.isdecimal()) if found is not None else None


def masked(text: str) -> str:
    """The text as it may be read and kept while a code is awaited."""
    return _CODE.sub(MASK, text)


def filled(proving: Proving, text: str, entities: Entities, *, asked: bool) -> Proving:
    """`proving` with what the message says of order and address; a new one of either wants a new code. `text` is masked.

    Where the two were `asked` for, a short message that is no more than a number is the order's, whatever its form.
    """
    email = next(iter(entities.emails), "")
    rest = _EMAIL.sub(" ", text)
    if not email and (typed := _EMAIL.search(text)) is not None:
        email = typed[0].lower()
    number = next(iter(entities.order_numbers), "")
    brief = asked and not proving.number and len(rest.split()) <= _BRIEF
    if not number and brief and (bare := _NUMBER.search(rest)) is not None:
        number = bare[0]
    said = replace(proving, number=number or proving.number, email=email or proving.email)
    return said if said == proving else replace(said, sent=False, order_id=None)


def of_account(topic: Topic, who: Situation) -> bool:
    """Whether a topic is out of reach of someone who has proved the one order that is in `who`."""
    return topic in ACCOUNT or (topic is Topic.BILLING_ERROR and not who.billing_errors)


def shaded(email: str) -> str:
    """An address as its owner knows it and nobody else: "m•••@example.com"."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"
