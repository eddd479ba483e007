"""A visitor proves one order: its number and e-mail address, then the code that was sent there.

No answer tells whether an order exists or whose it is: a request is always answered alike, and a code that fails fails in
one way. Attempts are counted in transactions of their own, so that refused ones count too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request, Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody

from resolution_hub.core.proving import digits_in, masked
from resolution_hub.features.people import codes
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Caller
from resolution_hub.talk.turn_state import Session
from resolution_hub.web import auth, proving_shapes, shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.web.public import me_of
from resolution_hub.wiring.web import Hub

_TRIES = (60, timedelta(minutes=15))  # from one network address


@post(
    "/api/prove/start",
    summary="Ask for a code for one order; the answer is the same whether there is such an order",
    status_code=202,
    responses=may_refuse(404, 429),
)
async def start(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    data: JSONBody[proving_shapes.StartProving],
) -> proving_shapes.CodeAsked:
    _only_with_mail(hub)
    claim, secret, now = codes.Claim.of(data.order_number, data.email), hub.settings.secret, auth.now()
    async with hub.database.transaction() as tx:
        await codes.count_request(tx, claim, auth.address(request), secret, now)
    async with hub.database.transaction() as tx:
        await codes.ask(tx, caller.subject, claim, secret, now)
    return proving_shapes.CodeAsked(int(codes.LIFE.total_seconds()) // 60, codes.TRIES)


@post(
    "/api/prove/finish",
    summary="Trade the code for a session that may see this one order",
    status_code=200,
    responses=may_refuse(404, 429),
)
async def finish(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    data: JSONBody[proving_shapes.FinishProving],
) -> Response[shapes.Me]:
    _only_with_mail(hub)
    claim, secret, now = codes.Claim.of(data.order_number, data.email), hub.settings.secret, auth.now()
    async with hub.database.transaction() as tx:
        await people.count_attempt(tx, f"code:try:{auth.address(request)}", *_TRIES, now)
    async with hub.database.transaction() as tx:
        proof = await codes.spend(tx, caller.subject, digits_in(data.code) or "", secret, now, claim)
        token = None
        if proof is not None:
            token = await people.raise_session(tx, caller.token, proof.customer_id, proof.order_id, now)
    if token is None:
        raise Refused(401, "code_refused", "That is not the code, or it has expired. Check it, or ask for a new one.")
    async with hub.database.reading() as connection:
        raised = await people.find_caller(connection, token, now)
    if raised is None:
        raise Refused(401, "no_session", "The session has ended. Load the page again.")
    response = Response(await me_of(hub, raised))
    auth.set_cookie(response, hub, "visitor", token)
    return response


async def mask(hub: Hub, caller: Caller, said: str) -> tuple[str, str | None]:
    """The words without a code that this visitor is about to type, and the code: nothing may read it or keep it."""
    if caller.kind != "visitor":
        return said, None
    async with hub.database.reading() as connection:
        if not await codes.is_awaited(connection, caller.subject, auth.now()):
            return said, None
    return masked(said), digits_in(said)


def session_of(request: Request[Any, Any, Any], hub: Hub, caller: Caller) -> Session | None:
    """What a turn may know of a visitor's session; a customer's needs to show nothing more."""
    if caller.kind != "visitor":
        return None
    secret = hub.settings.secret if hub.settings.sends_codes else None
    return Session(caller.token, caller.standing, auth.address(request), secret)


async def with_new_token(hub: Hub, body: shapes.Appended, token: str) -> Response[shapes.Appended]:
    """The answer to the message that proved an order: the browser's cookie and the page's token are new."""
    async with hub.database.reading() as connection:
        raised = await people.find_caller(connection, token, auth.now())
    me = await me_of(hub, raised) if raised is not None else msgspec.UNSET
    response = Response(msgspec.structs.replace(body, me=me), status_code=201)
    auth.set_cookie(response, hub, "visitor", token)
    return response


def _only_with_mail(hub: Hub) -> None:
    if not hub.settings.sends_codes:
        raise not_found()


ROUTERS = [
    Router("/", route_handlers=[start, finish], guards=[auth.only(auth.visitor)],
           dependencies={"caller": Provide(auth.let_in, sync_to_thread=False)}, tags=["conversation"]),
]  # fmt: skip
