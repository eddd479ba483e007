"""Questions answered from the help articles and the catalogue (product.md A4, B2): a quote with its source, or an honest
"I don't know"."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from resolution_hub.core.escalation import TRIES_BEFORE_OFFER
from resolution_hub.core.events import CardKind, Choice
from resolution_hub.ports.language import Found, Passage, PassageKind
from resolution_hub.talk.going_on import TOPICS
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards

_CLEARLY_NEARER = 0.2  # in nearness, 0 to 1: by how much another article is ahead that is quoted instead


async def from_article(turn: Turn, slug: str) -> None:
    """Answer what was understood from the article about it: from its passage nearest to the customer's words."""
    intended = await _find(turn, lambda passage: passage.article == slug)
    best = await _find(turn)
    if best is not None and best.sure and (intended is None or best.score > intended.score + _CLEARLY_NEARER):
        _quote(turn, best)
    elif intended is not None:
        _quote(turn, intended)
    else:
        await look_up(turn, None)


async def look_up(turn: Turn, intent: str | None) -> None:
    """Search with the customer's words. `intent` is what they want, where that is known and no article is about it."""
    found = await _find(turn)
    if found is not None and found.sure:
        _quote(turn, found)
        return
    turn.dialogue = replace(turn.dialogue, misses=turn.dialogue.misses + 1)
    if intent is not None:
        turn.say(turn.text.say("cannot-do-yet"), choices=[turn.person_choice(), turn.something_else()])
    elif turn.dialogue.misses >= TRIES_BEFORE_OFFER:
        turn.say(turn.text.say("not-understood-again"), choices=[turn.person_choice(), *_topics(turn)])
    else:
        turn.say(turn.text.say("not-understood"), choices=[*_topics(turn), turn.something_else()])


async def _find(turn: Turn, among: Callable[[Passage], bool] | None = None) -> Found | None:
    # Some milliseconds of CPU: off the event loop, so that other conversations go on.
    found = await asyncio.to_thread(turn.tools.finder.find, turn.said, 1, among)
    return found[0] if found else None


def _quote(turn: Turn, found: Found) -> None:
    passage = found.passage
    turn.dialogue = replace(turn.dialogue, misses=0)
    helped = turn.choice("solved:yes", "choice-helped")
    more = turn.choice("more_help", "choice-more-help")
    match passage.kind:
        case PassageKind.ARTICLE:
            said = turn.text.say("article-found", title=passage.title)
            article = cards.ArticleQuote(passage.article, passage.title, passage.heading, found.quote, passage.anchor)
            card = cards.card(CardKind.ARTICLE, article)
        case PassageKind.PRODUCT:
            said = turn.text.say("product-found", name=passage.title)
            price = cards.amount(passage.price) if passage.price is not None else None
            product = cards.ProductQuote(passage.product, passage.title, passage.heading, found.quote, price)
            card = cards.card(CardKind.PRODUCT, product)
        case _:
            assert_never(passage.kind)
    turn.say(said, cards=[card], choices=[helped, more])


def _topics(turn: Turn) -> list[Choice]:
    return [turn.topic_choice(topic) for topic in TOPICS]
