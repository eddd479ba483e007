"""What the assistant does next in a conversation: a pure decision over what was read, asked before, and known.

Order of precedence, each rule only where the ones before it do not speak:
1. A request for a person, in any words or by button, is honoured.
2. A pressed button means exactly what it says.
3. An answer to what was just asked (an order number, an item's name, yes, no) goes on with it.
4. A correction ("no, the other one") takes the other choice, or asks again.
5. A clear intent begins its topic; two close ones are asked about; everything else is looked up in the articles.
A topic begins with what it is about already known where facts leave one choice, and asks only where they leave several.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from resolution_hub.core.candidates import CANDIDATES, cancellable, under_way
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import Intent, Reading, Scored
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import TOPIC_OF, Topic

_MOST_BUTTONS = 5
_CLOSE = 0.15


class Asked(StrEnum):
    """What the assistant's last message asked for."""

    WHICH_ORDER = "which_order"
    WHICH_TOPIC = "which_topic"
    CONFIRM_CANCEL = "confirm_cancel"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where the talk stands; stored with the conversation. `options` are the ids that were offered, `misses` counts
    messages in a row that led nowhere."""

    topic: Topic | None = None
    subject: str | None = None
    asked: Asked | None = None
    options: tuple[str, ...] = ()
    misses: int = 0


@dataclass(frozen=True, slots=True)
class BringPerson:
    why: WhyPerson


@dataclass(frozen=True, slots=True)
class Pursue:
    """Go on with the topic; `subject` is an order's id where the topic is about one, or None."""

    topic: Topic
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class AskOrder:
    topic: Topic
    order_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskTopic:
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class UnknownOrder:
    """The number given is none of this customer's. Whose it is, or whether it exists, is never said."""

    topic: Topic
    number: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    topic: Topic
    subject: str


@dataclass(frozen=True, slots=True)
class Declined:
    topic: Topic


@dataclass(frozen=True, slots=True)
class Solved:
    yes: bool


@dataclass(frozen=True, slots=True)
class LookUp:
    """Search the articles; when nothing fits, the message was not understood."""


@dataclass(frozen=True, slots=True)
class SomethingElse:
    """Show the way on: "I need more help"."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    intent: Intent


@dataclass(frozen=True, slots=True)
class SignInFirst:
    """The topic needs to know who asks."""


Move = (
    BringPerson | Pursue | AskOrder | AskTopic | UnknownOrder | Confirmed | Declined
    | Solved | LookUp | SomethingElse | SmallTalk | SignInFirst
)  # fmt: skip


def decide(state: Dialogue, reading: Reading, choice: str | None, who: Situation | None, book: Rulebook) -> Move:
    """The next move. `choice` is a pressed button's id; `who` is None for a visitor who is not signed in."""
    pressed = _pressed(state, choice, who) if choice is not None else None
    if reading.asks_for_person and not isinstance(pressed, BringPerson):
        return BringPerson(WhyPerson.ASKED)
    if pressed is not None:
        return pressed
    answered = _answer_to_asked(state, reading, who) if who is not None else None
    if answered is not None:
        return answered
    return _by_intent(reading, who, book)


def begin(topic: Topic, reading: Reading | None, who: Situation | None) -> Move:
    """Start `topic`, from a button or an intent: with its order when facts leave one, else ask which."""
    if topic is Topic.PERSON:
        return BringPerson(WhyPerson.MORE_HELP)
    if who is None:
        return SignInFirst()
    candidates_of = CANDIDATES.get(topic)
    if candidates_of is None:
        return Pursue(topic)
    named_by_number = _by_number(topic, reading, who) if reading is not None else None
    if named_by_number is not None:
        return named_by_number
    candidates = candidates_of(who)
    if reading is not None and reading.words:
        named = [o for o in who.orders_named(reading.words) if not candidates or o in candidates]
        candidates = tuple(named) or candidates
    if len(candidates) > 1:
        return AskOrder(topic, tuple(o.id for o in candidates[:_MOST_BUTTONS]))
    return Pursue(topic, candidates[0].id if candidates else None)


def after(state: Dialogue, move: Move) -> Dialogue:
    """Where the talk stands once `move` is made. What a topic's own file asks is set by that file."""
    match move:
        case Pursue(topic, subject):
            same = replace(state, topic=topic, subject=subject, asked=None, misses=0)
            return same if subject in state.options else replace(same, options=())
        case AskOrder(topic, order_ids):
            return Dialogue(topic, None, Asked.WHICH_ORDER, order_ids)
        case AskTopic(topics):
            return Dialogue(None, None, Asked.WHICH_TOPIC, tuple(topics))
        case Confirmed(topic, subject):
            return Dialogue(topic, subject)
        case Declined(topic):
            return Dialogue(topic, state.subject)
        case LookUp():
            return replace(state, asked=None)
        case UnknownOrder(topic):
            return Dialogue(topic, None, Asked.WHICH_ORDER, (), state.misses + 1)
        case SmallTalk() | SomethingElse() | SignInFirst():
            return replace(state, misses=0)
        case BringPerson() | Solved():
            return Dialogue()
        case _:
            assert_never(move)


def _pressed(state: Dialogue, choice: str, who: Situation | None) -> Move | None:
    """What a button means. None for one that this customer was never given: their words are read instead."""
    kind, _, value = choice.partition(":")
    match kind, value:
        case "person", _:
            return BringPerson(WhyPerson.ASKED)
        case "more_help", _:
            return BringPerson(WhyPerson.MORE_HELP)
        case "something_else", _:
            return SomethingElse()
        case "solved", "yes" | "no":
            return Solved(value == "yes")
        case "confirm", "yes" if _may_confirm(state) and state.topic and state.subject:
            return Confirmed(state.topic, state.subject)
        case "confirm", "no" if _may_confirm(state) and state.topic:
            return Declined(state.topic)
        case "order", _ if who is not None and who.order(value) is not None and state.topic is not None:
            return Pursue(state.topic, value)
        case "topic", _ if value in set(Topic):
            return begin(Topic(value), None, who)
    return None


def _may_confirm(state: Dialogue) -> bool:
    return state.asked is Asked.CONFIRM_CANCEL


def _answer_to_asked(state: Dialogue, reading: Reading, who: Situation) -> Move | None:
    """A typed answer to the last question, when it can be told."""
    best = reading.best.intent if reading.best else None
    if state.asked is Asked.CONFIRM_CANCEL and state.topic and state.subject:
        if best is Intent.AFFIRM:
            # What cannot be undone needs a yes that names nothing else.
            meant = _which_order(state.topic, (), reading, who) or Pursue(state.topic, state.subject)
            return Confirmed(state.topic, state.subject) if meant == Pursue(state.topic, state.subject) else meant
        if best is Intent.DENY:
            return Declined(state.topic)
    if state.asked is Asked.SOLVED and best in (Intent.AFFIRM, Intent.DENY):
        return Solved(best is Intent.AFFIRM)
    if state.topic in CANDIDATES and state.topic is not None:
        if best is Intent.CORRECTION:
            return _the_other(state.topic, state, reading, who)
        if state.asked is Asked.WHICH_ORDER or _only_names_an_order(reading):
            return _which_order(state.topic, state.options, reading, who)
    return None


def _which_order(topic: Topic, options: tuple[str, ...], reading: Reading, who: Situation) -> Move | None:
    by_number = _by_number(topic, reading, who)
    if by_number is not None:
        return by_number
    named = [o.id for o in who.orders_named(reading.words) if not options or o.id in options]
    return Pursue(topic, named[0]) if len(named) == 1 else None


def _by_number(topic: Topic, reading: Reading, who: Situation) -> Pursue | UnknownOrder | None:
    """The order that a number in the text names, by its own or its parcel's number. None for a text without numbers."""
    for number in reading.order_numbers:
        order = who.order_by_number(number) or who.order_by_tracking(number)
        if order is not None:
            return Pursue(topic, order.id)
    for number in reading.tracking_numbers:
        order = who.order_by_tracking(number) or who.order_by_number(number)
        if order is not None:
            return Pursue(topic, order.id)
    numbers = reading.order_numbers or reading.tracking_numbers
    return UnknownOrder(topic, numbers[0]) if numbers else None


def _only_names_an_order(reading: Reading) -> bool:
    if not (reading.order_numbers or reading.tracking_numbers):
        return False
    best = reading.best
    return best is None or best.intent not in TOPIC_OF or reading.out_of_scope > 0.5


def _the_other(topic: Topic, state: Dialogue, reading: Reading, who: Situation) -> Move | None:
    named = _which_order(topic, (), reading, who)
    if isinstance(named, UnknownOrder) or (isinstance(named, Pursue) and named.subject != state.subject):
        return named
    if isinstance(named, Pursue):
        # "the kettle" and "not the kettle" name the same thing: asking is safer than guessing.
        orders = tuple(dict.fromkeys((named.subject or "", *(o.id for o in CANDIDATES[topic](who)))))
        return AskOrder(topic, orders[:_MOST_BUTTONS]) if len(orders) > 1 else named
    # Options that were offered come first; a first guess was made from the facts, so those are the choice otherwise.
    offered = state.options or tuple(o.id for o in CANDIDATES[topic](who))
    pool = offered if len(offered) > 1 else tuple(o.id for o in who.orders)
    others = tuple(o for o in pool if o != state.subject)
    if not others:
        return None
    return Pursue(topic, others[0]) if len(others) == 1 else AskOrder(topic, others[:_MOST_BUTTONS])


def _by_intent(reading: Reading, who: Situation | None, book: Rulebook) -> Move:
    ranked = in_context(reading.intents, who, reading.words)
    if not ranked and (reading.order_numbers or reading.tracking_numbers):
        # A number and nothing else: people paste it to learn where the thing is.
        return begin(Topic.TRACK_PARCEL, reading, who)
    if not ranked or reading.out_of_scope >= 1 - book.doubtful:
        return LookUp()
    best = ranked[0]
    if best.intent is Intent.TALK_TO_PERSON and best.probability >= book.confident:
        return BringPerson(WhyPerson.ASKED)
    if best.intent in (Intent.GREETING, Intent.THANKS, Intent.GOODBYE) and best.probability >= book.doubtful:
        return SmallTalk(best.intent)
    if best.probability < book.doubtful or best.intent not in TOPIC_OF:
        return LookUp()
    rivals = [s for s in ranked[1:] if best.probability - s.probability < _CLOSE and s.intent in TOPIC_OF]
    if best.probability < book.confident and rivals:
        return AskTopic((TOPIC_OF[best.intent], TOPIC_OF[rivals[0].intent]))
    return begin(TOPIC_OF[best.intent], reading, who)


def in_context(
    intents: tuple[Scored, ...], who: Situation | None, words: frozenset[str] = frozenset()
) -> tuple[Scored, ...]:
    """The intents weighed by what is true of this customer: a proven billing error makes it likelier meant, and so on."""
    if who is None:
        return intents
    on_the_way = under_way(who)
    likelier = {
        Intent.BILLING_ERROR: bool(who.billing_errors),
        Intent.TRACK_PARCEL: any(s.days_late(who.today) for o in who.orders for s in o.outbound),
        Intent.FIND_REFUND: bool(who.returns) or bool(who.ledger.refunds),
        Intent.CANCEL_ORDER: bool(cancellable(who)),
    }
    # Whoever names a thing that is on its way to them hardly asks about the product.
    named = any(order in on_the_way for order in who.orders_named(words))
    factors = {intent: 1.5 for intent, true in likelier.items() if true}
    if named:
        factors[Intent.TRACK_PARCEL] = 2 * factors.get(Intent.TRACK_PARCEL, 1.0)
    weighed = [(s.intent, s.probability * factors.get(s.intent, 1.0)) for s in intents]
    before, whole = sum(s.probability for s in intents), sum(p for _, p in weighed)
    if not whole:
        return intents
    return tuple(sorted((Scored(i, p * before / whole) for i, p in weighed), key=lambda s: -s.probability))
