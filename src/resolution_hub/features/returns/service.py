"""Returns: goods on their way back, from the customer's yes to the end.

A return is `authorised` with the yes, `in_transit` from the carrier's first scan on, `received` when its parcel arrived, and
`closed` with an outcome. Scans move it (features/records); what follows from that a journey carries out, once for each
`Moved`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import asyncpg
import msgspec

from resolution_hub.core.acts import Swap
from resolution_hub.core.money import Money
from resolution_hub.core.order import Destination, ReturnItem, ReturnStatus, ScanStatus, Timing
from resolution_hub.core.people import CaseId, CustomerId
from resolution_hub.features import journal
from resolution_hub.features.returns import store
from resolution_hub.kit.durable import start_journey
from resolution_hub.kit.ids import derived_id

JOURNEY = "return_moved"
_TOLD = "return_moved"  # the journal's word for it


class Moved(StrEnum):
    """What happened to a return, or came due."""

    AUTHORISED = "authorised"  # a label is to be made
    SCANNED = "scanned"  # the carrier has it
    RECEIVED = "received"
    BOUNCED = "bounced"  # the carrier brings it back to the customer
    RELEASE = "release"  # the time to look at it is over
    FOUND = "found"  # somebody has looked at it
    RELEASED = "released"  # it was held, and a person let it go on
    SENT_BACK = "sent_back"  # it was held, and a person refused it: the goods go back to the customer
    DEADLINE = "deadline"  # it should have been handed in
    MISSING = "missing"  # it should have arrived


_BY_SCAN = {ScanStatus.DELIVERED: Moved.RECEIVED, ScanStatus.RETURNED_TO_SENDER: Moved.BOUNCED}


class Finding(StrEnum):
    """What was in the parcel."""

    AS_EXPECTED = "as_expected"
    EMPTY_BOX = "empty_box"
    WRONG_ITEM = "wrong_item"
    DAMAGED = "damaged"
    PARTS_MISSING = "parts_missing"


class Decision(StrEnum):
    """How a person ended what a return was held for."""

    RELEASED = "released"
    REFUSED = "refused"


class Outcome(StrEnum):
    """How a return ended."""

    REFUNDED = "refunded"
    EXCHANGED = "exchanged"
    REPLACED = "replaced"
    LAPSED = "lapsed"  # it was never sent
    CLAW_BACK = "claw_back"  # something came back wrong, or not at all, after it was paid for
    KEPT = "kept"  # the customer has it still
    REFUSED = "refused"  # a person found nothing to be due for it; the units are the customer's again


@dataclass(frozen=True, slots=True)
class ToReturn:
    """What a return begins with. `refund_due`: what is still to be paid for it, zero where nothing is. `deadline` is the last
    day to hand it in; a parcel that was not seen at `lapses_at` does not come."""

    order_id: str
    kind: str  # "return", "exchange", "problem" or "withdrawal"
    items: tuple[ReturnItem, ...]
    refund_due: Money
    timing: Timing
    prepaid: bool
    deadline: date
    lapses_at: datetime
    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return as stored. Those that the shop told of have neither act nor case."""

    id: str
    order_id: str
    order_number: str
    customer_id: CustomerId
    status: ReturnStatus
    opened_at: datetime
    shipment_id: str | None
    refund_due: Money
    act_id: str | None
    case_id: CaseId | None
    kind: str
    items: tuple[ReturnItem, ...]
    destination: Destination
    method_id: str | None
    prepaid: bool
    timing: Timing
    deadline: date | None
    swaps: tuple[Swap, ...]
    finding: Finding | None
    decision: Decision | None
    outcome: str | None
    closed_at: datetime | None

    @property
    def found_wrong(self) -> bool:
        """Something else came back than what was agreed to."""
        return self.finding not in (None, Finding.AS_EXPECTED)

    @property
    def held_back(self) -> bool:
        """What was found keeps it from being released, until a person lets it go on."""
        return self.found_wrong and self.decision is not Decision.RELEASED

    @property
    def settled(self) -> bool:
        """It has ended, or what was agreed to for it has happened: only money is not known here."""
        return self.outcome is not None or (self.kind == "problem" and not self.refund_due.positive)


async def begin(tx: asyncpg.Connection, act_id: str, case_id: CaseId, wanted: ToReturn, at: datetime) -> str:
    """Open the return of an act, once, and have its label made. Returns its id."""
    return_id = derived_id("ret", act_id)
    items = msgspec.to_builtins(wanted.items)
    made = await tx.fetchval(
        store.OPEN, return_id, wanted.order_id, at, [item.line_id for item in wanted.items], wanted.refund_due.minor,
        wanted.refund_due.currency, act_id, case_id, wanted.kind, items, wanted.destination, wanted.method_id,
        wanted.prepaid, wanted.timing, wanted.deadline, msgspec.to_builtins(wanted.swaps),
    )  # fmt: skip
    if made is not None:
        await moved(tx, return_id, Moved.AUTHORISED)
        await moved(tx, return_id, Moved.DEADLINE, not_before=wanted.lapses_at)
    return return_id


async def moved(
    tx: asyncpg.Connection, return_id: str, what: Moved, how: str = "", not_before: datetime | None = None
) -> None:
    """Have what follows carried out, once for each `what` and `how`: now, or at `not_before`."""
    said = f"{what}:{how}" if how else what.value
    await start_journey(tx, JOURNEY, f"{return_id}:{said}", f"return:{return_id}:{said}", not_before=not_before)


async def scanned(tx: asyncpg.Connection, shipment_id: str, status: ScanStatus) -> None:
    """A scan of a return's parcel. Parcels of other kinds, and returns that the shop began itself, are left alone."""
    return_id = await tx.fetchval(store.OF_SHIPMENT, shipment_id)
    if return_id is not None and status is not ScanStatus.LABEL_CREATED:
        await moved(tx, return_id, _BY_SCAN.get(status, Moved.SCANNED))


async def find(tx: asyncpg.Connection, return_id: str) -> ReturnRow | None:
    row = await tx.fetchrow(store.ONE, return_id)
    return _return(row) if row is not None else None


async def lock(tx: asyncpg.Connection, return_id: str) -> ReturnRow:
    """The return, held until the transaction ends; its order is to be held before. Raises LookupError."""
    row = await tx.fetchrow(store.LOCK, return_id)
    if row is None:
        raise LookupError(f"no return {return_id}")
    return _return(row)


async def find_of_act(tx: asyncpg.Connection, act_id: str) -> str | None:
    found: str | None = await tx.fetchval(store.OF_ACT, act_id)
    return found


async def open_of_case(tx: asyncpg.Connection, case_id: str) -> int:
    """How many returns of a case have not ended."""
    count: int = await tx.fetchval(store.OPEN_OF_CASE, case_id)
    return count


async def send_by(tx: asyncpg.Connection, held: ReturnRow, carrier: str, tracking_number: str) -> str:
    """The parcel that it goes back in. Returns the shipment's id."""
    shipment_id = derived_id("shp", held.id)
    await tx.execute(store.ADD_SHIPMENT, shipment_id, held.order_id, carrier, tracking_number)
    await tx.execute(store.SET_SHIPMENT, held.id, shipment_id)
    return shipment_id


async def of_case(tx: asyncpg.Connection, case_id: str) -> list[ReturnRow]:
    """Oldest first."""
    return [_return(row) for row in await tx.fetch(store.OF_CASE, case_id)]


async def was_told(tx: asyncpg.Connection, back: ReturnRow, what: str) -> bool:
    """What follows from `what` (Moved, and how) was written down and told."""
    return await journal.has(tx, back.case_id or "", _TOLD, {"return": back.id, "what": what})


async def tell_once(tx: asyncpg.Connection, back: ReturnRow, what: str, at: datetime) -> bool:
    """Note that `what` is told now; False when it had been."""
    if back.case_id is None or await was_told(tx, back, what):
        return False
    await journal.write(tx, at, back.case_id, "hub", _TOLD, {"return": back.id, "what": what})
    return True


async def decide(tx: asyncpg.Connection, return_id: str, decision: Decision) -> bool:
    """False when a person had decided before."""
    return await tx.fetchval(store.SET_DECISION, return_id, decision) is not None


async def close(tx: asyncpg.Connection, return_id: str, outcome: Outcome, at: datetime) -> bool:
    """False when it was closed before."""
    return await tx.fetchval(store.CLOSE, return_id, outcome, at) is not None


async def set_outcome(tx: asyncpg.Connection, return_id: str, outcome: Outcome) -> None:
    """What a closed return came to after all."""
    await tx.execute(store.SET_OUTCOME, return_id, outcome)


def units(items: Sequence[ReturnItem]) -> list[tuple[str, int]]:
    """Line ids, and how many of each."""
    return [(item.line_id, item.quantity) for item in items]


def _return(row: asyncpg.Record) -> ReturnRow:
    values: dict[str, Any] = dict(row)
    money = Money(values.pop("refund_due"), values.pop("currency"))
    return ReturnRow(
        **{
            **values,
            "refund_due": money,
            "customer_id": CustomerId(row["customer_id"]),
            "case_id": CaseId(row["case_id"]) if row["case_id"] is not None else None,
            "status": ReturnStatus(row["status"]),
            "items": msgspec.convert(row["items"], tuple[ReturnItem, ...]),
            "swaps": msgspec.convert(row["swaps"], tuple[Swap, ...]),
            "destination": Destination(row["destination"]),
            "timing": Timing(row["timing"]),
            "finding": Finding(row["finding"]) if row["finding"] is not None else None,
            "decision": Decision(row["decision"]) if row["decision"] is not None else None,
        }
    )
