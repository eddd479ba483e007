"""SQL of promises. At most one of a kind is unkept in a case."""

MAKE = """
insert into promises (id, case_id, owner, kind, state, made_at, due_at) values ($1, $2, $3, $4, 'open', $5, $6)
on conflict (case_id, kind) where state in ('open', 'late') do nothing returning id
"""

# A person who answers, answers in all cases that were merged; what is done about money is each case's own.
END = """
update promises set state = $3, ended_at = $4
where (case_id = $1 or ($2 = 'person_answers' and case_id in (select cases_within($1))))
  and kind = $2 and state in ('open', 'late')
"""

FIND = "select id, case_id, kind, state, made_at, due_at from promises where id = $1"

MARK_LATE = "update promises set state = 'late' where id = $1 and state = 'open' returning id"

_OPEN = """
select p.id, p.case_id, p.kind, p.state, p.made_at, p.due_at,
       coalesce(surviving_thread(c.conversation_id), c.conversation_id) as conversation_id
from promises p join cases c on c.id = p.case_id
"""

OF_OWNER = _OPEN + " where p.owner = $1 and p.state in ('open', 'late') order by p.due_at limit 20"

OF_CASE = _OPEN + " where p.case_id in (select cases_within($1)) order by p.made_at"
