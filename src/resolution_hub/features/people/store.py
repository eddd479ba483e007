"""SQL of sessions, agents and the search for customers."""

ADD_SESSION = """
insert into sessions (token_hash, kind, subject, created_at, expires_at) values ($1, $2, $3, $4, $5)
"""

# One round trip tells who calls, with what the page needs to greet them.
CALLER = """
select s.kind, s.subject, a.name as agent_name, a.role, c.given_name, c.locale, c.timezone, c.currency
from sessions s
left join agents a on s.kind = 'agent' and a.id = s.subject
left join customers c on s.kind = 'customer' and c.id = s.subject
where s.token_hash = $1 and s.expires_at > $2
"""

END_SESSION = "delete from sessions where token_hash = $1"

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
insert into agents (id, name, email, role, department, password_hash) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set name = $2, email = $3, role = $4, department = $5,
    password_hash = coalesce($6, agents.password_hash)
"""

AGENT_BY_EMAIL = "select id, password_hash from agents where lower(email) = lower($1)"

AGENT = "select id, name, role from agents where id = $1"

AGENTS = "select id, name, role from agents order by role, name"

COUNT_ATTEMPT = """
insert into attempts (bucket, slot, count) values ($1, $2, 1)
on conflict (bucket, slot) do update set count = attempts.count + 1 returning count
"""

SWEEP_ATTEMPTS = "delete from attempts where slot < $1"
