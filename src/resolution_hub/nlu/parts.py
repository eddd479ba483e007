"""A message cut into stretches that may mean something of their own, and which of them do.

Cut at the ends of sentences and lines, at words that add a matter ("also", "plus"), and at "and" and commas where a
clause with a verb stands on both sides. A stretch counts as a part where it is clear by itself; unclear ones belong to
the part before them, and neighbours that mean the same, or a mishap and what is wanted for it, are one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resolution_hub.nlu.plain import Plain
from resolution_hub.nlu.verbs import BASES, VERBS
from resolution_hub.nlu.words import STOP_WORDS

MOST_PIECES = 6  # each costs as much to judge as a message of its length
_MOST_BY_LENGTH = ((600, MOST_PIECES), (2_000, 4), (4_000, 2))  # characters, pieces; of a longer one none
_LONG = 600  # a longer message is not cut within its sentences
SURE = 0.55  # of its meaning a stretch must be to be a part
_OURS = 0.5  # and no farther than this from anything learnt
_SAID_PLAINLY = 0.75  # of a trouble, to be a part without a request
_SEEN_IN_ALL = 0.2  # of the whole message, what a stretch means that leans on the one before it
_TOLD = 0.85  # a message this sure of one meaning is not split by what it merely tells

_STRONG = re.compile(r"(?<=[.!?;])[\s\"')]+(?=\S)|\n+")
_ADDS = re.compile(
    r"[,.]? (?:and |but |oh |then |so )*(?:also|plus|btw|by the way|additionally|besides that|on top of that"
    r"|another thing"
    r"|one more thing|secondly|while (?:i'm|we're) at it|as well as) ",
    re.IGNORECASE,
)
_WEAK = re.compile(r",? (?:and then|and|but|then|&) |, ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\?")
_OPENS = re.compile(
    r"(?:please |pls |just |now |i |we |it |you |they |he |she )?(?:i|i'm|i'd|i've|i'll|im|ive|we|we'd|can"
    r"|could|would|will|do|does"
    r"|did|is|are|was|were|has|have|what|what's|whats|where|where's|wheres|when|how|why|which|who|please"
    r"|pls|my|the|your|you|there"
    r"|let|need|want|it|it's|its|nobody|someone|somebody)\b",
    re.IGNORECASE,
)
_TIES = re.compile(r"(?:because|since|so|as|which|who|that|if|unless|until|when|while|or|though)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b(?:want|need|please|pls|can|could|would|wanna|may i|like to|help|how|where|when|what|why|which|who"
    r"|is there|are there"
    r"|do you|does|did you|let me|looking|asking|wondering|know)\b|\?",
    re.IGNORECASE,
)
_REQUEST_WORDS = 2
_POINTERS = frozenset({"it", "its", "it's", "them", "they", "this", "that", "one", "these", "those"})


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` as judged: its best intent, how sure, and how far from anything learnt."""

    start: int
    end: int
    best: str
    probability: float
    out_of_scope: float
    names: frozenset[str] = frozenset()  # words of the things that it names


def split(plain: Plain) -> list[tuple[int, int]]:
    """Stretches of `plain.text` in order, none empty, at most `MOST_PIECES`; one for most messages, none for a cut one."""
    text = plain.text
    most = next((pieces for length, pieces in _MOST_BY_LENGTH if len(text) <= length), 1)
    if plain.cut or most == 1:
        return []
    cut = [piece for start, end in _split(text, 0, len(text), _STRONG) for piece in _split(text, start, end, _ADDS)]
    if len(cut) < most and len(text) <= _LONG:
        cut = [piece for start, end in cut for piece in _clauses(text, start, end)]
    return _merged([piece for piece in cut if len(_WORD.findall(text, *piece)) >= _REQUEST_WORDS], most)


def parts_of(
    pieces: Sequence[Piece], shares: Mapping[str, float], idle: frozenset[str], text: str
) -> list[list[Piece]]:
    """The pieces of each part, in order; empty if there are less than two parts.

    `shares` are the whole message's probabilities by intent; `idle` are intents that make no part.
    """
    parts: list[list[Piece]] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if not _is_clear(piece, shares, idle, text):
            if parts and piece.best not in idle:
                parts[-1].append(piece)
            continue
        if parts and (piece.best == parts[-1][0].best or _is_one_matter(parts[-1], piece)):
            parts[-1].append(piece)
        elif all(piece.best != part[0].best for part in parts):
            parts.append([*waiting, piece])
        waiting = []
    return parts if len(parts) > 1 else []


# What went wrong and what is wanted for it, told one after the other, are one matter. Names that a shop's own taxonomy
# lacks never come up.
_MISHAPS = frozenset(
    {"damaged_item", "wrong_item", "missing_item", "size_help", "product_safety", "return_item", "exchange_item"}
)
# Said as a statement, these still ask for something to be done.
_TROUBLES = _MISHAPS | {
    "track_parcel", "delivered_not_received", "missed_delivery", "billing_error", "payment_failed", "sign_in_problem",
    "checkout_problem", "promo_code", "report_fraud", "report_phishing",
}  # fmt: skip
_FOR_A_MISHAP = frozenset(
    {
        "return_item",
        "exchange_item",
        "return_label",
        "return_policy",
        "warranty_repair",
        "damaged_item",
        "wrong_item",
        "cancel_order",
    }
)
_FOR_ANYTHING = frozenset(
    {"request_refund", "refund_policy", "complaint", "case_status", "appeal_decision", "explain_charge"}
)


def _is_one_matter(part: Sequence[Piece], piece: Piece) -> bool:
    before = part[0].best
    goes_with = piece.best in _FOR_ANYTHING or before in _FOR_ANYTHING
    goes_with = goes_with or (before in _MISHAPS and piece.best in _FOR_A_MISHAP)
    named = frozenset().union(*(one.names for one in part))
    return goes_with and not (named and piece.names and named.isdisjoint(piece.names))


def _is_clear(piece: Piece, shares: Mapping[str, float], idle: frozenset[str], text: str) -> bool:
    if piece.best in idle or piece.probability < SURE or piece.out_of_scope > _OURS:
        return False
    if not _is_clause(text, piece.start, piece.end):  # "And in size M?"
        return False
    if _leans(text[piece.start : piece.end]) and shares.get(piece.best, 0) < _SEEN_IN_ALL:
        return False
    if shares.get(piece.best, 0) >= _TOLD or max(shares.values(), default=0) < _TOLD:
        return True
    if piece.best in _TROUBLES and piece.probability >= _SAID_PLAINLY:
        return True
    words = text[piece.start : piece.end]
    return _REQUEST.search(words) is not None or words.split(" ", 1)[0].lower() in VERBS


def _leans(words: str) -> bool:
    """Does it name nothing but what was named before it: "how do I use it"?"""
    said = [word.lower() for word in _WORD.findall(words)]
    return not _POINTERS.isdisjoint(said) and all(word in STOP_WORDS or word in VERBS or word == "?" for word in said)


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for match in at.finditer(text, start, end):
        if match.start() > start:
            pieces.append((start, match.start()))
        start = match.end()
    if start < end:
        pieces.append((start, end))
    return pieces


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at "and", "but" and commas where both sides are clauses."""
    pieces: list[tuple[int, int]] = []
    for match in _WEAK.finditer(text, start, end):
        right = match.end()
        if match.start() > start and _is_clause(text, start, match.start()) and _opens(text, right, end):
            pieces.append((start, match.start()))
            start = right
    pieces.append((start, end))
    return pieces


def _is_clause(text: str, start: int, end: int) -> bool:
    words = [word.lower() for word in _WORD.findall(text, start, end)]
    return len(words) >= _REQUEST_WORDS and any(word in VERBS for word in words)


def _opens(text: str, start: int, end: int) -> bool:
    """Does a clause with a verb, that is no reason or condition of the one before, begin here?"""
    if _TIES.match(text, start, end):
        return False
    stop = _WEAK.search(text, start, end)
    first = _WORD.match(text, start, end)
    begins = _OPENS.match(text, start, end) is not None or (first is not None and first[0].lower() in BASES)
    return begins and _is_clause(text, start, stop.start() if stop else end)


def _merged(pieces: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """At most so many, the shortest neighbours joined."""
    if len(pieces) > 8 * most:  # a list of a thousand lines: only its ends
        pieces = pieces[: 4 * most] + pieces[-4 * most :]
    while len(pieces) > most:
        place = min(range(len(pieces) - 1), key=lambda at: pieces[at + 1][1] - pieces[at][0])
        pieces[place : place + 2] = [(pieces[place][0], pieces[place + 1][1])]
    return pieces
