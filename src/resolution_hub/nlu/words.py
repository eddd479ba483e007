"""Words of a text: as counted by the classifier, and as matched with the names of things."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from resolution_hub.nlu.plain import clean

__all__ = ["STOP_WORDS", "clean", "content_words", "tokens"]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[\U0001F300-\U0001FAFF\u2600-\u27BF]|[?!]")
_DIGITS = re.compile(r"\d+")

_STOP_WORDS = """
    a about above after again all also am an and any anyone anything are aren't as ask at be because been before
    being below between both but by came can can't cannot come could couldn't day days did didn't do does doesn't doing
    don't done down during each else even ever every few for from further get gets getting give go goes going gone gonna
    got had hadn't happen happened has hasn't have haven't having he hello help her here hers hey hi him his how i i'd i'll
    i'm i've if in instead into is isn't it it's its just kind know let like made make many may maybe me might mine more
    most much must my myself need never new no nor not nothing now of off ok okay old on once one ones only or other our
    out over own please pls plz put really right said same say see seem she should shouldn't since so some somebody
    someone something soon still such sure take tell than thank thanks that that's the their them then there there's
    these they they're thing things think this those through to today too tried try trying two u under until up ur us
    use very via wait want wanted wants was wasn't way we we're week weeks well went were weren't what what's when where
    where's which while who why will with won't would wouldn't yes yesterday yet you you're your yours
    order orders ordered ordering buy bought item items parcel parcels package packages delivery deliver delivered
    refund refunds refunded return returns returned returning cancel cancelled canceled tracking track shipping shipped
    shipment arrive arrived number status account problem issue
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def tokens(text: str) -> list[str]:
    """Lower-case words, emoji, '?' and '!', in order; a run of digits counts as one '0', whatever the number."""
    return [_DIGITS.sub("0", token) for token in _TOKEN.findall(text.lower())]


def content_words(text: str, denied: AbstractSet[str] = frozenset()) -> frozenset[str]:
    """Lower-case words that can name a thing: without stop words, words of every order, bare numbers and `denied`."""
    found = (word.removesuffix("'s") for word in _TOKEN.findall(text.lower()))
    words = (word for word in found if len(word) > 2 and word not in STOP_WORDS and not word.isdigit())
    return frozenset(word for word in words if word not in denied)
