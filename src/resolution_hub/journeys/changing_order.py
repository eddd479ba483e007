"""What acts on an order that has not left write down: cancelled whole or in part, changed in one of the ways for it."""

from __future__ import annotations

from resolution_hub.core.acts import CancelOrder, ChangeAddress, ChangeDelivery, ChangeItems, ChangePayment, Units
from resolution_hub.core.policy.facts import CancelFacts, Change, ChangeFacts
from resolution_hub.core.shares import all_left
from resolution_hub.features import journal
from resolution_hub.features.records import changing
from resolution_hub.features.records import service as records
from resolution_hub.journeys.doing import Doing, Written

OrderChange = ChangeAddress | ChangePayment | ChangeItems | ChangeDelivery


async def cancelled(doing: Doing, act: CancelOrder) -> Written:
    """The shop will not send it, or not all of it."""
    facts = doing.kept.ruling.facts
    whole = not isinstance(facts, CancelFacts) or facts.whole
    return await stop(doing, act.units, whole=whole, reason=act.reason)


async def stop(doing: Doing, units: tuple[Units, ...], *, whole: bool, reason: str = "") -> Written:
    """The whole order, or these units of it, are not sent."""
    tx, order = doing.current.tx, doing.order
    if reason:
        await changing.set_cancel_reason(tx, order.id, reason)
    if whole:
        await records.mark_cancelled(tx, order.id, doing.current.now)
        await changing.note_change(tx, order.id, Change.CANCEL)
        await journal.write(tx, doing.current.now, doing.current.case.id, "hub", "order_cancelled", {"order": order.id})
        return Written("cancel-order", {"number": order.number})
    await changing.cancel_units(tx, units or all_left(order))
    await changing.note_change(tx, order.id, Change.LINES)
    await _noted(doing, Change.LINES)
    return Written("cancel-part", {"number": order.number})


async def changed(doing: Doing, act: OrderChange) -> Written:
    """The shop has taken the change."""
    tx, order = doing.current.tx, doing.order
    facts = doing.kept.ruling.facts
    if not isinstance(facts, ChangeFacts):
        raise LookupError(f"act {doing.row.id} was not ruled on as a change")
    match act:
        case ChangeAddress(address=address):
            await changing.set_address(tx, doing.row.customer_id, order.id, address)
        case ChangeItems(swaps=swaps):
            await changing.swap_items(tx, order, swaps, doing.wares)
        case ChangeDelivery(option_id=option_id):
            await changing.set_delivery(tx, order.id, option_id, facts.difference)
        case ChangePayment():
            pass  # who paid what stands in the ledger
    await changing.note_change(tx, order.id, facts.change)
    await _noted(doing, facts.change)
    return Written(f"change-{facts.change}", {"number": order.number})


async def _noted(doing: Doing, change: Change) -> None:
    detail = {"order": doing.order.id, "change": change, "act": doing.row.id}
    await journal.write(doing.current.tx, doing.current.now, doing.current.case.id, "hub", "order_changed", detail)
