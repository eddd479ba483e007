"""What the OpenAPI document says of refusals: problems (RFC 9457) by status, on every route, and how callers show who they are.

What follows from a route's form (its guard, its body, its parameters) is added by `complete`; what only the route itself
can know stands beside it, as `responses=may_refuse(…)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    Components,
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Reference,
    SecurityScheme,
)
from litestar.routes import HTTPRoute

from resolution_hub.web import shapes
from resolution_hub.web.errors import MEDIA, TITLES

SECURITY = Components(
    security_schemes={
        "session": SecurityScheme(
            type="apiKey",
            name="hub_session",
            security_scheme_in="cookie",
            description="Set by `GET /api/me` and sign-in.",
        ),
        "csrf": SecurityScheme(
            type="apiKey", name="X-CSRF-Token", security_scheme_in="header", description="`csrf` of `GET /api/me`."
        ),
    }
)
EVENT_STREAM = {
    200: ResponseSpec(
        str, media_type="text/event-stream", description="Frames, until either side ends it.", generate_examples=False
    )
}

_PROBLEM = "#/components/schemas/Problem"


def may_refuse(*statuses: int) -> dict[int, ResponseSpec]:
    """Problems that a route's own rules can end in."""
    return {
        status: ResponseSpec(shapes.Problem, media_type=MEDIA, description=TITLES[status], generate_examples=False)
        for status in statuses
    }


def complete(app: Litestar) -> None:
    """Add to the app's document what follows from the form of each route."""
    paths = app.openapi_schema.paths or {}
    for route in app.routes:
        if isinstance(route, HTTPRoute) and route.path_format in paths:
            for method, (handler, _) in route.route_handler_map.items():
                operation = getattr(paths[route.path_format], method.lower())
                if isinstance(operation, Operation):
                    _complete(operation, handler, method != "GET")


def _complete(operation: Operation, handler: HTTPRouteHandler, changes: bool) -> None:
    told = operation.responses or {}
    if "204" in told:
        told["204"].content = None  # type: ignore[union-attr]
    guarded = bool(handler.resolve_guards())
    own = {str(status) for status in handler.responses or {}}
    if "400" not in own:
        told.pop("400", None)  # the framework's form of an error, which `errors` never lets out
    for status in _from_form(operation, guarded, changes):
        told.setdefault(str(status), _problem(status))
    operation.responses = dict(sorted(told.items()))
    if guarded:
        operation.security = [{"session": [], "csrf": []} if changes else {"session": []}]


def _from_form(operation: Operation, guarded: bool, changes: bool) -> Iterator[int]:
    parameters = {p.param_in for p in operation.parameters or [] if not isinstance(p, Reference)}
    if guarded:
        yield from (401, 403, 503)
    if "path" in parameters:
        yield from (404, 422)
    if "query" in parameters:
        yield 422
    if changes:
        yield 415
    if operation.request_body is not None:
        yield from (400, 413, 422)


def _problem(status: int) -> OpenAPIResponse:
    return OpenAPIResponse(TITLES[status], content={MEDIA: OpenAPIMediaType(schema=Reference(ref=_PROBLEM))})
