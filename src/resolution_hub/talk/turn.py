"""One turn: a message in, everything that follows from it out, in one transaction.

Understanding happens before the transaction; here the conversation is held, the message appended (a resend is
recognised), the next move decided in core, and the topic's file speaks. Whatever it grants or starts commits with its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, assert_never

import asyncpg
import msgspec

from resolution_hub.core.dialogue import Decision, Heard, after, decide, take_up
from resolution_hub.core.draft_answers import answer
from resolution_hub.core.drafting.draft import DRAFTED
from resolution_hub.core.drafting.hearing import Said
from resolution_hub.core.escalation import should_offer
from resolution_hub.core.events import Floor
from resolution_hub.core.identity import Standing
from resolution_hub.core.moves import (
    Answer,
    Appeal,
    Asked,
    AskIntent,
    AskOrder,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    Dropped,
    Later,
    LookUp,
    Move,
    OtherLanguage,
    Propose,
    Pursue,
    Redirect,
    SignInFirst,
    SmallTalk,
    Solved,
    SomethingElse,
    UnknownOrder,
)
from resolution_hub.core.people import ConversationId, Owner
from resolution_hub.core.prior import Page
from resolution_hub.core.reading import Reading
from resolution_hub.core.topic import Topic
from resolution_hub.features.conversations import service as conversations
from resolution_hub.kit.live import notify
from resolution_hub.kit.text import Text
from resolution_hub.talk import (
    answer_article,
    appeal,
    balance,
    billing_error,
    bring_person,
    cancel_order,
    drafting,
    find_refund,
    going_on,
    not_received,
    promo_code,
    proving,
    redirect_refund,
    return_label,
    settlement,
    settling,
    situation,
    solved,
    subscription,
    track_parcel,
)
from resolution_hub.talk.turn_state import Session, Tools, Turn

_LONGEST_QUOTE = 80


class NoSuchConversation(Exception):
    """It does not exist, or belongs to somebody else: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer sends. `id` is the sender's own; `choice` the id of a pressed button."""

    id: str
    text: str
    choice: str | None = None
    page: Page | None = None  # what the customer was looking at when they wrote
    code: str | None = None  # digits of a one-time code, which stand masked in `text` (core/proving.py)


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
    heard: Heard,
    now: datetime,
    session: Session | None = None,
) -> Appended:
    """Append the message and answer it. `locale` is (locale, time zone). Raises NoSuchConversation."""
    conversation = await hold(tx, conversation_id, owner, message.id)
    if conversation.seen is not None:
        return Appended(conversation.seen, repeated=True)
    seq = conversation.say(conversations.customer_said(message.text, message.choice), message.id)
    choice = message.choice or conversation.choice_typed(message.text, _standing(Text.load(*locale)))
    routing, topic = None, None
    if conversation.floor is Floor.ASSISTANT:
        turn = await begin(
            tx, tools, owner, locale, conversation, now, heard.whole, message.text, message.page, session
        )
        if choice is not None:
            await settling.by_button(turn, choice)
        _with_words_before(turn, choice)
        proved = await proving.hear(turn, choice, message.code)
        if proved is not None:
            later = turn.dialogue.later
            if proved.move is not None:
                await carry_out(turn, proved.move)
        else:
            decision, later = await _decide(turn, heard, choice)
            routing = decision.routing
            if decision.heard is not None:
                turn.said, turn.reading = decision.heard
            await carry_out(turn, decision.move)
            if isinstance(decision.move, AskIntent | AskOrder):
                turn.dialogue = replace(turn.dialogue, unsettled=Later(turn.said, reading=turn.reading))
        if heard.whole.cut and conversation.floor is Floor.ASSISTANT:
            turn.say(turn.text.say("read-in-part"))
        await _go_on(turn, later)
        conversation.remember(msgspec.to_builtins(turn.dialogue))
        topic = turn.dialogue.topic
    else:
        # The assistant is silent; the desk shows the customer's words, and their word on whether it is solved counts.
        await notify(tx, "desk", f"queue {conversation.id}")
        if choice in ("solved:yes", "solved:no"):
            turn = await begin(tx, tools, owner, locale, conversation, now, heard.whole, message.text)
            await solved.reply(turn, yes=choice == "solved:yes")
    conversation.understood = conversations.Understood(
        seq, msgspec.to_builtins(heard.whole), msgspec.to_builtins(routing)
    )
    await conversations.flush(tx, conversation, now)
    return Appended(seq, repeated=False, topic=topic)


def _with_words_before(turn: Turn, choice: str | None) -> None:
    """A button's label is not the customer's words: those that the question was about are, where there was one."""
    before = turn.dialogue.unsettled
    turn.dialogue = replace(turn.dialogue, unsettled=None)
    if choice is None:
        return
    answers = choice.startswith(("topic:", "intent:", "order:"))
    turn.said, turn.reading = (before.said, before.reading) if before is not None and answers else ("", None)


async def _decide(turn: Turn, heard: Heard, choice: str | None) -> tuple[Decision, tuple[Later, ...]]:
    """What a draft that is being talked about makes of the message comes first; the human door before even that."""
    draft, book, guide = turn.dialogue.draft, turn.tools.book, turn.guide
    if draft is not None and turn.who is not None and not heard.whole.asks_for_person:
        there = await drafting.wares(turn, draft)
        said = Said(turn.said, heard.whole)
        move = answer(draft, said, choice, turn.who, there, book, guide.taxonomy)
        if move is not None:
            return Decision(move), turn.dialogue.later
    return decide(turn.dialogue, heard, choice, turn.who, book, guide)


async def _go_on(turn: Turn, later: tuple[Later, ...]) -> None:
    """Take up what else was asked, until an answer of the customer's is needed first."""
    waiting = list(later)
    while waiting and _free(turn):
        following = waiting.pop(0)
        turn.said, turn.reading = following.said, following.reading
        turn.say(turn.text.say("next-thing", said=_shortened(following.said)))
        await carry_out(turn, take_up(following, turn.who, turn.guide))
    turn.dialogue = replace(turn.dialogue, later=tuple(waiting) if turn.conversation.floor is Floor.ASSISTANT else ())


def _free(turn: Turn) -> bool:
    """Whether nothing is open that the customer has to answer first."""
    asked = turn.dialogue.asked not in (None, Asked.SOLVED) or turn.dialogue.proving is not None
    return not asked and turn.conversation.floor is Floor.ASSISTANT


def _shortened(said: str) -> str:
    plain = " ".join(said.split()).strip(" .!?,;")
    return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"


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
    page: Page | None = None,
    session: Session | None = None,
) -> Turn:
    """A turn in a held conversation, with the facts of this moment: a customer's, or a visitor's one proved order."""
    proved = session.standing.at(now) if session is not None else Standing()
    customer = owner.customer_id or proved.customer_id
    only = proved.order_id if owner.customer_id is None else None
    who = await situation.load(tx, customer, now, only=only) if customer is not None else None
    state: dict[str, Any] = conversation.state
    dialogue = msgspec.convert(state, Dialogue)
    upset = should_offer(reading, None, tools.book, misses=0) if reading is not None else None
    guide = tools.guide(page)
    return Turn(
        tx, now, tools, Text.load(*locale), conversation, owner, who, dialogue, reading, said, guide, upset, session
    )


async def carry_out(turn: Turn, move: Move) -> None:
    """Make the move, if what was shown of who is talking reaches that far."""
    if not await proving.stop(turn, move):
        await _make(turn, move)


async def _make(turn: Turn, move: Move) -> None:
    """Note where the talk stands after the move, then let its file speak."""
    turn.dialogue = after(turn.dialogue, move)
    match move:
        case BringPerson(why):
            await bring_person.reply(turn, why)
        case Pursue(topic, subject):
            await _pursue(turn, topic, subject)
        case Propose(draft, missed):
            await drafting.go_on(turn, draft, missed=missed)
        case Dropped():
            drafting.dropped(turn)
        case Confirmed(_, subject):
            await (drafting if turn.dialogue.draft is not None else cancel_order).confirmed(turn, subject)
        case Declined():
            await cancel_order.declined(turn)
        case Solved(yes):
            await solved.reply(turn, yes=yes)
        case Appeal(ruling_id):
            await appeal.reply(turn, ruling_id)
        case Redirect(grant_id, method_id):
            await redirect_refund.reply(turn, grant_id, method_id)
        case Answer(_, article):
            await answer_article.from_article(turn, article)
        case LookUp(intent):
            await answer_article.look_up(turn, intent)
        case SignInFirst(topic):
            await proving.ask(turn, topic)
        case AskOrder() | AskIntent() | UnknownOrder() | SomethingElse() | SmallTalk() | OtherLanguage():
            going_on.reply(turn, move)
        case _:
            assert_never(move)


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
        case _ if topic in DRAFTED:
            await drafting.reply(turn, topic, subject)
        case Topic.PERSON:
            raise ValueError("a person is brought, not pursued")
        case Topic.PROMO_CODE:
            await promo_code.reply(turn)
        case Topic.BALANCE:
            await balance.reply(turn)
        case Topic.SUBSCRIPTION:
            await subscription.reply(turn)
        case Topic.SETTLEMENT:
            settlement.reply(turn)
        case Topic.RETURN_LABEL:
            await return_label.reply(turn)
        case _:
            raise ValueError(f"no file talks about {topic}")


def _standing(text: Text) -> dict[str, str]:
    """Buttons that stand under every conversation, whatever was said last."""
    return {
        text.say("choice-something-else"): "something_else",
        text.say("choice-more-help"): "more_help",
        text.say("choice-person"): "person",
    }
