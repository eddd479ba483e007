"""Live updates by SSE: one stream a tab. A dropped connection loses nothing: events are read from the table by number."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Annotated, Any

import asyncpg
import msgspec
import structlog
from litestar import Request, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage

from resolution_hub.core.people import AgentId, ConversationId
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.conversations import threads
from resolution_hub.features.people.service import Agent, Caller
from resolution_hub.features.staffing import service as staffing
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.live import CATCH_UP
from resolution_hub.web import auth, shapes
from resolution_hub.web.documenting import EVENT_STREAM, may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub

_log = structlog.get_logger()
_PING_SECONDS = 15
_PAGE = 500
_encode = msgspec.json.Encoder().encode

Wanted = Annotated[str | None, QueryParameter(name="conversation", max_length=80)]
WantedCase = Annotated[str | None, QueryParameter(name="case", max_length=80)]
After = Annotated[int, QueryParameter(name="after", ge=0, le=2**31 - 1)]


@get(
    "/api/stream",
    summary="My live updates (SSE); with `conversation`, its events too",
    tags=["conversation"],
    responses=EVENT_STREAM | may_refuse(404),
)
async def stream(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    conversation: Wanted = None,
    after: After = 0,
) -> ServerSentEvent:
    if conversation is not None:
        async with hub.database.reading() as connection:
            found = await conversations.find(connection, conversation)
        if found is None or found.owner != caller.owner:
            raise not_found()
    return _open(hub, f"owner:{caller.owner.key}", conversation, _resume_at(request, after))


@get(
    "/api/desk/stream",
    summary="The desk's live updates (SSE); with `case`, its conversation's events too",
    tags=["desk"],
    responses=EVENT_STREAM | may_refuse(404),
)
async def desk_stream(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case: WantedCase = None,
    after: After = 0,
) -> ServerSentEvent:
    conversation = None
    if case is not None:
        await auth.check_in_reach(hub, staff, {"case_id": case})
        async with hub.database.reading() as connection:
            found = await cases.find_case(connection, case)
            if found is None:
                raise not_found()
            conversation = await _thread_of(connection, found)
    return _open(hub, "desk", conversation, _resume_at(request, after), Presence(hub, staff.id, case))


class Presence:
    """Somebody at the desk is there, and looks at a case, while their page holds this stream."""

    def __init__(self, hub: Hub, agent_id: AgentId, case_id: str | None) -> None:
        self._hub, self._agent_id, self._case_id = hub, agent_id, case_id
        self._stream_id = new_id("st")
        self._told = float("-inf")

    async def tell(self) -> None:
        """Say so, if it was not said within the last seconds."""
        now = asyncio.get_running_loop().time()
        if now - self._told < _PING_SECONDS:
            return
        self._told = now
        async with self._hub.database.transaction() as tx:
            await staffing.seen(tx, self._agent_id, auth.now())
            if self._case_id is not None:
                await staffing.look(tx, self._stream_id, self._agent_id, self._case_id, auth.now())

    async def leave(self) -> None:
        if self._case_id is not None:
            async with self._hub.database.transaction() as tx:
                await staffing.stop_looking(tx, self._stream_id)


async def _thread_of(connection: asyncpg.Connection, case: cases.Case) -> ConversationId:
    """The thread that the desk shows: a merged case's own, else the one that goes on."""
    if case.merged_into is not None:
        return case.conversation_id
    return await threads.find_surviving(connection, case.conversation_id) or case.conversation_id


def _resume_at(request: Request[Any, Any, Any], after: int) -> int:
    """The last event that the client has: what its browser remembers wins over the address it first asked for."""
    last = request.headers.get("last-event-id", "")
    return int(last) if last.isascii() and last.isdigit() and len(last) < 10 else after


def _open(
    hub: Hub, topic: str, conversation: str | None, after: int, presence: Presence | None = None
) -> ServerSentEvent:
    if hub.streams.full:
        raise Refused(503, "too_many_streams", "Too many live pages are open right now. Yours tries again.", 5)
    return ServerSentEvent(_events(hub, topic, conversation, after, presence))


async def _events(
    hub: Hub, topic: str, conversation: str | None, after: int, presence: Presence | None
) -> AsyncIterator[ServerSentEventMessage]:
    topics = (topic, f"conversation:{conversation}") if conversation else (topic,)
    # Subscribed first, read second: what is written in between wakes the queue.
    with hub.streams.subscribe(*topics) as queue:
        yield ServerSentEventMessage(None, comment="open", retry=1000)
        try:
            behind = conversation is not None
            while True:
                if behind and conversation is not None:
                    page = await _page(hub, conversation, after)
                    for event in page:
                        after = event.seq
                        yield ServerSentEventMessage(_encode(event).decode(), event="event", id=str(event.seq))
                    behind = len(page) == _PAGE
                    continue
                if presence is not None:
                    await presence.tell()
                try:
                    woken = await asyncio.wait_for(queue.get(), _PING_SECONDS)
                except TimeoutError:
                    yield ServerSentEventMessage(None, comment="ping")
                    continue
                if woken is None:
                    return
                if woken == CATCH_UP or woken.startswith("conversation:"):
                    behind = conversation is not None
                if not woken.startswith("conversation:"):
                    yield _changed(woken)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            # The client comes back with the last number that it has; a broken read here must not look like an end of news.
            _log.warning("live.stream_ended", error=type(error).__name__)
        finally:
            if presence is not None:
                await _leave(presence)


async def _leave(presence: Presence) -> None:
    """Not held up by the end of the stream, which cancels what waits in it; what is missed here is swept."""
    leaving = asyncio.ensure_future(presence.leave())
    with contextlib.suppress(asyncio.CancelledError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await asyncio.shield(leaving)


async def _page(hub: Hub, conversation: str, after: int) -> list[shapes.Event]:
    async with hub.database.reading() as connection:
        found = await conversations.events_after(connection, conversation, after, _PAGE)
    return [shapes.Event(e.seq, e.at, e.body) for e in found]


def _changed(woken: str) -> ServerSentEventMessage:
    """What to fetch again: a "parcel", "case" or "notice" with its id; "all" after a gap. `woken` is "topic what id"."""
    _, what, changed = woken.split(" ", 2) if woken != CATCH_UP else ("", "all", "")
    return ServerSentEventMessage(_encode({"what": what, "id": changed}).decode(), event="changed")


_CALLER = {"caller": Provide(auth.let_in, sync_to_thread=False)}
_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[stream], guards=[auth.only(auth.talker)], dependencies=_CALLER),
    Router("/", route_handlers=[desk_stream], guards=[auth.only(auth.agent)], dependencies=_STAFF),
]
