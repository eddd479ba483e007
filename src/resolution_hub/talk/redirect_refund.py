"""A refund whose card has expired goes where the customer says: store credit, or one of their gift cards (product.md C5)."""

from __future__ import annotations

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.identity import Granted, Wish
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features.cases import service as cases
from resolution_hub.features.promises import service as promises
from resolution_hub.features.remedies import redirecting
from resolution_hub.kit.durable import start_journey
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import sentences

JOURNEY = "instant_refund"


async def reply(turn: Turn, grant_id: str, method_id: str | None) -> None:
    """Grant it anew for the other method and have it sent; a button that is pressed twice sends it once."""
    who = turn.situation
    failed = await redirecting.find_expired(turn.tx, who.customer.id, grant_id)
    charge = who.ledger.charge(failed.charge_id) if failed is not None else None
    order_id = charge.order_id if charge is not None else None
    method = who.method(method_id)
    reached = isinstance(turn.may(Wish.ACT, order_id), Granted)
    if failed is None or failed.case_id is None or not reached or (method_id is not None and method is None):
        turn.say(turn.text.say("redirect-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    label = turn.text.say("destination-store-credit")
    made = await redirecting.redirect(turn.tx, failed, method, label, turn.now)
    if made is None:
        turn.say(turn.text.say("redirect-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    case = await cases.lock_case(turn.tx, failed.case_id)
    if case.state is CaseState.OPEN:
        await cases.move(turn.tx, case, CaseEvent.ACT, "customer", turn.now)
    await start_journey(turn.tx, JOURNEY, made, f"{JOURNEY}:{made}")
    await promises.make(turn.tx, case.id, case.owner, PromiseKind.SEND_REFUND, turn.tools.book, turn.now)
    amount = sentences.money(failed.amount, turn.text)
    turn.say(turn.text.say("redirect-sending", amount=amount, method=method.label if method is not None else label))
