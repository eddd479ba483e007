"""SQL of the shop's records. Rows leave PostgreSQL as one JSON text and become core values in one step."""

# Only the newest orders are of use to a person in trouble; the limit keeps one turn's work bounded. `json` and not `jsonb`:
# the text is built once and decoded once, and jsonb would sort and copy it in between.
RECORDS_OF_CUSTOMER = """
select json_build_object(
    'customer', (select row_to_json(c) from customers c where c.id = $1),
    'orders', coalesce((
        select json_agg(json_build_object(
            'id', o.id, 'number', o.number, 'customer_id', o.customer_id, 'placed_at', o.placed_at,
            'status', o.status, 'cancelled_at', o.cancelled_at, 'delivery_id', o.delivery_id,
            'promotion', o.promotion, 'changes', o.changes,
            'total', json_build_object('minor', o.total, 'currency', o.currency),
            'shipping', json_build_object('minor', o.shipping, 'currency', o.currency),
            'address', (select row_to_json(a) from addresses a where a.id = o.address_id),
            'lines', coalesce((
                select json_agg(json_build_object(
                    'id', l.id, 'product_id', l.product_id, 'name', l.name, 'options', l.options,
                    'quantity', l.quantity, 'icon', p.icon, 'description', p.description,
                    'category', p.category, 'variant_id', l.variant_id, 'cancelled', l.cancelled, 'returned', l.returned,
                    'paid', case when l.paid is not null then
                        json_build_object('minor', l.paid, 'currency', o.currency) end,
                    'unit_price', json_build_object('minor', l.unit_price, 'currency', o.currency)) order by l.id)
                from order_lines l join products p on p.id = l.product_id where l.order_id = o.id), '[]'),
            'shipments', coalesce((
                select json_agg(x order by x.id) from (select s.*, coalesce((
                    select json_agg(c order by c.at) from scans c where c.shipment_id = s.id), '[]') as scans
                from shipments s where s.order_id = o.id) x), '[]'))
            order by o.placed_at desc, o.id)
        from (select * from orders where customer_id = $1 order by placed_at desc, id limit 60) o), '[]'),
    'returns', coalesce((
        select jsonb_agg(to_jsonb(r) || jsonb_build_object(
            'refund_due', jsonb_build_object('minor', r.refund_due, 'currency', r.currency)) order by r.opened_at desc)
        from returns r join orders o on o.id = r.order_id where o.customer_id = $1), '[]'),
    'subscriptions', coalesce((
        select jsonb_agg(to_jsonb(s) || jsonb_build_object(
            'price', jsonb_build_object('minor', s.price, 'currency', s.currency)) order by s.started_at desc)
        from subscriptions s where s.customer_id = $1), '[]'),
    'methods', coalesce((
        select json_agg(json_build_object(
            'id', m.id, 'kind', m.kind, 'label', m.label, 'expires_on', m.expires_on,
            'balance', case when m.balance is not null then
                json_build_object('minor', m.balance, 'currency', m.currency) end) order by m.id)
        from payment_methods m where m.customer_id = $1), '[]'),
    'home', (
        select row_to_json(a) from addresses a join customers c on c.id = a.customer_id
        where c.id = $1 order by a.id = c.home_address_id desc nulls last, a.from_act, a.id limit 1)
)::text
"""

SHIPMENT_FOR_SCAN = """
select s.id, s.order_id, s.direction, o.customer_id, o.status as order_status
from orders o join shipments s on s.order_id = o.id
where s.carrier = $1 and s.tracking_number = $2
for update of o
"""

ADD_SCAN = """
insert into scans (shipment_id, event_id, at, status, place, latitude, longitude)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
returning not exists (select from scans where shipment_id = $1 and at > $3) as newest
"""

UPDATE_SHIPMENT = """
update shipments
set dispatched_at = least(dispatched_at, $2), expected_on = coalesce($3, expected_on)
where id = $1
"""

SHIPMENTS_OF_ORDER = """
select (to_jsonb(s) || jsonb_build_object('scans', coalesce((
    select jsonb_agg(to_jsonb(c) order by c.at) from scans c where c.shipment_id = s.id), '[]')))::text
from shipments s where s.order_id = $1
"""

SET_ORDER_STATUS = "update orders set status = $2 where id = $1 and status <> $2"

RETURN_OF_SHIPMENT = "select id, status from returns where shipment_id = $1 for update"

SET_RETURN_STATUS = "update returns set status = $2 where id = $1"

CANCEL_ORDER = "update orders set status = 'cancelled', cancelled_at = $2 where id = $1 and status <> 'cancelled'"

LOCK_ORDER = "select id from orders where id = $1 for update"

_PRICES = """(
    select coalesce(json_agg(json_build_object('minor', value::bigint, 'currency', key) order by key), '[]')
    from jsonb_each_text(prices))"""

# What can be changed to: the variants of these products, the speeds of delivery in a region, the plans of these families.
VARIANTS = f"""
select coalesce(json_agg(json_build_object(
    'id', v.id, 'product_id', v.product_id, 'options', v.options, 'available', v.available, 'prices', {_PRICES},
    'price', json_build_object('minor', v.price, 'currency', v.currency)) order by v.id), '[]')::text
from variants v where v.product_id = any($1::text[])
"""

DELIVERY_OPTIONS = f"""
select coalesce(json_agg(json_build_object(
    'id', d.id, 'name', d.name, 'days_from', d.days_from, 'days_to', d.days_to, 'prices', {_PRICES},
    'price', json_build_object('minor', d.price, 'currency', d.currency)) order by d.price, d.id), '[]')::text
from delivery_options d where d.region = $1
"""

PLANS = f"""
select coalesce(json_agg(json_build_object(
    'id', p.id, 'family', p.family, 'name', p.name, 'interval_days', p.interval_days, 'prices', {_PRICES},
    'price', json_build_object('minor', p.price, 'currency', p.currency)) order by p.price, p.id), '[]')::text
from plans p where p.family in (select family from plans where id = any($1::text[]))
"""

PROMOTIONS = """
select code, name, percent, amount, currency, minimum, category, starts_at, ends_at from promotions where ends_at > $1
order by code
"""

CUSTOMER = "select id, given_name, family_name, email, locale, region, currency, timezone from customers where id = $1"

PRODUCTS = "select id, name, category, description, price, currency from products order by id"

# Reads every row, yet sends none: some 15 ms for ten thousand products. A column with the time of the last change would be
# blind to what is deleted.
PRODUCTS_STAMP = "select count(*), coalesce(bit_xor(hashtextextended(p::text, 0)), 0) as content from products p"

# What the hub does to records, once the shop has said that it is done. -------------------------------------------------

ADD_ADDRESS = """
insert into addresses (id, customer_id, lines, city, region, postcode, country, from_act)
values ($1, $2, $3, $4, $5, $6, $7, true)
on conflict (id) do nothing
"""

SET_ORDER_ADDRESS = "update orders set address_id = $2 where id = $1"

SET_HOME = "update customers set home_address_id = $2 where id = $1"

NOTE_CHANGE = "update orders set changes = changes || $2::text where id = $1"

SET_CANCEL_REASON = "update orders set cancel_reason = $2 where id = $1"

CANCEL_UNITS = "update order_lines set cancelled = cancelled + $2 where id = $1"

RETURN_UNITS = "update order_lines set returned = returned + $2 where id = $1"

SET_DELIVERY = """
update orders set delivery_id = $2, total = total + $3, shipping = greatest(0, shipping + $3) where id = $1
"""

ADD_TO_TOTAL = "update orders set total = total + $2 where id = $1"

SWAP_LINE = """
update order_lines l set variant_id = v.id, unit_price = $4::bigint, paid = $3::bigint,
    options = (select coalesce(string_agg(case when o->>0 = '' then o->>1 else (o->>0) || ': ' || (o->>1) end, ', '), '')
               from jsonb_array_elements(v.options) o)
from variants v where l.id = $1 and v.id = $2
"""

SPLIT_LINE = """
with rest as (
    update order_lines set quantity = quantity - $2, paid = $4::bigint where id = $1 returning *
)
insert into order_lines (id, order_id, product_id, name, options, quantity, unit_price, variant_id, paid)
select $3, order_id, product_id, name, options, $2, unit_price, variant_id, paid from rest
"""

SET_PAID = "update order_lines set paid = $2 where id = $1 and paid is null"

PAUSE = "update subscriptions set paused_at = $2, resumes_at = $3 where id = $1"

LOWER_PAID = "update order_lines set paid = greatest(0, paid - $2::bigint) where id = $1"

RESUME_IF_DUE = """
update subscriptions set paused_at = null, resumes_at = null
where id = $1 and paused_at is not null and resumes_at <= $2 returning id
"""

RESUME = "update subscriptions set paused_at = null, resumes_at = null where id = $1"

CHANGE_PLAN = """
update subscriptions s set plan_id = p.id, plan = p.name, interval_days = p.interval_days,
    price = case when p.currency = s.currency then p.price else (p.prices->>s.currency::text)::bigint end
from plans p where s.id = $1 and p.id = $2
"""

END_SUBSCRIPTION = (
    "update subscriptions set cancelled_at = $2, ends_at = $3, paused_at = null, resumes_at = null where id = $1"
)
