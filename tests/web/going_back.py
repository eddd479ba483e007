"""Returns with labels, as the journeys make them, for tests of what is shown of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from resolution_hub.features.labels import service as labels
from resolution_hub.ports.labels import Label, LabelRequest, Party
from resolution_hub.wiring.labels import returns_to
from resolution_hub.wiring.web import Hub

HOME = Party("Daniel Ruiz", ("12 Alder Street",), "Denver", "CO", "80202", "US")


async def a_return(hub: Hub, return_id: str, order_id: str, *, prepaid: bool = True, due: int = 4200) -> None:
    """An authorised return of the order's first line, in the order's currency."""
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into returns (id, order_id, status, opened_at, line_ids, refund_due, currency, items, prepaid, timing, "
            "deadline) select $1, o.id, 'authorised', now(), array[l.id], $4, o.currency, jsonb_build_array("
            "jsonb_build_object('line_id', l.id, 'quantity', 1, 'reason', 'too_small')), $3, 'at_first_scan', $5 "
            "from orders o join order_lines l on l.order_id = o.id where o.id = $2 order by l.id limit 1 on conflict do nothing",
            return_id,
            order_id,
            prepaid,
            due,
            datetime.now(UTC).date() + timedelta(days=30),
        )


async def of_a_case(hub: Hub, return_id: str) -> None:
    """A return that began in a case of Noah's."""
    await a_return(hub, return_id, "ord_noah_stove")
    async with hub.database.transaction() as tx:
        await tx.execute(
            "insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at) "
            "values ('cs_' || $1, 'cv_' || $1, 'customer:cus_noah', 'cus_noah', 'return_items', '{}', 'acting', now())",
            return_id,
        )
        await tx.execute("update returns set case_id = 'cs_' || $1 where id = $1", return_id)


async def a_label(hub: Hub, return_id: str, order_id: str, *, prepaid: bool = True) -> Label:
    """The label of a return, with its parcel in the records; the same one when asked again."""
    to = returns_to(hub.settings)
    assert to is not None
    request = LabelRequest(return_id, "JP-1", HOME, to, prepaid)
    label = await hub.labels.make(request, return_id)
    async with hub.database.transaction() as tx:
        await labels.keep(tx, request, label, datetime.now(UTC))
        await tx.execute(
            "insert into shipments (id, order_id, direction, carrier, tracking_number) values ($1, $2, 'return', $3, $4) "
            "on conflict do nothing",
            f"shp_{return_id}",
            order_id,
            label.carrier,
            label.tracking_number,
        )
        await tx.execute("update returns set shipment_id = $2 where id = $1", return_id, f"shp_{return_id}")
    return label
