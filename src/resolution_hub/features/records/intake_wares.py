"""Taking in what the shop offers, in bulk: products and their variants, speeds of delivery, plans, promotions.

All of it is the shop's: what the hub has follows the newest import.
"""

from __future__ import annotations

from resolution_hub.kit.bulk import Table, staging, upsert

_PRODUCTS = ("id", "name", "category", "description", "icon", "price", "currency")

PRODUCTS = Table(
    name="products",
    columns=_PRODUCTS,
    stage=staging("products"),
    merge=upsert("products", _PRODUCTS),
    find="select * from products where id = any($1::text[])",
)


def _one_price(name: str) -> str:
    """Who leaves the price list out sells in one currency."""
    return f"update incoming_{name} set prices = '{{}}' where prices is null"


_VARIANTS = ("id", "product_id", "options", "price", "currency", "prices", "available")

VARIANTS = Table(
    name="variants",
    columns=_VARIANTS,
    stage=staging("variants", optional=("prices",)),
    settle=(_one_price("variants"),),
    refuse_before=(
        """
select i.line, 'product_id' as field, 'the hub has this variant under another product' as message
from incoming_variants i join variants k on k.id = i.id where k.product_id <> i.product_id
""",
    ),
    merge=upsert("variants", _VARIANTS, ("product_id",)),
    find="select * from variants where id = any($1::text[])",
)

_DELIVERY_OPTIONS = ("id", "region", "name", "price", "currency", "prices", "days_from", "days_to")

DELIVERY_OPTIONS = Table(
    name="delivery_options",
    columns=_DELIVERY_OPTIONS,
    stage=staging("delivery_options", optional=("prices",)),
    settle=(_one_price("delivery_options"),),
    merge=upsert("delivery_options", _DELIVERY_OPTIONS),
    find="select * from delivery_options where id = any($1::text[])",
)

_PLANS = ("id", "family", "name", "price", "currency", "prices", "interval_days")

PLANS = Table(
    name="plans",
    columns=_PLANS,
    stage=staging("plans", optional=("prices",)),
    settle=(_one_price("plans"),),
    merge=upsert("plans", _PLANS),
    find="select * from plans where id = any($1::text[])",
)

_PROMOTIONS = (
    "code", "name", "percent", "amount", "currency", "minimum", "category", "starts_at", "ends_at",
)  # fmt: skip

PROMOTIONS = Table(
    name="promotions",
    columns=_PROMOTIONS,
    stage=staging("promotions", optional=("minimum",)),
    settle=("update incoming_promotions set minimum = 0 where minimum is null",),
    merge=upsert("promotions", _PROMOTIONS, key=("code",)),
)

# In the order of their references.
TABLES = (PRODUCTS, VARIANTS, DELIVERY_OPTIONS, PLANS, PROMOTIONS)
