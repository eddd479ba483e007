"""What is said of an act: its receipt with what changed, the money line by line and what is still possible; or why not."""

from __future__ import annotations

from collections.abc import Sequence

from resolution_hub.core.acts import ORDER_ACTS, CancelOrder
from resolution_hub.core.events import CardKind, Choice
from resolution_hub.core.money import Money
from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.still_possible import still_possible
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActRow, ActState
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies.collecting import Collection
from resolution_hub.journeys.doing import Doing, GoesBack, Written
from resolution_hub.journeys.telling import Chapter
from resolution_hub.kit.tagged import type_name
from resolution_hub.kit.text import Text
from resolution_hub.words import cards, plans, sentences


async def done(doing: Doing, written: Written, granted: Sequence[GoesBack]) -> None:
    """The receipt in the Message Center, and the fact in the conversation."""
    text, current = doing.current.text, doing.current
    title = text.say(f"title-{written.key}", **written.values)
    told = text.say(f"done-{written.key}", **written.values)
    said = [told, *(_line(line, text) for line in _changes(doing))]
    said += [*_money(doing, granted), *written.more]
    order = await _order_now(doing)
    if order is not None and order.status is not OrderStatus.CANCELLED:
        said.append(_still(doing, order))
    receipt = Receipt(title, tuple(said), ruling_id=doing.kept.id)
    kind = "cancellation" if isinstance(doing.act, CancelOrder) else type_name(type(doing.act))
    notice_id = await message_center.put(
        current.tx, doing.row.customer_id, current.case.id, kind, doing.row.id, receipt, current.now
    )
    shown = cards.ReceiptOut(notice_id, title, None, None, doing.kept.id)
    current.report(" ".join([told, *_money(doing, granted)]), cards.card(CardKind.RECEIPT, shown))


def _changes(doing: Doing) -> list[cards.ConfirmLine]:
    return list(plans.what(doing.proposal, doing.who, doing.wares, doing.current.text))


def _line(line: cards.ConfirmLine, text: Text) -> str:
    """A line of the card that was shown before the yes, as a sentence."""
    value = line.value_text
    if value is None and line.amount is not None:
        value = sentences.money(Money(line.amount.minor, line.amount.currency), text)
    return f"{line.label}: {value}" if value else line.label


def _money(doing: Doing, granted: Sequence[GoesBack]) -> list[str]:
    text, said = doing.current.text, []
    paid = doing.row.planned.collect
    if paid is not None:
        method = doing.who.method(paid.method_id)
        label = method.label if method is not None else ""
        said.append(text.say("money-taken", amount=sentences.money(paid.amount, text), method=label))
    for part in granted:
        amount = sentences.money(part.amount, text)
        time = sentences.refund_time(part.kind, doing.book, text)
        said.append(text.say("money-back", amount=amount, method=part.label, time=time))
    return said


async def _order_now(doing: Doing) -> Order | None:
    if not isinstance(doing.act, ORDER_ACTS):
        return None
    return await records.get_order(doing.current.tx, doing.row.customer_id, doing.act.order_id)


def _still(doing: Doing, order: Order) -> str:
    text = doing.current.text
    left = ", ".join(text.say(f"still-{change}") for change in still_possible(order, doing.book))
    if not left:
        return text.say("still-nothing", number=order.number)
    return text.say("still-possible", number=order.number, changes=left)


async def outcome_told(current: Chapter) -> None:
    """The promise to tell what came of it is kept once that was told of every act of the case."""
    if ActState.ASKED not in await acts.states_of_case(current.tx, current.case.id):
        await promises.keep(current.tx, current.case.id, PromiseKind.TELL_OUTCOME, current.now)


async def refused(current: Chapter, row: ActRow, why: str, taken: Collection | None) -> None:
    """The shop could not do it. What the customer can choose again is left to them; else a person looks."""
    text = current.text
    order = await _order_of(current, row)
    number = order.number if order is not None else ""
    said = text.say(f"not-done-{why}".replace("_", "-"), number=number)
    if taken is not None:
        amount = sentences.money(taken.amount, text)
        said = f"{said} {text.say('money-returns', amount=amount, method=taken.method_label)}"
    if why == "not_available":
        current.offer(said, ways_on(current))
        await current.not_done()
    else:
        await current.needs_person(said)


async def _order_of(current: Chapter, row: ActRow) -> Order | None:
    if not isinstance(row.act, ORDER_ACTS):
        return None
    return await records.get_order(current.tx, row.customer_id, row.act.order_id)


def ways_on(current: Chapter) -> list[Choice]:
    return [current.choice("person", "choice-person"), current.choice("something_else", "choice-something-else")]
