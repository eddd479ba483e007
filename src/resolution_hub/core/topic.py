"""The kinds of problem that can be talked about; each has one file in `talk/` and intents that lead to it."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    TRACK_PARCEL = "track_parcel"
    NOT_RECEIVED = "not_received"
    CANCEL_ORDER = "cancel_order"
    CHANGE_ADDRESS = "change_address"
    CHANGE_PAYMENT = "change_payment"
    CHANGE_ITEMS = "change_items"
    CHANGE_DELIVERY = "change_delivery"
    RETURN_ITEMS = "return_items"
    EXCHANGE_ITEMS = "exchange_items"
    DAMAGED_ITEM = "damaged_item"
    WRONG_ITEM = "wrong_item"
    MISSING_ITEM = "missing_item"
    WITHDRAW = "withdraw"
    PRICE_DROP = "price_drop"
    PROMO_CODE = "promo_code"
    BALANCE = "balance"
    HOME_ADDRESS = "home_address"
    RETURN_LABEL = "return_label"
    FIND_REFUND = "find_refund"
    BILLING_ERROR = "billing_error"
    SUBSCRIPTION = "subscription"
    PAUSE_SUBSCRIPTION = "pause_subscription"
    CHANGE_SUBSCRIPTION = "change_subscription"
    CANCEL_SUBSCRIPTION = "cancel_subscription"
    SETTLEMENT = "settlement"
    PERSON = "person"


# What visitors are told about as well, without anybody's facts.
OPEN_TO_ALL = frozenset({Topic.SETTLEMENT})
