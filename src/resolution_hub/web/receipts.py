"""Routes of rulings: their signed receipts, the keys to verify them with, appeals, and what a person decides in their place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import asyncpg
import msgspec
from litestar import MediaType, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from resolution_hub.core.acts import Withdraw
from resolution_hub.core.appeal import GrantMoney, Unable, Uphold, charges_about, left_of, limit_of
from resolution_hub.core.identity import hidden
from resolution_hub.core.ledger import Ledger
from resolution_hub.core.money import Money
from resolution_hub.core.people import Customer
from resolution_hub.core.policy.facts import ReturnFacts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.features.acts import service as acts
from resolution_hub.features.appeals import service as appeals
from resolution_hub.features.appeals.service import Appeal
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people.service import Agent, Caller
from resolution_hub.features.receipts import document, paper
from resolution_hub.features.receipts import service as receipts
from resolution_hub.features.receipts.document import Decision
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import KeptRuling
from resolution_hub.kit.text import Text
from resolution_hub.talk import appeal as appealing
from resolution_hub.talk import turn
from resolution_hub.web import auth
from resolution_hub.web import receipt_shapes as shapes
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub
from resolution_hub.words import cards, statements

_KEYS_FOR = timedelta(minutes=5)
_REFUSED = {
    Unable.OWN_RULING: HTTPStatus.FORBIDDEN,
    Unable.NEEDS_SUPERVISOR: HTTPStatus.FORBIDDEN,
    Unable.NO_LIMIT: HTTPStatus.FORBIDDEN,
    Unable.OVER_LIMIT: HTTPStatus.FORBIDDEN,
    Unable.NOTHING_LEFT: HTTPStatus.CONFLICT,
    Unable.MORE_THAN_LEFT: HTTPStatus.CONFLICT,
    Unable.NOT_POSITIVE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unable.OTHER_CURRENCY: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def _file(kind: str) -> dict[int, ResponseSpec]:
    return {200: ResponseSpec(bytes, description="The receipt, as a file", media_type=kind, generate_examples=False)}


@get(
    "/.well-known/resolution-hub-receipts.json", summary="The public keys of receipts, those of old receipts too (JWKS)"
)
async def keys(hub: NamedDependency[Hub]) -> Response[shapes.PublicKeys]:
    async with hub.database.reading() as connection:
        found = await receipts.public_keys(connection)
    held = {"Cache-Control": f"public, max-age={int(_KEYS_FOR.total_seconds())}", "Access-Control-Allow-Origin": "*"}
    return Response(msgspec.convert(found, shapes.PublicKeys), headers=held)


@get(
    "/api/rulings/{ruling_id:str}/receipt.json",
    summary="The signed receipt of a decision (docs/how-to/receipts.md)",
    media_type=MediaType.JSON,
    responses=_file("application/json") | may_refuse(404),
)
async def receipt_json(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], ruling_id: FromPath[str]
) -> Response[bytes]:
    signed, _ = await _signed(hub, caller, ruling_id)
    return _download(signed, "application/json", f"receipt-{ruling_id}.json")


@get(
    "/api/rulings/{ruling_id:str}/receipt.pdf",
    summary="The same receipt on paper, with the signed one attached",
    media_type="application/pdf",
    responses=_file("application/pdf") | may_refuse(404, 429),
)
async def receipt_pdf(
    hub: NamedDependency[Hub], caller: NamedDependency[Caller], ruling_id: FromPath[str]
) -> Response[bytes]:
    hub.limits.searches.take(caller.owner.key)  # drawing takes the time of a search
    signed, text = await _signed(hub, caller, ruling_id)
    printed = await asyncio.get_running_loop().run_in_executor(hub.threads, paper.put_on_paper, signed, text)
    return _download(printed, "application/pdf", f"receipt-{ruling_id}.pdf")


def _download(content: bytes, kind: str, name: str) -> Response[bytes]:
    held = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=kind, headers=held)


async def _signed(hub: Hub, caller: Caller, ruling_id: str) -> tuple[bytes, Text]:
    """The receipt in the words of the customer whose case it is. Raises Refused for whoever may not have it."""
    async with hub.database.transaction() as tx:
        kept = await _seen_by(tx, caller, ruling_id)
        case = await appealing.case_of(tx, kept)
        if case.customer_id is None:
            raise not_found()
        customer = await records.get_customer(tx, case.customer_id)
        text = Text.load(customer.locale, customer.timezone)
        after = await remedies.find_ruling(tx, kept.superseded_by) if kept.superseded_by is not None else None
        decision = Decision(
            shop=hub.settings.shop_name,
            ruling_id=kept.id,
            case_id=kept.case_id,
            at=kept.at,
            ruling=kept.ruling,
            rulebook=await remedies.find_rulebook(tx, kept.ruling.rulebook_version),
            by=kept.by,
            supersedes=kept.supersedes,
            superseded=(after.id, after.at) if after is not None else None,
            statement=await _statement(tx, hub, caller, kept, customer),
        )
        key = await receipts.key_in_use(tx, hub.receipt_key, auth.now())
    return document.sign(document.write(decision, text), key), text


async def _statement(
    tx: asyncpg.Connection, hub: Hub, caller: Caller, kept: KeptRuling, customer: Customer
) -> tuple[str, ...]:
    """What was declared with a withdrawal, nothing of any other act. Who has only proved the order reads no name."""
    row, facts = await acts.find_of_ruling(tx, kept.case_id, kept.id), kept.ruling.facts
    if row is None or not isinstance(row.act, Withdraw) or not isinstance(facts, ReturnFacts):
        return ()
    declared = replace(customer, email=row.act.email or customer.email)
    shown = hidden(declared) if caller.standing.order_id is not None else declared
    order = await records.get_order(tx, customer.id, row.act.order_id)
    to = shown.email if hub.settings.sends_codes else None
    return statements.withdrawal(shown, order, facts, row.asked_at, to, Text.load(customer.locale, customer.timezone))


async def _seen_by(tx: asyncpg.Connection, caller: Caller, ruling_id: str) -> KeptRuling:
    if caller.kind != "agent":
        return (await appealing.find_owned(tx, ruling_id, caller.owner))[0]
    kept = await remedies.find_ruling(tx, ruling_id)
    if kept is None:
        raise not_found()
    return kept


@post(
    "/api/rulings/{ruling_id:str}/appeal",
    summary="Have a person look at a decision again",
    responses={
        200: ResponseSpec(shapes.AppealSent, description="It was appealed before", generate_examples=False),
        **may_refuse(404, 409, 429),
    },
)
async def send_appeal(
    hub: NamedDependency[Hub],
    caller: NamedDependency[Caller],
    ruling_id: FromPath[str],
    data: JSONBody[shapes.SendAppeal],
) -> Response[shapes.AppealSent]:
    hub.limits.messages.take(caller.owner.key)
    said = data.statement.strip()
    async with hub.database.transaction() as tx:
        _, case = await appealing.find_owned(tx, ruling_id, caller.owner)
        held = await turn.hold(tx, case.conversation_id, caller.owner)
        current = await turn.begin(tx, hub.tools, caller.owner, (caller.locale, caller.timezone), held, auth.now())
        held.say(conversations.customer_said(said or current.text.say("choice-appeal"), None))
        lodged = await appealing.lodge(current, ruling_id, said)
        if not lodged.repeated:
            held.remember(msgspec.to_builtins(current.dialogue))
            await conversations.flush(tx, held, current.now)
    body = shapes.AppealSent(_appeal(lodged.appeal), held.id, lodged.repeated)
    return Response(body, status_code=200 if lodged.repeated else 201)


@post(
    "/api/desk/cases/{case_id:str}/rulings/{ruling_id:str}/supersede",
    summary="Decide in a ruling's place: uphold it, or grant money",
    responses=may_refuse(403, 409),
)
async def supersede(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case_id: FromPath[str],
    ruling_id: FromPath[str],
    data: JSONBody[shapes.Supersede],
) -> shapes.Decided:
    why = data.reason.strip()
    if not why:
        raise Refused(422, "invalid", "Give the reason: the customer reads it.")
    async with hub.database.transaction() as tx:
        made = await appealing.decide(tx, staff, hub.tools, case_id, ruling_id, _answer(data), why, auth.now())
        if isinstance(made, Unable):
            raise unable(made)
    return shapes.Decided(made.ruling_id)


def unable(why: Unable) -> Refused:
    return Refused(_REFUSED[why], why.value, Text.load().say(f"unable-{why}".replace("_", "-")))


def _answer(data: shapes.Supersede) -> Uphold | GrantMoney:
    match data.verdict, data.amount:
        case "uphold", None:
            return Uphold()
        case "grant", shapes.AskedAmount(minor=minor, currency=currency):
            return GrantMoney(Money(minor, currency))
    raise Refused(422, "invalid", "An amount is needed to grant, and only then.")


def standing(kept: KeptRuling, made: Appeal | None) -> shapes.Standing:
    return shapes.Standing(**_standing(kept, made))


def desk_standing(
    kept: KeptRuling, made: Appeal | None, staff: Agent, ledger: Ledger | None, book: Rulebook
) -> shapes.DeskStanding:
    left = left_of(charges_about(kept.ruling.facts, ledger), ledger) if ledger is not None else None
    limit = limit_of(staff.role, left.currency, book) if left is not None else None
    own = kept.by is not None and kept.by.agent_id == staff.id
    return shapes.DeskStanding(
        **_standing(kept, made),
        open=kept.superseded_by is None and not own and ledger is not None,
        left=cards.amount(left) if left is not None else None,
        limit=cards.amount(limit) if limit is not None else None,
    )


def _standing(kept: KeptRuling, made: Appeal | None) -> dict[str, Any]:
    return {
        "ruling_id": kept.id,
        "at": kept.at,
        "by": kept.by.name if kept.by is not None else None,
        "reason": kept.by.reason if kept.by is not None else None,
        "supersedes": kept.supersedes,
        "superseded_by": kept.superseded_by,
        "appeal": _appeal(made) if made is not None else None,
    }


async def standing_of(connection: asyncpg.Connection, kept: KeptRuling) -> shapes.Standing:
    return standing(kept, await appeals.find(connection, kept.id))


def _appeal(made: Appeal) -> shapes.AppealOut:
    return shapes.AppealOut(made.ruling_id, made.at, made.statement)


_CALLER = {"caller": Provide(auth.let_in, sync_to_thread=False)}
_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[keys], tags=["public"]),
    Router("/", route_handlers=[receipt_json, receipt_pdf], guards=[auth.only(auth.any_caller)], dependencies=_CALLER,
           tags=["receipts"]),
    Router("/", route_handlers=[send_appeal], guards=[auth.only(auth.customer)], dependencies=_CALLER, tags=["receipts"]),
    Router("/", route_handlers=[supersede], guards=[auth.only(auth.agent)], dependencies=_STAFF, tags=["desk"]),
]  # fmt: skip
