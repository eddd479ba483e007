"""Routes of customers (signed in) and of whoever has a conversation (customers and visitors)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.people import ConversationId, CustomerId
from resolution_hub.core.prior import Page, PageKind
from resolution_hub.core.situation import Situation
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Caller
from resolution_hub.features.promises import service as promises
from resolution_hub.features.remedies import service as remedies
from resolution_hub.kit.text import Text
from resolution_hub.talk import bring_person, front_door, situation, turn
from resolution_hub.talk.turn_state import Turn
from resolution_hub.web import auth, proving, receipt_shapes, receipts, shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub
from resolution_hub.words import cards, rulings, sentences

_MOST_ORDERS = 8

REPEATED = {200: ResponseSpec(shapes.Appended, description="It stands there already", generate_examples=False)}

Words = Annotated[str, QueryParameter(name="q", max_length=200)]
After = Annotated[int, QueryParameter(name="after", ge=0, le=2**31 - 1)]


@get("/api/home", summary="The help home: predicted reasons, orders, open cases")
async def home(hub: NamedDependency[Hub], caller: NamedDependency[Caller]) -> shapes.Home:
    async with hub.database.transaction() as tx:
        door = await front_door.look(tx, _customer(caller), hub.tools.guide(None).habits.rates, auth.now())
        unsolved = await cases.unsolved_of(tx, caller.owner)
        unkept = await promises.unkept_of(tx, caller.owner.key)
    text, who = _text(caller), door.who
    return shapes.Home(
        given_name=who.customer.given_name,
        showing_id=door.showing_id,
        boxes=[
            shapes.Box(
                box.key, box.reason.value, sentences.box_sentence(box, text), sentences.box_action(box, text), box.icon
            )
            for box in door.boxes
        ],
        examples=front_door.examples(who, text),
        orders=[cards.order(order, who.today, text) for order in who.orders[:_MOST_ORDERS]],
        open_cases=[_case(case, text) for case in unsolved],
        promises=[promise_out(each, text) for each in unkept],
    )


@post(
    "/api/home/open",
    summary="Open a predicted reason: its conversation, filled in and answered",
    responses=may_refuse(404, 429),
)
async def open_box(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], data: JSONBody[shapes.OpenBox]
) -> shapes.Started:
    hub.limits.messages.take(caller.owner.key)
    async with hub.database.transaction() as tx:
        conversation_id = await front_door.open_box(
            tx, hub.tools, caller.owner, _locale(caller), data.showing_id, data.key, auth.now()
        )
    return shapes.Started(conversation_id)


@get("/api/orders/{order_id:str}", summary="One of my orders")
async def order(hub: NamedDependency[Hub], caller: NamedDependency[Caller], order_id: FromPath[str]) -> cards.OrderOut:
    who = await _who(hub, caller)
    found = who.order(order_id)
    if found is None:
        raise not_found()
    return cards.order(found, who.today, _text(caller))


@get("/api/parcels/{shipment_id:str}", summary="One of my parcels, with its scans")
async def parcel(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], shipment_id: FromPath[str]
) -> cards.Parcel:
    who = await _who(hub, caller)
    found = who.shipment(shipment_id)
    if found is None:
        raise not_found()
    return cards.parcel(*found, who.today, _text(caller), who.items_in(*found))


@get("/api/notices", summary="The Message Center: receipts, newest first")
async def notices(
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    q: Words = "",
    order: FromQuery[str | None] = None,
    unread: FromQuery[bool] = False,
) -> receipt_shapes.Notices:
    wanted = message_center.Wanted(tuple(q.split()), order, unread)
    async with hub.database.reading() as connection:
        found = await message_center.notices_of(connection, _customer(caller), wanted)
        about = await message_center.orders_of(connection, _customer(caller))
    return receipt_shapes.Notices(
        [receipt_shapes.NoticeSummary(n.id, n.at, n.kind, n.receipt.title, n.read, n.order_number) for n in found],
        [receipt_shapes.OrderName(order_id, number) for order_id, number in about],
    )


@get("/api/notices/{notice_id:str}", summary="One receipt, with the ruling behind it in plain words")
async def notice(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], notice_id: FromPath[str]
) -> receipt_shapes.NoticeOut:
    async with hub.database.reading() as connection:
        found = await message_center.find_notice(connection, _customer(caller), notice_id)
        if found is None:
            raise not_found()
        ruling_id = found.receipt.ruling_id
        kept = await remedies.find_ruling(connection, ruling_id) if ruling_id else None
        standing = await receipts.standing_of(connection, kept) if kept else None
    receipt = found.receipt
    return receipt_shapes.NoticeOut(
        id=found.id,
        at=found.at,
        kind=found.kind,
        title=receipt.title,
        sentences=list(receipt.sentences),
        amount=cards.amount(receipt.amount) if receipt.amount else None,
        reference=receipt.reference,
        conversation_id=found.conversation_id,
        ruling=rulings.explain(kept.id, kept.ruling, _text(caller)) if kept else None,
        standing=standing,
    )


@post("/api/notices/{notice_id:str}/read", summary="Mark a receipt as read", status_code=204)
async def read_notice(hub: NamedDependency[Hub], caller: NamedDependency[Caller], notice_id: FromPath[str]) -> None:
    async with hub.database.transaction() as tx:
        if await message_center.find_notice(tx, _customer(caller), notice_id) is None:
            raise not_found()
        await message_center.mark_read(tx, _customer(caller), notice_id, auth.now())


@post(
    "/api/conversations",
    summary="Begin a conversation, with a first message or a greeting",
    responses=may_refuse(429),
)
async def start(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    data: JSONBody[shapes.StartConversation],
) -> shapes.Started:
    hub.limits.messages.take(caller.owner.key)
    said = data.text.strip() if data.text is not None else None
    if said == "":
        raise Refused(422, "invalid", "The message is empty.")
    said, _ = await proving.mask(hub, caller, said or "") if said is not None else (None, None)
    heard = await hub.hear(said, today=_today(caller)) if said is not None else None
    async with hub.database.transaction() as tx:
        conversation_id = await front_door.start(
            tx,
            hub.tools,
            caller.owner,
            _locale(caller),
            data.message_id,
            auth.now(),
            greet=said is None,
        )
        if said is not None and heard is not None:
            message = turn.Message(data.message_id, said, data.choice, _page(data.page))
            session = proving.session_of(request, hub, caller)
            taken = await turn.take(
                tx, hub.tools, caller.owner, _locale(caller), conversation_id, message, heard, auth.now(), session
            )
            if data.showing_id is not None and not taken.repeated:
                await front_door.note_question(tx, caller.owner, data.showing_id, taken.topic, auth.now())
    return shapes.Started(conversation_id)


@get("/api/conversations", summary="My conversations, the latest first")
async def my_conversations(hub: NamedDependency[Hub], caller: NamedDependency[Caller]) -> shapes.Conversations:
    async with hub.database.reading() as connection:
        found = await conversations.of_owner(connection, caller.owner)
    return shapes.Conversations(
        [shapes.ConversationSummary(s.id, s.last_at, s.title or "", s.floor.value) for s in found]
    )


@get("/api/conversations/{conversation_id:str}", summary="A conversation of mine, or what came after a number")
async def conversation(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], conversation_id: FromPath[str], after: After = 0
) -> shapes.ConversationOut:
    async with hub.database.reading() as connection:
        found = await conversations.find(connection, conversation_id)
        if found is None or found.owner != caller.owner:
            raise not_found()
        events = await conversations.events_after(connection, conversation_id, after)
        agent = await people.find_agent(connection, found.agent_id) if found.agent_id else None
    return shapes.ConversationOut(
        id=found.id, floor=found.floor.value, agent_name=agent.name if agent else None, last_seq=found.last_seq,
        events=[shapes.Event(e.seq, e.at, e.body) for e in events], goes_on_in=found.merged_into,
    )  # fmt: skip


@post(
    "/api/conversations/{conversation_id:str}/messages",
    summary="Send a message, or press a button",
    responses=REPEATED | may_refuse(429),
)
async def send(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    conversation_id: FromPath[str],
    data: JSONBody[shapes.SendMessage],
) -> Response[shapes.Appended]:
    hub.limits.messages.take(caller.owner.key)
    if not data.text.strip():
        raise Refused(422, "invalid", "The message is empty.")
    async with hub.database.reading() as connection:
        recent = await conversations.recent_words(connection, conversation_id, caller.owner)
    said, code = await proving.mask(hub, caller, data.text)
    heard = await hub.hear(said, recent, _today(caller))
    session = proving.session_of(request, hub, caller)
    async with hub.database.transaction() as tx:
        appended = await turn.take(
            tx,
            hub.tools,
            caller.owner,
            _locale(caller),
            ConversationId(conversation_id),
            turn.Message(data.message_id, said, data.choice, _page(data.page), code),
            heard,
            auth.now(),
            session,
        )
    body = shapes.Appended(appended.seq, appended.repeated)
    if session is not None and session.raised is not None:
        return await proving.with_new_token(hub, body, session.raised)
    return Response(body, status_code=200 if appended.repeated else 201)


@post("/api/conversations/{conversation_id:str}/person", summary="The human door: bring a person, now")
async def person(
    request: Request[Any, Any, Any],
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    conversation_id: FromPath[str],
) -> shapes.Appended:
    session = proving.session_of(request, hub, caller)
    async with hub.database.transaction() as tx:
        held = await turn.hold(tx, conversation_id, caller.owner)
        current = await turn.begin(tx, hub.tools, caller.owner, _locale(caller), held, auth.now(), session=session)
        await bring_person.reply(current, WhyPerson.ASKED)
        return await _finish(tx, current)


@post("/api/conversations/{conversation_id:str}/assistant", summary="Leave the line; go on with the assistant")
async def assistant(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], conversation_id: FromPath[str]
) -> shapes.Appended:
    async with hub.database.transaction() as tx:
        held = await turn.hold(tx, conversation_id, caller.owner)
        current = await turn.begin(tx, hub.tools, caller.owner, _locale(caller), held, auth.now())
        await bring_person.go_on_with_assistant(current)
        return await _finish(tx, current)


async def _finish(tx: Any, current: Turn) -> shapes.Appended:
    """Write what was said; where nothing was left to do, say so as a repeat."""
    held = current.conversation
    nothing_new = not held.pending
    if not nothing_new:
        held.remember(msgspec.to_builtins(current.dialogue))
        await conversations.flush(tx, held, current.now)
    return shapes.Appended(held.last_seq, repeated=nothing_new)


async def _who(hub: Hub, caller: Caller) -> Situation:
    async with hub.database.reading() as connection:
        standing = caller.standing
        if standing.customer_id is None:
            raise not_found()
        return await situation.load(connection, standing.customer_id, auth.now(), only=standing.order_id)


def _customer(caller: Caller) -> CustomerId:
    customer = caller.customer_id
    if customer is None:
        raise not_found()
    return customer


def _page(on: shapes.OnPage | None) -> Page | None:
    return Page(PageKind(on.kind), on.id) if on is not None else None


def _today(caller: Caller) -> date:
    """The caller's own calendar day: what "yesterday" counts from."""
    return auth.now().astimezone(ZoneInfo(caller.timezone)).date()


def _locale(caller: Caller) -> tuple[str, str]:
    return caller.locale, caller.timezone


def _text(caller: Caller) -> Text:
    return Text.load(caller.locale, caller.timezone)


def promise_out(promise: promises.Promise, text: Text) -> shapes.PromiseOut:
    said = text.say(f"promise-{promise.kind}".replace("_", "-"))
    return shapes.PromiseOut(promise.id, promise.conversation_id, said, promise.due_at, promise.state.value)


def _case(case: cases.Case, text: Text) -> shapes.CaseOut:
    return shapes.CaseOut(
        id=case.id,
        conversation_id=case.conversation_id,
        title=sentences.case_title(case.topic, case.subject, text),
        state=case.state.value,
        state_text=text.say(f"case-state-{case.state}"),
        opened_at=case.opened_at,
    )


_CALLER = {"caller": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[home, open_box, notices, notice, read_notice],
           guards=[auth.only(auth.customer)], dependencies=_CALLER, tags=["customer"]),
    Router("/", route_handlers=[order, parcel], guards=[auth.only(auth.reader)], dependencies=_CALLER, tags=["customer"]),
    Router("/", route_handlers=[start, my_conversations, conversation, send, person, assistant],
           guards=[auth.only(auth.talker)], dependencies=_CALLER, tags=["conversation"]),
]  # fmt: skip
