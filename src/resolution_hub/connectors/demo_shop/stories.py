"""The stories of the demo's first people: charged, waiting, missing something, or content."""

from __future__ import annotations

from datetime import timedelta

from resolution_hub.connectors.demo_shop.books import Books, Method
from resolution_hub.connectors.demo_shop.parcels import Fate, Sighting, depot, streets, travel
from resolution_hub.connectors.demo_shop.places import HUBS, Spot
from resolution_hub.connectors.demo_shop.settling import write_settling
from resolution_hub.connectors.demo_shop.staging import a_person, an_item, arrived, bring, buy, local
from resolution_hub.connectors.demo_shop.wares import membership_plan
from resolution_hub.core.order import ScanStatus


def write_personas(books: Books) -> None:
    for write in (_maya, _daniel, _sofia, _james, _priya, _hannah, _lukas, _noah):
        write(books)
    write_settling(books)


def _maya(books: Books) -> None:
    """Monthly since half a year; the paid month ended four days ago, and so did the right to charge."""
    person = a_person(books, "cus_maya", "New York", "Visa ending 4242")
    charged = books.now - timedelta(days=4)
    started, cancelled = charged - timedelta(days=180), books.now - timedelta(days=21)
    monthly = membership_plan(person.region)
    plan = books.subscribe(person, "sub_maya", monthly, started, cancelled_at=cancelled, ends_at=charged)
    books.subscription_charge(person, plan, charged, plan["price"], "chg_maya_after")
    arrived(
        books,
        person,
        "maya_kettle",
        46,
        [an_item("heron_gooseneck_kettle", "Sage"), an_item("house_blend_beans_1_kg", "Whole")],
    )
    arrived(books, person, "maya_throw", 133, [an_item("wool_throw", "Moss")])


def _daniel(books: Books) -> None:
    person = a_person(books, "cus_daniel", "Chicago", "Mastercard ending 5100")
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
    items = [an_item("corvo_espresso_machine", "Steel"), an_item("house_blend_beans_1_kg", "Whole", quantity=2)]
    bought = buy(books, person, "daniel_espresso", books.now - timedelta(days=6, hours=4), items, "dispatched")
    promised = person.day(books.now) - timedelta(days=2)
    books.ship(bought, way, id_="shp_daniel_espresso", promised_on=promised, expected_on=promised)
    arrived(books, person, "daniel_grinder", 78, [an_item("burr_coffee_grinder")])


def _sofia(books: Books) -> None:
    person = a_person(books, "cus_sofia", "Boston", "Visa ending 1881")
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
    items = [an_item("wireless_headphones_wren", "Sand"), an_item("wireless_charger")]
    bought = buy(books, person, "sofia_headphones", books.now - timedelta(days=3, hours=2), items, "dispatched")
    today = person.day(books.now)
    books.ship(bought, way, id_="shp_sofia_headphones", promised_on=today, expected_on=today)
    arrived(books, person, "sofia_lamp", 60, [an_item("desk_lamp_alder", "Oak")])


def _james(books: Books) -> None:
    """In Oregon, which has no sales tax: the order's total is the camera's price."""
    person = a_person(books, "cus_james", "Portland", "American Express ending 3005")
    delivered = local(books, person, 1, 15, 40)
    placed_at = delivered - timedelta(days=4, hours=3)
    bought = buy(books, person, "james_camera", placed_at, [an_item("mirrorless_camera_lark", "Body")], "delivered")
    bring(books, bought, "james_camera", delivered, "Front porch")


def _priya(books: Books) -> None:
    person = a_person(books, "cus_priya", "Austin", "Visa ending 7019")
    items = [
        an_item("hiking_boots_larch", "39"), an_item("rain_jacket", "S", "Blue"), an_item("merino_base_layer", "S", "Black"),
        an_item("head_torch"),
    ]  # fmt: skip
    bought = arrived(books, person, "priya_hiking", 14, items)
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
    reasons = dict(zip(bought.line_ids, ("too_small", "too_large", "changed_mind"), strict=False))
    books.take_back(bought, "ret_priya", "in_transit", opened, reasons, shipment)


def _hannah(books: Books) -> None:
    person = a_person(books, "cus_hannah", "Seattle", "Mastercard ending 2290")
    books.subscribe(person, "sub_hannah", membership_plan(person.region), books.now - timedelta(days=155))
    arrived(books, person, "hannah_casserole", 24, [an_item("enamelled_casserole_5_l", "Pine")])


def _lukas(books: Books) -> None:
    person = a_person(books, "cus_lukas", "Köln", "Visa ending 6411")
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
    items = [an_item("desk_chair_rowan", "Grey")]
    bought = buy(books, person, "lukas_chair", books.now - timedelta(days=2, hours=6), items, "dispatched")
    tomorrow = person.day(books.now) + timedelta(days=1)
    books.ship(bought, way, id_="shp_lukas_chair", promised_on=tomorrow, expected_on=tomorrow)
    arrived(books, person, "lukas_bike", 95, [an_item("city_bike_linden", "L"), an_item("folding_lock")])


def _noah(books: Books) -> None:
    """His first card pays; the gift card is too small for anything that he could change to."""
    gift_card = Method("gift_card", "Gift card ending 4K17", balance=500)
    person = a_person(books, "cus_noah", "Denver", "Visa ending 9034", "Mastercard ending 7712", gift_card)
    tent = [an_item("trail_tent_for_two", "Green")]
    buy(books, person, "noah_tent", books.now - timedelta(hours=2), tent, "placed")
    placed_at = books.now - timedelta(hours=20)
    items = [an_item("camping_stove"), an_item("steel_water_bottle", "Sage", quantity=2)]
    bought = buy(books, person, "noah_stove", placed_at, items, "preparing")
    left = books.now + timedelta(hours=3)
    way = travel(books.rng, person.region.warehouse, person.city, person.home, left, Fate.SMOOTH)
    books.ship(bought, way, id_="shp_noah_stove", promised_on=person.day(way[-1].at))
