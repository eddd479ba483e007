"""What a customer can choose from, and what was paid, as the API shows it."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from resolution_hub.words.cards import AddressOut, Amount


class MethodOut(Struct, frozen=True):
    id: str
    kind: str
    label: str
    balance: Amount | None
    expires_on: date | None


class VariantOut(Struct, frozen=True):
    """`options` are (name, value), in the shop's order."""

    id: str
    options: list[tuple[str, str]]
    price: Amount
    available: bool


class OptionLine(Struct, frozen=True):
    """`kept`: units that are neither cancelled nor on their way back."""

    id: str
    product_id: str
    variant_id: str | None
    name: str
    options: str
    quantity: int
    kept: int
    unit_price: Amount
    variants: list[VariantOut]


class DeliveryOut(Struct, frozen=True):
    id: str
    name: str
    price: Amount
    days_from: int
    days_to: int


class Named(Struct, frozen=True):
    id: str
    name: str


class KindOut(Struct, frozen=True):
    """One kind of act, by its `type`: the mildest verdict on what could be chosen for it ("allow", "need_evidence",
    "need_approval" or "deny"), and the reason where it is not "allow"."""

    type: str
    verdict: str
    reason: str


class OrderOptions(Struct, frozen=True):
    """All that can be chosen for one order now. `possible` are topics that can be begun; `kinds` is every kind of act on an
    order, ruled on; `changes` what was done to it."""

    order_id: str
    possible: list[str]
    kinds: list[KindOut]
    changes: list[str]
    lines: list[OptionLine]
    delivery: list[DeliveryOut]
    delivery_id: str | None
    methods: list[MethodOut]
    address: AddressOut | None
    cancel_reasons: list[Named]
    return_reasons: list[Named]
    destinations: list[str]


class PaymentOut(Struct, frozen=True):
    """Money that came in for an order."""

    id: str
    at: datetime
    amount: Amount
    method_id: str | None
    method_label: str


class RefundRow(Struct, frozen=True):
    """Money that went back. `method_id` is where it went; None where the shop names no method."""

    id: str
    charge_id: str
    amount: Amount
    state: str
    method_id: str | None
    requested_at: datetime
    sent_at: datetime | None


class OrderPayments(Struct, frozen=True):
    charges: list[PaymentOut]
    refunds: list[RefundRow]


class PlanOut(Struct, frozen=True):
    id: str
    name: str
    price: Amount
    interval_days: int


class SubscriptionOut(Struct, frozen=True):
    id: str
    plan: str
    price: Amount
    interval_days: int
    paused: bool
    resumes_at: datetime | None
    cancelled_at: datetime | None
    ends_at: datetime | None
    trial_ends_at: datetime | None
    plans: list[PlanOut]


class ProfileOut(Struct, frozen=True):
    """Whoever has only proved one order sees no more of name and e-mail address than their owner knows them by."""

    name: str
    email: str
    home: AddressOut | None
    methods: list[MethodOut]
    subscriptions: list[SubscriptionOut]
