"""The facts of a ruling in plain words: everything that a rule looked at, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.facts import (
    BillingFacts,
    CancelFacts,
    Change,
    ChangeFacts,
    ExchangeFacts,
    Facts,
    HomeAddressFacts,
    PaysWith,
    PriceFacts,
    ProblemFacts,
    ReturnedFacts,
    ReturnFacts,
    SubscriptionFacts,
    SwapFacts,
)
from resolution_hub.kit.text import Text
from resolution_hub.words import names
from resolution_hub.words.sentences import money


def sentences_of(facts: Facts, text: Text) -> list[str]:
    match facts:
        case BillingFacts():
            return list(_billing(facts, text))
        case CancelFacts():
            return list(_cancel(facts, text))
        case ChangeFacts():
            return list(_change(facts, text))
        case ReturnFacts():
            return list(_return(facts, text))
        case ExchangeFacts():
            return list(_exchange(facts, text))
        case ProblemFacts():
            return list(_problem(facts, text))
        case PriceFacts():
            return list(_price(facts, text))
        case SubscriptionFacts():
            return list(_subscription(facts, text))
        case HomeAddressFacts():
            return [text.say("fact-address-whole" if facts.complete else "fact-address-incomplete")]
        case _:
            assert_never(facts)


def _billing(facts: BillingFacts, text: Text) -> Iterator[str]:
    yield text.say("fact-charged", amount=money(facts.charged, text), day=text.moment(facts.charged_at))
    if facts.cancelled_at is not None:
        yield text.say("fact-cancelled", day=text.moment(facts.cancelled_at))
    if facts.ended_at is not None:
        yield text.say("fact-ended", day=text.moment(facts.ended_at))
    yield text.say(f"fact-error-{facts.error or 'none'}".replace("_", "-"))
    if facts.wrong is not None:
        yield text.say("fact-wrong", amount=money(facts.wrong, text))


def _cancel(facts: CancelFacts, text: Text) -> Iterator[str]:
    yield _order(facts.order_number, facts.status, text)
    yield _scanned(facts.parcel_scanned, text)
    if not facts.whole:
        yield text.say("fact-some-units" if facts.units_left else "fact-units-gone")
    if facts.reason:
        yield text.say("fact-reason", reason=names.reason(facts.reason, text))
    yield from _earlier(facts.changes, text)
    yield _refundable(facts.refundable, text)


def _change(facts: ChangeFacts, text: Text) -> Iterator[str]:
    yield text.say("fact-change", change=names.change(facts.change, text))
    yield _order(facts.order_number, facts.status, text)
    yield _scanned(facts.parcel_scanned, text)
    yield from _earlier(facts.changes, text)
    match facts.change:
        case Change.ADDRESS:
            yield text.say("fact-address-whole" if facts.address_complete else "fact-address-incomplete")
            if facts.abroad:
                yield text.say("fact-address-abroad")
        case Change.PAYMENT:
            yield text.say("fact-charges", count=facts.charges)
            if facts.same_method:
                yield text.say("fact-same-method")
            yield text.say("fact-charged-anew", amount=money(facts.difference, text))
        case _:
            yield from (_swap(swap, text) for swap in facts.swaps)
            if not facts.option_known:
                yield text.say("fact-delivery-unknown")
            yield _difference(facts.difference, text)
    yield from _pays_with(facts.pays_with, text)
    yield _refundable(facts.refundable, text)


def _return(facts: ReturnFacts, text: Text) -> Iterator[str]:
    if facts.statutory:
        yield text.say("fact-statutory", region=facts.region)
    yield from _arrived(facts.order_number, facts.status, facts.delivered_at, text)
    yield from (_returned(line, text) for line in facts.lines)
    if facts.whole:
        yield text.say("fact-whole-order", amount=money(facts.shipping, text))
    yield from _earlier(facts.changes, text)
    yield text.say("fact-destination", destination=names.destination(facts.destination, text))
    if not facts.destination_ok:
        yield text.say("fact-destination-impossible")
    if facts.method_expired:
        yield text.say("fact-method-expired")
    if facts.own_label:
        yield text.say("fact-own-label")
    yield _refundable(facts.refundable, text)


def _exchange(facts: ExchangeFacts, text: Text) -> Iterator[str]:
    yield from _arrived(facts.order_number, facts.status, facts.delivered_at, text)
    yield from (_swap(swap, text) for swap in facts.swaps)
    yield from _earlier(facts.changes, text)
    yield _difference(facts.difference, text)
    yield from _pays_with(facts.pays_with, text)
    yield _refundable(facts.refundable, text)


def _problem(facts: ProblemFacts, text: Text) -> Iterator[str]:
    problem, wish = names.problem(facts.problem, text), names.wish(facts.wish, text)
    yield text.say("fact-problem", problem=problem, wish=wish)
    yield from _arrived(facts.order_number, facts.status, facts.delivered_at, text)
    yield text.say(
        "fact-units", count=facts.quantity, what=_kind(facts.category, text), amount=money(facts.share, text)
    )
    if not facts.left:
        yield text.say("fact-units-gone")
    yield text.say("fact-photos", count=facts.photos) if facts.photos else text.say("fact-no-photo")
    if facts.photos_seen_before:
        yield text.say("fact-photos-seen")
    yield text.say("fact-replacement" if facts.replacement_available else "fact-no-replacement")
    yield (
        text.say("fact-earlier-problems", count=facts.earlier) if facts.earlier else text.say("fact-no-earlier-problem")
    )
    yield _refundable(facts.refundable, text)


def _price(facts: PriceFacts, text: Text) -> Iterator[str]:
    yield text.say("fact-placed", number=facts.order_number, day=text.moment(facts.placed_at))
    yield text.say("fact-price-paid", amount=money(facts.paid, text), count=facts.quantity)
    if facts.price_now is None:
        yield text.say("fact-price-unknown")
    else:
        yield text.say("fact-price-now", amount=money(facts.price_now, text))
    if facts.adjusted:
        yield text.say("fact-price-adjusted")
    yield _refundable(facts.refundable, text)


def _subscription(facts: SubscriptionFacts, text: Text) -> Iterator[str]:
    yield text.say("fact-change", change=names.subscription_change(facts.change, text))
    yield text.say("fact-plan", amount=money(facts.price, text), days=facts.period_days)
    yield text.say("fact-plan-since", day=text.moment(facts.started_at))
    if facts.trial_ends_at is not None:
        key = "fact-trial-until" if facts.trial_ends_at > facts.now else "fact-trial-ended"
        yield text.say(key, day=text.moment(facts.trial_ends_at))
    if facts.paused:
        yield text.say("fact-plan-paused")
    if facts.cancelled:
        yield text.say("fact-plan-cancelled")
    if facts.paid_until is not None:
        yield text.say("fact-paid-until", day=text.moment(facts.paid_until))
    if facts.pause_days:
        yield text.say("fact-pause-days", days=facts.pause_days)
    if facts.new_price is not None:
        yield text.say("fact-plan-new", amount=money(facts.new_price, text))
    yield text.say("fact-last-charge", amount=money(facts.last_charge, text))


def _order(number: str, status: OrderStatus, text: Text) -> str:
    return text.say("fact-order", number=number, state=text.say(f"order-{status}"))


def _scanned(scanned: bool, text: Text) -> str:
    return text.say("fact-parcel-scanned" if scanned else "fact-no-parcel-scanned")


def _arrived(number: str, status: OrderStatus, at: datetime | None, text: Text) -> Iterator[str]:
    yield _order(number, status, text)
    if at is not None:
        yield text.say("fact-delivered", day=text.moment(at))


def _earlier(changes: tuple[str, ...], text: Text) -> Iterator[str]:
    """What was done to the order before; a name that this release does not know is left as it is."""
    known = set(Change)
    said = [names.change(Change(each), text) if each in known else each for each in changes]
    if said:
        yield text.say("fact-earlier-changes", changes=", ".join(said))


def _refundable(amount: Money, text: Text) -> str:
    return text.say("fact-refundable", amount=money(amount, text))


def _kind(category: str, text: Text) -> str:
    return category or text.say("fact-no-category")


def _returned(line: ReturnedFacts, text: Text) -> str:
    what, amount = _kind(line.category, text), money(line.share, text)
    said = text.say("fact-units", count=line.quantity, what=what, amount=amount)
    if line.reason:
        said = f"{said} {text.say('fact-reason', reason=names.reason(line.reason, text))}"
    return said if line.left else f"{said} {text.say('fact-units-gone')}"


def _swap(swap: SwapFacts, text: Text) -> str:
    said = text.say("fact-swap", count=swap.quantity, what=_kind(swap.category, text))
    if not swap.left:
        return f"{said} {text.say('fact-units-gone')}"
    if not swap.same_product:
        return f"{said} {text.say('fact-other-product')}"
    if swap.same_variant:
        return f"{said} {text.say('fact-same-variant')}"
    if not swap.same_currency:
        return f"{said} {text.say('fact-other-currency')}"
    return f"{said} {text.say('fact-available' if swap.available else 'fact-not-available')}"


def _difference(amount: Money, text: Text) -> str:
    if amount.minor == 0:
        return text.say("fact-no-difference")
    size = Money(abs(amount.minor), amount.currency)
    return text.say("fact-dearer" if amount.positive else "fact-cheaper", amount=money(size, text))


def _pays_with(method: PaysWith | None, text: Text) -> Iterator[str]:
    if method is None:
        return
    yield text.say("fact-pays-with", method=names.method(method.kind, text))
    if method.available is not None:
        yield text.say("fact-balance", amount=money(method.available, text))
    if method.expired:
        yield text.say("fact-that-method-expired")
    if not method.original:
        yield text.say("fact-not-original")
