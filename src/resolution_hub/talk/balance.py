"""Gift cards and store credit (product.md C10): what can still be spent, and since when a code or card can't."""

from __future__ import annotations

from resolution_hub.core.ledger import MethodKind
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import sentences

_HELD_HERE = (MethodKind.GIFT_CARD, MethodKind.STORE_CREDIT)


async def reply(turn: Turn) -> None:
    held = [m for m in turn.situation.methods if m.kind in _HELD_HERE and m.balance is not None]
    if not held:
        turn.say(turn.text.say("balance-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    said = []
    for method in held:
        if method.balance is None:
            continue
        amount = sentences.money(method.balance, turn.text)
        if method.expired(turn.situation.today) and method.expires_on is not None:
            day = turn.text.day(method.expires_on)
            said.append(turn.text.say("balance-expired", method=method.label, amount=amount, day=day))
        else:
            said.append(turn.text.say("balance-left", method=method.label, amount=amount))
    turn.say(" ".join(said), choices=[turn.something_else()])
