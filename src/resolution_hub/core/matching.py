"""Which of a customer's orders a text means: "the blue kettle I bought in May", "the $48 one" (product.md A2).

Every order gets points for what the text says of it: a word of an item's name counts most, then one of its options; words of
its description, a day and a sum count beside them. An order that the text turns down ("not the kettle") is out. The orders
with the most points are meant; none is when the text says nothing of any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from resolution_hub.core.order import Order, OrderLine
from resolution_hub.core.reading import Amount, Period, Reading
from resolution_hub.core.situation import Situation

_NAME, _OPTION, _DESCRIPTION, _DAY, _SUM = 4, 2, 1, 2, 4
_DESCRIBED = 3  # words of a description that name a thing by themselves; fewer ("steel", "water") are in too many
_JOINED = re.compile(r"\w+(?:-\w+)+")
_WORD = re.compile(r"[^\W_]+")


def orders_meant(reading: Reading, who: Situation) -> tuple[Order, ...]:
    """The best match first; several where the text fits them alike."""
    said = {stem(word) for word in reading.words}
    denied = {stem(w) for mention in reading.entities.mentions if mention.denied for w in mention.words} - said
    scored = []
    for place, order in enumerate(who.orders):
        if denied and any(denied & _stems(line.name) for line in order.lines):
            continue
        words = max(line_points(said, line) for line in order.lines)
        days = _day_points(reading.entities.periods, order, who)
        sums = _SUM if any(_is_sum_of(amount, order) for amount in reading.entities.amounts) else 0
        # A day narrows down what a word or a sum has named; alone ("arrives by May") it is about anything.
        points = words + sums + days if words + sums else 0
        if points:
            scored.append((-points, place, order))
    if not scored:
        return ()
    best = min(points for points, _, _ in scored)
    return tuple(order for points, _, order in sorted(scored, key=lambda s: s[:2]) if points == best)


def line_points(said: set[str], line: OrderLine) -> int:
    """How well a line fits words that were said, given as stems."""
    name, options, about = _stems(line.name), _stems(line.options), _stems(line.description)
    named = sum(_NAME if word in name else _OPTION if word in options else 0 for word in said)
    described = sum(_DESCRIPTION for word in said if word in about and word not in name and word not in options)
    return named + described if named or described >= _DESCRIBED else 0


def named_in(said: set[str], line: OrderLine) -> bool:
    """Whether one of the words, given as stems, is in the line's name."""
    return not said.isdisjoint(_stems(line.name))


def _day_points(periods: Iterable[Period], order: Order, who: Situation) -> int:
    days = [who.day_of(order.placed_at)]
    days += [who.day_of(s.delivered_at) for s in order.outbound if s.delivered_at is not None]
    gone_by = [period for period in periods if not period.to_come]
    return _DAY if any(p.first <= day <= p.last for p in gone_by for day in days) else 0


def _is_sum_of(amount: Amount, order: Order) -> bool:
    sums = (order.total, *(line.unit_price for line in order.lines))
    return any(amount.minor == s.minor and amount.currency in (None, s.currency) for s in sums)


def _stems(text: str) -> set[str]:
    joined = (match.replace("-", "") for match in _JOINED.findall(text.lower()))  # "t-shirt" is said "tshirt" as well
    return {stem(word) for word in (*_WORD.findall(text.lower()), *joined) if len(word) > 2}


def stem(word: str) -> str:
    """Good enough to match 'kettles' with 'kettle'; the language port does the real reading."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
