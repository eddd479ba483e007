"""Rules for orders that have not left: cancelling them and changing them (product.md C2, C3)."""

from __future__ import annotations

from collections.abc import Iterable

from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.policy.facts import (
    CancelFacts,
    Change,
    ChangeFacts,
    ExchangeFacts,
    Facts,
    ReturnFacts,
    SwapFacts,
)
from resolution_hub.core.policy.opinion import NOTHING, Opinion
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Allow, Deny


def order_not_dispatched(facts: Facts, book: Rulebook) -> Opinion:
    """An order may be cancelled while the shop still has it in its hands (product.md C2)."""
    if not isinstance(facts, CancelFacts):
        return NOTHING
    used = (("cancel.states", ", ".join(sorted(book.cancel_states))),)
    if facts.status in book.cancel_states and not facts.parcel_scanned:
        return Allow(facts.refundable), used
    return Deny(_state(facts.status, scanned=facts.parcel_scanned)), used


def cancel_reason_is_accepted(facts: Facts, book: Rulebook) -> Opinion:
    """A shop may cancel for some reasons only."""
    reasons = book.terms.cancel.reasons
    if not isinstance(facts, CancelFacts) or not reasons:
        return NOTHING
    used = (("cancel.reasons", ", ".join(reasons)),)
    return (None, used) if facts.reason in reasons else (Deny("reason_not_accepted"), used)


def units_can_be_cancelled(facts: Facts, book: Rulebook) -> Opinion:
    """Some units of an order, if the shop can do that and the order still has them."""
    if not isinstance(facts, CancelFacts) or facts.whole:
        return NOTHING
    if not facts.units_left:
        return Deny("not_that_many"), ()
    used = (("cancel.in_part", str(book.terms.cancel.in_part).lower()),)
    return (None, used) if book.terms.cancel.in_part else (Deny("only_whole_orders"), used)


def order_can_be_changed(facts: Facts, book: Rulebook) -> Opinion:
    """A change is made while the order is in one of the states for it, of a kind that the shop can do (product.md C3)."""
    if not isinstance(facts, ChangeFacts):
        return NOTHING
    terms = book.terms.change
    used = (("change.states", ", ".join(sorted(terms.states))), ("change.kinds", ", ".join(sorted(terms.kinds))))
    if facts.change not in terms.kinds:
        return Deny("kind_of_change"), used
    if facts.status not in terms.states or facts.parcel_scanned:
        return Deny(_state(facts.status, scanned=facts.parcel_scanned)), used
    # What goes back is never more than the difference; a change of payment gives all of the first payment back.
    back = facts.refundable if facts.change is Change.PAYMENT else given_back(facts.difference)
    return Allow(min(back, facts.refundable)), used


def not_closed_by_an_earlier_change(facts: Facts, book: Rulebook) -> Opinion:
    """Some acts can't follow others on the same order: a second exchange, say."""
    wanted = _kind(facts)
    if wanted is None or not isinstance(facts, (CancelFacts, ChangeFacts, ReturnFacts, ExchangeFacts)):
        return NOTHING
    closes = book.terms.change.closes
    closing = [Change(done) for done in facts.changes if wanted in closes.get(Change(done), ())]
    if isinstance(facts, ReturnFacts) and facts.statutory:
        return NOTHING  # no earlier change takes a right away that the law gives
    used = tuple((f"change.closes.{done}", ", ".join(sorted(closes[done]))) for done in dict.fromkeys(closing))
    return (Deny(f"after_{closing[0]}"), used) if closing else NOTHING


def swaps_are_possible(facts: Facts, _book: Rulebook) -> Opinion:
    """Only for an available variant of the same product that is not the one already ordered."""
    if not isinstance(facts, (ChangeFacts, ExchangeFacts)):
        return NOTHING
    if not facts.swaps:
        needed = isinstance(facts, ExchangeFacts) or facts.change is Change.ITEMS
        return (Deny("nothing_chosen"), ()) if needed else NOTHING
    wrong = _wrong_swap(facts.swaps)
    return (Deny(wrong), ()) if wrong else NOTHING


def address_is_whole(facts: Facts, _book: Rulebook) -> Opinion:
    """A parcel needs a whole address; an order's country stays, for its taxes and delivery were priced for it."""
    if not isinstance(facts, ChangeFacts) or facts.change is not Change.ADDRESS:
        return NOTHING
    if not facts.address_complete:
        return Deny("address_incomplete"), ()
    return (Deny("address_abroad"), ()) if facts.abroad else NOTHING


def payment_can_be_changed(facts: Facts, _book: Rulebook) -> Opinion:
    """To another single method, for an order that was paid with one."""
    if not isinstance(facts, ChangeFacts) or facts.change is not Change.PAYMENT:
        return NOTHING
    if facts.same_method:
        return Deny("same_method"), ()
    return (Deny("paid_in_parts"), ()) if facts.charges != 1 else NOTHING


def delivery_is_offered(facts: Facts, _book: Rulebook) -> Opinion:
    """One of the speeds that the shop offers where the order goes."""
    if not isinstance(facts, ChangeFacts) or facts.change is not Change.DELIVERY or facts.option_known:
        return NOTHING
    return Deny("delivery_unknown"), ()


def method_covers_the_difference(facts: Facts, _book: Rulebook) -> Opinion:
    """What is to be paid needs a method that can pay it; a gift card must cover all of it."""
    if not isinstance(facts, (ChangeFacts, ExchangeFacts)):
        return NOTHING
    if isinstance(facts, ChangeFacts) and facts.change is Change.ADDRESS:
        return NOTHING
    if facts.pays_with is None:
        moves = facts.difference.minor != 0 or (isinstance(facts, ChangeFacts) and facts.change is Change.PAYMENT)
        return (Deny("method_unknown"), ()) if moves else NOTHING
    if facts.difference.positive and facts.pays_with.expired:
        return Deny("method_expired"), ()
    available = facts.pays_with.available
    if available is not None and (available.currency != facts.difference.currency or available < facts.difference):
        return Deny("balance_too_small"), ()
    return NOTHING


def difference_goes_back(facts: Facts, book: Rulebook) -> Opinion:
    """To a method that paid for the order, or onto a gift card; to another one only where the shop does that."""
    if not isinstance(facts, (ChangeFacts, ExchangeFacts)) or facts.pays_with is None or facts.difference.minor >= 0:
        return NOTHING
    used = (("change.any_method", str(book.terms.change.any_method).lower()),)
    fine = facts.pays_with.original or facts.pays_with.kind is MethodKind.GIFT_CARD or book.terms.change.any_method
    if not fine:
        return Deny("destination_not_possible"), used
    return (Deny("original_method_expired"), used) if facts.pays_with.expired else (None, used)


def _kind(facts: Facts) -> Change | None:
    match facts:
        case CancelFacts(whole=whole):
            return Change.CANCEL if whole else Change.LINES
        case ChangeFacts(change=change):
            return change
        case ReturnFacts():
            return Change.RETURN
        case ExchangeFacts():
            return Change.EXCHANGE
        case _:
            return None


def _wrong_swap(swaps: Iterable[SwapFacts]) -> str | None:
    for swap in swaps:
        if not swap.left:
            return "not_that_many"
        if not swap.same_product:
            return "other_product"
        if not swap.available:
            return "not_available"
        if swap.same_variant:
            return "same_variant"
        if not swap.same_currency:
            return "other_currency"
    return None


def _state(status: OrderStatus, *, scanned: bool) -> str:
    """A scan says more than a state that the shop has not brought up to date; of what has arrived it says nothing new."""
    late = scanned and status in (OrderStatus.PLACED, OrderStatus.PREPARING)
    return "parcel_has_left" if late else f"order_is_{status}"


def given_back(difference: Money) -> Money:
    """What the customer gets of a price difference: nothing where they pay."""
    return Money(max(0, -difference.minor), difference.currency)
