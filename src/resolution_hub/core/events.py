"""Events of a conversation: the closed list of what can stand in it.

A conversation is append-only and numbered from 1. Words are stored as they were shown, so that a transcript stays true
when the catalogue changes; cards carry facts, which each reader's page formats in its own locale.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from resolution_hub.core.case import CaseState


class Floor(StrEnum):
    """Who may speak for the shop: the assistant, nobody yet (the customer waits for a person), or one agent."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"


class CardKind(StrEnum):
    ORDER = "order"  # one order and its parcels
    PARCEL = "parcel"  # one shipment with its last scan
    REFUND = "refund"  # one refund with its state and days
    CHARGE = "charge"  # one charge: what, when, why
    CONFIRM = "confirm"  # exactly what will happen, before it does
    RECEIPT = "receipt"  # exactly what was done, with its notice
    ARTICLE = "article"  # a quoted passage with its link
    RETURN = "return"  # goods on their way back: label, deadline, refund
    PICK = "pick"  # things to choose from, several at once
    ADDRESS = "address"  # a form for an address, filled with the one that is known
    PROGRAMME = "programme"  # a settlement programme: who is part, until when, the one right address
    PROVE = "prove"  # a form: order number and e-mail address, then the code
    PRODUCT = "product"  # what the catalogue says of a product, with its price


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `id` goes back as the next message's `choice`; the label may be typed instead."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    kind: CardKind
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CustomerSaid:
    text: str
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo that can be asked for by its id; `alt` is what its sender says is to be seen, often nothing."""

    id: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class CustomerShowed:
    """Photos of one message, in their order."""

    photos: tuple[ShownPhoto, ...]

    @property
    def photo_ids(self) -> tuple[str, ...]:
        return tuple(photo.id for photo in self.photos)


@dataclass(frozen=True, slots=True)
class AssistantSaid:
    """The assistant's words, the facts that go with them, and the ways on."""

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentSaid:
    text: str
    agent_id: str
    agent_name: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A fact from the hub itself (a refund went out, an order was cancelled). Not talk: it needs no floor."""

    text: str
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class FloorMoved:
    """Who speaks now, said to the customer in `text`. `waiting_before`: people ahead in the line, when in it."""

    to: Floor
    text: str
    agent_name: str | None = None
    waiting_before: int | None = None


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A case of this conversation changed its state. `text` says so to the customer; empty when nothing is shown."""

    case_id: str
    state: CaseState
    text: str = ""
    choices: tuple[Choice, ...] = ()


class Link(StrEnum):
    """How another thread belongs to this one."""

    JOINED = "joined"  # that one goes on here
    MOVED = "moved"  # this one goes on there
    PARTED = "parted"  # that one, or this one, stands by itself again
    BEGUN = "begun"  # this one began with words of that one
    LED_TO = "led_to"  # words of this one are looked after there


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand in another thread. `by`: "customer", "assistant" or the agent's name; `at` is RFC 3339."""

    seq: int
    at: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class ThreadLinked:
    """Another thread of the same owner belongs to this one, said to the customer in `text`; `case_id` is that one's case."""

    link: Link
    text: str
    conversation_id: str
    case_id: str
    quotes: tuple[Quote, ...] = ()


EventBody = CustomerSaid | CustomerShowed | AssistantSaid | AgentSaid | Reported | FloorMoved | CaseMoved | ThreadLinked
