"""Who talks: sessions and conversations of the demo's customers, of visitors, and of agents with cases of theirs.

Sessions come from the hub's own service; what a conversation or a customer needs to be large, or an agent to be at work,
is laid down by SQL. Ids follow a rule, so that pgbench can name the same rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import asyncpg

from benchmarks.turn.load import Place, Talk
from benchmarks.turn.stand import Stand
from resolution_hub.core.events import AgentSaid, AssistantSaid, CustomerSaid
from resolution_hub.core.people import Owner
from resolution_hub.features.conversations import service as conversations
from resolution_hub.features.people import service as people
from resolution_hub.features.people.service import Caller
from resolution_hub.kit.db import Database
from resolution_hub.kit.tagged import encode
from resolution_hub.web.auth import COOKIE

AGENTS, CASES = 8, 400
PER_CUSTOMER, VISITORS = 3, 24
SAID = encode(AgentSaid("I have looked, and it is on its way.", "bench_agent_0", "Agent"))

_CUSTOMERS = "select id from customers where id not like 'bench%' order by id"
_LAST = "select last_seq from conversations where id = $1"

_FILL = """
with added as (
    insert into conversation_events (conversation_id, seq, at, body)
    select $1, n, now(), case when n % 2 = 0 then $3::jsonb else $4::jsonb end
    from conversations c, generate_series(c.last_seq + 1, $2::integer) n where c.id = $1
)
update conversations set last_seq = $2 where id = $1
"""

# A customer with so many orders, each a copy of one delivered order of the demo: lines, parcel, scans and charges.
_COPY_ORDERS = """
with source as (
    select o.* from orders o join shipments s on s.order_id = o.id
    where o.status = 'delivered' and o.id not like 'bench%' group by o.id having count(*) = 1 order by o.id limit 1
), customer as (
    insert into customers select $1, c.given_name, c.family_name, $1 || '@example.com', c.locale, c.region, c.currency, c.timezone
    from customers c join source o on o.customer_id = c.id
), copies as (
    select o.*, $1 || '-' || n as new_id, n from source o, generate_series(1, $2::integer) n
), orders_ as (
    insert into orders (id, number, customer_id, placed_at, status, total, currency, address_id, cancelled_at)
    select new_id, new_id, $1, placed_at - n * interval '3 days', status, total, currency, address_id, null from copies
), lines_ as (
    insert into order_lines select new_id || l.id, new_id, product_id, name, options, quantity, unit_price
    from copies c join order_lines l on l.order_id = c.id
), charges_ as (
    insert into charges select new_id || h.id, $1, new_id, null, amount, h.currency, at - n * interval '3 days', method,
        method_label, description from copies c join charges h on h.order_id = c.id
), shipments_ as (
    insert into shipments select new_id || s.id, new_id, direction, carrier, new_id || tracking_number,
        dispatched_at - n * interval '3 days', promised_on - 3 * n, expected_on - 3 * n
    from copies c join shipments s on s.order_id = c.id
)
insert into scans select new_id || s.id, new_id || event_id, at - n * interval '3 days', k.status, place, latitude, longitude
from copies c join shipments s on s.order_id = c.id join scans k on k.shipment_id = s.id
"""

_AGENTS = """
insert into agents select 'bench_agent_' || n, 'Agent ' || n, 'bench' || n || '@example.org', 'agent', 'Customer care', null
from generate_series(0, $1 - 1) n
"""
_AGENT_SESSIONS = """
insert into sessions select sha256(convert_to('bench-token-' || n, 'UTF8')), 'agent', 'bench_agent_' || n, now(),
    now() + interval '1 day' from generate_series(0, $1 - 1) n
"""
_AGENT_TALKS = """
insert into conversations (id, owner, opened_at, last_at, floor, agent_id)
select 'bench_cv_' || n, 'visitor:bench_' || n, now(), now(), 'agent', 'bench_agent_' || n % $2
from generate_series(0, $1 - 1) n
"""
_AGENT_CASES = """
insert into cases (id, conversation_id, owner, topic, subject, state, priority, agent_id, opened_at, claimed_at)
select 'bench_cs_' || n, 'bench_cv_' || n, 'visitor:bench_' || n, 'person', '{}', 'with_agent', 0,
    'bench_agent_' || n % $2, now(), now()
from generate_series(0, $1 - 1) n
"""


class Crowd:
    """Makes talks on a stand. Use as an async context manager."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._database = Database(stand.database_url, most=2, name="hub-bench")

    async def __aenter__(self) -> Crowd:
        await self._database.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()

    async def everybody(self) -> tuple[Talk, ...]:
        """Conversations of all customers of the demo and of some visitors, neighbours never of the same person."""
        async with self._database.reading() as connection:
            customers = [row["id"] for row in await connection.fetch(_CUSTOMERS)]
        talks: list[Talk] = []
        for _ in range(PER_CUSTOMER):
            talks += [await self._talk("customer", customer) for customer in customers]
        return (*talks, *[await self._talk("visitor", f"bench_visitor_{n}") for n in range(VISITORS)])

    async def with_events(self, customers: Sequence[str], events: int) -> tuple[Talk, ...]:
        """A conversation for each customer that has `events` events."""
        said = encode(CustomerSaid("Where is my parcel?"))
        answer = encode(AssistantSaid("Your wool throw was delivered on Tuesday, 24 November. " * 3))
        talks = []
        for customer in customers:
            talk = await self._talk("customer", customer)
            async with self._database.transaction() as tx:
                await tx.execute(_FILL, talk.id, events, answer, said)
            talks.append(Talk(talk.id, talk.cookie, talk.csrf, events))
        return tuple(talks)

    async def with_orders(self, orders: int, customers: int) -> tuple[Talk, ...]:
        """A conversation for each of `customers` new customers who have `orders` orders."""
        talks = []
        for number in range(customers):
            customer = f"bench_{orders}_{number}"
            async with self._database.transaction() as tx:
                await tx.execute(_COPY_ORDERS, customer, orders)
            talks.append(await self._talk("customer", customer))
        return tuple(talks)

    async def some_customers(self, most: int) -> list[str]:
        async with self._database.reading() as connection:
            return [row["id"] for row in await connection.fetch(_CUSTOMERS)][-most:]

    async def agents(self) -> tuple[Place, ...]:
        """Agents who have taken cases, and where each may write."""
        async with self._database.transaction() as tx:
            await tx.execute(_AGENTS, AGENTS)
            await tx.execute(_AGENT_SESSIONS, AGENTS)
            await tx.execute(_AGENT_TALKS, CASES, AGENTS)
            await tx.execute(_AGENT_CASES, CASES, AGENTS)
        secret = self._stand.settings.secret
        csrf = [Caller("agent", f"bench_agent_{n}", f"bench-token-{n}").csrf(secret) for n in range(AGENTS)]
        return tuple(
            Place(f"/api/desk/cases/bench_cs_{n}/messages", f"{COOKIE}=bench-token-{n % AGENTS}", csrf[n % AGENTS])
            for n in range(CASES)
        )

    async def caught_up(self, talks: tuple[Talk, ...]) -> tuple[Talk, ...]:
        """The talks with the number that their last event has now."""
        async with self._database.reading() as connection:
            return tuple(
                [Talk(t.id, t.cookie, t.csrf, await connection.fetchval(_LAST, t.id)) for t in talks],
            )

    async def tidy(self) -> None:
        """Statistics for the planner, and what the set-up left for the disk, before anything is timed."""
        connection = await asyncpg.connect(self._stand.database_url)
        await connection.execute("vacuum analyze")
        await connection.execute("checkpoint")
        await connection.close()
        await asyncio.sleep(0.5)

    async def _talk(self, kind: str, subject: str) -> Talk:
        now = datetime.now(UTC)
        owner = Owner(kind, subject)
        async with self._database.transaction() as tx:
            token = await people.start_session(tx, kind, subject, now)
            caller = await people.find_caller(tx, token, now)
            assert caller is not None
            conversation_id = conversations.id_for(owner, token)
            await conversations.open_conversation(tx, conversation_id, owner, now)
        return Talk(conversation_id, f"{COOKIE}={token}", caller.csrf(self._stand.settings.secret), 0)
