"""Something came back wrong, or not at all, after it was paid for: a case of its own before a person.

Nothing is charged, here or by anything that this starts: what a person decides, they decide with the customer.
"""

from __future__ import annotations

from typing import Any

from resolution_hub.core.escalation import WhyPerson, priority
from resolution_hub.core.money import total
from resolution_hub.core.topic import Topic
from resolution_hub.features import journal
from resolution_hub.features.cases import service as cases
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import GrantRow
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Outcome, ReturnRow
from resolution_hub.journeys.telling import Chapter
from resolution_hub.words import sentences


async def open_case(current: Chapter, held: ReturnRow, found: str) -> None:
    """`found` is what is wrong, in the customer's language; one case a return, whatever else is found later. The conversation
    keeps its floor: nobody has to wait in it."""
    tx, text = current.tx, current.text
    if held.outcome == Outcome.CLAW_BACK:
        current.report(text.say("claw-back", number=held.order_number, found=found))
        return
    paid = await _paid(current, held)
    currency = held.refund_due.currency
    whole = total((each.amount for each in paid if each.amount.currency == currency), currency)
    order = await records.get_order(tx, held.customer_id, held.order_id)
    subject: dict[str, Any] = {
        "about": held.id,
        "item": order.main_line.name,
        "value": {"minor": whole.minor, "currency": whole.currency},
        "order": held.order_id,
        "finding": held.finding or held.status,
        "paid": [_as_paid(each) for each in paid],
        "claw_back": True,
    }
    case = await cases.open_case(
        tx, current.conversation.id, current.conversation.owner, Topic.RETURN_ITEMS, subject, current.now
    )
    await journal.write(tx, current.now, case.id, "hub", "claw_back", subject)
    why = WhyPerson.CLAW_BACK
    await cases.ask_person(tx, case, why, priority(why, None), "hub", current.now)
    await returns.set_outcome(tx, held.id, Outcome.CLAW_BACK)
    said = [text.say("claw-back", number=held.order_number, found=found)]
    for each in paid:
        at = text.moment(each.sent_at) if each.sent_at is not None else text.say("claw-back-not-sent")
        amount = sentences.money(each.amount, text)
        said.append(text.say("claw-back-paid", amount=amount, method=each.method_label, at=at, item=each.description))
    said.append(text.say("claw-back-person"))
    current.report(" ".join(said))


async def _paid(current: Chapter, held: ReturnRow) -> list[GrantRow]:
    """What went back for the goods, with the yes or later."""
    ids = await remedies.grants_of_return(current.tx, held.id)
    if held.act_id is not None:
        ids += await remedies.grants_of_act(current.tx, held.act_id)
    return [await remedies.get_grant(current.tx, each) for each in ids]


def _as_paid(each: GrantRow) -> dict[str, Any]:
    return {
        "grant": each.id,
        "minor": each.amount.minor,
        "currency": each.amount.currency,
        "sent_at": each.sent_at.isoformat() if each.sent_at is not None else None,
        "method": each.method_label,
        "for": each.description,
    }
