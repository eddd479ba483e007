"""What goes over the wire when a visitor proves an order, and what a demo's mailbox shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from resolution_hub.web.shapes import Input

OrderNumber = Annotated[str, Meta(min_length=1, max_length=80)]
Email = Annotated[str, Meta(min_length=3, max_length=254)]


class StartProving(Input, frozen=True):
    order_number: OrderNumber
    email: Email


class FinishProving(Input, frozen=True):
    """The same two, and the six digits, with or without spaces."""

    order_number: OrderNumber
    email: Email
    code: Annotated[str, Meta(min_length=1, max_length=20)]


class CodeAsked(Struct, frozen=True):
    """Always the same: it does not tell whether order and address go together, so whether a code is on its way."""

    minutes: int
    tries: int


class Mail(Struct, frozen=True):
    id: str
    at: datetime
    to: str
    subject: str
    text: str


class Mailbox(Struct, frozen=True):
    messages: list[Mail]
