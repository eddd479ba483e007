"""A withdrawal as it was received: who, from what, when, and where its acknowledgement goes (Directive 2011/83/EU, art. 11a)."""

from __future__ import annotations

from datetime import datetime

from resolution_hub.core.order import Order
from resolution_hub.core.people import Customer
from resolution_hub.core.policy.facts import ReturnFacts
from resolution_hub.kit.text import Text
from resolution_hub.words.plans import units_named


def withdrawal(
    who: Customer, order: Order, facts: ReturnFacts, at: datetime, email: str | None, text: Text
) -> tuple[str, ...]:
    """`at`: when it was received. `email`: None where the hub sends no mail, and the Message Center has to do."""
    things = "; ".join(units_named(each.line_id, each.quantity, order) for each in facts.lines)
    return (
        text.say("statement-withdraw", name=who.name, number=order.number, placed=text.exact(order.placed_at)),
        text.say("statement-items", items=things),
        text.say("statement-received", at=text.exact(at)),
        text.say("statement-mail", email=email) if email else text.say("statement-messages"),
    )
