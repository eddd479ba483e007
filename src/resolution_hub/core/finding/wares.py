"""What acts can choose from, and what went before: read once for one proposal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from resolution_hub.core.errors import CoreError
from resolution_hub.core.ledger import Plan
from resolution_hub.core.money import Money
from resolution_hub.core.order import DeliveryOption, Variant

_Good = TypeVar("_Good", Variant, DeliveryOption, Plan)


class NotTheirs(CoreError):
    """An id in the act is none of this customer's, or does not exist: the two are not told apart. `what` names its kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Wares:
    """What can be changed to: variants of the products in question, speeds of delivery in the customer's region, plans.

    Where a currency is named, what is found has its price in it, if the shop gave one.
    """

    variants: tuple[Variant, ...] = ()
    delivery: tuple[DeliveryOption, ...] = ()
    plans: tuple[Plan, ...] = ()

    def variant(self, variant_id: str | None, currency: str = "") -> Variant | None:
        return _find(self.variants, variant_id, currency)

    def option(self, option_id: str | None, currency: str = "") -> DeliveryOption | None:
        return _find(self.delivery, option_id, currency)

    def plan(self, plan_id: str | None, currency: str = "") -> Plan | None:
        return _find(self.plans, plan_id, currency)


def priced_in(good: _Good, currency: str) -> _Good:
    """`good` with its price in this currency as its `price`; as it is where the shop gave none. Nothing is converted."""
    price = next((each for each in good.prices if each.currency == currency), None)
    if price is None:
        return good
    others: tuple[Money, ...] = tuple(each for each in good.prices if each != price)
    return replace(good, price=price, prices=(good.price, *others))


def _find(goods: tuple[_Good, ...], wanted: str | None, currency: str) -> _Good | None:
    found = next((good for good in goods if good.id == wanted), None)
    return priced_in(found, currency) if found is not None else None


@dataclass(frozen=True, slots=True)
class History:
    """What the hub did for this customer before, where a rule looks at it."""

    problems: int = 0  # put right without a person in the last 180 days
    photos_seen_before: bool = False
    adjusted_lines: frozenset[str] = frozenset()
