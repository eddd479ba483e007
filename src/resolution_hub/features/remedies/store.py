"""SQL of the ledger, rulings and grants. A row of `refunds` that the hub made is a grant; its id is the payment's key."""

LEDGER_OF_CUSTOMER = """
select jsonb_build_object(
    'charges', coalesce((
        select jsonb_agg(to_jsonb(c) || jsonb_build_object(
            'amount', jsonb_build_object('minor', c.amount, 'currency', c.currency)) order by c.at, c.id)
        from charges c where c.customer_id = $1), '[]'),
    'refunds', coalesce((
        select jsonb_agg(to_jsonb(r) || jsonb_build_object(
            'amount', jsonb_build_object('minor', r.amount, 'currency', r.currency)) order by r.requested_at desc, r.id)
        from refunds r join charges c on c.id = r.charge_id where c.customer_id = $1), '[]')
)::text
"""

LOCK_CHARGES = "select id from charges where customer_id = $1 order by id for update"

ADD_RULING = """
insert into rulings (id, case_id, at, verdict, rulebook_version, body) values ($1, $2, $3, $4, $5, $6)
"""

KEEP_RULEBOOK = "insert into rulebooks (version, text) values ($1, $2) on conflict do nothing"

# `by` is null for a ruling of the rulebook; `supersedes` is the ruling in whose place one stands.
_RULING = """
select r.id, r.case_id, r.at, r.verdict, r.rulebook_version, r.body, r.by, r.by_name, r.reason, r.superseded_by,
       o.id as supersedes
from rulings r left join rulings o on o.superseded_by = r.id
"""

RULINGS_OF_CASE = _RULING + " where r.case_id = $1 order by r.at, r.id"

RULING = _RULING + " where r.id = $1"

RULEBOOK = "select text from rulebooks where version = $1"

ADD_RULING_OF_PERSON = """
insert into rulings (id, case_id, at, verdict, rulebook_version, body, by, by_name, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

# Of several who decide at once one changes the row; the others find it changed.
SUPERSEDE = "update rulings set superseded_by = $2 where id = $1 and superseded_by is null returning id"

# The charge is locked by the caller, so the sum cannot change under this statement.
ADD_GRANT = """
insert into refunds (id, charge_id, amount, currency, state, requested_at, case_id, ruling_id)
select $1, c.id, $3::bigint, c.currency, 'granted', $4, $5, $6
from charges c
where c.id = $2 and c.currency = $7
  and $3::bigint + coalesce((select sum(amount) from refunds where charge_id = c.id and state <> 'failed'), 0) <= c.amount
returning id
"""

GRANT = """
select r.id, r.charge_id, r.amount, r.currency, r.state, r.ruling_id, r.case_id, r.sent_at, r.reference,
       c.customer_id, c.method, c.method_label, c.description, c.at as charged_at
from refunds r join charges c on c.id = r.charge_id where r.id = $1
"""

GRANTS_OF_CASE = "select id from refunds where case_id = $1 order by id"

OPEN_GRANTS_OF_CASE = "select count(*) from refunds where case_id = $1 and state = 'granted'"

SETTLE = """
update refunds set state = 'sent', sent_at = $2, reference = $3 where id = $1 and state = 'granted' returning id
"""

FAIL = "update refunds set state = 'failed' where id = $1 and state = 'granted' returning id"
