"""Settlement programmes, for anybody; with the caller's own part in them where their records may be looked at."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from msgspec import Struct

from resolution_hub.core.programmes import eligible
from resolution_hub.kit.text import Text
from resolution_hub.talk import situation
from resolution_hub.web import auth
from resolution_hub.web.documenting import may_refuse
from resolution_hub.wiring.web import Hub
from resolution_hub.words import programmes as words


class Programmes(Struct, frozen=True):
    """`answer` of each is null where nobody's records were looked at; a visitor who has proved one order is answered by that
    order alone."""

    programmes: list[words.ProgrammeOut]


@get(
    "/api/programmes",
    summary="Settlement programmes, and whether I am part of them",
    responses=may_refuse(503),
)
async def programmes(request: Request[Any, Any, Any], hub: NamedDependency[Hub]) -> Programmes:
    known, now = hub.tools.programmes, auth.now()
    caller = await auth.find_caller(request)
    if caller is None or caller.standing.customer_id is None:
        return Programmes([words.programme(each, now.date(), Text.load()) for each in known])
    standing = caller.standing
    async with hub.database.reading() as connection:
        who = await situation.load(connection, caller.standing.customer_id, now, only=standing.order_id)
    text = Text.load(caller.locale, caller.timezone)
    return Programmes([words.programme(each, who.today, text, eligible(each, who)) for each in known])


ROUTES = [programmes]
