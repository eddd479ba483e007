"""What a message had meant, once a person says so: kept with its reading, and suggested as an example where it was read
otherwise. No example is learnt from before somebody has accepted it; what people come for is counted at once (core/prior.py)."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.core.topic import Topic
from resolution_hub.features.conversations import readings
from resolution_hub.features.learning import service as learning
from resolution_hub.talk.turn_state import Turn

CUSTOMER = "customer"


async def by_button(turn: Turn, choice: str) -> None:
    """A button that names what is meant says what the message before it had meant. Other buttons say nothing of it."""
    kind, _, value = choice.partition(":")
    taxonomy = turn.guide.taxonomy
    if kind == "intent" and value in taxonomy.intents:
        await settle(turn.tx, turn.conversation.id, value, CUSTOMER, turn.now)
    elif kind == "topic" and value in set(Topic):
        meant = chief_intent(taxonomy, Topic(value))
        if meant is not None:
            await settle(turn.tx, turn.conversation.id, meant, CUSTOMER, turn.now)


async def settle(
    tx: asyncpg.Connection, conversation_id: str, meant: str, by: str, now: datetime, reading_id: str | None = None
) -> None:
    """Note that the conversation's latest reading that was weighed (or the one named) had meant this."""
    settled = await readings.settle(tx, conversation_id, meant, by, now, reading_id)
    if settled is not None and settled.read_as != meant:
        await learning.suggest(tx, settled.reading_id, settled.said, settled.read_as, meant, by, now)


def chief_intent(taxonomy: Taxonomy, topic: Topic) -> str | None:
    """The intent that bears the topic's name, else the first that leads to it."""
    leading = [name for name, spec in taxonomy.intents.items() if spec.topic is topic]
    return topic.value if topic.value in leading else next(iter(leading), None)
