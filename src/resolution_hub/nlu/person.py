"""Does the writer ask for a person? Decided by phrases, apart from the intents, so no other meaning can hide it.

To miss such a request is the worst error there is: spelling is forgiven, and in doubt the door opens. It stays shut
only where the person is somebody else's (a driver, a neighbour) or the sentence says no ("no need to call me").
"""

from __future__ import annotations

import re
from enum import Enum

from resolution_hub.nlu.person_phrases import ASKS, NOT_NEEDED, OTHERS, REPORTED, SOMEBODY_ELSE
from resolution_hub.nlu.spelling import respell

_NOT_LETTERS = re.compile(r"[^a-zà-ÿ0-9' ]+")
_CLAUSE_END = re.compile(r"[.!?;:,\n]+| - | but | and (?=i |can |could |please |let |get )")
_LONGEST_CLAUSE = 400  # a longer one is read in windows, so no text can make the patterns slow
_ABOUT_BOTS = re.compile(r"bot|machine|computer|automated|\bai\b")


class Wish(Enum):
    """What a text says about talking to a person."""

    ASKED = "asked"
    TURNED_DOWN = "turned down"  # the words are there, but refused, reported or about somebody else
    NOT_MENTIONED = "not mentioned"


def find_wish(text: str) -> Wish:
    """ASKED if any clause of the text asks for a human, in English or, for common phrases, six other languages."""
    mentioned = False
    for clause in _clauses(text):
        respelt = respell(clause)
        for pattern in ASKS:
            for match in pattern.finditer(respelt):
                if _is_meant(match, respelt):
                    return Wish.ASKED
                mentioned = True
    return Wish.TURNED_DOWN if mentioned else Wish.NOT_MENTIONED


def _clauses(text: str) -> list[str]:
    lowered = text[:10_000].lower().replace("\u2019", "'")
    plain = [" ".join(_NOT_LETTERS.sub(" ", clause).split()) for clause in _CLAUSE_END.split(lowered)]
    step = _LONGEST_CLAUSE * 3 // 4
    return [clause[at : at + _LONGEST_CLAUSE] for clause in plain for at in range(0, len(clause), step)]


def _is_meant(match: re.Match[str], clause: str) -> bool:
    before, after = clause[: match.start()], clause[match.end() :].strip()
    if NOT_NEEDED.search(before) and not _ABOUT_BOTS.search(match.group()):
        return False
    if SOMEBODY_ELSE.search(after) or REPORTED.search(before):
        return False
    return not (OTHERS.search(match.group()) or OTHERS.match(after))
