"""The help home of a signed-in customer, and the ways from it into a conversation (product.md A1, A2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from resolution_hub.core.dialogue import begin as begin_topic
from resolution_hub.core.moves import Pursue
from resolution_hub.core.order import OrderStatus
from resolution_hub.core.people import ConversationId, CustomerId, Owner
from resolution_hub.core.prediction import Predicted, Reason, find_cues, predict, topic_of
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.insights import service as insights
from resolution_hub.kit.text import Text
from resolution_hub.talk import going_on, situation, turn
from resolution_hub.talk.turn_state import Tools
from resolution_hub.words import sentences

_ABOUT_AN_ORDER = (Topic.TRACK_PARCEL, Topic.NOT_RECEIVED, Topic.CANCEL_ORDER)


class NoSuchBox(Exception):
    """The box was never shown to this customer."""


@dataclass(frozen=True, slots=True)
class FrontDoor:
    who: Situation
    boxes: tuple[Predicted, ...]
    showing_id: str


async def look(
    tx: asyncpg.Connection, customer_id: CustomerId, rates: Mapping[Reason, float], now: datetime
) -> FrontDoor:
    """The customer's facts and boxes of this moment, ordered by the shop's rates; that they were shown is recorded."""
    who = await situation.load(tx, customer_id, now)
    boxes = predict(who, rates)
    showing_id = await insights.show(tx, customer_id, [box.key for box in boxes], now)
    return FrontDoor(who, boxes, showing_id)


async def open_box(
    tx: asyncpg.Connection,
    tools: Tools,
    owner: Owner,
    locale: tuple[str, str],
    showing_id: str,
    key: str,
    now: datetime,
) -> ConversationId:
    """Begin the conversation that a box leads to, already filled in and answered. The same box of the same showing
    leads to the same conversation. Raises NoSuchBox."""
    customer = owner.customer_id
    shown = await insights.find_showing(tx, customer, showing_id) if customer is not None else None
    if customer is None or shown is None or key not in shown:
        raise NoSuchBox(key)
    await insights.took_box(tx, customer, showing_id, key, now)
    conversation_id = conversations.id_for(owner, f"{showing_id}/{key}")
    if not await conversations.open_conversation(tx, conversation_id, owner, now):
        return conversation_id
    held = await turn.hold(tx, conversation_id, owner)
    current = await turn.begin(tx, tools, owner, locale, held, now)
    cues = find_cues(current.situation)
    # A parcel that was delivered today is one delivered yesterday after midnight: the thing is still the same.
    same = (cue for cue in cues if cue.subject == key.partition(".")[2])
    box = next((cue for cue in cues if cue.key == key), next(same, None))
    if box is None or box.topic is None:
        # What the box was about has changed since it was shown: the greeting, and the truth, come from scratch.
        current.say(going_on.greeting(current))
    else:
        sentence = sentences.box_sentence(box, current.text)
        held.say(conversations.customer_said(sentence, None))
        order_id = _order_of(box, current.situation)
        move = Pursue(box.topic, order_id) if order_id else begin_topic(box.topic, None, current.who)
        await turn.carry_out(current, move)
    held.remember(msgspec.to_builtins(current.dialogue))
    await conversations.flush(tx, held, now)
    return conversation_id


async def start(
    tx: asyncpg.Connection,
    tools: Tools,
    owner: Owner,
    locale: tuple[str, str],
    message_id: str,
    now: datetime,
    *,
    greet: bool,
) -> ConversationId:
    """Make a conversation, greeted or about to get its first message. The same message id is the same conversation."""
    conversation_id = conversations.id_for(owner, message_id)
    made = await conversations.open_conversation(tx, conversation_id, owner, now)
    if made and greet:
        held = await turn.hold(tx, conversation_id, owner)
        current = await turn.begin(tx, tools, owner, locale, held, now)
        current.say(going_on.greeting(current))
        await conversations.flush(tx, held, now)
    return conversation_id


async def note_question(
    tx: asyncpg.Connection, owner: Owner, showing_id: str, topic: Topic | None, now: datetime
) -> None:
    """Record what became of a showing when its customer typed instead: a box about that very topic was right too."""
    customer = owner.customer_id
    shown = await insights.find_showing(tx, customer, showing_id) if customer is not None else None
    if customer is None or shown is None:
        return
    right = next((key for key in shown if topic is not None and topic_of(key) is topic), None)
    if right is not None:
        await insights.took_box(tx, customer, showing_id, right, now)
    else:
        await insights.asked_otherwise(tx, customer, showing_id, now)


def examples(who: Situation, text: Text) -> list[str]:
    """Three questions that this very customer could ask."""
    said = []
    if who.billing_errors or who.subscriptions:
        said.append(text.say("example-billing"))
    under_way = [o for o in who.orders if o.status not in (OrderStatus.DELIVERED, OrderStatus.CANCELLED)]
    if under_way:
        said.append(text.say("example-track", item=under_way[0].main_line.name))
    if any(o.status in (OrderStatus.PLACED, OrderStatus.PREPARING) for o in who.orders):
        said.append(text.say("example-cancel"))
    if who.returns or who.ledger.refunds:
        said.append(text.say("example-refund"))
    said += [text.say("example-return"), text.say("example-delivery"), text.say("example-person")]
    return said[:3]


def _order_of(box: Predicted, who: Situation) -> str | None:
    order = who.order_about(box.subject) if box.topic in _ABOUT_AN_ORDER else None
    return order.id if order is not None else None
