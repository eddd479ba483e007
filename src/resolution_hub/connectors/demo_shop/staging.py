"""What the stories are made of: people, orders that came, parcels on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop.books import Books, Bought, Item, Method, Person
from resolution_hub.connectors.demo_shop.catalogue import BY_ID
from resolution_hub.connectors.demo_shop.history import pay
from resolution_hub.connectors.demo_shop.parcels import Fate, Sighting, depot, travel
from resolution_hub.connectors.demo_shop.people import register
from resolution_hub.connectors.demo_shop.personas import PERSONAS
from resolution_hub.connectors.demo_shop.places import HUBS, Spot, city
from resolution_hub.core.order import ScanStatus


def a_person(books: Books, id_: str, town: str, *methods: str | Method) -> Person:
    """The persona of that id. A method that is text is a card."""
    persona = next(each for each in PERSONAS if each.id == id_)
    given, family = persona.name.split(" ", 1)
    region, where = city(town)
    theirs = tuple(Method("card", each) if isinstance(each, str) else each for each in methods)
    return register(books, id_, given, family, region, where, theirs)


def an_item(product: str, *values: str, quantity: int = 1, usd: int | None = None) -> Item:
    """`values` choose the variant; `usd` is what it cost then."""
    found = BY_ID[f"prd_{product}"]
    return Item(found, found.variant(*values), quantity, usd)


def buy(
    books: Books, person: Person, name: str, placed_at: datetime, items: Sequence[Item], status: str
) -> Bought:  # fmt: skip
    """Paid with the person's first method."""
    bought = books.order(person, placed_at, items, status=status, id_=f"ord_{name}")
    pay(books, bought, placed_at + timedelta(minutes=1), person.methods[:1])
    return bought


def arrived(books: Books, person: Person, name: str, days_ago: int, items: Sequence[Item]) -> Bought:
    """An old order that came on time."""
    placed_at = books.now - timedelta(days=days_ago, hours=5)
    bought = buy(books, person, name, placed_at, items, "delivered")
    left = placed_at + timedelta(hours=15)
    way = travel(books.rng, person.region.warehouse, person.city, person.home, left, Fate.SMOOTH)
    books.ship(bought, way, id_=f"shp_{name}", promised_on=person.day(way[-1].at), expected_on=person.day(way[-1].at))
    return bought


def local(books: Books, person: Person, days_ago: int, hour: int, minute: int) -> datetime:
    """That time of day where the person lives, so many of their days ago."""
    day = person.day(books.now) - timedelta(days=days_ago)
    return datetime.combine(day, time(hour, minute), ZoneInfo(person.city.timezone)).astimezone(UTC)


def bring(books: Books, bought: Bought, name: str, at: datetime, door: str) -> None:
    """The parcel of an order that was placed three days or more before `at`, when it was delivered."""
    person, home = bought.person, bought.person.home
    way = [
        Sighting(at - timedelta(days=2, hours=6), ScanStatus.PICKED_UP, person.region.warehouse),
        Sighting(at - timedelta(days=1, hours=20), ScanStatus.IN_TRANSIT, HUBS[person.city.via]),
        Sighting(at - timedelta(hours=12), ScanStatus.IN_TRANSIT, depot(person.city)),
        Sighting(at - timedelta(hours=5), ScanStatus.OUT_FOR_DELIVERY, depot(person.city)),
        Sighting(at, ScanStatus.DELIVERED, Spot(door, home.latitude, home.longitude)),
    ]
    books.ship(bought, way, id_=f"shp_{name}", promised_on=person.day(at), expected_on=person.day(at))
