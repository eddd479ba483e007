"""SQL of cases and of the desk's queue."""

OPEN = """
insert into cases (id, conversation_id, owner, customer_id, topic, subject, state, opened_at)
values ($1, $2, $3, $4, $5, $6, 'open', $7)
"""

_COLUMNS = """
id, conversation_id, owner, customer_id, topic, subject, state, reason, priority, agent_id,
opened_at, waiting_since, claimed_at, resolved_at, resolution
"""

CURRENT = f"""
select {_COLUMNS} from cases where conversation_id = $1 and state <> 'resolved'
order by (state in ('waiting', 'with_agent')) desc, opened_at desc limit 1 for update
"""

LATEST = f"select {_COLUMNS} from cases where conversation_id = $1 order by opened_at desc limit 1 for update"

LOCK = f"select {_COLUMNS} from cases where id = $1 for update"

FIND = f"select {_COLUMNS} from cases where id = $1"

SAVE = """
update cases set state = $2, reason = $3, priority = $4, agent_id = $5, waiting_since = $6, claimed_at = $7,
    resolved_at = $8, resolution = $9, subject = $10
where id = $1
"""

NOTIFY = """
select pg_notify('hub', 'desk case ' || $1), pg_notify('hub', 'owner:' || $2 || ' case ' || $1)
"""

WAITING_BEFORE = """
select count(*) from cases
where state = 'waiting' and id <> $1 and (priority > $2 or (priority = $2 and waiting_since < $3))
"""

# Holds the conversation first, as every turn does, then its case; skipping what is held makes two agents who ask at the
# same moment get two cases. The case is held too because only rows that are held are looked at again: one that was taken
# while this statement ran would else still count as waiting.
NEXT_WAITING = """
select c.id from cases c join conversations v on v.id = c.conversation_id where c.state = 'waiting'
order by c.priority desc, c.waiting_since limit 1 for update of v, c skip locked
"""

COUNTS = """
select count(*) filter (where state = 'waiting') as waiting,
       count(*) filter (where state = 'with_agent' and agent_id = $1) as mine
from cases where state in ('waiting', 'with_agent')
"""

# `last_text` and the names come with the row, so that a screen of the queue is one query.
_ROW = """
select c.id, c.conversation_id, c.topic, c.subject, c.reason, c.state, c.priority, c.opened_at, c.waiting_since,
       c.agent_id, a.name as agent_name,
       coalesce(nullif(trim(u.given_name || ' ' || u.family_name), ''), '') as customer_name, c.customer_id,
       coalesce((select e.body->>'text' from conversation_events e
                 where e.conversation_id = c.conversation_id and e.body->>'type' = 'customer_said'
                 order by e.seq desc limit 1), '') as last_text
from cases c left join agents a on a.id = c.agent_id left join customers u on u.id = c.customer_id
"""

VIEWS = {
    "waiting": _ROW + " where c.state = 'waiting' order by c.priority desc, c.waiting_since limit 200",
    "mine": _ROW + " where c.state = 'with_agent' and c.agent_id = $1 order by c.claimed_at desc limit 200",
    "open": _ROW + " where c.state in ('open', 'acting', 'with_agent') order by c.opened_at desc limit 200",
    "resolved": _ROW + " where c.state = 'resolved' order by c.resolved_at desc limit 200",
}

ROW = _ROW + " where c.id = $1"

OF_OWNER = f"""
select {_COLUMNS} from cases where owner = $1 and state <> 'resolved' order by opened_at desc limit 20
"""

WITH_PEOPLE = """
select id from cases where owner = $1 and state in ('waiting', 'with_agent') order by opened_at desc limit 10
"""
