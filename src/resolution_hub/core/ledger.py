"""What was charged and what went back, and the billing errors that can be read from it (product.md C8).

A charge is money captured from the customer. A refund belongs to one charge. For every charge, refunds that are not
failed never exceed the charge; what is left is *refundable*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from resolution_hub.core.money import Money, total


class RefundState(StrEnum):
    GRANTED = "granted"  # decided; the payment provider has not confirmed yet
    SENT = "sent"  # the provider has taken it; the bank or card shows it some days later
    FAILED = "failed"


class MethodKind(StrEnum):
    CARD = "card"
    PAYPAL = "paypal"
    BANK = "bank"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A way to pay that the customer has with the shop. `label` never holds a full number. `balance` is what can be spent,
    for a gift card or store credit."""

    id: str
    kind: MethodKind
    label: str
    balance: Money | None = None
    expires_on: date | None = None

    def expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True, slots=True)
class Charge:
    """One captured payment. Exactly one of `order_id` and `subscription_id` is set."""

    id: str
    amount: Money
    at: datetime
    method: MethodKind
    method_label: str  # "Visa ending 4242": never a full number
    description: str
    order_id: str | None = None
    subscription_id: str | None = None
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """`method_id` is where the money goes when not to where it came from."""

    id: str
    charge_id: str
    amount: Money
    state: RefundState
    requested_at: datetime
    sent_at: datetime | None = None
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A plan billed every `interval_days` days at `price`. After `ends_at` nothing may be charged."""

    id: str
    plan: str
    price: Money
    interval_days: int
    started_at: datetime
    cancelled_at: datetime | None = None
    ends_at: datetime | None = None
    plan_id: str | None = None
    trial_ends_at: datetime | None = None
    paused_at: datetime | None = None
    resumes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that can be changed to: those of one `family` replace each other."""

    id: str
    family: str
    name: str
    price: Money
    interval_days: int
    prices: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    charges: tuple[Charge, ...] = ()
    refunds: tuple[Refund, ...] = ()

    def refunds_of(self, charge_id: str) -> tuple[Refund, ...]:
        return tuple(r for r in self.refunds if r.charge_id == charge_id and r.state is not RefundState.FAILED)

    def refundable(self, charge: Charge) -> Money:
        return charge.amount - total((r.amount for r in self.refunds_of(charge.id)), charge.amount.currency)

    def charges_of_order(self, order_id: str) -> tuple[Charge, ...]:
        return tuple(c for c in self.charges if c.order_id == order_id)

    def charge(self, charge_id: str) -> Charge | None:
        return next((c for c in self.charges if c.id == charge_id), None)


class BillingErrorKind(StrEnum):
    AFTER_CANCELLATION = "charged_after_cancellation"
    AFTER_TRIAL = "charged_after_trial"
    TWICE = "charged_twice"
    WRONG_RATE = "charged_wrong_rate"


@dataclass(frozen=True, slots=True)
class BillingError:
    """A charge that should not stand. `amount` is what is wrong and not yet refunded; always positive."""

    kind: BillingErrorKind
    charge: Charge
    amount: Money
    subscription: Subscription | None


# Two captures of one order's same amount closer than this are one purchase sent twice.
_SAME_PURCHASE = timedelta(hours=24)


def find_billing_errors(ledger: Ledger, subscriptions: Sequence[Subscription]) -> tuple[BillingError, ...]:
    """All billing errors that the ledger proves, newest charge first; a charge is named at most once.

    Each charge is tested against, in this order: its subscription's end, an earlier charge for the same thing, and its
    subscription's price. What was refunded already is taken off; a charge with nothing left to refund is no error.
    Of charges for one thing, one stays paid: when the first was given back whole, the next is the one that stands.
    """
    plans = {s.id: s for s in subscriptions}
    found: list[BillingError] = []
    earlier: dict[tuple[str, str], list[Charge]] = {}
    for charge in sorted(ledger.charges, key=lambda c: (c.at, c.id)):
        plan = plans.get(charge.subscription_id or "")
        about = ("subscription", charge.subscription_id) if charge.subscription_id else ("order", charge.order_id or "")
        before = earlier.setdefault(about, [])
        kind, wrong = _error_of(charge, plan, before)
        left = ledger.refundable(charge)
        # A repeat stays one after its refund, so that paying for one error never changes what the others are.
        if kind is BillingErrorKind.TWICE or left.positive:
            before.append(charge)
        if kind is None:
            continue
        already = charge.amount - left
        amount = wrong - already
        if amount.positive:
            found.append(BillingError(kind, charge, amount, plan))
    return tuple(reversed(found))


def _error_of(
    charge: Charge, plan: Subscription | None, before: Sequence[Charge]
) -> tuple[BillingErrorKind | None, Money]:
    if plan is not None and _trial_was_ended(plan):
        return BillingErrorKind.AFTER_TRIAL, charge.amount
    if plan is not None and plan.ends_at is not None and charge.at >= plan.ends_at:
        return BillingErrorKind.AFTER_CANCELLATION, charge.amount
    if any(_is_repeat(charge, other, plan) for other in before):
        return BillingErrorKind.TWICE, charge.amount
    # A charge in another currency than the plan's proves nothing: the hub never converts.
    comparable = plan is not None and plan.price.currency == charge.amount.currency
    if plan is not None and comparable and charge.amount > plan.price:
        return BillingErrorKind.WRONG_RATE, charge.amount - plan.price
    return None, charge.amount


def _trial_was_ended(plan: Subscription) -> bool:
    """Cancelled while it was still free: nothing was ever to be paid."""
    return plan.trial_ends_at is not None and plan.cancelled_at is not None and plan.cancelled_at <= plan.trial_ends_at


def _is_repeat(charge: Charge, other: Charge, plan: Subscription | None) -> bool:
    if charge.amount != other.amount:
        return False
    # A subscription is billed once a period; half a period leaves room for a bill that ran a few days early.
    window = timedelta(days=plan.interval_days) / 2 if plan is not None else _SAME_PURCHASE
    return charge.at - other.at < window
