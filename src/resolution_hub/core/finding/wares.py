"""What acts can choose from, and what went before: read once for one proposal."""

from __future__ import annotations

from dataclasses import dataclass

from resolution_hub.core.errors import CoreError
from resolution_hub.core.ledger import Plan
from resolution_hub.core.order import DeliveryOption, Variant


class NotTheirs(CoreError):
    """An id in the act is none of this customer's, or does not exist: the two are not told apart. `what` names its kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Wares:
    """What can be changed to: variants of the products in question, speeds of delivery in the customer's region, plans."""

    variants: tuple[Variant, ...] = ()
    delivery: tuple[DeliveryOption, ...] = ()
    plans: tuple[Plan, ...] = ()

    def variant(self, variant_id: str | None) -> Variant | None:
        return next((v for v in self.variants if v.id == variant_id), None)

    def option(self, option_id: str | None) -> DeliveryOption | None:
        return next((o for o in self.delivery if o.id == option_id), None)

    def plan(self, plan_id: str | None) -> Plan | None:
        return next((p for p in self.plans if p.id == plan_id), None)


@dataclass(frozen=True, slots=True)
class History:
    """What the hub did for this customer before, where a rule looks at it."""

    problems: int = 0  # put right without a person in the last 180 days
    photos_seen_before: bool = False
    adjusted_lines: frozenset[str] = frozenset()
