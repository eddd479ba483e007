"""Words that a person must see fast: danger, law, a dispute with the bank, somebody acting in the customer's name.

To miss a fire is worse than to look at a toaster twice, so in doubt an alarm is raised. It is not raised by what is
denied ("nobody was hurt"), by idioms ("this sale is on fire") or by the names of things (court shoes, smoke alarms).
"""

from __future__ import annotations

import re

from resolution_hub.core.reading import Alarm
from resolution_hub.nlu.cues import excerpt, plainly

_SOMEONE = r"(?:some(?:one|body)(?: else)?|they|he|she|my ex|a stranger|a thief|scammers?|hackers?|whoever this is)"
_BODY = r"(?:hand|finger|arm|leg|foot|face|eye|head|back|skin|tooth|teeth|lips?|mouth|throat|knee|neck|wrist|toe)s?"
_MINE = r"(?:my|his|her|our|the|their)"
_BANK = r"(?:bank|card (?:issuer|company|provider)|credit card|visa|mastercard|amex|paypal|klarna)"
_HOT = r"(?:charger|plug|socket|battery|batteries|cable|adapter|power ?bank|phone|laptop|wire|cord)"

_WORDS: dict[Alarm, str] = {
    Alarm.SAFETY: rf"""
        (?:caught|catch(?:es|ing)?|on|set) fire|(?:in|into) flames|flames? (?:came|shot|coming)|started a fire
        (?:is|was|are|were|starts?|started|began|keeps?) (?:to )?smok(?:e|ing)
        smoke (?:came|is|was|coming|pour\w+|out|from)|^smoke$
        smell\w*(?: \w+)? (?:of |like )?(?:burning|burnt|smoke|gas)|burning (?:plastic|smell)
        skin (?:is |was )?burn\w*
        burn(?:t|ed|s|ing) (?:me|myself|himself|herself|a hole|through|{_MINE} {_BODY})|burns? on|charred|scorched
        {_HOT}(?: \w+){{0,2}} (?:melted|melting|melts)|melted (?:the|my|through|onto)|(?:it|has|have) melted
        spark(?:s|ed|ing)(?! joy)
        (?:electric(?:al)?|static|got an?|gave me an?) shock(?!\w| (?:\w+ )?(?:at|when i (?:saw|read|opened)))
        shocked me|electrocut\w+|short circuit
        (?:tripped|trips|blew|blows) the (?:whole |)(?:fuses?|breaker|house|power|electric\w*)
        explod(?:ed|es|ing)(?! (?:view|drawing|diagram))|blew up|burst into|overheat\w*
        shatter(?:ed|s) (?:in|while|when)
        {_HOT}(?: \w+){{0,6}} (?:swell\w*|swollen|bulg\w+|leak(?:ed|s|ing)|hot)
        (?:swelling|swollen|bulging) (?:battery|up)
        (?:leak\w*|smell\w* of|escaping) gas|gas (?:is |was |keeps )?(?:leak\w*|escaping|coming out)|carbon monoxide
        hisses
        injur(?:ed|y|ies)(?!-)|bleed(?:s|ing)?|bled|electrocution|concussion|stitches|unconscious|passed out|fainted
        (?:ended up in|taken to|rushed to|ha[ds] to go to|went to|go to|sent (?:me|him
          her) to) (?:the )?(?:hospital|a&e|emergency room|er|doctor)
        chok(?:ed|es|ing) on|nearly choked|swallow(?:ed|s)|ate the (?:battery|magnet)|poisoned|food poisoning
        made (?:me|us|him|her) (?:sick|ill)
        (?:broke|broken|cut|hurt|sliced|crushed|pinched|trapped|bruised|chipped|injured) (?:me|my(?:self)?
          his|her|an?|our)(?: \w+)? ?{_BODY}
        hurt (?:me|myself|him(?:self)?|her(?:self)?|my (?:son|daughter|child|kid|baby|wife|husband))
        (?:was|got|were|been) (?:badly |slightly )?(?:hurt|injured|burnt|burned)
        (?:fell|collapsed|came down|crashed|tipped) (?:under|with|on|onto|over) (?:me|us|my|our|him|her
          the (?:baby|child|kids?))
        gave way|collapsed
        (?:dad|mum|mom|mother|father|son|daughter|baby|child|wife|husband|toddler|grandma|grandpa|he|she
          i) fell(?! for| in love| asleep| into)
        stop taking (?:them|it)|wrong (?:tablets|pills|medicine|dose)
        allergic (?:reaction|shock)|anaphyla\w+|rash(?:es)?|hives|swelling|can'?t breathe|stopped breathing
        blister(?:s|ed)
        (?:glass|metal|plastic|needle|nails?|insects?|mou?ld|worms?|maggots?
          screws?) (?:\w+ ){{0,2}}in (?:the|my|our) (?!box|parcel|package|bag|back)\w+
        (?:{_BODY}|mouth|eyes) (?:is|are|were|was)(?: all)? (?:swell\w+|swollen|burning|bleeding|red and)
        brakes?(?: \w+){{0,4}} (?:failed|fails|broke|doesn't work|don't work|gave)|won't stop (?:accelerating|heating)
        (?:switches|turns|opens)(?: itself)? (?:on )?by itself|switches itself on
        (?:is|was|are|it's|very|so|extremely|seriously|quite) (?:dangerous|unsafe|hazardous)|is it dangerous|hazard
        danger to|safety (?:issue|risk|concern|problem|notice)
        (?:a|the|product|been|was|is|being|safety) recall(?:ed)?(?! (?:i|that|it|the))|recalled
        nearly (?:died|killed|crashed)|could have (?:died|killed)
    """,
    Alarm.LEGAL: r"""
        (?:lawyer|solicitor|attorney|barrister)s?(?! (?:friend|joke|costume|gift|mug)s?)
        legal (?:counsel|team|representative)
        (?:i'll|i will|we'll|we will|gonna|i'd|i can|i could|i might|may|going to|want to|have to|ready to
          forced to|prepared to|threaten\w* to) sue
        suing|(?:be|get|getting|been) sued|(?:a|file|filing|bring|expect|start) law ?suit(?! (?:pay|settle))
        (?:in|to|into|through the|before (?:a|the)|small claims) courts?(?! (?:shoe|road|street|lane|house|yard))
        court (?:case|order|action|proceedings|date)|see you in court|small claims
        legal (?:action|proceedings?|steps|rights|advice|claim|notice|consequences|means|route|measures
          recourse|remedy|matter)
        legally (?:obliged|required|entitled|binding)
        trading standards
        consumer (?:protection|rights(?! directive)|law|laws|council|authority|affairs|association|agency
          ombudsman|court)
        ombudsman|better business bureau|bbb|citizens advice
        attorney general|regulator|data protection (?:authority|agency|commission\w*|regulator)
        information commissioner|ftc
        letter before action|formal notice|press charges|(?:report|reporting|reported) you(?:r company)? to
        breach of (?:contract|the)|against the law|breaks? (?:the|consumer|eu) law|break(?:s|ing)? the law|illegal
    """,
    Alarm.CHARGEBACK: rf"""
        charge ?-?backs?|charged? ?back (?:filed|claim|request)|section 75|raise a claim with (?:my|the) (?:bank|card)
        disput(?:e|ed|ing) (?:\w+ ){{0,5}}(?:bank|card|paypal|klarna|visa|mastercard|amex|charges?|payment
          transaction)
        (?:bank|card|paypal|klarna|payment) disput(?:e|es)
        {_BANK} (?:\w+ ){{0,5}}(?:reverse|reversing|revers(?:ed|al)|claw|pull(?:ing)?|pulled|contest
          stop) (?:\w+ ){{0,3}}(?:payment|charge|money|it|back)
        {_BANK} to (?:\w+ ){{0,3}}(?:reverse|take|claw|pull|get|refund|recall|contest|stop)(?!\w)
        (?:open|opened|opening|file|filed|filing|start|started|raise) an? (?:case|claim|dispute) (?:with|at
          on|through|via) (?:\w+ )?(?:bank|paypal|klarna|visa|card|credit)
        buyer protection
        (?:contest|reverse|claw back|recall|get back|take back|disput\w+) (?:\w+ ){{0,4}}(?:through|with|via
          at|by) (?:my|the) (?:bank|card|credit|paypal)
        contest the (?:payment|charge)
    """,
    Alarm.FRAUD: rf"""
        hacked|(?:account|profile)(?: has| was| is| got| been)* (?:compromised|broken into|taken over|hijacked|stolen)
        took over my account
        {_SOMEONE}(?:'s| is| has| had| have| must have| seems to have| keeps| are| just| who
           also)*(?: \w+ly)? (?:us(?:ed|ing)|order(?:ed|ing)|buy(?:ing)?|bought|plac(?:ed|ing)|log(?:ged
          ging|s)|access(?:ed|ing)|spen(?:t|ding)|got into|chang(?:ed|ing)|sign(?:ed
          ing)) (?:\w+ ){{0,5}}(?:my|our|this) (?:\w+ )?(?:account|card|name|login|password|email|balance
          credit|details|address)
        {_SOMEONE}(?:'s| is| has| are| just)* (?:order(?:ed|ing)|bought|buying|spending
          sending) (?:\w+ ){{0,6}}(?:in my name|my (?:account|card|order|gift))
        (?:has|have|knows?|got|stole|guessed) my (?:password|login|card details|bank details|pin)
        (?:un|not )authori[sz]ed (?:\w+ )?(?:payment|charge|order|purchase|transaction|access|login|use|debit)s?
        without my (?:permission|consent|knowledge)|fraudulent(?:ly)? (?:charges?|orders?|payments?
          purchases?|transactions?|activity|account|use|access)
        identity (?:theft|fraud|was stolen|has been stolen|stolen)
        (?:victim of|this is|it's|it is|must be) (?:a |)fraud|fraud on my
        (?:card|wallet|purse|phone|identity|password|handbag)(?: was| is| got| has been| were| been| just)+ stolen
        stolen (?:card|identity|password|credentials)
        (?:orders?|purchases?|account|charges?|payments?|subscription)\b[^.!?]{{0,30}}? (?:i|we) (?:never
          didn't|did not|haven't|have not) (?:made?|plac\w+|order\w*|authori[sz]\w+|open\w*|sign\w*|creat\w+)
        never (?:placed|authori[sz]ed|made) (?:these|this|those|that|any|an|the)
        (?:bill|invoice|charged?|account|card)\b[^.!?]{{0,30}} (?:i|we) never (?:ordered|bought)
        (?:order|login|log-in|purchase|sign-in|account|email|address|change)\b[^.!?]{{0,40}} (?:isn't|is not
          wasn't|was not|aren't|not) (?:mine|me|by me)
        that(?:'s| is| was) not me|(?:it|that) wasn't me
        (?:gave|given|told|sent|typed|entered|put) (?:\w+ ){{0,3}}(?:my|in my) (?:card|password|pin|bank
          login|code|details|credit)(?: \w+)? ?(?:number|details|into|to|on|$|,)
        gave (?:them|him|her|the caller|it) my|fell for (?:a|the|that|it)
        clicked (?:on )?(?:the|that|a|their) link(?: \w+){{0,4}} and (?:typed|entered|gave|put|logged|paid|filled)
        (?:ordered|opened|bought|signed up|account) (?:\w+ ){{0,4}}in my name
        somebody must have my|login from (?!my|the app|here)\w+
    """,
}
_NOT_MEANT = re.compile(
    r"\b(?:(?:sale|deal|offer|prices?|collection|team|you(?:'re| guys are| are)?|this|that|look|game) (?:is "
    r"|are |was )?on fire"
    r"|to die for|(?:burning|burnt) (?:question|orange|sienna|calories)|fire ?(?:pit|place|fighter|truck"
    r"|alarm|blanket|tv|sale|stick|extinguisher)s?"
    r"|smoke(?:-| )?(?:alarm|detector|grey|gray|machine)s?|smok(?:ed|y) \w+|court (?:shoe|tape|light|line)s?"
    r"|(?:tennis|basketball|food|squash) court\w*"
    r"|i'm shocked|was shocked|hospital (?:bed|style)|toy hospital|injury[- ]free|life hacks?|i recall"
    r"|exploded (?:view|drawing)\w*"
    r"|(?:sister|brother|friend|wife|husband|son|daughter|he|she|mum|mom|dad|who)(?:'s| is| was"
    r"|) (?:becom\w+ |now |training as )?(?:a |an )?(?:lawyer|solicitor|attorney)"
    r"|(?:toy|novelty|fake) \w+|dispute a review|spark(?:s|ed)? (?:my )?(?:joy|interest|an idea))(?!\w)"
)
_DENIED = re.compile(
    r"\b(?:not|no|nobody|no one|nothing|never|without|neither|nor|hardly|isn't|wasn't|aren't|weren't|don't"
    r"|doesn't|didn't|won't"
    r"|haven't|hasn't|false alarm|against|need for)(?: (?!i\b|i'll\b|we\b|my\b|then\b|but\b|it\b"
    r"|just\b)[\w']+){0,4} $"
)
_SUBJECT = re.compile(r"(?:i|i'll|i'd|we|we'll|they|my|bank|someone|somebody)(?![\w'])")
_CLAUSE_END = re.compile(r"[.!?;,:\n()]+| - | but | and (?=i |we |my |it |the )")
_LETTERS = re.compile(r"[^a-z0-9&' -]+")


def _pattern(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(line.strip() for line in lines.splitlines() if line.strip())})(?!\w)")


_ALARMS = tuple((alarm, _pattern(lines)) for alarm, lines in _WORDS.items())


def find_alarms(text: str) -> frozenset[Alarm]:
    """Every alarm that some clause of the text raises."""
    plain = _NOT_MEANT.sub(" ~ ", plainly(excerpt(text)))
    clauses = [" ".join(_LETTERS.sub(" ", clause).split()) for clause in _CLAUSE_END.split(plain)]
    return frozenset(
        alarm for alarm, pattern in _ALARMS for clause in clauses if clause and _is_raised(pattern, clause)
    )


def _is_raised(pattern: re.Pattern[str], clause: str) -> bool:
    return any(not _is_denied(found, clause) for found in pattern.finditer(clause))


def _is_denied(found: re.Match[str], clause: str) -> bool:
    if _SUBJECT.match(found.group()):
        return False  # what came before has ended: "if you do not pay I will sue"
    return bool(_DENIED.search(clause[max(0, found.start() - 60) : found.start()]))
