"""What happens while the demo runs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import cos, hypot, radians

import msgspec
import pytest

from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.connectors.carriers.simulator import lay_plan
from resolution_hub.connectors.demo_shop import DemoShop, PlanStep, generate
from resolution_hub.core.order import ScanStatus
from resolution_hub.kit.db import Database
from resolution_hub.ports.carriers import ParcelEvent

NOW = datetime(2026, 4, 14, 15, 30, tzinfo=UTC)
CARRIER = SandboxCarrier(b"a secret of the carrier and us")


@pytest.fixture(scope="module")
def shop() -> DemoShop:
    return generate(2026, NOW)


def steps_of(shop: DemoShop, shipment_id: str) -> list[PlanStep]:
    tracking = next(s["tracking_number"] for s in shop.records["shipments"] if s["id"] == shipment_id)
    return [step for step in shop.parcel_plan if step.tracking_number == tracking]


def sent(step: PlanStep) -> ParcelEvent:
    raw = msgspec.json.encode(step.event)
    (event,) = CARRIER.parse(CARRIER.sign(raw, step.at), raw, step.at)
    return event


def kilometres(spots: Sequence[tuple[float, float]]) -> list[float]:
    return [111.2 * hypot(b[0] - a[0], (b[1] - a[1]) * cos(radians(a[0]))) for a, b in pairwise(spots)]


def test_every_step_is_a_webhook_that_the_carriers_adapter_reads(shop: DemoShop) -> None:
    known = {s["tracking_number"] for s in shop.records["shipments"]}
    for step in shop.parcel_plan:
        event = sent(step)
        assert event.tracking_number == step.tracking_number
        assert step.tracking_number in known
        assert event.scan.at >= NOW


def test_for_the_first_three_hours_something_happens_at_least_every_forty_seconds(shop: DemoShop) -> None:
    times = [NOW, *(step.at for step in shop.parcel_plan)]
    assert times == sorted(times)
    gaps = [later - earlier for earlier, later in pairwise(times) if earlier < NOW + timedelta(hours=3)]
    assert max(gaps) <= timedelta(seconds=44)
    assert sum(gaps, timedelta()) >= timedelta(hours=3)


def test_steps_are_numbered_by_parcel(shop: DemoShop) -> None:
    for tracking in {step.tracking_number for step in shop.parcel_plan}:
        numbers = [step.step for step in shop.parcel_plan if step.tracking_number == tracking]
        assert numbers == list(range(1, len(numbers) + 1))


def test_some_steps_are_repeated_and_some_out_of_order_but_no_personas(shop: DemoShop) -> None:
    repeats = late = 0
    for tracking in {step.tracking_number for step in shop.parcel_plan}:
        events = [sent(step).scan for step in shop.parcel_plan if step.tracking_number == tracking]
        repeats += len(events) - len({scan.event_id for scan in events})
        late += sum(b.at < a.at for a, b in pairwise(events))
    assert repeats >= 5
    assert late >= 5
    sofia = [sent(step).scan for step in steps_of(shop, "shp_sofia_headphones")]
    assert sofia == sorted(sofia, key=lambda scan: scan.at)


def test_no_event_has_the_id_of_a_scan_that_was_imported(shop: DemoShop) -> None:
    imported = {scan["event_id"] for scan in shop.records["scans"]}
    assert not imported & {step.event["scan"]["event_id"] for step in shop.parcel_plan}


def test_sofias_van_comes_street_by_street_and_hands_the_parcel_over_within_a_quarter_of_an_hour(
    shop: DemoShop,
) -> None:
    steps = steps_of(shop, "shp_sofia_headphones")
    assert steps[0].at <= NOW + timedelta(seconds=30)
    assert timedelta(minutes=10) < steps[-1].at - NOW <= timedelta(minutes=15)
    scans = [sent(step).scan for step in steps]
    assert {scan.status for scan in scans[:-1]} == {ScanStatus.OUT_FOR_DELIVERY}
    assert scans[-1].status is ScanStatus.DELIVERED
    spots = [(scan.latitude or 0.0, scan.longitude or 0.0) for scan in scans]
    assert max(kilometres(spots)) < 1.5
    assert len({scan.place for scan in scans}) == len(scans)


def test_lukas_gets_his_chair_within_the_hour(shop: DemoShop) -> None:
    last = steps_of(shop, "shp_lukas_chair")[-1]
    assert sent(last).scan.status is ScanStatus.DELIVERED
    assert last.at < NOW + timedelta(hours=1)


@pytest.mark.parametrize("shipment", ["shp_daniel_espresso", "shp_priya_return"])
def test_stories_that_are_about_waiting_do_not_end_by_themselves(shop: DemoShop, shipment: str) -> None:
    steps = steps_of(shop, shipment)
    assert steps
    assert ScanStatus.DELIVERED not in {sent(step).scan.status for step in steps}


def test_noahs_orders_stay_cancellable_for_an_hour(shop: DemoShop) -> None:
    assert steps_of(shop, "shp_noah_stove")[0].at > NOW + timedelta(hours=1)
    assert not [s for s in shop.records["shipments"] if s["order_id"] == "ord_noah_tent"]


async def test_the_plan_can_be_laid_as_it_is(shop: DemoShop, database: Database) -> None:
    async with database.transaction() as tx:
        await lay_plan(tx, shop.parcel_plan)
        row = await tx.fetchrow("select count(*), max(event->'scan'->>'status') from sandbox.parcel_plan")
    assert row is not None
    assert tuple(row) == (len(shop.parcel_plan), "returned_to_sender")
