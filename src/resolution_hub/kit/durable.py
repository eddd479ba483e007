"""Starting journeys from inside a transaction, by SQL alone.

The durable runner ships a SQL function that queues a workflow; called here it commits or rolls back with everything else
in the transaction, and the same id twice is one run. This module never imports the runner.
"""

from __future__ import annotations

from datetime import datetime

import asyncpg

QUEUE = "journeys"

_ENQUEUE = """
select dbos.enqueue_workflow($1, $2, array[to_json($3::text)]::json[], '{}'::json, workflow_id => $4,
                             delay_until_epoch_ms => $5)
"""


async def start_journey(
    tx: asyncpg.Connection, name: str, argument: str, journey_id: str, not_before: datetime | None = None
) -> None:
    """Queue the journey `name` with one argument (an id), to run now or at `not_before`. `journey_id` makes a repeat
    harmless."""
    delay_until = int(not_before.timestamp() * 1000) if not_before is not None else None
    await tx.execute(_ENQUEUE, name, QUEUE, argument, journey_id, delay_until)
