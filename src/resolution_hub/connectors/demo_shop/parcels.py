"""How a parcel travels: what the carrier sees of it, from the warehouse to the door, with the trouble that some have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from resolution_hub.connectors.demo_shop.places import HUBS, City, Spot
from resolution_hub.core.order import ScanStatus

CARRIER = "sandbox"

_DOORS = ("Front door", "Handed to resident", "Mailbox", "Neighbour at number 14", "Reception desk", "Front porch")
_TROUBLES = ("Held at the hub: snow on the road", "Box damaged, repacked", "Missorted, sent on again")


class Fate(StrEnum):
    SMOOTH = "smooth"
    LATE = "late"  # held up on the way for some days
    MISSED = "missed"  # nobody at home the first time
    STUCK = "stuck"  # held up, and nothing since
    RETURNED = "returned"  # nobody at home twice, back to the warehouse


@dataclass(frozen=True, slots=True)
class Sighting:
    at: datetime
    status: ScanStatus
    spot: Spot


def depot(city: City) -> Spot:
    """The delivery station, some kilometres from the middle of the city."""
    return Spot(f"{city.label}, delivery station", round(city.latitude + 0.031, 4), round(city.longitude - 0.042, 4))


def morning_after(at: datetime, timezone: str, rng: Random) -> datetime:
    """Between half past seven and nine of the next local day."""
    zone = ZoneInfo(timezone)
    day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(7, 30), zone).astimezone(UTC) + timedelta(minutes=rng.randrange(90))


def travel(rng: Random, warehouse: Spot, city: City, home: Spot, picked_up: datetime, fate: Fate) -> list[Sighting]:
    """The whole way of an outbound parcel, in order of time, whatever the time is now."""
    hub, station = HUBS[city.via], depot(city)
    seen = [Sighting(picked_up, ScanStatus.PICKED_UP, warehouse)]
    at = picked_up + timedelta(hours=rng.uniform(9, 16))
    seen.append(Sighting(at, ScanStatus.IN_TRANSIT, hub))
    if fate in (Fate.LATE, Fate.STUCK):
        at += timedelta(hours=rng.uniform(2, 8))
        trouble = rng.choice(_TROUBLES)
        seen.append(Sighting(at, ScanStatus.EXCEPTION, Spot(f"{hub.name}: {trouble}", hub.latitude, hub.longitude)))
        if fate is Fate.STUCK:
            return seen
        at += timedelta(days=rng.uniform(2, 3))
    at += timedelta(hours=rng.uniform(10, 20))
    seen.append(Sighting(at, ScanStatus.IN_TRANSIT, station))
    for tries in range(2):
        at = morning_after(at, city.timezone, rng)
        seen.append(Sighting(at, ScanStatus.OUT_FOR_DELIVERY, station))
        at += timedelta(hours=rng.uniform(1.5, 9))
        if fate is Fate.RETURNED or (fate is Fate.MISSED and tries == 0):
            seen.append(Sighting(at, ScanStatus.DELIVERY_FAILED, Spot("Nobody at home", home.latitude, home.longitude)))
        else:
            seen.append(Sighting(at, ScanStatus.DELIVERED, Spot(rng.choice(_DOORS), home.latitude, home.longitude)))
            return seen
    seen.append(Sighting(at + timedelta(days=rng.uniform(2, 4)), ScanStatus.RETURNED_TO_SENDER, warehouse))
    return seen


def travel_back(rng: Random, warehouse: Spot, city: City, labelled: datetime) -> list[Sighting]:
    """The whole way of a return: label, drop-off, hub, warehouse."""
    station, hub = depot(city), HUBS[city.via]
    seen = [Sighting(labelled, ScanStatus.LABEL_CREATED, Spot(city.label, city.latitude, city.longitude))]
    for status, spot, least, most in (
        (ScanStatus.PICKED_UP, station, 20, 60),
        (ScanStatus.IN_TRANSIT, hub, 10, 24),
        (ScanStatus.DELIVERED, warehouse, 14, 40),
    ):
        seen.append(Sighting(seen[-1].at + timedelta(hours=rng.uniform(least, most)), status, spot))
    return seen


def streets(rng: Random, start: Spot, home: Spot, stops: int) -> list[Spot]:
    """A van's way from `start` to the door: one street at a time, north or south, then east or west."""
    way = []
    latitude, longitude = start.latitude, start.longitude
    for left in range(stops, 0, -1):
        share = 1 / left if left > 1 else 0.9
        along = rng.uniform(0.6, 1.4)
        if (stops - left) % 2:
            longitude += (home.longitude - longitude) * min(0.95, 2 * share * along)
        else:
            latitude += (home.latitude - latitude) * min(0.95, 2 * share * along)
        away = "1 stop away" if left == 1 else f"{left} stops away"
        way.append(Spot(away, round(latitude, 5), round(longitude, 5)))
    return way
