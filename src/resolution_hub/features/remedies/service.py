"""The one door for money: rulings are kept here, grants made, refunds issued and settled.

A grant lives through: `granted` (in the transaction that ruled) → issued at the provider, keyed by the grant's id →
`sent` with the provider's reference, or `failed`. Refunds that are not failed never exceed their charge: the charges are
locked while a grant is made, and the statement that makes it checks the sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.appeal import Decider
from resolution_hub.core.ledger import Ledger, MethodKind, RefundState
from resolution_hub.core.money import Money
from resolution_hub.core.people import AgentId, CaseId, CustomerId
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.remedy import Grant, GrantId, RefundCharge, RulingId, grant
from resolution_hub.features import journal
from resolution_hub.features.remedies import rulings, store
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.tagged import type_name
from resolution_hub.ports.payments import PaymentError, Payments, RefundReceipt

_ledger = msgspec.json.Decoder(Ledger)


class MoreThanWasPaid(Exception):
    """The grant would take a charge's refunds above what was captured. Nothing was written."""


class RefundFailed(Exception):
    """The provider did not take the refund. `permanent`: a person must look; else ask again with the same grant."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant as stored, with what a receipt says of it."""

    id: GrantId
    charge_id: str
    amount: Money
    state: RefundState
    ruling_id: RulingId | None
    case_id: CaseId | None
    customer_id: CustomerId
    method: MethodKind
    method_label: str
    description: str
    charged_at: datetime
    sent_at: datetime | None
    reference: str | None


async def get_ledger(tx: asyncpg.Connection, customer_id: CustomerId) -> Ledger:
    """All charges (oldest first) and refunds of one customer."""
    return _ledger.decode(await tx.fetchval(store.LEDGER_OF_CUSTOMER, customer_id))


async def lock_ledger(tx: asyncpg.Connection, customer_id: CustomerId) -> Ledger:
    """The ledger, held until the transaction ends: whoever grants from it reads it after everyone before has settled."""
    await tx.execute(store.LOCK_CHARGES, customer_id)
    return await get_ledger(tx, customer_id)


async def keep_rulebook(tx: asyncpg.Connection, book: Rulebook, text: str) -> None:
    """Keep the text of a version that rulings will name."""
    await tx.execute(store.KEEP_RULEBOOK, book.version, text)


async def rule_on(
    tx: asyncpg.Connection, case_id: CaseId, facts: Facts, book: Rulebook, at: datetime
) -> tuple[RulingId, Ruling]:
    """Decide, and keep the decision with its facts, clauses and rulebook version."""
    ruling = rule(facts, book)
    ruling_id = RulingId(new_id("rl"))
    verdict = type_name(type(ruling.verdict))
    await tx.execute(
        store.ADD_RULING, ruling_id, case_id, at, verdict, ruling.rulebook_version, rulings.to_body(ruling)
    )
    await journal.write(tx, at, case_id, "assistant", "ruled", {"ruling": ruling_id, "verdict": verdict})
    return ruling_id, ruling


async def grant_refund(
    tx: asyncpg.Connection,
    case_id: CaseId,
    ruling_id: RulingId,
    ruling: Ruling,
    charge_id: str,
    amount: Money,
    at: datetime,
    actor: str = "assistant",
) -> Grant:
    """The right to send `amount` of a charge back, once. Call with the ledger locked. Raises MoreThanWasPaid."""
    given = grant(GrantId(new_id("rf")), ruling_id, ruling, RefundCharge(charge_id, amount))
    made = await tx.fetchval(
        store.ADD_GRANT, given.id, charge_id, amount.minor, at, case_id, ruling_id, amount.currency
    )
    if made is None:
        raise MoreThanWasPaid(charge_id)
    await journal.write(
        tx, at, case_id, actor, "granted", {"grant": given.id, "minor": amount.minor, "currency": amount.currency}
    )
    return given


class Cashier:
    """Sends granted refunds through the payments port; nothing else in the hub can."""

    def __init__(self, payments: Payments) -> None:
        self._payments = payments

    async def issue(self, granted: GrantRow) -> RefundReceipt:
        """Have the provider take the refund; safe to call again after any crash. Raises RefundFailed."""
        try:
            return await self._payments.refund(granted.charge_id, granted.amount, key=granted.id)
        except PaymentError as error:
            raise RefundFailed(str(error), permanent=error.permanent) from error


async def settle(tx: asyncpg.Connection, granted: GrantRow, receipt: RefundReceipt, at: datetime) -> bool:
    """Write down that the provider took it. False when that stood there already: the caller then has nothing to add."""
    if await tx.fetchval(store.SETTLE, granted.id, receipt.accepted_at, receipt.reference) is None:
        return False
    await journal.write(
        tx, at, granted.case_id, "hub", "refund_sent", {"grant": granted.id, "reference": receipt.reference}
    )
    return True


async def fail(tx: asyncpg.Connection, granted: GrantRow, why: str, at: datetime) -> bool:
    """Write down that the provider refused for good. False when the grant was no longer open."""
    if await tx.fetchval(store.FAIL, granted.id) is None:
        return False
    await journal.write(tx, at, granted.case_id, "hub", "refund_failed", {"grant": granted.id, "why": why})
    return True


async def get_grant(tx: asyncpg.Connection, grant_id: str) -> GrantRow:
    """Raises LookupError when there is none."""
    row = await tx.fetchrow(store.GRANT, grant_id)
    if row is None:
        raise LookupError(f"no grant {grant_id}")
    return GrantRow(
        id=GrantId(row["id"]),
        charge_id=row["charge_id"],
        amount=Money(row["amount"], row["currency"]),
        state=RefundState(row["state"]),
        ruling_id=row["ruling_id"],
        case_id=row["case_id"],
        customer_id=CustomerId(row["customer_id"]),
        method=MethodKind(row["method"]),
        method_label=row["method_label"],
        description=row["description"],
        charged_at=row["charged_at"],
        sent_at=row["sent_at"],
        reference=row["reference"],
    )


async def grants_of_case(tx: asyncpg.Connection, case_id: str) -> list[str]:
    return [row["id"] for row in await tx.fetch(store.GRANTS_OF_CASE, case_id)]


async def open_grants_of_case(tx: asyncpg.Connection, case_id: str) -> int:
    """How many of the case's grants the provider has not answered yet."""
    count: int = await tx.fetchval(store.OPEN_GRANTS_OF_CASE, case_id)
    return count


@dataclass(frozen=True, slots=True)
class KeptRuling:
    """A ruling as stored. `by` is the person who made it, None for the rulebook; `superseded_by` the one that stands in its
    place, `supersedes` the one in whose place it stands."""

    id: RulingId
    at: datetime
    ruling: Ruling
    case_id: CaseId
    by: Decider | None = None
    supersedes: RulingId | None = None
    superseded_by: RulingId | None = None


async def find_ruling(tx: asyncpg.Connection, ruling_id: str) -> KeptRuling | None:
    row = await tx.fetchrow(store.RULING, ruling_id)
    return _kept(row) if row is not None else None


async def rulings_of_case(tx: asyncpg.Connection, case_id: str) -> list[KeptRuling]:
    """Oldest first."""
    return [_kept(row) for row in await tx.fetch(store.RULINGS_OF_CASE, case_id)]


async def find_rulebook(tx: asyncpg.Connection, version: str) -> str | None:
    """The whole text of a version that rulings name."""
    text: str | None = await tx.fetchval(store.RULEBOOK, version)
    return text


def _kept(row: asyncpg.Record) -> KeptRuling:
    by = row["by"]
    return KeptRuling(
        id=RulingId(row["id"]),
        at=row["at"],
        ruling=rulings.from_body(row["body"], row["rulebook_version"]),
        case_id=CaseId(row["case_id"]),
        by=Decider(AgentId(by.removeprefix("agent:")), row["by_name"], row["reason"]) if by is not None else None,
        supersedes=row["supersedes"],
        superseded_by=row["superseded_by"],
    )
