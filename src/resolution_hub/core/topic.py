"""The kinds of problem that can be talked about; each has one file in `talk/` and an intent that leads to it."""

from __future__ import annotations

from enum import StrEnum

from resolution_hub.core.reading import Intent


class Topic(StrEnum):
    TRACK_PARCEL = "track_parcel"
    NOT_RECEIVED = "not_received"
    CANCEL_ORDER = "cancel_order"
    FIND_REFUND = "find_refund"
    BILLING_ERROR = "billing_error"
    PERSON = "person"


TOPIC_OF = {
    Intent.TRACK_PARCEL: Topic.TRACK_PARCEL,
    Intent.DELIVERED_NOT_RECEIVED: Topic.NOT_RECEIVED,
    Intent.CANCEL_ORDER: Topic.CANCEL_ORDER,
    Intent.FIND_REFUND: Topic.FIND_REFUND,
    Intent.BILLING_ERROR: Topic.BILLING_ERROR,
}
