"""Routes of a customer's returns: what becomes of them, their labels to print or show, and where to hand them in.

A visitor who has proved an order sees the returns of that order, and no others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from litestar import MediaType, Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from resolution_hub.core.order import Return
from resolution_hub.core.situation import Situation
from resolution_hub.features.labels import service as labels
from resolution_hub.features.labels.service import KeptLabel
from resolution_hub.features.people.service import Caller
from resolution_hub.kit.text import Text
from resolution_hub.ports.labels import Label, LabelRefused, LabelsUnavailable, Near
from resolution_hub.talk import situation
from resolution_hub.web import auth, shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring import labels as drawing
from resolution_hub.wiring.web import Hub
from resolution_hub.words import returns as words

Size = Annotated[Literal["a4", "a6"], QueryParameter(name="size")]
Most = Annotated[int, QueryParameter(name="most", ge=1, le=20)]


def _file(kind: str) -> dict[int, ResponseSpec]:
    return {200: ResponseSpec(bytes, description="The file", media_type=kind, generate_examples=False)}


@get("/api/returns", summary="My returns, the newest first")
async def my_returns(hub: NamedDependency[Hub], caller: NamedDependency[Caller]) -> words.Returns:
    who, text = await _who(hub, caller), _text(caller)
    async with hub.database.reading() as connection:
        kept = await labels.of_returns(connection, [back.id for back in who.returns])
    shown = (words.return_detail(back, who, _label(kept.get(back.id)), text) for back in who.returns)
    return words.Returns([each for each in shown if each is not None])


@get("/api/returns/{return_id:str}", summary="One of my returns, with its parcel and its scans")
async def my_return(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], return_id: FromPath[str]
) -> words.ReturnDetail:
    who, back = await _mine(hub, caller, return_id)
    async with hub.database.reading() as connection:
        kept = await labels.find(connection, back.id)
    shown = words.return_detail(back, who, _label(kept), _text(caller))
    if shown is None:
        raise not_found()
    return shown


@get(
    "/api/returns/{return_id:str}/label.pdf",
    summary="The label to print: A4 with how to use it, or A6 alone",
    media_type="application/pdf",
    responses=_file("application/pdf") | may_refuse(404, 409),
)
async def label_pdf(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], return_id: FromPath[str], size: Size = "a4"
) -> Response[bytes]:
    (kept, by), text = await _kept(hub, caller, return_id), _text(caller)
    return await _drawn(hub, kept, "application/pdf", "pdf", lambda: drawing.draw_pdf(kept, by, text, a4=size == "a4"))


@get(
    "/api/returns/{return_id:str}/label.png",
    summary="The label as a picture of 4 x 6 inches, 300 dots per inch",
    media_type="image/png",
    responses=_file("image/png") | may_refuse(404, 409),
)
async def label_png(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], return_id: FromPath[str]
) -> Response[bytes]:
    (kept, by), text = await _kept(hub, caller, return_id), _text(caller)
    return await _drawn(hub, kept, "image/png", "png", lambda: drawing.draw_png(kept, by, text))


@get(
    "/api/returns/{return_id:str}/qr.png",
    summary="The square code that a counter scans, for whoever has no printer",
    media_type="image/png",
    responses=_file("image/png") | may_refuse(404, 409),
)
async def label_qr(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], return_id: FromPath[str]
) -> Response[bytes]:
    kept, _ = await _kept(hub, caller, return_id)
    return await _drawn(hub, kept, "image/png", "qr.png", lambda: drawing.draw_qr(kept))


@get(
    "/api/returns/{return_id:str}/drop-offs",
    summary="Where the parcel can be handed in, the nearest first",
    media_type=MediaType.JSON,
)
async def drop_offs(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], return_id: FromPath[str], most: Most = 5
) -> words.DropOffsOut:
    who, back = await _mine(hub, caller, return_id)
    order = who.order(back.order_id)
    home = (order.address if order is not None else None) or who.home
    if home is None:
        return words.DropOffsOut([])
    try:
        points = await hub.labels.drop_off_points(Near(home.city, home.postcode, home.country), most)
    except LabelsUnavailable:
        raise _away() from None
    return words.drop_offs(points, _text(caller))


@post(
    "/api/demo/hand-in/{return_id:str}",
    summary="(demo) I dropped the parcel off: the sandbox carrier takes it, and brings it to the shop in two minutes",
    status_code=204,
    responses=may_refuse(401, 403, 404, 409, 503),
)
async def hand_in(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    return_id: FromPath[str],
    data: JSONBody[shapes.HandIn],
) -> None:
    if not hub.settings.demo:
        raise not_found()
    caller = await auth.customer(request)
    kept, _ = await _kept(hub, caller, return_id)
    try:
        await drawing.hand_in(hub.database.pool, kept.label.tracking_number, auth.now(), data.fate)
    except LabelRefused:
        raise Refused(409, "label_not_good", "This label can no longer be used.") from None
    except LabelsUnavailable:
        raise _away() from None


def _away() -> Refused:
    return Refused(503, "try_again", "The carrier does not answer right now. Try again.", retry_after=5)


async def _drawn(hub: Hub, kept: KeptLabel, kind: str, ending: str, draw: Callable[[], bytes]) -> Response[bytes]:
    content = await asyncio.get_running_loop().run_in_executor(hub.threads, draw)
    shown = f'{"attachment" if ending == "pdf" else "inline"}; filename="return-{kept.label.tracking_number}.{ending}"'
    # An address and a name stand on it: no cache but the reader's own may have it, and not for long.
    headers = {"Content-Disposition": shown, "Cache-Control": "private, no-store"}
    return Response(content, media_type=kind, headers=headers)


async def _kept(hub: Hub, caller: Caller, return_id: str) -> tuple[KeptLabel, date | None]:
    """The label, and the last day that the return itself gives."""
    who, back = await _mine(hub, caller, return_id)
    async with hub.database.reading() as connection:
        kept = await labels.find(connection, return_id)
    if kept is None:
        raise Refused(409, "no_label", "There is no label for this return, or not yet.")
    if caller.standing.order_id is not None:
        # The carrier knows the sender's name already; who has only proved the order need not learn it from the paper.
        sender = replace(kept.request.sender, name=who.customer.name)
        kept = replace(kept, request=replace(kept.request, sender=sender))
    return kept, back.deadline


async def _mine(hub: Hub, caller: Caller, return_id: str) -> tuple[Situation, Return]:
    who = await _who(hub, caller)
    back = next((back for back in who.returns if back.id == return_id), None)
    if back is None:
        raise not_found()
    return who, back


async def _who(hub: Hub, caller: Caller) -> Situation:
    standing = caller.standing
    if standing.customer_id is None:
        raise not_found()
    async with hub.database.reading() as connection:
        return await situation.load(connection, standing.customer_id, auth.now(), only=standing.order_id)


def _label(kept: KeptLabel | None) -> Label | None:
    return kept.label if kept is not None else None


def _text(caller: Caller) -> Text:
    return Text.load(caller.locale, caller.timezone)


_CALLER = {"caller": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[my_returns, my_return, label_pdf, label_png, label_qr, drop_offs],
           guards=[auth.only(auth.reader)], dependencies=_CALLER, tags=["returns"]),
    Router("/", route_handlers=[hand_in], tags=["returns"]),  # no guard: outside of a demo it is not there for anybody
]  # fmt: skip
