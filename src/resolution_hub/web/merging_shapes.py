"""Shapes of merging and splitting at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from resolution_hub.core.topic import Topic
from resolution_hub.web.shapes import Id, Input


class CaseName(Struct, frozen=True):
    id: str
    title: str


class OtherCase(Struct, frozen=True):
    """An unsolved case that could go on in this one. `will` says what a merge would do, `why_not` why it can't be."""

    id: str
    title: str
    state: str
    opened_at: datetime
    last_text: str
    will: list[str]
    why_not: str | None


class MergeOut(Struct, frozen=True):
    """A merge that stands: `case` goes on in `into`. `why_not` says why it can't be undone right now."""

    id: str
    case: CaseName
    into: CaseName
    at: datetime
    by: str
    why_not: str | None


class SplitOut(Struct, frozen=True):
    """A split that stands: `case` began with words of `origin`."""

    id: str
    case: CaseName
    origin: CaseName
    at: datetime
    by: str


class TopicName(Struct, frozen=True):
    topic: str
    title: str


class MergingOut(Struct, frozen=True):
    """What could be merged into a case, and what was. `goes_on_in`: the case that goes on in its place, if it was merged;
    `topics`: what messages can be split off about."""

    goes_on_in: CaseName | None
    others: list[OtherCase]
    merges: list[MergeOut]
    splits: list[SplitOut]
    topics: list[TopicName]


class MergeCases(Input, frozen=True):
    """The case that goes on in the one of the address."""

    case_id: Id


class Merged(Struct, frozen=True):
    merge_id: str


class SplitCase(Input, frozen=True):
    """`id` is the sender's own: the same one twice is one split. `seqs` are numbers of messages in the case's conversation,
    one of the customer's at least; `order_id` is what they are about."""

    id: Id
    seqs: Annotated[list[Annotated[int, Meta(ge=1, le=2**31 - 1)]], Meta(min_length=1, max_length=50)]
    topic: Topic
    order_id: Id | None = None


class SplitOff(Struct, frozen=True):
    split_id: str
    case_id: str
