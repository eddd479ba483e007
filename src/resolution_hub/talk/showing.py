"""Photos as part of a talk: they stand in it like words, and whoever speaks for the shop sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.events import CustomerShowed, Floor, Reported
from resolution_hub.core.people import Owner
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.photos import service as photos
from resolution_hub.features.photos.service import NewPhoto
from resolution_hub.kit.live import notify
from resolution_hub.talk import drafting
from resolution_hub.talk.turn import Appended, begin, hold
from resolution_hub.talk.turn_state import Session, Tools


async def take(
    tx: asyncpg.Connection,
    tools: Tools,
    owner: Owner,
    locale: tuple[str, str],
    conversation_id: str,
    message_id: str,
    made: Sequence[NewPhoto],
    now: datetime,
    session: Session | None = None,
) -> Appended:
    """Append the photos to the owner's conversation; a resend is recognised. A talk about something damaged goes on with
    them; else what is asked for stays asked.

    Raises NoSuchConversation, photos.TooManyPhotos.
    """
    conversation = await hold(tx, conversation_id, owner, message_id)
    if conversation.seen is not None:
        return Appended(conversation.seen, repeated=True)
    await photos.add(tx, conversation.id, made, now)
    seq = conversation.say(CustomerShowed(photos.shown(made)), message_id)
    turn = await begin(tx, tools, owner, locale, conversation, now, session=session)
    asked = conversation.floor is Floor.ASSISTANT and turn.who is not None
    if asked and await drafting.showed(turn, tuple(each.id for each in made)):
        conversation.remember(msgspec.to_builtins(turn.dialogue))
    else:
        conversation.say(Reported(turn.text.say("photos-kept", count=len(made))))
    if conversation.floor is not Floor.ASSISTANT:
        await notify(tx, "desk", f"queue {conversation.id}")
    await conversations.flush(tx, conversation, now)
    return Appended(seq, repeated=False)
