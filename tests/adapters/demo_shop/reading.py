"""Reads the demo's records the way that the hub does, into core values, without a database."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from resolution_hub.connectors.demo_shop import DemoShop
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import Charge, Ledger, PaymentMethod, Plan, Refund, Subscription
from resolution_hub.core.order import Address, DeliveryOption, Order, Return, Variant
from resolution_hub.core.people import Customer
from resolution_hub.core.situation import Situation

Rows = list[dict[str, Any]]


def grouped(rows: Rows, by: str) -> dict[str, Rows]:
    groups: dict[str, Rows] = defaultdict(list)
    for row in rows:
        groups[row.get(by, "")].append(row)
    return groups


class Reader:
    def __init__(self, shop: DemoShop, now: datetime) -> None:
        self.now = now
        self.records = shop.records
        self.customers = {row["id"]: row for row in shop.records["customers"]}
        self.products = {row["id"]: row for row in shop.records["products"]}
        self.addresses = {row["id"]: msgspec.convert(row, Address) for row in shop.records["addresses"]}
        self.methods = grouped(shop.records["payment_methods"], "customer_id")
        self.orders = grouped(shop.records["orders"], "customer_id")
        self.lines = grouped(shop.records["order_lines"], "order_id")
        self.shipments = grouped(shop.records["shipments"], "order_id")
        self.scans = grouped(shop.records["scans"], "shipment_id")
        self.returns = grouped(shop.records["returns"], "order_id")
        self.subscriptions = grouped(shop.records["subscriptions"], "customer_id")
        self.charges = grouped(shop.records["charges"], "customer_id")
        self.refunds = grouped(shop.records["refunds"], "charge_id")

    def situation(self, customer_id: str) -> Situation:
        orders = sorted(self.orders[customer_id], key=lambda o: o["placed_at"], reverse=True)
        charges = self.charges[customer_id]
        refunds = [r for c in charges for r in self.refunds[c["id"]]]
        return Situation(
            customer=msgspec.convert(self.customers[customer_id], Customer),
            now=self.now,
            orders=tuple(self._order(o) for o in orders),
            returns=tuple(self._return(r) for o in orders for r in self.returns[o["id"]]),
            subscriptions=tuple(_with_money(s, "price", Subscription) for s in self.subscriptions[customer_id]),
            ledger=Ledger(
                tuple(_with_money(c, "amount", Charge) for c in charges),
                tuple(_with_money(r, "amount", Refund) for r in refunds),
            ),
            methods=tuple(_with_money(m, "balance", PaymentMethod) for m in self.methods[customer_id]),
            home=self.addresses["adr_" + customer_id.removeprefix("cus_")],
        )

    def wares(self) -> Wares:
        """All that the shop offers, in every region."""
        variants = [
            _with_money(
                row | {"options": list(row["options"].items()), "prices": _price_list(row["prices"])}, "price", Variant
            )
            for row in self.records["variants"]
        ]
        delivery = [_with_money(row, "price", DeliveryOption) for row in self.records["delivery_options"]]
        plans = [_with_money(row, "price", Plan) for row in self.records["plans"]]
        return Wares(tuple(variants), tuple(delivery), tuple(plans))

    def _order(self, row: dict[str, Any]) -> Order:
        money = {"currency": row["currency"]}
        lines = [
            line
            | {name: self.products[line["product_id"]][name] for name in ("icon", "category", "description")}
            | {name: money | {"minor": line[name]} for name in ("unit_price", "paid")}
            for line in self.lines[row["id"]]
        ]
        shipments = [self._shipment(s) for s in self.shipments[row["id"]]]
        amounts = {name: money | {"minor": row[name]} for name in ("total", "shipping")}
        address = msgspec.to_builtins(self.addresses[row["address_id"]])
        return msgspec.convert(row | amounts | {"address": address, "lines": lines, "shipments": shipments}, Order)

    def _shipment(self, row: dict[str, Any]) -> dict[str, Any]:
        return (
            {"promised_on": None, "expected_on": None, "dispatched_at": None} | row | {"scans": self.scans[row["id"]]}
        )

    def _return(self, row: dict[str, Any]) -> Return:
        shipment = next(self._shipment(s) for s in self.shipments[row["order_id"]] if s["id"] == row["shipment_id"])
        due = {"minor": row["refund_due"], "currency": row["currency"]}
        return msgspec.convert(row | {"refund_due": due, "shipment": shipment}, Return)


def _price_list(prices: dict[str, int]) -> Rows:
    return [{"minor": minor, "currency": currency} for currency, minor in prices.items()]


def _with_money(row: dict[str, Any], field: str, form: type[Any]) -> Any:
    if row.get(field) is None:
        return msgspec.convert(row, form)
    return msgspec.convert(row | {field: {"minor": row[field], "currency": row["currency"]}}, form)
