"""Appeal (product.md C12): one press puts a ruling before a person, with all that it rests on, and their ruling supersedes.

No reason has to be given. A ruling is appealed once; pressing again changes nothing. The person has the case first, as for
every act at the desk; what they decide is kept with their name and reason, told in the conversation, and leaves a receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from resolution_hub.core.appeal import Decider, GrantMoney, Unable, Uphold
from resolution_hub.core.escalation import WhyPerson, priority
from resolution_hub.core.events import CardKind, Floor, Reported
from resolution_hub.core.people import Owner
from resolution_hub.core.policy.verdict import Ruling
from resolution_hub.core.promise import PromiseKind
from resolution_hub.core.remedy import RulingId
from resolution_hub.features.appeals import service as appeals
from resolution_hub.features.appeals.service import Appeal
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.conversations import threads
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.message_center.service import Receipt
from resolution_hub.features.people.service import Agent
from resolution_hub.features.promises import service as promises
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies import superseding
from resolution_hub.features.remedies.service import KeptRuling
from resolution_hub.features.remedies.superseding import AlreadySuperseded, Superseded
from resolution_hub.kit.durable import start_journey
from resolution_hub.kit.text import Text
from resolution_hub.talk import at_the_desk, bring_person
from resolution_hub.talk.turn_state import Tools, Turn
from resolution_hub.words import cards, sentences
from resolution_hub.words.rulings import reason

JOURNEY = "instant_refund"


class NoSuchRuling(Exception):
    """It does not exist, or is in a case of somebody else: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class Lodged:
    appeal: Appeal
    repeated: bool


async def reply(turn: Turn, ruling_id: str) -> None:
    """The button under a refusal."""
    try:
        lodged = await lodge(turn, ruling_id, "")
    except NoSuchRuling:
        turn.say(turn.text.say("appeal-none"), choices=[turn.person_choice(), turn.something_else()])
        return
    except AlreadySuperseded:
        turn.say(turn.text.say("appeal-decided"), choices=[turn.person_choice(), turn.something_else()])
        return
    if lodged.repeated:
        turn.say(turn.text.say("appeal-already"), choices=[turn.person_choice(), turn.something_else()])


async def lodge(turn: Turn, ruling_id: str, statement: str) -> Lodged:
    """Put a ruling of this conversation before a person, whoever has the floor. Raises NoSuchRuling; AlreadySuperseded when
    a person decided about it before it was appealed."""
    kept, case = await find_owned(turn.tx, ruling_id, turn.owner)
    if await threads.find_surviving(turn.tx, case.conversation_id) != turn.conversation.id:
        raise NoSuchRuling(ruling_id)
    before = await appeals.find(turn.tx, kept.id)
    if before is not None:
        return Lodged(before, repeated=True)
    if kept.superseded_by is not None:
        raise AlreadySuperseded(kept.id)
    await appeals.lodge(turn.tx, kept.id, case.id, statement, turn.now)
    lodged = Appeal(kept.id, case.id, turn.now, statement)
    case = await joining.lock_surviving(turn.tx, await cases.lock_case(turn.tx, case.id))
    turn.conversation.say(Reported(turn.text.say("appeal-lodged")))
    if turn.conversation.floor is Floor.ASSISTANT:
        await bring_person.with_case(turn, case, WhyPerson.APPEAL)
    else:
        # Somebody is there, or coming: the line stays as it is, and they see the appeal with the case.
        why = WhyPerson.APPEAL
        await cases.ask_person(turn.tx, case, why, priority(why, None), "customer", turn.now)
        await promises.make(turn.tx, case.id, case.owner, PromiseKind.PERSON_ANSWERS, turn.tools.book, turn.now)
    return Lodged(lodged, repeated=False)


async def find_owned(tx: asyncpg.Connection, ruling_id: str, owner: Owner) -> tuple[KeptRuling, cases.Case]:
    """A ruling in one of the owner's cases. Raises NoSuchRuling."""
    kept = await remedies.find_ruling(tx, ruling_id)
    case = await cases.find_case(tx, kept.case_id) if kept is not None else None
    if kept is None or case is None or case.owner != owner.key:
        raise NoSuchRuling(ruling_id)
    return kept, case


async def case_of(tx: asyncpg.Connection, kept: KeptRuling) -> cases.Case:
    """The case that a ruling was made in. Raises NoSuchRuling."""
    case = await cases.find_case(tx, kept.case_id)
    if case is None:
        raise NoSuchRuling(kept.id)
    return case


async def leave_receipt(turn: Turn, case: cases.Case, ruling_id: RulingId, ruling: Ruling) -> None:
    """The receipt of a refusal, in the Message Center: once for the same reason in the same case."""
    if case.customer_id is None:
        return
    why = reason(ruling.verdict, turn.text)
    title = turn.text.say("refusal-notice-title", title=sentences.case_title(case.topic, case.subject, turn.text))
    receipt = Receipt(title, (why, turn.text.say("refusal-notice-appeal")), ruling_id=ruling_id)
    await message_center.put(turn.tx, case.customer_id, case.id, "refusal", f"{case.id} {why}", receipt, turn.now)


async def decide(
    tx: asyncpg.Connection,
    agent: Agent,
    tools: Tools,
    case_id: str,
    ruling_id: str,
    answer: Uphold | GrantMoney,
    why: str,
    now: datetime,
) -> Superseded | Unable:
    """The agent's own ruling in place of one of their case. Raises NoSuchCase, NotYours, NoSuchRuling, AlreadySuperseded."""
    case, held = await at_the_desk.hold_mine(tx, agent.id, case_id)
    kept = await remedies.find_ruling(tx, ruling_id)
    ruled_in = await joining.within(tx, case.id)
    if kept is None or kept.case_id not in ruled_in or case.customer_id is None:
        raise NoSuchRuling(ruling_id)
    if kept.superseded_by is not None:
        raise AlreadySuperseded(kept.id)
    by = Decider(agent.id, agent.name, why)
    made = await superseding.supersede(tx, case.customer_id, kept, answer, by, agent.role, tools.book, now)
    if isinstance(made, Unable):
        return made
    for granted in made.grants:
        await start_journey(tx, JOURNEY, granted.id, f"{JOURNEY}:{granted.id}")
    if made.grants:
        await promises.make(tx, kept.case_id, case.owner, PromiseKind.SEND_REFUND, tools.book, now)
    customer = await records.get_customer(tx, case.customer_id)
    text = Text.load(customer.locale, customer.timezone)
    receipt = _receipt(made.ruling_id, answer, by, text)
    await tell_decided(tx, case, held, _told(answer, by, text), receipt, now)
    return made


async def tell_decided(
    tx: asyncpg.Connection,
    case: cases.Case,
    held: conversations.Conversation,
    said: str,
    receipt: Receipt,
    now: datetime,
) -> None:
    """What a person decided: said in the conversation, with its receipt in the Message Center once for each ruling."""
    if case.customer_id is None or receipt.ruling_id is None:
        raise ValueError(f"case {case.id} has nobody to tell, or nothing was ruled")
    about = receipt.ruling_id
    notice_id = await message_center.put(tx, case.customer_id, case.id, "appeal_decided", about, receipt, now)
    amount = cards.amount(receipt.amount) if receipt.amount else None
    shown = cards.ReceiptOut(notice_id, receipt.title, amount, None, about)
    held.say(Reported(said, (cards.card(CardKind.RECEIPT, shown),)))
    await conversations.flush(tx, held, now)


def _told(answer: Uphold | GrantMoney, by: Decider, text: Text) -> str:
    if isinstance(answer, GrantMoney):
        amount = sentences.money(answer.amount, text)
        return text.say("appeal-granted", name=by.name, amount=amount, reason=by.reason)
    return text.say("appeal-upheld", name=by.name, reason=by.reason)


def _receipt(ruling_id: RulingId, answer: Uphold | GrantMoney, by: Decider, text: Text) -> Receipt:
    given = text.say("appeal-notice-reason", reason=by.reason)
    if isinstance(answer, GrantMoney):
        title = text.say("appeal-notice-granted", name=by.name, amount=sentences.money(answer.amount, text))
        return Receipt(title, (given, text.say("appeal-notice-next")), answer.amount, ruling_id=ruling_id)
    title = text.say("appeal-notice-upheld", name=by.name)
    return Receipt(title, (given, text.say("appeal-notice-again")), ruling_id=ruling_id)
