"""Which things of which orders a text means: "return the lamp and both boots", "everything from my last order".

A word stands for the lines that have it in their name or options. Where it fits several alike, they are doubtful, unless the
text says that all of them are meant ("both lamps", "the lamps"). What stands behind "except" or "keep" is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resolution_hub.core.matching import line_points, named_in, stem
from resolution_hub.core.order import Order, OrderLine
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import bare_number

_WORD = re.compile(r"[^\W_]+")
_WHOLE = re.compile(
    r"\b(?:everything|whole|entire|(?:all|both) of (?:it|them|this|that)|order (?:with|containing|that (?:has|had|contains))"
    r"|all (?:of )?(?:the |my |these |those )?(?:items?|things|stuff|(?:last |latest )?orders?\b))",
    re.IGNORECASE,
)
_ALL = frozenset({"all", "both", "each", "every"})
_ORDER_OF = re.compile(r"\b(\w+)(?:'s)? (?:order|purchase)\b", re.IGNORECASE)  # "the tent order"
_ONE_OF = re.compile(r"\b(?:one|any|either|some) of\b", re.IGNORECASE)
_UP_TO = r"\b(.*?)(?=\bbut\b|\b(?:and|then) (?:return|cancel|send|exchange|swap)\b|[.;!?\n]|$)"
_EXCEPT = (
    r"\b(?:except|apart from|other than|excluding|besides|leaving out|(?:but|and) (?:not|without)"
    r"|(?:but |and )?(?:i(?:'ll| will| want to| would like to|'d like to)? )?(?:keep|leave))"
)
_KEPT = re.compile(r"\bthe ((?:\w+ ){1,3})i(?:'ll| will| want to| would like to|'d like to) keep\b", re.IGNORECASE)
_REST_OF = re.compile(r"\b(?:except|apart from|other than|excluding|besides)\b", re.IGNORECASE)
_LEFT_OUT = re.compile(_EXCEPT + _UP_TO, re.IGNORECASE)
_LEFT_OUT_OF_ALL = re.compile(rf"(?:{_EXCEPT}|\bbut)" + _UP_TO, re.IGNORECASE)
_SWAPPED_FOR = re.compile(
    r"\bfor (?!exchang|return|swap).*?(?=\band (?:the|my|swap|exchange|also)\b|[.;!?\n]|$)", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last|latest|newest|most recent) (?:order|purchase|delivery|parcel)\b", re.IGNORECASE)

Line = tuple[Order, OrderLine]


@dataclass(frozen=True, slots=True)
class Meant:
    """`sure` are meant; `doubtful` fit alike, so that one must be asked about; `left_out` are said not to be meant."""

    sure: tuple[Line, ...] = ()
    doubtful: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = ()


def lines_meant(said: str, reading: Reading, lines: Sequence[Line], *, by_name: bool = False) -> Meant:
    """The lines that the text names, by the words of their names and options. All of them where it says so of an order.

    `by_name`: words that stand in no line's name are not looked at.
    """
    denied = {word for mention in reading.entities.mentions if mention.denied for word in mention.words}
    content = reading.words | denied
    if by_name:
        content = frozenset(word for word in content if any(named_in({stem(word)}, line) for _, line in lines))
    kept, out = _split(said)
    tokens = _tokens(kept)
    named = _best({stem(word) for word in tokens & content} - {stem(word) for word in denied - reading.words}, lines)
    whole = _WHOLE.search(kept) is not None or _names_orders(kept, named)
    if _LAST.search(kept):
        named = _of_the_newest(named, lines)
    if whole or (named == Meant() and (tokens & _ALL or _REST_OF.search(said))):
        numbers = {bare_number(number) for number in reading.entities.order_numbers}
        about = named.sure or tuple(pair for pair in lines if bare_number(pair[0].number) in numbers)
        named = Meant(_of_orders(about or lines, lines))
    elif named.doubtful and not _ONE_OF.search(kept):
        named = _all_alike(named, tokens)
    return _without(named, _best({stem(word) for word in out & content}, lines).sure)


def _split(said: str) -> tuple[str, set[str]]:
    """The text without what it leaves out, and the words of that."""
    leaves = _LEFT_OUT_OF_ALL if _WHOLE.search(said) else _LEFT_OUT
    named = [match[1] for pattern in (_KEPT, leaves) for match in pattern.finditer(said)]
    return leaves.sub(" ", _KEPT.sub(" ", said)), {word for text in named for word in _tokens(text)}


def _names_orders(said: str, named: Meant) -> bool:
    """Every thing that is named tells which order is meant: "the tent order"."""
    words = {stem(word.lower()) for word in _ORDER_OF.findall(said)}
    return bool(named.sure) and all(named_in(words, line) for _, line in named.sure)


def _without(named: Meant, out: tuple[Line, ...]) -> Meant:
    sure, doubtful = (tuple(pair for pair in found if pair not in out) for found in (named.sure, named.doubtful))
    return Meant(sure, doubtful, out)


def to_be_swapped(said: str) -> str:
    """The text without what the thing is to be swapped for."""
    return _SWAPPED_FOR.sub(" ", said)


def only_by_name(meant: Meant, reading: Reading) -> Meant:
    """Without the lines of which the text names no more than an option."""
    said = {stem(word) for word in reading.words}
    sure, doubtful = (tuple(p for p in found if named_in(said, p[1])) for found in (meant.sure, meant.doubtful))
    return Meant(sure, doubtful, meant.left_out)


def _tokens(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _of_the_newest(named: Meant, lines: Sequence[Line]) -> Meant:
    """Of "my last order": what is named of it, or all of it where nothing at all is named."""
    if not lines:
        return named
    newest = max((order for order, _ in lines), key=lambda order: order.placed_at).id
    if named == Meant():
        return Meant(tuple(pair for pair in lines if pair[0].id == newest))
    sure, doubtful = (tuple(p for p in found if p[0].id == newest) for found in (named.sure, named.doubtful))
    return Meant(sure, doubtful) if sure or doubtful else named


def _all_alike(named: Meant, tokens: set[str]) -> Meant:
    """Doubtful lines of which all are meant: "both lamps", "the lamps"."""
    every = bool(tokens & _ALL)
    several = {pair[1].id for pair in named.doubtful if every or _in_the_plural(pair[1], tokens)}
    sure = (*named.sure, *(pair for pair in named.doubtful if pair[1].id in several))
    return Meant(sure, tuple(pair for pair in named.doubtful if pair[1].id not in several))


def _in_the_plural(line: OrderLine, tokens: set[str]) -> bool:
    """Whether the text has a word of the line's name with an "s" that the name itself has not."""
    return any(f"{word}s" in tokens for word in _tokens(line.name))


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
