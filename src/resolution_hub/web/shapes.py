"""What goes over the wire, in and out. The OpenAPI document and the front end's types are made from these.

Amounts are minor units with an ISO 4217 code; times are RFC 3339 with an offset; days are plain dates.
Input structs refuse unknown fields; lengths are limits of the input, not of storage.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from resolution_hub.web.receipt_shapes import DeskStanding, HeldReturn
from resolution_hub.words.cards import Amount, ChargeOut, OrderOut
from resolution_hub.words.rulings import RulingOut

Text = Annotated[str, Meta(min_length=1, max_length=20_000)]  # a pasted mail fits
Id = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.:#-]+$")]
# The id of a button: "items:ID,ID", "to:gift_card|ID", "reason:…", with ids and reasons as the shop has them.
Pressed = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Input(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what callers send."""


# -- who am I ---------------------------------------------------------------------------------------------------------


class Shop(Struct, frozen=True):
    name: str
    assistant: str


class Me(Struct, frozen=True):
    """The caller of this request. `csrf` goes back in the X-CSRF-Token header of every request that changes something.

    `order_id` is the one order that a visitor has proved; `codes` says whether codes can be asked for here.
    """

    kind: Literal["customer", "visitor", "agent"]
    name: str | None
    role: Literal["agent", "supervisor"] | None
    locale: str
    timezone: str
    currency: str | None
    csrf: str
    shop: Shop
    demo: bool
    unread: int
    order_id: str | None
    codes: bool


class SignIn(Input, frozen=True):
    """A short-lived identity token that the shop signed (HS256; sub, exp, jti, aud)."""

    token: Annotated[str, Meta(min_length=1, max_length=4096)]


class AgentSignIn(Input, frozen=True):
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=256)]


class HandIn(Input, frozen=True):
    """How the parcel arrives: as it should, empty, with something else in it, back at its sender, or never."""

    fate: Literal["intact", "empty", "wrong_item", "bounced", "lost"] = "intact"


class DemoSignIn(Input, frozen=True):
    """Exactly one of the two. Only in demo mode."""

    customer_id: Id | None = None
    agent_id: Id | None = None


class Persona(Struct, frozen=True):
    """A named customer (or agent) of the demo shop with a story to try."""

    kind: Literal["customer", "agent"]
    id: str
    name: str
    story: str
    try_saying: str | None


class Personas(Struct, frozen=True):
    personas: list[Persona]


class FoundCustomer(Struct, frozen=True):
    id: str
    name: str
    email: str


class FoundCustomers(Struct, frozen=True):
    customers: list[FoundCustomer]


# -- home, orders, parcels --------------------------------------------------------------------------------------------


class Box(Struct, frozen=True):
    """A predicted reason. `key` opens it; `sentence` is whole and plain; `icon` names a picture of the item."""

    key: str
    kind: str
    sentence: str
    action: str
    icon: str


class CaseOut(Struct, frozen=True):
    id: str
    conversation_id: str
    title: str
    state: str
    state_text: str
    opened_at: datetime


class PromiseOut(Struct, frozen=True):
    """What was promised, by when. `state` is "open", "late", "kept" or "withdrawn"."""

    id: str
    conversation_id: str | None
    text: str
    due_at: datetime
    state: str


class Home(Struct, frozen=True):
    """The help home of a signed-in customer. `showing_id` names this set of boxes for the hit rate."""

    given_name: str
    showing_id: str
    boxes: list[Box]
    examples: list[str]
    orders: list[OrderOut]
    open_cases: list[CaseOut]
    promises: list[PromiseOut]


class OpenBox(Input, frozen=True):
    showing_id: Id
    key: Id


# -- conversations ----------------------------------------------------------------------------------------------------


class Started(Struct, frozen=True):
    conversation_id: str


class OnPage(Input, frozen=True):
    """What was on screen: an order or parcel by id, an article by slug."""

    kind: Literal["order", "parcel", "article"]
    id: Id


class StartConversation(Input, frozen=True):
    """`showing_id`: the boxes that were on screen when the help bar was used instead. `page`: what else was. `choice`: the
    message is a button's label, and this its id ("topic:return_items")."""

    message_id: Id
    text: Text | None = None
    choice: Pressed | None = None
    showing_id: Id | None = None
    page: OnPage | None = None


class SendMessage(Input, frozen=True):
    """`message_id` is the sender's own: the same one twice is one message. `choice` is the id of a pressed button, `page`
    what was on screen."""

    message_id: Id
    text: Text
    choice: Pressed | None = None
    page: OnPage | None = None


class Appended(Struct, frozen=True):
    """Where the message stands, and whether it stood there already. `me` is given when the message proved an order: who the
    caller is from now on, with the new token for changes."""

    seq: int
    repeated: bool
    me: Me | msgspec.UnsetType = msgspec.UNSET


class Event(Struct, frozen=True):
    """One numbered event. `body.type` is one of the types in core/events.py, in snake_case."""

    seq: int
    at: datetime
    body: dict[str, Any]


class ConversationOut(Struct, frozen=True):
    """`floor`: who speaks for the shop now. `events` after the asked-for number, oldest first. `goes_on_in`: the conversation
    that this one was joined to; what is sent to either stands there."""

    id: str
    floor: Literal["assistant", "queue", "agent"]
    agent_name: str | None
    last_seq: int
    events: list[Event]
    goes_on_in: str | None


class ConversationSummary(Struct, frozen=True):
    id: str
    last_at: datetime
    title: str
    floor: Literal["assistant", "queue", "agent"]


class Conversations(Struct, frozen=True):
    conversations: list[ConversationSummary]


# -- articles ---------------------------------------------------------------------------------------------------------


class ArticleHit(Struct, frozen=True):
    slug: str
    title: str
    topic: str
    quote: str


class ArticleHits(Struct, frozen=True):
    articles: list[ArticleHit]


class ArticleOut(Struct, frozen=True):
    """`html` is made from Markdown on the server and sanitised there."""

    slug: str
    title: str
    topic: str
    updated: date
    html: str


# -- desk -------------------------------------------------------------------------------------------------------------


class DeskCase(Struct, frozen=True):
    """A row of the queue. `reason` is why a person is needed, in words."""

    id: str
    conversation_id: str
    customer_name: str
    title: str
    reason: str
    state: str
    priority: int
    opened_at: datetime
    waiting_since: datetime | None
    agent_name: str | None
    value: Amount | None
    last_text: str


class DeskCases(Struct, frozen=True):
    waiting: int
    mine: int
    cases: list[DeskCase]


class JournalLine(Struct, frozen=True):
    at: datetime
    actor: str
    text: str


class DeskCaseDetail(Struct, frozen=True):
    """The whole case on one screen: customer, conversation, orders, rulings, journal."""

    case: DeskCase
    floor: Literal["assistant", "queue", "agent"]
    floor_is_mine: bool
    customer: FoundCustomer | None
    orders: list[OrderOut]
    charges: list[ChargeOut]
    rulings: list[RulingOut]
    standings: list[DeskStanding]
    held_returns: list[HeldReturn]
    promises: list[PromiseOut]
    journal: list[JournalLine]
    last_seq: int
    events: list[Event]


class AgentMessage(Input, frozen=True):
    message_id: Id
    text: Text


class HitRate(Struct, frozen=True):
    """How often a predicted box was the reason. Shares are of `showings` that led to anything at all."""

    since: datetime
    showings: int
    taken: int
    other: int
    nothing: int
    by_kind: list[KindRate]


class KindRate(Struct, frozen=True):
    kind: str
    shown: int
    taken: int


class Health(Struct, frozen=True):
    status: Literal["ok", "degraded"]
    checks: dict[str, str]


class Problem(Struct, frozen=True):
    """RFC 9457. `code` is stable and made for programs; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: list[FieldProblem] | msgspec.UnsetType = msgspec.UNSET


class FieldProblem(Struct, frozen=True):
    field: str
    message: str
