"""What a topic's file works with during one turn: the facts, the words, and the conversation that it speaks in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import asyncpg

from resolution_hub.core.case import CaseEvent, CaseState
from resolution_hub.core.dialogue import Guide
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.events import AssistantSaid, Card, Choice
from resolution_hub.core.identity import Access, Level, Standing, Wish, may
from resolution_hub.core.moves import Asked, Dialogue
from resolution_hub.core.order import Order
from resolution_hub.core.people import Owner
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.prior import Page
from resolution_hub.core.programmes import Programme
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from resolution_hub.features.cases import joining
from resolution_hub.features.cases import service as cases
from resolution_hub.features.conversations.service import Conversation
from resolution_hub.kit.text import Text
from resolution_hub.ports.language import PassageFinder
from resolution_hub.words import intents, sentences


@dataclass(frozen=True, slots=True)
class Tools:
    """What every turn of a process shares; made once by wiring. `guide` gives the intents and habits of this moment, for
    a message from that page."""

    book: Rulebook
    finder: PassageFinder
    guide: Callable[[Page | None], Guide]
    shop_name: str
    assistant_name: str
    programmes: tuple[Programme, ...] = ()


@dataclass(slots=True)
class Session:
    """The browser's session that a turn is taken for: what it has shown, and what it needs to show more. `secret` is None
    where no codes can be sent; `raised` is the session's new token once the turn has proved an order."""

    token: str
    standing: Standing
    address: str
    secret: bytes | None
    raised: str | None = None


@dataclass(slots=True)
class Turn:
    """One turn in its transaction. `who` is None for a visitor, and only one order for a visitor who has proved it;
    `dialogue` is where the talk stands after the turn."""

    tx: asyncpg.Connection
    now: datetime
    tools: Tools
    text: Text
    conversation: Conversation
    owner: Owner
    who: Situation | None
    dialogue: Dialogue
    reading: Reading | None
    said: str
    guide: Guide
    upset: WhyPerson | None = None  # why a person is to be offered with the next answer, whatever it is about
    session: Session | None = None

    @property
    def standing(self) -> Standing:
        """What was shown of who is talking: by the session, else a signed-in customer's by their own conversation."""
        customer = self.owner.customer_id
        if customer is not None:
            return Standing(Level.SHOP, customer)
        return self.session.standing if self.session is not None else Standing()

    @property
    def only(self) -> str | None:
        """The one order that may be read; None where all of them may."""
        return self.standing.order_id

    def may(self, wish: Wish, order_id: str | None) -> Access:
        return may(self.standing, wish, order_id, self.now)

    @property
    def situation(self) -> Situation:
        """The customer's facts. A topic that needs them is only begun for someone signed in."""
        if self.who is None:
            raise LookupError("this turn has no signed-in customer")
        return self.who

    def say(self, text: str, *, cards: Sequence[Card] = (), choices: Sequence[Choice] = ()) -> None:
        """Speak as the assistant. Somebody upset or in a hurry is offered a person with it, once a turn."""
        if self.upset is not None:
            if all(choice.id != "person" for choice in choices):
                choices = [self.person_choice(), *choices]
            text = f"{self.text.say(f'offer-person-{self.upset}'.replace('_', '-'))} {text}"
            self.upset = None
        self.conversation.say(AssistantSaid(text, tuple(cards), tuple(choices)))

    def choice(self, choice_id: str, key: str, **values: str | int) -> Choice:
        return Choice(choice_id, self.text.say(key, **values))

    def person_choice(self) -> Choice:
        return self.choice("person", "choice-person")

    def something_else(self) -> Choice:
        return self.choice("something_else", "choice-something-else")

    def appeal_choice(self, ruling_id: str) -> Choice:
        """For under every refusal: a person looks at that ruling again (talk/appeal.py)."""
        return self.choice(f"appeal:{ruling_id}", "choice-appeal")

    def order_choices(self, order_ids: Sequence[str]) -> list[Choice]:
        known = [order for each in order_ids if (order := self.situation.order(each)) is not None]
        return [
            self.choice(f"order:{o.id}", "choice-order", item=sentences.named(o, self.text), number=o.number)
            for o in known
        ]

    def topic_choice(self, topic: Topic) -> Choice:
        return self.choice(f"topic:{topic}", f"choice-topic-{topic}".replace("_", "-"))

    def intent_choice(self, intent: str) -> Choice:
        """A button for what may be meant: a journey's own, else the intent's name in the catalogue or by its shop."""
        topic = self.guide.taxonomy.topic_of(intent)
        if topic is not None:
            return self.topic_choice(topic)
        return Choice(f"intent:{intent}", intents.title(intent, self.guide.taxonomy, self.text))

    def asked(self, what: Asked, options: tuple[str, ...] = ()) -> None:
        self.dialogue = replace(self.dialogue, asked=what, options=options)

    async def find_case_for(self, topic: Topic, subject: dict[str, Any]) -> cases.Case | None:
        """The case that `case_for` would not have to open."""
        about = subject.get("about")
        for find in (cases.find_current, cases.find_latest):
            case = await find(self.tx, self.conversation.id)
            if case is not None and case.topic is topic and case.subject.get("about") == about and _is_open(case):
                return case
        # What was merged goes on in its surviving case, whatever that one was about.
        joined = await joining.find_about(self.tx, self.conversation.id, topic, about)
        return joined if joined is not None and _is_open(joined) else None

    async def case_for(self, topic: Topic, subject: dict[str, Any]) -> cases.Case:
        """The conversation's unsolved case about this very thing, else a new one. What the customer had called solved
        opens again; a fact that closed a case, money sent say, stays one."""
        case = await self.find_case_for(topic, subject)
        if case is not None:
            if case.state is CaseState.RESOLVED:
                await cases.move(self.tx, case, CaseEvent.REOPEN, "customer", self.now)
            return case
        customer = self.standing.customer_id
        return await cases.open_case(self.tx, self.conversation.id, self.owner, topic, subject, self.now, customer)


def _is_open(case: cases.Case) -> bool:
    """Whether it is unsolved, or was only called solved."""
    return case.state is not CaseState.RESOLVED or case.resolution == "confirmed"


def about_order(order: Order) -> dict[str, Any]:
    """A case's subject: what it is about, its name, and its value in minor units."""
    total = {"minor": order.total.minor, "currency": order.total.currency}
    return {"about": order.id, "item": order.main_line.name, "value": total}
