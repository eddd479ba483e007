"""SQL of the Message Center."""

PUT = """
insert into notices (id, customer_id, case_id, at, kind, body) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing returning id
"""

NOTIFY = "select pg_notify('hub', 'owner:customer:' || $1 || ' notice ' || $2)"

OF_CUSTOMER = """
select id, at, kind, body, read_at from notices where customer_id = $1 order by at desc, id limit 200
"""

ONE = """
select n.id, n.at, n.kind, n.body, n.read_at, c.conversation_id
from notices n left join cases c on c.id = n.case_id where n.customer_id = $1 and n.id = $2
"""

READ = "update notices set read_at = $3 where customer_id = $1 and id = $2 and read_at is null"

UNREAD = "select count(*) from notices where customer_id = $1 and read_at is null"
