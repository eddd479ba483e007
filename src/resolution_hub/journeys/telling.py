"""How a journey tells what came of it: in the conversation, in the case, and to whoever must look when it failed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.escalation import WhyPerson, priority
from resolution_hub.core.events import AssistantSaid, Card, Choice, Floor, Reported
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.features.acts import service as acts
from resolution_hub.features.acts.service import ActState
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.conversations.service import Conversation
from resolution_hub.features.records import service as records
from resolution_hub.features.remedies import service as remedies
from resolution_hub.features.remedies.service import Cashier
from resolution_hub.features.returns import service as returns
from resolution_hub.kit.db import Database
from resolution_hub.kit.text import Text
from resolution_hub.ports.commerce import Commerce
from resolution_hub.ports.labels import Labels, Party
from resolution_hub.ports.mail import Mail


@dataclass(frozen=True, slots=True)
class Means:
    """What journeys work with; made once by the worker's wiring."""

    database: Database
    cashier: Cashier
    commerce: Commerce
    book: Rulebook
    mail: Mail
    sends_mail: bool  # whether what is handed to `mail` reaches anybody
    secret: bytes  # the hub's own; codes are made with it
    shop_name: str
    labels: Labels
    returns_to: Party | None  # None: the shop did not say; a person sees to the way back then


@dataclass(slots=True)
class Chapter:
    """One transaction of a journey, with its case and conversation held, in the customer's own words."""

    tx: asyncpg.Connection
    now: datetime
    text: Text
    case: cases.Case
    conversation: Conversation
    surviving: cases.Case  # the case that goes on in its place where it was merged, else the case itself

    def report(self, said: str, *shown: Card) -> None:
        """Tell a fact in the conversation, whoever has the floor."""
        self.conversation.say(Reported(said, shown))

    def offer(self, said: str, choices: Sequence[Choice]) -> None:
        """Say how it can go on, with buttons: as the assistant while it has the floor, else as a fact without them."""
        if self.conversation.floor is not Floor.ASSISTANT:
            self.report(said)
            return
        self.conversation.say(AssistantSaid(said, (), tuple(choices)))
        self.conversation.remember(self.conversation.state)

    def choice(self, choice_id: str, key: str, **values: str | int) -> Choice:
        return Choice(choice_id, self.text.say(key, **values))

    async def done(self) -> None:
        """The case is solved once nothing of it is under way: no act, no refund, no goods; and something of it was done."""
        states = await acts.states_of_case(self.tx, self.case.id)
        done_nothing = bool(states) and ActState.DONE not in states
        if done_nothing or ActState.ASKED in states or await remedies.open_grants_of_case(self.tx, self.case.id):
            return
        if not await returns.open_of_case(self.tx, self.case.id):
            await cases.move(self.tx, self.case, CaseEvent.DONE, "hub", self.now)

    async def not_done(self) -> None:
        """It could not be done and nothing changed. The customer goes on from here."""
        await cases.move(self.tx, self.case, CaseEvent.NOT_DONE, "hub", self.now)

    async def needs_person(self, said: str, why: WhyPerson = WhyPerson.ACT_FAILED) -> None:
        """Something was not done as it should be: say so, and put the case before a person, ahead of others."""
        self.report(said)
        event = CaseEvent.FAILED if why is WhyPerson.ACT_FAILED else CaseEvent.ASK_PERSON
        # A merged case notes it too, so that it still waits for a person should the merge be undone.
        for case in {each.id: each for each in (self.case, self.surviving)}.values():
            case.reason, case.priority = why, max(case.priority, priority(why, None))
            await cases.move(self.tx, case, event, "hub", self.now)
        if self.surviving.state is CaseState.WAITING and self.conversation.floor is Floor.ASSISTANT:
            ahead = await cases.waiting_before(self.tx, self.surviving)
            coming = self.text.say("person-coming", ahead=ahead) if ahead else self.text.say("person-coming-next")
            self.conversation.give_floor(Floor.QUEUE, coming, waiting=ahead)


@asynccontextmanager
async def chapter(means: Means, case_id: str) -> AsyncIterator[Chapter]:
    """Hold the case's conversation, then the case, in one transaction; what was said is written at the end.

    Raises NoSuchCase.
    """
    async with means.database.transaction() as tx:
        found = await cases.find_case(tx, case_id)
        held = await conversations.lock(tx, found.conversation_id) if found is not None else None
        if found is None or held is None:
            raise cases.NoSuchCase(case_id)
        now = datetime.now(UTC)
        customer = await records.get_customer(tx, found.customer_id) if found.customer_id is not None else None
        text = Text.load(customer.locale, customer.timezone) if customer is not None else Text.load()
        case = await cases.lock_case(tx, case_id)
        current = Chapter(tx, now, text, case, held, await joining.lock_surviving(tx, case))
        yield current
        if held.pending:
            await conversations.flush(tx, held, now)
