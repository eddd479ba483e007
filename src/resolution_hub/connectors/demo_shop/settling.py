"""The stories of people who settle something alone: goods that go back, come anew or cost less, and plans that end."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from resolution_hub.connectors.demo_shop.books import Books, Method
from resolution_hub.connectors.demo_shop.people import month_end
from resolution_hub.connectors.demo_shop.staging import a_person, an_item, bring, buy, local
from resolution_hub.connectors.demo_shop.wares import coffee_plan, membership_plan


def write_settling(books: Books) -> None:
    for write in (_amara, _theo, _grace, _omar, _elif, _ravi, _nora):
        write(books)


def _amara(books: Books) -> None:
    """Three orders of this month; one thing in one and one in another go back."""
    person = a_person(books, "cus_amara", "Philadelphia", "Visa ending 3310")
    for name, days_ago, items in (
        ("amara_cushions", 17, [an_item("linen_cushion", "Moss", quantity=2), an_item("wool_throw", "Moss")]),
        ("amara_lamp", 10, [an_item("reading_lamp_alder", "Oak"), an_item("wall_clock", "Oak")]),
        ("amara_boots", 6, [an_item("hiking_boots_larch", "40"), an_item("merino_base_layer", "M", "Black")]),
    ):
        delivered = local(books, person, days_ago, 14, 10)
        bring(
            books,
            buy(books, person, name, delivered - timedelta(days=3), items, "delivered"),
            name,
            delivered,
            "Front door",
        )


def _theo(books: Books) -> None:
    person = a_person(books, "cus_theo", "Minneapolis", "Mastercard ending 8125")
    delivered = local(books, person, 4, 11, 35)
    items = [an_item("rain_jacket", "M", "Blue"), an_item("day_pack_20_l", "Moss")]
    bought = buy(books, person, "theo_jacket", delivered - timedelta(days=3, hours=2), items, "delivered")
    bring(books, bought, "theo_jacket", delivered, "Handed to resident")


def _grace(books: Books) -> None:
    person = a_person(books, "cus_grace", "Raleigh", "Visa ending 5528")
    delivered = local(books, person, 1, 13, 5)
    items = [an_item("stoneware_teapot", "Moss"), an_item("waffle_towels_set_of_two", "Sage")]
    bought = buy(books, person, "grace_teapot", delivered - timedelta(days=3, hours=4), items, "delivered")
    bring(books, bought, "grace_teapot", delivered, "Front porch")


def _omar(books: Books) -> None:
    """A trial of two weeks, ended on its tenth day and charged for after its last; and a coffee club that runs."""
    person = a_person(books, "cus_omar", "Oakland", "Visa ending 2077")
    started = books.now - timedelta(days=19, hours=3)
    over = started + timedelta(days=14)
    trial = books.subscribe(
        person, "sub_omar_trial", membership_plan(person.region), started, trial_ends_at=over,
        cancelled_at=started + timedelta(days=9, hours=8), ends_at=over,
    )  # fmt: skip
    books.subscription_charge(person, trial, over + timedelta(minutes=10), trial["price"], "chg_omar_trial")
    books.subscribe(person, "sub_omar_coffee", coffee_plan(person.region, large=True), books.now - timedelta(days=72))


def _elif(books: Books) -> None:
    """Below the value from which delivery is free: a withdrawal pays that back, too."""
    person = a_person(books, "cus_elif", "Hamburg", "Mastercard ending 6094")
    delivered = local(books, person, 5, 11, 20)
    items = [an_item("waffle_towels_set_of_two", "White"), an_item("soy_candle_cedar")]
    bought = buy(books, person, "elif_towels", delivered - timedelta(days=3), items, "delivered")
    bring(books, bought, "elif_towels", delivered, "Im Hausflur")


def _ravi(books: Books) -> None:
    """Bought on the card's last day or before; what he bought can still go back."""
    expired = month_end((books.now - timedelta(hours=6)).date(), -1)  # it may still be yesterday where he lives
    card = Method("card", "American Express ending 1184", expired)
    gift_card = Method("gift_card", "Gift card ending 8R52", balance=1250)
    person = a_person(books, "cus_ravi", "Chicago", card, gift_card)
    placed_at = min(datetime.combine(expired, time(15), UTC), local(books, person, 9, 9, 40))
    items = [an_item("wireless_headphones_wren", "Black"), an_item("wireless_charger")]
    bought = books.order(person, placed_at, items, status="delivered", id_="ord_ravi_headphones")
    total, first, second = bought.record["total"], *person.methods
    books.charge(bought, placed_at + timedelta(minutes=1), total - 5000, first, "chg_ravi_card")
    books.charge(bought, placed_at + timedelta(minutes=1), 5000, second, "chg_ravi_gift_card")
    bring(books, bought, "ravi_headphones", placed_at + timedelta(days=3, hours=4), "Reception desk")


def _nora(books: Books) -> None:
    """It cost 159 dollars on the day; today's price is 139."""
    person = a_person(books, "cus_nora", "Boston", "Visa ending 7446")
    placed_at, delivered = local(books, person, 4, 9, 30), local(books, person, 1, 15, 20)
    items = [an_item("enamelled_casserole_5_l", "Cream", usd=15900)]
    bought = buy(books, person, "nora_casserole", placed_at, items, "delivered")
    bring(books, bought, "nora_casserole", delivered, "Front door")
