"""What the assistant can do next in a conversation, and where the talk stands: the values that decisions are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from resolution_hub.core.drafting.draft import Draft
from resolution_hub.core.escalation import WhyPerson
from resolution_hub.core.reading import Intent, Reading
from resolution_hub.core.topic import Topic


class Asked(StrEnum):
    """What the assistant's last message asked for."""

    WHICH_ORDER = "which_order"
    WHICH_TOPIC = "which_topic"
    CONFIRM_CANCEL = "confirm_cancel"
    DRAFT = "draft"  # what the draft lacks, or its yes (core/drafting)
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Later:
    """Something else that the customer asked in the same message, to be taken up when what came first is done: a journey
    (with its order where one was named), or an intent answered from the articles. `said` are their own words for it, and
    `reading` what was understood of them, so that nothing of it is asked again."""

    said: str
    topic: Topic | None = None
    subject: str | None = None
    intent: str | None = None
    reading: Reading | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Proving:
    """A visitor is showing whose an order is, to have `wish` done. `confirmed` where the wish is a yes that was already given
    and only wants a newer code; `order_id` where the order was proved before. `sent` says that a code was asked for."""

    wish: Later
    number: str = ""
    email: str = ""
    sent: bool = False
    order_id: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where the talk stands; stored with the conversation. `options` are the ids that were offered, `misses` counts
    messages in a row that led nowhere. `unsettled` are the words that "which one is it?" was asked about: its button goes on
    with them."""

    topic: Topic | None = None
    subject: str | None = None
    asked: Asked | None = None
    options: tuple[str, ...] = ()
    misses: int = 0
    later: tuple[Later, ...] = ()
    draft: Draft | None = None
    unsettled: Later | None = None
    proving: Proving | None = None


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
class AskIntent:
    """Two or three things that may be meant, as buttons."""

    intents: tuple[str, ...]


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
class Propose:
    """Go on with an act in the making: ask what it lacks, or show exactly what would happen. `missed`: the last answer told
    nothing."""

    draft: Draft
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """The customer does not want the act after all."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class Solved:
    yes: bool


@dataclass(frozen=True, slots=True)
class Appeal:
    """Have a person look at a ruling again."""

    ruling_id: str


STORE_CREDIT = "store_credit"  # in a button's id, where a method's id could stand


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send a refund that could not reach its method to one of the customer's gift cards, or make it store credit (None)."""

    grant_id: str
    method_id: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer from this article, if it holds what was asked."""

    intent: str
    article: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Search the articles; when nothing fits, say so. `intent` is what was understood all the same, if anything was."""

    intent: str | None = None


@dataclass(frozen=True, slots=True)
class SomethingElse:
    """Show the way on: "I need more help"."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    intent: Intent


@dataclass(frozen=True, slots=True)
class SignInFirst:
    """The topic needs to know who asks."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The message is in a language that the assistant can't read yet: said, and a person offered."""

    language: str  # ISO 639-1


Move = (
    BringPerson | Pursue | AskOrder | AskIntent | UnknownOrder | Confirmed | Declined | Propose
    | Dropped | Solved | Appeal | Redirect | Answer
    | LookUp | SomethingElse | SmallTalk | SignInFirst | OtherLanguage
)  # fmt: skip
