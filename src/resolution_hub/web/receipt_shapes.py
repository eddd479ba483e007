"""The Message Center, rulings as they stand, appeals, and an agent's own ruling, on the wire (forms as in web/shapes.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from resolution_hub.words.cards import Amount
from resolution_hub.words.rulings import RulingOut

Statement = Annotated[str, Meta(max_length=2_000)]
Reason = Annotated[str, Meta(min_length=3, max_length=2_000)]


class SendAppeal(Struct, frozen=True, forbid_unknown_fields=True):
    """No reason has to be given."""

    statement: Statement = ""


class AppealOut(Struct, frozen=True):
    ruling_id: str
    at: datetime
    statement: str


class AppealSent(Struct, frozen=True):
    """`repeated`: it stood there already, as it was made first."""

    appeal: AppealOut
    conversation_id: str
    repeated: bool


class Standing(Struct, frozen=True):
    """How a ruling stands. `by` is the person who made it, None for the rulebook; `superseded_by` what stands in its place."""

    ruling_id: str
    at: datetime
    by: str | None
    reason: str | None
    supersedes: str | None
    superseded_by: str | None
    appeal: AppealOut | None


class DeskStanding(Standing, frozen=True):
    """`open`: this agent may decide in its place. `left`: what can still go back of what it is about; `limit`: what this
    agent may grant in that currency."""

    open: bool
    left: Amount | None
    limit: Amount | None


class AskedAmount(Struct, frozen=True, forbid_unknown_fields=True):
    minor: Annotated[int, Meta(ge=1, le=10**12)]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]


class Supersede(Struct, frozen=True, forbid_unknown_fields=True):
    """`amount` with "grant", and only there. The reason is told to the customer."""

    verdict: Literal["uphold", "grant"]
    reason: Reason
    amount: AskedAmount | None = None


class Decided(Struct, frozen=True):
    """The ruling that stands now."""

    ruling_id: str


class HeldReturn(Struct, frozen=True):
    """A return that waits for a person before anything has moved. `why`: "empty_box", "wrong_item", "damaged", "parts_missing" or
    "missing". `worth`: what moves if it is let go on; `allowed`: that is within this agent's limit. `here`: there are goods
    that can be sent back."""

    id: str
    order_number: str
    why: str
    why_text: str
    worth: Amount
    allowed: bool
    here: bool


class EndReturn(Struct, frozen=True, forbid_unknown_fields=True):
    """ "release": it goes on as was agreed to. "refuse": nothing moves for it, and the units are the customer's again;
    `send_back` has the shop send them the goods. The reason is told to the customer."""

    decision: Literal["release", "refuse"]
    reason: Reason
    send_back: bool = False


class PublicJwk(Struct, frozen=True, omit_defaults=True):
    """RFC 7517 and 8037; `kid` by RFC 7638. After `retired_at` nothing was signed with it."""

    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str
    retired_at: datetime | None = None


class PublicKeys(Struct, frozen=True):
    keys: list[PublicJwk]


class OrderName(Struct, frozen=True):
    id: str
    number: str


class NoticeSummary(Struct, frozen=True):
    id: str
    at: datetime
    kind: str
    title: str
    read: bool
    order_number: str | None


class Notices(Struct, frozen=True):
    """`orders`: those that any notice is about, whatever was asked for, the latest first."""

    notices: list[NoticeSummary]
    orders: list[OrderName]


class NoticeOut(Struct, frozen=True):
    """One receipt: what was done, in sentences; the amount; and the ruling behind it in plain words."""

    id: str
    at: datetime
    kind: str
    title: str
    sentences: list[str]
    amount: Amount | None
    reference: str | None
    conversation_id: str | None
    ruling: RulingOut | None
    standing: Standing | None
