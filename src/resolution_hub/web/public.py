"""Routes that anybody may call: who am I, sign-in, articles, texts, health."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from typing import Annotated, Any

import asyncpg
import msgspec
import structlog
from litestar import MediaType, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.people import service as people
from resolution_hub.features.people.identity import IdentityRefused, check_token
from resolution_hub.features.people.service import Caller, TokenSpent
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.text import for_pages
from resolution_hub.web import auth, shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub

_log = structlog.get_logger()
_SIGN_INS = (10, timedelta(minutes=5))

Words = Annotated[str | None, QueryParameter(name="q", max_length=400)]


@get(
    "/api/me",
    summary="Who I am; makes a visitor's session when there is none",
    responses=may_refuse(429, 503),
)
async def me(request: Request[Any, Any, Any], hub: NamedDependency[Hub]) -> Response[shapes.Me]:
    caller = await auth.find_caller(request)
    if caller is not None:
        return Response(await me_of(hub, caller))
    hub.limits.visits.take(auth.address(request))
    return await new_session(hub, "visitor", new_id("vis"), None)


@post(
    "/api/session",
    summary="Sign in with an identity token that the shop signed",
    status_code=200,
    responses=may_refuse(401, 429, 503),
)
async def sign_in(
    request: Request[Any, Any, Any], hub: NamedDependency[Hub], data: JSONBody[shapes.SignIn]
) -> Response[shapes.Me]:
    await _count(hub, f"sign-in:{auth.address(request)}")
    refused = Refused(401, "identity_refused", "This sign-in link has expired or is not valid. Go back to the shop.")
    try:
        identity = check_token(data.token, hub.settings.identity_secret, auth.now())
        async with hub.database.transaction() as tx:
            if not await people.customer_exists(tx, identity.customer_id):
                raise refused
            await people.spend_token(tx, identity)
    except (IdentityRefused, TokenSpent) as error:
        _log.info("sign_in.refused", reason=getattr(error, "reason", "spent"))
        raise refused from None
    return await new_session(hub, "customer", identity.customer_id, await auth.find_caller(request))


@delete("/api/session", summary="Sign out", status_code=204, responses=may_refuse(401, 403, 503))
async def sign_out(request: Request[Any, Any, Any], hub: NamedDependency[Hub]) -> Response[None]:
    caller = await auth.any_caller(request)
    async with hub.database.transaction() as tx:
        await people.end_session(tx, caller.token)
    response: Response[None] = Response(None, status_code=204)
    response.delete_cookie(auth.COOKIE, path="/")
    return response


@post("/api/desk/session", summary="Sign in at the desk", status_code=200, responses=may_refuse(401, 429, 503))
async def agent_sign_in(
    request: Request[Any, Any, Any], hub: NamedDependency[Hub], data: JSONBody[shapes.AgentSignIn]
) -> Response[shapes.Me]:
    # What is counted is what is looked up: the database folds "İ" to "i", so that one account would have many counts.
    email = data.email.lower()
    await _count(hub, f"desk:{auth.address(request)}")
    await _count(hub, f"desk:{email}")
    async with hub.database.reading() as connection:
        login = await people.find_agent_login(connection, email)
    if not await asyncio.to_thread(people.password_fits, login, data.password) or login is None:
        raise Refused(401, "sign_in_failed", "The address or the password is wrong.")
    return await new_session(hub, "agent", login[0], await auth.find_caller(request))


@get(
    "/api/articles",
    summary="Help articles: all, or those that fit a question best",
    responses=may_refuse(429),
)
async def articles(request: Request[Any, Any, Any], hub: NamedDependency[Hub], q: Words = None) -> shapes.ArticleHits:
    if q is None or not q.strip():
        known = hub.articles.library.articles
        return shapes.ArticleHits([shapes.ArticleHit(a.slug, a.title, a.topic, a.summary) for a in known])
    hub.limits.searches.take(auth.address(request))
    found = await asyncio.get_running_loop().run_in_executor(hub.threads, hub.articles.search, q, 12)
    hits: dict[str, shapes.ArticleHit] = {}
    for each in found:
        article = hub.articles.library.find(each.passage.article)
        if article is not None and article.slug not in hits:
            hits[article.slug] = shapes.ArticleHit(article.slug, article.title, article.topic, each.quote)
    return shapes.ArticleHits(list(hits.values()))


@get("/api/articles/{slug:str}", summary="One help article")
async def article(hub: NamedDependency[Hub], slug: FromPath[str]) -> shapes.ArticleOut:
    found = hub.articles.library.find(slug)
    if found is None:
        raise not_found()
    return shapes.ArticleOut(found.slug, found.title, found.topic, found.updated, found.html)


@get(
    "/api/text/{locale:str}",
    summary="The pages' sentences in one language",
    media_type=MediaType.JSON,
    responses={
        200: ResponseSpec(dict[str, str], description="Messages by their keys", generate_examples=False),
        304: ResponseSpec(None, description="Those of the ETag still hold"),
    },
)
async def text(request: Request[Any, Any, Any], locale: FromPath[str]) -> Response[bytes]:
    if locale != "en":
        raise not_found()
    body = msgspec.json.encode(for_pages("en"))
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MediaType.JSON)


@get("/health/live", summary="The process runs")
async def live() -> shapes.Health:
    return shapes.Health("ok", {"process": "ok"})


@get(
    "/health/ready",
    summary="The process can serve: database and live updates are there",
    responses={503: ResponseSpec(shapes.Health, description="Something is away", generate_examples=False)},
)
async def ready(hub: NamedDependency[Hub]) -> Response[shapes.Health]:
    checks = {"live_updates": "ok" if hub.streams.listening.is_set() else "away"}
    try:
        async with asyncio.timeout(2), hub.database.reading() as connection:
            await connection.execute("select 1")
        checks["database"] = "ok"
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        _log.warning("health.database_away", error=type(error).__name__)
        checks["database"] = "away"
    fine = all(state == "ok" for state in checks.values())
    return Response(shapes.Health("ok" if fine else "degraded", checks), status_code=200 if fine else 503)


async def new_session(hub: Hub, kind: str, subject: str, before: Caller | None) -> Response[shapes.Me]:
    """Sign in: a new token, and the end of the session that the browser had before."""
    async with hub.database.transaction() as tx:
        if before is not None:
            await people.end_session(tx, before.token)
        token = await people.start_session(tx, kind, subject, auth.now())
        caller = await people.find_caller(tx, token, auth.now())
    if caller is None:
        raise Refused(401, "sign_in_failed", "This person is not known here.")
    response = Response(await me_of(hub, caller))
    auth.set_cookie(response, hub, kind, token)
    return response


async def me_of(hub: Hub, caller: Caller) -> shapes.Me:
    unread = 0
    if caller.customer_id is not None:
        async with hub.database.reading() as connection:
            unread = await message_center.unread(connection, caller.customer_id)
    return shapes.Me(
        kind=caller.kind,
        name=caller.name,
        role=caller.role.value if caller.role else None,
        locale=caller.locale,
        timezone=caller.timezone,
        currency=caller.currency,
        csrf=caller.csrf(hub.settings.secret),
        shop=shapes.Shop(hub.settings.shop_name, hub.settings.assistant_name),
        demo=hub.settings.demo,
        unread=unread,
        order_id=caller.standing.order_id,
        codes=hub.settings.sends_codes,
    )


async def _count(hub: Hub, bucket: str) -> None:
    # Counted in a transaction of its own, so that a refused attempt counts too.
    async with hub.database.transaction() as tx:
        await people.count_attempt(tx, bucket, *_SIGN_INS, auth.now())


ROUTES = [me, sign_in, sign_out, agent_sign_in, articles, article, text, live, ready]
