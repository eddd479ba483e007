"""The people of the demo whose stories can be tried. Their ids are fixed, so that tests can name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop.books import Books, Bought, Item, Method, Person
from resolution_hub.connectors.demo_shop.catalogue import BY_ID
from resolution_hub.connectors.demo_shop.history import pay
from resolution_hub.connectors.demo_shop.parcels import Fate, Sighting, depot, streets, travel
from resolution_hub.connectors.demo_shop.people import register
from resolution_hub.connectors.demo_shop.places import HUBS, Spot, city
from resolution_hub.core.order import ScanStatus


@dataclass(frozen=True, slots=True)
class Persona:
    """`id` is a customer's or an agent's."""

    kind: Literal["customer", "agent"]
    id: str
    name: str
    story: str
    try_saying: str | None


AGENTS: tuple[dict[str, str], ...] = tuple(
    {"id": id_, "name": name, "email": f"{email}@example.org", "role": role, "department": "Customer care"}
    for id_, name, email, role in (
        ("agt_ruth", "Ruth Adeyemi", "ruth.adeyemi", "agent"),
        ("agt_ben", "Ben Castellano", "ben.castellano", "agent"),
        ("agt_ines", "Inês Carvalho", "ines.carvalho", "supervisor"),
    )
)

PERSONAS: tuple[Persona, ...] = (
    Persona(
        "customer", "cus_maya", "Maya Okafor",
        "Cancelled her membership three weeks ago and was charged for it again this week.", "Subscription refund",
    ),
    Persona(
        "customer", "cus_daniel", "Daniel Whitaker",
        "His espresso machine should have been here two days ago.", "Where is my espresso machine?",
    ),
    Persona(
        "customer", "cus_sofia", "Sofia Marchetti",
        "Her headphones are in the van right now. Watch them come.", "Where is my parcel?",
    ),
    Persona(
        "customer", "cus_james", "James Holloway",
        "The carrier says that his 800-dollar camera lies on the porch. It does not.",
        "My camera says delivered but it's not here",
    ),
    Persona(
        "customer", "cus_priya", "Priya Raman",
        "Sent three things back and waits for her money.", "Where is my refund?",
    ),
    Persona(
        "customer", "cus_hannah", "Hannah Lindqvist",
        "Nothing is wrong: one order arrived, one membership runs. See what the assistant says.", "Subscription refund",
    ),
    Persona(
        "customer", "cus_lukas", "Lukas Baumann",
        "Lives in Köln, pays in euros, and waits for a desk chair.", "When will my chair arrive?",
    ),
    Persona(
        "customer", "cus_noah", "Noah Feldman",
        "Has two open orders and second thoughts about one of them.", "Cancel my order",
    ),
    Persona("agent", "agt_ruth", "Ruth Adeyemi", "Answers customers who ask for a person.", None),
    Persona("agent", "agt_ben", "Ben Castellano", "Works beside Ruth, so that two can try for one case.", None),
    Persona("agent", "agt_ines", "Inês Carvalho", "Leads Customer care and sees how often the boxes were right.", None),
)  # fmt: skip


def write_personas(books: Books) -> None:
    for write in (_maya, _daniel, _sofia, _james, _priya, _hannah, _lukas, _noah):
        write(books)


def _person(books: Books, id_: str, town: str, card: str) -> Person:
    persona = next(each for each in PERSONAS if each.id == id_)
    given, family = persona.name.split(" ", 1)
    region, where = city(town)
    return register(books, id_, given, family, region, where, (Method("card", card),))


def _item(product: str, option: str = "", quantity: int = 1) -> Item:
    return Item(BY_ID[f"prd_{product}"], option, quantity)


def _buy(books: Books, person: Person, name: str, placed_at: datetime, items: Sequence[Item], status: str) -> Bought:
    bought = books.order(person, placed_at, items, status=status, id_=f"ord_{name}")
    pay(books, bought, placed_at + timedelta(minutes=1), person.methods)
    return bought


def _arrived(books: Books, person: Person, name: str, days_ago: int, items: Sequence[Item]) -> Bought:
    """An old order that came on time."""
    placed_at = books.now - timedelta(days=days_ago, hours=5)
    bought = _buy(books, person, name, placed_at, items, "delivered")
    left = placed_at + timedelta(hours=15)
    way = travel(books.rng, person.region.warehouse, person.city, person.home, left, Fate.SMOOTH)
    books.ship(bought, way, id_=f"shp_{name}", promised_on=person.day(way[-1].at), expected_on=person.day(way[-1].at))
    return bought


def _maya(books: Books) -> None:
    """Monthly since half a year; the paid month ended four days ago, and so did the right to charge."""
    person = _person(books, "cus_maya", "New York", "Visa ending 4242")
    charged = books.now - timedelta(days=4)
    plan = books.membership(
        person, "sub_maya", charged - timedelta(days=180), cancelled_at=books.now - timedelta(days=21), ends_at=charged
    )
    books.membership_charge(person, plan, charged, plan["price"], "chg_maya_after")
    _arrived(
        books,
        person,
        "maya_kettle",
        46,
        [_item("heron_gooseneck_kettle", "Sage"), _item("house_blend_beans_1_kg", "Whole")],
    )
    _arrived(books, person, "maya_throw", 133, [_item("wool_throw", "Moss")])


def _daniel(books: Books) -> None:
    person = _person(books, "cus_daniel", "Chicago", "Mastercard ending 5100")
    hub = HUBS[person.city.via]
    way = [
        Sighting(books.now - timedelta(days=5, hours=2), ScanStatus.PICKED_UP, person.region.warehouse),
        Sighting(
            books.now - timedelta(days=4, hours=11), ScanStatus.IN_TRANSIT, Spot("Fort Wayne, IN", 41.079, -85.139)
        ),
        Sighting(
            books.now - timedelta(days=3, hours=1),
            ScanStatus.EXCEPTION,
            Spot("Gary, IN: trailer held back, snow", 41.593, -87.346),
        ),
        Sighting(books.now - timedelta(days=1, hours=6), ScanStatus.IN_TRANSIT, hub),
        Sighting(books.now + timedelta(hours=20), ScanStatus.IN_TRANSIT, depot(person.city)),
    ]
    items = [_item("corvo_espresso_machine", "Steel"), _item("house_blend_beans_1_kg", "Whole", 2)]
    bought = _buy(books, person, "daniel_espresso", books.now - timedelta(days=6, hours=4), items, "dispatched")
    promised = person.day(books.now) - timedelta(days=2)
    books.ship(bought, way, id_="shp_daniel_espresso", promised_on=promised, expected_on=promised)
    _arrived(books, person, "daniel_grinder", 78, [_item("burr_coffee_grinder")])


def _sofia(books: Books) -> None:
    person = _person(books, "cus_sofia", "Boston", "Visa ending 1881")
    start, home = depot(person.city), person.home
    moves = streets(books.rng, start, home, 26)
    way = [
        Sighting(books.now - timedelta(days=2, hours=3), ScanStatus.PICKED_UP, person.region.warehouse),
        Sighting(books.now - timedelta(days=1, hours=12), ScanStatus.IN_TRANSIT, HUBS[person.city.via]),
        Sighting(books.now - timedelta(hours=9), ScanStatus.IN_TRANSIT, start),
        Sighting(books.now - timedelta(hours=1, minutes=10), ScanStatus.OUT_FOR_DELIVERY, start),
        Sighting(books.now - timedelta(minutes=4), ScanStatus.OUT_FOR_DELIVERY, moves[1]),
        *(
            Sighting(books.now + timedelta(minutes=place), ScanStatus.OUT_FOR_DELIVERY, spot)
            for place, spot in enumerate(moves[2:], 1)
        ),
        Sighting(
            books.now + timedelta(minutes=20),
            ScanStatus.DELIVERED,
            Spot("Handed to resident", home.latitude, home.longitude),
        ),
    ]
    items = [_item("wireless_headphones_wren", "Sand"), _item("wireless_charger")]
    bought = _buy(books, person, "sofia_headphones", books.now - timedelta(days=3, hours=2), items, "dispatched")
    today = person.day(books.now)
    books.ship(bought, way, id_="shp_sofia_headphones", promised_on=today, expected_on=today)
    _arrived(books, person, "sofia_lamp", 60, [_item("desk_lamp_alder", "Oak")])


def _james(books: Books) -> None:
    """In Oregon, which has no sales tax: the order's total is the camera's price."""
    person = _person(books, "cus_james", "Portland", "American Express ending 3005")
    home = person.home
    yesterday = person.day(books.now) - timedelta(days=1)
    delivered = datetime.combine(yesterday, time(15, 40), ZoneInfo(person.city.timezone)).astimezone(UTC)
    way = [
        Sighting(delivered - timedelta(days=3), ScanStatus.PICKED_UP, person.region.warehouse),
        Sighting(delivered - timedelta(days=1, hours=20), ScanStatus.IN_TRANSIT, HUBS[person.city.via]),
        Sighting(delivered - timedelta(hours=12), ScanStatus.IN_TRANSIT, depot(person.city)),
        Sighting(delivered - timedelta(hours=5), ScanStatus.OUT_FOR_DELIVERY, depot(person.city)),
        Sighting(delivered, ScanStatus.DELIVERED, Spot("Front porch", home.latitude, home.longitude)),
    ]
    placed_at = delivered - timedelta(days=4, hours=3)
    bought = _buy(books, person, "james_camera", placed_at, [_item("mirrorless_camera_lark", "Body")], "delivered")
    day = person.day(delivered)
    books.ship(bought, way, id_="shp_james_camera", promised_on=day, expected_on=day)


def _priya(books: Books) -> None:
    person = _person(books, "cus_priya", "Austin", "Visa ending 7019")
    items = [
        _item("hiking_boots_larch", "39"), _item("rain_jacket", "S"), _item("merino_base_layer", "S"),
        _item("head_torch"),
    ]  # fmt: skip
    bought = _arrived(books, person, "priya_hiking", 14, items)
    opened = books.now - timedelta(days=3)
    station, hub = depot(person.city), HUBS[person.city.via]
    way = [
        Sighting(
            opened, ScanStatus.LABEL_CREATED, Spot(person.city.label, person.city.latitude, person.city.longitude)
        ),
        Sighting(opened + timedelta(hours=26), ScanStatus.PICKED_UP, station),
        Sighting(opened + timedelta(hours=44), ScanStatus.IN_TRANSIT, hub),
        Sighting(books.now + timedelta(hours=8), ScanStatus.IN_TRANSIT, HUBS["Atlanta, GA"]),
    ]
    shipment = books.ship(bought, way, id_="shp_priya_return", direction="return")
    returned = list(bought.line_ids[:3])
    books.add(
        "returns", id="ret_priya", order_id=bought.id, status="in_transit", opened_at=opened, line_ids=returned,
        shipment_id=shipment, refund_due=bought.worth(returned), currency="USD",
    )  # fmt: skip


def _hannah(books: Books) -> None:
    person = _person(books, "cus_hannah", "Seattle", "Mastercard ending 2290")
    books.membership(person, "sub_hannah", books.now - timedelta(days=155))
    _arrived(books, person, "hannah_casserole", 24, [_item("enamelled_casserole_5_l", "Pine")])


def _lukas(books: Books) -> None:
    person = _person(books, "cus_lukas", "Köln", "Visa ending 6411")
    left = books.now - timedelta(days=1, hours=7)
    start, home = depot(person.city), person.home
    way = [
        Sighting(left, ScanStatus.PICKED_UP, person.region.warehouse),
        Sighting(left + timedelta(hours=13), ScanStatus.IN_TRANSIT, HUBS[person.city.via]),
        Sighting(books.now + timedelta(hours=5), ScanStatus.IN_TRANSIT, start),
        Sighting(books.now + timedelta(hours=18), ScanStatus.OUT_FOR_DELIVERY, start),
        Sighting(
            books.now + timedelta(hours=22), ScanStatus.DELIVERED, Spot("Im Hausflur", home.latitude, home.longitude)
        ),
    ]
    items = [_item("desk_chair_rowan", "Grey")]
    bought = _buy(books, person, "lukas_chair", books.now - timedelta(days=2, hours=6), items, "dispatched")
    tomorrow = person.day(books.now) + timedelta(days=1)
    books.ship(bought, way, id_="shp_lukas_chair", promised_on=tomorrow, expected_on=tomorrow)
    _arrived(books, person, "lukas_bike", 95, [_item("city_bike_linden", "L"), _item("folding_lock")])


def _noah(books: Books) -> None:
    person = _person(books, "cus_noah", "Denver", "Visa ending 9034")
    _buy(books, person, "noah_tent", books.now - timedelta(hours=2), [_item("trail_tent_for_two", "Green")], "placed")
    placed_at = books.now - timedelta(hours=20)
    items = [_item("camping_stove"), _item("steel_water_bottle", "Sage", 2)]
    bought = _buy(books, person, "noah_stove", placed_at, items, "preparing")
    left = books.now + timedelta(hours=3)
    way = travel(books.rng, person.region.warehouse, person.city, person.home, left, Fate.SMOOTH)
    books.ship(bought, way, id_="shp_noah_stove", promised_on=person.day(way[-1].at))
