"""The sandbox twin of the carrier's label service: keeps its own book, in its own transactions.

A tracking number is `MP` and ten digits, the last of which is a check digit (the GS1 scheme: weights 3 and 1 from the right,
modulo 10). It follows from the key, so a label made again after a crash is the same label even if the book were lost.

A parcel moves only once somebody hands it in: then its way is laid into `sandbox.parcel_plan`, in the demo's pace, and the
carrier's simulator sends its scans like any other's. How it arrives is fate; what is found in it, the shop says.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any, Final

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

from resolution_hub.connectors.carriers.simulator import PlanRow, lay_plan
from resolution_hub.core.order import ScanStatus
from resolution_hub.ports.labels import (
    DropOff,
    Label,
    LabelRefused,
    LabelRequest,
    LabelsUnavailable,
    Near,
)

CARRIER: Final = "sandbox"
MOST_PARCELS: Final = 5
_VALID = timedelta(days=60)
_TRIES = 8  # numbers that a key may have, should another key have the first

_FIND = "select tracking_number, request, valid_until, voided_at from sandbox.labels where key = $1"

_ADD = """
insert into sandbox.labels (key, tracking_number, request, valid_until, made_at)
select $1, $2, $3::text::jsonb, $4, $5
where not exists (select from sandbox.parcel_plan where tracking_number = $2)
on conflict do nothing
returning tracking_number, request, valid_until, voided_at
"""

_FIND_NUMBER = """
select key, request, valid_until, voided_at, handed_in_at from sandbox.labels where tracking_number = $1 for update
"""

_VOID = "update sandbox.labels set voided_at = clock_timestamp() where tracking_number = $1 and voided_at is null"

_HAND_IN = "update sandbox.labels set handed_in_at = $2, fate = $3 where tracking_number = $1"

Fault = Callable[[str], Awaitable[None]]
_Connection = asyncpg.Connection | PoolConnectionProxy


class ParcelFate(StrEnum):
    """How a parcel that was handed in arrives. Empty boxes and wrong things look like any other to a carrier."""

    INTACT = "intact"
    EMPTY = "empty"
    WRONG_ITEM = "wrong_item"
    LOST = "lost"
    BOUNCED = "bounced"  # nobody takes it in, and it goes back to whoever sent it


# Seconds after the hand-in, what is seen, and where: the sender's side, on the way, or the recipient's.
_WAY = (
    (4, ScanStatus.PICKED_UP, "drop-off point"),
    (30, ScanStatus.IN_TRANSIT, "sorting hub"),
    (60, ScanStatus.IN_TRANSIT, "delivery station"),
    (75, ScanStatus.OUT_FOR_DELIVERY, "delivery station"),
    (95, ScanStatus.DELIVERED, "Returns desk"),
)
_OTHER_WAYS = {
    ParcelFate.LOST: (*_WAY[:2], (60, ScanStatus.EXCEPTION, "sorting hub: cannot be found")),
    ParcelFate.BOUNCED: (
        *_WAY[:4],
        (95, ScanStatus.DELIVERY_FAILED, "Returns desk closed"),
        (130, ScanStatus.RETURNED_TO_SENDER, "drop-off point"),
    ),
}


class SandboxLabels:
    """Implements the Labels port. `fault`, for tests, is awaited with "before" and "after" each effect; what it raises
    comes out of the call."""

    def __init__(self, pool: asyncpg.Pool, fault: Fault | None = None) -> None:
        self._pool = pool
        self._fault = fault

    async def make(self, request: LabelRequest, key: str) -> Label:
        """See the port. Refuses addresses without a city or a country, and other than one to five parcels."""
        if not all(party.city and party.country for party in (request.sender, request.recipient)):
            raise LabelRefused("an address needs a city and a country")
        if not 1 <= request.parcels <= MOST_PARCELS:
            raise LabelRefused(f"a label stands for one to {MOST_PARCELS} parcels")
        await self._may_fail("before")
        async with self._book() as connection:
            row = await _find_or_add(connection, request, key)
        if row["voided_at"] is not None or _terms(_asked(row)) != _terms(request):
            raise LabelRefused(f"the key {key!r} stands for a label that was voided, or for another one")
        await self._may_fail("after")
        number = row["tracking_number"]
        return Label(CARRIER, number, f"TP1/{number}/{request.return_id}", request.prepaid, row["valid_until"])

    async def void(self, tracking_number: str, key: str) -> None:
        """See the port."""
        await self._may_fail("before")
        async with self._book() as connection:
            row = await connection.fetchrow(_FIND_NUMBER, tracking_number)
            if row is None or row["key"] != key:
                raise LabelRefused("no such label")
            if row["handed_in_at"] is not None:
                raise LabelRefused("the parcel was handed in already")
            await connection.execute(_VOID, tracking_number)
        await self._may_fail("after")

    async def drop_off_points(self, near: Near, most: int) -> tuple[DropOff, ...]:
        """See the port. The places are invented; the same town always has the same ones."""
        if not near.city.strip():
            return ()
        return tuple(_invented(near))[: max(0, most)]

    async def hand_in(
        self, tracking_number: str, now: datetime, fate: ParcelFate = ParcelFate.INTACT, pace: float = 1.0
    ) -> None:
        """The carrier's side of a drop-off: the parcel is on its way and arrives in some `pace` times 95 seconds.

        Once more changes nothing. Raises LabelRefused for a label that is unknown, voided or past its day.
        """
        async with self._book() as connection:
            row = await connection.fetchrow(_FIND_NUMBER, tracking_number)
            if row is None or row["voided_at"] is not None or now.date() > row["valid_until"]:
                raise LabelRefused("the label is not known, or no longer good")
            if row["handed_in_at"] is None:
                await connection.execute(_HAND_IN, tracking_number, now, fate)
                await lay_plan(connection, _plan(tracking_number, _asked(row), now, fate, pace))

    @asynccontextmanager
    async def _book(self) -> AsyncIterator[Any]:
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                yield connection
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise LabelsUnavailable(f"the sandbox carrier does not answer: {error}") from error

    async def _may_fail(self, moment: str) -> None:
        if self._fault is not None:
            await self._fault(moment)


async def _find_or_add(connection: _Connection, request: LabelRequest, key: str) -> asyncpg.Record:
    made_at = datetime.now(UTC)
    asked = msgspec.json.encode(request).decode()
    for turn in range(_TRIES):
        known = await connection.fetchrow(_FIND, key) or await connection.fetchrow(
            _ADD, key, tracking_number_for(key, turn), asked, made_at.date() + _VALID, made_at
        )
        if known is not None:
            return known
    raise LabelsUnavailable("no free tracking number was found")


def _asked(row: asyncpg.Record) -> LabelRequest:
    held = row["request"]  # text, or read already where the pool knows JSON
    return msgspec.convert(msgspec.json.decode(held) if isinstance(held, str) else held, LabelRequest)


def _terms(request: LabelRequest) -> tuple[str, bool, int]:
    """What a key stands for. Somebody may move between two tries; the label's first address stays."""
    return request.return_id, request.prepaid, request.parcels


def tracking_number_for(key: str, turn: int = 0) -> str:
    """The tracking number that a key has; `turn` counts on where that one is somebody else's."""
    digest = hashlib.sha256(f"{turn}\x00{key}".encode()).digest()
    digits = f"{int.from_bytes(digest[:8], 'big') % 10**9:09d}"
    return f"MP{digits}{check_digit(digits)}"


def check_digit(digits: str) -> int:
    """The digit that makes the weighted sum a multiple of ten."""
    return -sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits))) % 10


def is_tracking_number(text: str) -> bool:
    """Whether it has the form, and the right check digit: a number read with one wrong digit never has."""
    digits = text.removeprefix("MP")
    return (
        len(text) == 12
        and text.startswith("MP")
        and digits.isascii()
        and digits.isdecimal()
        and check_digit(digits[:-1]) == int(digits[-1])
    )


def _plan(number: str, asked: LabelRequest, now: datetime, fate: ParcelFate, pace: float) -> list[PlanRow]:
    here, there = asked.sender.city, asked.recipient.city
    rows: list[PlanRow] = []
    for step, (seconds, status, where) in enumerate(_OTHER_WAYS.get(fate, _WAY), 1):
        at = now + timedelta(seconds=seconds * pace)
        near_sender = step < 3 or status is ScanStatus.RETURNED_TO_SENDER
        place = f"{here if near_sender else there}, {where}"
        scan = {"event_id": f"{number}-{step:03d}", "at": at.isoformat(), "status": status.value, "place": place}
        rows.append((number, step, at, {"id": f"wh_{number}-{step:03d}", "tracking_number": number, "scan": scan}))
    return rows


_KINDS = (  # name, opening hours, takes what has its label on, prints labels
    ("{street} News & Parcels", "Mon–Sat 7:00–20:00, Sun 9:00–14:00", True, True),
    ("Trail Post locker, {street}", "Open day and night", True, False),
    ("{street} Pharmacy", "Mon–Fri 8:30–18:30, Sat 9:00–13:00", True, False),
    ("Trail Post counter, {street}", "Mon–Fri 8:00–18:00, Sat 8:00–12:00", True, True),
    ("{street} Books, no printer needed", "Tue–Sat 10:00–19:00", False, True),
)
_STREETS = ("Station Road", "Market Square", "Mill Lane", "Harbour Street", "Garden Row", "Church Street", "Bridge End")


def _invented(near: Near) -> list[DropOff]:
    rng = Random(f"{near.country}/{near.city.casefold()}/{near.postcode}")  # noqa: S311 - places, not secrets
    streets = rng.sample(_STREETS, len(_KINDS))
    distance = 0
    found = []
    for (name, opening, takes_printed, prints), street in zip(rng.sample(_KINDS, len(_KINDS)), streets, strict=True):
        distance += rng.randrange(120, 900, 10)
        lines = (f"{rng.randrange(1, 120)} {street}",)
        found.append(DropOff(name.format(street=street), lines, near.city, opening, distance, takes_printed, prints))
    return found
