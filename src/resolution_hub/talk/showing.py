"""Photos as part of a talk: they stand in it like words, and whoever speaks for the shop sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from resolution_hub.core.events import CustomerShowed, Floor, Reported
from resolution_hub.core.people import Owner
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.photos import service as photos
from resolution_hub.features.photos.service import NewPhoto
from resolution_hub.kit.live import notify
from resolution_hub.kit.text import Text
from resolution_hub.talk.turn import Appended, hold


async def take(
    tx: asyncpg.Connection,
    owner: Owner,
    text: Text,
    conversation_id: str,
    message_id: str,
    made: Sequence[NewPhoto],
    now: datetime,
) -> Appended:
    """Append the photos to the owner's conversation; a resend is recognised. What is asked for stays asked.

    Raises NoSuchConversation, photos.TooManyPhotos.
    """
    conversation = await hold(tx, conversation_id, owner, message_id)
    if conversation.seen is not None:
        return Appended(conversation.seen, repeated=True)
    await photos.add(tx, conversation_id, made, now)
    seq = conversation.say(CustomerShowed(photos.shown(made)), message_id)
    conversation.say(Reported(text.say("photos-kept", count=len(made))))
    if conversation.floor is not Floor.ASSISTANT:
        await notify(tx, "desk", f"queue {conversation.id}")
    await conversations.flush(tx, conversation, now)
    return Appended(seq, repeated=False)
