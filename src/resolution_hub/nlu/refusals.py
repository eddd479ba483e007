"""What a text turns down: "I don't want to cancel, just change the address", "not that one, the other", "I meant the lamp".

A refused wish is left out of what is judged, if what stays asks for something by itself; else the intents that the
refused words alone would mean lose most of their weight.
"""

from __future__ import annotations

import re

from resolution_hub.nlu.plain import Plain
from resolution_hub.nlu.verbs import VERBS

# Until the clause ends, or a word says that the wish itself begins.
_UNTIL = (
    r"(?P<what>[^,.;:!?\n]{1,80}?)"
    r"(?=[,.;:!?\n]|$| -|\s(?:but|just|only|instead|rather|please|i (?:just |only |really )?(?:want|need"
    r"|would|'d|prefer)|i'd)\b)"
)
_ACTS = (
    r"(?:cancel\w*|return\w*|refund\w*|exchang\w*|replac\w*|send\w* (?:it|them|this|that) back|chang\w*"
    r"|delet\w*|clos(?:e|ing)"
    r"|paus\w*|skip\w*|stop\w*|swap\w*|track\w*|reschedul\w*|repair\w*|complain\w*|order\w*|buy\w*|upgrad\w*"
    r"|talk\w*|speak\w*"
    r"|wait\w*|keep\w*|subscri\w*|unsubscri\w*)"
)
_NOUNS = r"(?:cancel+ation|return|refund|exchange|replacement|repair|voucher|store credit|credit|gift card|coupon|money back)"
_REFUSED = re.compile(
    r"(?:"
    # I don't want to ..., I'm not trying to ..., I don't need a refund
    r"(?:\b(?:i|we) (?:really |just |actually )?)?\b(?:do not|don't|dont|did not|didn't|didnt|never|am not|i'm not|not)"
    r" (?:really |actually |even |just )?"
    rf"(?:(?:want(?:ed|ing)?|wish|need(?:ed)?|mean|meant|intend|plan|looking|trying|asking|here|going|like)(?: (?:you"
    rf"|them|anyone))? to (?={_ACTS})"
    rf"|wanna (?={_ACTS})|(?:want(?:ed|ing)?|need(?:ed)?|looking for|asking for|after) (?:a |an |the |my "
    rf"|any )?(?={_NOUNS}\b))"
    # Don't cancel it
    rf"|(?:^|(?<=[.!?;,:\n] )|(?<=[.!?;,:\n])|(?<=please )|(?<=but )|(?<=so )|(?<=and )|(?<=no ))(?:please )?"
    rf"(?:do not|don't|dont|never) (?:just )?(?={_ACTS})"
    r"|\bnot (?=(?:cancel|return|refund|exchang|replac|paus|delet|clos)\w*ing\b)"
    rf"|\b(?:no need|not) to (?={_ACTS})|\b(?:instead of|rather than) (?={_ACTS}|(?:an? |the )?{_NOUNS}\b)"
    rf"|\bnot (?:a|an|the|my) (?={_NOUNS}\b)"
    rf"){_UNTIL}",
    re.IGNORECASE,
)
_UNDOABLE = re.compile(
    r"\b(?:cancel|return|refund|exchang|replac|delet|clos|paus|cancellation|replacement)\w*\b", re.IGNORECASE
)
_LEFT = re.compile(
    r"^(?:[\s,.;:!?-]|\b(?:but|just|only|instead|rather|and|so|please|no|ok|okay|hi|hello|hey|thanks)\b)+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:want|need|like to|i'd like|would like|prefer|can|could|would|please|how|where|when|what|which"
    r"|why|do you|is there|replace"
    rf"|exchange|refund|{_NOUNS}|rather)\b|\?",
    re.IGNORECASE,
)
_NO_ORDERS = frozenset(
    ("is", "was", "has", "had", "are", "were", "been", "it's", "its", "i'm", "that's", "did", "does")
)

_OTHER = r"(?:other|first|second|third|last|latest|newer|newest|older|oldest|previous|next|1st|2nd|3rd)"
_ONE = r"(?:one|ones|order|parcel|package|item|product|delivery|subscription|payment|charge|refund|address|date|day)"
_CORRECTS = re.compile(
    r"(?:"
    rf"^(?:no|nope|nah|sorry|oops|wait|actually|hm+|uh|er|well)\b[ ,.!:-]{{1,3}}(?:i (?:mean|meant|said)"
    rf"|not (?:that|this|the|it)|the {_OTHER}|it's the|it is the|wrong|that's (?:not|the wrong)|my {_OTHER})"
    rf"|\bi (?:actually )?(?:mean|meant|was talking about|was asking about|am talking about|was referring to)(?: to say)? (?:the"
    rf"|my|that|this|a|an|order|number|#)\b"
    rf"|\b(?:i )?(?:don't|do not|didn't|did not|dont) mean (?:the|my|that|this|it)\b|\bi'm not (?:talking"
    rf"|asking) about\b"
    rf"|^(?:no,? )?not (?:the|my) |^(?:no,? )?(?:it's |its |it is )?not (?:that|this)(?: {_ONE})?(?:[ ,.!;]"
    rf"|$)(?!(?:is|was|i)\b)"
    rf"|(?:^|[,.;!] ?)(?:no,? |sorry,? |actually,? |rather )?(?:the|my) other {_ONE}(?:[ ,.!?]|$)"
    rf"|\bactually,? (?:it's |its |i mean |i meant )?(?:the|my) {_OTHER}\b|\bactually i (?:mean|meant)\b"
    rf"|\bno,? the {_OTHER}\b"
    r"|\bthat(?:'s| is|s)(?: really)? not (?:it|the one|the right one|right|correct|what i (?:meant|mean"
    r"|said|asked|want|need)|my (?:order|parcel|question))\b"
    r"|\b(?:you(?:'ve| have)? )?(?:misunderstood|misunderstand|got (?:that|it|me) wrong)\b|\bscratch that\b"
    r"|\bi misspoke\b|\bmy bad\b"
    r"|^(?:no,? |sorry,? )?(?:that's (?:the )?)?wrong (?:one|order|number|item|parcel)[.!?]*$|\bcorrection\b ?:"
    r"|\bi typed (?:it|the number|that) wrong\b"
    r")",
    re.IGNORECASE,
)  # fmt: skip


def corrects(text: str) -> bool:
    """Does the text put right what was understood before: "no, the other one", "I meant the lamp"?"""
    return _CORRECTS.search(text[:400]) is not None


def without_refused(plain: Plain) -> tuple[Plain, str | None]:
    """What is to be judged, and the refused words if they could not be left out."""
    found = list(_REFUSED.finditer(plain.text))
    if not found:
        return plain, None
    kept: list[tuple[int, int]] = []
    reached = 0
    for match in [*found, None]:
        start = match.start() if match else len(plain.text)
        lead = _LEFT.match(plain.text[reached:start])
        reached += lead.end() if lead else 0
        if reached < start:
            kept.append((reached, start))
        reached = match.end() if match else start
    kept = [(start, end) for start, end in kept if plain.text[start:end].strip(" ,.;:!?-\n")]
    if any(_asks(plain.text[start:end]) for start, end in kept):
        return plain.only(kept), None
    refused = " ".join(match["what"].strip() for match in found)
    return plain, refused if _UNDOABLE.search(refused) else None


def _asks(text: str) -> bool:
    words = text.lower().split()
    return _ASKS.search(text) is not None or (bool(words) and words[0] in VERBS and words[0] not in _NO_ORDERS)
