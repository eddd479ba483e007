"""Slips of the keyboard in the few words that ask for a person, put right before phrases are looked for."""

from __future__ import annotations

_SHORTHAND = {
    "dont": "don't", "cant": "can't", "didnt": "didn't", "wont": "won't", "doesnt": "doesn't",
    "tlk": "talk", "tak": "talk", "takl": "talk", "taalk": "talk", "tallk": "talk", "tlak": "talk", "talkto": "talk to",
    "spk": "speak", "speek": "speak", "speack": "speak", "spek": "speak",
    "sum1": "someone", "some1": "someone", "som1": "someone",
    "wanna": "want to", "wana": "want to", "gotta": "need to", "u": "you", "ur": "your",
    "ppl": "people", "pple": "people",
    "hooman": "human", "humen": "human", "humam": "human", "cust": "customer",
    "svc": "service", "cs": "customer service",
    "agnt": "agent", "agnet": "agent", "oper8r": "operator", "pls": "please", "plz": "please",
}  # fmt: skip
_WORDS = """
    representative agent human operator supervisor manager person customer service support someone somebody speak
    advisor adviser associate department transfer connect escalate
"""
_KEYWORDS = tuple((word, frozenset(word)) for word in _WORDS.split())
_NEIGHBOURS = """
    steak sneak spear peak speaks spoke speaker persons personal persona managers manage managed manger agents agency
    humane humans operators operate operated services served customers customs custom supports supported supporter
    connects connected transfers transferred escalated associates departments representatives represent advise advised
    advisors urgent event cement patent regent argent score speed special manages managing connector reason season
    parson humanly servicing serviced customise customize something somewhere sometimes sometime
"""
_REAL_WORDS = frozenset(_NEIGHBOURS.split())


def respell(clause: str) -> str:
    """A lower-case clause with shorthand written out and misspelt keywords corrected."""
    return " ".join(_SHORTHAND.get(word) or _nearest(word) for word in clause.split())


def _nearest(word: str) -> str:
    """The keyword that this is a slip of, or the word itself."""
    if not 5 <= len(word) <= 17 or word in _REAL_WORDS:
        return word
    for keyword, letters in _KEYWORDS:
        allowed = 2 if len(keyword) >= 9 else 1
        # An edit brings in one letter at most; this says no to nearly all words, at once.
        if abs(len(keyword) - len(word)) > allowed or len(letters.difference(word)) > allowed:
            continue
        if _distance(word, keyword, allowed) <= allowed:
            return keyword
    return word


def _distance(left: str, right: str, most: int) -> int:
    """Edits to turn one into the other, a swap of neighbours counting once; `most + 1` if there are more."""
    older: list[int] = []
    newer = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        oldest, older, newer = older, newer, [i]
        for j, b in enumerate(right, 1):
            cost = min(older[j] + 1, newer[-1] + 1, older[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, oldest[j - 2] + 1)
            newer.append(cost)
        if min(newer) > most:
            return most + 1
    return newer[-1]
