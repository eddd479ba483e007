"""SQL of the people at the desk: what they can take, what they have, who looks at what."""

_MEMBER = """
select a.id, a.name, a.role, a.departments, a.skills, a.languages, a.capacity, a.availability, a.seen_at, a.assigned_at,
       (select count(*) from cases c
        where c.agent_id = a.id and c.state = 'with_agent' and c.merged_into is null)::integer as load
from agents a
"""

MEMBERS = _MEMBER + " order by a.name, a.id"

MEMBER = _MEMBER + " where a.id = $1"

# Whoever is being given a case by somebody else right now is left out, so that nobody gets more than they hold.
FREE = _MEMBER + " where a.availability = 'available' and a.seen_at > $1 order by a.id for update of a skip locked"

# As for the next one of an agent (features/cases): the conversation is held first, then its case; what is held is skipped.
NEXT_FOR = """
select c.id, c.department, c.skill, c.language from cases c join conversations own on own.id = c.conversation_id
join conversations v on v.id = case when own.merged_into is null then own.id else surviving_thread(own.id) end
where c.state = 'waiting' and c.merged_into is null and exists (
    select from unnest($1::text[]) as able(id) join agents a on a.id = able.id
    where c.department = any(a.departments) and (c.skill is null or c.skill = any(a.skills)))
order by c.priority desc, c.waiting_since limit 1 for update of own, v, c skip locked
"""

WAS_ASSIGNED = "update agents set assigned_at = $2 where id = $1"

SET_AVAILABILITY = "update agents set availability = $2, seen_at = $3 where id = $1 returning id"

SEEN = "update agents set seen_at = greatest(seen_at, $2) where id = $1"

LOOK = """
insert into looking (stream_id, agent_id, case_id, seen_at) values ($1, $2, $3, $4)
on conflict (stream_id) do update set seen_at = $4
returning (xmax = 0) as joined
"""

STOP_LOOKING = "delete from looking where stream_id = $1 returning case_id"

LOOKING = """
select distinct a.id, a.name, a.role from looking l join agents a on a.id = l.agent_id
where l.case_id = $1 and l.seen_at > $2 order by a.name, a.id
"""

SWEEP_LOOKING = "delete from looking where seen_at < $1"

# Whoever has this case is gone since before $1, or the customer wrote before $2 and nobody answered.
FORSAKEN = """
select c.id from cases c join conversations own on own.id = c.conversation_id
join conversations v on v.id = case when own.merged_into is null then own.id else surviving_thread(own.id) end
join agents a on a.id = c.agent_id
left join lateral (
    select e.at, e.body->>'type' as type from conversation_events e
    where e.conversation_id = v.id and e.body->>'type' in ('customer_said', 'customer_showed', 'agent_said')
    order by e.seq desc limit 1
) last on true
where c.state = 'with_agent' and c.merged_into is null and c.claimed_at < $1
  and (coalesce(a.seen_at, c.claimed_at) < $1
       or (c.claimed_at < $2 and last.at < $2 and last.type <> 'agent_said'))
limit 1 for update of own, v, c skip locked
"""

SEND_AWAY = "update agents set availability = 'away' where id = $1 and coalesce(seen_at, '-infinity') < $2"

# Where an id of any kind belongs: departments of its cases, and of those that go on in their place, and who holds them. No
# row: nothing belongs to it.
_OF = {
    "case_id": "select $1::text as id",
    "return_id": "select case_id as id from returns where id = $1",
    "ruling_id": "select case_id as id from rulings where id = $1",
    "merge_id": "select case_id as id from merges where id = $1",
    "split_id": "select case_id as id from splits where id = $1",
    "reading_id": "select c.id from cases c join readings r on r.conversation_id = c.conversation_id where r.id = $1",
    "photo_id": "select c.id from cases c join photos p on p.conversation_id = c.conversation_id where p.id = $1",
}
REACH = {
    name: f"""
with own as ({found})
select c.department, c.agent_id from cases c
where c.id in (select id from own union select surviving_case(id) from own)
"""
    for name, found in _OF.items()
}

SETTLE_IN = """
update agents set departments = $2, skills = $3, languages = $4, capacity = $5 where id = $1
"""
