"""What a price difference writes down: the line cost less after all, so that a later return pays back no more than was paid."""

from __future__ import annotations

from resolution_hub.core.acts import AdjustPrice
from resolution_hub.core.policy.facts import Change, PriceFacts
from resolution_hub.features import journal
from resolution_hub.features.records import changing
from resolution_hub.journeys.doing import Doing, Written


async def adjusted(doing: Doing, act: AdjustPrice) -> Written:
    tx, order, facts = doing.current.tx, doing.order, doing.kept.ruling.facts
    if not isinstance(facts, PriceFacts) or facts.price_now is None:
        raise LookupError(f"act {doing.row.id} was not ruled on as a price difference")
    await changing.lower_price(tx, order, act.line_id, facts.paid - facts.price_now)
    await changing.note_change(tx, order.id, Change.PRICE)
    detail = {"order": order.id, "line": act.line_id, "act": doing.row.id}
    await journal.write(tx, doing.current.now, doing.current.case.id, "hub", "price_adjusted", detail)
    line = order.line(act.line_id)
    name = line.name if line is not None else ""
    return Written("adjust-price", {"item": name, "number": order.number})
