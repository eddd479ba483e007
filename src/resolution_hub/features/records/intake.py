"""Taking in the shop's records in bulk: what may come in, and what stands above it.

A row's key never moves to another customer or order. An export may be older than what carriers and customers did since,
so an order and a return only move on, and what is known of a parcel or a cancellation is not forgotten because the
export leaves it out. Nothing is deleted. Read by `kit.bulk`; ledger rows are taken in by `remedies`.
"""

from __future__ import annotations

from resolution_hub.kit.bulk import Table

# `xmax = 0`: the row version was made by an insert, not by the conflict's update.

CUSTOMERS = Table(
    name="customers",
    columns=("id", "given_name", "family_name", "email", "locale", "region", "currency", "timezone"),
    stage="create temp table incoming_customers (line integer not null, like customers including defaults) on commit drop",
    merge="""
with merged as (
    insert into customers as kept (id, given_name, family_name, email, locale, region, currency, timezone)
    select id, given_name, family_name, email, locale, region, currency, timezone from incoming_customers
    on conflict (id) do update set
        (given_name, family_name, email, locale, region, currency, timezone) = (excluded.given_name,
        excluded.family_name, excluded.email, excluded.locale, excluded.region, excluded.currency, excluded.timezone)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from customers where id = any($1::text[])",
)

ADDRESSES = Table(
    name="addresses",
    columns=("id", "customer_id", "lines", "city", "region", "postcode", "country"),
    stage="create temp table incoming_addresses (line integer not null, like addresses including defaults) on commit drop",
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this address under another customer' as message
from incoming_addresses i join addresses k on k.id = i.id where k.customer_id <> i.customer_id
""",
    ),
    merge="""
with merged as (
    insert into addresses as kept (id, customer_id, lines, city, region, postcode, country)
    select id, customer_id, lines, city, region, postcode, country from incoming_addresses
    on conflict (id) do update set
        (lines, city, region, postcode, country) =
        (excluded.lines, excluded.city, excluded.region, excluded.postcode, excluded.country)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from addresses where id = any($1::text[])",
)

PAYMENT_METHODS = Table(
    name="payment_methods",
    columns=("id", "customer_id", "kind", "label", "balance", "currency"),
    stage="create temp table incoming_payment_methods (line integer not null, like payment_methods including defaults) on commit drop",
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this payment method under another customer' as message
from incoming_payment_methods i join payment_methods k on k.id = i.id where k.customer_id <> i.customer_id
""",
    ),
    merge="""
with merged as (
    insert into payment_methods as kept (id, customer_id, kind, label, balance, currency)
    select id, customer_id, kind, label, balance, currency from incoming_payment_methods
    on conflict (id) do update set
        (kind, label, balance, currency) = (excluded.kind, excluded.label, excluded.balance, excluded.currency)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
)

PRODUCTS = Table(
    name="products",
    columns=("id", "name", "category", "description", "icon", "price", "currency"),
    stage="create temp table incoming_products (line integer not null, like products including defaults) on commit drop",
    merge="""
with merged as (
    insert into products as kept (id, name, category, description, icon, price, currency)
    select id, name, category, description, icon, price, currency from incoming_products
    on conflict (id) do update set
        (name, category, description, icon, price, currency) =
        (excluded.name, excluded.category, excluded.description, excluded.icon, excluded.price, excluded.currency)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from products where id = any($1::text[])",
)

ORDERS = Table(
    name="orders",
    columns=("id", "number", "customer_id", "placed_at", "status", "total", "currency", "address_id", "cancelled_at"),
    stage="create temp table incoming_orders (line integer not null, like orders including defaults) on commit drop",
    # Held until the commit, so that no cancellation comes between the comparison and the merge.
    settle=(
        "select k.id from orders k join incoming_orders i on i.id = k.id order by k.id for update of k",
        """
update incoming_orders i set
    status = case when array_position(steps, k.status) > array_position(steps, i.status) then k.status else i.status end,
    cancelled_at = coalesce(i.cancelled_at, k.cancelled_at)
from orders k, (values (array['placed', 'preparing', 'dispatched', 'delivered', 'cancelled'])) as known (steps)
where k.id = i.id
""",
    ),
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this order under another customer' as message
from incoming_orders i join orders k on k.id = i.id where k.customer_id <> i.customer_id
""",
        """
select i.line, 'currency' as field, 'the hub has this order in ' || k.currency as message
from incoming_orders i join orders k on k.id = i.id where k.currency <> i.currency
""",
        """
select i.line, 'number' as field, 'the hub has this number on the order ' || k.id as message
from incoming_orders i join orders k on k.number = i.number where k.id <> i.id
""",
    ),
    merge="""
with merged as (
    insert into orders as kept (id, number, customer_id, placed_at, status, total, currency, address_id, cancelled_at)
    select id, number, customer_id, placed_at, status, total, currency, address_id, cancelled_at from incoming_orders
    on conflict (id) do update set
        (number, placed_at, status, total, address_id, cancelled_at) = (excluded.number, excluded.placed_at,
        excluded.status, excluded.total, excluded.address_id, excluded.cancelled_at)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    refuse_after=(
        """
select i.line, 'id' as field, 'the order has no lines' as message
from incoming_orders i where not exists (select from order_lines l where l.order_id = i.id)
""",
    ),
    find="select * from orders where id = any($1::text[])",
)

ORDER_LINES = Table(
    name="order_lines",
    columns=("id", "order_id", "product_id", "name", "options", "quantity", "unit_price"),
    stage="create temp table incoming_order_lines (line integer not null, like order_lines including defaults) on commit drop",
    refuse_before=(
        """
select i.line, 'order_id' as field, 'the hub has this line under another order' as message
from incoming_order_lines i join order_lines k on k.id = i.id where k.order_id <> i.order_id
""",
    ),
    merge="""
with merged as (
    insert into order_lines as kept (id, order_id, product_id, name, options, quantity, unit_price)
    select id, order_id, product_id, name, options, quantity, unit_price from incoming_order_lines
    on conflict (id) do update set
        (product_id, name, options, quantity, unit_price) =
        (excluded.product_id, excluded.name, excluded.options, excluded.quantity, excluded.unit_price)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from order_lines where id = any($1::text[])",
)

_SHIPMENT_COLUMNS = (
    "id", "order_id", "direction", "carrier", "tracking_number", "dispatched_at", "promised_on", "expected_on",
)  # fmt: skip

SHIPMENTS = Table(
    name="shipments",
    columns=_SHIPMENT_COLUMNS,
    stage="create temp table incoming_shipments (line integer not null, like shipments including defaults) on commit drop",
    settle=(
        """
update incoming_shipments i set
    dispatched_at = coalesce(i.dispatched_at, k.dispatched_at),
    expected_on = coalesce(i.expected_on, k.expected_on)
from shipments k where k.id = i.id
""",
    ),
    refuse_before=(
        """
select i.line, 'order_id' as field, 'the hub has this shipment under another order' as message
from incoming_shipments i join shipments k on k.id = i.id where k.order_id <> i.order_id
""",
        """
select i.line, 'tracking_number' as field, 'the hub has this number on the shipment ' || k.id as message
from incoming_shipments i join shipments k on k.carrier = i.carrier and k.tracking_number = i.tracking_number
where k.id <> i.id
""",
    ),
    merge="""
with merged as (
    insert into shipments as kept
        (id, order_id, direction, carrier, tracking_number, dispatched_at, promised_on, expected_on)
    select id, order_id, direction, carrier, tracking_number, dispatched_at, promised_on, expected_on
    from incoming_shipments
    on conflict (id) do update set
        (direction, carrier, tracking_number, dispatched_at, promised_on, expected_on) =
        (excluded.direction, excluded.carrier, excluded.tracking_number, excluded.dispatched_at,
        excluded.promised_on, excluded.expected_on)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from shipments where id = any($1::text[])",
)

SCANS = Table(
    name="scans",
    columns=("shipment_id", "event_id", "at", "status", "place", "latitude", "longitude"),
    stage="create temp table incoming_scans (line integer not null, like scans including defaults) on commit drop",
    merge="""
with merged as (
    insert into scans as kept (shipment_id, event_id, at, status, place, latitude, longitude)
    select shipment_id, event_id, at, status, place, latitude, longitude from incoming_scans
    on conflict (shipment_id, event_id) do update set
        (at, status, place, latitude, longitude) =
        (excluded.at, excluded.status, excluded.place, excluded.latitude, excluded.longitude)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
)

RETURNS = Table(
    name="returns",
    columns=("id", "order_id", "status", "opened_at", "line_ids", "shipment_id", "refund_due", "currency"),
    stage="create temp table incoming_returns (line integer not null, like returns including defaults) on commit drop",
    settle=(
        """
update incoming_returns i set
    status = case when array_position(steps, k.status) > array_position(steps, i.status) then k.status else i.status end,
    shipment_id = coalesce(i.shipment_id, k.shipment_id)
from returns k, (values (array['authorised', 'in_transit', 'received', 'closed'])) as known (steps)
where k.id = i.id
""",
    ),
    refuse_before=(
        """
select i.line, 'order_id' as field, 'the hub has this return under another order' as message
from incoming_returns i join returns k on k.id = i.id where k.order_id <> i.order_id
""",
    ),
    merge="""
with merged as (
    insert into returns as kept (id, order_id, status, opened_at, line_ids, shipment_id, refund_due, currency)
    select id, order_id, status, opened_at, line_ids, shipment_id, refund_due, currency from incoming_returns
    on conflict (id) do update set
        (status, opened_at, line_ids, shipment_id, refund_due, currency) = (excluded.status, excluded.opened_at,
        excluded.line_ids, excluded.shipment_id, excluded.refund_due, excluded.currency)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
)

_SUBSCRIPTION_COLUMNS = (
    "id", "customer_id", "plan", "price", "currency", "interval_days", "started_at", "cancelled_at", "ends_at",
)  # fmt: skip

SUBSCRIPTIONS = Table(
    name="subscriptions",
    columns=_SUBSCRIPTION_COLUMNS,
    stage="create temp table incoming_subscriptions (line integer not null, like subscriptions including defaults) on commit drop",
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this subscription under another customer' as message
from incoming_subscriptions i join subscriptions k on k.id = i.id where k.customer_id <> i.customer_id
""",
        """
select i.line, 'currency' as field, 'the hub has this subscription in ' || k.currency as message
from incoming_subscriptions i join subscriptions k on k.id = i.id where k.currency <> i.currency
""",
    ),
    merge="""
with merged as (
    insert into subscriptions as kept
        (id, customer_id, plan, price, currency, interval_days, started_at, cancelled_at, ends_at)
    select id, customer_id, plan, price, currency, interval_days, started_at, cancelled_at, ends_at
    from incoming_subscriptions
    on conflict (id) do update set
        (plan, price, currency, interval_days, started_at, cancelled_at, ends_at) = (excluded.plan, excluded.price,
        excluded.currency, excluded.interval_days, excluded.started_at, excluded.cancelled_at, excluded.ends_at)
    where kept.* is distinct from excluded.*
    returning xmax = 0 as fresh
) select count(*) filter (where fresh) as new, count(*) filter (where not fresh) as changed from merged
""",
    find="select * from subscriptions where id = any($1::text[])",
)

# In the order of their references.
TABLES = (
    CUSTOMERS, ADDRESSES, PAYMENT_METHODS, PRODUCTS, ORDERS, ORDER_LINES, SHIPMENTS, SCANS, RETURNS, SUBSCRIPTIONS,
)  # fmt: skip
