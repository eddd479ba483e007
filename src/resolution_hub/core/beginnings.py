"""Which kinds of act can be begun for an order now. Each is found by really ruling acts of its kind; nothing is foretold.

A kind is open when one of the acts that could be chosen would be allowed; where none is, its plainest act says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from resolution_hub.core.acts import (
    AdjustPrice,
    CancelOrder,
    ChangeAddress,
    ChangeDelivery,
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    OrderAct,
    Problem,
    ReportProblem,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.wares import History, Wares, priced_in
from resolution_hub.core.instead import usual_reason
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.order import Address, Destination, Order
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Deny, Verdict, strictness
from resolution_hub.core.proposing import propose
from resolution_hub.core.shares import all_left
from resolution_hub.core.situation import Situation

_MOST_TRIED = 200  # acts of one kind: an order of many things in many kinds does not keep a page waiting

_NO_ADDRESS = Address((), "", "", "", "")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The mildest verdict on the acts of a kind that could be chosen; of equals, that on the plainest act."""

    kind: type[OrderAct]
    verdict: Verdict


def beginnings(order: Order, who: Situation, wares: Wares, book: Rulebook, history: History) -> tuple[Beginning, ...]:
    """Of every kind of act on an order, in the order of `acts.ORDER_ACTS`."""
    tries: tuple[tuple[type[OrderAct], Iterator[OrderAct]], ...] = (
        (CancelOrder, _cancelled(order, book)),
        (ChangeAddress, iter((ChangeAddress(order.id, order.address or who.home or _NO_ADDRESS),))),
        (ChangePayment, (ChangePayment(order.id, method.id) for method in who.methods)),
        (ChangeItems, (ChangeItems(order.id, *chosen) for chosen in _swaps(order, who, wares))),
        (ChangeDelivery, _delivered_otherwise(order, who, wares)),
        (ReturnItems, _returned(order, who, book)),
        (ExchangeItems, (ExchangeItems(order.id, *chosen) for chosen in _swaps(order, who, wares))),
        (ReportProblem, (_problem(order, unit, wish) for unit in _each(order) for wish in Wish)),
        (Withdraw, (Withdraw(order.id, (unit,)) for unit in _each(order))),
        (AdjustPrice, (AdjustPrice(order.id, line.id) for line in order.lines)),
    )
    return tuple(Beginning(kind, _mildest(acts, who, wares, book, history)) for kind, acts in tries)


def _mildest(acts: Iterator[OrderAct], who: Situation, wares: Wares, book: Rulebook, history: History) -> Verdict:
    mildest: Verdict | None = None
    for act in islice(acts, _MOST_TRIED):
        proposal = propose(act, who, wares, book, history)
        if proposal.allowed:
            return proposal.ruling.verdict
        if mildest is None or strictness(proposal.ruling.verdict) < strictness(mildest):
            mildest = proposal.ruling.verdict
    return mildest or Deny("method_unknown")  # only of ways to pay may there be none to choose


def _cancelled(order: Order, book: Rulebook) -> Iterator[OrderAct]:
    reason = next(iter(book.terms.cancel.reasons), "")
    yield CancelOrder(order.id, reason)
    for unit in _each(order):
        yield CancelOrder(order.id, reason, (unit,))


def _swaps(order: Order, who: Situation, wares: Wares) -> Iterator[tuple[tuple[Swap, ...], str | None]]:
    """For what is there before what is not, and what costs least first: that is what a small balance covers."""
    others = [
        (unit.line_id, priced_in(variant, order.total.currency))
        for unit in _each(order)
        for variant in wares.variants
        if (line := order.line(unit.line_id)) is not None
        and variant.product_id == line.product_id
        and variant.id != line.variant_id
    ]
    others.sort(key=lambda other: (not other[1].available, other[1].price.minor))
    swaps = [Swap(line_id, variant.id) for line_id, variant in others]
    if not swaps:
        swaps = [Swap(line.id, line.variant_id or "") for line in order.lines[:1]]
    for method_id in (None, *(method.id for method in who.methods)):
        for swap in swaps:
            yield (swap,), method_id


def _delivered_otherwise(order: Order, who: Situation, wares: Wares) -> Iterator[OrderAct]:
    options = [option.id for option in wares.delivery if option.id != order.delivery_id] or [""]
    for method_id in (None, *(method.id for method in who.methods)):
        for option_id in options:
            yield ChangeDelivery(order.id, option_id, method_id)


def _returned(order: Order, who: Situation, book: Rulebook) -> Iterator[OrderAct]:
    terms = book.terms.returns
    reason = usual_reason(terms.reasons, terms.our_fault)
    cards = [method.id for method in who.methods if method.kind is MethodKind.GIFT_CARD]
    ways: list[tuple[Destination, str | None]] = [(Destination.ORIGINAL, None), (Destination.STORE_CREDIT, None)]
    ways += [(Destination.GIFT_CARD, card) for card in cards]
    for destination, method_id in ways:
        for unit in _each(order):
            yield ReturnItems(order.id, (replace(unit, reason=reason),), destination, method_id)


def _problem(order: Order, unit: Units, wish: Wish) -> ReportProblem:
    return ReportProblem(order.id, unit, Problem.DEFECTIVE, wish)


def _each(order: Order) -> tuple[Units, ...]:
    """One of everything that is left; of an order of which nothing is left one of everything, to be told so."""
    left = tuple(Units(unit.line_id) for unit in all_left(order))
    return left or tuple(Units(line.id) for line in order.lines)
