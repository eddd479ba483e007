"""A promise to a customer: something that will be done by a time, as a row that they can see (product.md, promise 4).

It is `open` until it is kept, withdrawn (the customer no longer wants it), or late. What is late escalates by itself, and
can still be kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from resolution_hub.core.policy.rulebook import Rulebook


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class PromiseKind(StrEnum):
    """What is promised; each has its minutes in the rulebook (`promise_minutes.<value>`)."""

    SEND_REFUND = "send_refund"
    TELL_OUTCOME = "tell_outcome"
    PERSON_ANSWERS = "person_answers"


def due(kind: PromiseKind, made_at: datetime, book: Rulebook) -> datetime:
    return made_at + timedelta(minutes=book.promise_minutes[kind])
