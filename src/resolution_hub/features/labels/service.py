"""Labels of returns, as the carrier gave them, so that each can be drawn again whenever its customer asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.order import Address
from resolution_hub.features.labels import store
from resolution_hub.ports.labels import Label, LabelRequest, Party


@dataclass(frozen=True, slots=True)
class KeptLabel:
    label: Label
    request: LabelRequest
    made_at: datetime


async def keep(tx: asyncpg.Connection, request: LabelRequest, label: Label, now: datetime) -> None:
    """Keep the label of the request's return. A return has one; keeping it again changes nothing."""
    await tx.execute(
        store.KEEP,
        request.return_id,
        label.carrier,
        label.tracking_number,
        label.code,
        label.paid_by_us,
        label.valid_until,
        msgspec.to_builtins(request),
        now,
    )


async def find(tx: asyncpg.Connection, return_id: str) -> KeptLabel | None:
    """The label of a return, if it has one."""
    return (await of_returns(tx, [return_id])).get(return_id)


async def of_returns(tx: asyncpg.Connection, return_ids: Sequence[str]) -> dict[str, KeptLabel]:
    """The labels of these returns, by the return's id; those without one are not among them."""
    return {row["return_id"]: _kept(row) for row in await tx.fetch(store.FIND, list(return_ids))}


def _kept(row: asyncpg.Record) -> KeptLabel:
    label = Label(row["carrier"], row["tracking_number"], row["code"], row["paid_by_us"], row["valid_until"])
    return KeptLabel(label, msgspec.convert(row["request"], LabelRequest), row["made_at"])


def party(name: str, address: Address) -> Party:
    """A customer and where they live, as a carrier wants them."""
    return Party(name, address.lines, address.city, address.region, address.postcode, address.country)
