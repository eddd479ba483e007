"""Acts: what a customer said yes to. A row from the yes to the end; its id is the key of everything that is done for it.

An act is `asked` while a journey carries it out, then `done`, `refused` (the shop or the bank could not) or `failed` (a person
looks). Of one order or subscription one act is under way at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import asyncpg
import msgspec

from resolution_hub.core.acts import ACTS, Act, about
from resolution_hub.core.finding.wares import History
from resolution_hub.core.money import Money
from resolution_hub.core.order import Timing
from resolution_hub.core.people import CaseId, CustomerId
from resolution_hub.core.proposing import Collect, Leg, Proposal
from resolution_hub.core.remedy import RulingId
from resolution_hub.features.acts import store
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.tagged import decode, encode, type_name


class ActState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class UnderWay(Exception):
    """Something else is being done to the same order or subscription right now. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The money that moves with the yes, as it was shown; and what goes back `later`, when, and whether we pay the postage."""

    back: tuple[Leg, ...] = ()
    collect: Collect | None = None
    later: Money | None = None
    timing: Timing = Timing.AT_ONCE
    prepaid: bool = True


@dataclass(frozen=True, slots=True)
class ActRow:
    id: str
    case_id: CaseId
    customer_id: CustomerId
    about: str
    act: Act
    planned: Planned
    ruling_id: RulingId
    state: ActState
    outcome: str | None
    asked_at: datetime
    ended_at: datetime | None


async def ask(
    tx: asyncpg.Connection,
    case_id: CaseId,
    customer_id: CustomerId,
    proposal: Proposal,
    ruling_id: RulingId,
    at: datetime,
    act_id: str | None = None,
) -> str:
    """Note the customer's yes to a proposal that the ruling allows. Returns the act's id. Raises UnderWay."""
    act = proposal.act
    prepaid = proposal.returned is None or proposal.returned.prepaid
    shown = Planned(proposal.back, proposal.collect, proposal.later, proposal.timing, prepaid)
    planned = msgspec.to_builtins(shown)
    made = await tx.fetchval(
        store.ADD, act_id or new_id("act"), case_id, customer_id, about(act, customer_id), type_name(type(act)),
        encode(act), planned, ruling_id, at,
    )  # fmt: skip
    if made is None:
        raise UnderWay(about(act, customer_id))
    found: str = made
    return found


async def get(tx: asyncpg.Connection, act_id: str) -> ActRow:
    """Raises LookupError."""
    row = await find(tx, act_id)
    if row is None:
        raise LookupError(f"no act {act_id}")
    return row


async def find(tx: asyncpg.Connection, act_id: str) -> ActRow | None:
    row = await tx.fetchrow(store.ONE, act_id)
    return _act(row) if row is not None else None


async def find_of_ruling(tx: asyncpg.Connection, case_id: str, ruling_id: str) -> ActRow | None:
    """The act that a ruling of this case allowed, if the customer said yes to it."""
    row = await tx.fetchrow(store.OF_RULING, case_id, ruling_id)
    return _act(row) if row is not None else None


async def find_all(tx: asyncpg.Connection, act_ids: Sequence[str]) -> list[ActRow]:
    """Those that exist, in the order of their ids here."""
    found = {row["id"]: _act(row) for row in await tx.fetch(store.SEVERAL, list(act_ids))}
    return [found[act_id] for act_id in act_ids if act_id in found]


async def lock(tx: asyncpg.Connection, act_id: str) -> ActRow:
    """The act, held until the transaction ends. Raises LookupError."""
    row = await tx.fetchrow(store.LOCK, act_id)
    if row is None:
        raise LookupError(f"no act {act_id}")
    return _act(row)


async def under_way(tx: asyncpg.Connection, thing: str) -> ActRow | None:
    """What is being done to an order or subscription right now."""
    row = await tx.fetchrow(store.UNDER_WAY, thing)
    return _act(row) if row is not None else None


async def of_customer(tx: asyncpg.Connection, customer_id: CustomerId) -> list[ActRow]:
    """Newest first, 200 at most."""
    return [_act(row) for row in await tx.fetch(store.OF_CUSTOMER, customer_id)]


async def conversation_of(tx: asyncpg.Connection, case_id: str) -> str:
    """Where an act of this case is told about."""
    found: str = await tx.fetchval(store.CONVERSATION_OF_CASE, case_id)
    return found


async def end(tx: asyncpg.Connection, act_id: str, state: ActState, outcome: str, at: datetime) -> bool:
    """False when it had ended before: the caller then has nothing to add."""
    return await tx.fetchval(store.END, act_id, state, outcome, at) is not None


async def states_of_case(tx: asyncpg.Connection, case_id: str) -> list[ActState]:
    """Of all acts of a case; none for a case that is about no act."""
    return [ActState(row["state"]) for row in await tx.fetch(store.STATES_OF_CASE, case_id)]


async def history(tx: asyncpg.Connection, customer_id: CustomerId, at: datetime) -> History:
    """What rules may know of earlier acts. (Photos that were seen before are known elsewhere.)"""
    row: Any = await tx.fetchrow(store.HISTORY, customer_id, at)
    return History(problems=row["problems"], adjusted_lines=frozenset(row["adjusted"]))


def _act(row: asyncpg.Record) -> ActRow:
    return ActRow(
        id=row["id"],
        case_id=CaseId(row["case_id"]),
        customer_id=CustomerId(row["customer_id"]),
        about=row["about"],
        act=decode(row["body"], ACTS),
        planned=msgspec.convert(row["plan"], Planned),
        ruling_id=RulingId(row["ruling_id"]),
        state=ActState(row["state"]),
        outcome=row["outcome"],
        asked_at=row["asked_at"],
        ended_at=row["ended_at"],
    )
