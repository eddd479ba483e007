"""Cancel before dispatch (product.md C2): ruled, shown exactly, confirmed, ruled again, carried out by a journey."""

from __future__ import annotations

from resolution_hub.core.acts import CancelOrder
from resolution_hub.core.drafting.matching_lines import lines_meant
from resolution_hub.core.events import CardKind
from resolution_hub.core.finding.orders import cancel_facts
from resolution_hub.core.moves import Asked, Dialogue
from resolution_hub.core.order import Order, OrderStatus
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.verdict import Allow, Ruling
from resolution_hub.core.remedy import RulingId
from resolution_hub.core.topic import Topic
from resolution_hub.features.acts import service as acts
from resolution_hub.features.cases import service as cases
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.talk import acting, appeal, drafting, situation
from resolution_hub.talk.turn_state import Turn, about_order
from resolution_hub.words import cards, sentences
from resolution_hub.words.rulings import reason

JOURNEY = acting.JOURNEY


async def reply(turn: Turn, order_id: str | None) -> None:
    """Say what would happen and ask; nothing is done yet."""
    order = turn.situation.order(order_id) if order_id else None
    if order is None:
        turn.say(turn.text.say("cancel-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    if await _under_way(turn, order):
        return
    if _needs_questions(turn, order):
        await drafting.reply(turn, Topic.CANCEL_ORDER, order.id)
        return
    act = CancelOrder(order.id)
    ruling = rule(cancel_facts(act, turn.situation), await acting.book_for(turn, act))
    if not isinstance(ruling.verdict, Allow):
        await _refuse(turn, order, ruling)
        return
    choices = [
        turn.choice(f"confirm:yes:{order.id}", "choice-confirm-cancel"),
        turn.choice(f"confirm:no:{order.id}", "choice-decline-cancel"),
    ]
    turn.asked(Asked.CONFIRM_CANCEL)
    turn.say(
        turn.text.say("cancel-confirm", number=order.number, item=sentences.named(order, turn.text)),
        cards=[cards.card(CardKind.CONFIRM, _plan(turn, order))],
        choices=choices,
    )


async def confirmed(turn: Turn, order_id: str) -> None:
    """The customer said yes. Facts may have changed since the question, so they are read and ruled again, held."""
    await records.lock_order(turn.tx, order_id)
    turn.who = await situation.load(turn.tx, turn.situation.customer.id, turn.now, hold=True, only=turn.only)
    order = turn.situation.order(order_id)
    if order is None:
        turn.say(turn.text.say("cancel-none"), choices=[turn.person_choice()])
        return
    if await _under_way(turn, order):
        return
    case = await turn.case_for(Topic.CANCEL_ORDER, about_order(order))
    begun = await acting.begin(turn.tx, case, CancelOrder(order.id), turn.standing, turn.tools.book, turn.now)
    if isinstance(begun, acting.Refused):
        await _say_no(turn, order, case, begun.ruling_id, begun.ruling)
        return
    turn.say(turn.text.say("cancel-started", number=order.number))


async def declined(turn: Turn) -> None:
    subject = turn.dialogue.subject
    order = turn.situation.order(subject) if subject else None
    turn.dialogue = Dialogue()
    turn.say(turn.text.say("cancel-kept", number=order.number if order else ""), choices=[turn.something_else()])


def _needs_questions(turn: Turn, order: Order) -> bool:
    """The shop asks for a reason, or only some of the order's things are named."""
    if turn.tools.book.terms.cancel.reasons:
        return True
    if turn.reading is None or len(order.lines) < 2:
        return False
    lines = [(order, line) for line in order.lines if line.kept]
    named = lines_meant(turn.said, turn.reading, lines).sure
    return 0 < len(named) < len(lines)


async def _under_way(turn: Turn, order: Order) -> bool:
    """What is being done to the order already is said, not begun twice: in whichever conversation it was asked for."""
    doing = await acts.under_way(turn.tx, order.id)
    if doing is None:
        return False
    key = "cancel-already" if isinstance(doing.act, CancelOrder) else "draft-under-way"
    turn.say(turn.text.say(key, number=order.number), choices=[turn.something_else()])
    return True


async def _refuse(turn: Turn, order: Order, ruling: Ruling) -> None:
    """A refusal is a decision too: it is kept, and can be read."""
    case = await turn.case_for(Topic.CANCEL_ORDER, about_order(order))
    ruling_id, kept = await remedies.rule_on(turn.tx, case.id, ruling.facts, turn.tools.book, turn.now)
    await _say_no(turn, order, case, ruling_id, kept)


async def _say_no(turn: Turn, order: Order, case: cases.Case, ruling_id: RulingId, ruling: Ruling) -> None:
    await appeal.leave_receipt(turn, case, ruling_id, ruling)
    why = reason(ruling.verdict, turn.text)
    item = sentences.named(order, turn.text)
    said = [turn.text.say("cancel-refused", number=order.number, item=item, reason=why)]
    if order.status is OrderStatus.DISPATCHED:
        said.append(turn.text.say("cancel-instead-returned"))
    shown = cards.card(CardKind.ORDER, cards.order(order, turn.situation.today, turn.text))
    choices = [turn.appeal_choice(ruling_id), turn.person_choice(), turn.something_else()]
    turn.say(" ".join(said), cards=[shown], choices=choices)


def _plan(turn: Turn, order: Order) -> cards.Confirm:
    text, ledger = turn.text, turn.situation.ledger
    lines = [cards.ConfirmLine(text.say("cancel-confirm-items"), value_text=_items(order))]
    for charge in ledger.charges_of_order(order.id):
        left = ledger.refundable(charge)
        if left.positive:
            label = text.say("cancel-confirm-refund", method=charge.method_label)
            lines.append(cards.ConfirmLine(label, amount=cards.amount(left)))
            when = sentences.refund_time(charge.method, turn.tools.book, text)
            lines.append(
                cards.ConfirmLine(text.say("cancel-confirm-when"), text.say("cancel-confirm-when-value", time=when))
            )
    return cards.Confirm(text.say("cancel-confirm-title", number=order.number), lines)


def _items(order: Order) -> str:
    return ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
