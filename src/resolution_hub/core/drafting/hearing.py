"""What the customer's words and buttons add to a draft. What they do not say stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from resolution_hub.core.acts import Wish
from resolution_hub.core.addresses import read_address
from resolution_hub.core.drafting.choices import (
    delivery_for,
    lines_for,
    methods_for,
    orders_for,
    plans_for,
    problem_of,
    reasons_for,
    subscriptions_for,
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
from resolution_hub.core.drafting.matching_lines import Line, lines_meant
from resolution_hub.core.drafting.options import extreme, nearest, options_named
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import MethodKind, PaymentMethod
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.order import Destination, Order
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import GivenReason, Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_NEW_ONE = re.compile(
    r"\b(?:replace\w*|new one|another one|send (?:me )?(?:a |the )?(?:new|right|correct|missing))\b", re.IGNORECASE
)
_MONEY = re.compile(r"\b(?:refund\w*|money(?: back)?|reimburse\w*|credit(?:ed)?)\b", re.IGNORECASE)
_KEEP = re.compile(r"\bkeep (?:it|them|the)\b", re.IGNORECASE)
_NO_PHOTO = re.compile(
    r"\b(?:no|can'?t|cannot|don'?t have) (?:a |any |take |make )*(?:photo|picture|camera)s?\b", re.IGNORECASE
)
_KINDS = {
    MethodKind.GIFT_CARD: re.compile(r"\bgift ?cards?\b", re.IGNORECASE),
    MethodKind.STORE_CREDIT: re.compile(r"\bstore credit\b", re.IGNORECASE),
    MethodKind.PAYPAL: re.compile(r"\bpay ?pal\b", re.IGNORECASE),
    MethodKind.CARD: re.compile(
        r"\b(?:credit|debit|master|visa)? ?card\b|\bvisa\b|\bmastercard\b|\bamex\b", re.IGNORECASE
    ),
    MethodKind.BANK: re.compile(r"\bbank\b", re.IGNORECASE),
}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_UNITS = {"day": 1, "week": 7, "month": 30}
_SPAN = re.compile(rf"\bfor (?:the next )?({'|'.join(_NUMBERS)}|\d{{1,3}}) ({'|'.join(_UNITS)})s?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\b\d{4}\b")
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
        draft = _items(draft, said, who, book)
    if draft.topic in ON_SUBSCRIPTIONS:
        draft = _subscription(draft, said, who, wares)
    draft = _reasons(draft, said, book)
    if draft.topic in SWAPS:
        draft = _variants(draft, said, who, wares)
    if draft.topic in PROBLEMS:
        draft = _wish(draft, said.text)
    if draft.topic in (Topic.CHANGE_ADDRESS, Topic.HOME_ADDRESS):
        draft = _address(draft, said, who)
    if draft.topic is Topic.CHANGE_DELIVERY:
        draft = _delivery(draft, said.text, who, wares)
    return _method(draft, said.text, who)


def _order(draft: Draft, said: Said, who: Situation, book: Rulebook) -> Draft:
    """One order named by number, by what is in it, or the only one that it may be about."""
    numbers = (*said.reading.entities.order_numbers, *said.reading.entities.tracking_numbers)
    for number in numbers:
        named = who.order_by_number(number) or who.order_by_tracking(number)
        if named is not None:
            return _on_order(draft, named)
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


def _items(draft: Draft, said: Said, who: Situation, book: Rulebook) -> Draft:
    lines = lines_for(draft, who, book)
    if draft.doubtful:
        narrowed = tuple(pair for pair in lines if pair[1].id in draft.doubtful)
        meant = lines_meant(said.text, said.reading, narrowed)
        if len(meant.sure) == 1 and not meant.doubtful:
            return pick_lines(replace(draft, doubtful=()), meant.sure, add=True)
    meant = lines_meant(said.text, said.reading, lines)
    if not meant.sure and not meant.doubtful:
        only = len(lines) == 1 and not draft.picks and draft.topic in WITH_ITEMS
        return pick_lines(draft, lines) if only else draft
    if draft.topic in (Topic.CANCEL_ORDER, Topic.WITHDRAW):
        return _part_of_order(draft, meant.sure)
    add = bool(draft.picks) and draft.asked is Slot.ITEMS
    picked = pick_lines(draft, meant.sure, add=add) if meant.sure else draft
    doubtful = tuple(line.id for _, line in meant.doubtful)
    return replace(picked, doubtful=_not_same_thing(doubtful, meant.doubtful, said, who))


def _not_same_thing(ids: tuple[str, ...], doubtful: Sequence[Line], said: Said, who: Situation) -> tuple[str, ...]:
    """Lines of an order that is not named fall away where the text names an order."""
    named = {o.id for n in said.reading.entities.order_numbers if (o := who.order_by_number(n)) is not None}
    kept = tuple(line.id for order, line in doubtful if order.id in named)
    return kept or ids


def _part_of_order(draft: Draft, sure: Sequence[Line]) -> Draft:
    """Naming one of several things of an order means that thing; naming all of them, or the only one, the order."""
    of_one = [pair for pair in sure if draft.order_id in (None, pair[0].id)]
    if not of_one:
        return draft
    order = of_one[0][0]
    lines = [line for o, line in of_one if o.id == order.id]
    whole = len(lines) == len([line for line in order.lines if line.kept])
    picks = () if whole else tuple(Pick(order.id, line.id, line.kept) for line in lines)
    return replace(draft, order_id=order.id, picks=picks)


def pick_lines(draft: Draft, lines: Sequence[Line], *, add: bool = False) -> Draft:
    """Pick whole lines; of those picked before, what was said of them stays."""
    known = {pick.line_id: pick for pick in draft.picks}
    most = 1 if draft.topic in PROBLEMS else len(lines)
    fresh = tuple(known.get(line.id, Pick(order.id, line.id, line.kept)) for order, line in lines[:most])
    kept = tuple(pick for pick in draft.picks if pick not in fresh) if add else ()
    return replace(draft, picks=(*kept, *fresh))


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
        wanted = options_named(_about(pick, draft.picks, said.text, who), there)
        found = nearest(now_on.options if now_on is not None else (), wanted, there)
        best = extreme(said.text, there)
        chosen = found[0] if len(found) == 1 else best
        if chosen is not None:
            picks.append(replace(pick, variant_id=chosen.id, wanted=()))
        else:
            # What was named leaves several, or none: it is asked again, among those that fit.
            picks.append(replace(pick, variant_id=None, wanted=tuple(wanted.items())) if wanted else pick)
    return replace(draft, picks=tuple(picks))


def _about(pick: Pick, picks: Sequence[Pick], text: str, who: Situation) -> str:
    """Of several picked things, the part of the text from this one's name to the next one's."""
    if len(picks) < 2:
        return text
    places = sorted((place, each.line_id) for each in picks if (place := _place(each, text, who)) is not None)
    for number, (place, line_id) in enumerate(places):
        if line_id == pick.line_id:
            return text[place : places[number + 1][0] if number + 1 < len(places) else len(text)]
    return "" if places else text


def _place(pick: Pick, text: str, who: Situation) -> int | None:
    order = who.order(pick.order_id)
    line = order.line(pick.line_id) if order is not None else None
    words = [word for word in re.findall(r"[^\W_]+", line.name.lower()) if len(word) > 2] if line is not None else []
    found = [text.lower().find(word) for word in words]
    return min((place for place in found if place >= 0), default=None)


def _wish(draft: Draft, text: str) -> Draft:
    if _KEEP.search(text):
        return replace(draft, wish=Wish.KEEP)
    if _NEW_ONE.search(text):
        return replace(draft, wish=Wish.REPLACEMENT)
    if _MONEY.search(text):
        return replace(draft, wish=Wish.REFUND)
    return replace(draft, no_photo=draft.no_photo or bool(_NO_PHOTO.search(text)))


def _address(draft: Draft, said: Said, who: Situation) -> Draft:
    order = who.order(draft.order_id or "")
    known = order.address if order is not None and order.address is not None else who.home
    texts = (*said.reading.entities.addresses, said.text)
    found = next((a for text in texts if (a := read_address(text, known)) is not None), None)
    return replace(draft, address=found) if found is not None else draft


def _delivery(draft: Draft, text: str, who: Situation, wares: Wares) -> Draft:
    words = set(re.findall(r"[^\W_]+", text.lower()))
    offered = delivery_for(draft, who, wares)
    named = [o for o in offered if words & set(re.findall(r"[^\W_]+", o.name.lower())) - {"delivery", "day"}]
    return replace(draft, option_id=named[0].id) if len(named) == 1 else draft


def _method(draft: Draft, text: str, who: Situation) -> Draft:
    """A method that is named by its kind or by its last digits."""
    paying = draft.topic in SWAPS | {Topic.CHANGE_PAYMENT, Topic.CHANGE_DELIVERY, Topic.RETURN_ITEMS}
    if not paying:
        return draft
    offered = methods_for(draft, who) if draft.topic is not Topic.RETURN_ITEMS else who.methods
    found = _named_methods(text, offered)
    if len(found) != 1:
        return draft
    if draft.topic is Topic.RETURN_ITEMS:
        return to_destination(draft, found[0], who)
    return replace(draft, method_id=found[0].id)


def to_destination(draft: Draft, method: PaymentMethod, who: Situation) -> Draft:
    """A return's refund goes to this method: where it came from, if that is the same."""

    orders = {pick.order_id for pick in draft.picks}
    paid = {c.method_id for order_id in orders for c in who.ledger.charges_of_order(order_id)}
    if paid == {method.id}:
        return replace(draft, destination=Destination.ORIGINAL, destination_id=None)
    if method.kind is MethodKind.GIFT_CARD:
        return replace(draft, destination=Destination.GIFT_CARD, destination_id=method.id)
    return replace(draft, destination=Destination.METHOD, destination_id=method.id)


def _named_methods(text: str, offered: Sequence[PaymentMethod]) -> list[PaymentMethod]:
    digits = set(_DIGITS.findall(text))
    by_digits = [m for m in offered if digits & set(_DIGITS.findall(m.label))]
    if by_digits:
        return by_digits
    kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
    # "gift card" holds the word "card"; the more special one is meant.
    kind = kinds[0] if kinds else None
    named = [m for m in offered if m.kind is kind]
    brands = [m for m in named if m.label.lower().split(" ")[0] in text.lower()]
    return brands or named


def _subscription(draft: Draft, said: Said, who: Situation, wares: Wares) -> Draft:
    running = subscriptions_for(who)
    if draft.subscription_id is None:
        words = set(re.findall(r"[^\W_]+", said.text.lower()))
        named = [s for s in running if words & set(re.findall(r"[^\W_]+", s.plan.lower()))]
        chosen = named if len(named) == 1 else running
        draft = replace(draft, subscription_id=chosen[0].id) if len(chosen) == 1 else draft
    if draft.topic is Topic.CHANGE_SUBSCRIPTION:
        words = set(re.findall(r"[^\W_]+", said.text.lower()))
        plans = plans_for(draft, who, wares)
        fits = {p.id: len(words & set(re.findall(r"[^\W_]+", p.name.lower()))) for p in plans}
        best = [p for p in plans if fits[p.id] and fits[p.id] == max(fits.values())]
        chosen_plan = best[0] if len(best) == 1 else plans[0] if len(plans) == 1 else None
        return replace(draft, plan_id=chosen_plan.id) if chosen_plan is not None else draft
    if draft.topic is Topic.PAUSE_SUBSCRIPTION:
        day = _for_how_long(said.text, who.today) or _day_to_come(said.reading, who.today)
        return replace(draft, resumes_on=day) if day is not None else draft
    return draft


def _day_to_come(reading: Reading, today: date) -> date | None:
    days = [period.last for period in reading.entities.periods]
    return next((day for day in days if day > today), None)


def _for_how_long(text: str, today: date) -> date | None:
    """The day after "for two months"."""
    span = _SPAN.search(text)
    if span is None:
        return None
    many = _NUMBERS.get(span.group(1).lower()) or int(span.group(1))
    return today + timedelta(days=many * _UNITS[span.group(2).lower()])
