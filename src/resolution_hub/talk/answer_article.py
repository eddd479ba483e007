"""Questions answered from the help articles (product.md A4): a passage quoted with its source, or an honest "I don't know"."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from resolution_hub.core.escalation import TRIES_BEFORE_OFFER
from resolution_hub.core.events import CardKind, Choice
from resolution_hub.core.reading import Intent
from resolution_hub.core.topic import TOPIC_OF, Topic
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards

_TOPICS_TO_OFFER = (Topic.TRACK_PARCEL, Topic.CANCEL_ORDER, Topic.FIND_REFUND, Topic.BILLING_ERROR)
_LIKELY = 0.4


async def reply(turn: Turn) -> None:
    # Some milliseconds of CPU: off the event loop, so that other conversations go on.
    found = await asyncio.to_thread(turn.tools.finder.find, turn.said, 1)
    if found and found[0].sure:
        passage = found[0].passage
        turn.dialogue = replace(turn.dialogue, misses=0)
        quote = cards.ArticleQuote(passage.article, passage.title, passage.heading, passage.text)
        helped = turn.choice("solved:yes", "choice-helped")
        more = turn.choice("more_help", "choice-more-help")
        turn.say(
            turn.text.say("article-found", title=passage.title),
            cards=[cards.card(CardKind.ARTICLE, quote)],
            choices=[helped, more],
        )
        return
    turn.dialogue = replace(turn.dialogue, misses=turn.dialogue.misses + 1)
    if _known_but_not_ours(turn):
        turn.say(turn.text.say("cannot-do-yet"), choices=[turn.person_choice(), turn.something_else()])
    elif turn.dialogue.misses >= TRIES_BEFORE_OFFER:
        turn.say(turn.text.say("not-understood-again"), choices=[turn.person_choice(), *_topics(turn)])
    else:
        turn.say(turn.text.say("not-understood"), choices=[*_topics(turn), turn.something_else()])


def _known_but_not_ours(turn: Turn) -> bool:
    """We understood what is wanted, and it is nothing that the assistant can do."""
    best = turn.reading.best if turn.reading is not None else None
    small_talk = (Intent.GREETING, Intent.THANKS, Intent.GOODBYE, Intent.AFFIRM, Intent.DENY, Intent.CORRECTION)
    return (
        best is not None
        and best.probability >= _LIKELY
        and best.intent not in TOPIC_OF
        and best.intent not in small_talk
    )


def _topics(turn: Turn) -> list[Choice]:
    return [turn.topic_choice(topic) for topic in _TOPICS_TO_OFFER]
