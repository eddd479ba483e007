"""The phrases by which people ask for a person. One alternative a line; {name} stands for another group.

The texts they are matched with are single clauses, lower case, letters, digits, spaces and apostrophes only.
"""

from __future__ import annotations

import re

_GROUPS: dict[str, str] = {}


def _group(name: str, lines: str) -> None:
    alternatives = [line.strip().format(**_GROUPS) for line in lines.splitlines() if line.strip()]
    _GROUPS[name] = f"(?:{'|'.join(alternatives)})"


def _pattern(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(line.strip().format(**_GROUPS) for line in lines.splitlines() if line.strip()))


_group(
    "staff",
    """
    humans?|human being|persons?|people|real one|someone|somebody|anyone|anybody
    agents?|representatives?|reps?|operators?|advis[oe]rs?|associates?|specialists?|consultants?|assistants?|csr
    supervisors?|managers?|superiors?|boss|employees?|staff|colleagues?|(?:staff|team) members?
    member of (?:staff|the team|your team)|team|department
    customer (?:service|services|support|care|relations)|support(?: team| staff| line| desk)?|service (?:team|desk)
    help ?(?:desk|line)|hotline|call cent(?:er|re)
    """,
)
_group(
    "kind_word",
    """
    a|an|any|the|some|your|this|one|of|other|another|more|single|actual|actually|live|living|breathing|real|human
    different|senior|proper|friendly|competent|nice|us|uk|duty|care|phone|online|store|shop|company|person
    customer|service|support|sales|billing|returns|refunds|damn|fucking|freaking|bloody
    """,
)
_group("kind", "(?:{kind_word} ){{0,5}}")
_group(
    "converse",
    """
    talk|talking|speak|speaking|spoken|chat|chatting|communicate|converse|deal|dealing|connected
    discuss (?:this|it|that)
    """,
)
_group("desk", "billing|sales|returns|refunds|complaints|complaint|accounts|technical|fraud|security|head office")
_group(
    "give",
    """
    connect(?: me)?|transfer(?: me)?|(?:put|get|give|pass|hand|switch|forward|send|bring|find|direct|redirect) me
    (?:route|patch) me|escalate(?: (?:this|it|me|my case))?
    i want|i need|i'd like|i would like|i'll take|i demand|i request|want|need|get|gimme|requesting|request|prefer
    rather have|looking for|is there|are there|do you have|have you got|let me have|(?:can|could|may) i (?:have|get)
    reach|contact|call|phone|ring|get (?:a ?)?hold of|get in touch with|get through to|hear from
    help from|helped by|assistance from|replied to by
    """,
)
_group("towards", "(?:(?:to|with|through|on|over|for|onto|up|in|touch|speak|talk|line) ){{0,4}}")
_group("before", "(?:(?:please|just|hi|hello|hey|ok|no|yes|get|now|yo) )*")
_group(
    "after", "(?: (?:please|now|asap|here|only|help|chat|support|service|thanks|thank you|today|immediately|instead))*"
)
_group("may", "can|could|will|would|may|have|get|let|want|need|like")
_group(
    "let_staff",
    r"""
    {may} (?:please )?{kind}{staff}(?: from \w+(?: \w+)?)? (?:please )?(?:to )?
    """,
)
_group("anyone", "anyone|anybody|someone|a human|a person|any humans?")
_group("how_do_i", "(?:how|where|can|could|may) (?:(?:do|can|could|to|would) )?(?:(?:i|we|to) )?")
_group("fail_to", r"(?:can't|cannot|can not|couldn't|unable to|impossible to|trying to|tried to|try to) (?:\w+ )?")
_group("bot", "(?:ro)?bots?|chat ?bots?|machines?|computers?|ai|automated (?:answers?|replies|messages?)")
_group("insult", "(?:(?:a|an|the|this|that|your|these|more|any|stupid|dumb|useless|damn|automated|silly|bloody) )*")

ASKS = (
    _pattern(r"""
        \b{converse} (?:to|with|too|2|w) {kind}{staff}\b(?!'s)
        \b{give} {towards}{kind}{staff}\b(?!'s)
        \b(?:{converse}|transfer(?: me)?|connect(?: me)?|put me through|escalate(?: this)?) (?:to|with) (?:the |your )?{desk}\b
        ^{before}{kind}{staff}{after}$
        \bask(?:ed|ing)? (?:\w+ ){{0,3}}(?:for|to (?:talk|speak) (?:to|with)) {kind}{staff}\b
        \b(?:have|get) an? (?:word|chat|talk|conversation|call) with {kind}{staff}\b
        ^{before}(?:transfer|connect) me{after}$
    """),
    _pattern(r"""
        \b(?:real|live|actual|living) (?:humans?|persons?|people|agents?|reps?|representatives?|beings?)\b
        \b(?:real|live|actual|human) (?:operators?|advis[oe]rs?|chat|support|help|assistant|contact|voice|staff)\b
        \bhuman (?:being|agent|rep|representative|person)s?\b
        \b(?:escalate|escalation)\b|\blive ?chat\b
    """),
    _pattern(r"""
        \b(?:speak|talk|discuss (?:this|it)) (?:(?:to|with) (?:you|someone) )?(?:on|over|by|via) (?:the )?(?:tele)?phone\b
        \b(?:call|phone|ring) me\b|\bgive me a (?:call|ring|bell|buzz)\b
        \b(?:a|your|me) ?call ?back\b|^call ?back\b
        \brequest (?:a )?(?:phone )?call(?:back)?\b|^(?:phone )?call(?: please| now)?$
        \b(?:want|need|like|get|have|schedule|arrange|book) (?:a )?(?:phone ?call|call ?back)\b
    """),
    _pattern(r"""
        \b(?:want|need|like|wish|have) to (?:call|phone|ring|talk to|speak to|speak with|reach) (?:you|someone|somebody)\b(?!'s)
        \b(?:want|need|like|wish) to (?:talk|speak)(?: please| now)?$|\b(?:need|want|expect|await) a call\b(?! button)
        ^{before}(?:can|could|will|would|please) (?:you )?(?:please )?(?:call|phone|ring)(?: please| now| back| today)?$
        \bput {kind}{staff} on\b|\bwho(?:'s| is)? (?:is )?(?:your|the) {kind}(?:manager|supervisor|boss)\b|^contact us$
        \b(?:is|are) {anyone} (?:going to|gonna|ever going to|able to) (?:reply|answer|respond|help|get back|call|look)\b
    """),
    _pattern(r"""
        \b(?:what|whats|what's|which|have|got|is there|give me|need|find|want)\b.{{0,30}}\bphone (?:number|line)\b
        \b(?:telephone|contact|helpline|hotline|customer service|support) (?:phone )?(?:number|line)\b
        \bnumber (?:to|i can|can i) (?:call|ring|phone|reach)\b
        \b(?:phone |telephone )?number (?:for|of) (?:your )?(?:customer service|customer care|support|help ?line)\b
        \b{how_do_i}(?:call|phone|ring|reach|contact|speak to|talk to) (?:you|them)\b
        \b{how_do_i}get (?:hold of|in touch with|through to) (?:you|them)\b
    """),
    _pattern(r"""
        \b(?:not|don't want|do not want|stop|hate|sick of|tired of|enough of|without) {insult}{bot}\b
        \b(?:no more|no|than) {insult}{bot}\b
        \b(?:(?:talk|speak|chat|deal|text)(?:ing)?|(?:typ|writ)(?:e|ing)) (?:to|with) {insult}{bot}\b
        \b(?:discuss|explain) (?:this|it|that|anything) (?:to|with) {insult}{bot}\b
        \b(?:useless|stupid|dumb|idiotic) {bot}\b
    """),
    _pattern(r"""
        \b(?:is|are) (?:there )?{anyone}(?: \w+)? (?:there|here|home|around|available|listening|alive)\b
        \b(?:anyone|anybody|someone) (?:there|here|home|real)\b
    """),
    _pattern(r"""
        \b{let_staff}(?:call|phone|ring|contact|help|assist|talk|speak|look|explain|answer|reply)\b
        \b{let_staff}(?:deal|take|get back|handle|chat|sort|check)\b
    """),
    _pattern(r"""
        \b{fail_to}(?:reach|contact|find) {kind}{staff}\b
        \b{fail_to}(?:get|speak|talk) (?:hold of|through to|to|with) {kind}{staff}\b
        \bpress(?:ing)? (?:0|zero)\b|^0$|\bspeak to you\b|\b(?:want|need|like|wish) to talk (?:to|with) you\b
    """),
    _pattern(r"""
        \bhablar con\b|\bun (?:humano|agente)\b|\bpersona real\b|\batenci[oó]n al cliente\b
        \bparler (?:à|a|avec) (?:un|une|quelqu)|\bun (?:conseiller|humain)\b|\bservice client\b
        \b(?:einem|einen|jemandem?|jemanden) (?:\w+ )?(?:menschen?|mitarbeiter|person|sprechen|berater)
        \bkundendienst\b|\bmitarbeiter sprechen\b|\becht(?:er|en) mensch
        \bparlare con\b|\bun operatore\b|\bfalar com\b|\bum atendente\b
        \bmedewerker\b|\b(?:iemand|mens) spreken\b
    """),
)

_group("no_to", r"\b(?:don't|do not|didn't|doesn't|no|without|not|never|won't|needn't|avoid|instead of|rather than)")
# What stands before or after a phrase and turns it into something else.
NOT_NEEDED = _pattern(r"""
    {no_to} (?:(?:really|even|actually|having|need|needing|want|wish|have|necessary|to) )*$
""")
SOMEBODY_ELSE = _pattern(r"""
    ^to (?:sign|collect|pick|deliver|come|fix|install|drop|carry|bring|buy|wear|use|receive|accept|give it|love|share)\b
    ^by my\b|^do you (?:have|hold) (?:for|of|on)\b|^(?:in|on) my (?:account|profile|file)\b
    ^who (?:lives|bought|can sign|gave|was|is|has|took)\b|^(?:is|was|were|has|had) (?:rude|using|used|stole)\b
    ^else\b|^(?:at home|at the door|next door|i know|i love|in my (?:house|family|household)|for (?:my|christmas))\b
""")
OTHERS = _pattern(r"""
    \b(?:driver|courier|delivery (?:person|man|guy|people|driver|team)|neighbou?rs?|postman|mailman|postie|my phone number)\b
""")
REPORTED = _pattern(r"""
    \b(?:he|she|it|driver|courier|they|nobody|never|didn't|not|no one|did|somebody|someone keeps|scammers?) $
""")
