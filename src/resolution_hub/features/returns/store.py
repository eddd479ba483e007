"""SQL of returns: goods on their way back, from the customer's yes to the end."""

OPEN = """
insert into returns (id, order_id, status, opened_at, line_ids, refund_due, currency, act_id, case_id, kind, items,
                     destination, method_id, prepaid, timing, deadline, swaps)
values ($1, $2, 'authorised', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (id) do nothing returning id
"""

_RETURN = """
select r.id, r.order_id, r.status, r.opened_at, r.shipment_id, r.refund_due, r.currency, r.act_id, r.case_id, r.kind,
       r.items, r.destination, r.method_id, r.prepaid, r.timing, r.deadline, r.swaps, r.finding, r.decision, r.outcome,
       r.closed_at, o.customer_id, o.number as order_number
from returns r join orders o on o.id = r.order_id
"""

ONE = _RETURN + " where r.id = $1"

LOCK = _RETURN + " where r.id = $1 for update of r"

OF_ACT = "select id from returns where act_id = $1"

OF_SHIPMENT = "select id from returns where shipment_id = $1 and case_id is not null"

# Only those that the hub itself began; what the shop told of is the shop's to close.
OPEN_OF_CASE = "select count(*) from returns where case_id = $1 and status <> 'closed'"

ADD_SHIPMENT = """
insert into shipments (id, order_id, direction, carrier, tracking_number) values ($1, $2, 'return', $3, $4)
on conflict (id) do nothing
"""

SET_SHIPMENT = "update returns set shipment_id = $2 where id = $1"

SET_FINDING = """
update returns set finding = $2, found_at = $3 where id = $1 and (found_at is null or found_at <= $3) returning id
"""

ADD_INSPECTION = """
insert into inspections (id, return_id, finding, found_at, note, taken_at) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do nothing returning id
"""

INSPECTION = "select return_id, finding, found_at, note from inspections where id = $1"

# Of several who decide at once one changes the row; the others find it changed.
SET_DECISION = "update returns set decision = $2 where id = $1 and decision is null returning id"

OF_CASE = _RETURN + " where r.case_id in (select cases_within($1)) order by r.opened_at, r.id"

CLOSE = "update returns set status = 'closed', outcome = $2, closed_at = $3 where id = $1 and status <> 'closed' returning id"

SET_OUTCOME = "update returns set outcome = $2 where id = $1"
