"""Routes that exist only in demo mode: sign in as anybody of the demo shop, without a password."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from resolution_hub.features.people import service as people
from resolution_hub.web import auth, proving_shapes, shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.web.public import new_session
from resolution_hub.wiring import post as post_office
from resolution_hub.wiring.web import Hub


def _only_in_demo(hub: Hub) -> None:
    if not hub.settings.demo:
        raise not_found()


@get(
    "/api/demo/personas",
    summary="People of the demo shop with a story to try (demo only)",
    responses=may_refuse(404),
)
async def personas(hub: NamedDependency[Hub]) -> shapes.Personas:
    _only_in_demo(hub)
    return shapes.Personas([shapes.Persona(s.kind, s.id, s.name, s.story, s.try_saying) for s in hub.stories])


@get("/api/demo/customers", summary="Find a customer to sign in as (demo only)", responses=may_refuse(404, 503))
async def customers(
    hub: NamedDependency[Hub], q: Annotated[str, QueryParameter(name="q", max_length=100)] = ""
) -> shapes.FoundCustomers:
    _only_in_demo(hub)
    async with hub.database.reading() as connection:
        found = await people.find_customers(connection, q)
    return shapes.FoundCustomers([shapes.FoundCustomer(r["id"], r["name"], r["email"]) for r in found])


@post(
    "/api/demo/sign-in",
    summary="Sign in as a customer or agent (demo only)",
    status_code=200,
    responses=may_refuse(401, 403, 404, 503),
)
async def sign_in(
    request: Request[Any, Any, Any], hub: NamedDependency[Hub], data: JSONBody[shapes.DemoSignIn]
) -> Response[shapes.Me]:
    _only_in_demo(hub)
    before = await auth.any_caller(request)
    if (data.customer_id is None) == (data.agent_id is None):
        raise Refused(422, "invalid", "Name either a customer or an agent.")
    async with hub.database.reading() as connection:
        known = (
            await people.customer_exists(connection, data.customer_id)
            if data.customer_id is not None
            else await people.find_agent(connection, data.agent_id or "") is not None
        )
    if not known:
        raise not_found()
    kind = "customer" if data.customer_id is not None else "agent"
    return await new_session(hub, kind, data.customer_id or data.agent_id or "", before)


@get(
    "/api/demo/mailbox",
    summary="What the sandbox post office has delivered to anybody (demo only)",
    responses=may_refuse(404, 503),
)
async def mailbox(hub: NamedDependency[Hub]) -> proving_shapes.Mailbox:
    _only_in_demo(hub)
    async with hub.database.reading() as connection:
        came = await post_office.delivered(connection)
    return proving_shapes.Mailbox(
        [proving_shapes.Mail(e.key, e.at, e.message.to, e.message.subject, e.message.text) for e in came]
    )


ROUTES = [personas, customers, sign_in, mailbox]
