"""What Juniper & Pine offers beside its goods: speeds of delivery, plans, promotions; and all of it as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from resolution_hub.connectors.demo_shop.catalogue import PRODUCTS
from resolution_hub.connectors.demo_shop.places import REGIONS, Region

# Express and next day, in minor units of the region's currency; the standard price is the region's own.
_FASTER = {"US": (1295, 2495), "GB": (895, 1495), "DE": (990, 1790), "FR": (990, 1790), "JP": (1200, 1800)}
_SMALL_CLUB, _LARGE_CLUB = 1900, 3400  # US cents for half a kilogram and a whole one


@dataclass(frozen=True, slots=True)
class Plan:
    """Plans of one family replace each other, so a family is of one currency."""

    id: str
    family: str
    name: str
    price: int
    currency: str
    interval_days: int


def membership_plan(region: Region, *, yearly: bool = False) -> Plan:
    price, days, often = (region.yearly, 365, "yearly") if yearly else (region.monthly, 30, "monthly")
    return _plan("juniper_plus", often, f"Juniper Plus {often}", price, region.currency, days)


def coffee_plan(region: Region, *, large: bool = False) -> Plan:
    usd, size = (_LARGE_CLUB, "1 kg") if large else (_SMALL_CLUB, "500 g")
    return _plan(
        "coffee_club", size.replace(" ", ""), f"Juniper Coffee club, {size}", region.price(usd), region.currency, 30
    )


def delivery_id(region: Region) -> str:
    """The usual delivery of a region."""
    return f"del_{region.code.lower()}_standard"


def _plan(family: str, kind: str, name: str, price: int, currency: str, days: int) -> Plan:
    own = family if currency == "USD" else f"{family}_{currency.lower()}"
    return Plan(f"plan_{own}_{kind}", own, name, price, currency, days)


def records(now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Products, variants, delivery options, plans and promotions in the import format."""
    return {
        "products": [
            {"id": p.id, "name": p.name, "category": p.category, "description": p.description, "icon": p.icon,
             "price": p.usd, "currency": "USD"}
            for p in PRODUCTS
        ],
        "variants": [
            {"id": v.id, "product_id": p.id, "options": dict(v.options), "price": v.usd, "currency": "USD",
             "prices": _abroad(v.usd), "available": v.available}
            for p in PRODUCTS for v in p.variants
        ],
        "delivery_options": [option for region in REGIONS for option in _delivery(region)],
        "plans": list(_plans()),
        "promotions": _promotions(now),
    }  # fmt: skip


def _abroad(usd: int) -> dict[str, int]:
    """A list price in every other currency that the shop sells in."""
    return {region.currency: region.price(usd) for region in REGIONS if region.currency != "USD"}


def _delivery(region: Region) -> Iterator[dict[str, Any]]:
    express, next_day = _FASTER[region.code]
    for name, price, days_from, days_to in (
        ("Standard", region.shipping, 2, 4),
        ("Express", express, 1, 2),
        ("Next day", next_day, 1, 1),
    ):
        yield {
            "id": f"del_{region.code.lower()}_{name.lower().replace(' ', '_')}", "region": region.code, "name": name,
            "price": price, "currency": region.currency, "days_from": days_from, "days_to": days_to,
        }  # fmt: skip


def _plans() -> Iterator[dict[str, Any]]:
    for region in {region.currency: region for region in REGIONS}.values():
        for plan in (
            membership_plan(region),
            membership_plan(region, yearly=True),
            coffee_plan(region),
            coffee_plan(region, large=True),
        ):
            yield {
                "id": plan.id, "family": plan.family, "name": plan.name, "price": plan.price, "currency": plan.currency,
                "interval_days": plan.interval_days,
            }  # fmt: skip


def _promotions(now: datetime) -> list[dict[str, Any]]:
    def lasting(before: int, after: int) -> dict[str, str]:
        from_, to = (now + timedelta(days=days) for days in (-before, after))
        return {"starts_at": from_.isoformat(), "ends_at": to.isoformat()}

    return [
        {"code": "WELCOME10", "name": "10 % off, for new friends", "percent": 10, **lasting(200, 165)},
        {"code": "COFFEE5", "name": "5 dollars off coffee and tea", "amount": 500, "currency": "USD", "minimum": 3000,
         "category": "Coffee and tea", **lasting(12, 18)},
        {"code": "GARDEN15", "name": "15 % off the garden", "percent": 15, "category": "Garden", **lasting(60, -15)},
    ]  # fmt: skip
