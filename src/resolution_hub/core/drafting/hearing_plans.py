"""Which subscription, plan or day a text names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from resolution_hub.core.drafting.choices import plans_for, subscriptions_for
from resolution_hub.core.drafting.draft import Draft, Slot
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import Plan
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic

_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        1,
    )
    for word in words.split()
}
_UNITS = {"day": 1, "week": 7, "month": 30}
_LENGTH = rf"(?:a )?({'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,3}})(?: of)? ({'|'.join(_UNITS)})s?\b"
_SPAN = re.compile(rf"\bfor (?:the next |another )?{_LENGTH}", re.IGNORECASE)
_BARE_SPAN = re.compile(rf"\b{_LENGTH}", re.IGNORECASE)
_END_OF_MONTH = re.compile(r"\bend of (?:the|this) month\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def hear_subscription(draft: Draft, text: str, reading: Reading, who: Situation, wares: Wares) -> Draft:
    """The draft with the subscription that the text names, or the only one; with its new plan, or until when it rests."""
    if draft.subscription_id is None:
        running, words = subscriptions_for(who), _words(text)
        named = [s for s in running if words & _words(s.plan)]
        chosen = named if len(named) == 1 else running
        draft = replace(draft, subscription_id=chosen[0].id) if len(chosen) == 1 else draft
    if draft.topic is Topic.CHANGE_SUBSCRIPTION:
        plan = _plan(draft, text, who, wares)
        return replace(draft, plan_id=plan.id) if plan is not None else draft
    if draft.topic is Topic.PAUSE_SUBSCRIPTION:
        day = _for_how_long(draft, text, who.today) or _day_to_come(text, reading, who.today)
        return replace(draft, resumes_on=day) if day is not None else draft
    return draft


def _plan(draft: Draft, text: str, who: Situation, wares: Wares) -> Plan | None:
    """The one that has most of the words: those that tell it from the present plan first ("from Plus to Pro")."""
    plans = plans_for(draft, who, wares)
    now = who.subscription(draft.subscription_id or "")
    said = _words(text)
    for words in (said - _words(now.plan if now is not None else ""), said):
        fits = {plan.id: len(words & _words(plan.name)) for plan in plans}
        best = [plan for plan in plans if fits[plan.id] and fits[plan.id] == max(fits.values())]
        if len(best) == 1:
            return best[0]
    return plans[0] if len(plans) == 1 else None


def _day_to_come(text: str, reading: Reading, today: date) -> date | None:
    if _END_OF_MONTH.search(text):
        return (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    days = [period.last for period in reading.entities.periods]
    return next((day for day in days if day > today), None)


def _for_how_long(draft: Draft, text: str, today: date) -> date | None:
    """The day after "for two months"; where it was asked for, "two months" will do."""
    span = _SPAN.search(text) or (_BARE_SPAN.search(text) if draft.asked is Slot.UNTIL else None)
    if span is None:
        return None
    many = _NUMBERS.get(span.group(1).lower()) or int(span.group(1))
    return today + timedelta(days=many * _UNITS[span.group(2).lower()])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
