"""Is it solved? Only the customer's yes, or a verified fact, closes a case."""

from __future__ import annotations

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.events import CaseMoved, Floor
from resolution_hub.core.moves import Dialogue
from resolution_hub.core.promise import PromiseKind
from resolution_hub.features.cases import service as cases
from resolution_hub.features.promises import service as promises
from resolution_hub.talk import bring_person
from resolution_hub.talk.turn_state import Turn


async def reply(turn: Turn, *, yes: bool) -> None:
    """Take the customer's word. A "no" while no person is there brings one."""
    case = await cases.find_current(turn.tx, turn.conversation.id)
    person_there = turn.conversation.floor is Floor.AGENT
    turn.dialogue = Dialogue()
    if not yes:
        if case is not None and person_there:
            turn.conversation.say(CaseMoved(case.id, case.state, turn.text.say("still-open")))
        else:
            await bring_person.reply(turn, WhyPerson.NOT_SOLVED)
        return
    if case is None or case.state is CaseState.ACTING:
        if turn.conversation.floor is Floor.ASSISTANT:
            turn.say(turn.text.say("you-are-welcome"))
        return
    await cases.move(turn.tx, case, CaseEvent.CONFIRM_SOLVED, "customer", turn.now)
    await promises.withdraw(turn.tx, case.id, PromiseKind.PERSON_ANSWERS, turn.now)
    turn.conversation.say(CaseMoved(case.id, case.state, turn.text.say("person-solved")))
    if turn.conversation.floor is not Floor.ASSISTANT:
        turn.conversation.give_floor(
            Floor.ASSISTANT, turn.text.say("back-to-assistant", assistant=turn.tools.assistant_name)
        )
