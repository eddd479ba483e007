"""SQL of cases and of the desk's queue."""

OPEN = """
insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at)
values ($1, $2, $3, $4, $5, $6, 'open', $7)
"""

_COLUMNS = """
id, conversation_id, owner, customer_id, topic, subject, state, reason, priority, agent_id,
opened_at, waiting_since, claimed_at, resolved_at, resolution, merged_into, department, skill, language
"""

# A thread's cases are also those of the threads that were joined to it; a merged one has its surviving case in its place.
_OF_THREAD = "conversation_id in (select threads_within($1)) and merged_into is null"

CURRENT = f"""
select {_COLUMNS} from cases where {_OF_THREAD} and state <> 'resolved'
order by (state in ('waiting', 'with_agent')) desc, opened_at desc limit 1 for update
"""

LATEST = f"select {_COLUMNS} from cases where {_OF_THREAD} order by opened_at desc limit 1 for update"

LOCK = f"select {_COLUMNS} from cases where id = $1 for update"

FIND = f"select {_COLUMNS} from cases where id = $1"

SAVE = """
update cases set state = $2, reason = $3, priority = $4, agent_id = $5, waiting_since = $6, claimed_at = $7,
    resolved_at = $8, resolution = $9, subject = $10, department = $11, skill = $12, language = $13
where id = $1
"""

NOTIFY = """
select pg_notify('hub', 'desk case ' || $1), pg_notify('hub', 'owner:' || $2 || ' case ' || $1)
"""

WAITING_BEFORE = """
select count(*) from cases
where state = 'waiting' and merged_into is null and id <> $1 and department = $4
  and (priority > $2 or (priority = $2 and waiting_since < $3))
"""

# Holds the conversation first, as every turn does, then its case; skipping what is held makes two agents who ask at the
# same moment get two cases. The case is held too because only rows that are held are looked at again: one that was taken
# while this statement ran would else still count as waiting.
NEXT_WAITING = """
select c.id from cases c join conversations own on own.id = c.conversation_id
join conversations v on v.id = case when own.merged_into is null then own.id else surviving_thread(own.id) end
where c.state = 'waiting' and c.merged_into is null
  and ($1::text[] is null or c.department = any($1))
order by c.priority desc, c.waiting_since limit 1 for update of own, v, c skip locked
"""

COUNTS = """
select count(*) filter (where state = 'waiting') as waiting,
       count(*) filter (where state = 'with_agent' and agent_id = $1) as mine
from cases where state in ('waiting', 'with_agent') and merged_into is null
  and ($2::text[] is null or department = any($2) or agent_id = $1)
"""

# `last_text` and the names come with the row, so that a screen of the queue is one query.
# The thread is the one that goes on, but for a merged case, which shows its own.
_THREAD = "case when v.merged_into is null or c.merged_into is not null then c.conversation_id else surviving_thread(v.id) end"

_ROW = f"""
select c.id, {_THREAD} as conversation_id, c.merged_into, c.topic, c.subject,
       c.reason, c.state, c.priority, c.opened_at, c.waiting_since,
       c.agent_id, a.name as agent_name, c.department,
       coalesce(nullif(trim(u.given_name || ' ' || u.family_name), ''), '') as customer_name, c.customer_id,
       coalesce((select e.body->>'text' from conversation_events e
                 where e.conversation_id = {_THREAD} and e.body->>'type' = 'customer_said'
                 order by e.seq desc limit 1), '') as last_text
from cases c left join conversations v on v.id = c.conversation_id
left join agents a on a.id = c.agent_id left join customers u on u.id = c.customer_id
"""

# Every view takes whose desk it is, and their departments (null: all).
_SHOWN = _ROW + " where c.merged_into is null"
_SEEN = _SHOWN + " and ($2::text[] is null or c.department = any($2) or c.agent_id = $1)"

VIEWS = {
    "waiting": _SEEN + " and c.state = 'waiting' order by c.priority desc, c.waiting_since limit 200",
    "mine": _SEEN + " and c.state = 'with_agent' and c.agent_id = $1 order by c.claimed_at desc limit 200",
    "open": _SEEN + " and c.state in ('open', 'acting', 'with_agent') order by c.opened_at desc limit 200",
    "resolved": _SEEN + " and c.state = 'resolved' order by c.resolved_at desc limit 200",
}

ROW = _ROW + " where c.id = $1"

OF_OWNER = f"""
select {_COLUMNS} from cases where owner = $1 and state <> 'resolved' and merged_into is null order by opened_at desc limit 20
"""

WITH_PEOPLE = """
select id from cases where owner = $1 and state in ('waiting', 'with_agent') and merged_into is null
order by opened_at desc limit 10
"""

# The customer's other cases that are not solved: their own browser's or account's, and those about the same customer.
OTHERS = (
    _SHOWN
    + """
  and c.state <> 'resolved' and c.id <> $1 and (c.owner = $2 or c.customer_id = $3) order by c.opened_at desc limit 20
"""
)

POINT = "update cases set merged_into = $2 where id = $1"

WITHIN = "select * from cases_within($1)"

SURVIVING = "select surviving_case($1)"

MORE_OPEN = f"select exists (select from cases where {_OF_THREAD} and state <> 'resolved' and id <> $2)"

JOINED_ABOUT = f"""
select {_COLUMNS} from cases where id = (
    select surviving_case(id) from cases
    where conversation_id in (select threads_within($1)) and merged_into is not null
      and topic = $2 and subject->>'about' is not distinct from $3
    order by opened_at desc limit 1
) for update
"""

LINES = """
select department, count(*) as waiting, min(waiting_since) as longest_since from cases
where state = 'waiting' and merged_into is null group by department order by 3
"""

STANDING = """
select (select count(*) from cases where state = 'with_agent' and merged_into is null) as with_agents,
       solved.confirmed, solved.verified, taken.*
from (
    select count(*) filter (where resolution = 'confirmed') as confirmed,
           count(*) filter (where resolution = 'verified') as verified
    from cases where resolved_at >= $1 and merged_into is null
) solved, (
    select count(*) as taken,
           percentile_cont(0.5) within group (order by extract(epoch from claimed_at - waiting_since))::float as wait_p50,
           percentile_cont(0.95) within group (order by extract(epoch from claimed_at - waiting_since))::float as wait_p95
    from cases where claimed_at >= $2 and waiting_since <= claimed_at and merged_into is null
) taken
"""
