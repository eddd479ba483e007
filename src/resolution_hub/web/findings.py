"""What the shop's staff found in a parcel that came back, and how they end a return that is held for it."""

from __future__ import annotations

from typing import Annotated, Literal

import asyncpg
from litestar import Router, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from resolution_hub.core.appeal import Unable, limit_of
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.features.people.service import Agent
from resolution_hub.features.returns import findings
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.findings import Found
from resolution_hub.features.returns.service import Decision, Finding, Moved, ReturnRow
from resolution_hub.kit.text import Text
from resolution_hub.talk import held_returns
from resolution_hub.talk.held_returns import Held
from resolution_hub.web import auth, receipts
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.web.receipt_shapes import Decided, EndReturn, HeldReturn
from resolution_hub.wiring.web import Hub
from resolution_hub.words import cards

Word = Literal["as_expected", "empty_box", "wrong_item", "damaged", "parts_missing"]
Note = Annotated[str, Meta(max_length=2_000)]


class FoundInParcel(Struct, frozen=True, forbid_unknown_fields=True):
    """`note` is for colleagues."""

    finding: Word
    note: Note = ""


@post(
    "/api/desk/returns/{return_id:str}/finding",
    summary="Say what was in a return's parcel: it releases, holds, or goes before a person; nothing is charged by it",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def note_finding(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], return_id: FromPath[str], data: JSONBody[FoundInParcel]
) -> None:
    now = auth.now()
    async with hub.database.transaction() as tx:
        found = Found(Finding(data.finding), now, kept(data.note), f"agent:{staff.id}")
        await findings.note(tx, await get_return(tx, return_id), found, now)


@post(
    "/api/desk/cases/{case_id:str}/returns/{return_id:str}/decision",
    summary="End what a return is held for: let it go on, or refuse it",
    responses=may_refuse(403, 409),
)
async def end_return(
    hub: NamedDependency[Hub],
    staff: NamedDependency[Agent],
    case_id: FromPath[str],
    return_id: FromPath[str],
    data: JSONBody[EndReturn],
) -> Decided:
    why = data.reason.strip()
    if not why or (data.send_back and data.decision == "release"):
        raise Refused(422, "invalid", "Give the reason: the customer reads it. Only what is refused is sent back.")
    decision = Decision.RELEASED if data.decision == "release" else Decision.REFUSED
    async with hub.database.transaction() as tx:
        made = await held_returns.decide(
            tx, staff, hub.tools, case_id, return_id, decision, why, auth.now(), send_back=data.send_back
        )
        if isinstance(made, Unable):
            raise receipts.unable(made)
    return Decided(made.ruling_id)


def held_out(held: Held, staff: Agent, book: Rulebook, text: Text) -> HeldReturn:
    limit = limit_of(staff.role, held.worth.currency, book)
    return HeldReturn(
        id=held.back.id,
        order_number=held.back.order_number,
        why=held.why,
        why_text=text.say(
            "return-missing-found" if held.why == Moved.MISSING else f"finding-{held.why}".replace("_", "-")
        ),
        worth=cards.amount(held.worth),
        allowed=limit is not None and held.worth <= limit,
        here=held.here,
    )


async def get_return(tx: asyncpg.Connection, return_id: str) -> ReturnRow:
    """Raises Refused where there is none."""
    back = await returns.find(tx, return_id)
    if back is None:
        raise not_found()
    return back


def kept(note: str) -> str:
    """A note without what PostgreSQL does not store."""
    return note.replace("\x00", "")


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router(
        "/",
        route_handlers=[note_finding, end_return],
        guards=[auth.only(auth.agent)],
        dependencies=_STAFF,
        tags=["desk"],
    ),
]
