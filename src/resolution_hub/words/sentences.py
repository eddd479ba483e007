"""Small sentences that several places say: amounts, days, what a case or box is called."""

from __future__ import annotations

from typing import Any

from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.money import Money, exponent
from resolution_hub.core.order import Order
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.prediction import Predicted
from resolution_hub.core.topic import Topic
from resolution_hub.kit.text import Text


def money(value: Money, text: Text) -> str:
    return text.amount(value.minor, value.currency, exponent(value.currency))


def named(order: Order, text: Text) -> str:
    """What a person would call the order: "your kettle", or "your kettle and 2 more items"."""
    more = len(order.lines) - 1
    return text.say("item-and-more", item=order.main_line.name, more=more) if more else order.main_line.name


def refund_time(method: MethodKind, book: Rulebook, text: Text) -> str:
    """When money sent today is seen: "within 3 to 5 business days", or "at once"."""
    first, last = book.refund_days[method]
    if last == 0:
        return text.say("refund-time-now")
    return text.say("refund-time-days", **{"from": first, "to": last})


def box_sentence(box: Predicted, text: Text) -> str:
    values: dict[str, Any] = {"item": box.item, "count": box.count}
    key = f"box-{box.reason}".replace("_", "-")
    if box.amount is not None:
        values["amount"] = money(box.amount, text)
    if box.days is not None:
        values["days"] = box.days
    if box.day is not None:
        values["day"] = text.day(box.day)
    elif text.has(f"{key}-no-day"):
        key = f"{key}-no-day"
    return text.say(key, **values)


def box_action(box: Predicted, text: Text) -> str:
    return text.say(f"box-action-{box.topic}".replace("_", "-"))


def case_title(topic: Topic, subject: dict[str, Any], text: Text) -> str:
    """The case in a few words, with what it is about where that is known."""
    key = f"case-{topic}".replace("_", "-")
    item = subject.get("item")
    return text.say(f"{key}-item", item=item) if item else text.say(key)
