"""Acts of customers: what can be chosen, what would happen, and doing it, all through the one door in talk/acting.py."""

from __future__ import annotations

from typing import Any

import asyncpg
import msgspec
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from resolution_hub.core.acts import Act
from resolution_hub.core.events import Floor
from resolution_hub.core.finding.wares import NotTheirs
from resolution_hub.core.identity import OtherOrder, ProveAgain
from resolution_hub.core.people import ConversationId
from resolution_hub.core.proposing import Proposal
from resolution_hub.core.situation import Situation
from resolution_hub.features.acts import service as acts
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people.service import Caller
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import collecting
from resolution_hub.kit.ids import derived_id
from resolution_hub.kit.text import Text
from resolution_hub.talk import acting, acts_at_once, front_door, situation, turn
from resolution_hub.talk.acts_at_once import ChangedSince, Forbidden, Wanted
from resolution_hub.talk.turn_state import Turn
from resolution_hub.web import act_choices, act_shapes, act_views, auth, choice_shapes, proving
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import MEDIA, TITLES, Refused, not_found
from resolution_hub.wiring.web import Hub
from resolution_hub.words import cards, plans, rulings

_NOT_DONE = {
    status: ResponseSpec(act_shapes.ActProblem, media_type=MEDIA, description=TITLES[status], generate_examples=False)
    for status in (409, 422)
}
_AGAIN = {200: ResponseSpec(act_shapes.ActsBegun, description="It was asked for already", generate_examples=False)}


@get("/api/orders/{order_id:str}/options", summary="All that can be chosen for one of my orders now")
async def options(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], order_id: FromPath[str]
) -> choice_shapes.OrderOptions:
    async with hub.database.reading() as connection:
        who = await _who(connection, caller)
        order = who.order(order_id)
        if order is None:
            raise not_found()
        products = sorted({line.product_id for line in order.lines})
        wares = await records.get_wares(connection, products, who.customer.region)
        past = await acting.past_of(connection, who)
    return act_choices.of_order(order, who, wares, past, hub.tools.book, _text(caller))


@get("/api/orders/{order_id:str}/payments", summary="What was paid for one of my orders, and what went back")
async def payments(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], order_id: FromPath[str]
) -> choice_shapes.OrderPayments:
    async with hub.database.reading() as connection:
        who = await _who(connection, caller)
    if who.order(order_id) is None:
        raise not_found()
    return act_choices.payments(order_id, who.ledger)


@get("/api/profile", summary="My address, ways of paying and subscriptions")
async def profile(hub: NamedDependency[Hub], caller: NamedDependency[Caller]) -> choice_shapes.ProfileOut:
    async with hub.database.reading() as connection:
        who = await _who(connection, caller)
        plan_ids = [s.plan_id for s in who.subscriptions if s.plan_id is not None]
        wares = await records.get_wares(connection, plan_ids=plan_ids)
    return act_choices.profile(who, wares)


@post(
    "/api/acts/check",
    summary="What acts of mine would do now; nothing is done",
    status_code=200,
    responses=may_refuse(404),
)
async def check(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], data: JSONBody[act_shapes.CheckActs]
) -> act_shapes.ChecksOut:
    async with hub.database.reading() as connection:
        who = await _who(connection, caller)
        found = [await _checked(connection, hub, act_shapes.to_core(act), who, _text(caller)) for act in data.acts]
    return act_shapes.ChecksOut(found)


@post(
    "/api/acts",
    summary="Do acts of mine: all of them, or none",
    responses=_AGAIN | _NOT_DONE | may_refuse(404, 429),
)
async def do(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    data: JSONBody[act_shapes.DoActs],
) -> Response[act_shapes.ActsBegun]:
    hub.limits.messages.take(caller.owner.key)
    if data.tokens and len(data.tokens) != len(data.acts):
        raise Refused(422, "invalid", "There must be as many tokens as acts, or none.")
    wanted = _wanted(caller, data)
    try:
        async with hub.database.transaction() as tx:
            repeated = await acts.find(tx, wanted[0].id)
            if repeated is None:
                current = await _turn(tx, request, hub, caller, data)
                repeated = await acts.find(tx, wanted[0].id)  # the conversation is held: a twin of this has ended
            if repeated is not None:
                return await _begun(tx, caller, wanted, repeated.case_id)
            await acts_at_once.begin(current, wanted)
            await _finish(tx, current)
            first = await acts.get(tx, wanted[0].id)
            return await _begun(tx, caller, wanted, first.case_id, status=201)
    except Forbidden as forbidden:
        raise await _refusal(request, hub, caller, data, forbidden) from None
    except ChangedSince as changed:
        raise await _changed(hub, caller, changed) from None
    except acts.UnderWay:
        raise Refused(
            409, "under_way", "Something else is being done to this right now. Try again in a moment."
        ) from None
    except collecting.BalanceTooSmall:
        raise Refused(422, "balance_too_small", _text(caller).say("reason-balance-too-small")) from None
    except acting.NotShown as missing:
        raise _not_shown(missing) from None
    except NotTheirs:
        raise not_found() from None


@get("/api/acts", summary="What I had done, newest first")
async def my_acts(hub: NamedDependency[Hub], caller: NamedDependency[Caller]) -> act_shapes.ActsOut:
    standing = caller.standing
    if standing.customer_id is None:
        raise not_found()
    async with hub.database.reading() as connection:
        found = await acts.of_customer(connection, standing.customer_id)
    mine = [row for row in found if standing.order_id in (None, row.about)]
    by_order = standing.order_id is not None
    return act_shapes.ActsOut([act_views.act_out(row, by_order=by_order) for row in mine])


@get("/api/acts/{act_id:str}", summary="One act of mine: how it stands")
async def my_act(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], act_id: FromPath[str]
) -> act_shapes.ActOut:
    standing = caller.standing
    async with hub.database.reading() as connection:
        row = await acts.find(connection, act_id)
    if row is None or row.customer_id != standing.customer_id or standing.order_id not in (None, row.about):
        raise not_found()
    return act_views.act_out(row, by_order=standing.order_id is not None)


async def _checked(
    connection: asyncpg.Connection, hub: Hub, act: Act, who: Situation, text: Text
) -> act_shapes.Checked:
    try:
        found = await acting.check(connection, act, who, hub.tools.book)
    except NotTheirs:
        raise not_found() from None
    return await _shown(connection, hub, found, who, text)


async def _shown(
    connection: asyncpg.Connection, hub: Hub, found: Proposal, who: Situation, text: Text
) -> act_shapes.Checked:
    plan = await _plan(connection, found, who, hub, text) if found.allowed else None
    return act_shapes.Checked(
        found.allowed, rulings.explain("", found.ruling, text), plan, act_views.moves(found), acting.seen([found])
    )


async def _plan(connection: asyncpg.Connection, found: Proposal, who: Situation, hub: Hub, text: Text) -> cards.Confirm:
    wares = await records.wares_for(connection, (found.act,), who)
    return plans.confirm([found], who, wares, hub.tools.book, text)


async def _turn(
    tx: asyncpg.Connection, request: Request[Any, Any, Any], hub: Hub, caller: Caller, data: act_shapes.DoActs
) -> Turn:
    """A turn in the conversation that was named and is the assistant's to speak in, else in one of its own."""
    now, locale = auth.now(), (caller.locale, caller.timezone)
    held = None
    if data.conversation_id is not None:
        held = await turn.hold(tx, ConversationId(data.conversation_id), caller.owner)
    if held is None or held.floor is not Floor.ASSISTANT:
        own = await front_door.start(tx, hub.tools, caller.owner, locale, data.id, now, greet=False)
        held = await turn.hold(tx, own, caller.owner)
    session = proving.session_of(request, hub, caller)
    current = await turn.begin(tx, hub.tools, caller.owner, locale, held, now, session=session)
    if current.who is None:
        raise not_found()
    return current


async def _finish(tx: asyncpg.Connection, current: Turn) -> None:
    current.conversation.remember(msgspec.to_builtins(current.dialogue))
    await conversations.flush(tx, current.conversation, current.now)


async def _refusal(
    request: Request[Any, Any, Any], hub: Hub, caller: Caller, data: act_shapes.DoActs, forbidden: Forbidden
) -> Refused:
    """Keep the refusal, now that the acts themselves were given up; and what to say of it."""
    async with hub.database.transaction() as tx:
        current = await _turn(tx, request, hub, caller, data)
        kept = await acts_at_once.keep_refusal(current, forbidden.proposal)
        await _finish(tx, current)
    text = _text(caller)
    told = rulings.explain(kept.ruling_id, kept.ruling, text)
    why = rulings.reason(kept.ruling.verdict, text)
    refused = act_shapes.RefusedAct(forbidden.place, why, kept.ruling_id, told.clauses, list(kept.instead))
    return Refused(422, "refused_by_rules", why, more={"refused": refused})


async def _changed(hub: Hub, caller: Caller, changed: ChangedSince) -> Refused:
    async with hub.database.reading() as connection:
        who = await _who(connection, caller)
        checks = [await _shown(connection, hub, found, who, _text(caller)) for found in changed.proposals]
    said = "What would happen is not what was shown any more. Here is what it would be now."
    return Refused(409, "changed_since", said, more={"checks": checks})


async def _begun(
    tx: asyncpg.Connection, caller: Caller, wanted: list[Wanted], case_id: str, status: int = 200
) -> Response[act_shapes.ActsBegun]:
    rows = await acts.find_all(tx, [each.id for each in wanted])
    conversation_id = await acts.conversation_of(tx, case_id)
    by_order = caller.standing.order_id is not None
    begun = [act_views.act_out(row, by_order=by_order) for row in rows]
    return Response(act_shapes.ActsBegun(conversation_id, begun), status_code=status)


def _wanted(caller: Caller, data: act_shapes.DoActs) -> list[Wanted]:
    tokens: list[str | None] = [*data.tokens] if data.tokens else [None] * len(data.acts)
    return [
        Wanted(derived_id("act", caller.owner.key, data.id, str(place)), act_shapes.to_core(act), token)
        for place, (act, token) in enumerate(zip(data.acts, tokens, strict=True))
    ]


def _not_shown(missing: acting.NotShown) -> Refused:
    if isinstance(missing.access, OtherOrder):
        return not_found()
    if isinstance(missing.access, ProveAgain):
        return Refused(403, "prove_again", "The code is too old to change something with. Ask for a new one.")
    return Refused(403, "sign_in", "Sign in with the shop for this.")


async def _who(connection: asyncpg.Connection, caller: Caller) -> Situation:
    standing = caller.standing
    if standing.customer_id is None:
        raise not_found()
    return await situation.load(connection, standing.customer_id, auth.now(), only=standing.order_id)


def _text(caller: Caller) -> Text:
    return Text.load(caller.locale, caller.timezone)


ROUTERS = [
    Router(
        "/",
        route_handlers=[options, payments, profile, check, do, my_acts, my_act],
        guards=[auth.only(auth.reader)],
        dependencies={"caller": Provide(auth.let_in, sync_to_thread=False)},
        tags=["customer"],
    )
]
