"""SQL of the Message Center."""

PUT = """
insert into notices (id, customer_id, case_id, at, kind, body) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing returning id
"""

NOTIFY = "select pg_notify('hub', 'owner:customer:' || $1 || ' notice ' || $2)"

# A case is about an order, or about a charge of one.
_ABOUT_ORDER = """
from notices n left join cases c on c.id = n.case_id left join charges k on k.id = c.subject->>'about'
left join orders o on o.id = coalesce(k.order_id, c.subject->>'about') and o.customer_id = n.customer_id
where n.customer_id = $1
"""

# $2: words that must all be there, $3: an order's id or null, $4: only unread ones.
OF_CUSTOMER = f"""
select n.id, n.at, n.kind, n.body, n.read_at, o.number as order_number {_ABOUT_ORDER}
  and ($3::text is null or o.id = $3) and (n.read_at is null or not $4)
  and not exists (
      select from unnest($2::text[]) word where strpos(lower(concat_ws(' ', n.body->>'title', n.body->>'sentences',
      n.body->>'reference', n.body->>'ruling_id', o.number)), lower(word)) = 0)
order by n.at desc, n.id limit 200
"""

ORDERS = f"""
select o.id, o.number, max(n.at) as last_at {_ABOUT_ORDER} and o.id is not null
group by o.id, o.number order by last_at desc limit 100
"""

ONE = """
select n.id, n.at, n.kind, n.body, n.read_at,
       coalesce(surviving_thread(c.conversation_id), c.conversation_id) as conversation_id
from notices n left join cases c on c.id = n.case_id where n.customer_id = $1 and n.id = $2
"""

READ = "update notices set read_at = $3 where customer_id = $1 and id = $2 and read_at is null"

UNREAD = "select count(*) from notices where customer_id = $1 and read_at is null"
