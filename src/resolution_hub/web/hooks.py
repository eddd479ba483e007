"""Webhooks: signed by their sender, checked over the raw bytes, safe to repeat, in any order."""

from __future__ import annotations

from typing import Any

import structlog
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from resolution_hub.features.records import service as records
from resolution_hub.features.returns import service as returns
from resolution_hub.kit.live import notify
from resolution_hub.ports.carriers import WebhookMalformed, WebhookRefused
from resolution_hub.web import auth
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub

_log = structlog.get_logger()
_LARGEST = 262_144


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
        _log.warning("webhook.refused", carrier=carrier, reason=error.reason)
        raise Refused(401, "not_signed", "The signature does not fit.") from None
    except WebhookMalformed as error:
        raise Refused(400, "malformed", "The event is not in the form that we know.") from error
    async with hub.database.transaction() as tx:
        for event in events:
            applied = await records.apply_parcel_event(tx, carrier, event)
            if applied is None:
                # Answering with an error would make the carrier send it for days; it is not ours to mend.
                _log.warning("webhook.unknown_parcel", carrier=carrier)
            elif applied.new:
                await returns.scanned(tx, applied.shipment_id, event.scan.status)
                await notify(tx, f"owner:customer:{applied.customer_id}", f"parcel {applied.shipment_id}")


ROUTES = [carrier_events]
