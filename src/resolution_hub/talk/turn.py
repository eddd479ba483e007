"""One turn: a message in, everything that follows from it out, in one transaction.

Understanding happens before the transaction; here the conversation is held, the message appended (a resend is
recognised), the next move decided in core, and the topic's file speaks. Whatever it grants or starts commits with its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

import asyncpg
import msgspec

from resolution_hub.core.dialogue import (
    AskOrder,
    AskTopic,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    LookUp,
    Move,
    Pursue,
    SignInFirst,
    SmallTalk,
    Solved,
    SomethingElse,
    UnknownOrder,
    after,
    decide,
)
from resolution_hub.core.escalation import should_offer
from resolution_hub.core.events import Floor
from resolution_hub.core.people import ConversationId, Owner
from resolution_hub.core.reading import Intent, Reading
from resolution_hub.core.topic import Topic
from resolution_hub.features.conversations import service as conversations
from resolution_hub.kit.live import notify
from resolution_hub.kit.text import Text
from resolution_hub.talk import (
    answer_article,
    billing_error,
    bring_person,
    cancel_order,
    find_refund,
    not_received,
    situation,
    solved,
    track_parcel,
)
from resolution_hub.talk.turn_state import Tools, Turn


class NoSuchConversation(Exception):
    """It does not exist, or belongs to somebody else: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer sends. `id` is the sender's own; `choice` the id of a pressed button."""

    id: str
    text: str
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """Where the message stands, and what it turned out to be about."""

    seq: int
    repeated: bool
    topic: Topic | None = None


async def take(
    tx: asyncpg.Connection,
    tools: Tools,
    owner: Owner,
    locale: tuple[str, str],
    conversation_id: ConversationId,
    message: Message,
    reading: Reading,
    now: datetime,
) -> Appended:
    """Append the message and answer it. `locale` is (locale, time zone). Raises NoSuchConversation."""
    conversation = await hold(tx, conversation_id, owner, message.id)
    if conversation.seen is not None:
        return Appended(conversation.seen, repeated=True)
    seq = conversation.say(conversations.customer_said(message.text, message.choice), message.id)
    conversation.reading = _stored(reading)
    choice = message.choice or conversation.choice_typed(message.text, _standing(Text.load(*locale)))
    topic = None
    if conversation.floor is Floor.ASSISTANT:
        turn = await begin(tx, tools, owner, locale, conversation, now, reading, message.text)
        await carry_out(turn, decide(turn.dialogue, reading, choice, turn.who, tools.book))
        conversation.remember(msgspec.to_builtins(turn.dialogue))
        topic = turn.dialogue.topic
    else:
        # The assistant is silent; the desk shows the customer's words, and their word on whether it is solved counts.
        await notify(tx, "desk", f"queue {conversation.id}")
        if choice in ("solved:yes", "solved:no"):
            turn = await begin(tx, tools, owner, locale, conversation, now, reading, message.text)
            await solved.reply(turn, yes=choice == "solved:yes")
    await conversations.flush(tx, conversation, now)
    return Appended(seq, repeated=False, topic=topic)


async def hold(
    tx: asyncpg.Connection, conversation_id: str, owner: Owner, message_id: str | None = None
) -> conversations.Conversation:
    """The owner's conversation, held until the transaction ends. Raises NoSuchConversation."""
    conversation = await conversations.lock(tx, conversation_id, message_id)
    if conversation is None or conversation.owner != owner:
        raise NoSuchConversation(conversation_id)
    return conversation


async def begin(
    tx: asyncpg.Connection,
    tools: Tools,
    owner: Owner,
    locale: tuple[str, str],
    conversation: conversations.Conversation,
    now: datetime,
    reading: Reading | None = None,
    said: str = "",
) -> Turn:
    """A turn in a held conversation, with the customer's facts of this moment."""
    customer = owner.customer_id
    who = await situation.load(tx, customer, now) if customer is not None else None
    state: dict[str, Any] = conversation.state
    dialogue = msgspec.convert(state, Dialogue)
    upset = should_offer(reading, None, tools.book, misses=0) if reading is not None else None
    return Turn(tx, now, tools, Text.load(*locale), conversation, owner, who, dialogue, reading, said, upset)


async def carry_out(turn: Turn, move: Move) -> None:
    """Make the move: note where the talk stands after it, then let its file speak."""
    turn.dialogue = after(turn.dialogue, move)
    match move:
        case BringPerson(why):
            await bring_person.reply(turn, why)
        case Pursue(topic, subject):
            await _pursue(turn, topic, subject)
        case AskOrder(_, order_ids):
            turn.say(turn.text.say("which-order"), choices=[*turn.order_choices(order_ids), turn.something_else()])
        case AskTopic(topics):
            turn.say(
                turn.text.say("which-topic"), choices=[*(turn.topic_choice(t) for t in topics), turn.something_else()]
            )
        case UnknownOrder(_, number):
            await _unknown_order(turn, number)
        case Confirmed(_, subject):
            await cancel_order.confirmed(turn, subject)
        case Declined():
            await cancel_order.declined(turn)
        case Solved(yes):
            await solved.reply(turn, yes=yes)
        case LookUp():
            await answer_article.reply(turn)
        case SomethingElse():
            turn.say(
                turn.text.say("something-else"),
                choices=[turn.choice("more_help", "choice-more-help"), *map(turn.topic_choice, _TOPICS)],
            )
        case SmallTalk(intent):
            _small_talk(turn, intent)
        case SignInFirst():
            turn.say(turn.text.say("sign-in-first", shop=turn.tools.shop_name), choices=[turn.person_choice()])
        case _:
            assert_never(move)


_TOPICS = (Topic.TRACK_PARCEL, Topic.CANCEL_ORDER, Topic.FIND_REFUND, Topic.BILLING_ERROR)


async def _pursue(turn: Turn, topic: Topic, subject: str | None) -> None:
    match topic:
        case Topic.TRACK_PARCEL:
            await track_parcel.reply(turn, subject)
        case Topic.NOT_RECEIVED:
            await not_received.reply(turn, subject)
        case Topic.CANCEL_ORDER:
            await cancel_order.reply(turn, subject)
        case Topic.FIND_REFUND:
            await find_refund.reply(turn)
        case Topic.BILLING_ERROR:
            await billing_error.reply(turn)
        case Topic.PERSON:
            raise ValueError("a person is brought, not pursued")
        case _:
            assert_never(topic)


async def _unknown_order(turn: Turn, number: str) -> None:
    newest = tuple(order.id for order in turn.situation.orders[:3])
    key = "unknown-order" if newest else "unknown-order-none"
    turn.say(turn.text.say(key, number=number), choices=[*turn.order_choices(newest), turn.person_choice()])


def _standing(text: Text) -> dict[str, str]:
    """Buttons that stand under every conversation, whatever was said last."""
    return {
        text.say("choice-something-else"): "something_else",
        text.say("choice-more-help"): "more_help",
        text.say("choice-person"): "person",
    }


def _small_talk(turn: Turn, intent: Intent) -> None:
    match intent:
        case Intent.THANKS:
            turn.say(turn.text.say("you-are-welcome"))
        case Intent.GOODBYE:
            turn.say(turn.text.say("goodbye"))
        case _:
            turn.say(greeting(turn))


def greeting(turn: Turn) -> str:
    names = {"assistant": turn.tools.assistant_name, "shop": turn.tools.shop_name}
    if turn.who is None:
        return turn.text.say("hello-visitor", **names)
    return turn.text.say("hello-customer", name=turn.who.customer.given_name, **names)


def _stored(reading: Reading) -> dict[str, Any]:
    """A reading as it is kept: what was understood, not the text itself, which stands in the conversation."""
    body: dict[str, Any] = msgspec.to_builtins(reading)
    return body
