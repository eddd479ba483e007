"""The learning loop: a message that was read wrongly becomes a suggested example, which a person accepts or rejects.

Nothing is trained on a suggestion that nobody accepted, and nothing is trained at all until a person starts a training.
"""

from __future__ import annotations

from datetime import datetime

import asyncpg

from resolution_hub.features.learning import store
from resolution_hub.kit.ids import derived_id


async def suggest(
    tx: asyncpg.Connection, reading_id: str, said: str, read_as: str, meant: str, by: str, at: datetime
) -> None:
    """Suggest the customer's words as an example of `meant`. The same correction of the same reading is one suggestion."""
    await tx.execute(store.SUGGEST, derived_id("sg", reading_id, meant), reading_id, at, said, read_as, meant, by)
