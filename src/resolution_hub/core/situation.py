"""Everything the hub knows about one customer at one moment, as one value that decisions read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from resolution_hub.core.ledger import BillingError, Ledger, Subscription, find_billing_errors
from resolution_hub.core.order import Order, Return, Shipment
from resolution_hub.core.people import Customer


@dataclass(frozen=True, slots=True)
class Situation:
    """`orders` newest first. `now` is aware; `today` is the customer's own calendar day."""

    customer: Customer
    now: datetime
    orders: tuple[Order, ...] = ()
    returns: tuple[Return, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def day_of(self, at: datetime) -> date:
        """The customer's own calendar day of a moment."""
        return at.astimezone(ZoneInfo(self.customer.timezone)).date()

    @property
    def billing_errors(self) -> tuple[BillingError, ...]:
        return find_billing_errors(self.ledger, self.subscriptions)

    def order(self, order_id: str) -> Order | None:
        return next((o for o in self.orders if o.id == order_id), None)

    def order_by_number(self, number: str) -> Order | None:
        wanted = bare_number(number)
        return next((o for o in self.orders if bare_number(o.number) == wanted), None)

    def order_by_tracking(self, number: str) -> Order | None:
        wanted = bare_number(number)
        return next((o for o in self.orders for s in o.shipments if bare_number(s.tracking_number) == wanted), None)

    def shipment(self, shipment_id: str) -> tuple[Order, Shipment] | None:
        for order in self.orders:
            for shipment in order.shipments:
                if shipment.id == shipment_id:
                    return order, shipment
        return None

    def items_in(self, order: Order, shipment: Shipment) -> tuple[str, ...]:
        """What is in a parcel, by name: of a return only what goes back."""
        back = next((r for r in self.returns if r.shipment is not None and r.shipment.id == shipment.id), None)
        return tuple(line.name for line in order.lines if back is None or line.id in back.line_ids)

    def orders_named(self, words: Iterable[str]) -> tuple[Order, ...]:
        """Orders of which a line's name shares a word with `words`, best match first."""
        wanted = {_stem(word) for word in words}
        scored = []
        for place, order in enumerate(self.orders):
            hits = max(len(wanted & {_stem(w) for w in line.name.lower().split()}) for line in order.lines)
            if hits:
                scored.append((-hits, place, order))
        if not scored:
            return ()
        best = min(score for score, _, _ in scored)
        return tuple(order for score, _, order in sorted(scored, key=lambda s: s[:2]) if score == best)


def bare_number(number: str) -> str:
    """An order or tracking number as compared: upper case, letters and digits only."""
    return "".join(ch for ch in number.upper() if ch.isalnum())


def _stem(word: str) -> str:
    """Good enough to match 'kettles' with 'kettle'; the language port does the real reading."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
