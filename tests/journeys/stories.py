"""Customers of the demo shop say something, and everything that came of it is read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from resolution_hub.core.dialogue import Guide, Heard
from resolution_hub.core.people import CustomerId, Owner
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.prior import Counts, Page, learn
from resolution_hub.core.reading import Entities, Intent, Reading, Scored
from resolution_hub.core.taxonomy import IntentSpec, Taxonomy
from resolution_hub.core.topic import Topic
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.message_center import service as message_center
from resolution_hub.features.people import codes
from resolution_hub.kit.db import Database
from resolution_hub.kit.settings import Settings
from resolution_hub.ports.language import Found, Passage
from resolution_hub.talk import turn
from resolution_hub.talk.turn_state import Tools
from resolution_hub.wiring import rulebooks

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {name: name * 4 for name in ("HUB_SECRET", "HUB_IDENTITY_SECRET", "HUB_CARRIER_SECRET")}


def settings(url: str) -> Settings:
    """Those of a demo on that database."""
    given = {"HUB_DATABASE_URL": url, "HUB_DEMO": "1", "HUB_RULEBOOK_DIR": str(ROOT / "rulebook")}
    return Settings.from_env({**SECRETS, **given})


def book() -> Rulebook:
    return rulebooks.read(settings("")).book


class NoArticles:
    def find(self, question: str, most: int = 5, among: Callable[[Passage], bool] | None = None) -> Sequence[Found]:
        return ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer says, as it was understood; `ago` is how long before now."""

    customer: str
    text: str
    reading: Reading
    choice: str | None = None
    ago: timedelta = timedelta()

    @property
    def owner(self) -> Owner:
        return Owner("customer", self.customer)

    @property
    def conversation(self) -> str:
        """One conversation a customer."""
        return conversations.id_for(self.owner, "first")


def understood(intent: Intent, *order_numbers: str, person: bool = False) -> Reading:
    return Reading((Scored(intent, 0.97),), entities=Entities(order_numbers=order_numbers), asks_for_person=person)


BILLING = Told("cus_maya", "Subscription refund", understood(Intent.BILLING_ERROR))
CONFIRM = Told("cus_noah", "Yes, cancel it", understood(Intent.AFFIRM), choice="confirm:yes:ord_noah_tent")
PERSON = Told("cus_hannah", "A person, please", understood(Intent.TALK_TO_PERSON, person=True), ago=timedelta(hours=2))
CODE = Told("cus_noah", "Where is my tent?", understood(Intent.TRACK_PARCEL))
TENT = "ord_noah_tent"


TAXONOMY = Taxonomy(
    {
        topic.value: IntentSpec(topic.value, "", topic=topic)
        for topic in (Topic.BILLING_ERROR, Topic.CANCEL_ORDER, Topic.TRACK_PARCEL, Topic.FIND_REFUND)
    },
    "stories",
)


def guide(page: Page | None) -> Guide:
    return Guide(TAXONOMY, learn(Counts(), TAXONOMY.intents), page)


async def tell(database: Database, told: Told) -> None:
    """One message in one transaction, as the web's route does it."""
    now = datetime.now(UTC) - told.ago
    tools = Tools(book(), NoArticles(), guide, "Juniper & Pine", "Juno")
    message = turn.Message(uuid4().hex, told.text, told.choice)
    conversation = conversations.id_for(told.owner, "first")
    async with database.transaction() as tx:
        await conversations.open_conversation(tx, conversation, told.owner, now)
        await turn.take(tx, tools, told.owner, ("en-US", "UTC"), conversation, message, Heard(told.reading), now)


async def ask_for_a_code(database: Database) -> None:
    """A visitor names Noah's order and his address, as people type them."""
    now, secret = datetime.now(UTC), settings(database.url).secret
    async with database.transaction() as tx:
        row = await tx.fetchrow(
            "select o.number, c.email from orders o join customers c on c.id = o.customer_id where o.id = $1", TENT
        )
        assert row is not None
        claim = codes.Claim.of(f" #{row['number'].lower()} ", row["email"].upper())
        await codes.ask(tx, "vis_noah", claim, secret, now)


async def ask_to_cancel(database: Database) -> None:
    """Noah asks to have his tent cancelled, and sees what would happen."""
    async with database.reading() as connection:
        number = await connection.fetchval("select number from orders where id = $1", TENT)
    await tell(database, Told("cus_noah", f"Cancel {number}", understood(Intent.CANCEL_ORDER, number)))


async def pay_a_part_by_gift_card(database: Database) -> None:
    """Noah's tent was paid from two sources, 25 dollars of it by gift card."""
    async with database.transaction() as tx:
        await tx.execute("update charges set amount = amount - 2500 where order_id = $1", TENT)
        await tx.execute(
            """
insert into charges (id, customer_id, order_id, amount, currency, at, method, method_label, description)
select 'chg_noah_gift', customer_id, order_id, 2500, currency, at, 'gift_card', 'Gift card', description
from charges where order_id = $1
""",
            TENT,
        )


async def refund_at_the_providers_own_desk(database: Database, charge: str = "chg_maya_after") -> None:
    """Somebody at the shop gave money back in the provider's own pages; the provider will not send all of it again."""
    async with database.transaction() as tx:
        await tx.execute(
            """
insert into sandbox.refunds (key, charge_id, amount, currency, reference, accepted_at)
select 'by hand', id, 1, currency, 'BY-HAND', now() from charges where id = $1
""",
            charge,
        )


_CASE = (
    "select id, state, subject, reason, resolution from cases where customer_id = $1 order by opened_at desc limit 1"
)

_REFUNDS = """
select r.charge_id, r.amount, r.state, r.reference, c.amount as charged, c.method,
       (select count(*) from sandbox.refunds s where s.key = r.id) as taken,
       (select s.reference from sandbox.refunds s where s.key = r.id) as provider
from refunds r join charges c on c.id = r.charge_id where r.case_id = $1 order by r.amount desc
"""

_TAKEN = """
select count(*) from sandbox.refunds s join charges c on c.id = s.charge_id
where c.customer_id = $1 and s.key <> 'by hand'
"""

_ACTS = "select kind, state, outcome from acts where case_id = $1 order by asked_at, id"

_EVENTS = "select body from conversation_events where conversation_id = $1 order by seq"

_MAIL = """
select 'code for ' || k.order_id, count(m.key) from codes k left join sandbox.mailbox m on m.key = k.id
group by k.id, k.order_id
union all
select 'acknowledgement', count(*) from sandbox.mailbox where key like 'acknowledge:%' having count(*) > 0
"""

_JOURNEYS = "select name, status from dbos.workflow_status where status <> 'DELAYED'"

_STEPS = """
select o.function_id, o.function_name from dbos.operation_outputs o
join dbos.workflow_status w using (workflow_uuid) where w.name = $1 order by o.function_id
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a customer's newest case left behind. `asked`: its acts, (kind, state, outcome). `charged`: what the
    provider took."""

    case: dict[str, Any] | None
    refunds: list[dict[str, Any]]
    taken: int
    notices: list[message_center.Notice]
    events: list[dict[str, Any]]
    acts: Counter[str]
    promises: dict[str, str]
    mail: list[tuple[str, int]]
    asked: list[tuple[str, str, str | None]]
    charged: list[int]

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]


async def outcome(database: Database, told: Told) -> Outcome:
    async with database.reading() as connection:
        case = await connection.fetchrow(_CASE, told.customer)
        case_id = case["id"] if case is not None else None
        journal = await connection.fetch("select act from journal where case_id = $1", case_id)
        promises = await connection.fetch("select kind, state from promises where case_id = $1", case_id)
        return Outcome(
            dict(case) if case is not None else None,
            [dict(row) for row in await connection.fetch(_REFUNDS, case_id)],
            await connection.fetchval(_TAKEN, told.customer),
            await message_center.notices_of(connection, CustomerId(told.customer)),
            [row["body"] for row in await connection.fetch(_EVENTS, told.conversation)],
            Counter(row["act"] for row in journal),
            {row["kind"]: row["state"] for row in promises},
            [tuple(row) for row in await connection.fetch(_MAIL)],
            [tuple(row) for row in await connection.fetch(_ACTS, case_id)],
            [row["amount"] for row in await connection.fetch("select amount from sandbox.charges")],
        )


async def journeys(database: Database) -> Counter[tuple[str, str]]:
    """Names and states of the journeys that are not for later."""
    async with database.reading() as connection:
        rows = await connection.fetch(_JOURNEYS)
    return Counter((row["name"], row["status"]) for row in rows)


def ended(seen: Counter[tuple[str, str]]) -> bool:
    """There are journeys, and all have ended well."""
    return {status for _, status in seen} == {"SUCCESS"}


async def steps_of(database: Database, journey: str) -> dict[int, str]:
    """The steps that the runner wrote down, by their numbers."""
    async with database.reading() as connection:
        rows = await connection.fetch(_STEPS, journey)
    return {row["function_id"]: row["function_name"] for row in rows}
