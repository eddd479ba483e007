"""Customers of the demo shop say yes to acts, and the shop's records are read back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import asyncpg

from resolution_hub.connectors.carriers.labels import SandboxLabels
from resolution_hub.connectors.commerce.sandbox import SandboxCommerce
from resolution_hub.connectors.mail.sandbox import SandboxMail
from resolution_hub.connectors.payments.sandbox import SandboxPayments
from resolution_hub.core.acts import Act, ReportProblem
from resolution_hub.core.identity import Level, Standing
from resolution_hub.core.order import Scan, ScanStatus
from resolution_hub.core.people import CustomerId
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import Intent
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies.service import Cashier
from resolution_hub.features.returns import findings
from resolution_hub.features.returns import service as returns
from resolution_hub.journeys import carry_out, labelling
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.db import Database
from resolution_hub.ports.carriers import ParcelEvent
from resolution_hub.talk import acting
from resolution_hub.wiring import labels
from tests.journeys.stories import Told, book, settings, understood

TENT, STOVE, CASSEROLE = "ord_noah_tent", "ord_noah_stove", "ord_hannah_casserole"
TENT_LINE, STOVE_LINE, BOTTLES, CASSEROLE_LINE = f"{TENT}_1", f"{STOVE}_1", f"{STOVE}_2", f"{CASSEROLE}_1"
NOAH = Told("cus_noah", "", understood(Intent.CANCEL_ORDER))
HANNAH = Told("cus_hannah", "", understood(Intent.CANCEL_ORDER))

_PHOTO = """
insert into photos (id, conversation_id, place, blob, bytes, width, height, alt, had_place, added_at)
values ($1, $2, 1, $1, 1, 1, 1, '', false, $3)
"""


async def say_yes(
    database: Database, who: Told, *wanted: Act, rules: Rulebook | None = None
) -> list[acting.Begun | acting.Refused]:
    """All of it in one case, in one transaction, as a turn does it."""
    now = datetime.now(UTC)
    conversation = conversations.id_for(who.owner, "first")
    async with database.transaction() as tx:
        await conversations.open_conversation(tx, conversation, who.owner, now)
        subject = {"about": "several", "item": "things"}
        case = await cases.open_case(tx, conversation, who.owner, Topic.RETURN_ITEMS, subject, now)
        for photo in (photo for act in wanted if isinstance(act, ReportProblem) for photo in act.photos):
            await tx.execute(_PHOTO, photo, conversation, now)
        known = Standing(Level.SHOP, CustomerId(who.customer))
        return [await acting.begin(tx, case, act, known, rules or book(), now) for act in wanted]


async def begin(database: Database, who: Told, act: Act, rules: Rulebook | None = None) -> str:
    """The id of an act that the rules allow."""
    [begun] = await say_yes(database, who, act, rules=rules)
    assert isinstance(begun, acting.Begun), begun
    return begun.act_id


async def rows(database: Database, query: str, *arguments: object) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return [dict(row) for row in await connection.fetch(query, *arguments)]


async def one(database: Database, query: str, *arguments: object) -> dict[str, Any]:
    [row] = await rows(database, query, *arguments)
    return row


async def change(database: Database, statement: str, *arguments: object) -> None:
    async with database.transaction() as tx:
        await tx.execute(statement, *arguments)


async def line(database: Database, line_id: str) -> dict[str, Any]:
    return await one(database, "select * from order_lines where id = $1", line_id)


async def order(database: Database, order_id: str) -> dict[str, Any]:
    return await one(database, "select * from orders where id = $1", order_id)


async def the_return(database: Database) -> dict[str, Any]:
    """The one return that the hub began."""
    return await one(database, "select * from returns where case_id is not null")


async def other_variant(database: Database, line_id: str, price: int | None = None) -> str:
    """Another kind of a line's product that is there, at `price` if that is given."""
    found = await rows(
        database,
        "select v.id from variants v join order_lines l on l.product_id = v.product_id "
        "where l.id = $1 and v.id <> l.variant_id and v.available order by v.id",
        line_id,
    )
    variant: str = found[0]["id"]
    if price is not None:
        await change(database, "update variants set price = $2 where id = $1", variant, price)
    return variant


async def scan(database: Database, status: ScanStatus) -> None:
    """The carrier has seen the parcel of the one return, as its webhook tells."""
    async with database.transaction() as tx:
        await _scan(tx, status)


async def _scan(tx: asyncpg.Connection, status: ScanStatus) -> None:
    parcel = await tx.fetchrow(
        "select s.id, s.carrier, s.tracking_number from shipments s join returns r on r.shipment_id = s.id "
        "where r.case_id is not null"
    )
    assert parcel is not None
    seen = Scan(f"scan-{status}", datetime.now(UTC), status, "Somewhere")
    event = ParcelEvent(parcel["tracking_number"], seen, None)
    applied = await records.apply_parcel_event(tx, parcel["carrier"], event)
    assert applied is not None
    if applied.new:
        await returns.scanned(tx, applied.shipment_id, status)


async def come_due(database: Database, what: returns.Moved) -> None:
    """What was put off for the one return comes due now."""
    back = await the_return(database)
    await due_now(database, f"return:{back['id']}:{what}")


async def due_now(database: Database, journey_id: str) -> None:
    """What a journey was put off for has come."""
    await change(
        database,
        "update dbos.workflow_status set delay_until_epoch_ms = 0, status = 'ENQUEUED' where workflow_uuid = $1",
        journey_id,
    )


async def find(database: Database, finding: returns.Finding) -> None:
    back, now = await the_return(database), datetime.now(UTC)
    async with database.transaction() as tx:
        held = await returns.lock(tx, back["id"])
        assert await findings.note(tx, held, findings.Found(finding, now, "", "shop"), now)


def means(database: Database) -> Means:
    """What a worker works with, in the test's own process: for what came before the journey that a test is about."""
    return Means(
        database=database,
        cashier=Cashier(SandboxPayments(database.pool)),
        commerce=SandboxCommerce(database.pool),
        book=book(),
        mail=SandboxMail(database.pool),
        sends_mail=True,
        secret=settings(database.url).secret,
        shop_name="Juniper & Pine",
        labels=SandboxLabels(database.pool),
        returns_to=labels.returns_to(settings(database.url)),
    )


async def carried_out(database: Database, who: Told, act: Act, rules: Rulebook | None = None) -> str:
    """An act that is written down already; what it set off is queued, and nothing else."""
    act_id = await begin(database, who, act, rules)
    await carry_out.on_done(means(database), act_id)
    await forget(database, f"carry_out:{act_id}")
    return act_id


async def labelled(database: Database, who: Told, act: Act, rules: Rulebook | None = None) -> None:
    """A return that has its label."""
    await carried_out(database, who, act, rules)
    back = await the_return(database)
    await labelling.on_authorised(means(database), back["id"])
    await forget(database, f"return:{back['id']}:authorised")


async def forget(database: Database, journey_id: str) -> None:
    """Take a journey out of the queue."""
    await change(database, "delete from dbos.workflow_status where workflow_uuid = $1", journey_id)
