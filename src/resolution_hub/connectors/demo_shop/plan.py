"""What the sandbox carrier will see while the demo runs, in the demo's own pace.

Days of travel pass in minutes, so that there is always something to see: every 20 to 40 seconds some parcel moves, the
vans first. The personas' parcels keep times of their own, made for somebody who watches. Now and then a step is sent
twice, or after the one that followed it, as real carriers do: a row's time says when it is sent, its event's when it
happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from resolution_hub.connectors.demo_shop.books import Books, Parcel, moment
from resolution_hub.connectors.demo_shop.parcels import Sighting, depot, streets
from resolution_hub.core.order import ScanStatus

_AT_ONCE = 4  # parcels that the slots go round
_STOPS = 9
_FINAL = (ScanStatus.DELIVERED, ScanStatus.RETURNED_TO_SENDER)
_NEARNESS = {status: -place for place, status in enumerate(ScanStatus)}

# Seconds from the start of the demo at which a persona's parcel moves; the last step goes on when there are more.
_PACE: dict[str, tuple[int, int]] = {
    "shp_sofia_headphones": (20, 30),  # first step, then one every so many seconds
    "shp_lukas_chair": (150, 60),
    "shp_daniel_espresso": (260, 600),
    "shp_priya_return": (400, 600),
    "shp_noah_stove": (5400, 300),
}


class PlanStep(NamedTuple):
    """One row of sandbox.parcel_plan: `event` is the webhook's body, sent at `at`."""

    tracking_number: str
    step: int
    at: datetime
    event: dict[str, Any]


def lay(books: Books) -> list[PlanStep]:
    """The whole plan, in the order in which it is sent."""
    rng = books.rng
    ways = {id_: _with_streets(rng, parcel) for id_, parcel in books.parcels.items() if parcel.ahead}
    timed: dict[str, list[Sighting]] = {
        id_: [replace(s, at=books.now + timedelta(seconds=first + every * n)) for n, s in enumerate(ways[id_])]
        for id_, (first, every) in _PACE.items()
    }
    crowd = sorted((id_ for id_ in ways if id_ not in _PACE), key=lambda id_: _turn(books.parcels[id_]))
    for id_, sighting in _slots(rng, books.now, {id_: ways[id_] for id_ in crowd}):
        timed.setdefault(id_, []).append(sighting)
    steps: list[PlanStep] = []
    for id_, sightings in timed.items():
        steps += _steps(rng, books.parcels[id_], sightings, trouble=id_ not in _PACE)
    return sorted(steps, key=lambda step: (step.at, step.tracking_number, step.step))


def _turn(parcel: Parcel) -> tuple[bool, int, str]:
    """Vans first, then what is nearest to the door; what has not left the shop comes last."""
    if parcel.last is None:
        return True, 0, parcel.tracking_number
    return False, _NEARNESS[parcel.last.status], parcel.tracking_number


def _with_streets(rng: Random, parcel: Parcel) -> list[Sighting]:
    """The steps ahead, with a van's stops before every delivery; a parcel whose stops are given keeps them."""
    way: list[Sighting] = []
    before = parcel.last
    for sighting in parcel.ahead:
        if sighting.status is ScanStatus.DELIVERED and before is not None and not before.spot.name.endswith("away"):
            stops = streets(rng, depot(parcel.person.city), parcel.person.home, _STOPS)
            way += [Sighting(sighting.at, ScanStatus.OUT_FOR_DELIVERY, spot) for spot in stops]
        way.append(sighting)
        before = sighting
    return way


def _slots(rng: Random, now: datetime, ways: dict[str, list[Sighting]]) -> Iterator[tuple[str, Sighting]]:
    """Deal the steps out: a step every 20 to 40 seconds, going round among a few parcels until each is done."""
    waiting = list(ways)
    moving, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
    done = dict.fromkeys(ways, 0)
    at = now + timedelta(seconds=10)
    while moving:
        id_ = moving.pop(0)
        yield id_, replace(ways[id_][done[id_]], at=at)
        done[id_] += 1
        if done[id_] < len(ways[id_]):
            moving.append(id_)
        elif waiting:
            moving.append(waiting.pop(0))
        at += timedelta(seconds=rng.randrange(20, 41))


def _steps(rng: Random, parcel: Parcel, sightings: Sequence[Sighting], *, trouble: bool) -> list[PlanStep]:
    events = [(s.at, _event(parcel, parcel.seen + n, s)) for n, s in enumerate(sightings, 1)]
    if trouble:
        for place in range(len(events) - 1):
            if rng.random() < 0.03:
                (early, first), (late, second) = events[place], events[place + 1]
                events[place : place + 2] = [(early, second), (late, first)]
        events += [(at + timedelta(seconds=4), event) for at, event in events if rng.random() < 0.05]
        events.sort(key=lambda each: each[0])
    return [PlanStep(parcel.tracking_number, n, at, event) for n, (at, event) in enumerate(events, 1)]


def _event(parcel: Parcel, number: int, sighting: Sighting) -> dict[str, Any]:
    event_id = f"{parcel.tracking_number}-{number:03d}"
    expected = None if sighting.status in _FINAL else parcel.person.day(sighting.at)
    if expected is not None and sighting.status is not ScanStatus.OUT_FOR_DELIVERY:
        expected += timedelta(days=1 if "station" in sighting.spot.name else 2)
    return {
        "id": f"wh_{event_id}",
        "tracking_number": parcel.tracking_number,
        "scan": {
            "event_id": event_id,
            "at": moment(sighting.at),
            "status": sighting.status.value,
            "place": sighting.spot.name,
            "latitude": sighting.spot.latitude,
            "longitude": sighting.spot.longitude,
        },
        "expected_on": expected.isoformat() if expected else None,
    }
