"""What the language port makes of a text. A reading proposes; it never decides and holds no amount to be paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Intent(StrEnum):
    """What a message can be about. Names are stable: they are stored with every reading."""

    TRACK_PARCEL = "track_parcel"
    DELIVERED_NOT_RECEIVED = "delivered_not_received"
    CANCEL_ORDER = "cancel_order"
    FIND_REFUND = "find_refund"
    BILLING_ERROR = "billing_error"
    RETURN_ITEM = "return_item"
    EXCHANGE_ITEM = "exchange_item"
    DAMAGED_ITEM = "damaged_item"
    CHANGE_ORDER = "change_order"  # address, items, speed, payment before dispatch
    CANCEL_SUBSCRIPTION = "cancel_subscription"
    PRODUCT_QUESTION = "product_question"
    POLICY_QUESTION = "policy_question"
    PAYMENT_QUESTION = "payment_question"
    PROMO_OR_GIFT_CARD = "promo_or_gift_card"
    ACCOUNT_HELP = "account_help"
    REPORT_FRAUD = "report_fraud"
    COMPLAINT = "complaint"
    TALK_TO_PERSON = "talk_to_person"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    AFFIRM = "affirm"
    DENY = "deny"
    CORRECTION = "correction"  # "no, the other one"


@dataclass(frozen=True, slots=True)
class Scored:
    """An intent and the calibrated probability that the text means it, 0 to 1."""

    intent: Intent
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as understood.

    `intents` best first, summing to at most 1. `out_of_scope` is 0 (surely one of ours) to 1 (surely none).
    `order_numbers` and `tracking_numbers` are normalised: upper case, no leading '#', no spaces.
    `asks_for_person` is decided apart from the intents, so that no other meaning can hide it.
    `frustration` and `urgency`, 0 to 1, may change speed and route, never an amount.
    """

    intents: tuple[Scored, ...]
    out_of_scope: float = 0.0
    order_numbers: tuple[str, ...] = ()
    tracking_numbers: tuple[str, ...] = ()
    asks_for_person: bool = False
    frustration: float = 0.0
    urgency: float = 0.0
    language: str = "en"
    model: str = ""
    words: frozenset[str] = field(default_factory=frozenset)  # lower-case content words, to match product names

    @property
    def best(self) -> Scored | None:
        return self.intents[0] if self.intents else None
