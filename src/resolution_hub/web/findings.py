"""What the shop's staff found in a parcel that came back."""

from __future__ import annotations

from typing import Annotated, Literal

from litestar import Router, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from resolution_hub.features import journal
from resolution_hub.features.people.service import Agent
from resolution_hub.features.returns import service as returns
from resolution_hub.features.returns.service import Finding
from resolution_hub.web import auth
from resolution_hub.web.documenting import may_refuse
from resolution_hub.web.errors import Refused, not_found
from resolution_hub.wiring.web import Hub


class Found(Struct, frozen=True, forbid_unknown_fields=True):
    """`note` is for colleagues."""

    finding: Literal["as_expected", "empty_box", "wrong_item", "damaged", "parts_missing"]
    note: Annotated[str, Meta(max_length=2_000)] = ""


@post(
    "/api/desk/returns/{return_id:str}/finding",
    summary="Say what was in a return's parcel: it releases, holds, or goes before a person; nothing is charged by it",
    status_code=204,
    responses=may_refuse(404, 409),
)
async def note_finding(
    hub: NamedDependency[Hub], staff: NamedDependency[Agent], return_id: FromPath[str], data: JSONBody[Found]
) -> None:
    async with hub.database.transaction() as tx:
        back = await returns.find(tx, return_id)
        if back is None:
            raise not_found()
        if back.case_id is None:
            raise Refused(409, "not_kept_here", "The shop itself keeps this return.")
        detail = {"return": return_id, "finding": data.finding, "note": data.note.replace("\x00", "")}
        await journal.write(tx, auth.now(), back.case_id, f"agent:{staff.id}", "return_found", detail)
        await returns.note_finding(tx, return_id, Finding(data.finding))


_STAFF = {"staff": Provide(auth.let_in, sync_to_thread=False)}

ROUTERS = [
    Router("/", route_handlers=[note_finding], guards=[auth.only(auth.agent)], dependencies=_STAFF, tags=["desk"]),
]
