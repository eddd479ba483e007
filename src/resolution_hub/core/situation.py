"""Everything the hub knows about one customer at one moment, as one value that decisions read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from resolution_hub.core.ledger import BillingError, Ledger, PaymentMethod, Subscription, find_billing_errors
from resolution_hub.core.order import Address, Order, Return, Shipment
from resolution_hub.core.people import Customer


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case of this customer's that a person is to look at and that is not solved yet."""

    id: str


@dataclass(frozen=True, slots=True)
class Situation:
    """`orders` newest first. `now` is aware; `today` is the customer's own calendar day. `home`: where new orders go."""

    customer: Customer
    now: datetime
    orders: tuple[Order, ...] = ()
    returns: tuple[Return, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    open_cases: tuple[OpenCase, ...] = ()
    methods: tuple[PaymentMethod, ...] = ()
    home: Address | None = None

    def method(self, method_id: str | None) -> PaymentMethod | None:
        return next((m for m in self.methods if m.id == method_id), None)

    def subscription(self, subscription_id: str) -> Subscription | None:
        return next((s for s in self.subscriptions if s.id == subscription_id), None)

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

    def order_about(self, thing: str) -> Order | None:
        """The order that an id is about: its own, one of its parcels', returns', charges' or refunds'."""
        found = self.order(thing)
        if found is not None:
            return found
        parcel = self.shipment(thing)
        if parcel is not None:
            return parcel[0]
        back = next((r for r in self.returns if r.id == thing), None)
        if back is not None:
            return self.order(back.order_id)
        refund = next((r for r in self.ledger.refunds if r.id == thing), None)
        charge = self.ledger.charge(refund.charge_id if refund is not None else thing)
        return self.order(charge.order_id) if charge is not None and charge.order_id is not None else None


def bare_number(number: str) -> str:
    """An order or tracking number as compared: upper case, letters and digits only."""
    return "".join(ch for ch in number.upper() if ch.isalnum())
