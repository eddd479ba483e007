"""Routes of photos: shown in a conversation by whoever owns it, seen by them and by the desk, and by nobody else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from litestar import Request, Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Body, FromPath

from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people.service import Caller
from resolution_hub.features.photos import picture
from resolution_hub.features.photos import service as photos
from resolution_hub.features.photos.picture import MOST_BYTES, PhotoRefused, Picture, WhyNot
from resolution_hub.features.photos.service import LONGEST_ALT, MOST_AT_ONCE, MOST_IN_CONVERSATION, TooManyPhotos
from resolution_hub.kit.text import Text
from resolution_hub.ports.blobs import BlobMissing, BlobsUnavailable
from resolution_hub.talk import showing
from resolution_hub.web import auth, proving, shapes
from resolution_hub.web.customer import REPEATED
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub

_LARGEST = MOST_AT_ONCE * MOST_BYTES + 65_536
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class ShownPhotos:
    """A form: `message_id` is the sender's own, as with messages; `alts` say what is to be seen, in the photos' order."""

    message_id: str
    photos: list[UploadFile]
    alts: list[str] = field(default_factory=list)


Form = Annotated[ShownPhotos, Body(media_type=RequestEncodingType.MULTI_PART)]


async def _only_a_form(request: Request[Any, Any, Any]) -> None:
    """A form of another site could come here, but never with the session's X-CSRF-Token, which the guard asks for."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise Refused(415, "not_a_form", "Send the photos as multipart/form-data.")


@post(
    "/api/conversations/{conversation_id:str}/photos",
    summary="Show photos: JPEG, PNG or WebP, six at once, 10 MB each",
    before_request=_only_a_form,
    request_max_body_size=_LARGEST,
    multipart_form_part_limit=2 * MOST_AT_ONCE + 2,
    responses=REPEATED | may_refuse(409, 413, 415, 429),
)
async def show(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    conversation_id: FromPath[str],
    data: Form,
) -> Response[shapes.Appended]:
    hub.limits.messages.take(caller.owner.key)
    alts = _check(data)
    async with hub.database.reading() as connection:
        conversation = await conversations.find(connection, conversation_id)
    if conversation is None or conversation.owner != caller.owner:
        raise not_found()
    pictures = [await _picture(hub, caller, number, file) for number, file in enumerate(data.photos, 1)]
    try:
        made = await photos.put_away(hub.blobs, conversation_id, data.message_id, pictures, alts)
        async with hub.database.transaction() as tx:
            taken = await showing.take(
                tx, hub.tools, caller.owner, (caller.locale, caller.timezone), conversation_id, data.message_id, made,
                auth.now(), proving.session_of(request, hub, caller),
            )  # fmt: skip
    except TooManyPhotos:
        detail = f"This conversation has as many photos as it may have: {MOST_IN_CONVERSATION}."
        raise Refused(409, "enough_photos", detail) from None
    except BlobsUnavailable:
        raise Refused(503, "try_again", "Photos can't be kept right now. Nothing was lost; try again.", 5) from None
    return Response(shapes.Appended(taken.seq, taken.repeated), status_code=200 if taken.repeated else 201)


@get(
    "/api/photos/{photo_id:str}",
    summary="A photo, for whoever showed it and for the desk",
    media_type="image/jpeg",
    responses={200: ResponseSpec(bytes, description="The photo", media_type="image/jpeg", generate_examples=False)},
)
async def photo(hub: NamedDependency[Hub], caller: NamedDependency[Caller], photo_id: FromPath[str]) -> Response[bytes]:
    async with hub.database.reading() as connection:
        found = await photos.find(connection, photo_id)
        conversation = await conversations.find(connection, found.conversation_id) if found is not None else None
    if found is None or conversation is None or (caller.kind != "agent" and conversation.owner != caller.owner):
        raise not_found()
    try:
        content = await hub.blobs.get(found.blob)
    except BlobMissing:
        raise not_found() from None
    except BlobsUnavailable:
        raise Refused(503, "try_again", "Photos can't be read right now. Try again.", 5) from None
    headers = {
        "Cache-Control": "private, max-age=300",  # a photo never changes, but whoever uses the browser may
        "Vary": "Cookie",
        "Content-Disposition": f'inline; filename="{found.id}.jpg"',
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Response(content, media_type="image/jpeg", headers=headers)


def _check(data: ShownPhotos) -> list[str]:
    """The photos' descriptions, one each. Raises Refused."""
    if not 1 <= len(data.message_id) <= _LONGEST_ID or "\x00" in data.message_id:
        raise Refused(422, "invalid", "A message needs an id of at most 64 characters.")
    if not 1 <= len(data.photos) <= MOST_AT_ONCE:
        raise Refused(422, "invalid", f"Send one to {MOST_AT_ONCE} photos at once.")
    if len(data.alts) > len(data.photos) or any(len(alt) > LONGEST_ALT for alt in data.alts):
        raise Refused(422, "invalid", f"Describe each photo in at most {LONGEST_ALT} characters.")
    return [*data.alts, *[""] * (len(data.photos) - len(data.alts))]


async def _picture(hub: Hub, caller: Caller, number: int, file: UploadFile) -> Picture:
    raw = await file.read(MOST_BYTES + 1)
    zone, now = ZoneInfo(caller.timezone), auth.now()
    try:
        return await asyncio.get_running_loop().run_in_executor(hub.threads, picture.read, raw, zone, now)
    except PhotoRefused as refused:
        said = Text.load(caller.locale, caller.timezone).say(f"photo-{refused.why}".replace("_", "-"), number=number)
        raise Refused(413 if refused.why is WhyNot.TOO_LARGE else 422, f"photo_{refused.why}", said) from None


_CALLER = {"caller": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[show], guards=[auth.only(auth.talker)], dependencies=_CALLER, tags=["conversation"]),
    Router(
        "/", route_handlers=[photo], guards=[auth.only(auth.any_caller)], dependencies=_CALLER, tags=["conversation"]
    ),
]
