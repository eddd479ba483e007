"""Who calls: the session cookie, and the guards that stand before every router that is not public.

A guard runs whatever its handler asks for, so that a route cannot forget it.

Reading needs a session of the right kind. Changing something needs, besides, the session's own X-CSRF-Token, which no
other page can know; so a cookie that a browser sends by itself is never enough.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from resolution_hub.core.identity import Granted, Level, OtherOrder, ProveAgain, ProveFirst, SignIn, Wish, may
from resolution_hub.core.people import AgentId, Role
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import LIFE, Agent, Caller
from resolution_hub.features.staffing import service as staffing
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub

COOKIE = "hub_session"
_SAFE = {"GET", "HEAD", "OPTIONS"}
Connection = ASGIConnection[Any, Any, Any, Any]


def hub_of(request: Connection) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


def now() -> datetime:
    return datetime.now(UTC)


async def find_caller(request: Connection) -> Caller | None:
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    async with hub_of(request).database.reading() as connection:
        return await people.find_caller(connection, token, now())


async def any_caller(request: Connection) -> Caller:
    """Whoever has a session. Raises Refused: 401 without one, 403 for a change without its token."""
    caller = await find_caller(request)
    if caller is None:
        raise Refused(401, "no_session", "There is no session, or it has ended. Load the page again, or sign in.")
    if request.scope.get("method") not in _SAFE:
        check_csrf(request, caller)
    if caller.role is not None:
        await check_in_reach(hub_of(request), _as_staff(caller, caller.role), request.path_params)
    return caller


async def customer(request: Connection) -> Caller:
    """A signed-in customer. Raises Refused."""
    caller = await any_caller(request)
    if caller.kind != "customer":
        raise Refused(401 if caller.kind == "visitor" else 403, "not_signed_in", "Sign in as a customer first.")
    return caller


async def talker(request: Connection) -> Caller:
    """Who may have conversations of their own: a customer, or a visitor. Raises Refused."""
    caller = await any_caller(request)
    if caller.kind not in ("customer", "visitor"):
        raise Refused(403, "agents_use_the_desk", "Agents talk to customers at the desk.")
    return caller


async def visitor(request: Connection) -> Caller:
    """Who is not signed in, and may prove an order. Raises Refused."""
    caller = await any_caller(request)
    if caller.kind != "visitor":
        raise Refused(403, "signed_in", "You are signed in already.")
    return caller


async def reader(request: Connection) -> Caller:
    """Who may read customers' records: a customer theirs, a visitor the one order that they have proved. Raises Refused."""
    caller = await any_caller(request)
    if caller.kind == "visitor" and caller.standing.level is Level.ORDER:
        return caller
    if caller.kind != "customer":
        raise Refused(401 if caller.kind == "visitor" else 403, "not_signed_in", "Sign in as a customer first.")
    return caller


def check_may(caller: Caller, wish: Wish, order_id: str | None) -> None:
    """Whether what a caller has shown lets them do this (core/identity.py). Raises Refused, its code says what would."""
    match may(caller.standing, wish, order_id, now()):
        case Granted():
            return
        case ProveFirst():
            raise Refused(403, "prove_first", "Show that the order is yours first, by a code, or sign in.")
        case ProveAgain():
            raise Refused(403, "prove_again", "Your code is too old to change something. Ask for a new one.")
        case OtherOrder():
            raise not_found()
        case SignIn():
            raise Refused(403, "sign_in", "This needs your shop's sign-in; a code for one order is not enough.")


async def agent(request: Connection) -> Agent:
    """A member of the shop's staff. Raises Refused."""
    caller = await any_caller(request)
    if caller.kind != "agent" or caller.role is None:
        raise Refused(403, "agents_only", "This is for the shop's staff.")
    return _as_staff(caller, caller.role)


async def supervisor(request: Connection) -> Agent:
    """A supervisor. Raises Refused."""
    staff = await agent(request)
    if staff.role is not Role.SUPERVISOR:
        raise Refused(403, "supervisors_only", "This is for supervisors.")
    return staff


def only(check: Callable[[Connection], Awaitable[Caller | Agent]]) -> Guard:
    """A guard that lets `check`'s people in, and keeps who it was for the handler."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        connection.state["who"] = await check(connection)

    return guard


def let_in(request: Request[Any, Any, Any]) -> Any:
    """Whom the guard let in: a Caller or an Agent, as the guard's check says."""
    return request.state["who"]


async def check_in_reach(hub: Hub, staff: Agent, named: Mapping[str, str]) -> None:
    """Whether what is named (an id by its kind, as in the paths) belongs to a case that this agent may see. Raises Refused as
    for what is not there: that it exists is nothing that they should know."""
    asked = [(kind, named[kind]) for kind in staffing.KINDS if kind in named]
    if not asked or staff.role is Role.SUPERVISOR:
        return
    async with hub.database.reading() as connection:
        for kind, value in asked:
            if not await staffing.in_reach(connection, staff.id, staff.role, staff.departments, kind, value):
                raise not_found()


def _as_staff(caller: Caller, role: Role) -> Agent:
    return Agent(AgentId(caller.subject), caller.name or "", role, caller.departments)


def check_csrf(request: Connection, caller: Caller) -> None:
    given = request.headers.get("x-csrf-token", "")
    expected = caller.csrf(hub_of(request).settings.secret)
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode()):
        raise Refused(403, "wrong_csrf_token", "The page is out of date. Load it again.")


def address(request: Connection) -> str:
    """The caller's network address: the one that our nearest trusted proxy saw, or the connection's own."""
    trusted = hub_of(request).settings.trusted_proxies
    if trusted:
        hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        if len(hops) >= trusted:
            return hops[-trusted]
    return request.client.host if request.client else "unknown"


def set_cookie(response: Response[Any], hub: Hub, kind: str, token: str) -> None:
    response.set_cookie(
        Cookie(
            key=COOKIE,
            value=token,
            max_age=int(LIFE[kind].total_seconds()),
            path="/",
            secure=hub.settings.cookie_secure,
            httponly=True,
            samesite="lax",
        )
    )
