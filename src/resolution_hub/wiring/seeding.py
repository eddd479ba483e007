"""Filling an empty hub with the demo shop, through the same door as any shop's import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import asyncpg

from resolution_hub.connectors.carriers.simulator import lay_plan
from resolution_hub.connectors.commerce import sandbox
from resolution_hub.connectors.demo_shop import NAME, generate
from resolution_hub.connectors.demo_shop.personas import AGENTS, PERSONAS
from resolution_hub.connectors.shop_files.folder import from_records
from resolution_hub.core.people import Role
from resolution_hub.features.people import service as people
from resolution_hub.features.staffing import service as staffing
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings
from resolution_hub.wiring.importing import write_shop

_SEED = 20_26
_EMPTY = "select not exists (select from customers) and not exists (select from agents)"
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(7203117003)"


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody of the demo shop to sign in as."""

    kind: Literal["customer", "agent"]
    id: str
    name: str
    story: str
    try_saying: str | None


def stories() -> tuple[Story, ...]:
    """The customers with a story, then the desk's people."""
    told = [Story(p.kind, p.id, p.name, p.story, p.try_saying) for p in PERSONAS]
    named = {story.id for story in told}
    staff = [Story("agent", a.id, a.name, f"{', '.join(a.departments)}: {a.role}", None) for a in AGENTS]
    return (*told, *(agent for agent in staff if agent.id not in named))


async def seed(database_url: str, settings: Settings) -> None:
    """Put the demo shop into an empty hub, all of it or nothing; a hub that has any data stays as it is."""
    if not settings.demo:
        return
    database = Database(database_url, most=2, name="hub-seed")
    await database.open()
    try:
        async with database.transaction() as tx:
            await tx.execute(_ONE_AT_A_TIME)
            if await tx.fetchval(_EMPTY):
                await _fill(tx, datetime.now(UTC))
    finally:
        await database.close()


async def _fill(tx: asyncpg.Connection, now: datetime) -> None:
    shop = generate(_SEED, now)
    await write_shop(tx, from_records(shop.records, name=NAME), now)
    for agent in shop.agents:
        await people.add_agent(tx, agent.id, agent.name, agent.email, Role(agent.role), None)
        await staffing.settle_in(tx, agent.id, agent.departments, (), agent.languages)
    await sandbox.take_over(tx)
    await lay_plan(tx, shop.parcel_plan)
