"""The human door (product.md A3, E1): the first request is honoured, from wherever the talk stands."""

from __future__ import annotations

from resolution_hub.core.case import CaseEvent
from resolution_hub.core.escalation import WhyPerson, priority, reason_of_request
from resolution_hub.core.events import Floor
from resolution_hub.core.money import Money
from resolution_hub.core.moves import Dialogue
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import service as cases
from resolution_hub.features.promises import service as promises
from resolution_hub.talk.turn_state import Turn


async def reply(turn: Turn, why: WhyPerson) -> None:
    """Put the conversation's case, or a new one, into the queue and give up the floor. One that was solved opens again:
    whoever still wants a person about it is not solved."""
    if turn.conversation.floor is not Floor.ASSISTANT:
        return
    case = await cases.find_current(turn.tx, turn.conversation.id)
    if case is None:
        case = await cases.find_latest(turn.tx, turn.conversation.id)
    if case is None:
        customer = turn.standing.customer_id
        case = await cases.open_case(turn.tx, turn.conversation.id, turn.owner, Topic.PERSON, {}, turn.now, customer)
    await with_case(turn, case, why)


async def with_case(turn: Turn, case: cases.Case, why: WhyPerson) -> None:
    value = case.subject.get("value")
    amount = Money(value["minor"], value["currency"]) if value else None
    reason = reason_of_request(why, turn.reading, amount, turn.tools.book)
    await cases.ask_person(turn.tx, case, reason, priority(reason, turn.reading), "customer", turn.now)
    await promises.make(turn.tx, case.id, case.owner, PromiseKind.PERSON_ANSWERS, turn.tools.book, turn.now)
    ahead = await cases.waiting_before(turn.tx, case)
    said = turn.text.say("person-coming", ahead=ahead) if ahead else turn.text.say("person-coming-next")
    turn.conversation.give_floor(Floor.QUEUE, said, waiting=ahead)
    turn.dialogue = Dialogue()


async def go_on_with_assistant(turn: Turn) -> None:
    """The customer leaves the line. With an agent already there, or nothing waiting, nothing changes."""
    if turn.conversation.floor is not Floor.QUEUE:
        return
    case = await cases.find_current(turn.tx, turn.conversation.id)
    if case is not None:
        await cases.move(turn.tx, case, CaseEvent.LEAVE_QUEUE, "customer", turn.now)
        await promises.withdraw(turn.tx, case.id, PromiseKind.PERSON_ANSWERS, turn.now)
    turn.conversation.give_floor(
        Floor.ASSISTANT, turn.text.say("back-to-assistant", assistant=turn.tools.assistant_name)
    )
