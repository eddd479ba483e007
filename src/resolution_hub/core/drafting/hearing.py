"""What the customer's words and buttons add to a draft. What they do not say stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resolution_hub.core.acts import Wish
from resolution_hub.core.addresses import read_address
from resolution_hub.core.drafting.choices import (
    delivery_for,
    orders_for,
    problem_of,
    reasons_for,
    variants_for,
)
from resolution_hub.core.drafting.draft import (
    BEFORE_DISPATCH,
    ON_SUBSCRIPTIONS,
    PROBLEMS,
    SWAPS,
    WITH_ITEMS,
    Draft,
    Pick,
    Slot,
)
from resolution_hub.core.drafting.hearing_plans import hear_subscription
from resolution_hub.core.drafting.options import extreme, nearest, next_size, options_named
from resolution_hub.core.drafting.paying import hear_method
from resolution_hub.core.drafting.things import hear_things
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.order import DeliveryOption, Order
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import GivenReason, Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_NEW_ONE = re.compile(
    r"\b(?:replace\w*|new one|another one|exchange|swap|send (?:me )?(?:a |the )?(?:new|another|right|correct|missing))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\b(?:refund\w*|money(?: back)?|reimburse\w*|credit(?:ed)?)\b", re.IGNORECASE)
_NOT_WISHED = re.compile(
    r"\b(?:no|not|don'?t (?:want|need)|instead of|rather than)\b(?:(?!\bbut\b)[^,.;])*", re.IGNORECASE
)
_KEEP = re.compile(r"\bkeep (?:it|them|the)\b", re.IGNORECASE)
_NO_PHOTO = re.compile(
    r"\b(?:no|can'?t|cannot|don'?t have) (?:a |any |take |make )*(?:photo|picture|camera)s?\b", re.IGNORECASE
)
_NEXT_DAY = re.compile(r"\bnext[- ]day\b|\bovernight\b|\bby tomorrow\b", re.IGNORECASE)
_FASTEST = re.compile(r"\b(?:fastest|quickest|soonest)\b|\bas (?:fast|quick(?:ly)?|soon) as\b|\basap\b", re.IGNORECASE)
_CHEAPEST = re.compile(r"\b(?:cheapest|slowest)\b", re.IGNORECASE)
_FREE = re.compile(r"\bfree\b|\bfor nothing\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|each)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SAME_REASON = {
    GivenReason.CHEAPER_ELSEWHERE: ("better_price", "cheaper_elsewhere"),
    GivenReason.TOO_LATE: ("arrived_late", "too_late"),
    GivenReason.ORDERED_BY_MISTAKE: ("ordered_by_mistake", "ordered by mistake", "changed_mind"),
    GivenReason.ORDERED_TWICE: ("ordered_twice", "ordered by mistake", "ordered_by_mistake", "changed_mind"),
    GivenReason.CHANGED_MIND: ("changed_mind", "no longer needed", "no_longer_needed"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its words as written, and what was understood of them."""

    text: str
    reading: Reading


def hear(draft: Draft, said: Said, who: Situation, wares: Wares, book: Rulebook) -> Draft:
    """The draft with everything that the message says of it."""
    draft = _order(draft, said, who, book)
    if draft.topic in WITH_ITEMS or (draft.topic in (Topic.CANCEL_ORDER, Topic.WITHDRAW)):
        draft = hear_things(draft, said.text, said.reading, who, book)
    if draft.topic in ON_SUBSCRIPTIONS:
        draft = hear_subscription(draft, said.text, said.reading, who, wares)
    draft = _reasons(draft, said, book)
    if draft.topic in SWAPS:
        draft = _variants(draft, said, who, wares)
    if draft.topic in PROBLEMS:
        draft = _wish(draft, said.text)
    if draft.topic in (Topic.CHANGE_ADDRESS, Topic.HOME_ADDRESS):
        draft = _address(draft, said, who)
    if draft.topic is Topic.CHANGE_DELIVERY:
        draft = _delivery(draft, said.text, who, wares)
    return hear_method(draft, said.text, who)


def _order(draft: Draft, said: Said, who: Situation, book: Rulebook) -> Draft:
    """One order named by number, by what is in it, or the only one that it may be about."""
    numbers = (*said.reading.entities.order_numbers, *said.reading.entities.tracking_numbers)
    named = dict.fromkeys(o for n in numbers if (o := who.order_by_number(n) or who.order_by_tracking(n)) is not None)
    if len(named) > 1 and draft.topic in (Topic.RETURN_ITEMS, Topic.EXCHANGE_ITEMS):
        return replace(draft, order_id=None)
    if named:
        return _on_order(draft, next(iter(named)))
    if draft.order_id is not None or draft.topic not in BEFORE_DISPATCH | {Topic.WITHDRAW}:
        return draft
    offered = orders_for(draft.topic, who, book)
    meant = [o for o in orders_meant(said.reading, who) if o in offered] or list(orders_meant(said.reading, who))
    if len(meant) == 1:
        return _on_order(draft, meant[0])
    return _on_order(draft, offered[0]) if len(offered) == 1 and not meant else draft


def _on_order(draft: Draft, order: Order) -> Draft:
    """About this order: things picked from another one are not meant any more, unless several orders are."""
    if draft.topic in (Topic.RETURN_ITEMS, Topic.EXCHANGE_ITEMS) and draft.picks and draft.asked is not Slot.ITEMS:
        return replace(draft, order_id=None)
    picks = tuple(pick for pick in draft.picks if pick.order_id == order.id)
    return replace(draft, order_id=order.id, picks=picks)


def _reasons(draft: Draft, said: Said, book: Rulebook) -> Draft:
    if draft.topic in PROBLEMS:
        given = next((p for r in said.reading.entities.reasons if (p := problem_of(draft.topic, r))), "")
        return replace(draft, picks=tuple(replace(p, reason=given or p.reason) for p in draft.picks))
    if draft.topic not in (Topic.RETURN_ITEMS, Topic.CANCEL_ORDER):
        return draft
    reason = _reason(said, reasons_for(draft.topic, book), asked=draft.asked is Slot.REASON)
    if not reason:
        return draft
    return give_reason(draft, reason)


def give_reason(draft: Draft, reason: str) -> Draft:
    """To every picked thing that has none yet; to all of them when they all had one."""
    open_ones = any(not pick.reason for pick in draft.picks)
    picks = tuple(replace(p, reason=reason) if not p.reason or not open_ones else p for p in draft.picks)
    return replace(draft, reason=reason, picks=picks if draft.topic is Topic.RETURN_ITEMS else draft.picks)


def _reason(said: Said, offered: Sequence[str], *, asked: bool) -> str:
    for given in said.reading.entities.reasons:
        for name in (given.value, *_SAME_REASON.get(given, ())):
            if name in offered:
                return name
    words = said.text.lower().replace("_", " ")
    named = next((reason for reason in offered if reason.replace("_", " ") in words), "")
    if " " in named.replace("_", " ") or asked:
        return named or ("other" if "other" in offered else "")
    return ""  # a single word ("gift") may be about anything


def _variants(draft: Draft, said: Said, who: Situation, wares: Wares) -> Draft:
    """Options that are named go to the things that have them; what is chosen already is the start for "the blue one"."""
    picks = []
    for pick in draft.picks:
        order = who.order(pick.order_id)
        line = order.line(pick.line_id) if order is not None else None
        there = variants_for(pick, who, wares)
        now_on = wares.variant(pick.variant_id) or (wares.variant(line.variant_id) if line is not None else None)
        start, about = now_on.options if now_on is not None else (), _about(pick, draft.picks, said.text, who)
        wanted = {**next_size(about, start, there), **options_named(about, there)}
        found = nearest(start, wanted, there)
        best = extreme(said.text, there)
        chosen = found[0] if len(found) == 1 else best
        if chosen is not None:
            picks.append(replace(pick, variant_id=chosen.id, wanted=()))
        else:
            # What was named leaves several, or none: it is asked again, among those that fit.
            picks.append(replace(pick, variant_id=None, wanted=tuple(wanted.items())) if wanted else pick)
    return replace(draft, picks=tuple(picks))


def _about(pick: Pick, picks: Sequence[Pick], text: str, who: Situation) -> str:
    """Of several picked things, the part of the text from this one's name to the next one's; all of it where it speaks of
    both in one ("both in white")."""
    places = {each.line_id: place for each in picks if (place := _place(each, text, who)) is not None}
    if len(picks) < 2 or _BOTH.search(text) or not places:
        return text
    own = places.get(pick.line_id)
    if own is None:
        return ""
    return text[own : min((place for place in places.values() if place > own), default=len(text))]


def _place(pick: Pick, text: str, who: Situation) -> int | None:
    order = who.order(pick.order_id)
    line = order.line(pick.line_id) if order is not None else None
    words = [word for word in re.findall(r"[^\W_]+", line.name.lower()) if len(word) > 2] if line is not None else []
    found = [text.lower().find(word) for word in words]
    return min((place for place in found if place >= 0), default=None)


def _wish(draft: Draft, text: str) -> Draft:
    wanted = _NOT_WISHED.sub(" ", text)
    if _KEEP.search(wanted):
        return replace(draft, wish=Wish.KEEP)
    if _NEW_ONE.search(wanted):
        return replace(draft, wish=Wish.REPLACEMENT)
    if _MONEY.search(wanted):
        return replace(draft, wish=Wish.REFUND)
    return replace(draft, no_photo=draft.no_photo or bool(_NO_PHOTO.search(text)))


def _address(draft: Draft, said: Said, who: Situation) -> Draft:
    order = who.order(draft.order_id or "")
    known = order.address if order is not None and order.address is not None else who.home
    texts = (*said.reading.entities.addresses, said.text)
    found = next((a for text in texts if (a := read_address(text, known)) is not None), None)
    return replace(draft, address=found) if found is not None else draft


def _delivery(draft: Draft, text: str, who: Situation, wares: Wares) -> Draft:
    offered = delivery_for(draft, who, wares)
    words = set(_WORD.findall(text.lower()))
    named = [o for o in offered if words & set(_WORD.findall(o.name.lower())) - {"delivery", "day"}]
    if len(named) != 1:
        named = _most(text, offered)
    return replace(draft, option_id=named[0].id) if len(named) == 1 else draft


def _most(text: str, offered: Sequence[DeliveryOption]) -> list[DeliveryOption]:
    """The fastest, the cheapest, the one for nothing, the one that is there tomorrow: where exactly one is."""
    if _NEXT_DAY.search(text):
        return [o for o in offered if o.days_to <= 1]
    if _FASTEST.search(text):
        return [o for o in offered if o.days_to == min(each.days_to for each in offered)]
    if _CHEAPEST.search(text):
        return [o for o in offered if o.price.minor == min(each.price.minor for each in offered)]
    return [o for o in offered if not o.price.minor] if _FREE.search(text) else []
