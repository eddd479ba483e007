"""Juniper & Pine: an invented shop with a year of customers, orders, parcels and payments, to try the hub with."""

from resolution_hub.connectors.demo_shop.personas import Persona
from resolution_hub.connectors.demo_shop.plan import PlanStep
from resolution_hub.connectors.demo_shop.shop import NAME, DemoShop, generate

__all__ = ["NAME", "DemoShop", "Persona", "PlanStep", "generate"]
