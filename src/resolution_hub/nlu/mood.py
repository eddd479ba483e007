"""How frustrated and how pressed the writer is, 0 to 1, from words, capitals and punctuation.

Rules rather than a model: no labelled text for urgency is known, and a lead must be able to read why a case jumped
the queue. Each sign found takes a share of what is left to 1, so signs add up but never overflow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Signs = tuple[tuple[float, re.Pattern[str]], ...]


def _signs(table: str) -> Signs:
    """One sign a line: its weight, then what shows it."""
    rows = (line.split(maxsplit=1) for line in table.strip().splitlines())
    return tuple((float(weight), re.compile(rf"(?<!\w)(?:{shown})(?!\w)", re.IGNORECASE)) for weight, shown in rows)


_FRUSTRATION = _signs(r"""
    0.75 f+u+c+k\w*|f\*+\w*|wtf|bullsh\w+|sh[i*]t(?:ty)?|crap|a+ss?hole\w*|bastards?|bloody|damn(?:ed)?|screw you
    0.65 ridiculous|unacceptable|outrageous|disgusting|disgrace\w*|appalling|pathetic|atrocious|shambles
    0.65 furious|livid|fuming|angry|pissed|fed up|sick (?:and tired )?of|had enough|enough is enough|infuriat\w+
    0.6  scam(?:mers?|med)?|thie(?:f|ves)|steal(?:ing)?|robbed|rip(?:ped)?[ -]?off|con artists?|liars?|lied|lying
    0.6  worst|terrible|horrible|awful|dreadful|abysmal|useless|incompetent|rubbish|garbage|trash|a joke|joke
    0.5  lawyer|solicitor|sue|court|legal action|trading standards|bbb|chargeback|consumer protection|attorney
    0.5  never (?:again|shop\w*|buy\w*|order\w*)|lost a customer|losing a customer|bad review|one star|1 star
    0.45 frustrat\w+|annoy\w+|upset|disappoint\w+|unhappy|not happy|dissatisfied|irritat\w+|stressed|hate
    0.45 waste of (?:time|money)|wasted|runaround|run around
    0.45 (?:no one|nobody) (?:helps?|cares?|answers?|replies|replied|answered|responds|listens)
    0.4  (?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d+(?:th)?|hundredth) time|how many times|yet again
    0.35 still (?:no|not|nothing|waiting|haven't|hasn't|don't|didn't)|keep(?:s)? (?:telling|saying|getting)
    0.35 again and again|over and over|for weeks|for months|already (?:told|said|explained|contacted|called)
    0.3  come on|seriously|for (?:god|heaven|christ|pete)'?s? ?sake|ffs|omg|what the hell|wth|no help|not help\w*
    0.2  ignored|ignoring|ignore|no (?:reply|response|answer)|unbelievable|shocking|shame|poor
""")
_URGENCY = _signs(r"""
    0.7  urgent(?:ly)?|emergency|a\.?s\.?a\.?p\.?|immediate(?:ly)?|right (?:now|away)|straight ?away|at once
    0.7  hacked|stolen|fraud\w*|unauthori[sz]ed|identity theft|police|someone (?:is )?us(?:ed|ing) my
    0.65 fire|smok(?:e|es|ing)|burn(?:t|ed|ing)?|electric shock|shocked me|sparks?|injur\w+|hospital|allerg\w+|unsafe
    0.6  medic(?:ine|ation|al)|insulin|prescription|oxygen|baby formula|inhaler
    0.55 today|tonight|this (?:morning|afternoon|evening)|within (?:the|an) hour|in an hour|by noon|by midnight
    0.5  tomorrow|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|deadline|last minute
    0.5  before (?:i|we) (?:leave|fly|travel)|hurry|quick(?:ly)?|fast|time[- ]sensitive
    0.5  can'?t wait|cannot wait|running out of time|need (?:it|this) (?:now|by)
    0.45 wedding|funeral|birthday|anniversary|christmas|flight|moving (?:out|house)|rent|overdrawn|overdraft
    0.45 lawyer|legal action|court|chargeback|dispute with my bank|trading standards
    0.3  soon|this week|days? late|overdue|weeks? late|still waiting|(?:second|third|fourth|\d+(?:th|rd|nd)) time
""")
_NEGATED = re.compile(r"\b(?:not|isn't|no|nothing|never|hardly)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SHOUT = re.compile(r"\b[A-Z]{3,}\b")
_NOT_SHOUTED = frozenset(
    {"USA", "UPS", "DHL", "USPS", "FAQ", "VAT", "PIN", "SMS", "PDF", "USD", "EUR", "GBP", "ASAP", "PLUS"}
)
_ANGRY_FACES = frozenset("😠😡🤬👿😤🖕💢")


def frustration_of(text: str) -> float:
    signs = [weight for weight, pattern in _FRUSTRATION if pattern.search(text)]
    if _ANGRY_FACES & set(text):
        signs.append(0.6)
    shouted = [word for word in _SHOUT.findall(text) if word not in _NOT_SHOUTED]
    letters = sum(ch.isalpha() for ch in text)
    if len(shouted) >= 3 and sum(map(len, shouted)) * 2 > letters:
        signs.append(0.5)
    elif len(shouted) >= 2:
        signs.append(0.25)
    marks = max((len(run) for run in re.findall(r"[!?]+", text)), default=0)
    if marks >= 2:
        signs.append(min(0.15 * marks, 0.5))
    return _together(signs)


def urgency_of(text: str) -> float:
    signs = []
    for weight, pattern in _URGENCY:
        match = pattern.search(text)
        if match and not _NEGATED.search(text[max(0, match.start() - 25) : match.start()]):
            signs.append(weight)
    return _together(signs)


def _together(signs: Sequence[float]) -> float:
    left = 1.0
    for weight in signs:
        left *= 1 - weight
    return round(1 - left, 3)
