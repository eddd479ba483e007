"""Webhooks: signed by their sender, checked over the raw bytes, safe to repeat, in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
import structlog
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct

from resolution_hub.features.records import service as records
from resolution_hub.features.returns import findings
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.findings import Found
from resolution_hub.features.returns.service import Finding
from resolution_hub.kit.live import notify
from resolution_hub.kit.signing import NotSigned
from resolution_hub.ports.carriers import WebhookMalformed, WebhookRefused
from resolution_hub.web import auth
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.web.findings import Note, Word, get_return, kept
from resolution_hub.wiring.web import Hub

_log = structlog.get_logger()
_LARGEST = 262_144
_LARGEST_REPORT = 16_384
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# A warehouse's clock may run ahead of ours; what it finds next week it can't have found.
_CLOCKS_DIFFER = timedelta(hours=1)

# No control characters: they have no place in a name, and PostgreSQL stores no NUL.
_Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Inspection(Struct, frozen=True, forbid_unknown_fields=True):
    """A report of the shop's warehouse. `id` is its own for it, `return_id` what stands on our label, `at` when it looked;
    `note` is for colleagues."""

    id: _Name
    return_id: _Name
    finding: Word
    at: Annotated[datetime, Meta(tz=True)]
    note: Note = ""


_inspection = msgspec.json.Decoder(Inspection)


@post(
    "/hooks/carriers/{carrier:str}",
    summary="A carrier's tracking events, signed",
    status_code=204,
    request_max_body_size=_LARGEST,
    tags=["webhook"],
    responses=may_refuse(400, 401, 413, 503),
)
async def carrier_events(request: Request[Any, Any, Any], hub: NamedDependency[Hub], carrier: FromPath[str]) -> None:
    adapter = hub.carriers.get(carrier)
    if adapter is None:
        raise not_found()
    raw = await request.body()
    try:
        events = adapter.parse(request.headers, raw, auth.now())
    except WebhookRefused as error:
        raise _not_signed(carrier, error.reason) from None
    except WebhookMalformed as error:
        raise _malformed() from error
    async with hub.database.transaction() as tx:
        for event in events:
            applied = await records.apply_parcel_event(tx, carrier, event)
            if applied is None:
                # Answering with an error would make the carrier send it for days; it is not ours to mend.
                _log.warning("webhook.unknown_parcel", carrier=carrier)
            elif applied.new:
                await returns.scanned(tx, applied.shipment_id, event.scan.status)
                await notify(tx, f"owner:customer:{applied.customer_id}", f"parcel {applied.shipment_id}")


@post(
    "/hooks/shop/inspections",
    summary="What the shop's warehouse found in a return's parcel, signed",
    status_code=204,
    request_max_body_size=_LARGEST_REPORT,
    tags=["webhook"],
    responses=may_refuse(400, 401, 404, 409, 413, 503),
)
async def inspections(request: Request[Any, Any, Any], hub: NamedDependency[Hub]) -> None:
    raw, now = await request.body(), auth.now()
    try:
        if hub.warehouse is None:
            raise NotSigned("HUB_SHOP_SECRET is not set")
        hub.warehouse.check(request.headers, raw, now)
    except NotSigned as error:
        raise _not_signed("shop", error.reason) from None
    told = _read_inspection(raw, now)
    found = Found(Finding(told.finding), told.at.astimezone(UTC), kept(told.note), "shop")
    async with hub.database.transaction() as tx:
        await findings.take_report(tx, told.id, await get_return(tx, told.return_id), found, now)


def _read_inspection(raw: bytes, now: datetime) -> Inspection:
    try:
        told = _inspection.decode(raw)
        possible = _EARLIEST <= told.at <= now + _CLOCKS_DIFFER
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise _malformed() from error
    if not possible:
        raise _malformed()
    return told


def _not_signed(sender: str, reason: str) -> Refused:
    _log.warning("webhook.refused", sender=sender, reason=reason)
    return Refused(401, "not_signed", "The signature does not fit.")


def _malformed() -> Refused:
    return Refused(400, "malformed", "The event is not in the form that we know.")


ROUTES = [carrier_events, inspections]
