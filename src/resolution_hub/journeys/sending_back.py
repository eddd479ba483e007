"""Goods of a return that a person refused go back to the customer, once, by the shop."""

from __future__ import annotations

from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Moved
from resolution_hub.journeys import telling_acts
from resolution_hub.journeys.telling import Means, chapter
from resolution_hub.ports.commerce import CarriedOut, SendBack


async def on_refused(means: Means, return_id: str) -> None:
    """Have the shop send them, keyed by the return, and tell what came of it. Run again, it tells nothing twice.

    Raises CommerceUnavailable."""
    async with means.database.reading() as connection:
        back = await returns.find(connection, return_id)
    if back is None or back.case_id is None:
        return
    wanted = SendBack(back.order_id, back.id, tuple(returns.units(back.items)))
    outcome = await means.commerce.carry_out(wanted, key=f"{return_id}:back")
    async with chapter(means, back.case_id) as current:
        if not await returns.tell_once(current.tx, back, Moved.SENT_BACK, current.now):
            return
        await telling_acts.outcome_told(current)
        if isinstance(outcome, CarriedOut):
            current.report(current.text.say("return-sent-back", number=back.order_number))
            await current.done()
        else:
            await current.needs_person(current.text.say("return-not-sent-back", number=back.order_number))
