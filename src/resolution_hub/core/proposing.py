"""From what a customer wants to what would happen: facts, ruling, and the money that would move.

The same calculation serves the card that is shown, the check when the customer says yes, and every other way in. It reads
values only, so asking changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    CancelOrder,
    ChangePayment,
    Problem,
    ReportProblem,
    ReturnItems,
    Wish,
)
from resolution_hub.core.finding.find import find_facts
from resolution_hub.core.finding.theirs import paying_method
from resolution_hub.core.finding.wares import History, NotTheirs, Wares
from resolution_hub.core.ledger import Charge, Ledger, MethodKind, PaymentMethod
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, Timing
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import ChangeFacts, ExchangeFacts, ProblemFacts, ReturnFacts, SubscriptionFacts
from resolution_hub.core.policy.returning import Back, going_back
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Settle
from resolution_hub.core.policy.verdict import Allow, Ruling
from resolution_hub.core.situation import Situation

__all__ = [
    "Collect",
    "History",
    "Leg",
    "NotTheirs",
    "Proposal",
    "Wares",
    "destination_of",
    "legs",
    "legs_to",
    "propose",
]


@dataclass(frozen=True, slots=True)
class Leg:
    """`amount` of one charge goes back. `method_id` is set where it does not go to where it came from."""

    charge_id: str
    amount: Money
    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None


@dataclass(frozen=True, slots=True)
class Collect:
    """`amount` is taken from one of the customer's methods."""

    method_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Proposal:
    """`back` and `collect` are what moves with the yes; `back` empty where a ruling forbids it. `later` is what goes back once
    goods are on their way or here (`timing`), over `later_to`; `returned` says how it was worked out."""

    act: Act
    ruling: Ruling
    back: tuple[Leg, ...] = ()
    collect: Collect | None = None
    later: Money | None = None
    timing: Timing = Timing.AT_ONCE
    returned: Back | None = None

    @property
    def allowed(self) -> bool:
        return isinstance(self.ruling.verdict, Allow)


def propose(act: Act, who: Situation, wares: Wares, book: Rulebook, history: History) -> Proposal:
    """What `act` would do now. Raises NotTheirs for an id that is none of this customer's."""
    ruling = rule(find_facts(act, who, wares, history), book)
    if not isinstance(ruling.verdict, Allow):
        return Proposal(act, ruling)
    return _with_money(act, ruling, ruling.verdict.limit, who, book)


def _with_money(act: Act, ruling: Ruling, limit: Money, who: Situation, book: Rulebook) -> Proposal:
    facts = ruling.facts
    match facts:
        case ReturnFacts():
            back = going_back(facts, book.terms.returns)
            now = back.timing is Timing.AT_ONCE
            paid = legs(_charges(who, facts.order_id), who.ledger, limit, *_destination(act)) if now else ()
            return Proposal(act, ruling, paid, None, None if now else limit, back.timing, back)
        case ExchangeFacts() if book.terms.exchange.settle is Settle.ON_RECEIPT:
            return Proposal(act, ruling, (), None, None, Timing.ON_RECEIPT)
        case ChangeFacts() | ExchangeFacts():
            return _difference(act, ruling, limit, who, facts)
        case ProblemFacts(wish=Wish.REFUND) if must_come_back(facts, book):
            return Proposal(act, ruling, (), None, limit, Timing.ON_RECEIPT)
        case SubscriptionFacts():
            last = last_charge(who.ledger, facts.subscription_id)
            return Proposal(act, ruling, legs([last], who.ledger, limit) if last is not None else ())
        case _ if limit.positive:
            return Proposal(act, ruling, legs(_charges(who, _order_id(act)), who.ledger, limit))
        case _:
            return Proposal(act, ruling)


def must_come_back(facts: ProblemFacts, book: Rulebook) -> bool:
    """A thing that is refunded or replaced comes back, unless it never came or is too small to be worth the way. For a part
    that was not in the box a new one is sent; but who wants all the money back sends all of it back."""
    if facts.problem is Problem.MISSING_ITEM or (
        facts.problem is Problem.MISSING_PART and facts.wish is Wish.REPLACEMENT
    ):
        return False
    limit = book.terms.problem.keep_limit.get(facts.share.currency)
    return limit is None or facts.share > limit


def _difference(act: Act, ruling: Ruling, limit: Money, who: Situation, facts: ChangeFacts | ExchangeFacts) -> Proposal:
    charges = _charges(who, facts.order_id)
    if isinstance(act, ChangePayment):
        return Proposal(act, ruling, legs(charges, who.ledger, limit), Collect(act.method_id, facts.difference))
    method = paying_method(act, who)
    if facts.difference.positive and method is not None:
        return Proposal(act, ruling, (), Collect(method.id, facts.difference))
    if not limit.positive:
        return Proposal(act, ruling)
    return Proposal(act, ruling, legs_to(method, charges, who.ledger, limit))


def legs_to(method: PaymentMethod | None, charges: Sequence[Charge], ledger: Ledger, amount: Money) -> tuple[Leg, ...]:
    """A difference goes back over `method`: to where it came from if it paid, what the method itself paid first; else onto
    it. None: to where it came from, in the charges' order."""
    destination = destination_of(method, charges)
    if method is None:
        return legs(charges, ledger, amount)
    if destination is not Destination.ORIGINAL:
        return legs(charges, ledger, amount, destination, method.id)
    return legs(sorted(charges, key=lambda charge: charge.method_id != method.id), ledger, amount)


def destination_of(method: PaymentMethod | None, charges: Sequence[Charge]) -> Destination:
    """What it is for a difference to go back over `method`, with the charges of its order."""
    if method is None or any(charge.method_id == method.id for charge in charges):
        return Destination.ORIGINAL
    return Destination.GIFT_CARD if method.kind is MethodKind.GIFT_CARD else Destination.METHOD


def legs(
    charges: Sequence[Charge],
    ledger: Ledger,
    amount: Money,
    destination: Destination = Destination.ORIGINAL,
    method_id: str | None = None,
) -> tuple[Leg, ...]:
    """`amount` over `charges` in their order, each up to what it has left. Less than `amount` where they have not enough."""
    found, open_amount = [], amount
    for charge in (each for each in charges if each.amount.currency == amount.currency):
        part = min(ledger.refundable(charge), open_amount)
        if part.positive:
            found.append(Leg(charge.id, part, destination, method_id))
            open_amount = open_amount - part
    return tuple(found)


def last_charge(ledger: Ledger, subscription_id: str) -> Charge | None:
    charges = [charge for charge in ledger.charges if charge.subscription_id == subscription_id]
    return max(charges, key=lambda charge: charge.at, default=None)


def _charges(who: Situation, order_id: str) -> tuple[Charge, ...]:
    """Oldest first: the original methods in the order in which they paid."""
    return tuple(sorted(who.ledger.charges_of_order(order_id), key=lambda charge: (charge.at, charge.id)))


def _destination(act: Act) -> tuple[Destination, str | None]:
    return (act.destination, act.method_id) if isinstance(act, ReturnItems) else (Destination.ORIGINAL, None)


def _order_id(act: Act) -> str:
    return act.order_id if isinstance(act, (CancelOrder, ReportProblem, AdjustPrice)) else ""
