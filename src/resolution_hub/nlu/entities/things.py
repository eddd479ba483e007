"""Words that may name a thing ("the blue kettle"), whether the text turns it down, and how many of a thing are meant.

No grammar is asked for: a run of words that are no verbs and no small words is a name, unless all of them are words
that name no ware (a price, a card, an address).
"""

from __future__ import annotations

import re

from resolution_hub.core.reading import Mention
from resolution_hub.nlu.entities.counting import SPELT, value_of
from resolution_hub.nlu.verbs import VERBS
from resolution_hub.nlu.words import STOP_WORDS

MOST_MENTIONS = 30
MOST_QUANTITIES = 20
_MOST_WORDS = 6  # in one name

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|\n")
_ARTICLES = frozenset(("the", "my", "a", "an", "this", "that", "these", "those", "our", "her", "his", "their", "your"))
_SMALL = """
    already also always almost around away back badly bit completely currently definitely directly either everything
    exactly exact finally first second third last next fully how's however i'll immediately later literally lot lots
    nearly neither nobody none often perhaps possible probably quickly quite rather recently simply sometimes though thought
    together twice unfortunately usually whether without within yeah yep nope dear sir madam sorry actually kindly
    able unable ago away tomorrow tonight morning afternoon evening night monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december three four five six seven
    eight nine ten eleven twelve dozen couple several hundred thousand cheers greetings regards best hiya
    hopefully asap urgent urgently wrong late early later fine good great bad nice happy angry upset poor terrible awful
    available missing different similar another zero half dont doesnt didnt cant wont isnt wasnt im ive id thats whats hows
    wheres theres ur thx ty plus minus versus etc eg ie per toward towards across against among behind beside
    besides despite except inside near onto outside past upon anymore somewhere anywhere everywhere elsewhere whatever
    whichever whoever whose whom
"""
_NO_WARE = """
    address app amount answer balance bank bill billing birthday boss box brother business card carrier case charge charges
    chat cheque city code colour color company complaint computerised confirmation contact cost costs country courier
    credit customer customers customs daughter date days debit deal delay depot description details discount dispatch
    door doorstep driver duplicate duties duty email emails error faq family fault fee fees form fraud friend fund
    guarantee help home hour hours house husband info information inbox instructions invoice job kid language letter link
    limit line living loyalty mail man manager message messages minute minutes minute mistake moment money month months
    mother mum name names neighbor neighbour neighbours notice notification notifications offer office online page partner
    password
    payment payments paypal people person phone photo photos picture pictures plan point points policy porch post postage
    postcode premium price prices privacy process product products promo promotion proof question questions reason receipt
    refunding registration reply representative response result review sale sales scam screen security seller service
    settings shop sister site size sizes son spam staff state store stock street subscription sum supervisor support system
    tax team term terms text time times total trial update updates url user visa voucher wallet warehouse warranty website
    wife window word words work world year years zip status shipping standard express full whole entire
    broken damaged defective faulty cracked torn dented scratched ripped faded leaking missing incorrect correct big small
    large bigger smaller larger cheaper expensive cheap slow fast ridiculous unacceptable disappointed frustrated useless
    human agent operator bot robot machine call membership purchase purchases transaction transactions statement reference
    pin sms sale promise replacement exchange label sticker voucher coupon gift notes note slip right left
    tracker courier's customer's ups usps fedex dhl dpd hermes evri gls mastercard amex klarna
"""
_BREAKS = (STOP_WORDS | VERBS | frozenset(_SMALL.split())) - {"new", "old"}
_EMPTY = frozenset(_NO_WARE.split()) | {"new", "old"}
_OF = frozenset(
    {"pair", "set", "pack", "box", "bottle", "bag", "roll", "tin", "jar", "case", "piece", "pieces", "pairs"}
)
_DENIED = re.compile(
    r"(?:n't (?:mean|about|talking about|speaking about)|\b(?:not|not mean|dont mean|except(?: for)?|apart from"
    r"|other than"
    r"|not about|not talking about)) (?:the |my |that |this |those |these |our )*$",
    re.IGNORECASE,
)
_NO_ARTICLE_BEFORE = re.compile(r"\b(?:a|an|any|some) $", re.IGNORECASE)
_WANTED_AFTER = re.compile(
    r" ?,? ?(?:that |which )?(?:i|we|you|i'd|i've|was|were|as) ?(?:had |have |was |were )?"
    r"(?:ordered|order|bought|buy|wanted|asked|paid|chose|picked|shown?|showed|pictured|pictures?|described"
    r"|advertised|promised)\b",
    re.IGNORECASE,
)
_OR = re.compile(r",? ?(?:or|nor)(?: the| my| that| this)? ", re.IGNORECASE)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """In the order met, at most `MOST_MENTIONS`; places are those of `text` and leave out "the" and "my"."""
    runs: list[list[re.Match[str]]] = []
    run: list[re.Match[str]] = []
    of = False
    for token in _TOKEN.finditer(text):
        word = token[0].lower().removesuffix("'s")
        if word == "of" and run and run[-1][0].lower() in _OF:
            of = True
        elif _names(word) and len(run) < _MOST_WORDS and (not run or of or text[run[-1].end() : token.start()] == " "):
            run.append(token)
            of = False
        elif of and word in _ARTICLES:
            continue
        else:
            if run:
                runs.append(run)
            run, of = [token] if _names(word) else [], False
        if len(runs) >= 4 * MOST_MENTIONS:
            break
    if run:
        runs.append(run)
    mentions: list[Mention] = []
    for found in runs:
        words = tuple(token[0].lower().removesuffix("'s") for token in found)
        if any(word not in _EMPTY for word in words):
            start, end = found[0].start(), found[-1].end()
            mentions.append(Mention(words, _is_denied(text, start, end, mentions), start, end))
    return tuple(mentions[:MOST_MENTIONS])


def denied_words(mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The words of what is turned down and of nothing else: of "the blue lamp, not the red lamp" only "red"."""
    denied = {word for mention in mentions if mention.denied for word in mention.words}
    return frozenset(denied - {word for mention in mentions if not mention.denied for word in mention.words})


def _names(word: str) -> bool:
    return len(word) > 1 and word not in _BREAKS and word[0].isalpha() and sum(map(str.isdigit, word)) <= 2


def _is_denied(text: str, start: int, end: int, before: list[Mention]) -> bool:
    if before and before[-1].denied and _OR.fullmatch(text, before[-1].end, start):
        return True
    lead = text[max(0, start - 40) : start]
    return _DENIED.search(lead) is not None and not _WANTED_AFTER.match(text, end)


_NUMBER = rf"(?P<count>\d{{1,3}}|{SPELT})"
_NO_THINGS = (
    r"(?:business|working|full|whole|more|other)? ?"
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|times?|dollars?|euros?"
    r"|pounds?|bucks?|quid|cents?|"
    r"pence|stars?|e-?mails?|mails?|calls?|messages?|people|persons?|percent|inch(?:es)?|feet|meters?|metres?"
    r"|grams?|kilos?|"
    r"lit(?:er|re)s?|watts?|volts?|miles?|digits?|numbers?|reasons?|questions?|things|ways|others?|years?"
    r"|orders?|parcels?|"
    r"packages?|shipments?|deliver(?:y|ies)|accounts?|cards?|charges?|payments?|refunds?|transactions?|attempts?"
    r"|points?|agents?|"
    r"cm|mm|kg|lbs?|oz|ml|am|pm|usd|eur|gbp)\b"
)
_QUANTITIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b{_NUMBER} (?:of (?:the|these|those|them|my|your|our|each)|pieces?|pcs|units?|pairs?|packs?|sets?"
            rf"|items?|boxes|bottles?)\b"
            rf"(?! {_NO_THINGS})"
        ),
        r"(?<![\w.,:#-])(?P<count>\d{1,3}) ?x\b(?! ?\d)",
        r"(?<!\w)x ?(?P<count>\d{1,3})(?![\w.:-])",
        rf"\ball {_NUMBER}\b(?! {_NO_THINGS})",
        (
            rf"(?<![\w.,:#/$€£-]){_NUMBER} (?!{_NO_THINGS})(?:(?!{_NO_THINGS}|i\b|is\b|was\b|of\b)[a-z-]{{2,20}} ){{0,2}}"
            rf"(?!{_NO_THINGS})(?!was\b|is\b|has\b|its\b|this\b|yes\b|as\b|does\b)[a-z-]{{2,20}}(?<!s)s\b"
        ),
        (
            rf"\b(?:ordered|received|got|bought|need|want|keep|return|cancel|sent|have)(?: me)?(?: only| just"
            rf"| back)? {_NUMBER}"
            r"(?=$|[!?;\n]|[.,](?!\d)| (?:but|and|instead|not)\b)"
        ),
        r"\b(?:only|just) (?P<count>one|1)\b(?! (?:day|week|hour|month|year|time|question|thing|minute))",
        r"\b(?P<count>both)(?: of (?:them|these|those|the|my))\b",
    )
)


def find_quantities(text: str) -> tuple[int, ...]:
    """Counts of things, in the order met; of time, money or messages never."""
    found: dict[int, int] = {}
    for pattern in _QUANTITIES:
        for match in pattern.finditer(text):
            value = value_of(match["count"])
            if value:
                found.setdefault(match.start("count"), value)
    return tuple(found[place] for place in sorted(found)[:MOST_QUANTITIES])
