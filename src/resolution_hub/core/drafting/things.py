"""Which things a text picks, and how many of each; which of those picked before it leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from resolution_hub.core.drafting.choices import lines_for
from resolution_hub.core.drafting.counting import count_of, count_of_them
from resolution_hub.core.drafting.draft import PROBLEMS, SWAPS, WITH_ITEMS, Draft, Pick, Slot
from resolution_hub.core.drafting.matching_lines import Line, Meant, lines_meant, only_by_name, to_be_swapped
from resolution_hub.core.matching import named_in, stem
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_WORD = re.compile(r"[^\W_]+")
_ADDS = re.compile(r"\b(?:add|also|too|as well|plus)\b", re.IGNORECASE)
_REMOVES = re.compile(r"\b(?:remove|without|drop|take (?:out|off)|leave out|not)\b", re.IGNORECASE)
_NEITHER = re.compile(r"^\W*(?:neither|none)\b", re.IGNORECASE)
_FEW_WORDS = 4
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def hear_things(draft: Draft, text: str, reading: Reading, who: Situation, book: Rulebook) -> Draft:
    """The draft with the things that the text names of those that it may be about."""
    lines = lines_for(draft, who, book)
    if draft.doubtful:
        narrowed = tuple(pair for pair in lines if pair[1].id in draft.doubtful)
        chosen = _one_by_place(text, narrowed) or _chosen(text, reading, narrowed)
        if chosen or (draft.picks and _NEITHER.search(text)):
            return pick_lines(replace(draft, doubtful=()), chosen, add=True)
    meant = _meant(draft, text, reading, lines)
    if not meant.sure and not meant.doubtful:
        if not draft.picks:
            return _the_only_one(draft, reading, who, lines)
        return _of_picked(draft, text, meant, lines)
    if draft.topic in (Topic.CANCEL_ORDER, Topic.WITHDRAW):
        return _part_of_order(draft, meant.sure, text)
    add = bool(draft.picks) and (draft.asked is Slot.ITEMS or bool(_ADDS.search(text)))
    picked = _counted(pick_lines(draft, meant.sure, add=add), meant.sure, text) if meant.sure else draft
    doubtful = tuple(line.id for _, line in meant.doubtful)
    return replace(picked, doubtful=_not_same_thing(doubtful, meant.doubtful, reading, who))


def _chosen(text: str, reading: Reading, among: Sequence[Line]) -> tuple[Line, ...]:
    meant = lines_meant(text, reading, among)
    return () if meant.doubtful else meant.sure


def _one_by_place(text: str, among: Sequence[Line]) -> tuple[Line, ...]:
    """ "The second one", where that is nearly all that is said."""
    words = _WORD.findall(text.lower())
    places = [_PLACES[word] for word in words if word in _PLACES]
    there = len(places) == 1 and len(words) <= _FEW_WORDS and places[0] < len(among)
    return (among[places[0]],) if there and among else ()


def _meant(draft: Draft, text: str, reading: Reading, lines: Sequence[Line]) -> Meant:
    """What the text names. "Keep the lamp" is a wish where something is wrong with it; and where things are to be swapped,
    "the blue one" is what is wanted, not another thing that is blue."""
    meant = lines_meant(text, reading, lines)
    if draft.topic in PROBLEMS and not meant.sure and not meant.doubtful:
        return Meant(meant.left_out)
    if draft.topic is Topic.RETURN_ITEMS and draft.picks and _REMOVES.search(text) and not meant.left_out:
        picked = {pick.line_id for pick in draft.picks}
        if meant.sure and all(line.id in picked for _, line in meant.sure):
            return Meant(left_out=meant.sure)
    if draft.topic not in SWAPS:
        return meant
    by_name = lines_meant(to_be_swapped(text), reading, lines, by_name=True)
    if by_name.sure and not by_name.doubtful:
        return by_name
    before = lines_meant(to_be_swapped(text), reading, lines)
    meant = before if before.sure or before.doubtful else meant
    named = only_by_name(meant, reading)
    return named if named.sure or named.doubtful or draft.picks else meant


def _the_only_one(draft: Draft, reading: Reading, who: Situation, lines: Sequence[Line]) -> Draft:
    """Nothing is named that could be meant. The only thing that there is, is, unless another of the customer's is named."""
    said = {stem(word) for word in reading.words}
    offered = {line.id for _, line in lines}
    another = any(named_in(said, x) for order in who.orders for x in order.lines if x.id not in offered)
    return pick_lines(draft, lines) if len(lines) == 1 and draft.topic in WITH_ITEMS and not another else draft


def _of_picked(draft: Draft, text: str, meant: Meant, lines: Sequence[Line]) -> Draft:
    """Nothing more is named: perhaps fewer of what was picked."""
    out = {line.id for _, line in meant.left_out}
    kept = tuple(pick for pick in draft.picks if pick.line_id not in out)
    if kept and kept != draft.picks:
        return replace(draft, picks=kept)
    count = count_of_them(text)
    if (
        count is not None
        and len(draft.picks) == 1
        and any(line.id == draft.picks[0].line_id and count <= line.kept for _, line in lines)
    ):
        return replace(draft, picks=(replace(draft.picks[0], quantity=count),))
    return draft


def _counted(draft: Draft, lines: Sequence[Line], text: str) -> Draft:
    """With the numbers that the text says of these lines."""
    counts = {line.id: count_of(text, line) for _, line in lines}
    return replace(draft, picks=tuple(replace(p, quantity=counts.get(p.line_id) or p.quantity) for p in draft.picks))


def _not_same_thing(
    ids: tuple[str, ...], doubtful: Sequence[Line], reading: Reading, who: Situation
) -> tuple[str, ...]:
    """Lines of an order that is not named fall away where the text names an order."""
    named = {o.id for n in reading.entities.order_numbers if (o := who.order_by_number(n)) is not None}
    kept = tuple(line.id for order, line in doubtful if order.id in named)
    return kept or ids


def _part_of_order(draft: Draft, sure: Sequence[Line], text: str) -> Draft:
    """Naming one of several things of an order means that thing; naming all of them, or the only one, the order."""
    of_one = [pair for pair in sure if draft.order_id in (None, pair[0].id)]
    if not of_one:
        return draft
    order = of_one[0][0]
    lines = [line for o, line in of_one if o.id == order.id]
    picks = tuple(Pick(order.id, line.id, count_of(text, line) or line.kept) for line in lines)
    units = sum(pick.quantity for pick in picks)
    return replace(draft, order_id=order.id, picks=() if units == sum(line.kept for line in order.lines) else picks)


def pick_lines(draft: Draft, lines: Sequence[Line], *, add: bool = False) -> Draft:
    """Pick whole lines; of those picked before, what was said of them stays."""
    known = {pick.line_id: pick for pick in draft.picks}
    most = 1 if draft.topic in PROBLEMS else len(lines)
    fresh = tuple(known.get(line.id, Pick(order.id, line.id, line.kept)) for order, line in lines[:most])
    kept = tuple(pick for pick in draft.picks if pick not in fresh) if add else ()
    return replace(draft, picks=(*kept, *fresh))
