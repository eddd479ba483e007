"""The demo shop as one value, the same for the same seed and moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from resolution_hub.connectors.demo_shop.books import Books, Record
from resolution_hub.connectors.demo_shop.history import write_history
from resolution_hub.connectors.demo_shop.people import crowd
from resolution_hub.connectors.demo_shop.personas import AGENTS, PERSONAS, Persona, Worker
from resolution_hub.connectors.demo_shop.plan import PlanStep, lay
from resolution_hub.connectors.demo_shop.stories import write_personas

NAME = "Juniper & Pine"


@dataclass(frozen=True, slots=True)
class DemoShop:
    """`records`: lists of import format 1 by kind, in an order that can be loaded as it stands. `agents` have no password."""

    records: dict[str, list[Record]]
    parcel_plan: list[PlanStep]
    personas: tuple[Persona, ...]
    agents: tuple[Worker, ...]


def generate(seed: int, now: datetime) -> DemoShop:
    """A year of Juniper & Pine up to `now` (aware; whole seconds are kept), and what its parcels have ahead of them."""
    books = Books(Random(seed), now.astimezone(UTC).replace(microsecond=0))  # noqa: S311  invented data, no secret
    write_personas(books)
    write_history(books, crowd(books))
    plan = lay(books)
    books.records["scans"].sort(key=lambda scan: (scan["shipment_id"], scan["at"]))
    return DemoShop(books.records, plan, PERSONAS, AGENTS)
