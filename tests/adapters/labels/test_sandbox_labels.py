"""The sandbox carrier's label service, and what it does with a parcel that is handed in."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.connectors.carriers.labels import (
    ParcelFate,
    SandboxLabels,
    check_digit,
    is_tracking_number,
    tracking_number_for,
)
from resolution_hub.connectors.carriers.sandbox import SandboxCarrier
from resolution_hub.connectors.carriers.simulator import Simulator
from resolution_hub.core.order import ScanStatus
from resolution_hub.kit.db import Database
from resolution_hub.ports.carriers import ParcelEvent
from resolution_hub.ports.labels import LabelRefused, Labels, LabelsUnavailable
from tests.adapters.labels.contract import LabelsContract, a_key, a_request

NOW = datetime.now(UTC).replace(microsecond=0)
SECRET = b"the carrier's own secret, of a test"


class TestSandboxLabels(LabelsContract):
    @pytest.fixture
    async def labels(self, database: Database) -> Labels:
        return SandboxLabels(database.pool)


class _CrashError(Exception):
    pass


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_after_a_crash_the_same_key_gives_the_label_that_was_made(database: Database, moment: str) -> None:
    async def fault(at: str) -> None:
        if at == moment:
            raise _CrashError

    request, key = a_request(), a_key()
    with pytest.raises(_CrashError):
        await SandboxLabels(database.pool, fault).make(request, key)
    async with database.reading() as connection:
        made = await connection.fetchval("select tracking_number from sandbox.labels where key = $1", key)
    assert made == (None if moment == "before" else tracking_number_for(key))
    assert (await SandboxLabels(database.pool).make(request, key)).tracking_number == tracking_number_for(key)


async def test_a_database_that_is_away_is_a_passing_fault(fresh_database: Database) -> None:
    async with fresh_database.transaction() as tx:
        await tx.execute("alter table sandbox.labels rename to elsewhere")
    with pytest.raises(LabelsUnavailable) as away:
        await SandboxLabels(fresh_database.pool).make(a_request(), a_key())
    assert not away.value.permanent


async def test_a_number_that_another_parcel_has_is_not_given_out_again(database: Database) -> None:
    key = a_key()
    async with database.transaction() as tx:
        await tx.execute("insert into sandbox.parcel_plan values ($1, 1, now(), '{}', now())", tracking_number_for(key))
    label = await SandboxLabels(database.pool).make(a_request(), key)
    assert label.tracking_number == tracking_number_for(key, 1) != tracking_number_for(key)


@given(st.text())
def test_every_number_has_the_carriers_form_and_a_right_check_digit(key: str) -> None:
    number = tracking_number_for(key)
    assert is_tracking_number(number)
    assert tracking_number_for(key) == number


@given(st.text(), st.integers(2, 11), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_noticed(key: str, place: int, by: int) -> None:
    number = tracking_number_for(key)
    wrong = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"
    assert not is_tracking_number(wrong)


def test_the_check_digit_is_that_of_gs1() -> None:
    assert check_digit("629104150021") == 3  # the example of the GS1 General Specifications
    assert not is_tracking_number("MP12345")
    assert not is_tracking_number("XX1234567895")
    assert not is_tracking_number("MP12345678٣٣")


async def _sent(database: Database, number: str, at: datetime) -> list[ParcelEvent]:
    """What the hub gets of the parcel until `at`, read as the hub reads it."""
    carrier = SandboxCarrier(SECRET)
    got: list[ParcelEvent] = []

    def hub(request: httpx.Request) -> httpx.Response:
        got.extend(carrier.parse(request.headers, request.content, at))
        return httpx.Response(204)

    async with httpx.AsyncClient(transport=httpx.MockTransport(hub), base_url="http://hub.test") as client:
        simulator = Simulator(carrier, client, lambda: at)
        async with database.reading() as connection:
            while await simulator.send_next(connection):
                pass
    return [event for event in got if event.tracking_number == number]


@pytest.mark.parametrize(
    ("fate", "way"),
    [
        (ParcelFate.INTACT, "picked_up in_transit in_transit out_for_delivery delivered"),
        (ParcelFate.EMPTY, "picked_up in_transit in_transit out_for_delivery delivered"),
        (ParcelFate.LOST, "picked_up in_transit exception"),
        (ParcelFate.BOUNCED, "picked_up in_transit in_transit out_for_delivery delivery_failed returned_to_sender"),
    ],
)
async def test_a_parcel_that_is_handed_in_travels_to_its_fate(database: Database, fate: ParcelFate, way: str) -> None:
    labels = SandboxLabels(database.pool)
    label = await labels.make(a_request(), a_key())
    assert await _sent(database, label.tracking_number, NOW) == []  # a label alone moves nothing
    await labels.hand_in(label.tracking_number, NOW, fate)
    assert await _sent(database, label.tracking_number, NOW) == []
    first = await _sent(database, label.tracking_number, NOW + timedelta(seconds=5))
    assert [event.scan.status for event in first] == [ScanStatus.PICKED_UP]
    rest = await _sent(database, label.tracking_number, NOW + timedelta(minutes=3))
    assert " ".join(event.scan.status for event in [*first, *rest]) == way
    assert [event.scan.at for event in [*first, *rest]] == sorted(event.scan.at for event in [*first, *rest])
    assert first[0].scan.place.startswith("Madrid")


async def test_handing_in_twice_is_once(database: Database) -> None:
    labels = SandboxLabels(database.pool)
    label = await labels.make(a_request(), a_key())
    await labels.hand_in(label.tracking_number, NOW, ParcelFate.EMPTY)
    await labels.hand_in(label.tracking_number, NOW + timedelta(hours=1), ParcelFate.LOST, pace=0.1)
    async with database.reading() as connection:
        row = await connection.fetchrow(
            "select fate, (select count(*) from sandbox.parcel_plan p where p.tracking_number = l.tracking_number) "
            "from sandbox.labels l where tracking_number = $1",
            label.tracking_number,
        )
    assert tuple(row or ()) == ("empty", 5)


async def test_what_is_voided_past_its_day_or_unknown_is_not_taken(database: Database) -> None:
    labels = SandboxLabels(database.pool)
    key = a_key()
    voided = await labels.make(a_request(), key)
    await labels.void(voided.tracking_number, key)
    late = await labels.make(a_request(), a_key())
    for number, at in (
        (voided.tracking_number, NOW),
        ("MP0000000000", NOW),
        (late.tracking_number, NOW + timedelta(days=61)),
    ):
        with pytest.raises(LabelRefused):
            await labels.hand_in(number, at)


async def test_a_label_that_was_used_cannot_be_voided(database: Database) -> None:
    labels, key = SandboxLabels(database.pool), a_key()
    label = await labels.make(a_request(), key)
    await labels.hand_in(label.tracking_number, NOW)
    with pytest.raises(LabelRefused):
        await labels.void(label.tracking_number, key)


async def test_one_to_five_parcels_go_under_a_label(database: Database) -> None:
    labels = SandboxLabels(database.pool)
    assert (await labels.make(a_request(parcels=5), a_key())).tracking_number
    for parcels in (0, 6):
        with pytest.raises(LabelRefused):
            await labels.make(a_request(parcels=parcels), a_key())


async def test_scans_hold_nothing_but_what_the_webhook_may(database: Database) -> None:
    labels = SandboxLabels(database.pool)
    label = await labels.make(a_request(), a_key())
    await labels.hand_in(label.tracking_number, NOW)
    async with database.reading() as connection:
        rows = await connection.fetch(
            "select event::text as event from sandbox.parcel_plan where tracking_number = $1", label.tracking_number
        )
    carrier = SandboxCarrier(SECRET)
    for row in rows:
        raw = json.dumps(json.loads(row["event"])).encode()
        [event] = carrier.parse(carrier.sign(raw, NOW), raw, NOW + timedelta(minutes=5))
        assert event.tracking_number == label.tracking_number
