"""What every maker of labels must keep. A suite for one adapter inherits it and gives the fixture."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from resolution_hub.ports.labels import LabelRefused, LabelRequest, Labels, Near, Party

HOME = Party("Ana Ruiz", ("Calle Mayor 3", "2º B"), "Madrid", "", "28013", "ES")
SHOP = Party("Juniper & Pine, returns", ("400 Ironworks Road",), "Harrisburg", "PA", "17104", "US")


def a_request(prepaid: bool = True, parcels: int = 1) -> LabelRequest:
    return LabelRequest(f"ret_{uuid4().hex}", "JP-10021", HOME, SHOP, prepaid, parcels)


def a_key() -> str:
    return f"lb_{uuid4().hex}"


class LabelsContract:
    @pytest.fixture
    async def labels(self) -> Labels:
        """The adapter under test."""
        raise NotImplementedError

    async def test_a_label_says_its_number_who_pays_and_how_long_it_is_good(self, labels: Labels) -> None:
        label = await labels.make(a_request(prepaid=True), a_key())
        assert label.carrier
        assert label.tracking_number
        assert label.tracking_number in label.code
        assert label.paid_by_us
        assert label.valid_until > datetime.now(UTC).date()
        assert not (await labels.make(a_request(prepaid=False), a_key())).paid_by_us

    async def test_the_same_key_again_is_the_same_label(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        assert await labels.make(request, key) == await labels.make(request, key)

    async def test_twenty_calls_at_once_with_one_key_are_one_label(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        made = await asyncio.gather(*(labels.make(request, key) for _ in range(20)))
        assert len(set(made)) == 1

    async def test_two_keys_have_two_numbers(self, labels: Labels) -> None:
        request = a_request()
        one, other = await labels.make(request, a_key()), await labels.make(request, a_key())
        assert one.tracking_number != other.tracking_number

    async def test_a_key_stays_with_its_return_who_pays_and_how_many(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        await labels.make(request, key)
        for other in (replace(request, prepaid=False), replace(request, parcels=2), a_request()):
            with pytest.raises(LabelRefused) as refused:
                await labels.make(other, key)
            assert refused.value.permanent

    async def test_who_moved_between_two_tries_keeps_the_first_label(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        first = await labels.make(request, key)
        assert await labels.make(replace(request, sender=replace(HOME, city="Toledo")), key) == first

    async def test_a_voided_label_is_not_given_again_and_voiding_twice_is_harmless(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        label = await labels.make(request, key)
        await labels.void(label.tracking_number, key)
        await labels.void(label.tracking_number, key)
        with pytest.raises(LabelRefused):
            await labels.make(request, key)

    async def test_a_label_is_voided_only_by_the_key_that_made_it(self, labels: Labels) -> None:
        request, key = a_request(), a_key()
        label = await labels.make(request, key)
        for number, other in ((label.tracking_number, a_key()), ("nothing", key)):
            with pytest.raises(LabelRefused):
                await labels.void(number, other)
        assert await labels.make(request, key) == label

    async def test_an_address_without_a_town_is_refused_for_good(self, labels: Labels) -> None:
        with pytest.raises(LabelRefused) as refused:
            await labels.make(replace(a_request(), sender=replace(HOME, city="")), a_key())
        assert refused.value.permanent

    async def test_places_to_hand_in_come_nearest_first_and_no_more_than_asked(self, labels: Labels) -> None:
        points = await labels.drop_off_points(Near("Madrid", "28013", "ES"), 3)
        assert 1 <= len(points) <= 3
        distances = [point.distance for point in points if point.distance is not None]
        assert distances == sorted(distances)
        assert all(point.takes_printed or point.prints for point in points)
        assert await labels.drop_off_points(Near("", "", ""), 3) == ()
