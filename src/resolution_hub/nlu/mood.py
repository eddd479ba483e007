"""How the writer feels over the talk so far: frustrated, pressed, and what sets off an alarm.

A message is judged by what was learnt from labelled texts (nlu/feelings.py) and by the signs it shows (nlu/cues.py); a
lead can read from the signs why a case jumped the queue. Of the messages before it only the signs are looked at, the
last ones most: anger fades, and a calm "thanks, solved" ends it. To have to say a thing again is a sign of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from resolution_hub.core.reading import Alarm
from resolution_hub.nlu.alarms import find_alarms
from resolution_hub.nlu.cues import frustration_of, plainly, together
from resolution_hub.nlu.cues import urgency_of as haste_of
from resolution_hub.nlu.encoder import Encoder
from resolution_hub.nlu.feelings import Feeling, load_feelings

__all__ = ["Feelings", "Mood", "frustration_of", "urgency_of"]

MOST_RECENT = 6  # messages looked back at
FADES = 0.6  # what a sign of frustration is worth one message later
STILL_PRESSED = 2  # messages for which haste lasts: a deadline does not pass because a number was asked for
HASTE_FADES = 0.95
MODEL_BESIDE_SIGNS = 0.5  # of urgency, where dates and events say more than meaning does
ALARMED = 0.8  # the urgency of danger or fraud
SAID_AGAIN = 0.3  # each earlier message that says the same, whoever did not hear it
_PRESSING = frozenset({Alarm.SAFETY, Alarm.FRAUD})
_SAME = 0.6  # share of the rarer words in common from which two messages say the same
_SETTLED = re.compile(
    r"\b(?:thank(?:s| you)(?! for nothing)|solved|sorted|all good|never ?mind|found it"
    r"|it (?:just )?(?:arrived|came)|perfect"
    r"|that (?:helps|works)|no (?:worries|problem)|i understand|makes sense)(?!\w)"
)
_WORD = re.compile(r"[a-z0-9']+")
_ALIKE = {
    word: group[0]
    for group in (
        ("parcel", "package", "order", "delivery", "shipment", "box", "stuff", "item", "items", "orders"),
        ("where", "track", "tracking", "status", "arrive", "arrived", "arriving", "come", "coming", "when", "here"),
        ("refund", "refunded", "money", "back", "reimburse", "repay", "credited"),
        ("cancel", "cancelled", "canceled", "cancellation", "stop"),
        ("broken", "damaged", "defective", "faulty", "cracked"),
        ("charged", "charge", "billed", "debited"),
    )
    for word in group
}
_EMPTY = """
    a an the i i'm i've my me you your we our it it's its this that these is are was were be been do does did don't
    have has had not no and or but so to of in on at for from with can could would will please pls just hi hello hey
    again already still yet now there what how why about know tell want need get got
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Feelings:
    """As in `core.reading.Reading`: 0 to 1 over the talk so far, and the alarms of this message."""

    frustration: float
    urgency: float
    alarms: frozenset[Alarm]


class Mood:
    """Judges feelings. Keeps nothing between texts; safe to call from threads."""

    def __init__(self, frustration: Feeling, urgency: Feeling) -> None:
        self._frustration = frustration
        self._urgency = urgency

    @classmethod
    def load(cls, cache_dir: Path, encoder: Encoder) -> Mood:
        """From the cache, or learnt now (a few seconds) if the labelled texts, the code or a library changed."""
        return cls(**load_feelings(cache_dir, encoder))

    def feel(self, text: str, vector: Vector | None, recent: Sequence[str] = ()) -> Feelings:
        """`vector` is the text's meaning, None to go by signs alone; `recent` are the customer's messages before it,
        oldest first, of which the last six count. Never raises on any text."""
        alarms = find_alarms(text)
        frustration, haste = [frustration_of(text)], [_signs_of_urgency(text, alarms)]
        if vector is not None:
            frustration.append(self._frustration.score(text, vector))
            haste.append(self._urgency.score(text, vector) * MODEL_BESIDE_SIGNS)
        now = together(frustration)
        earlier = recent[-MOST_RECENT:]
        settled = now < 0.5 and bool(_SETTLED.search(plainly(text[:500])))
        if settled or not earlier:
            return Feelings(now, together(haste), alarms)
        pressed = max(together(haste), _lasting(earlier[-STILL_PRESSED:]))
        return Feelings(together([now, _lingering(earlier), _said_again(text, earlier)]), pressed, alarms)


def urgency_of(text: str) -> float:
    """0 to 1, by the text's signs and alarms alone."""
    return _signs_of_urgency(text, find_alarms(text))


def _signs_of_urgency(text: str, alarms: frozenset[Alarm]) -> float:
    return together([haste_of(text), ALARMED if alarms & _PRESSING else 0.0])


def _lingering(earlier: Sequence[str]) -> float:
    """What is left of earlier frustration; none of what came before the customer last sounded content."""
    left: list[float] = []
    for age, text in enumerate(reversed(earlier)):
        signs = frustration_of(text)
        if signs < 0.3 and _SETTLED.search(plainly(text[:500])):
            break
        left.append(signs * FADES ** (age + 1))
    return together(left)


def _lasting(earlier: Sequence[str]) -> float:
    return max(round(urgency_of(text) * HASTE_FADES**age, 3) for age, text in enumerate(reversed(earlier)))


def _said_again(text: str, earlier: Sequence[str]) -> float:
    said = _gist(text)
    if len(said) < 2:
        return 0.0
    return together([SAID_AGAIN for other in map(_gist, earlier) if _is_same(said, other)])


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(other) >= 2 and len(one & other) >= _SAME * max(len(one), len(other))


def _gist(text: str) -> frozenset[str]:
    """The words that say what a message is about; those that customers use for one another count as one."""
    words = (word for word in _WORD.findall(text[:500].lower().replace("\u2019", "'")) if word not in _EMPTY_WORDS)
    return frozenset(_ALIKE.get(word, word) for word in words)
