"""What the language port makes of a text. A reading proposes; it never decides and holds no amount to be paid.

Places are characters of the message as it was sent: `text[start:end]` is what the customer wrote there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Intent(StrEnum):
    """The intents that decisions know by name. Any other is a name of the taxonomy (core/taxonomy.py), a shop's own
    among them. Names are stable: they are stored with every reading."""

    TRACK_PARCEL = "track_parcel"
    DELIVERED_NOT_RECEIVED = "delivered_not_received"
    CANCEL_ORDER = "cancel_order"
    FIND_REFUND = "find_refund"
    BILLING_ERROR = "billing_error"
    TALK_TO_PERSON = "talk_to_person"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    AFFIRM = "affirm"
    DENY = "deny"
    CORRECTION = "correction"  # "no, the other one"


SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.GOODBYE, Intent.AFFIRM, Intent.DENY, Intent.CORRECTION})


@dataclass(frozen=True, slots=True)
class Scored:
    """An intent's name and the calibrated probability that the text means it, 0 to 1."""

    intent: str
    probability: float


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the message that means one thing of its own: "cancel the lamp" in "cancel the lamp, and where is
    the kettle?". `intents` best first."""

    start: int
    end: int
    intents: tuple[Scored, ...]


class GivenReason(StrEnum):
    """Why a customer says that they want something, as far as rules may ask for it."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    MISSING_PART = "missing_part"
    NOT_AS_DESCRIBED = "not_as_described"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    CHANGED_MIND = "changed_mind"
    ORDERED_BY_MISTAKE = "ordered_by_mistake"
    ORDERED_TWICE = "ordered_twice"
    CHEAPER_ELSEWHERE = "cheaper_elsewhere"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as written; it never becomes a sum to be paid. `currency` is ISO 4217, None where only a number or an
    ambiguous sign stood. `minor` is in that currency's minor units (of two decimals where it is None)."""

    minor: int
    currency: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, that the text names, resolved against the day it was written: "in May", "last week", "on
    the 3rd". `to_come` for one that lies ahead of that day ("by Friday")."""

    first: date
    last: date
    to_come: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name a thing: "the blue kettle". `words` are lower-case; `denied` where the text says that it is
    *not* this one ("not the kettle, the lamp")."""

    words: tuple[str, ...]
    denied: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entities:
    """What a text names, in the order met.

    `order_numbers` and `tracking_numbers` are normalised: upper case, no leading '#', no spaces. `waited_days` are
    spans of time said to have gone by ("it's been 9 days"). `quantities` are counts of things. `phones` are E.164 where
    the country is known, else digits as written; `emails` lower-case; `addresses` as written.
    """

    order_numbers: tuple[str, ...] = ()
    tracking_numbers: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    periods: tuple[Period, ...] = ()
    waited_days: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    reasons: tuple[GivenReason, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


class Alarm(StrEnum):
    """Words that a person must see fast, whatever the message is about."""

    SAFETY = "safety"  # fire, injury, allergy
    LEGAL = "legal"  # lawyers, courts, authorities
    CHARGEBACK = "chargeback"  # a dispute with the bank
    FRAUD = "fraud"  # somebody else acts in the customer's name


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as understood.

    `intents` are of the whole message, best first, summing to at most 1; `parts` are its stretches with a meaning of
    their own, two at least, or none where the message means one thing. `out_of_scope` is 0 (surely one of ours) to 1
    (surely none). `asks_for_person` is decided apart from the intents, so that no other meaning can hide it.
    `corrects` is true of "no, the other one", `drops` of "never mind", `goes_back` of "go back". `frustration` and
    `urgency`, 0 to 1, are over the talk so far; with `alarms` they may change speed and route, never an amount.
    `language` is ISO 639-1. `quoted` says that pasted or quoted lines were set aside, `cut` that the message was too
    long and read only in part.
    """

    intents: tuple[Scored, ...]
    out_of_scope: float = 0.0
    parts: tuple[Part, ...] = ()
    entities: Entities = field(default_factory=Entities)
    asks_for_person: bool = False
    corrects: bool = False
    drops: bool = False
    goes_back: bool = False
    frustration: float = 0.0
    urgency: float = 0.0
    alarms: frozenset[Alarm] = frozenset()
    language: str = "en"
    quoted: bool = False
    cut: bool = False
    model: str = ""
    words: frozenset[str] = field(default_factory=frozenset)  # lower-case content words, to match product names

    @property
    def best(self) -> Scored | None:
        return self.intents[0] if self.intents else None
