"""When a person is brought in or offered (product.md E1). Signals change speed and route, never an amount.

A request for a person is honoured at once. Otherwise a person is *offered*: on words of danger, fraud or law, on high value,
frustration, urgency, or after two tries that were not understood.
"""

from __future__ import annotations

from enum import StrEnum

from resolution_hub.core.money import Money
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import Alarm, Reading

TRIES_BEFORE_OFFER = 2
MOST_URGENT = 3  # the highest priority of a case
_STRONG = 0.7


class WhyPerson(StrEnum):
    """Why a person is needed; said to the agent (`why-<value>` in the catalogue)."""

    ASKED = "asked"
    MORE_HELP = "more_help"
    HIGH_VALUE = "high_value"
    FRUSTRATED = "frustrated"
    URGENT = "urgent"
    NOT_UNDERSTOOD = "not_understood"
    NEEDS_APPROVAL = "needs_approval"
    NOT_RECEIVED = "not_received"
    ACT_FAILED = "act_failed"
    NOT_SOLVED = "not_solved"
    PROMISE_LATE = "promise_late"
    SAFETY = "safety"
    LEGAL = "legal"
    FRAUD = "fraud"
    APPEAL = "appeal"
    CLAW_BACK = "claw_back"
    SPLIT = "split"


_PRIORITY = {
    WhyPerson.HIGH_VALUE: 3,
    WhyPerson.ACT_FAILED: 3,
    WhyPerson.PROMISE_LATE: 3,
    WhyPerson.SAFETY: 3,
    WhyPerson.FRAUD: 3,
    WhyPerson.LEGAL: 2,
    WhyPerson.FRUSTRATED: 2,
    WhyPerson.URGENT: 2,
    WhyPerson.APPEAL: 2,
    WhyPerson.CLAW_BACK: 2,
}

_ALARMS = (
    (Alarm.SAFETY, WhyPerson.SAFETY),
    (Alarm.FRAUD, WhyPerson.FRAUD),
    (Alarm.CHARGEBACK, WhyPerson.LEGAL),
    (Alarm.LEGAL, WhyPerson.LEGAL),
)


def priority(why: WhyPerson, reading: Reading | None) -> int:
    """Higher is sooner: 0 to 3."""
    base = _PRIORITY.get(why, 1)
    strong = reading is not None and max(reading.frustration, reading.urgency) >= _STRONG
    return max(base, 2) if strong else base


def reason_of_request(why: WhyPerson, reading: Reading | None, value: Money | None, book: Rulebook) -> WhyPerson:
    """What the agent should know first about a person who asked for one: the value at stake, or their mood."""
    if why not in (WhyPerson.ASKED, WhyPerson.MORE_HELP):
        return why
    if value is not None and is_high(value, book):
        return WhyPerson.HIGH_VALUE
    if reading is None:
        return why
    return alarm(reading) or (WhyPerson.FRUSTRATED if reading.frustration >= _STRONG else why)


def alarm(reading: Reading) -> WhyPerson | None:
    """What a person must see fast whatever the message is about, the gravest first."""
    return next((why for alarm, why in _ALARMS if alarm in reading.alarms), None)


def should_offer(reading: Reading, value: Money | None, book: Rulebook, misses: int) -> WhyPerson | None:
    """Why a person should be offered with the answer, the strongest reason; None when nothing asks for one.

    `value` is what the talk is about. A currency that the rulebook gives no limit for counts as high.
    """
    alarmed = alarm(reading)
    if alarmed is not None:
        return alarmed
    if value is not None and is_high(value, book):
        return WhyPerson.HIGH_VALUE
    if reading.frustration >= _STRONG:
        return WhyPerson.FRUSTRATED
    if reading.urgency >= _STRONG:
        return WhyPerson.URGENT
    return WhyPerson.NOT_UNDERSTOOD if misses >= TRIES_BEFORE_OFFER else None


def is_high(value: Money, book: Rulebook) -> bool:
    limit = book.high_value.get(value.currency)
    return limit is None or value > limit
