"""Promotions (product.md C10): which codes hold now, for what, until when; and which one an order was placed with.

A code that is not known or has ended is said so. None is ever applied to an order that is placed: its price is its price.
"""

from __future__ import annotations

import re

from resolution_hub.core.order import Order
from resolution_hub.features.records import service as records
from resolution_hub.features.records.service import Promotion
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import sentences

_CODE = re.compile(r"\b(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,20}\b")
_MOST = 4


async def reply(turn: Turn) -> None:
    promotions = await records.get_promotions(turn.tx, turn.now)
    named = [code for code in _CODE.findall(turn.said.upper()) if any(p.code == code for p in promotions)]
    shown = [p for p in promotions if p.code in named] or promotions[:_MOST]
    used = _used(turn.situation.orders)
    said = [_sentence(turn, each) for each in shown] or [turn.text.say("promo-none")]
    if used is not None:
        said.append(turn.text.say("promo-used", code=used.promotion or "", number=used.number))
    turn.say(" ".join(said), choices=[turn.person_choice(), turn.something_else()])


def _used(orders: tuple[Order, ...]) -> Order | None:
    return next((order for order in orders if order.promotion), None)


def _sentence(turn: Turn, each: Promotion) -> str:
    text = turn.text
    off = f"{each.percent} %" if each.percent is not None else ""
    if each.amount is not None:
        off = sentences.money(each.amount, text)
    key = "promo-running" if each.starts_at <= turn.now else "promo-coming"
    said = text.say(key, code=each.code, off=off, until=text.moment(each.ends_at), since=text.moment(each.starts_at))
    if each.category:
        said = f"{said} {text.say('promo-category', category=each.category)}"
    if each.minimum is not None:
        said = f"{said} {text.say('promo-minimum', amount=sentences.money(each.minimum, text))}"
    return said
