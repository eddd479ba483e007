"""SQL of sessions, agents and the search for customers."""

ADD_SESSION = """
insert into sessions (token_hash, kind, subject, created_at, expires_at, level) values ($1, $2, $3, $4, $5, $6)
"""

# One round trip tells who calls, with what the page needs to greet them.
CALLER = """
select s.kind, s.subject, a.name as agent_name, a.role, a.departments, c.given_name, c.locale, c.timezone, c.currency,
       s.customer_id, s.order_id, s.proved_at
from sessions s
left join agents a on s.kind = 'agent' and a.id = s.subject
left join customers c on c.id = case s.kind when 'customer' then s.subject when 'visitor' then s.customer_id end
where s.token_hash = $1 and s.expires_at > $2
"""

END_SESSION = "delete from sessions where token_hash = $1"

# The token is a new one, as at every sign-in; subject and end stay, and with them the visitor's own conversations.
RAISE_SESSION = """
update sessions set token_hash = $2, level = 1, customer_id = $3, order_id = $4, proved_at = $5
where token_hash = $1 and kind = 'visitor' and expires_at > $5 returning true
"""

SWEEP_SESSIONS = "delete from sessions where expires_at < $1"

SPEND_TOKEN = (
    "insert into spent_tokens (token_id, expires_at) values ($1, $2) on conflict do nothing returning token_id"
)

SWEEP_TOKENS = "delete from spent_tokens where expires_at < $1"

CUSTOMER_EXISTS = "select true from customers where id = $1"

FIND_CUSTOMERS = """
select id, given_name || ' ' || family_name as name, email from customers
where id ilike $1 or email ilike $1 or given_name || ' ' || family_name ilike $1
order by family_name, given_name, id limit 20
"""

ADD_AGENT = """
insert into agents (id, name, email, role, password_hash) values ($1, $2, $3, $4, $5)
on conflict (id) do update set name = $2, email = $3, role = $4,
    password_hash = coalesce($5, agents.password_hash)
"""

AGENT_BY_EMAIL = "select id, password_hash from agents where lower(email) = lower($1)"

AGENT = "select id, name, role, departments from agents where id = $1"

AGENTS = "select id, name, role, departments from agents order by role, name"

COUNT_ATTEMPT = """
insert into attempts (bucket, slot, count) values ($1, $2, 1)
on conflict (bucket, slot) do update set count = attempts.count + 1 returning count
"""

SWEEP_ATTEMPTS = "delete from attempts where slot < $1"

_ADD_CODE = """
insert into codes (id, asked_by, claim, hash, asked_at, expires_at, order_id, customer_id)
select $1, $2, $3, $4, $5, $6, found.id, found.customer_id
from (select) one left join ({found}) found on true
"""

# The same statement finds an order or none; what is written and started is the same.
ADD_CODE = _ADD_CODE.format(
    found="""
    select o.id, o.customer_id from orders o join customers c on c.id = o.customer_id
    where $7 <> '' and upper(regexp_replace(o.number, '[^A-Za-z0-9]', '', 'g')) = $7 and lower(c.email) = $8
    order by o.placed_at desc, o.id limit 1
"""
)

ADD_CODE_FOR_ORDER = _ADD_CODE.format(found="select id, customer_id from orders where id = $7")

DROP_CODES = "update codes set spent_at = $2 where asked_by = $1 and spent_at is null"

CODE_TO_SEND = """
select c.id, c.given_name, c.family_name, c.email, c.locale, c.region, c.currency, c.timezone,
       o.number as order_number, k.expires_at
from codes k join customers c on c.id = k.customer_id join orders o on o.id = k.order_id
where k.id = $1 and k.spent_at is null and k.expires_at > $2
"""

CODE_AWAITED = "select exists (select from codes where asked_by = $1 and spent_at is null and expires_at > $2)"

TRY_CODE = """
update codes set attempts = attempts + 1
where id = (select id from codes where asked_by = $1 and spent_at is null order by asked_at desc, id limit 1)
  and expires_at > $2 and attempts < $3 and spent_at is null
returning id, claim, hash, order_id, customer_id
"""

SPEND_CODE = "update codes set spent_at = $2 where id = $1"

SWEEP_CODES = "delete from codes where expires_at < $1"
