"""What the assistant does next in a conversation: a pure decision over what was read, asked before, and known.

Order of precedence, each rule only where the ones before it do not speak:
1. A request for a person, in any words or by button, is honoured.
2. A pressed button means exactly what it says.
3. An answer to what was just asked (an order number, an item's name, yes, no, "the other one") goes on with it.
4. A language that the assistant can't read is named, and a person offered.
5. Several things in one message are taken up one after the other.
6. What words and facts together mean is acted on, asked about or looked up, whichever costs least (core/routing.py).
A topic begins with what it is about already known where facts leave one choice, and asks only where they leave several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import assert_never

from resolution_hub.core.answers import MOST_BUTTONS, answer_to_asked, by_number
from resolution_hub.core.candidates import CANDIDATES
from resolution_hub.core.drafting.draft import DRAFTED
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.moves import (
    STORE_CREDIT,
    Answer,
    Appeal,
    Asked,
    AskIntent,
    AskOrder,
    BringPerson,
    Confirmed,
    Declined,
    Dialogue,
    Dropped,
    Later,
    LookUp,
    Move,
    OtherLanguage,
    Propose,
    Pursue,
    Redirect,
    SignInFirst,
    SmallTalk,
    Solved,
    SomethingElse,
    UnknownOrder,
)
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.prior import Habits, Page, prior_of
from resolution_hub.core.reading import SMALL_TALK, Entities, Intent, Reading
from resolution_hub.core.routing import Act, Routing, route
from resolution_hub.core.situation import Situation
from resolution_hub.core.taxonomy import Taxonomy
from resolution_hub.core.topic import OPEN_TO_ALL, Topic

READS = frozenset({"en"})  # languages that messages are understood in
MOST_THINGS = 3  # of one message are taken up
_GREETS = frozenset({Intent.GREETING, Intent.THANKS, Intent.GOODBYE})


@dataclass(frozen=True, slots=True)
class Guide:
    """What a message is weighed with beside the rulebook: the shop's intents, its habits, and the page it came from."""

    taxonomy: Taxonomy
    habits: Habits
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`routing` tells how the words led to the move; None where they did not need to be weighed. `heard` are the words and
    their reading where the move is about a part of the message only."""

    move: Move
    routing: Routing | None = None
    heard: tuple[str, Reading] | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as understood: the whole, and where it says several things each of them: (its words, their reading)."""

    whole: Reading
    parts: Sequence[tuple[str, Reading]] = ()


def decide(
    state: Dialogue, heard: Heard, choice: str | None, who: Situation | None, book: Rulebook, guide: Guide
) -> tuple[Decision, tuple[Later, ...]]:
    """The next move, and what is to be taken up after it. `choice` is a pressed button's id; `who` is None for a
    visitor who is not signed in. What an earlier message left to be taken up is dropped when a new thing is begun."""
    reading = heard.whole
    pressed = _pressed(state, choice, who, guide) if choice is not None else None
    if reading.asks_for_person and not isinstance(pressed, BringPerson):
        return Decision(BringPerson(WhyPerson.ASKED)), ()
    if pressed is not None:
        return Decision(pressed), state.later
    answered = answer_to_asked(state, reading, who, guide.taxonomy) if who is not None else None
    if answered is not None:
        return Decision(answered), state.later
    if reading.language not in READS:
        return Decision(OtherLanguage(reading.language)), ()
    if len(heard.parts) > 1:
        return _several(heard, who, book, guide)
    return _by_meaning(reading, who, book, guide), ()


def begin(topic: Topic, reading: Reading | None, who: Situation | None, page: Page | None = None) -> Move:
    """Start `topic`, from a button or an intent: with its order when words, page or facts leave one, else ask which."""
    if topic is Topic.PERSON:
        return BringPerson(WhyPerson.MORE_HELP)
    if who is None:
        return Pursue(topic) if topic in OPEN_TO_ALL else SignInFirst(topic)
    if topic in DRAFTED and topic is not Topic.CANCEL_ORDER:
        # Its own questions find out what it is about (core/drafting).
        at = who.order_about(page.id) if page is not None else None
        return Pursue(topic, at.id if at is not None else None)
    candidates_of = CANDIDATES.get(topic)
    if candidates_of is None:
        return Pursue(topic)
    numbered = by_number(topic, reading, who) if reading is not None else None
    if numbered is not None:
        return numbered
    candidates = candidates_of(who)
    if reading is not None:
        named = [o for o in orders_meant(reading, who) if not candidates or o in candidates]
        candidates = tuple(named) or candidates
    on = who.order_about(page.id) if page is not None else None
    if on is not None and on in candidates:
        return Pursue(topic, on.id)
    if len(candidates) > 1:
        return AskOrder(topic, tuple(o.id for o in candidates[:MOST_BUTTONS]))
    return Pursue(topic, candidates[0].id if candidates else None)


def take_up(later: Later, who: Situation | None, guide: Guide) -> Move:
    """The move that begins what was left for later."""
    if later.topic is not None:
        known = later.reading
        return Pursue(later.topic, later.subject) if later.subject else begin(later.topic, known, who, guide.page)
    return _meant(later.intent, later.reading, who, guide) if later.intent is not None else LookUp()


def after(state: Dialogue, move: Move) -> Dialogue:
    """Where the talk stands once `move` is made. What a topic's own file asks is set by that file."""
    match move:
        case Pursue(topic, subject):
            same = replace(state, topic=topic, subject=subject, asked=None, misses=0, draft=None)
            return same if subject in state.options else replace(same, options=())
        case AskOrder(topic, order_ids):
            return Dialogue(topic, None, Asked.WHICH_ORDER, order_ids)
        case AskIntent(intents):
            return Dialogue(None, None, Asked.WHICH_TOPIC, intents, state.misses)
        case Confirmed(topic, subject):
            return Dialogue(topic, subject, None, (), 0, state.later, state.draft)
        case Declined(topic) | Dropped(topic):
            return Dialogue(topic, state.subject)
        case Propose(draft):
            return Dialogue(draft.topic, None, Asked.DRAFT, (), state.misses, state.later, draft)
        case LookUp() | OtherLanguage() | Answer():
            return replace(state, asked=Asked.DRAFT if state.draft is not None else None)
        case UnknownOrder(topic):
            return Dialogue(topic, None, Asked.WHICH_ORDER, (), state.misses + 1)
        case SmallTalk() | SomethingElse() | SignInFirst():
            return replace(state, misses=0)
        case BringPerson() | Solved() | Appeal() | Redirect():
            return Dialogue()
        case _:
            assert_never(move)


def _pressed(state: Dialogue, choice: str, who: Situation | None, guide: Guide) -> Move | None:
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
        case "appeal", _ if who is not None and value:
            return Appeal(value)
        case "refund_to", _ if who is not None and ":" in value:
            method_id, _, grant_id = value.partition(":")
            return Redirect(grant_id, method_id if method_id != STORE_CREDIT else None)
        case "confirm", _ if who is not None:
            return _confirmed(state, value, who)
        case "order", _ if who is not None and who.order(value) is not None and state.topic is not None:
            return Pursue(state.topic, value)
        case "topic", _ if value in set(Topic):
            return begin(Topic(value), None, who, guide.page)
        case "intent", _ if value in guide.taxonomy.intents:
            return _meant(value, None, who, guide)
    return None


def _confirmed(state: Dialogue, value: str, who: Situation) -> Move | None:
    """A button under a question of yes or no about one order; one that is no longer the question asks it again."""
    answer, _, order_id = value.partition(":")
    if answer not in ("yes", "no") or who.order(order_id) is None:
        return None
    if state.asked is not Asked.CONFIRM_CANCEL or state.topic is None or state.subject != order_id:
        return Pursue(Topic.CANCEL_ORDER, order_id) if answer == "yes" else Declined(Topic.CANCEL_ORDER)
    return Confirmed(state.topic, order_id) if answer == "yes" else Declined(state.topic)


def _several(heard: Heard, who: Situation | None, book: Rulebook, guide: Guide) -> tuple[Decision, tuple[Later, ...]]:
    """The first thing now, the others later; what leads to the same move is one thing."""
    found: dict[Move, tuple[str, Reading, Decision]] = {}
    for said, reading in heard.parts:
        decision = _by_meaning(reading, who, book, guide)
        if isinstance(decision.move, BringPerson):
            return decision, ()
        if isinstance(decision.move, SmallTalk):
            continue
        if decision.move in found:
            before, known, same = found[decision.move]
            found[decision.move] = (f"{before} {said}", together(known, reading), same)
        elif len(found) < MOST_THINGS:
            found[decision.move] = (said, reading, decision)
    if len(found) < 2:
        return _by_meaning(heard.whole, who, book, guide), ()
    (said, reading, first), *rest = found.values()
    later = tuple(_for_later(words, decision.move, known) for words, known, decision in rest)
    return replace(first, heard=(said, reading)), later


def together(one: Reading, other: Reading) -> Reading:
    """What two stretches of a message name, as one."""
    named, more = one.entities, other.entities
    joined = {each.name: getattr(named, each.name) + getattr(more, each.name) for each in fields(Entities)}
    return replace(one, entities=Entities(**joined), words=one.words | other.words)


def _for_later(said: str, move: Move, reading: Reading) -> Later:
    match move:
        case Pursue(topic, subject):
            return Later(said, topic, subject, None, reading)
        case AskOrder(topic) | UnknownOrder(topic) | SignInFirst(topic):
            return Later(said, topic, None, None, reading)
        case Answer(intent) | AskIntent((intent, *_)):
            return Later(said, intent=intent, reading=reading)
        case _:
            return Later(said)


def _by_meaning(reading: Reading, who: Situation | None, book: Rulebook, guide: Guide) -> Decision:
    if not reading.intents:
        if reading.entities.order_numbers or reading.entities.tracking_numbers:
            # A number and nothing else: people paste it to learn where the thing is.
            return Decision(begin(Topic.TRACK_PARCEL, reading, who))
        return Decision(LookUp())
    named = orders_meant(reading, who) if who is not None else ()
    prior = prior_of(who, guide.habits, guide.taxonomy, guide.page, named)
    routing = route(reading, prior, guide.taxonomy, book.costs)
    chosen = routing.chosen
    match chosen.act:
        case Act.GO:
            return Decision(_meant(chosen.intents[0], reading, who, guide), routing)
        case Act.ASK:
            return Decision(AskIntent(chosen.intents), routing)
        case Act.SEARCH:
            theirs = by_number(Topic.TRACK_PARCEL, reading, who) if who is not None else None
            # Of an order that is named and nothing else understood, how it stands is the best answer.
            return Decision(theirs if isinstance(theirs, Pursue) else LookUp(), routing)
        case _:
            assert_never(chosen.act)


def _meant(intent: str, reading: Reading | None, who: Situation | None, guide: Guide) -> Move:
    topic = guide.taxonomy.topic_of(intent)
    if topic is Topic.PERSON:
        return BringPerson(WhyPerson.ASKED)
    if topic is not None:
        return begin(topic, reading, who, guide.page)
    if intent in _GREETS:
        return SmallTalk(Intent(intent))
    article = guide.taxonomy.article_of(intent)
    if article is not None:
        return Answer(intent, article)
    return LookUp(intent if intent not in SMALL_TALK else None)  # a yes or no to nothing says nothing
