"""The demo's customers: who they are, where they live, how they pay."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from resolution_hub.connectors.demo_shop.books import Books, Method, Person
from resolution_hub.connectors.demo_shop.places import DE, FR, GB, JP, US, City, Region, Spot

_CROWD = ((US, 28), (GB, 14), (DE, 12), (FR, 8), (JP, 6))
_CARDS = ("Visa", "Mastercard", "American Express")
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY"


def register(
    books: Books, id_: str, given: str, family: str, region: Region, city: City, methods: tuple[Method, ...] = ()
) -> Person:
    """A customer with an address and ways to pay; without `methods`, some that people there use."""
    rng = books.rng
    books.add(
        "customers", id=id_, given_name=given, family_name=family, email=_email(books, given, family),
        locale=region.locale, region=region.code, currency=region.currency, timezone=city.timezone,
    )  # fmt: skip
    number, street = rng.randrange(2, 180), rng.choice(region.streets)
    address = f"adr_{id_.removeprefix('cus_')}"
    books.add(
        "addresses", id=address, customer_id=id_, lines=[f"{number} {street}" if region.house_first else f"{street} {number}"],
        city=city.name, region=city.state, postcode=city.postcode, country=region.code,
    )  # fmt: skip
    methods = tuple(
        _registered(books, id_, region, place, method)
        for place, method in enumerate(methods or tuple(_methods(rng, region, given, family)), 1)
    )
    home = Spot(
        "Home",
        round(city.latitude + rng.uniform(-0.012, 0.012), 5),
        round(city.longitude + rng.uniform(-0.015, 0.015), 5),
    )
    return Person(id_, region, city, home, address, methods)


def _registered(books: Books, customer_id: str, region: Region, place: int, method: Method) -> Method:
    """The method with its id, and on record; cards are good for some years unless it is said otherwise."""
    balance, expires_on = method.balance, method.expires_on
    if method.kind == "gift_card" and balance is None:
        balance = region.price(books.rng.randrange(0, 60) * 100)
    if method.kind == "card" and expires_on is None:
        expires_on = month_end(books.now.date(), 5 + int(method.label[-4:]) % 40)
    id_ = method.id or f"pay_{customer_id.removeprefix('cus_')}_{place}"
    books.add(
        "payment_methods", id=id_, customer_id=customer_id, kind=method.kind, label=method.label, balance=balance,
        currency=region.currency if balance is not None else None, expires_on=expires_on,
    )  # fmt: skip
    return replace(method, id=id_, expires_on=expires_on, balance=balance)


def month_end(day: date, months: int) -> date:
    """The last day of the month that lies so many months after the day's."""
    after = day.year * 12 + day.month + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def crowd(books: Books) -> list[Person]:
    """Everybody who is nobody in particular, as `cus_0001` and so on."""
    people: list[Person] = []
    for region, count in _CROWD:
        for place in range(count):
            given = region.given[place % len(region.given)]
            family = region.family[(place * 3 + place // len(region.given)) % len(region.family)]
            city = region.cities[place % len(region.cities)]
            person = register(books, f"cus_{len(people) + 1:04d}", given, family, region, city)
            people.append(person)
            _add_unused(books, person, len(people))
    return people


def _add_unused(books: Books, person: Person, number: int) -> None:
    """What some still have with the shop, and nothing was paid with lately: an expired card, store credit."""
    region, place = person.region, len(person.methods) + 1
    if number % 9 == 4:
        old = month_end(books.now.date(), -1 - number % 5)
        _registered(books, person.id, region, place, Method("card", f"Visa ending {1000 + 97 * number}", old))
    if number % 8 == 3:
        credit_id = f"credit-{person.id}-{region.currency}"  # as the hub calls it, for there is one for each customer
        _registered(
            books, person.id, region, place, Method("store_credit", "Store credit", None, region.price(1500), credit_id)
        )


def _methods(rng: Random, region: Region, given: str, family: str) -> Iterator[Method]:
    yield Method("card", f"{rng.choice(_CARDS)} ending {rng.randrange(1000, 10000)}")
    if rng.random() < 0.35:
        yield Method("paypal", f"PayPal {_plain(given)[0]}…{_plain(family)[-1]}@example.com")
    if region is DE and rng.random() < 0.6:
        yield Method("bank", f"Bank account ending {rng.randrange(1000, 10000)}")
    if rng.random() < 0.3:
        yield Method("gift_card", f"Gift card ending {rng.randrange(10)}{rng.choice(_LETTERS)}{rng.randrange(10, 100)}")


def _email(books: Books, given: str, family: str) -> str:
    taken = {record["email"] for record in books.records["customers"]}
    name = f"{_plain(given)}.{_plain(family)}"
    options = (f"{name}{number or ''}@example.com" for number in range(100))
    return next(option for option in options if option not in taken)


def _plain(name: str) -> str:
    """In ASCII small letters, as in an address of mail."""
    spelled = name.lower().replace("ß", "ss").replace("ı", "i")
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
