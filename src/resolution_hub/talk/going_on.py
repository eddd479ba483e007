"""What the assistant says to go on with the talk itself: questions, greetings, and what it can't do without knowing more."""

from __future__ import annotations

from typing import assert_never

from resolution_hub.core.moves import (
    AskIntent,
    AskOrder,
    OtherLanguage,
    SmallTalk,
    SomethingElse,
    UnknownOrder,
)
from resolution_hub.core.reading import Intent
from resolution_hub.core.topic import Topic
from resolution_hub.talk.turn_state import Turn

TOPICS = (Topic.TRACK_PARCEL, Topic.CANCEL_ORDER, Topic.FIND_REFUND, Topic.BILLING_ERROR)  # offered to who seeks a way
_NEWEST = 3

GoingOn = AskOrder | AskIntent | UnknownOrder | SomethingElse | SmallTalk | OtherLanguage


def reply(turn: Turn, move: GoingOn) -> None:
    match move:
        case AskOrder(_, order_ids):
            turn.say(turn.text.say("which-order"), choices=[*turn.order_choices(order_ids), turn.something_else()])
        case AskIntent(intents):
            buttons = [*map(turn.intent_choice, intents), turn.something_else()]
            turn.say(turn.text.say("which-topic"), choices=buttons)
        case UnknownOrder(_, number):
            newest = tuple(order.id for order in turn.situation.orders[:_NEWEST])
            key = "unknown-order" if newest else "unknown-order-none"
            turn.say(turn.text.say(key, number=number), choices=[*turn.order_choices(newest), turn.person_choice()])
        case SomethingElse():
            more = turn.choice("more_help", "choice-more-help")
            turn.say(turn.text.say("something-else"), choices=[more, *map(turn.topic_choice, TOPICS)])
        case SmallTalk(intent):
            turn.say(_small_talk(turn, intent))
        case OtherLanguage(language):
            key = f"language-{language}"
            turn.upset = None  # a person is offered with it in any case
            turn.say(turn.text.say(key if turn.text.has(key) else "language-unknown"), choices=[turn.person_choice()])
        case _:
            assert_never(move)


def greeting(turn: Turn) -> str:
    names = {"assistant": turn.tools.assistant_name, "shop": turn.tools.shop_name}
    if turn.who is None or turn.only is not None:
        return turn.text.say("hello-visitor", **names)
    return turn.text.say("hello-customer", name=turn.who.customer.given_name, **names)


def _small_talk(turn: Turn, intent: Intent) -> str:
    match intent:
        case Intent.THANKS:
            return turn.text.say("you-are-welcome")
        case Intent.GOODBYE:
            return turn.text.say("goodbye")
        case _:
            return greeting(turn)
