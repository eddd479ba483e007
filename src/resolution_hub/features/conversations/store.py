"""SQL of conversations: an append-only list of numbered events behind one row that is locked to append."""

OPEN = """
insert into conversations (id, owner, opened_at, last_at) values ($1, $2, $3, $3) on conflict do nothing returning id
"""

# `seen`: where a message with this id stands already, so that a resend is recognised in the same round trip. The row is
# that of after the wait for its lock, but the subqueries see what there was before it: when `last_seq` has moved on from
# `seen_until`, what was added in between has to be looked at too.
LOCK = """
select c.id, c.owner, c.floor, c.agent_id, c.last_seq, c.state, c.merged_into,
       (select e.seq from conversation_events e where e.conversation_id = c.id and e.message_id = $2) as seen,
       (select before.last_seq from conversations before where before.id = $1) as seen_until
from conversations c where c.id = $1 for update of c
"""

FIND = """
select c.id, c.owner, c.floor, c.agent_id, c.last_seq, c.state, null::integer as seen,
       case when c.merged_into is not null then surviving_thread(c.id) end as merged_into
from conversations c where c.id = $1
"""

# One statement appends any number of events, keeps the reading, moves the row on and wakes the streams.
APPEND = """
with numbered as (
    select body, message_id, $3::integer + place::integer as seq
    from unnest($4::jsonb[], $5::text[]) with ordinality as new (body, message_id, place)
), added as (
    insert into conversation_events (conversation_id, seq, at, message_id, body)
    select $1, seq, $2, message_id, body from numbered
), moved as (
    update conversations set last_seq = $3 + cardinality($4::jsonb[]), last_at = $2, floor = $6, agent_id = $7, state = $8
    where id = $1
), understood as (
    insert into readings (id, conversation_id, at, body, seq, routing)
    select $9, $1, $2, $10, $11, $12 where $9::text is not null
)
select pg_notify('hub', 'conversation:' || $1 || ' ' || ($3 + cardinality($4::jsonb[])))
"""

# An agent's message needs no reading and no ruling: floor, numbering, insert and notice are one statement.
APPEND_AS_AGENT = """
with moved as (
    update conversations set last_seq = last_seq + 1, last_at = $3
    where id = $1 and floor = 'agent' and agent_id = $2 and merged_into is null
      and not exists (select from conversation_events where conversation_id = $1 and message_id = $4)
    returning last_seq
), added as (
    insert into conversation_events (conversation_id, seq, at, message_id, body)
    select $1, last_seq, $3, $4, $5 from moved
)
select last_seq, pg_notify('hub', 'conversation:' || $1 || ' ' || last_seq) from moved
"""

SEQ_OF_MESSAGE = "select seq from conversation_events where conversation_id = $1 and message_id = $2"

EVENTS_AFTER = """
select seq, at, body from conversation_events where conversation_id = $1 and seq > $2 order by seq limit $3
"""

RECENT_WORDS = """
select e.body->>'text' as text from conversation_events e join conversations c on c.id = e.conversation_id
where e.conversation_id = $1 and c.owner = $2 and e.body->>'type' = 'customer_said' order by e.seq desc limit $3
"""

OF_OWNER = """
select c.id, c.last_at, c.floor,
       (select e.body->>'text' from conversation_events e
        where e.conversation_id = c.id and e.body->>'type' in ('customer_said', 'assistant_said') and e.body->>'text' <> ''
        order by e.seq limit 1) as title
from conversations c where c.owner = $1 and c.merged_into is null order by c.last_at desc limit 30
"""

# A correction tells of the message right before it: an older one may have been about something else.
SETTLE_READING = """
with latest as (
    select id from readings
    where conversation_id = $1 and (id = $5 or ($5::text is null and routing is not null))
    order by at desc, seq desc limit 1 for update
)
update readings r set settled = $2, settled_by = $3, settled_at = $4
from latest l
where r.id = l.id and (r.settled is null or $3 <> 'customer')
returning r.id, r.routing->'weighed'->0->>'intent' as read_as,
    (select e.body->>'text' from conversation_events e where e.conversation_id = $1 and e.seq = r.seq) as said
"""

_READING = """
select r.id, r.conversation_id, r.seq, r.at, r.body, r.routing, r.settled, r.settled_by,
       (select e.body->>'text' from conversation_events e
        where e.conversation_id = r.conversation_id and e.seq = r.seq) as said
from readings r
"""

FIND_READING = _READING + "where r.id = $1"

READINGS_OF = (
    _READING + "where r.conversation_id in (select threads_within($1)) order by r.at desc, r.seq desc limit $2"
)

MEANT_SINCE = "select settled, count(*) as messages from readings where settled_at >= $1 group by settled"

WEEKS = """
select $1::timestamptz - (week + 1) * interval '7 days' as since, count(*) as messages,
       coalesce(avg((body->'intents'->0->>'probability')::float), 0) as sureness,
       count(*) filter (where (body->>'out_of_scope')::float > 0.5) as outside,
       count(*) filter (where routing->'options'->0->>'act' = 'ask') as asked,
       count(*) filter (where routing->'options'->0->>'act' = 'search') as searched,
       count(settled) as settled,
       count(*) filter (where settled <> coalesce(routing->'weighed'->0->>'intent', '')) as corrected
from (
    select r.*, floor(extract(epoch from $1::timestamptz - r.at) / 604800)::integer as week
    from readings r where r.at > $1::timestamptz - $2::integer * interval '7 days' and r.at <= $1 and r.routing is not null
) counted
group by week order by week
"""

INTENTS_BETWEEN = """
select routing->'weighed'->0->>'intent' as intent, count(*) as messages
from readings where at > $1 and at <= $2 and routing->'weighed'->0 is not null group by 1
"""

POINT = "update conversations set merged_into = $2 where id = $1"

SURVIVING = "select surviving_thread($1)"
