"""Which way of paying a text names, and where a refund shall go: by its kind, its brand or its last digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from resolution_hub.core.drafting.choices import methods_for
from resolution_hub.core.drafting.draft import SWAPS, Draft, Slot
from resolution_hub.core.ledger import MethodKind, PaymentMethod
from resolution_hub.core.order import Destination
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_KINDS = {
    MethodKind.GIFT_CARD: re.compile(r"\bgift ?cards?\b", re.IGNORECASE),
    MethodKind.STORE_CREDIT: re.compile(r"\bstore credit\b", re.IGNORECASE),
    MethodKind.PAYPAL: re.compile(r"\bpay ?pal\b", re.IGNORECASE),
    MethodKind.CARD: re.compile(
        r"\b(?:credit|debit|master|visa)? ?card\b|\bvisa\b|\bmastercard\b|\bamex\b", re.IGNORECASE
    ),
    MethodKind.BANK: re.compile(r"\bbank\b", re.IGNORECASE),
}
_DIGITS = re.compile(r"\b\d{4}\b")
_NOT_THAT = re.compile(
    r"\b(?:not|instead of|rather than|from)\b(?: to| with| on| onto)?(?:(?!\b(?:but|to|onto)\b)[^,.;])*", re.IGNORECASE
)
_AS_PAID = re.compile(
    r"\boriginal\b|\bi(?:'ve| have)? paid\b|\bsame (?:card|method|way|account|payment)\b|\bcame from\b", re.IGNORECASE
)
_OF_MONEY = re.compile(
    r"\b(?:refund\w*|money|credit\w*|paid|pay|put|(?:on|to|onto|via|by) (?:my|the|an?|pay ?pal|store|gift))\b",
    re.IGNORECASE,
)


def hear_method(draft: Draft, text: str, who: Situation) -> Draft:
    """The draft with the method that the text names, where its act takes one and the text leaves no doubt."""
    wanted = _NOT_THAT.sub(" ", text)
    if draft.topic is Topic.RETURN_ITEMS:
        return _hear_destination(draft, wanted, who)
    if draft.topic not in SWAPS | {Topic.CHANGE_PAYMENT, Topic.CHANGE_DELIVERY}:
        return draft
    found = _named(wanted, methods_for(draft, who))
    return replace(draft, method_id=found[0].id) if len(found) == 1 else draft


def _hear_destination(draft: Draft, text: str, who: Situation) -> Draft:
    asked = draft.asked is Slot.DESTINATION
    if not asked and not _OF_MONEY.search(text):
        return draft  # "the card holder" is a thing
    found = _named(text, who.methods)
    if _paid_with(draft, who) & {method.id for method in found} or (asked and _AS_PAID.search(text)):
        return replace(draft, destination=Destination.ORIGINAL, destination_id=None)
    if len(found) == 1:
        to = Destination.GIFT_CARD if found[0].kind is MethodKind.GIFT_CARD else Destination.METHOD
        return replace(draft, destination=to, destination_id=found[0].id)
    if _KINDS[MethodKind.STORE_CREDIT].search(text):
        return replace(draft, destination=Destination.STORE_CREDIT, destination_id=None)
    return draft


def _paid_with(draft: Draft, who: Situation) -> set[str | None]:
    """Ids of the methods that paid the orders of the picked things."""
    orders = {pick.order_id for pick in draft.picks}
    return {charge.method_id for order_id in orders for charge in who.ledger.charges_of_order(order_id)}


def _named(text: str, offered: Sequence[PaymentMethod]) -> list[PaymentMethod]:
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
