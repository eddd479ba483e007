"""What putting a problem right writes down: another one was sent, or its money goes back; and whether the thing comes back."""

from __future__ import annotations

from resolution_hub.core.acts import ReportProblem, Wish
from resolution_hub.core.order import Order
from resolution_hub.core.policy.facts import Change, ProblemFacts
from resolution_hub.core.proposing import must_come_back
from resolution_hub.features import journal
from resolution_hub.features.records import changing
from resolution_hub.journeys import returning
from resolution_hub.journeys.doing import Doing, Written
from resolution_hub.ports.commerce import SendGoods


def replacement(act: ReportProblem, order: Order) -> SendGoods | None:
    """What the shop is to send; None where the customer wants the money."""
    line = order.line(act.units.line_id)
    if act.wish is not Wish.REPLACEMENT or line is None or line.variant_id is None:
        return None
    return SendGoods(order.id, ((line.variant_id, act.units.quantity),))


async def put_right(doing: Doing, act: ReportProblem) -> Written:
    """The replacement is on its way, or the refund is granted, at once or once the thing is back."""
    tx, order, facts = doing.current.tx, doing.order, doing.kept.ruling.facts
    if not isinstance(facts, ProblemFacts):
        raise LookupError(f"act {doing.row.id} was not ruled on as a problem")
    await changing.note_change(tx, order.id, Change.PROBLEM)
    detail = {"order": order.id, "line": facts.line_id, "wish": facts.wish, "act": doing.row.id}
    await journal.write(tx, doing.current.now, doing.current.case.id, "hub", "problem_put_right", detail)
    line = order.line(facts.line_id)
    values = {"item": line.name if line is not None else "", "number": order.number}
    if facts.wish is Wish.REPLACEMENT:
        more = await returning.sent_back(doing, act.units, None) if must_come_back(facts, doing.book) else ()
        return Written("replacement", values, more)
    # Its money goes back, so none of it is the customer's to return or to report once more.
    await changing.take_back_units(tx, [(act.units.line_id, act.units.quantity)])
    if doing.row.planned.later is not None:
        more = await returning.sent_back(doing, act.units, doing.row.planned.later)
        return Written("problem-return", values, more)
    return Written("problem-refund", values)
