"""Verbs that customers of a shop use, in all their forms: where one stands, a clause can be, and no name of a thing goes on.

Words that name things as often ("watch", "light", "iron", "cover") are left out.
"""

from __future__ import annotations

_REGULAR = """
    accept activate add adjust advise allow annoy answer apologise apologize appear apply appreciate approve arrange arrive ask
    assist attach authorise authorize avoid believe bill book bother break bring browse buy call cancel carry change charge
    chase check choose claim clean click close collect come complain complete confirm confuse connect contact continue cost
    create credit decide decline deduct delay delete deliver describe disappear dispute download drop email enter exchange
    expect expire explain extend fail feel find finish fix follow forget forward get give guess hand happen
    hear help hold honour identify ignore include inform insist intend investigate join keep know lack last learn leave let
    lie listen live locate log look lose love mail make manage match mean mention miss modify move need notice notify
    offer open order owe own pause pay pick place please prefer press process promise provide purchase push put raise reach
    read realise realize receive redeem redeliver redirect refund refuse register reinstate reject remember remind remove
    renew repair repeat replace reply report request reroute reschedule reset resolve respond restock resume return revert
    save say scan see seem sell send ship show sign skip solve sort speak spend start stay steal stop submit subscribe
    suggest suspect suspend swap switch take talk tell think throw touch track transfer try turn type understand
    unlock unsubscribe update upgrade downgrade upload use validate verify wait want waste withdraw wonder work worry write
"""
_IRREGULAR = """
    am is are was were be been being has have had having do does did done doing can could will would shall should may might
    must cannot can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't
    didn't dont doesnt didnt wont cant isnt wasnt hasnt havent i'm i've i'd i'll you've you're it's its' that's there's
    what's where's who's we're we've they've they're let's gonna wanna gotta lemme
    bought brought broke broken came chose chosen felt found forgotten got gotten given went going go goes gone heard held
    kept knew known left lost made meant met paid said saw seen sold sent shown signed spoke spoken spent stole stolen took
    taken thought threw thrown told understood written wrote cancelled cancelling canceled dropped shipped shipping stopped
    stopping swapped tracked tracking paying getting putting dying died die lying tried tries trying replied returned
    wheres whats hows
"""


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    many = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    return verb, many, stem + "ed", stem + "ing"


BASES = frozenset(_REGULAR.split())  # as they begin a wish: "cancel it"
VERBS = frozenset(form for verb in _REGULAR.split() for form in _forms(verb)) | frozenset(_IRREGULAR.split())
