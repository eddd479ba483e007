"""What closed values are called: kinds of change, problems, wishes, ways for money to go back, reasons."""

from __future__ import annotations

from resolution_hub.core.acts import Problem, Wish
from resolution_hub.core.ledger import MethodKind
from resolution_hub.core.order import Destination, Timing
from resolution_hub.core.policy.facts import Change, SubscriptionChange
from resolution_hub.kit.text import Text


def change(value: Change, text: Text) -> str:
    return text.say(f"change-{value}".replace("_", "-"))


def subscription_change(value: SubscriptionChange, text: Text) -> str:
    return text.say(f"subscription-change-{value}".replace("_", "-"))


def problem(value: Problem, text: Text) -> str:
    return text.say(f"problem-{value}".replace("_", "-"))


def wish(value: Wish, text: Text) -> str:
    return text.say(f"wish-{value}".replace("_", "-"))


def destination(value: Destination, text: Text) -> str:
    return text.say(f"destination-{value}".replace("_", "-"))


def timing(value: Timing, text: Text) -> str:
    return text.say(f"timing-{value}".replace("_", "-"))


def method(value: MethodKind, text: Text) -> str:
    return text.say(f"method-{value}".replace("_", "-"))


def reason(value: str, text: Text) -> str:
    """A reason for a return or a cancellation. One that a shop has added to its rulebook is said as it stands there."""
    key = f"return-reason-{value}".replace("_", "-")
    return text.say(key) if text.has(key) else value.replace("_", " ")
