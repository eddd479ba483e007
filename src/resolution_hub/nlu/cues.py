"""Signs of frustration and haste that can be read off a text: words, capitals, punctuation, how near a date is.

Each sign found takes a share of what is left to 1, so signs add up but never overflow. A sign that is denied ("not
angry") or stands inside quotation marks (a product's name) does not count. Every pattern is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_CHARACTERS = 1_500  # of a longer text the beginning and the end are looked at, half each

Signs = tuple[tuple[float, re.Pattern[str]], ...]


def signs(table: str) -> Signs:
    """One sign a line: its weight, then what shows it, whole words in lower case; a line that begins with a bar goes on
    with the one before it."""
    rows = (line.split(maxsplit=1) for line in re.sub(r"\n\s*\|", "|", table.strip()).splitlines())
    return tuple((float(weight), re.compile(rf"\b(?:{shown})(?!\w)")) for weight, shown in rows)


_FRUSTRATION = signs(r"""
    0.7  f+u+c+k\w*|f\*+\w*|wtf|ffs|bullsh\w+|sh[i*]t(?:ty)?|crap|a+ss?hole\w*|bastards?|bloody|damn(?:ed)?
         |screw (?:you|this)
    0.7  ridiculous|unacceptable|not acceptable|outrageous|disgusting|disgusted|disgrace\w*|appall\w+|pathetic
         |atrocious
    0.7  furious|fuming|livid|infuriat\w+|pissed|fed up|sick (?:and tired )?of|had enough|enough is enough|last straw
    0.7  thie(?:f|ves)|(?:you|people) (?:stole|robbed)|robbery|ripped off|liars?|lied to|lying to|con artists?
         |fobb\w+ (?:me )?off
    0.7  worst (?:shop|store|company|service|experience|customer)|shambles
         |(?:is|are) (?:all )?(?:useless|incompetent)|a joke
    0.6  (?:terrible|horrible|awful|dreadful|abysmal|poor|bad|appalling|worst) (?:customer )?(?:service
         |support|experience)
    0.6  (?:i |we )(?:really |just )?hate (?:this|your|you|that (?:i|you|we))
         |stupid (?:bot|company|shop|chat|system)|(?:bloody|complete|like an?|you) idiots?
         |(?:i'm|i am|we're|so) (?:so |really |just )?(?:tired of|done with|losing (?:my )?patience)|make up your mind|begging you
    0.5  (?:another|your) (?:sorry|excuse|template|apolog\w+)|straight answer|passed (?:from|around)|brick wall|my foot|lied\b
         |(?:nothing|not) (?:is |was |has been |ever )?(?:solved|sorted|resolved|done about it)|what more do you want|keep your
         |nobody (?:came|showed up|turned up|told me|explained|has bothered)|(?:laughed at|hung up on|shouted at|ignored) me
         |let me get this straight|what do you do (?:with|all)|do your job|supposed to (?:believe|accept)|for the last time
    0.45 (?:anyone|anybody|somebody) (?:there|alive|actually (?:reading|working|listening))\?|not what i asked|not my question
         |(?:i|we) (?:have |'ve )?(?:waited|been waiting) (?:for )?(?:over )?(?:three|four|five|six|\d+) (?:weeks|months)
         |(?:two|three|four|five|six|\d+) (?:different )?(?:people|colleagues|agents|excuses|stories|chances|attempts)\b
         |in a row|just (?:fix|sort|answer|do) (?:it|this|what)|again[!.?](?! thank)|how (?:hard|difficult) (?:can|is) it
    0.6  shame on|how dare|you people|you lot|do you even care|nobody cares|don't (?:you )?care
    0.6  never (?:again|shop\w*|buying|order(?:ing)?)|los(?:t|ing) a customer|(?:bad|honest) review|(?:one|1)[- ]star
    0.5  frustrat\w+|annoy(?:ed|ing)|very (?:upset|unhappy|disappointed|poor)|not (?:very )?(?:happy|impressed)
         |dissatisf\w+|angry
    0.5  waste of (?:time|my time|money)|wasted|run ?around|in circles|driving me (?:mad|crazy|insane)|wits' end
         |to a wall
    0.5  (?:no one|nobody|no answer|no reply)(?: ever| even| has| is)?(?: bothers?
         | bothered)?(?: to)? (?:helps?|cares?|answer\w*|reply|replies|replied|responds?|listens?|reads?|picks? up)
    0.5  ignor(?:ed|ing)|excuses?|hung up|template|canned|stop (?:asking|sending|telling|lying|hiding|saying)
    0.45 (?:second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th|\d+th|hundredth) (?:time|month|week|day)
         |how many more times|how many times do i
    0.45 (?:three|four|five|six|ten|several|many|\d+) (?:times|e?mails|messages|calls)|twice already|again and again
         |over and over
    0.4  keep(?:s)? (?:telling|saying|getting|asking|closing|sending)
         |every (?:single )?(?:time|week|month) (?:i|you|something)
    0.4  already (?:told|said|explained|gave|given|asked|contacted|called)|(?:asked|told) (?:you|me) that already
         |promised
    0.35 still (?:no|not|nothing|waiting|haven't|hasn't|don't|didn't)|yet again
         |(?:broken|wrong|late|lost|charged me) again
    0.35 for (?:weeks|months)|(?:since|for) (?:over |more than )?(?:a|two|three|\d+) months?
         |patien(?:ce|t) (?:\w+ ){0,4}(?:out|over|enough)
    0.3  seriously\?|are you serious|kidding|unbelievable|come on|for (?:god|heaven|christ|pete)'?s? sake|omg
         |(?:what|where) the hell|no help
    0.7  thanks for nothing|slow clap
    0.4  yeah right|of course not|what a surprise
""")
_PRAISE = re.compile(
    r"\b(?:thank(?:s| you)(?! for nothing)|love|great|brilliant|amazing|awesome|perfect|excellent|fantastic"
    r"|wonderful|happy"
    r"|rocks?|fits|fast|quick|nice|good|best|solved|sorted|comfy|quality)(?!\w)"
)
_MILD = frozenset({0})  # rows of the table that praise turns into enthusiasm
_URGENCY = signs(r"""
    0.75 urgent(?:ly)?|emergency|a\.?s\.?a\.?p|immediate(?:ly)?|as soon as (?:possible|you can)|soonest possible
         |time[- ](?:critical|sensitive)
    0.7  right away|straight ?away|(?<!many )(?<!buy )(?<!both )at once|hurry|last (?:chance|minute)
         |running out|a priority
         |can'?t wait (?:any|until|till|for (?:this|it) any)
    0.7  (?:need|want|must|help|answer|stop|cancel|please|call|do (?:it|this
         |something))\W+(?:\w+\W+){0,4}(?:right )?now|right now please
    0.4  right now
    0.55 (?:please|need\w*|answer|reply|help)\W+(?:\w+\W+){0,3}(?:quick(?:ly)?|fast)|^quick(?:ly)?\b
         |(?:quick(?:ly)?|fast|now)\W+please
    0.75 (?:stop|catch|intercept|pull|don't(?: let it)?)\W+(?:\w+\W+){0,4}(?:ship(?:s|ment|ping|ped)?
         |dispatch\w*|packed|pack|goes? out|driver|truck|van)
    0.75 cancel\W+(?:\w+\W+){0,4}(?:before|now|immediately)
         |(?:stop|catch|halt) (?:\w+ ){0,6}before it(?:'s| is| gets)? (?:ships?|shipped|packed|goes|leaves
         |sent|dispatched)
    0.75 (?:is|are|'s|he|she|standing|now) (?:at|outside|in front of) (?:my|the|our) door|standing (?:outside|in|at)
         |(?:driver|van|courier|truck) is (?:here|outside|at|about)|i'm at the
    0.7  out for delivery\b.{0,40}\b(?:old|wrong|gave)|about to (?:pick|leave|ship|close)|(?:just|they|he) left with
    0.75 overdrawn|overdraft|below zero|grocery|can'?t (?:buy|pay|afford) (?:food|rent|my)|no money (?:left|on)
         |bank (?:fines|charges|takes)
    0.7  insulin|oxygen|nebuli[sz]er
         |(?:my|mum's|his|her|their|someone else's) (?:medicine|medication|tablets|inhaler|pills)|prescription
         |diabetic|newborn|surgery
    0.7  (?:one|last) (?:bottle|spare|dose) left|down to (?:my|the) last
         |can'?t (?:breathe|leave the house|hear|walk|go without)|(?:is|are|stuck) upstairs|someone turn around
         |the police
    0.75 water (?:is )?(?:everywhere|running|coming)|(?:no|without) (?:heating|water|power|electricity|lights?)
         |thawing|spoiling|locked (?:in|out of (?:my|the|our) (?:house|flat|home|room|car))|going bad
    0.6  (?:please |can you |you )?(?:block|freeze|lock) (?:it|my|the)|deadline (?:is |)(?:today|tonight|tomorrow)
""")
_NEAR = signs(r"""
    0.75 tonight|in (?:an|one|two|three|\d+) (?:hours?|min(?:ute)?s?)|\d+ min(?:ute)?s? left
         |within the (?:next )?hour|(?:come|arrive|here|open|start|tonight) at (?:\d+|six|seven|eight|noon|midnight)
         |at midnight|by (?:noon|midnight|end of day)|before (?:noon|\d+ (?:today|pm))|today by
    0.7  today|this (?:morning|afternoon|evening)|tomorrow|(?:in|within) (?:a|one|two|1|2|24|48) (?:days?|hours?)
         |at the latest
    0.7  (?:on|by|before|until|till|this|starts|is|starts on|school|exam) (?:mon|tues|wednes|thurs|fri|satur|sun)day
         |before (?:i|we|our|my) (?:\w+ )?(?:leave|fly|travel|go|guests)|any day now|today's the \d+
    0.5  in (?:three|3) days|in time for|christmas eve
""")
_PRESSED = re.compile(
    r"\b(?:need\w*|must|ha(?:s|ve) to|leav(?:e|es|ing)|fl(?:y|ies|ight)|mov(?:e|ing) out|wedding|party"
    r"|birthday|funeral|burial|exam"
    r"|interview|appointment|trip|guests?|recital|stage|school|job|ends?|expires?|expiring|clos(?:e|es|ing)"
    r"|due|renews?|renewal"
    r"|runs? out|stop|redirect|cancel|last day|latest|help|please|hasn't|haven't|isn't|isn't here|still"
    r"|without|returned"
    r"|goes back|destroy\w*|opens?|lose|can'?t|drive|dead)(?!\w)"
)
_PAST_OR_PLAIN = re.compile(
    r"\b(?:ordered|received|came|got|sent|noticed|arrived|delivered|bought|paid|returned it|wrote|called"
    r"|shipped|opened|placed)"
    r"(?: \w+){0,3} (?:today|this (?:morning|afternoon|evening)|tonight)|^today i\b|today's (?:offer|deal"
    r"|sale|mail|special)|on sale|tomorrow's"
    r"|\b(?:was|were|had been|last) (?:\w+ ){0,3}(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:are you|is the shop|shop|store) (?:open|closed)|opening hours|\b(?:(?:do|will|are) you (?:open"
    r"|close)|lines (?:open|close)|support open|still (?:half|on|valid)|do i have to be home|should come"
    r"|it comes)\b[^,]{0,60} (?:tomorrow|today|tonight|saturday|sunday|monday)|order from this morning"
    r"|what are your hours|will there be"
)
_FAR = re.compile(
    r"\b(?:next (?:week|month|year|summer|spring|autumn|winter)|months? away|in (?:a|two|three|four"
    r"|\d+) (?:weeks|months)"
    r"|plenty of time|this year|(?:in|for|before) (?:the )?(?:spring|summer|autumn|winter|july|august"
    r"|november))(?!\w)"
)
_RELAXED = re.compile(
    r"\b(?:no (?:rush|hurry|stress|worries|pressure|deadline)|(?:not|isn't|nothing) (?:at all |really |that "
    r"|an? )?(?:urgent|emergency)"
    r"|in no hurry|take your time|whenever|when you (?:get|have|can)|at your (?:earliest )?(?:convenience"
    r"|leisure)|any ?time"
    r"|(?:can|may) wait|happy to wait|doesn't have to be|don't need it (?:immediately|today|now|soon)"
    r"|not needed|that's (?:ok|fine)"
    r"|suits me|hurry slowly|in general|usually)(?!\w)"
)
_NOT_HASTE = re.compile(
    r"\b(?:emergency|fast|quick|instant)[- ](?:light|kit|exit|charger|dry|start|food|delivery|pot|chocolate"
    r"|lighting|stop|blanket)\w*"
    r"|(?:thanks|thank you|thx) for (?:\w+ ){0,4}(?:right away|fast|quick(?:ly)?|immediate(?:ly)?)"
    r"|immediate (?:\w+ )?(?:was|is) great"
    r"|(?:was|were|solved|answered|replied|so|very|really)(?: \w+){0,3} (?:quick|fast|straight ?away"
    r"|right away|immediately)"
    r"|right away from|(?:on|trending|available|popular|longer|take|offers?|sales?|stock) right now"
    r"|open (?:\w+ )?tonight|phone tonight|can'?t wait (?:to|for (?:it|the|my)|!)|in a hurry and"
)
_QUOTED = re.compile(r'["“„][^"“”\n]{1,40}["”]')
_DENIED = re.compile(
    r"\b(?:not|isn't|wasn't|aren't|no|nothing|never|hardly|without|don't|doesn't|didn't)(?: (?!i\b|we\b)\w+){0,2} ?$"
)
_SENTENCE_END = re.compile(r"[.!?;\n]+")
_SHOUT = re.compile(r"\b[A-Z]{3,}\b")
_NOT_SHOUTED_WORDS = """
    USA UPS DHL USPS DPD GLS FAQ VAT PIN SMS PDF USD EUR GBP ASAP PLUS USB HDR OLED LCD LED HDMI OMG LOL WOW YAY LOVE
    THANK THANKS BEST EVER
"""
_NOT_SHOUTED = frozenset(_NOT_SHOUTED_WORDS.split())
_ANGRY_FACES = frozenset("😠😡🤬👿😤🖕💢🙄")


def frustration_of(text: str) -> float:
    """0 to 1, from what the text itself shows."""
    seen = excerpt(text)
    plain = plainly(seen)
    praised = bool(_PRAISE.search(plain))
    weights = [weight for place, weight in _found(_FRUSTRATION, plain) if not (praised and place in _MILD)]
    if _ANGRY_FACES & set(seen):
        weights.append(0.7)
    if not praised:
        weights += _volume(seen)
    return together(weights)


def urgency_of(text: str) -> float:
    """0 to 1, from what the text itself says; what is dangerous or fraudulent is left to the alarms."""
    plain = _NOT_HASTE.sub(" ", plainly(excerpt(text)))
    weights = [weight for _, weight in _found(_URGENCY, plain)]
    far = bool(_FAR.search(plain))
    weights += [_deadline(sentence) for sentence in _SENTENCE_END.split(plain) if sentence.strip() and not far]
    score = together(weights)
    return round(score * 0.25, 3) if _RELAXED.search(plain) else score


def together(weights: Iterable[float]) -> float:
    """What independent signs come to: 0 for none, never above 1."""
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return round(1 - left, 3)


def excerpt(text: str) -> str:
    """The part of a text that is looked at, so that no text is slow."""
    half = MOST_CHARACTERS // 2
    return text if len(text) <= MOST_CHARACTERS else f"{text[:half]}\n{text[-half:]}"


def plainly(text: str) -> str:
    """Lower case, straight apostrophes, and without what stands in quotation marks."""
    return _QUOTED.sub(" ", text.replace("\u2019", "'")).lower()


def is_denied(text: str, at: int) -> bool:
    """Whether what begins at `at` is negated by a word just before it, in the same breath."""
    return bool(_DENIED.search(text[max(0, at - 40) : at]))


def _found(table: Signs, plain: str) -> list[tuple[int, float]]:
    """The rows of the table that the text shows, with their weights."""
    found = []
    for place, (weight, pattern) in enumerate(table):
        match = pattern.search(plain)
        if match and not is_denied(plain, match.start()):
            found.append((place, weight))
    return found


def _deadline(sentence: str) -> float:
    """A day that is near weighs in full only where something hangs on it."""
    near = next((weight for _, weight in _found(_NEAR, sentence)), 0.0)
    if not near or _PAST_OR_PLAIN.search(sentence.strip()):
        return 0.0
    return near if _PRESSED.search(sentence) else near / 3


def _volume(text: str) -> list[float]:
    shouted = [word for word in _SHOUT.findall(text) if word not in _NOT_SHOUTED]
    letters = sum(ch.isalpha() for ch in text)
    weights = []
    if len(shouted) >= 3 and sum(map(len, shouted)) * 2 > letters:
        weights.append(0.4)
    elif len(shouted) >= 2:
        weights.append(0.25)
    marks = max((len(run) for run in re.findall(r"[!?]+", text)), default=0)
    if marks >= 2:
        weights.append(min(0.12 * marks, 0.4))
    return weights
