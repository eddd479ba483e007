"""The label of a return: made by the carrier, kept, and shown with where and until when to hand the parcel in."""

from __future__ import annotations

from resolution_hub.core.events import CardKind
from resolution_hub.core.order import Address
from resolution_hub.features.labels import service as labels
from resolution_hub.features.records import service as records
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import ReturnRow
from resolution_hub.journeys.telling import Chapter, Means, chapter
from resolution_hub.ports.labels import Label, LabelError, LabelRequest, Party
from resolution_hub.words import cards


async def on_authorised(means: Means, return_id: str) -> None:
    """Have the label made, keyed by the return, and tell. Raises LabelsUnavailable; the runner then asks again."""
    async with means.database.reading() as connection:
        back = await returns.find(connection, return_id)
        if back is None or back.case_id is None or back.shipment_id is not None:
            return
        customer = await records.get_customer(connection, back.customer_id)
        known = await records.get_records(connection, back.customer_id)
    order = next((order for order in known.orders if order.id == back.order_id), None)
    home = order.address if order is not None and order.address is not None else known.home
    request = _request(means, back, customer.name, home)
    try:
        label = await means.labels.make(request, return_id) if request is not None else None
    except LabelError as error:
        if not error.permanent:
            raise
        label = None
    async with chapter(means, back.case_id) as current:
        await records.lock_order(current.tx, back.order_id)
        held = await returns.lock(current.tx, return_id)
        if held.shipment_id is None:
            await _tell(current, held, request, label)


def _request(means: Means, back: ReturnRow, name: str, home: Address | None) -> LabelRequest | None:
    """None where we don't know from or to whom."""
    to: Party | None = means.returns_to
    if home is None or to is None:
        return None
    return LabelRequest(back.id, back.order_number, labels.party(name, home), to, back.prepaid)


async def _tell(current: Chapter, held: ReturnRow, request: LabelRequest | None, label: Label | None) -> None:
    if request is None or label is None:
        await current.needs_person(current.text.say("label-not-made", number=held.order_number))
        return
    await labels.keep(current.tx, request, label, current.now)
    await returns.send_by(current.tx, held, label.carrier, label.tracking_number)
    known = await records.get_records(current.tx, held.customer_id)
    back = next(back for back in known.returns if back.id == held.id)
    items = [f"{item.quantity} × {line.name}" for order in known.orders if order.id == held.order_id
             for item in held.items if (line := order.line(item.line_id)) is not None]  # fmt: skip
    last = min(held.deadline, label.valid_until) if held.deadline is not None else label.valid_until
    said = current.text.say("label-is-here", number=held.order_number, day=current.text.day(last))
    current.report(said, cards.card(CardKind.RETURN, cards.return_out(back, items, current.text)))
