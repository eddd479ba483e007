"""Cases change hands at the desk: given out by turns, passed on, taken over, and back in the line when somebody goes silent
(product.md F1, E7). Each is one transaction that says to the customer who has them now."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.escalation import MOST_URGENT
from resolution_hub.core.people import CaseId
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.staffing import Member, Standing
from resolution_hub.features import journal
from resolution_hub.features.cases import service as cases
from resolution_hub.features.people.service import Agent
from resolution_hub.features.staffing import service as staffing
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk


class NotThere(Exception):
    """The colleague has no page open, or is the one who passes it on."""


async def assign_next(tx: asyncpg.Connection, text: Text, now: datetime) -> CaseId | None:
    """Give out one waiting case, to whoever is next for it; None when there is nothing to give, or nobody to give it to."""
    found = await staffing.next_assignment(tx, now)
    if found is None:
        return None
    # Both are held already: what was held elsewhere was skipped.
    case = await cases.lock_case(tx, found.case_id)
    held, member = await at_the_desk.hold(tx, case), found.member
    await staffing.was_assigned(tx, member.id, now)
    await journal.write(tx, now, case.id, "hub", "assigned", {"to": member.id})
    await at_the_desk.give(tx, case, held, member.id, member.name, text.say("person-joined", agent=member.name), now)
    return case.id


async def take_over(tx: asyncpg.Connection, agent: Agent, case_id: str, text: Text, now: datetime) -> None:
    """Have a case that is with somebody else from now on. Raises NoSuchCase; AlreadyTaken when nobody has it."""
    found = await cases.find_case(tx, case_id)
    if found is None:
        raise cases.NoSuchCase(case_id)
    held = await at_the_desk.hold(tx, found)
    case = await cases.lock_case(tx, case_id)
    if case.state is not CaseState.WITH_AGENT or case.merged_into is not None:
        raise cases.AlreadyTaken(None)
    if case.agent_id == agent.id:
        return
    await cases.move(tx, case, CaseEvent.TRANSFER, f"agent:{agent.id}", now)
    await at_the_desk.give(tx, case, held, agent.id, agent.name, text.say("person-took-over", agent=agent.name), now)


async def to_department(
    tx: asyncpg.Connection,
    agent: Agent,
    book: Rulebook,
    case_id: str,
    department: str,
    note: str,
    text: Text,
    now: datetime,
) -> None:
    """Put the agent's case into the line of a department, with what its people should know. Raises NoSuchCase, NotYours."""
    case, held = await at_the_desk.hold_mine(tx, agent.id, case_id)
    detail = {"from": case.department, "to": department, "note": note}
    await journal.write(tx, now, case.id, f"agent:{agent.id}", "transferred", detail)
    case.department, case.skill = department, None
    await cases.move(tx, case, CaseEvent.TRANSFER, f"agent:{agent.id}", now)
    said = text.say("person-transferred", agent=agent.name, department=department.replace("_", " "))
    await at_the_desk.back_in_line(tx, book, case, held, said, now)


async def to_colleague(
    tx: asyncpg.Connection, agent: Agent, case_id: str, colleague: Member, note: str, text: Text, now: datetime
) -> None:
    """Give the agent's case to somebody who is there. Raises NoSuchCase, NotYours; NotThere when they are not."""
    case, held = await at_the_desk.hold_mine(tx, agent.id, case_id)
    if colleague.id == agent.id or colleague.standing(now) is Standing.GONE:
        raise NotThere(colleague.id)
    detail = {"to": colleague.id, "note": note}
    await journal.write(tx, now, case.id, f"agent:{agent.id}", "transferred", detail)
    await cases.move(tx, case, CaseEvent.TRANSFER, f"agent:{agent.id}", now)
    said = text.say("person-passed-on", agent=agent.name, colleague=colleague.name)
    await at_the_desk.give(tx, case, held, colleague.id, colleague.name, said, now)


async def release_forsaken(tx: asyncpg.Connection, book: Rulebook, text: Text, now: datetime) -> CaseId | None:
    """Put one case back into the line whose person went silent; None when there is none."""
    case_id = await staffing.next_forsaken(tx, now)
    if case_id is None:
        return None
    case = await cases.lock_case(tx, case_id)
    held, gone = await at_the_desk.hold(tx, case), case.agent_id
    case.priority = min(case.priority + 1, MOST_URGENT)
    await cases.move(tx, case, CaseEvent.AGENT_GONE, "hub", now)
    await at_the_desk.back_in_line(tx, book, case, held, text.say("person-gone"), now)
    if gone is not None:
        await staffing.send_away(tx, gone, now)
    return case_id
