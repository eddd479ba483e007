"""Orders follow their parcels, and parcels their scans, whatever order they come in."""

from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.calendar import add_business_days, arrival
from resolution_hub.core.order import (
    Direction,
    OrderLine,
    OrderStatus,
    Return,
    ReturnStatus,
    Scan,
    ScanStatus,
    honest_estimate,
    return_after_scan,
    status_after_scans,
)
from tests.core.a_shop import TODAY, a_scan, a_shipment, a_situation, ago, an_order, sent, usd

S = ScanStatus
STORY = [a_scan(S.PICKED_UP, ago(days=3)), a_scan(S.IN_TRANSIT, ago(days=2)), a_scan(S.OUT_FOR_DELIVERY, ago(hours=5))]


def test_a_parcel_is_what_its_latest_scan_says_in_any_order_of_arrival() -> None:
    for scans in permutations(STORY):
        parcel = a_shipment("o1", *scans, *scans[:1])
        assert (parcel.status, parcel.last_scan) == (S.OUT_FOR_DELIVERY, STORY[2])


SCANS = st.lists(st.builds(a_scan, st.sampled_from(S), st.integers(0, 4).map(lambda n: ago(hours=n))), max_size=6)


@given(SCANS, st.randoms(use_true_random=False), st.integers(0, 6))
def test_neither_the_order_nor_repeats_of_scans_change_a_parcel(scans: list[Scan], chance: Random, twice: int) -> None:
    again = [*scans, *scans[:twice]]
    chance.shuffle(again)
    one, other = a_shipment("o1", *scans), a_shipment("o1", *again)
    assert (one.status, one.delivered_at, one.days_late(TODAY)) == (
        other.status,
        other.delivered_at,
        other.days_late(TODAY),
    )


def test_of_scans_at_one_moment_the_one_further_along_counts() -> None:
    at = ago(hours=1)
    assert a_shipment("o1", a_scan(S.DELIVERED, at), a_scan(S.OUT_FOR_DELIVERY, at)).status is S.DELIVERED


def test_a_parcel_without_scans_has_only_a_label() -> None:
    parcel = a_shipment("o1")
    assert (parcel.status, parcel.last_scan, parcel.delivered_at, parcel.finished) == (
        S.LABEL_CREATED,
        None,
        None,
        False,
    )


def test_days_late_count_from_the_promise_until_it_has_arrived() -> None:
    promised = TODAY - timedelta(days=2)
    assert a_shipment("o1", STORY[0], promised_on=promised).days_late(TODAY) == 2
    assert a_shipment("o1", STORY[0], promised_on=TODAY + timedelta(days=1)).days_late(TODAY) == 0
    assert a_shipment("o1", STORY[0], promised_on=None).days_late(TODAY) == 0
    delivered = a_shipment("o1", a_scan(S.DELIVERED), promised_on=promised)
    assert (delivered.days_late(TODAY), delivered.delivered_at is not None, delivered.finished) == (0, True, True)
    assert a_shipment("o1", a_scan(S.RETURNED_TO_SENDER), promised_on=promised).finished


@pytest.mark.parametrize(
    ("scan", "expected", "promised", "honest"),
    [
        (a_scan(S.OUT_FOR_DELIVERY), None, TODAY - timedelta(days=3), TODAY),
        (a_scan(S.IN_TRANSIT), TODAY + timedelta(days=1), TODAY, TODAY + timedelta(days=1)),
        (a_scan(S.IN_TRANSIT), None, TODAY, TODAY),
        (a_scan(S.IN_TRANSIT), TODAY - timedelta(days=1), TODAY + timedelta(days=4), None),
        (a_scan(S.IN_TRANSIT), None, None, None),
    ],
)
def test_no_day_is_named_that_has_passed(
    scan: Scan, expected: date | None, promised: date | None, honest: date | None
) -> None:
    assert honest_estimate(a_shipment("o1", scan, expected_on=expected, promised_on=promised), TODAY) == honest


@pytest.mark.parametrize(
    ("before", "statuses", "after"),
    [
        (OrderStatus.PLACED, [], OrderStatus.PLACED),
        (OrderStatus.PREPARING, [S.LABEL_CREATED], OrderStatus.PREPARING),
        (OrderStatus.PLACED, [S.PICKED_UP], OrderStatus.DISPATCHED),
        (OrderStatus.DISPATCHED, [S.DELIVERED, S.IN_TRANSIT], OrderStatus.DISPATCHED),
        (OrderStatus.DISPATCHED, [S.DELIVERED, S.DELIVERED], OrderStatus.DELIVERED),
        (OrderStatus.CANCELLED, [S.DELIVERED], OrderStatus.CANCELLED),
    ],
)
def test_an_order_follows_its_parcels(before: OrderStatus, statuses: list[ScanStatus], after: OrderStatus) -> None:
    parcels = [a_shipment("o1", a_scan(status)) for status in statuses]
    assert status_after_scans(before, parcels) is after


@pytest.mark.parametrize(
    ("before", "scan", "after"),
    [
        (ReturnStatus.AUTHORISED, S.LABEL_CREATED, ReturnStatus.AUTHORISED),
        (ReturnStatus.AUTHORISED, S.PICKED_UP, ReturnStatus.IN_TRANSIT),
        (ReturnStatus.IN_TRANSIT, S.IN_TRANSIT, ReturnStatus.IN_TRANSIT),
        (ReturnStatus.IN_TRANSIT, S.DELIVERED, ReturnStatus.RECEIVED),
        (ReturnStatus.RECEIVED, S.IN_TRANSIT, ReturnStatus.RECEIVED),
        (ReturnStatus.CLOSED, S.DELIVERED, ReturnStatus.CLOSED),
    ],
)
def test_a_return_never_goes_back(before: ReturnStatus, scan: ScanStatus, after: ReturnStatus) -> None:
    assert return_after_scan(before, scan) is after


def test_an_order_is_named_by_its_dearest_line_and_knows_its_outbound_parcels() -> None:
    goods = [("Cup", "4"), ("Lamp", "40")]
    lines = tuple(OrderLine(str(n), "p", name, "", 1, usd(price), "box") for n, (name, price) in enumerate(goods))
    back = a_shipment("o1", direction=Direction.RETURN)
    order = an_order(lines=lines, shipments=(back, a_shipment("o1")))
    assert (order.main_line.name, len(order.outbound)) == ("Lamp", 1)
    assert sent("o2", STORY[0]).outbound[0].status is S.PICKED_UP


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 40))
def test_a_business_day_is_never_a_weekend_and_no_weekday_between_is_left_out(start: date, days: int) -> None:
    end = add_business_days(start, days)
    between = [start + timedelta(days=n + 1) for n in range((end - start).days)]
    assert end.weekday() < 5
    assert sum(day.weekday() < 5 for day in between) == days


def test_a_refund_sent_on_a_weekend_counts_from_monday() -> None:
    saturday, sunday, monday = date(2026, 6, 20), date(2026, 6, 21), date(2026, 6, 22)
    assert arrival(saturday, (1, 2)) == arrival(sunday, (1, 2)) == (monday, date(2026, 6, 23))
    assert arrival(saturday, (0, 0)) == (saturday, saturday)


def test_business_days_skip_weekends() -> None:
    friday = date(2026, 6, 19)
    assert [add_business_days(friday, n) for n in (0, 1, 5)] == [friday, date(2026, 6, 22), date(2026, 6, 26)]
    assert arrival(TODAY, (3, 5)) == (date(2026, 6, 22), date(2026, 6, 24))


def test_of_a_return_only_what_goes_back_is_in_the_parcel() -> None:
    lines = tuple(OrderLine(str(n), "p", name, "", 1, usd("5"), "box") for n, name in enumerate(("Cup", "Lamp")))
    back = a_shipment("o1", direction=Direction.RETURN, id="back")
    order = an_order(lines=lines, shipments=(a_shipment("o1"), back))
    ret = Return("r", "o1", ReturnStatus.IN_TRANSIT, ago(days=1), ("1",), back, usd("5"))
    who = a_situation(order, returns=(ret,))
    assert (who.items_in(order, back), who.items_in(order, order.shipments[0])) == (("Lamp",), ("Cup", "Lamp"))
