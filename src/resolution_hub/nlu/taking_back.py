"""Words that take a step or a wish back in the middle of a talk: "never mind", "go back". Decided apart from the intents."""

from __future__ import annotations

import re

_DROPS = re.compile(
    r"^\W*(?:oh |ok(?:ay)?,? |no,? |hm+,? |actually,? |sorry,? |well,? |ah,? )*"
    r"(?:never ?mind|nvm|forget (?:it|that|about (?:it|that))|leave it(?: (?:be|as (?:it )?is))?|don'?t bother|scratch that"
    r"|(?:i |i'?ve )?changed my mind|let'?s (?:leave|drop) it|drop (?:it|that)|stop,? (?:please )?don'?t do (?:it|that)"
    r"|i don'?t want (?:to do )?(?:it|that|this)(?: any ?more)?|forget i (?:said|asked)(?: anything)?)"
    r"\W*(?:thanks?|thank you|then|please|after all|for now)?\W*$",
    re.IGNORECASE,
)
_GOES_BACK = re.compile(
    r"^\W*(?:(?:oh|ok(?:ay)?|no|wait|sorry|actually|please|can (?:we|you|i)|let'?s|could (?:we|you)|i want to"
    r"|i'?d like to),? )*"
    r"(?:go(?:ing)? back(?: (?:a|one) step)?|one step back|back(?: up)?(?: (?:a|one) step)?|previous (?:step|question)"
    r"|undo(?: that)?|step back)\W*(?:please|thanks)?\W*$",
    re.IGNORECASE,
)


def drops(text: str) -> bool:
    """The whole message says that nothing shall be done after all."""
    return _DROPS.search(text) is not None


def goes_back(text: str) -> bool:
    """The whole message asks for the question before."""
    return _GOES_BACK.search(text) is not None
