"""Having a withdrawal acknowledged on a durable medium, without undue delay (Directive 2011/83/EU, art. 11a)."""

from __future__ import annotations

import asyncpg

from resolution_hub.kit.durable import start_journey

JOURNEY = "acknowledge"


async def ask(tx: asyncpg.Connection, act_id: str) -> None:
    """Once for each withdrawal, with the transaction that notes it: whatever becomes of it then, it was received."""
    await start_journey(tx, JOURNEY, act_id, f"{JOURNEY}:{act_id}")
