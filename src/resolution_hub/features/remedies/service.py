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
from resolution_hub.core.order import Destination
from resolution_hub.core.people import AgentId, CaseId, CustomerId
from resolution_hub.core.policy.engine import rule
from resolution_hub.core.policy.facts import Facts
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.remedy import Grant, GrantId, RefundCharge, RulingId, grant
from resolution_hub.features import journal
from resolution_hub.features.remedies import rulings, store, versions
from resolution_hub.features.remedies.collecting import Collection, NotTaken
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.tagged import type_name
from resolution_hub.ports.payments import ChargeReceipt, MethodExpired, PaymentError, Payments, RefundReceipt

_ledger = msgspec.json.Decoder(Ledger)


class MoreThanWasPaid(Exception):
    """The grant would take a charge's refunds above what was captured. Nothing was written."""


class RefundFailed(Exception):
    """The provider did not take the refund. `permanent`: a person must look; else ask again with the same grant.

    `expired`: the method can't take money any more; another may.
    """

    def __init__(self, message: str, *, permanent: bool, expired: bool = False) -> None:
        super().__init__(message)
        self.permanent, self.expired = permanent, expired


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant as stored, with what a receipt says of it. `method` is where the money goes to; `method_id` is None where the
    shop named no method."""

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
    destination: Destination
    method_id: str | None
    act_id: str | None
    return_id: str | None


async def get_ledger(tx: asyncpg.Connection, customer_id: CustomerId) -> Ledger:
    """All charges (oldest first) and refunds of one customer."""
    return _ledger.decode(await tx.fetchval(store.LEDGER_OF_CUSTOMER, customer_id))


async def lock_ledger(tx: asyncpg.Connection, customer_id: CustomerId) -> Ledger:
    """The ledger, held until the transaction ends: whoever grants from it reads it after everyone before has settled."""
    await tx.execute(store.LOCK_CHARGES, customer_id)
    return await get_ledger(tx, customer_id)


async def keep_rulebook(tx: asyncpg.Connection, book: Rulebook, text: str) -> None:
    """Keep the text of a version that rulings will name, and that it is in force now."""
    await tx.execute(store.KEEP_RULEBOOK, book.version, text)


async def rule_on(
    tx: asyncpg.Connection, case_id: CaseId, facts: Facts, book: Rulebook, at: datetime
) -> tuple[RulingId, Ruling]:
    """Decide, and keep the decision with its facts, clauses and rulebook version.

    `book` is the current rulebook; a case that was ruled on before stays with its own (versions.py).
    """
    ruling = rule(facts, await versions.book_of_case(tx, case_id, book))
    return await keep_ruling(tx, case_id, ruling, at), ruling


async def keep_ruling(tx: asyncpg.Connection, case_id: CaseId, ruling: Ruling, at: datetime) -> RulingId:
    """Keep a decision that was made under the case's own rulebook (versions.book_of_case)."""
    ruling_id = RulingId(new_id("rl"))
    verdict = type_name(type(ruling.verdict))
    await tx.execute(
        store.ADD_RULING, ruling_id, case_id, at, verdict, ruling.rulebook_version, rulings.to_body(ruling)
    )
    await journal.write(tx, at, case_id, "assistant", "ruled", {"ruling": ruling_id, "verdict": verdict})
    return ruling_id


@dataclass(frozen=True, slots=True)
class SendTo:
    """Where a refund goes, and which act or return it is for. `credit_label`: what store credit is called."""

    destination: Destination = Destination.ORIGINAL
    method_id: str | None = None
    act_id: str | None = None
    return_id: str | None = None
    credit_label: str = "Store credit"


async def grant_refund(
    tx: asyncpg.Connection,
    case_id: CaseId,
    ruling_id: RulingId,
    ruling: Ruling,
    charge_id: str,
    amount: Money,
    at: datetime,
    actor: str = "assistant",
    to: SendTo | None = None,
) -> Grant:
    """The right to send `amount` of a charge back, once. Call with the ledger locked. Raises MoreThanWasPaid.

    `to`: None sends it to where it came from.
    """
    to = to or SendTo()
    given = grant(
        GrantId(new_id("rf")), ruling_id, ruling, RefundCharge(charge_id, amount, to.destination, to.method_id)
    )
    method_id = to.method_id
    if to.destination is Destination.STORE_CREDIT:
        method_id = await _store_credit(tx, charge_id, amount.currency, to.credit_label)
    made = await tx.fetchval(
        store.ADD_GRANT, given.id, charge_id, amount.minor, at, case_id, ruling_id, amount.currency, to.destination,
        method_id, to.act_id, to.return_id,
    )  # fmt: skip
    if made is None:
        raise MoreThanWasPaid(charge_id)
    await journal.write(
        tx, at, case_id, actor, "granted", {"grant": given.id, "minor": amount.minor, "currency": amount.currency}
    )
    return given


async def _store_credit(tx: asyncpg.Connection, charge_id: str, currency: str, label: str) -> str:
    customer = await tx.fetchval(store.CUSTOMER_OF_CHARGE, charge_id)
    await tx.execute(store.STORE_CREDIT, customer, currency, label)
    credit: str = await tx.fetchval(store.STORE_CREDIT_ID, customer, currency)
    return credit


class Cashier:
    """Sends granted refunds and takes granted payments through the payments port; nothing else in the hub can."""

    def __init__(self, payments: Payments) -> None:
        self._payments = payments

    async def issue(self, granted: GrantRow) -> RefundReceipt:
        """Have the provider take the refund; safe to call again after any crash. Raises RefundFailed."""
        try:
            away = granted.method_id if granted.destination is not Destination.ORIGINAL else None
            return await self._payments.refund(granted.charge_id, granted.amount, granted.id, granted.destination, away)
        except PaymentError as error:
            raise RefundFailed(
                str(error), permanent=error.permanent, expired=isinstance(error, MethodExpired)
            ) from error

    async def take(self, wanted: Collection) -> ChargeReceipt:
        """Have the provider take the payment; safe to call again after any crash. Raises NotTaken."""
        try:
            return await self._payments.charge(wanted.method_id, wanted.amount, wanted.id)
        except PaymentError as error:
            raise NotTaken(str(error), permanent=error.permanent) from error


async def settle(tx: asyncpg.Connection, granted: GrantRow, receipt: RefundReceipt, at: datetime) -> bool:
    """Write down that the provider took it. False when that stood there already: the caller then has nothing to add."""
    if await tx.fetchval(store.SETTLE, granted.id, receipt.accepted_at, receipt.reference) is None:
        return False
    if granted.method_id is not None:
        await tx.execute(store.CREDIT, granted.method_id, granted.amount.minor, granted.amount.currency)
    await journal.write(
        tx, at, granted.case_id, "hub", "refund_sent", {"grant": granted.id, "reference": receipt.reference}
    )
    return True


async def fail(tx: asyncpg.Connection, granted: GrantRow, why: str, at: datetime, *, expired: bool = False) -> bool:
    """Write down that the provider refused for good; `expired`: for the method alone (redirecting.py). False when the grant
    was no longer open."""
    if await tx.fetchval(store.FAIL, granted.id) is None:
        return False
    detail = {"grant": granted.id, "why": why} | ({"expired": True} if expired else {})
    await journal.write(tx, at, granted.case_id, "hub", "refund_failed", detail)
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
        destination=Destination(row["destination"]),
        method_id=row["method_id"],
        act_id=row["act_id"],
        return_id=row["return_id"],
    )


async def grants_of_act(tx: asyncpg.Connection, act_id: str) -> list[str]:
    """What was granted with the customer's yes itself."""
    return [row["id"] for row in await tx.fetch(store.GRANTS_OF_ACT, act_id)]


async def grants_of_return(tx: asyncpg.Connection, return_id: str) -> list[str]:
    return [row["id"] for row in await tx.fetch(store.GRANTS_OF_RETURN, return_id)]


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
