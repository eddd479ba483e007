"""A person's ruling in place of another: kept with their name and reason, and what it grants granted with it.

A ruling is superseded once; whoever comes second is refused and nothing of theirs is written. What is granted never exceeds
what is left of the charges that the ruling is about: they are locked before anything is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.appeal import Answer, Decider, GrantMoney, Unable, charges_about, decide, left_of, spread
from resolution_hub.core.money import Money
from resolution_hub.core.people import CustomerId, Role
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.remedy import Grant, RulingId
from resolution_hub.features import journal
from resolution_hub.features.remedies import rulings, store
from resolution_hub.features.remedies.service import KeptRuling, find_ruling, get_ledger, grant_refund, lock_ledger
from resolution_hub.kit.ids import new_id
from resolution_hub.kit.tagged import type_name


class AlreadySuperseded(Exception):
    """Another ruling stands in its place. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """The ruling that stands now, and the refunds that it granted, still to be sent."""

    ruling_id: RulingId
    ruling: Ruling
    grants: tuple[Grant, ...]


async def supersede(
    tx: asyncpg.Connection,
    customer_id: CustomerId,
    kept: KeptRuling,
    answer: Answer,
    by: Decider,
    role: Role,
    book: Rulebook,
    at: datetime,
) -> Superseded | Unable:
    """Let `by` decide in place of `kept`, a ruling of that customer's case. Raises AlreadySuperseded."""
    ledger = await lock_ledger(tx, customer_id)
    charges = charges_about(kept.ruling.facts, ledger)
    made_by = kept.by.agent_id if kept.by is not None else None
    ruling = decide(kept.ruling, made_by, answer, by.agent_id, role, left_of(charges, ledger), book)
    if isinstance(ruling, Unable):
        return ruling
    ruling_id, actor = RulingId(new_id("rl")), f"agent:{by.agent_id}"
    verdict = type_name(type(ruling.verdict))
    await tx.execute(
        store.ADD_RULING_OF_PERSON, ruling_id, kept.case_id, at, verdict, ruling.rulebook_version, rulings.to_body(ruling),
        actor, by.name, by.reason,
    )  # fmt: skip
    if await tx.fetchval(store.SUPERSEDE, kept.id, ruling_id) is None:
        raise AlreadySuperseded(kept.id)
    said = {"ruling": ruling_id, "supersedes": kept.id, "verdict": verdict, "reason": by.reason}
    await journal.write(tx, at, kept.case_id, actor, "superseded", said)
    grants: list[Grant] = []
    if isinstance(answer, GrantMoney):
        for charge, part in spread(answer.amount, charges, ledger):
            grants.append(await grant_refund(tx, kept.case_id, ruling_id, ruling, charge.id, part, at, actor))
    return Superseded(ruling_id, ruling, tuple(grants))


async def in_place_of(tx: asyncpg.Connection, kept: KeptRuling) -> list[KeptRuling]:
    """The ruling and those that came in its place, in their order: the last one stands."""
    found, after = [kept], kept.superseded_by
    while after is not None and (instead := await find_ruling(tx, after)) is not None:
        found.append(instead)
        after = instead.superseded_by
    return found


async def left_for(tx: asyncpg.Connection, customer_id: CustomerId, kept: KeptRuling) -> Money | None:
    """What could still go back of what the ruling is about; None where it is about no charge."""
    ledger = await get_ledger(tx, customer_id)
    return left_of(charges_about(kept.ruling.facts, ledger), ledger)
