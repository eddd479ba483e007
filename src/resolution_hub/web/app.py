"""The web process: routes by caller, errors as RFC 9457, a strict Content-Security-Policy on every answer."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from resolution_hub import __version__
from resolution_hub.kit.logs import start_logs
from resolution_hub.kit.settings import Settings
from resolution_hub.web import (
    acts,
    agent,
    customer,
    demo,
    documenting,
    findings,
    hooks,
    live,
    merging,
    pages,
    photos,
    programmes,
    proving,
    public,
    receipts,
    returns,
    staffing,
    understanding,
)
from resolution_hub.web.errors import HANDLERS, Refused
from resolution_hub.wiring.web import Hub, assemble, close_hub, open_hub

_LARGEST_BODY = 65_536

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SecureHeaders:
    """Outermost, so that error pages carry the headers too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            # Lifespan messages pass by here too; only an answer's start has headers.
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in _SECURITY.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)


def create_app(hub: Hub | None = None) -> ASGIApp:
    """The pages and the API. Without `hub` it is assembled from the environment when the server starts."""
    return SecureHeaders(_litestar(hub))


def _litestar(hub: Hub | None) -> Litestar:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        if hub is None:
            start_logs("web")
        running = hub if hub is not None else assemble(Settings.from_env())
        app.state.hub = running
        await open_hub(running)
        _end_streams_on_signal(running)
        try:
            yield
        finally:
            await close_hub(running)

    def get_hub(state: State) -> Hub:
        found: Hub = state.hub
        return found

    app = Litestar(
        route_handlers=[
            *public.ROUTES,
            *demo.ROUTES,
            *proving.ROUTERS,
            *programmes.ROUTES,
            *customer.ROUTERS,
            *acts.ROUTERS,
            *agent.ROUTERS,
            *staffing.ROUTERS,
            *understanding.ROUTERS,
            *receipts.ROUTERS,
            *returns.ROUTERS,
            *findings.ROUTERS,
            *merging.ROUTERS,
            *photos.ROUTERS,
            *live.ROUTERS,
            *hooks.ROUTES,
            *pages.routes(),
        ],
        dependencies={"hub": Provide(get_hub, sync_to_thread=False)},
        exception_handlers=HANDLERS,
        state=State({"hub": hub} if hub is not None else {}),
        lifespan=[lifespan],
        request_max_body_size=_LARGEST_BODY,
        before_request=_only_json,
        openapi_config=OpenAPIConfig(
            title="Resolution Hub",
            version=__version__,
            components=documenting.SECURITY,
            openapi_router=_OnlyTheDocument("/api", route_handlers=[], include_in_schema=False),
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
    )
    documenting.complete(app)
    return app


class _OnlyTheDocument(Router):
    """The framework's own router would also answer every unknown address below its own, with a page instead of a problem."""

    def register(self, value: Any) -> list[Any]:
        return super().register(value) if "/openapi.json" in getattr(value, "paths", ()) else []


async def _only_json(request: Request[Any, Any, Any]) -> None:
    """A form of another site can post text, but not call it JSON; so what is not called JSON is not read as JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if request.method not in ("GET", "HEAD") and has_body and kind != "application/json":
        raise Refused(415, "not_json", "Send the body as application/json.")


def _end_streams_on_signal(hub: Hub) -> None:
    """The server waits for open streams before it stops, so they are ended by the signal that stops it."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def stop(received: int, frame: Any, before: Any = before) -> None:
            loop.call_soon_threadsafe(hub.streams.end_all)
            if callable(before):
                before(received, frame)

        try:
            signal.signal(number, stop)
        except ValueError:  # not the main thread: a test's server, which ends its streams by closing the hub
            return


def openapi_document() -> str:
    """The OpenAPI document, ready to be committed: sorted keys, a line end at its end."""
    schema = _litestar(None).openapi_schema.to_schema()
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


__all__ = ["create_app", "openapi_document"]
