"""A year of business: orders in every state, parcels on time and late, returns, refunds, memberships.

Three of these customers have a billing error on purpose, nobody else: TWICE was charged two times for one order,
WRONG_RATE pays more than the membership's price, and LAPSED was charged once after a yearly membership had ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop.books import Books, Bought, Item, Method, Person, Record
from resolution_hub.connectors.demo_shop.catalogue import BY_ID, PRODUCTS
from resolution_hub.connectors.demo_shop.parcels import Fate, Sighting, travel, travel_back
from resolution_hub.connectors.demo_shop.wares import membership_plan
from resolution_hub.core.order import ScanStatus

TWICE, WRONG_RATE, LAPSED = "cus_0011", "cus_0034", "cus_0047"

_ORDERS = 440
_UNDER_WAY = 130  # of them placed in the last days, so that much is going on
_FATES = (Fate.SMOOTH,) * 41 + (Fate.LATE,) * 4 + (Fate.MISSED,) * 3
_OPEN_FATES = (*_FATES, Fate.STUCK, Fate.RETURNED)  # what a shop would have put right after some days
_REASONS = ("changed_mind", "too_small", "too_large", "not_as_described", "gift", "other")
_CHEAP_FIRST = sorted(PRODUCTS, key=lambda product: product.usd)


@dataclass(frozen=True, slots=True)
class Delivered:
    bought: Bought
    charges: tuple[Record, ...]
    at: datetime


def write_history(books: Books, people: Sequence[Person]) -> None:
    """Fill the books with what the crowd did until now."""
    delivered = []
    for placed_at in _times(books):
        done = _order(books, books.rng.choice(people), placed_at)
        if done is not None:
            delivered.append(done)
    _returns(books, delivered)
    _memberships(books, people)
    _charge_twice(books, next(person for person in people if person.id == TWICE))


def pay(books: Books, bought: Bought, at: datetime, methods: Sequence[Method]) -> tuple[Record, ...]:
    """Capture the order's total; a gift card pays a part of it, which is never the same as the rest."""
    total: int = bought.record["total"]
    first = books.rng.choice([method for method in methods if method.kind != "gift_card"])
    card = next((method for method in methods if method.kind == "gift_card"), None)
    if card is None or total < 2000:
        return (books.charge(bought, at, total, first),)
    part = min(total // 3, bought.person.region.price(2500))
    return books.charge(bought, at, total - part, first), books.charge(bought, at, part, card)


def local_time(books: Books, person_zone: str, days_ago: float) -> datetime:
    """A moment about `days_ago` at which people are awake there, always before now."""
    zone = ZoneInfo(person_zone)
    day = (books.now - timedelta(days=days_ago)).astimezone(zone).date()
    at = datetime.combine(day, time(7), zone).astimezone(UTC) + timedelta(minutes=books.rng.randrange(15 * 60))
    return at if at < books.now - timedelta(minutes=10) else at - timedelta(days=1)


def _times(books: Books) -> list[float]:
    """Days ago, oldest first: a year with a busy end."""
    rng = books.rng
    long_ago = [rng.uniform(8, 364) for _ in range(_ORDERS - _UNDER_WAY)]
    return sorted(long_ago + [rng.uniform(0, 6.5) for _ in range(_UNDER_WAY)], reverse=True)


def _items(books: Books) -> list[Item]:
    """One to four products, cheap ones more often."""
    rng = books.rng
    chosen = {
        _CHEAP_FIRST[int(len(_CHEAP_FIRST) * rng.random() ** 1.5)] for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4)))
    }
    return [
        Item(product, rng.choice(product.variants), 2 if rng.random() < 0.08 else 1)
        for product in sorted(chosen, key=lambda product: product.id)
    ]


def _order(books: Books, person: Person, days_ago: float) -> Delivered | None:
    rng, now = books.rng, books.now
    placed_at = local_time(books, person.city.timezone, days_ago)
    items = _items(books)
    if rng.random() < 0.05:
        _cancelled(books, person, placed_at, items)
        return None
    preparing_at = placed_at + timedelta(hours=rng.uniform(1, 12))
    picked_up = placed_at + timedelta(hours=rng.uniform(14, 40))
    fate = rng.choice(_OPEN_FATES if days_ago < 6 else _FATES)
    state = rng.getstate()
    way = travel(rng, person.region.warehouse, person.city, person.home, picked_up, fate)
    rng.setstate(state)  # the same dice for the way without trouble: it is what the shop had promised
    promised = person.day(travel(rng, person.region.warehouse, person.city, person.home, picked_up, Fate.SMOOTH)[-1].at)
    bought = books.order(person, placed_at, items, status=_status(way, preparing_at, now))
    charges = pay(books, bought, placed_at + timedelta(minutes=1), person.methods)
    if preparing_at < now:
        expected = person.day(way[-1].at) if way[-1].status is ScanStatus.DELIVERED else None
        slack = timedelta(days=rng.choice((0, 0, 1)))
        books.ship(bought, way, promised_on=promised + slack, expected_on=expected if picked_up < now else None)
    delivered = way[-1].status is ScanStatus.DELIVERED and way[-1].at < now
    return Delivered(bought, charges, way[-1].at) if delivered else None


def _status(way: Sequence[Sighting], preparing_at: datetime, now: datetime) -> str:
    if way[0].at >= now:
        return "preparing" if preparing_at < now else "placed"
    return "delivered" if way[-1].status is ScanStatus.DELIVERED and way[-1].at < now else "dispatched"


def _cancelled(books: Books, person: Person, placed_at: datetime, items: Sequence[Item]) -> None:
    """Cancelled before it left, everything sent back."""
    at = min(placed_at + timedelta(hours=books.rng.uniform(0.2, 9)), books.now - timedelta(minutes=5))
    bought = books.order(person, placed_at, items, status="cancelled", cancelled_at=at)
    for charge in pay(books, bought, placed_at + timedelta(minutes=1), person.methods):
        books.refund(charge, charge["amount"], at + timedelta(minutes=1))


def _returns(books: Books, delivered: Sequence[Delivered]) -> None:
    """Every eleventh order or so comes back, in part or whole. Lately sent ones are spread evenly over the way."""
    rng, now = books.rng, books.now
    recent = [done for done in delivered if timedelta(days=7) < now - done.at < timedelta(days=21)]
    older = [done for done in delivered if timedelta(days=24) < now - done.at < timedelta(days=330)]
    for place, done in enumerate(rng.sample(recent, min(16, len(recent)))):
        person = done.bought.person
        way = travel_back(rng, person.region.warehouse, person.city, now)
        seen = way[: place % len(way) + 1]
        until = way[len(seen)].at if len(seen) < len(way) else way[-1].at + timedelta(hours=20)
        shift = seen[-1].at + (until - seen[-1].at) * rng.uniform(0.1, 0.9) - now
        _return(books, done, [replace(sighting, at=sighting.at - shift) for sighting in way])
    for done in rng.sample(older, min(24, len(older))):
        person = done.bought.person
        labelled = done.at + timedelta(days=rng.uniform(1, 12))
        _return(books, done, travel_back(rng, person.region.warehouse, person.city, labelled))


def _return(books: Books, done: Delivered, way: Sequence[Sighting]) -> None:
    rng, bought = books.rng, done.bought
    line_ids = list(bought.line_ids[: rng.randrange(1, len(bought.line_ids) + 1)])
    seen = [sighting.status for sighting in way if sighting.at < books.now]
    checked = way[-1].at + timedelta(hours=rng.uniform(20, 60))
    closed = checked < books.now
    if closed:
        status = "closed"
    elif ScanStatus.DELIVERED in seen:
        status = "received"
    else:
        status = "in_transit" if len(seen) > 1 else "authorised"
    shipment = books.ship(bought, way, direction="return", known=False)
    reasons = {line_id: rng.choice(_REASONS) for line_id in line_ids}
    back = books.take_back(bought, books.next_id("ret", "returns"), status, way[0].at, reasons, shipment)
    if closed:
        _pay_back(books, done.charges, back["refund_due"], checked)


def _pay_back(books: Books, charges: Sequence[Record], due: int, at: datetime) -> None:
    """To where it came from, the first charge first; now and then the provider says no and it is sent again."""
    for charge in charges:
        part = min(due, charge["amount"])
        if part:
            if books.rng.random() < 0.25:
                books.refund(charge, part, at, failed=True)
            books.refund(charge, part, min(at + timedelta(hours=3), books.now - timedelta(minutes=1)))
        due -= part


def _memberships(books: Books, people: Sequence[Person]) -> None:
    rng, now = books.rng, books.now
    named = [person for person in people if person.id in (WRONG_RATE, LAPSED)]
    for person in rng.sample([person for person in people if person not in named], 24):
        id_ = f"sub_{person.id.removeprefix('cus_')}"
        yearly = rng.random() < 0.35
        started = local_time(books, person.city.timezone, rng.uniform(20, 700 if yearly else 360))
        period = timedelta(days=365 if yearly else 30)
        cancelled_at = ends_at = None
        if rng.random() < 0.3:
            cancelled_at = started + (now - started) * rng.uniform(0.4, 0.95)
            ends_at = started + ((cancelled_at - started) // period + 1) * period
        plan = membership_plan(person.region, yearly=yearly)
        books.subscribe(person, id_, plan, started, cancelled_at=cancelled_at, ends_at=ends_at)
    for person in named:
        if person.id == WRONG_RATE:
            _wrong_rate(books, person)
        else:
            _lapsed(books, person)


def _wrong_rate(books: Books, person: Person) -> None:
    started = books.now - timedelta(days=100)
    plan = books.subscribe(person, "sub_wrong_rate", membership_plan(person.region), started)
    books.records["charges"][-1]["amount"] = plan["price"] + person.region.price(500)


def _lapsed(books: Books, person: Person) -> None:
    started = books.now - timedelta(days=376)
    end = started + timedelta(days=365)
    cancelled = end - timedelta(days=40)
    yearly = membership_plan(person.region, yearly=True)
    plan = books.subscribe(person, "sub_lapsed", yearly, started, cancelled_at=cancelled, ends_at=end)
    books.subscription_charge(person, plan, end + timedelta(hours=1), plan["price"])


def _charge_twice(books: Books, person: Person) -> None:
    placed_at = books.now - timedelta(days=9, hours=3)
    throw = BY_ID["prd_wool_throw"]
    items = [Item(throw, throw.variant("Grey"))]
    bought = books.order(person, placed_at, items, status="delivered", id_="ord_twice")
    way = travel(
        books.rng, person.region.warehouse, person.city, person.home, placed_at + timedelta(hours=16), Fate.SMOOTH
    )
    books.ship(bought, way, id_="shp_twice", promised_on=person.day(way[-1].at))
    for minutes in (1, 5):
        books.charge(bought, placed_at + timedelta(minutes=minutes), bought.record["total"], person.methods[0])
