"""What the benchmark's customers write: six kinds, all the same number of times, in an order that a seed fixes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

KINDS: dict[str, tuple[str, ...]] = {
    "track": (
        "Where is my parcel?",
        "When will my order arrive? It should have been here by now",
        "can you tell me where my delivery is",
        "My package still has not come, what is going on with it?",
    ),
    "refund": (
        "Where is my refund?",
        "I sent something back two weeks ago and have not seen the money yet",
        "has my refund been sent",
    ),
    "billing": (
        "Subscription refund",
        "I think I was charged twice for my last order",
        "why is there a charge on my card for the membership",
    ),
    "article": (
        "How long do I have to return something?",
        "Do you ship to Norway and what does it cost?",
        "Can I use two promo codes on one order?",
        "how do I care for a wool throw",
    ),
    "greeting": ("Hello", "hi there", "Good morning!"),
    "cancel": ("Cancel my order", "I want to cancel an order that I placed", "please cancel it, I ordered by mistake"),
}
TRACK = KINDS["track"][0]


def endless(seed: int) -> Iterator[str]:
    """Texts, every kind as often as any other."""
    random = Random(seed)
    kinds = list(KINDS.values())
    while True:
        random.shuffle(kinds)
        for wordings in kinds:
            yield random.choice(wordings)
