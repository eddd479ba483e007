"""Settlement programmes in a reader's words: the sentence of an answer, and the card."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from msgspec import Struct

from resolution_hub.core.programmes import Answer, Closed, Eligible, NotEligible, NotOpenYet, Programme, Record, What
from resolution_hub.kit.text import Text


class ProgrammeOut(Struct, frozen=True):
    """`state` is where it stands today; `answer_text` whether the reader is part of it, empty where nobody's records were
    looked at. `site` is the one right address, `host` the name that must stand in the browser's address line."""

    id: str
    name: str
    summary: str
    state: str
    opens: date
    closes: date
    days_left: int | None
    pays: str
    site: str
    host: str
    phone: str
    never_asked: list[str]
    remind_days_before: list[int]
    answer: str | None
    answer_text: str


def programme(each: Programme, today: date, text: Text, answer: Answer | None = None) -> ProgrammeOut:
    return ProgrammeOut(
        id=each.id,
        name=each.name,
        summary=each.summary,
        state="not_open_yet" if today < each.opens else "closed" if today > each.closes else "open",
        opens=each.opens,
        closes=each.closes,
        days_left=each.last_days(today),
        pays=each.pays,
        site=each.site,
        host=each.host,
        phone=each.phone,
        never_asked=list(each.never_asked),
        remind_days_before=list(each.remind),
        answer=_kind(answer) if answer is not None else None,
        answer_text=said(each, answer, text) if answer is not None else "",
    )


def said(each: Programme, answer: Answer, text: Text) -> str:
    """Whether somebody is part of it, and from which of their records."""
    match answer:
        case Eligible(because):
            return text.say("settlement-eligible", name=each.name, because=_because(because, text))
        case Closed(on, because) if because:
            return text.say("settlement-closed-but", name=each.name, day=text.day(on), because=_because(because, text))
        case Closed(on, _):
            return text.say("settlement-closed", name=each.name, day=text.day(on))
        case NotOpenYet(opens, because) if because:
            return text.say("settlement-soon-and", name=each.name, day=text.day(opens), because=_because(because, text))
        case NotOpenYet(opens, _):
            return text.say("settlement-soon", name=each.name, day=text.day(opens))
        case NotEligible(why):
            return text.say(f"settlement-not-{why}".replace("_", "-"), name=each.name)
        case _:
            assert_never(answer)


def _kind(answer: Answer) -> str:
    kinds = {Eligible: "eligible", NotEligible: "not_eligible", Closed: "closed", NotOpenYet: "not_open_yet"}
    return kinds[type(answer)]


def _because(found: tuple[Record, ...], text: Text) -> str:
    """The latest record by name, and how many there are beside it."""
    latest, more = found[-1], len(found) - 1
    key = "settlement-order" if latest.what is What.ORDER else "settlement-charge"
    one = text.say(key, label=latest.label, item=latest.item, day=text.day(latest.day))
    return text.say("settlement-more", one=one, more=more) if more else one
