"""Scripted customers: a small driver that knows only a task's own text plays its customer over the chat.

It says the text's sentences in the first person, one after another, and answers what it is asked: a button whose words the
text holds is pressed, a plan that is shown is agreed to, and where the text says nothing the first choice is taken. It knows no
order, no product and no expected end; so what it gets wrong is a part of what is measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_CONDITION = re.compile(r"^(?:if|when|in case|otherwise|make sure|be |do not|don't|only if)\b", re.IGNORECASE)
_PERSONS = (
    (r"\byou are\b", "I am"),
    (r"\byou're\b", "I'm"),
    (r"\byou were\b", "I was"),
    (r"\byou've\b", "I've"),
    (r"\byou'd\b", "I'd"),
    (r"\byours\b", "mine"),
    (r"\byour\b", "my"),
    (r"\byourself\b", "myself"),
    (r"\byou\b", "I"),
)
_WORD = re.compile(r"[^\W_]+")
_EVERYWHERE = frozenset(
    ("a", "an", "and", "at", "be", "by", "for", "from", "i", "in", "is", "it", "item", "my", "of", "on", "one", "or", "order",
     "s", "t", "that", "the", "this", "to", "want", "with", "you", "your")
)  # fmt: skip
_ENOUGH = 12  # answers to one sentence: who asks more often than that does not understand


def first_person(text: str) -> str:
    """What a text tells somebody about themselves, as they would say it."""
    for pattern, said in _PERSONS:
        text = re.sub(pattern, said, text, flags=re.IGNORECASE)
    return text[:1].upper() + text[1:]


@dataclass(slots=True)
class Customer:
    """One task's customer. `told` is everything that they know."""

    told: str
    waiting: list[str]
    answers: int = 0
    words: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, task: Mapping[str, Any]) -> Customer:
        script = task["user_scenario"]["instructions"]
        parts = [script.get(key) or "" for key in ("reason_for_call", "known_info", "task_instructions")]
        sentences = [each.strip() for each in _SENTENCE.split(parts[0]) if each.strip()]
        said = [first_person(each) for each in sentences if not _CONDITION.match(each)]
        told = " ".join(parts)
        return cls(told, said, words=frozenset(_words(told)))

    def speak(self) -> str | None:
        """The next thing that they came for; None when all is said."""
        self.answers = 0
        return self.waiting.pop(0) if self.waiting else None

    def answer(self, choices: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
        """The button that they press under what was just said; None where none is an answer."""
        self.answers += 1
        if self.answers > _ENOUGH:
            return None
        yes = next((each for each in choices if each["id"].startswith(("act:yes", "confirm:yes"))), None)
        if yes is not None:
            return yes
        asked = [each for each in choices if ":" in each["id"] and not each["id"].startswith(_WAYS_OUT)]
        if not asked:
            return None
        return max(asked, key=lambda each: self._fit(each["label"]))

    def _fit(self, label: str) -> float:
        """How much of a button's words stand in what they know; of equals the first is taken."""
        words = _words(label)
        return len(words & self.words) / len(words) if words else 0.0


_WAYS_OUT = ("act:", "change:", "appeal:", "solved:", "confirm:no")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _EVERYWHERE
