"""What a typed answer to the assistant's last question means: an order's number or name, yes, no, "the other one"."""

from __future__ import annotations

from resolution_hub.core.candidates import CANDIDATES
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.moves import Asked, AskOrder, Confirmed, Declined, Dialogue, Move, Pursue, Solved, UnknownOrder
from resolution_hub.core.reading import SMALL_TALK, Intent, Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.core.topic import Topic

MOST_BUTTONS = 5


def answer_to_asked(state: Dialogue, reading: Reading, who: Situation, taxonomy: Taxonomy) -> Move | None:
    """The move that an answer leads to; None for what is no answer to the last question."""
    best = reading.best.intent if reading.best else None
    if state.asked is Asked.CONFIRM_CANCEL and state.topic and state.subject:
        if best == Intent.AFFIRM:
            # What cannot be undone needs a yes that names nothing else.
            meant = _which_order(state.topic, (), reading, who) or Pursue(state.topic, state.subject)
            return Confirmed(state.topic, state.subject) if meant == Pursue(state.topic, state.subject) else meant
        if best == Intent.DENY:
            return Declined(state.topic)
    if state.asked is Asked.SOLVED and best in (Intent.AFFIRM, Intent.DENY):
        return Solved(best == Intent.AFFIRM)
    if state.topic in CANDIDATES and state.topic is not None:
        if best == Intent.CORRECTION or (reading.corrects and (best is None or best in SMALL_TALK)):
            return _the_other(state.topic, state, reading, who)
        if state.asked is Asked.WHICH_ORDER or _only_names_an_order(reading, taxonomy):
            return _which_order(state.topic, state.options, reading, who)
    return None


def by_number(topic: Topic, reading: Reading, who: Situation) -> Pursue | UnknownOrder | None:
    """The order that a number in the text names, by its own or its parcel's number. None for a text without numbers."""
    named = reading.entities
    for number in named.order_numbers:
        order = who.order_by_number(number) or who.order_by_tracking(number)
        if order is not None:
            return Pursue(topic, order.id)
    for number in named.tracking_numbers:
        order = who.order_by_tracking(number) or who.order_by_number(number)
        if order is not None:
            return Pursue(topic, order.id)
    numbers = named.order_numbers or named.tracking_numbers
    return UnknownOrder(topic, numbers[0]) if numbers else None


def _which_order(topic: Topic, options: tuple[str, ...], reading: Reading, who: Situation) -> Move | None:
    numbered = by_number(topic, reading, who)
    if numbered is not None:
        return numbered
    named = [o.id for o in orders_meant(reading, who) if not options or o.id in options]
    return Pursue(topic, named[0]) if len(named) == 1 else None


def _only_names_an_order(reading: Reading, taxonomy: Taxonomy) -> bool:
    """A number, and no wish beside it that we could follow."""
    if not (reading.entities.order_numbers or reading.entities.tracking_numbers):
        return False
    best = reading.best
    if best is None or reading.out_of_scope > 0.5:
        return True
    return taxonomy.topic_of(best.intent) is None and taxonomy.article_of(best.intent) is None


def _the_other(topic: Topic, state: Dialogue, reading: Reading, who: Situation) -> Move | None:
    named = _which_order(topic, (), reading, who)
    if isinstance(named, UnknownOrder) or (isinstance(named, Pursue) and named.subject != state.subject):
        return named
    if isinstance(named, Pursue):
        # "the kettle" and "not the kettle" may name the same thing: asking is safer than guessing.
        orders = tuple(dict.fromkeys((named.subject or "", *(o.id for o in CANDIDATES[topic](who)))))
        return AskOrder(topic, orders[:MOST_BUTTONS]) if len(orders) > 1 else named
    # Options that were offered come first; a first guess was made from the facts, so those are the choice otherwise.
    offered = state.options or tuple(o.id for o in CANDIDATES[topic](who))
    pool = offered if len(offered) > 1 else tuple(o.id for o in who.orders)
    others = tuple(o for o in pool if o != state.subject)
    if not others:
        return None
    return Pursue(topic, others[0]) if len(others) == 1 else AskOrder(topic, others[:MOST_BUTTONS])
