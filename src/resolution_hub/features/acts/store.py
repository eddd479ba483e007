"""SQL of acts: what a customer said yes to, until it is done."""

ADD = """
insert into acts (id, case_id, customer_id, about, kind, body, plan, ruling_id, state, asked_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9)
on conflict (about) where state = 'asked' do nothing
returning id
"""

_ACT = """
select id, case_id, customer_id, about, kind, body, plan, ruling_id, state, outcome, asked_at, ended_at from acts
"""

ONE = _ACT + " where id = $1"

SEVERAL = _ACT + " where id = any($1::text[])"

OF_RULING = _ACT + " where case_id = $1 and ruling_id = $2"

LOCK = _ACT + " where id = $1 for update"

UNDER_WAY = _ACT + " where about = $1 and state = 'asked'"

OF_CUSTOMER = _ACT + " where customer_id = $1 order by asked_at desc, id limit 200"

STATES_OF_CASE = "select state from acts where case_id = $1"

END = "update acts set state = $2, outcome = $3, ended_at = $4 where id = $1 and state = 'asked' returning id"

# Problems that were put right without a person, and lines whose price was adjusted before.
HISTORY = """
select count(*) filter (
           where kind = 'report_problem' and state = 'done' and asked_at > $2::timestamptz - interval '180 days') as problems,
       coalesce(array_agg(body->>'line_id') filter (
           where kind = 'adjust_price' and state in ('asked', 'done')), '{}') as adjusted
from acts where customer_id = $1
"""

CONVERSATION_OF_CASE = "select coalesce(surviving_thread(conversation_id), conversation_id) from cases where id = $1"
