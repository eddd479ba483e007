"""What returns, withdrawals and exchanges write down with the customer's yes: what comes back, by when, and what follows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from resolution_hub.core.acts import ExchangeItems, ReturnItems, Units, Withdraw
from resolution_hub.core.finding.theirs import paying_method
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, OrderStatus, ReturnItem, Timing
from resolution_hub.core.policy.facts import Change, ExchangeFacts, ReturnFacts
from resolution_hub.core.policy.returning import release_of_goods
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.proposing import destination_of
from resolution_hub.core.shares import all_left, is_all_left, paid_for
from resolution_hub.features import journal
from resolution_hub.features.records import changing
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import ToReturn
from resolution_hub.journeys import changing_order
from resolution_hub.journeys.doing import Doing, Written
from resolution_hub.words import sentences

_GRACE = timedelta(days=3)


def not_sent_yet(facts: object) -> bool:
    """Nothing has to come back: the order had not left when it was ruled on."""
    return isinstance(facts, ReturnFacts) and facts.status in (OrderStatus.PLACED, OrderStatus.PREPARING)


async def returned(doing: Doing, act: ReturnItems | Withdraw) -> Written:
    """Goods come back, for the money that was paid for them."""
    order, facts = doing.order, doing.kept.ruling.facts
    if not isinstance(facts, ReturnFacts):
        raise LookupError(f"act {doing.row.id} was not ruled on as a return")
    units = act.units or all_left(order)
    if not_sent_yet(facts):
        await changing_order.stop(doing, units, whole=is_all_left(order, units))
        return Written("withdraw-unsent", {"number": order.number})
    planned, statutory = doing.row.planned, isinstance(act, Withdraw)
    wanted = ToReturn(
        order_id=order.id,
        kind="withdrawal" if statutory else "return",
        items=_items(units),
        refund_due=planned.later or _nothing(order.total),
        timing=planned.timing,
        prepaid=planned.prepaid,
        deadline=_deadline(doing),
        lapses_at=_lapses_at(doing),
        destination=act.destination if isinstance(act, ReturnItems) else Destination.ORIGINAL,
        method_id=act.method_id if isinstance(act, ReturnItems) else None,
    )
    await _begin(doing, wanted, Change.RETURN)
    return Written("withdraw" if statutory else "return-items", {"number": order.number}, later(doing, wanted))


async def exchanged(doing: Doing, act: ExchangeItems) -> Written:
    """Goods come back, and others are sent for them."""
    order, facts, terms = doing.order, doing.kept.ruling.facts, doing.book.terms
    if not isinstance(facts, ExchangeFacts):
        raise LookupError(f"act {doing.row.id} was not ruled on as an exchange")
    units = tuple(Units(swap.line_id, swap.quantity) for swap in act.swaps)
    settled = doing.row.planned.timing is Timing.AT_ONCE
    wanted = ToReturn(
        order_id=order.id,
        kind="exchange",
        items=_items(units),
        refund_due=_nothing(order.total) if settled else _limit(doing, order.total),
        timing=release_of_goods(paid_for(order, units), terms.returns) if settled else Timing.ON_RECEIPT,
        prepaid=terms.returns.prepaid,
        deadline=_deadline(doing),
        lapses_at=_lapses_at(doing),
        destination=destination_of(paying_method(act, doing.who), doing.who.ledger.charges_of_order(order.id)),
        method_id=act.method_id,
        swaps=act.swaps,
    )
    await _begin(doing, wanted, Change.EXCHANGE)
    return Written("exchange-items", {"number": order.number}, later(doing, wanted))


async def sent_back(doing: Doing, units: Units, refund_due: Money | None) -> tuple[str, ...]:
    """A thing with a problem comes back at our cost: for its money, or because another one was sent. What the receipt says
    of that."""
    wanted = ToReturn(
        order_id=doing.order.id,
        kind="problem",
        items=_items((units,)),
        refund_due=refund_due if refund_due is not None else _nothing(doing.order.total),
        timing=Timing.ON_RECEIPT,
        prepaid=True,
        deadline=_deadline(doing),
        lapses_at=_lapses_at(doing),
    )
    await returns.begin(doing.current.tx, doing.row.id, doing.current.case.id, wanted, doing.current.now)
    return later(doing, wanted)


def later(doing: Doing, wanted: ToReturn) -> tuple[str, ...]:
    """How it goes on: by when it is to be handed in, and what that releases."""
    text = doing.current.text
    key = "later-hand-in" if wanted.prepaid else "later-hand-in-own"
    said = [text.say(key, day=text.day(wanted.deadline))]
    when = text.say(f"later-{wanted.timing}".replace("_", "-"))
    if wanted.refund_due.positive:
        said.append(text.say("later-refund", amount=sentences.money(wanted.refund_due, text), when=when))
    if wanted.swaps:
        said.append(text.say("later-goods", when=when))
    return tuple(said)


async def _begin(doing: Doing, wanted: ToReturn, change: Change) -> None:
    tx, now = doing.current.tx, doing.current.now
    return_id = await returns.begin(tx, doing.row.id, doing.current.case.id, wanted, now)
    await changing.take_back_units(tx, returns.units(wanted.items))
    await changing.note_change(tx, wanted.order_id, change)
    detail = {"order": wanted.order_id, "return": return_id, "act": doing.row.id}
    await journal.write(tx, now, doing.current.case.id, "hub", "return_begun", detail)


def _items(units: tuple[Units, ...]) -> tuple[ReturnItem, ...]:
    return tuple(ReturnItem(each.line_id, each.quantity, each.reason) for each in units)


def _limit(doing: Doing, like: Money) -> Money:
    verdict = doing.kept.ruling.verdict
    return verdict.limit if isinstance(verdict, Allow) else _nothing(like)


def _nothing(like: Money) -> Money:
    return Money(0, like.currency)


def _deadline(doing: Doing) -> date:
    return doing.who.today + timedelta(days=doing.book.terms.returns.deadline_days)


def _lapses_at(doing: Doing) -> datetime:
    """Some days after the customer's deadline is over, for a parcel that was handed in on the last day is scanned later."""
    over = _deadline(doing) + _GRACE
    return datetime.combine(over, time(), ZoneInfo(doing.who.customer.timezone))
