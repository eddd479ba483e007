"""Taking the shop's own charges and refunds into the ledger, in bulk (read by `kit.bulk`).

A charge never moves to another customer, order, subscription or currency, nor a refund to another charge. A refund that
the hub granted is the hub's: the shop's export may name it by the hub's id or by the payment provider's reference, and
either way the hub's row stands as it is and is not counted twice. So is a payment that the hub took; the shop must name
it by the hub's id, since refunds refer to it. Whatever came in, the refunds of a charge that did not
fail never exceed it. Nothing here sends money.
"""

from __future__ import annotations

from resolution_hub.kit.bulk import Table, staging, upsert

_CHARGES = (
    "id", "customer_id", "order_id", "subscription_id", "amount", "currency", "at", "method", "method_label",
    "description", "method_id", "reference",
)  # fmt: skip

CHARGES = Table(
    name="charges",
    columns=_CHARGES,
    stage=staging("charges"),
    # Grants are made with the charge locked; an amount must not change under one.
    settle=(
        "select k.id from charges k join incoming_charges i on i.id = k.id order by k.id for update of k",
        """
delete from incoming_charges i using charges k
where k.id = i.id and k.customer_id = i.customer_id and exists (select from collections c where c.id = k.id)
""",
    ),
    refuse_before=(
        """
select i.line, 'customer_id' as field, 'the hub has this charge under another customer' as message
from incoming_charges i join charges k on k.id = i.id where k.customer_id <> i.customer_id
""",
        """
select i.line, 'order_id' as field, 'the hub has this charge for another order' as message
from incoming_charges i join charges k on k.id = i.id where k.order_id is distinct from i.order_id
""",
        """
select i.line, 'subscription_id' as field, 'the hub has this charge for another subscription' as message
from incoming_charges i join charges k on k.id = i.id where k.subscription_id is distinct from i.subscription_id
""",
        """
select i.line, 'currency' as field, 'the hub has this charge in ' || k.currency as message
from incoming_charges i join charges k on k.id = i.id where k.currency <> i.currency
""",
        """
select i.line, 'reference' as field, 'the hub took this payment and has it as the charge ' || k.id as message
from incoming_charges i join charges k on k.reference = i.reference and k.customer_id = i.customer_id
where k.id <> i.id and exists (select from collections c where c.id = k.id)
""",
    ),
    merge=upsert("charges", _CHARGES, ("customer_id", "order_id", "subscription_id", "currency")),
    refuse_after=(
        """
select i.line, 'amount' as field, 'the refunds that the hub has of this charge come to ' || r.total as message
from incoming_charges i
join (select charge_id, sum(amount) as total from refunds where state <> 'failed' group by charge_id) r
    on r.charge_id = i.id
where r.total > i.amount and not exists (select from incoming_refunds n where n.charge_id = i.id)
""",
    ),
    find="select * from charges where id = any($1::text[])",
)

_REFUNDS = ("id", "charge_id", "amount", "currency", "state", "requested_at", "sent_at", "reference")

REFUNDS = Table(
    name="refunds",
    columns=_REFUNDS,
    stage=staging("refunds"),
    settle=(
        "select k.id from charges k join incoming_refunds i on i.charge_id = k.id order by k.id for update of k",
        """
delete from incoming_refunds i using refunds k
where k.case_id is not null and k.charge_id = i.charge_id and (k.id = i.id or k.reference = i.reference)
""",
    ),
    refuse_before=(
        """
select i.line, 'charge_id' as field, 'the hub has this refund of another charge' as message
from incoming_refunds i join refunds k on k.id = i.id where k.charge_id <> i.charge_id
""",
    ),
    merge=upsert("refunds", _REFUNDS, ("charge_id",), only="kept.case_id is null"),
    refuse_after=(
        """
select min(i.line) as line, 'amount' as field,
    'with what the hub has, the refunds of this charge come to ' || r.total || ', more than its ' || c.amount as message
from incoming_refunds i
join charges c on c.id = i.charge_id
join (select charge_id, sum(amount) as total from refunds where state <> 'failed' group by charge_id) r
    on r.charge_id = c.id
where r.total > c.amount
group by c.id, c.amount, r.total
""",
    ),
)

# In the order of their references.
TABLES = (CHARGES, REFUNDS)
