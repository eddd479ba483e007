"""Why customers say that they want something, found by phrases. A phrase that is denied ("not broken") says nothing."""

from __future__ import annotations

import re

from resolution_hub.core.reading import GivenReason

_LINES = {
    GivenReason.DAMAGED: r"""
        broken|broke(?! even)|damaged|cracked|crack|shattered|smashed|dented|dent|bent|torn|ripped(?! off)|scratched
        scratch(?:es)?|chipped|crushed|snapped|leaking|leaked|leaks|in (?:pieces|bits)|stained|soaked|squashed|mangled
    """,
    GivenReason.DEFECTIVE: r"""
        defective|faulty|malfunction\w*|(?:not|isn't|wasn't|never|stopped|stops|quit) work(?:ing|ed|s)?
        (?:doesn't|does not|didn't|did not|won't|will not|wouldn't) (?:even )?(?:work|start|charge|power|heat|function)
        (?:doesn't|does not|didn't|did not|won't|will not|wouldn't) (?:even )?(?:turn|switch) on
        (?:doesn't|doesnt|dont|wont|isnt) work\w*|dead on arrival|doa|is dead|has a (?:fault|defect)
        keeps? (?:turning|switching) off
        no longer works|gave up|died on me|has died|packed up
    """,
    GivenReason.WRONG_ITEM: r"""
        wrong (?:item|product|thing|one|order|colou?r|model|version|article|parcel|package|goods|variant|shoes?|shirt)
        (?:sent|got|received|delivered|shipped|gave) (?:me |us )?(?:the |a )?(?:wrong|different|another|some(?:body|one) else's)
        (?:not|isn't|wasn't) what i (?:ordered|bought|asked for|paid for)
        (?:a )?different (?:item|product|colou?r|model) (?:than|from|to)
        (?:instead of|rather than) (?:the \w+ )?(?:\w+ )?i ordered|someone else's (?:order|parcel|item)
    """,
    GivenReason.MISSING_PART: r"""
        (?:parts?|pieces?|screws?|lid|cable|charger|manual|remote|leg|items?|accessories) (?:is|are|was|were) missing
        (?:accessory|adapter|one|something) (?:is|are|was|were) missing
        missing (?:an? |the |some |one |its |two )?(?:parts?|pieces?|screws?|items?|lid|cable|charger|manual|remote|leg|adapter)
        (?:came|arrived|delivered) without|incomplete|not complete
        half of (?:it|them|the \w+) (?:is|are|was|were) missing
        (?:wasn't|weren't|not|isn't) (?:included|in the (?:box|parcel|package))
    """,
    GivenReason.NOT_AS_DESCRIBED: r"""
        not as (?:described|advertised|pictured|shown|expected)
        (?:doesn't|does not|didn't|did not) (?:match|look like) the (?:photo|picture|description|image|website|listing)s?
        (?:nothing|not) like (?:the |in the )?(?:photo|picture|description|image|website)s?
        misleading (?:description|photo|picture)s?
        (?:different|differs) (?:from|than|to) (?:the |what's in the )?(?:photo|picture|description|image|website|advert)s?
        false(?:ly)? advertis\w+|misdescribed
        (?:colou?r|material|fabric|quality) (?:is|was) (?:different|not what)|poor quality|cheaply made
    """,
    GivenReason.TOO_SMALL: r"""
        too (?:small|tight|short|narrow|little)
        (?:runs|fits|run|comes up|came up) (?:too |very |really |a bit )?(?:small|tight|narrow)
        (?:a )?(?:size|sizes) too small|(?:need|want|get|have) (?:a |the )?(?:bigger|larger) (?:size|one|pair)|size up
        pinch(?:es|ing)?
        smaller than (?:i )?(?:expected|thought|described)
    """,
    GivenReason.TOO_LARGE: r"""
        too (?:big|large|loose|long|wide|baggy|huge)(?! (?:a )?(?:wait|delay))
        (?:runs|fits|run|comes up|came up) (?:too |very |really |a bit )?(?:big|large|loose|wide)
        (?:a )?(?:size|sizes) too big|(?:need|want|get|have) (?:a |the )?smaller (?:size|one|pair)|size down
        (?:bigger|larger) than (?:i )?(?:expected|thought|described)
    """,
    GivenReason.CHANGED_MIND: r"""
        chang(?:ed|e|ing) my mind|changed our minds?|second thoughts
        (?:don't|do not|dont|no longer|didn't) (?:want|need|like) (?:it|them|this|these|that|the \w+)
        (?:not|no longer) (?:needed|interested|wanted)|regret (?:buying|ordering|it)|just (?:don't|didn't) like
        doesn't suit (?:me|us)|don't love (?:it|them)
        decided against|not for me|don't need it
    """,
    GivenReason.ORDERED_BY_MISTAKE: r"""
        by (?:mistake|accident)|accident(?:al|ally)|accidently
        (?:ordered|bought|picked|chose|selected|clicked|entered|put) (?:in )?(?:the |a )?wrong
        (?:my|a) (?:mistake|kid|son|daughter|child|toddler|cat) (?:ordered|bought|clicked)
        didn't mean to (?:order|buy|click|press)|never meant to (?:order|buy)
        unintentional\w*|misclicked|mis-?click|pressed (?:the )?(?:wrong|buy)|mistakenly
    """,
    GivenReason.ORDERED_TWICE: r"""
        (?:ordered|bought|placed|submitted)(?: (?:it|this|that|them|(?:an?|the|my) \w+(?: \w+)?))? (?:twice|two times|2 times|2x)
        duplicate (?:order|purchase)s?|ordered (?:a )?(?:duplicate|double)|double order(?:ed)?
        same (?:thing|item|order) twice|        order went through twice|placed two orders instead
    """,
    GivenReason.CHEAPER_ELSEWHERE: r"""
        cheaper (?:elsewhere|somewhere|somewhere else|at|on|in|from|price|now)
        (?:found|saw|seen|got) (?:it|them|this|one|the same\w*) (?:\w+ )?(?:cheaper|for less)
        (?:better|lower|cheaper) (?:price|deal|offer)|less (?:elsewhere|somewhere else)
        price (?:has )?(?:dropped|went down|fell|gone down)
        for less (?:at|on|elsewhere)|on sale (?:now|after|the day after)|undercut
    """,
    GivenReason.TOO_LATE: r"""
        too late|too long (?:to (?:arrive|deliver|ship|come|get here)|(?:a )?(?:wait|delay))
        (?:taking|takes|took|taken) (?:way |far |much )?too long
        (?:came|arrived|arrives|coming|delivered|be here) (?:too late|after (?:the|my|our|his|her|christmas))
        not in time for|not (?:be )?here (?:in|on) time|not arrive (?:in|on) time
        missed (?:the|my|our) (?:wedding|birthday|party|event|holiday|trip)
        won't (?:arrive|be here|come|get here) (?:in time|on time|before|until after)
        no (?:good|use) (?:to me )?(?:now|any ?more)|need(?:ed)? it (?:sooner|earlier|before)
    """,
}  # fmt: skip
_NOT = r"(?<!not )(?<!n't )(?<!no )(?<!never )(?<!nothing )(?<!isnt )(?<!wasnt )"
_DENIABLE = frozenset({GivenReason.DAMAGED, GivenReason.WRONG_ITEM, GivenReason.TOO_SMALL, GivenReason.TOO_LARGE})
_PATTERNS = tuple(
    (
        reason,
        re.compile(
            rf"\b{_NOT if reason in _DENIABLE else ''}"
            rf"(?:{'|'.join(line.strip() for line in lines.splitlines() if line.strip())})(?!\w)",
            re.IGNORECASE,
        ),
    )
    for reason, lines in _LINES.items()
)
_NO_REASON = re.compile(
    r"\b(?:link|page|site|website|app|button|promise|checkout|code|password|login|tracking)\b[^.!?;\n]{0,15}"
    r"\b(?:is |was )?(?:broken|broke|(?:doesn't|does not|not|won't|isn't|doesnt) (?:work\w*|load|open))\b",
    re.IGNORECASE,
)


def find_reasons(text: str) -> tuple[GivenReason, ...]:
    """Each once, in the order met. What is said of a page, a link or a code is no reason about a thing bought."""
    things = _NO_REASON.sub(" ", text)
    found = [(*match.span(), reason) for reason, pattern in _PATTERNS if (match := pattern.search(things))]
    reasons: list[GivenReason] = []
    reached = 0
    for start, end, reason in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= reached:  # "too long" within "took too long" is no reason of its own
            reasons.append(reason)
            reached = end
    return tuple(reasons)
