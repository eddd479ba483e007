"""Taking in the shop's records in bulk: what may come in, and what stands above it.

A row's key never moves to another customer or order. An export may be older than what carriers and customers did since,
so an order and a return only move on, and what is known of a parcel or a cancellation is not forgotten because the
export leaves it out. What customers had the hub do stands: `hub.exported_at`, a setting of the transaction, is the
moment that the export shows, and acts that were done later are newer than it. Nothing is deleted. Read by `kit.bulk`;
ledger rows are taken in by `remedies`.
"""

from __future__ import annotations

from resolution_hub.features.records import intake_wares as wares
from resolution_hub.kit.bulk import Table, staging, upsert

_CUSTOMERS = ("id", "given_name", "family_name", "email", "locale", "region", "currency", "timezone")

CUSTOMERS = Table(
    name="customers",
    columns=_CUSTOMERS,
    stage=staging("customers"),
    merge=upsert("customers", _CUSTOMERS),
    find="select * from customers where id = any($1::text[])",
)

_ADDRESSES = ("id", "customer_id", "lines", "city", "region", "postcode", "country")

ADDRESSES = Table(
    name="addresses",
    columns=_ADDRESSES,
    stage=staging("addresses"),
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this address under another customer' as message
from incoming_addresses i join addresses k on k.id = i.id where k.customer_id <> i.customer_id
""",
    ),
    merge=upsert("addresses", _ADDRESSES, ("customer_id",)),
    find="select * from addresses where id = any($1::text[])",
)

_PAYMENT_METHODS = ("id", "customer_id", "kind", "label", "balance", "currency", "expires_on")

PAYMENT_METHODS = Table(
    name="payment_methods",
    columns=_PAYMENT_METHODS,
    stage=staging("payment_methods"),
    # What was drawn on or paid onto a gift card through the hub since the export is not in its balance.
    settle=(
        """
select k.id from payment_methods k join incoming_payment_methods i on i.id = k.id
where k.balance is distinct from i.balance order by k.id for update of k
""",
        """
update incoming_payment_methods i set balance = k.balance, currency = k.currency
from payment_methods k, (select current_setting('hub.exported_at')::timestamptz) as export (at)
where k.id = i.id and k.balance is not null and (
    exists (select from collections c where c.method_id = k.id and greatest(c.requested_at, c.ended_at) > export.at)
    or exists (
        select from refunds r join charges c on c.id = r.charge_id
        where coalesce(r.method_id, c.method_id) = k.id and r.case_id is not null
            and greatest(r.requested_at, r.sent_at) > export.at
    )
)
""",
    ),
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this payment method under another customer' as message
from incoming_payment_methods i join payment_methods k on k.id = i.id where k.customer_id <> i.customer_id
""",
    ),
    merge=upsert("payment_methods", _PAYMENT_METHODS, ("customer_id",)),
    find="select * from payment_methods where id = any($1::text[])",
)

_ORDERS = (
    "id", "number", "customer_id", "placed_at", "status", "total", "currency", "address_id", "cancelled_at", "shipping",
    "delivery_id", "promotion",
)  # fmt: skip

ORDERS = Table(
    name="orders",
    columns=_ORDERS,
    stage=staging("orders", optional=("shipping",)),
    # Held until the commit, so that no cancellation comes between the comparison and the merge.
    settle=(
        "select k.id from orders k join incoming_orders i on i.id = k.id order by k.id for update of k",
        """
update incoming_orders i set
    status =
        case when array_position(steps, k.status) > array_position(steps, i.status) then k.status else i.status end,
    cancelled_at = coalesce(i.cancelled_at, k.cancelled_at)
from orders k, (values (array['placed', 'preparing', 'dispatched', 'delivered', 'cancelled'])) as known (steps)
where k.id = i.id
""",
        "update incoming_orders set shipping = 0 where shipping is null",
        """
update incoming_orders i set
    total = k.total, shipping = k.shipping, address_id = k.address_id, delivery_id = k.delivery_id
from orders k where k.id = i.id and exists (
    select from acts a
    where a.about = k.id and a.state = 'done' and a.ended_at > current_setting('hub.exported_at')::timestamptz
)
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
    merge=upsert("orders", _ORDERS, ("customer_id", "currency")),
    refuse_after=(
        """
select i.line, 'id' as field, 'the order has no lines' as message
from incoming_orders i where not exists (select from order_lines l where l.order_id = i.id)
""",
    ),
    find="select * from orders where id = any($1::text[])",
)

_ORDER_LINES = (
    "id", "order_id", "product_id", "name", "options", "quantity", "unit_price", "variant_id", "paid",
)  # fmt: skip

ORDER_LINES = Table(
    name="order_lines",
    columns=_ORDER_LINES,
    stage=staging("order_lines"),
    settle=(
        # A swap may have made two lines of one, which the shop may call otherwise: from then on the hub's lines stand.
        """
delete from incoming_order_lines i using orders o
where o.id = i.order_id and o.changes && array['items', 'exchange']
    and not exists (select from order_lines k where k.id = i.id and k.order_id <> i.order_id)
""",
        """
update incoming_order_lines i set quantity = greatest(i.quantity, k.cancelled + k.returned)
from order_lines k where k.id = i.id
""",
    ),
    refuse_before=(
        """
select i.line, 'order_id' as field, 'the hub has this line under another order' as message
from incoming_order_lines i join order_lines k on k.id = i.id where k.order_id <> i.order_id
""",
    ),
    merge=upsert("order_lines", _ORDER_LINES, ("order_id",)),
    find="select * from order_lines where id = any($1::text[])",
)

_SHIPMENTS = (
    "id", "order_id", "direction", "carrier", "tracking_number", "dispatched_at", "promised_on", "expected_on",
)  # fmt: skip

SHIPMENTS = Table(
    name="shipments",
    columns=_SHIPMENTS,
    stage=staging("shipments"),
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
    merge=upsert("shipments", _SHIPMENTS, ("order_id",)),
    find="select * from shipments where id = any($1::text[])",
)

_SCANS = ("shipment_id", "event_id", "at", "status", "place", "latitude", "longitude")

SCANS = Table(
    name="scans",
    columns=_SCANS,
    stage=staging("scans"),
    merge=upsert("scans", _SCANS, key=("shipment_id", "event_id")),
)

_RETURNS = ("id", "order_id", "status", "opened_at", "line_ids", "shipment_id", "refund_due", "currency", "items")

RETURNS = Table(
    name="returns",
    columns=_RETURNS,
    stage=staging("returns", optional=("items",)),
    settle=(
        """
update incoming_returns i set
    status =
        case when array_position(steps, k.status) > array_position(steps, i.status) then k.status else i.status end,
    shipment_id = coalesce(i.shipment_id, k.shipment_id)
from returns k, (values (array['authorised', 'in_transit', 'received', 'closed'])) as known (steps)
where k.id = i.id
""",
        "update incoming_returns set items = '[]' where items is null",
        # Of a return that was opened through the hub, the shop tells how far it has come.
        """
update incoming_returns i set opened_at = k.opened_at, line_ids = k.line_ids, refund_due = k.refund_due, items = k.items
from returns k where k.id = i.id and k.case_id is not null
""",
    ),
    refuse_before=(
        """
select i.line, 'order_id' as field, 'the hub has this return under another order' as message
from incoming_returns i join returns k on k.id = i.id where k.order_id <> i.order_id
""",
    ),
    # Units of a new return are on their way back from now on, all of a line where the return does not say how many.
    merge=upsert(
        "returns",
        _RETURNS,
        ("order_id",),
        then=""", units as (
    select line_id, sum(quantity) as quantity
    from (
        select item.line_id, item.quantity
        from merged, jsonb_to_recordset(merged.items) as item (line_id text, quantity integer) where merged.fresh
        union all
        select l.id, l.quantity from merged join order_lines l on l.id = any(merged.line_ids)
        where merged.fresh and merged.items = '[]'
    ) each group by line_id
), on_their_way as (
    update order_lines l set returned = least(l.quantity - l.cancelled, l.returned + u.quantity)
    from units u where l.id = u.line_id
)""",
    ),
)

_SUBSCRIPTIONS = (
    "id", "customer_id", "plan", "price", "currency", "interval_days", "started_at", "cancelled_at", "ends_at",
    "plan_id", "trial_ends_at", "paused_at", "resumes_at",
)  # fmt: skip

SUBSCRIPTIONS = Table(
    name="subscriptions",
    columns=_SUBSCRIPTIONS,
    stage=staging("subscriptions"),
    # Held as orders are. One that the customer changed after the export stays as the hub has it.
    settle=(
        "select k.id from subscriptions k join incoming_subscriptions i on i.id = k.id order by k.id for update of k",
        """
delete from incoming_subscriptions i using subscriptions k
where k.id = i.id and k.customer_id = i.customer_id and k.currency = i.currency and exists (
    select from acts a
    where a.about = k.id and a.state = 'done' and a.ended_at > current_setting('hub.exported_at')::timestamptz
)
""",
    ),
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
    merge=upsert("subscriptions", _SUBSCRIPTIONS, ("customer_id",)),
    find="select * from subscriptions where id = any($1::text[])",
)

# In the order of their references.
TABLES = (
    CUSTOMERS, ADDRESSES, PAYMENT_METHODS, *wares.TABLES, ORDERS, ORDER_LINES, SHIPMENTS, SCANS, RETURNS, SUBSCRIPTIONS,
)  # fmt: skip
