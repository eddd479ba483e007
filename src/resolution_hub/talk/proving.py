"""A visitor asks for something that is about an order: they show that it is theirs, and then get what they asked for.

Order number and e-mail address come in any order, in one message or two, by form or typed. What is said about a code is the
same whether number and address go together or not. What was asked at first is kept, and taken up without asking again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from resolution_hub.core.candidates import CANDIDATES
from resolution_hub.core.drafting.draft import DRAFTED
from resolution_hub.core.events import Card, CardKind
from resolution_hub.core.identity import Level, ProveAgain, Standing, Wish
from resolution_hub.core.moves import Confirmed, Later, Move, Proving, Pursue, UnknownOrder
from resolution_hub.core.proving import ACCOUNT, filled, of_account, shaded
from resolution_hub.core.reading import Entities
from resolution_hub.core.topic import Topic
from resolution_hub.features.people import codes
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import TooManyAttempts
from resolution_hub.talk import situation
from resolution_hub.talk.turn_state import Session, Turn
from resolution_hub.words import cards

AGAIN, OTHER = "prove:again", "prove:other"
_TRIES = (30, timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class GoOn:
    """What a message came to while an order is being proved: it was about that, and `move`, if any, is what follows."""

    move: Move | None = None


async def ask(turn: Turn, topic: Topic) -> None:
    """The topic needs to know who asks: take what the message says already, and ask for the rest."""
    before = turn.dialogue.proving or Proving(Later(""))
    wish = Later(turn.said, topic, reading=turn.reading)
    if _session(turn) is None or topic in ACCOUNT:
        turn.dialogue = replace(turn.dialogue, proving=None)
        turn.say(turn.text.say("sign-in-first", shop=turn.tools.shop_name), choices=[turn.person_choice()])
        return
    entities = turn.reading.entities if turn.reading is not None else Entities()
    await _go_on(turn, filled(replace(before, wish=wish), turn.said, entities, asked=False))


async def stop(turn: Turn, move: Move) -> bool:
    """Whether a visitor's proof does not reach as far as this move; then what would is said. Nobody else is stopped."""
    standing = turn.standing
    if standing.level is not Level.ORDER or turn.who is None:
        return False
    match move:
        case Pursue(topic, _) if of_account(topic, turn.who):
            turn.say(turn.text.say("prove-account", shop=turn.tools.shop_name), choices=[turn.person_choice()])
            return True
        case UnknownOrder(topic, number):
            await _go_on(turn, Proving(Later(turn.said, topic, reading=turn.reading), number))
            return True
        case Pursue(Topic.BILLING_ERROR as topic, subject):
            later = Later(turn.said, topic, subject, reading=turn.reading)
        case Confirmed(topic, subject):
            later = Later(turn.said, topic, subject, reading=turn.reading)
        case _:
            return False
    access = turn.may(Wish.ACT, standing.order_id)
    if not isinstance(access, ProveAgain) or _session(turn) is None:
        return False
    order_id = access.order_id
    await _go_on(turn, Proving(later, order_id=order_id, confirmed=isinstance(move, Confirmed)))
    return True


async def hear(turn: Turn, choice: str | None, code: str | None) -> GoOn | None:
    """What a message means for an order that is being proved; None for one that is about something else. `code` are the
    digits that were taken out of its words."""
    proving, session = turn.dialogue.proving, _session(turn)
    if session is None or proving is None or (turn.reading is not None and turn.reading.asks_for_person):
        return None
    if choice == AGAIN:
        await _go_on(turn, replace(proving, sent=False))
        return GoOn()
    if choice == OTHER:
        await _go_on(turn, Proving(proving.wish))
        return GoOn()
    if choice is not None:
        return None
    if code is not None and proving.sent:
        return await _try(turn, session, proving, code)
    entities = turn.reading.entities if turn.reading is not None else Entities()
    now = filled(proving, turn.said, entities, asked=not proving.sent)
    if now == proving or (proving.order_id is not None and not now.number):
        return None
    await _go_on(turn, now)
    return GoOn()


async def _go_on(turn: Turn, proving: Proving) -> None:
    """Ask for what is lacking, or send a code and ask for that."""
    session = _session(turn)
    if session is None:
        return
    if proving.sent or (proving.order_id is None and not (proving.number and proving.email)):
        _ask_for(turn, proving)
        return
    try:
        await _send(turn, session, proving)
    except TooManyAttempts as error:
        turn.dialogue = replace(turn.dialogue, proving=replace(proving, sent=False))
        minutes = max(1, error.retry_after // 60)
        turn.say(turn.text.say("prove-too-many", minutes=minutes), choices=[turn.person_choice()])
        return
    _ask_for(turn, replace(proving, sent=True))


async def _send(turn: Turn, session: Session, proving: Proving) -> None:
    secret = session.secret or b""
    if proving.order_id is not None:
        claim = codes.Claim.of(proving.order_id, "")
        await codes.count_request(turn.tx, claim, session.address, secret, turn.now)
        await codes.ask_again(turn.tx, turn.owner.id, proving.order_id, secret, turn.now)
        return
    claim = codes.Claim.of(proving.number, proving.email)
    await codes.count_request(turn.tx, claim, session.address, secret, turn.now)
    await codes.ask(turn.tx, turn.owner.id, claim, secret, turn.now)


async def _try(turn: Turn, session: Session, proving: Proving, code: str) -> GoOn:
    """Try the code; when it fits, the session and this turn see the order, and what was asked at first follows."""
    secret = session.secret or b""
    try:
        await people.count_attempt(turn.tx, f"code:try:{session.address}", *_TRIES, turn.now)
    except TooManyAttempts as error:
        minutes = max(1, error.retry_after // 60)
        turn.say(turn.text.say("prove-too-many", minutes=minutes), choices=[turn.person_choice()])
        return GoOn()
    proof = await codes.spend(turn.tx, turn.owner.id, code, secret, turn.now)
    token = None
    if proof is not None:
        token = await people.raise_session(turn.tx, session.token, proof.customer_id, proof.order_id, turn.now)
    if proof is None or token is None:
        turn.say(
            turn.text.say("prove-wrong-code"),
            cards=[_card(proving)],
            choices=[turn.choice(AGAIN, "prove-again"), turn.choice(OTHER, "prove-other"), turn.person_choice()],
        )
        return GoOn()
    session.raised = token
    session.standing = Standing(Level.ORDER, proof.customer_id, proof.order_id, turn.now)
    turn.who = await situation.load(turn.tx, proof.customer_id, turn.now, only=proof.order_id)
    turn.dialogue = replace(turn.dialogue, proving=None)
    order = turn.who.order(proof.order_id)
    turn.say(turn.text.say("prove-done", number=order.number if order is not None else proving.number))
    turn.said, turn.reading = proving.wish.said, proving.wish.reading
    return GoOn(_wished(proving, proof.order_id))


def _wished(proving: Proving, order_id: str) -> Move | None:
    wish = proving.wish
    if wish.topic is None:
        return None
    if proving.confirmed:
        return Confirmed(wish.topic, wish.subject or "")
    about_an_order = wish.topic in CANDIDATES or wish.topic in DRAFTED
    return Pursue(wish.topic, order_id if about_an_order else None)


def _ask_for(turn: Turn, proving: Proving) -> None:
    turn.dialogue = replace(turn.dialogue, proving=proving)
    choices = [turn.person_choice()]
    if proving.sent and proving.order_id is not None:
        said = turn.text.say("prove-code-again")
    elif proving.sent:
        said = turn.text.say("prove-code", number=proving.number, email=shaded(proving.email))
    elif proving.number:
        said = turn.text.say("prove-email", number=proving.number)
    elif proving.email:
        said = turn.text.say("prove-number")
    else:
        said = turn.text.say("prove-both", shop=turn.tools.shop_name)
    if proving.sent:
        choices = [turn.choice(AGAIN, "prove-again"), turn.choice(OTHER, "prove-other"), *choices]
    turn.say(said, cards=[_card(proving)], choices=choices)


def _card(proving: Proving) -> Card:
    asks = "code" if proving.sent else "order"
    return cards.card(CardKind.PROVE, cards.ProveOut(asks, proving.number, proving.email))


def _session(turn: Turn) -> Session | None:
    """A visitor's session that can be raised by a code; None where there is none."""
    session = turn.session
    return session if session is not None and session.secret is not None and turn.owner.kind == "visitor" else None
