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

# A version that returns is in force from then on again; each process that starts keeps the text, the first one the moment.
KEEP_RULEBOOK = """
insert into rulebooks as r (version, text, active_from) values ($1, $2, now())
on conflict (version) do update set active_from = now()
where r.version <> (select version from rulebooks order by active_from desc, version limit 1)
"""

# The text of a case's first ruling, unless it is the current one's ($2), and the text that completes it.
FIRST_BOOK = """
select b.version, b.text, (select text from rulebooks where version = $2) as behind
from (select rulebook_version from rulings where case_id = $1 order by at, id limit 1) first
join rulebooks b on b.version = first.rulebook_version
where b.version <> $2 and b.withdrawn_at is null
"""

VERSIONS = """
select b.version, b.seen_at as first_at, b.active_from, count(r.id) as rulings, b.withdrawn_at, b.withdrawn_reason
from rulebooks b left join rulings r on r.rulebook_version = b.version
group by b.version order by b.active_from desc, b.version
"""

WITHDRAW = """
update rulebooks
set withdrawn_at = coalesce(withdrawn_at, $3), withdrawn_reason = coalesce(withdrawn_reason, $2)
where version = $1 returning version
"""

# `by` is null for a ruling of the rulebook; `supersedes` is the ruling in whose place one stands.
_RULING = """
select r.id, r.case_id, r.at, r.verdict, r.rulebook_version, r.body, r.by, r.by_name, r.reason, r.superseded_by,
       o.id as supersedes
from rulings r left join rulings o on o.superseded_by = r.id
"""

RULINGS_OF_CASE = _RULING + " where r.case_id in (select cases_within($1)) order by r.at, r.id"

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
insert into refunds
    (id, charge_id, amount, currency, state, requested_at, case_id, ruling_id, destination, method_id, act_id, return_id)
select $1, c.id, $3::bigint, c.currency, 'granted', $4, $5, $6, $8, $9, $10, $11
from charges c
where c.id = $2 and c.currency = $7
  and $3::bigint + coalesce((select sum(amount) from refunds where charge_id = c.id and state <> 'failed'), 0) <= c.amount
returning id
"""

# A grant that failed because its method had expired, made anew for another. The charge is locked by the caller.
ADD_REDIRECTED = """
insert into refunds
    (id, charge_id, amount, currency, state, requested_at, case_id, ruling_id, destination, method_id, act_id, return_id)
select $1, f.charge_id, f.amount, f.currency, 'granted', $3, f.case_id, f.ruling_id, $4, $5, f.act_id, f.return_id
from refunds f join charges c on c.id = f.charge_id
where f.id = $2 and f.state = 'failed'
  and f.amount + coalesce((select sum(amount) from refunds where charge_id = c.id and state <> 'failed'), 0) <= c.amount
on conflict (id) do nothing returning id
"""

GRANT = """
select r.id, r.charge_id, r.amount, r.currency, r.state, r.ruling_id, r.case_id, r.sent_at, r.reference,
       r.destination, r.act_id, r.return_id, coalesce(r.method_id, c.method_id) as method_id,
       c.customer_id, coalesce(m.kind, c.method) as method, coalesce(m.label, c.method_label) as method_label,
       c.description, c.at as charged_at
from refunds r join charges c on c.id = r.charge_id left join payment_methods m on m.id = r.method_id where r.id = $1
"""

HAS_GRANT = "select exists (select from refunds where id = $1)"

GRANTS_OF_CASE = "select id from refunds where case_id = $1 order by id"

OPEN_GRANTS_OF_CASE = "select count(*) from refunds where case_id = $1 and state = 'granted'"

SETTLE = """
update refunds set state = 'sent', sent_at = $2, reference = $3 where id = $1 and state = 'granted' returning id
"""

FAIL = "update refunds set state = 'failed' where id = $1 and state = 'granted' returning id"

GRANTS_OF_ACT = "select id from refunds where act_id = $1 and return_id is null order by id"

MOVED_FOR_ACT = """
select exists (select from refunds where act_id = $1) or exists (select from collections where act_id = $1)
"""

GRANTS_OF_RETURN = "select id from refunds where return_id = $1 order by id"

# What a customer holds with the shop itself. A method without a balance (a card) is neither drawn on nor credited.
DRAW = """
update payment_methods set balance = balance - $2::bigint
where id = $1 and (balance is null or (balance >= $2::bigint and currency = $3)) returning id
"""

CREDIT = (
    "update payment_methods set balance = balance + $2::bigint where id = $1 and balance is not null and currency = $3"
)

# One balance of store credit for a customer and a currency.
STORE_CREDIT = """
insert into payment_methods (id, customer_id, kind, label, balance, currency)
values ('credit-' || $1::text || '-' || $2::text, $1, 'store_credit', $3, 0, $2) on conflict (id) do nothing
"""

STORE_CREDIT_ID = "select 'credit-' || $1::text || '-' || $2::text"

ADD_COLLECTION = """
insert into collections (id, customer_id, order_id, subscription_id, method_id, amount, currency, description, state,
                         requested_at, case_id, ruling_id, act_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'granted', $9, $10, $11, $12)
"""

COLLECTION_OF_ACT = """
select k.id, k.customer_id, k.method_id, m.kind, m.label, k.amount, k.currency, k.state, k.case_id, k.ruling_id, k.act_id
from collections k join payment_methods m on m.id = k.method_id where k.act_id = $1
"""

END_COLLECTION = """
update collections set state = $2, ended_at = $3, reference = $4 where id = $1 and state = 'granted' returning id
"""

CHARGE_OF_COLLECTION = """
insert into charges
    (id, customer_id, order_id, subscription_id, amount, currency, at, method, method_label, description, method_id, reference)
select k.id, k.customer_id, k.order_id, k.subscription_id, k.amount, k.currency, k.ended_at, m.kind, m.label, k.description,
       m.id, k.reference
from collections k join payment_methods m on m.id = k.method_id where k.id = $1
"""

CUSTOMER_OF_CHARGE = "select customer_id from charges where id = $1"

ADD_REVERSAL = """
insert into refunds (id, charge_id, amount, currency, state, requested_at, case_id, ruling_id, act_id)
select $1, c.id, c.amount, c.currency, 'granted', $3, k.case_id, k.ruling_id, k.act_id
from charges c join collections k on k.id = c.id
where c.id = $2 and not exists (select from refunds r where r.charge_id = c.id and r.state <> 'failed')
on conflict (id) do nothing returning id
"""

# Rulings of the rulebook itself, in their order; a person's own decision is not replayed.
RULINGS_SINCE = """
select id, case_id, rulebook_version, body::text as body from rulings
where at >= $1 and at < $2 and by is null order by at, id
"""

COUNT_SINCE = "select count(*) from rulings where at >= $1 and at < $2 and by is null"

TEXTS = "select version, text from rulebooks"
