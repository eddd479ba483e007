"""The kinds of problem that can be talked about; each has one file in `talk/` and intents that lead to it."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    TRACK_PARCEL = "track_parcel"
    NOT_RECEIVED = "not_received"
    CANCEL_ORDER = "cancel_order"
    FIND_REFUND = "find_refund"
    BILLING_ERROR = "billing_error"
    PERSON = "person"
