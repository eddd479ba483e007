"""Starting journeys from inside a transaction, by SQL alone.

The durable runner ships a SQL function that queues a workflow; called here it commits or rolls back with everything else
in the transaction, and the same id twice is one run. This module never imports the runner.
"""

from __future__ import annotations

import asyncpg

QUEUE = "journeys"

_ENQUEUE = """
select dbos.enqueue_workflow($1, $2, array[to_json($3::text)]::json[], '{}'::json, workflow_id => $4)
"""


async def start_journey(tx: asyncpg.Connection, name: str, argument: str, journey_id: str) -> None:
    """Queue the journey `name` with one argument (an id). `journey_id` makes a repeat harmless."""
    await tx.execute(_ENQUEUE, name, QUEUE, argument, journey_id)
