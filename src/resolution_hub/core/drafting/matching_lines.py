"""Which things of which orders a text means: "return the lamp and both boots", "everything from my last order"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_hub.core.matching import line_points, stem
from resolution_hub.core.order import Order, OrderLine
from resolution_hub.core.reading import Reading

_WORD = re.compile(r"[^\W_]+")
_ALL = frozenset({"everything", "all", "both", "whole", "entire"})
_EXCEPT = re.compile(r"\b(?:except|apart from|but not|other than|excluding|besides)\b(.*)", re.IGNORECASE | re.DOTALL)

_LAST = re.compile(r"\b(?:last|latest|newest|most recent) (?:order|purchase|delivery|parcel)\b", re.IGNORECASE)

Line = tuple[Order, OrderLine]


@dataclass(frozen=True, slots=True)
class Meant:
    """`sure` are meant; `doubtful` fit alike, so that one must be asked about."""

    sure: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()


def lines_meant(said: str, reading: Reading, lines: Sequence[Line]) -> Meant:
    """The lines that the text names, by the words of their names and options. All of them where it says so of an order."""
    denied = {stem(word) for mention in reading.entities.mentions if mention.denied for word in mention.words}
    left_out = _EXCEPT.search(said)
    tokens = set(_WORD.findall((said[: left_out.start()] if left_out else said).lower()))
    named = _best({stem(word) for word in tokens & reading.words} - denied, lines)
    if _LAST.search(said) and lines and not named.sure:
        newest = max((order for order, _ in lines), key=lambda order: order.placed_at)
        return Meant(tuple(pair for pair in lines if pair[0].id == newest.id))
    if tokens & _ALL:
        among = tuple(lines) if not named.sure else _of_orders(named.sure, lines)
        kept = {stem(w) for w in _WORD.findall(left_out.group(1).lower()) if w in reading.words} if left_out else set()
        out = _best(kept, among).sure
        return Meant(tuple(line for line in among if line not in out))
    return named


def _best(said: set[str], lines: Sequence[Line]) -> Meant:
    """For every word the lines that fit it best in all; several of them with equal points are doubtful."""
    points = {line.id: line_points(said, line) for _, line in lines}
    sure: dict[str, Line] = {}
    doubtful: dict[str, Line] = {}
    for word in sorted(said):
        having = [pair for pair in lines if points[pair[1].id] and line_points({word}, pair[1])]
        most = max((points[line.id] for _, line in having), default=0)
        best = [pair for pair in having if points[pair[1].id] == most]
        for pair in best:
            (sure if len(best) == 1 else doubtful)[pair[1].id] = pair
    open_still = tuple(pair for line_id, pair in doubtful.items() if line_id not in sure)
    # A word that fits two lines is settled where another word has singled one of them out.
    if sure and any(line_id in sure for line_id in doubtful):
        open_still = tuple(p for p in open_still if not _shares_word(p[1], [s for _, s in sure.values()], said))
    return Meant(tuple(pair for pair in lines if pair[1].id in sure), open_still)


def _shares_word(line: OrderLine, others: Sequence[OrderLine], said: set[str]) -> bool:
    fits = {word for word in said if line_points({word}, line)}
    return any(word for word in fits for other in others if line_points({word}, other))


def _of_orders(named: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    orders = {order.id for order, _ in named}
    return tuple(pair for pair in lines if pair[0].id in orders)
