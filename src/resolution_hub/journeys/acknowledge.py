"""A withdrawal is acknowledged: in the Message Center, and by e-mail to the address that the customer named or that is on record.

Both say the same: who withdrew from what, and when that was received. What becomes of the withdrawal is told by others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg
import structlog
from dbos import DBOS

from resolution_hub.core.acts import Withdraw
from resolution_hub.core.people import Customer
from resolution_hub.core.policy.facts import ReturnFacts
from resolution_hub.features.acts import acknowledging
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActRow
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.journeys import paying
from resolution_hub.journeys.telling import Means
from resolution_hub.kit.text import Text
from resolution_hub.ports.mail import MailError, Message
from resolution_hub.words import statements

NAME = acknowledging.JOURNEY
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Received:
    row: ActRow
    customer: Customer
    number: str
    email: str
    said: tuple[str, ...]
    text: Text


def register(means: Means) -> None:
    """Make the journey known to the runner; once per process, before it is launched."""

    @paying.step(f"{NAME}.keep")
    async def keep(act_id: str) -> None:
        await on_received(means, act_id)

    @paying.step(f"{NAME}.send")
    async def send(act_id: str) -> None:
        await on_kept(means, act_id)

    @DBOS.workflow(name=NAME)
    async def acknowledge(act_id: str) -> None:
        await keep(act_id)
        await send(act_id)


async def on_received(means: Means, act_id: str) -> None:
    """The acknowledgement in the Message Center; run again, it is the same one."""
    async with means.database.transaction() as tx:
        found = await _received(means, tx, act_id)
        title = found.text.say("statement-title", number=found.number)
        await _put(tx, found, "acknowledgement", Receipt(title, found.said, ruling_id=found.row.ruling_id))


async def on_kept(means: Means, act_id: str) -> None:
    """The same by e-mail, keyed by the act. Raises MailUnavailable; the runner then asks again."""
    if not means.sends_mail:
        return
    async with means.database.reading() as connection:
        found = await _received(means, connection, act_id)
    values = {"shop": means.shop_name, "number": found.number}
    body = "\n\n".join((found.text.say("mail-withdrawal-what", **values), *found.said))
    message = Message(found.email, found.text.say("mail-withdrawal-subject", **values), body)
    try:
        await means.mail.send(message, key=f"{NAME}:{act_id}")
    except MailError as error:
        if not error.permanent:
            raise
        _log.error("acknowledge.refused", act=act_id, error=str(error))
        async with means.database.transaction() as tx:
            title = found.text.say("statement-not-mailed-title", number=found.number)
            told = found.text.say("statement-not-mailed", email=found.email)
            await _put(tx, found, "not_mailed", Receipt(title, (told,), ruling_id=found.row.ruling_id))


async def _received(means: Means, tx: asyncpg.Connection, act_id: str) -> _Received:
    row = await acts.get(tx, act_id)
    kept = await remedies.find_ruling(tx, row.ruling_id)
    if kept is None or not isinstance(row.act, Withdraw) or not isinstance(kept.ruling.facts, ReturnFacts):
        raise LookupError(f"act {act_id} is no withdrawal")
    order = await records.get_order(tx, row.customer_id, row.act.order_id)
    customer = await records.get_customer(tx, row.customer_id)
    text = Text.load(customer.locale, customer.timezone)
    email = row.act.email or customer.email
    to = email if means.sends_mail else None
    said = statements.withdrawal(customer, order, kept.ruling.facts, row.asked_at, to, text)
    return _Received(row, customer, order.number, email, said, text)


async def _put(tx: asyncpg.Connection, found: _Received, kind: str, receipt: Receipt) -> None:
    row, now = found.row, datetime.now(UTC)
    await message_center.put(tx, row.customer_id, row.case_id, kind, row.id, receipt, now)
