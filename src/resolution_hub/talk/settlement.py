"""Settlement programmes (product.md H4): which there are, whether this customer is part of one, and the one right address.

Nothing is claimed or paid here: an administrator does that. Visitors get the general part.
"""

from __future__ import annotations

from resolution_hub.core.events import CardKind
from resolution_hub.core.programmes import Answer, Closed, Eligible, NotOpenYet, Programme, eligible
from resolution_hub.talk.turn_state import Turn
from resolution_hub.words import cards, programmes

_MOST = 4


def reply(turn: Turn) -> None:
    today = turn.who.today if turn.who is not None else turn.now.date()
    known = turn.tools.programmes
    if turn.who is None:
        shown = [each for each in known if each.closes >= today]
        answers: dict[str, Answer] = {}
    else:
        answers = {each.id: eligible(each, turn.who) for each in known}
        shown = sorted((each for each in known if _matters(answers[each.id])), key=lambda each: _rank(answers[each.id]))
    said = [_opening(turn, known, shown, answers)]
    said += [programmes.said(each, answers[each.id], turn.text) for each in shown[:_MOST] if each.id in answers]
    said += [line for each in shown[:_MOST] if (line := _hurry(turn, each, answers.get(each.id))) is not None]
    said.append(turn.text.say("settlement-beware", shop=turn.tools.shop_name))
    turn.say(
        " ".join(said),
        cards=[
            cards.card(CardKind.PROGRAMME, programmes.programme(each, today, turn.text, answers.get(each.id)))
            for each in shown[:_MOST]
        ],
        choices=[turn.person_choice(), turn.something_else()],
    )


def _opening(turn: Turn, known: tuple[Programme, ...], shown: list[Programme], answers: dict[str, Answer]) -> str:
    if not known:
        return turn.text.say("settlement-none", shop=turn.tools.shop_name)
    if turn.who is None:
        key = "settlement-visitor" if shown else "settlement-visitor-none"
        return turn.text.say(key, count=len(shown), shop=turn.tools.shop_name)
    if turn.only is not None:
        return turn.text.say("settlement-one-order", shop=turn.tools.shop_name)
    part = sum(isinstance(answers[each.id], Eligible) for each in shown)
    return turn.text.say("settlement-part" if part else "settlement-no-part", count=part or len(known))


def _hurry(turn: Turn, each: Programme, answer: Answer | None) -> str | None:
    left = each.last_days(turn.who.today) if turn.who is not None and isinstance(answer, Eligible) else None
    if left == 0:
        return turn.text.say("settlement-last-day", name=each.name)
    return turn.text.say("settlement-days-left", name=each.name, days=left) if left is not None else None


def _matters(answer: Answer) -> bool:
    """What is over and was none of theirs is no news."""
    return not isinstance(answer, Closed) or bool(answer.because)


def _rank(answer: Answer) -> int:
    return 0 if isinstance(answer, Eligible) else 1 if isinstance(answer, NotOpenYet) else 2
