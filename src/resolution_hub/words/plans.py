"""What would happen, exactly, before it does: an act and its money as the lines of one card (product.md, screens)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolution_hub.core.acts import (
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeHomeAddress,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    PauseSubscription,
    ReportProblem,
    ResumeSubscription,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, Destination, Order, OrderStatus, Timing, Variant
from resolution_hub.core.policy.facts import (
    Change,
    ChangeFacts,
    ExchangeFacts,
    ProblemFacts,
    ReturnFacts,
    SubscriptionFacts,
)
from resolution_hub.core.policy.returning import release_of_goods
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.subscribing import ends_at
from resolution_hub.core.policy.terms import Settle
from resolution_hub.core.proposing import Leg, Proposal, must_come_back
from resolution_hub.core.shares import all_left, paid_for
from resolution_hub.core.situation import Situation
from resolution_hub.kit.text import Text
from resolution_hub.words.cards import Confirm, ConfirmLine, amount
from resolution_hub.words.sentences import refund_time


def confirm(proposals: Sequence[Proposal], who: Situation, wares: Wares, book: Rulebook, text: Text) -> Confirm:
    """One card for what is done in one go."""
    lines: list[ConfirmLine] = []
    for proposal in proposals:
        lines += what(proposal, who, wares, text)
        lines += _money(proposal, who, book, text)
        lines += _after(proposal, who, book, text)
    kind = type(proposals[0].act).__name__
    key = f"plan-title-{_dashed(kind)}"
    orders = dict.fromkeys(getattr(proposal.act, "order_id", "") for proposal in proposals)
    numbers = [order.number for each in orders if (order := who.order(each)) is not None]
    return Confirm(text.say(key, number=", ".join(numbers)), lines)


def what(proposal: Proposal, who: Situation, wares: Wares, text: Text) -> Iterator[ConfirmLine]:
    """What an act changes, as it is before: each thing, from what to what."""
    act = proposal.act
    order = who.order(getattr(act, "order_id", ""))
    match act:
        case CancelOrder(units=units) | ReturnItems(units=units) | Withdraw(units=units) if order is not None:
            for each in units or all_left(order):
                yield _thing(each, order, text)
            yield from _declared(act, who, text)
        case ReportProblem() if order is not None:
            yield _thing(act.units, order, text)
            yield ConfirmLine(text.say("plan-wish"), text.say(f"wish-{act.wish}"))
        case ChangeItems(swaps=swaps) | ExchangeItems(swaps=swaps) if order is not None:
            for swap in swaps:
                yield _swap(swap, order, wares)
        case ChangeAddress(address=address):
            if order is not None and order.address is not None:
                yield ConfirmLine(text.say("plan-address-before"), address_line(order.address))
            yield ConfirmLine(text.say("plan-address-after"), address_line(address))
        case ChangeHomeAddress(address):
            yield ConfirmLine(text.say("plan-address-after"), address_line(address))
        case ChangeDelivery(option_id=option_id) if (option := wares.option(option_id)) is not None:
            days = text.say("plan-days", first=option.days_from, last=option.days_to)
            yield ConfirmLine(text.say("plan-delivery"), f"{option.name}, {days}")
        case ChangePayment(method_id=method_id) if (method := who.method(method_id)) is not None:
            yield ConfirmLine(text.say("plan-method"), method.label)
        case AdjustPrice(line_id=line_id) if order is not None and (line := order.line(line_id)) is not None:
            yield ConfirmLine(line.name, text.say("plan-price-difference"))
        case PauseSubscription() | ResumeSubscription() | ChangePlan() | CancelSubscription():
            yield from _subscription(proposal, who, wares, text)


def _declared(act: CancelOrder | ReturnItems | Withdraw, who: Situation, text: Text) -> Iterator[ConfirmLine]:
    """What the customer says with it: why, or who withdraws and where that is acknowledged."""
    if isinstance(act, CancelOrder) and act.reason:
        yield ConfirmLine(text.say("plan-reason"), return_reason(act.reason, text))
    if isinstance(act, Withdraw):
        yield ConfirmLine(text.say("plan-name"), who.customer.name)
        yield ConfirmLine(text.say("plan-email"), act.email or who.customer.email)


def _subscription(proposal: Proposal, who: Situation, wares: Wares, text: Text) -> Iterator[ConfirmLine]:
    act = proposal.act
    plan = who.subscription(getattr(act, "subscription_id", ""))
    if plan is None:
        return
    yield ConfirmLine(text.say("plan-subscription"), plan.plan)
    match act:
        case PauseSubscription(resumes_on=day):
            yield ConfirmLine(text.say("plan-resumes"), text.day(day))
        case ChangePlan(plan_id=plan_id) if (wanted := wares.plan(plan_id, plan.price.currency)) is not None:
            yield ConfirmLine(text.say("plan-new-plan", plan=wanted.name), None, amount(wanted.price))
            yield ConfirmLine(text.say("plan-from"), text.say("plan-from-next-bill"))


def _money(proposal: Proposal, who: Situation, book: Rulebook, text: Text) -> Iterator[ConfirmLine]:
    if proposal.collect is not None:
        method = who.method(proposal.collect.method_id)
        label = text.say("plan-pay", method=method.label if method is not None else "")
        yield ConfirmLine(label, None, amount(proposal.collect.amount))
    facts = proposal.ruling.facts
    if isinstance(facts, ExchangeFacts) and book.terms.exchange.settle is Settle.ON_RECEIPT and facts.difference.minor:
        yield ConfirmLine(text.say("plan-difference"), None, amount(facts.difference))
        yield ConfirmLine(text.say("plan-when"), text.say("timing-on-receipt"))
        if proposal.collect is None:
            gets = facts.difference.minor < 0
            yield ConfirmLine(text.say("plan-to" if gets else "plan-method"), _to(proposal, who, text))
        return
    for leg in proposal.back:
        yield from _leg(leg, who, book, text)
    returned = proposal.returned
    if returned is not None:
        if returned.shipping.positive:
            yield ConfirmLine(text.say("plan-shipping"), None, amount(returned.shipping))
        if returned.fee.positive:
            yield ConfirmLine(text.say("plan-fee"), None, amount(Money(-returned.fee.minor, returned.fee.currency)))
    if proposal.later is not None:
        yield ConfirmLine(text.say("plan-refund"), None, amount(proposal.later))
        yield ConfirmLine(text.say("plan-when"), text.say(f"timing-{proposal.timing}".replace("_", "-")))
        yield ConfirmLine(text.say("plan-to"), _to(proposal, who, text))
    if proposal.allowed and _nothing_moves(proposal):
        swapped = isinstance(proposal.act, (ChangeItems, ExchangeItems))
        yield ConfirmLine(text.say("plan-difference" if swapped else "plan-costs"), text.say("plan-costs-nothing"))


def _leg(leg: Leg, who: Situation, book: Rulebook, text: Text) -> Iterator[ConfirmLine]:
    charge = who.ledger.charge(leg.charge_id)
    method = who.method(leg.method_id)
    label = method.label if method is not None else charge.method_label if charge is not None else ""
    kind = method.kind if method is not None else charge.method if charge is not None else MethodKind.CARD
    if leg.destination is Destination.STORE_CREDIT:
        label, kind = text.say("destination-store-credit"), MethodKind.STORE_CREDIT
    yield ConfirmLine(text.say("plan-back", method=label), None, amount(leg.amount))
    yield ConfirmLine(text.say("plan-when"), text.say("plan-arrives", time=refund_time(kind, book, text)))


def _to(proposal: Proposal, who: Situation, text: Text) -> str:
    act = proposal.act
    if isinstance(act, ExchangeItems) and (named := who.method(act.method_id)) is not None:
        return named.label
    if isinstance(act, ReturnItems) and act.destination is not Destination.ORIGINAL:
        method = who.method(act.method_id)
        return method.label if method is not None else text.say(f"destination-{act.destination}".replace("_", "-"))
    charges = who.ledger.charges_of_order(getattr(act, "order_id", ""))
    return ", ".join(dict.fromkeys(c.method_label for c in charges if who.ledger.refundable(c).positive))


def _after(proposal: Proposal, who: Situation, book: Rulebook, text: Text) -> Iterator[ConfirmLine]:
    """How it goes on, and what will no longer be possible."""
    facts = proposal.ruling.facts
    prepaid = _label(proposal, book)
    if prepaid is not None:
        key = "plan-label-prepaid" if prepaid else "plan-label-own"
        yield ConfirmLine(text.say("plan-how"), text.say(key, days=book.terms.returns.deadline_days))
    sent = _goods_sent(proposal, who, book)
    if sent is not None:
        yield ConfirmLine(text.say("plan-goods"), text.say(f"timing-{sent}".replace("_", "-")))
    if isinstance(facts, SubscriptionFacts) and isinstance(proposal.act, CancelSubscription):
        yield ConfirmLine(text.say("plan-ends"), text.moment(ends_at(facts, book.terms.subscription)))
    done = {ExchangeItems: Change.EXCHANGE, ReturnItems: Change.RETURN}.get(type(proposal.act))
    if isinstance(facts, ChangeFacts):
        done = facts.change
    closed = book.terms.change.closes.get(done, frozenset()) if done is not None else frozenset()
    if closed:
        names = ", ".join(text.say(f"change-{each}") for each in sorted(closed))
        yield ConfirmLine(text.say("plan-closes"), names)


def _label(proposal: Proposal, book: Rulebook) -> bool | None:
    """Whether we pay for the label; None where nothing comes back."""
    facts = proposal.ruling.facts
    if not proposal.allowed:
        return None
    match facts:
        case ReturnFacts(status=OrderStatus.PLACED | OrderStatus.PREPARING):
            return None
        case ReturnFacts() if proposal.returned is not None:
            return proposal.returned.prepaid
        case ExchangeFacts():
            return book.terms.returns.prepaid
        case ProblemFacts(wish=wish) if wish is not Wish.KEEP and must_come_back(facts, book):
            return True
        case _:
            return None


def _goods_sent(proposal: Proposal, who: Situation, book: Rulebook) -> Timing | None:
    """What releases the goods that the customer gets instead; None where there are none."""
    match proposal.act:
        case _ if not proposal.allowed:
            return None
        case ReportProblem(wish=Wish.REPLACEMENT):
            return Timing.AT_ONCE
        case ExchangeItems(swaps=swaps) as act if (order := who.order(act.order_id)) is not None:
            if book.terms.exchange.settle is Settle.ON_RECEIPT:
                return Timing.ON_RECEIPT
            units = tuple(Units(swap.line_id, swap.quantity) for swap in swaps)
            return release_of_goods(paid_for(order, units), book.terms.returns)
        case _:
            return None


def _thing(units: Units, order: Order, text: Text) -> ConfirmLine:
    label = units_named(units.line_id, units.quantity, order)
    return ConfirmLine(label, return_reason(units.reason, text) if units.reason else None)


def units_named(line_id: str, quantity: int, order: Order) -> str:
    line = order.line(line_id)
    name = line.name if line is not None else ""
    return f"{quantity} × {name}" + (f", {line.options}" if line is not None and line.options else "")


def _swap(swap: Swap, order: Order, wares: Wares) -> ConfirmLine:
    line, variant = order.line(swap.line_id), wares.variant(swap.variant_id)
    before = line.options if line is not None else ""
    after = variant_name(variant) if variant is not None else ""
    return ConfirmLine(f"{swap.quantity} × {line.name if line is not None else ''}", f"{before} → {after}")


def variant_name(variant: Variant) -> str:
    """The values of its options, in the shop's order, with the options' names where there are several."""
    if len(variant.options) == 1:
        return variant.options[0][1]
    return ", ".join(f"{name}: {value}" if name else value for name, value in variant.options)


def address_line(address: Address) -> str:
    parts = (address.region, address.postcode) if address.country == "US" else (address.postcode, address.region)
    place = " ".join(part for part in parts if part)
    return ", ".join(part for part in (*address.lines, address.city, place, address.country) if part)


def return_reason(reason: str, text: Text) -> str:
    """A reason in words; one that a shop added to its rulebook is shown as it stands there."""
    key = f"return-reason-{reason}".replace("_", "-").replace(" ", "-")
    return text.say(key) if text.has(key) else reason.replace("_", " ")


def _nothing_moves(proposal: Proposal) -> bool:
    free = proposal.collect is None and not proposal.back and proposal.later is None
    return free and not isinstance(
        proposal.act, (PauseSubscription, ResumeSubscription, ChangePlan, CancelSubscription)
    )


def _dashed(name: str) -> str:
    return "".join(f"-{ch.lower()}" if ch.isupper() else ch for ch in name).lstrip("-")
