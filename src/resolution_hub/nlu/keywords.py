"""Words by which a question finds a text: without those that are in every question, and without their endings."""

from __future__ import annotations

from resolution_hub.nlu.words import tokens

_EVERYWHERE = frozenset(
    """
    a an the i me my we our us you your he him his she her it its they them their this that these those one is are was
    were be been being am do does did done doing have has had having will would can could shall should may might must
    of to in on at for from with by about into out up down over off as and or but if so not no nor than then there here
    how what when where who which whose why any some all each just also too very please get gets got getting ? !
    """.split()  # noqa: SIM905 - a list of words reads better than a list of quotes
)
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_LEAST_LEFT = 3


def keywords(text: str) -> list[str]:
    """In order of the text, repeated ones too; empty for a text that holds nothing else."""
    return [_stem(word) for word in tokens(text) if word not in _EVERYWHERE]


def _stem(word: str) -> str:
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_LEFT:
            return word.removesuffix(ending) + put
    return word
