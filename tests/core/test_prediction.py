"""The boxes of the help home come from facts, best first, at most six, none twice."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolution_hub.core.ledger import RefundState
from resolution_hub.core.order import Direction, OrderLine, OrderStatus, ReturnStatus, ScanStatus
from resolution_hub.core.prediction import MOST_BOXES, SEEDS, Reason, find_cues, predict, topic_of
from resolution_hub.core.situation import OpenCase, Situation
from resolution_hub.core.topic import Topic
from tests.core.a_shop import (
    TODAY,
    a_charge,
    a_plan,
    a_refund,
    a_return,
    a_scan,
    a_shipment,
    a_situation,
    ago,
    an_ended_plan,
    an_order,
    sent,
    usd,
)

S = ScanStatus
LATE = TODAY - timedelta(days=2)
SOON = TODAY + timedelta(days=2)

SITUATIONS: dict[Reason, Situation] = {
    Reason.CHARGED_AFTER_CANCELLATION: a_situation(
        charges=[a_charge(subscription_id="s1")], subscriptions=(an_ended_plan(),)
    ),
    Reason.CHARGED_AFTER_TRIAL: a_situation(
        charges=[a_charge(subscription_id="s1")],
        subscriptions=(a_plan(trial_ends_at=ago(days=5), cancelled_at=ago(days=6), ends_at=ago(days=6)),),
    ),
    Reason.CHARGED_TWICE: a_situation(charges=[a_charge("a", at=ago(hours=5)), a_charge("b", at=ago(hours=4))]),
    Reason.CHARGED_WRONG_RATE: a_situation(
        charges=[a_charge(amount="20.00", subscription_id="s1")], subscriptions=(a_plan(),)
    ),
    Reason.PARCEL_LATE: a_situation(sent("o1", a_scan(S.IN_TRANSIT), promised_on=LATE)),
    Reason.DELIVERY_FAILED: a_situation(sent("o1", a_scan(S.DELIVERY_FAILED), promised_on=LATE)),
    Reason.PARCEL_HELD_UP: a_situation(sent("o1", a_scan(S.EXCEPTION), promised_on=SOON)),
    Reason.OUT_FOR_DELIVERY: a_situation(sent("o1", a_scan(S.OUT_FOR_DELIVERY), promised_on=LATE)),
    Reason.ON_ITS_WAY: a_situation(sent("o1", a_scan(S.IN_TRANSIT), promised_on=SOON)),
    Reason.DELIVERED_TODAY: a_situation(sent("o1", a_scan(S.DELIVERED), status=OrderStatus.DELIVERED)),
    Reason.DELIVERED: a_situation(sent("o1", a_scan(S.DELIVERED, ago(days=2)), status=OrderStatus.DELIVERED)),
    Reason.RETURN_ON_ITS_WAY: a_situation(an_order("o1", OrderStatus.DELIVERED), returns=(a_return(),)),
    Reason.RETURN_RECEIVED: a_situation(
        an_order("o1", OrderStatus.DELIVERED), returns=(a_return(ReturnStatus.RECEIVED),)
    ),
    Reason.REFUND_SENT: a_situation(charges=[a_charge()], refunds=[a_refund()]),
    Reason.CAN_STILL_CANCEL: a_situation(an_order("o1", placed_at=ago(days=1))),
    Reason.NOT_SENT_YET: a_situation(an_order("o1", OrderStatus.PREPARING, placed_at=ago(days=9))),
    Reason.OPEN_CASE: a_situation(open_cases=(OpenCase("case1"),)),
    Reason.SUBSCRIBED: a_situation(subscriptions=(a_plan(),)),
}


BEST_FIRST = [
    Reason.CHARGED_AFTER_CANCELLATION, Reason.CHARGED_AFTER_TRIAL, Reason.CHARGED_TWICE, Reason.CHARGED_WRONG_RATE,
    Reason.PARCEL_LATE, Reason.DELIVERY_FAILED, Reason.PARCEL_HELD_UP, Reason.OUT_FOR_DELIVERY, Reason.RETURN_RECEIVED,
    Reason.RETURN_ON_ITS_WAY, Reason.REFUND_SENT, Reason.DELIVERED_TODAY, Reason.DELIVERED, Reason.ON_ITS_WAY,
    Reason.CAN_STILL_CANCEL, Reason.NOT_SENT_YET, Reason.OPEN_CASE, Reason.SUBSCRIBED,
]  # fmt: skip


NO_BOX = (Reason.OPEN_CASE, Reason.SUBSCRIBED)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_seen_in_its_situation(reason: Reason) -> None:
    cue = find_cues(SITUATIONS[reason])[0]
    assert (cue.reason, cue.key) == (reason, f"{reason}.{cue.subject}")
    boxes = predict(SITUATIONS[reason])
    assert [box.reason for box in boxes] == ([] if reason in NO_BOX else [reason])


def test_billing_errors_and_reasons_share_their_names() -> None:
    box = predict(SITUATIONS[Reason.CHARGED_TWICE])[0]
    assert (box.topic, box.amount is not None) == (Topic.BILLING_ERROR, True)


@pytest.mark.parametrize(
    "quiet",
    [
        a_situation(),
        a_situation(an_order("o1", OrderStatus.CANCELLED, shipments=(a_shipment("o1", a_scan(S.IN_TRANSIT)),))),
        a_situation(sent("o1", a_scan(S.DELIVERED, ago(days=30)), status=OrderStatus.DELIVERED)),
        a_situation(an_order("o1", OrderStatus.DELIVERED), returns=(a_return(ReturnStatus.CLOSED),)),
        a_situation(returns=(a_return(order="gone"),)),
        a_situation(charges=[a_charge()], refunds=[a_refund(state=RefundState.FAILED), a_refund("none")]),
        a_situation(charges=[a_charge()], refunds=[a_refund(requested_at=ago(days=40))]),
        a_situation(an_order("o1", OrderStatus.DISPATCHED, shipments=(a_shipment("o1", dispatched_at=None),))),
        a_situation(sent("o1", a_scan(S.IN_TRANSIT), direction=Direction.RETURN)),
    ],
)
def test_what_is_over_or_nobodys_business_makes_no_box(quiet: Situation) -> None:
    assert predict(quiet) == ()


def test_a_parcel_that_nobody_has_scanned_yet_is_on_its_way() -> None:
    (box,) = predict(a_situation(sent("o1", promised_on=None)))
    assert (box.reason, box.day) == (Reason.ON_ITS_WAY, None)


@pytest.mark.parametrize(("late", "reason"), [(0, Reason.ON_ITS_WAY), (1, Reason.PARCEL_LATE)])
def test_a_parcel_is_late_from_the_day_after_its_promise(late: int, reason: Reason) -> None:
    (box,) = predict(a_situation(sent("o1", a_scan(S.IN_TRANSIT), promised_on=TODAY - timedelta(days=late))))
    assert (box.reason, box.days) == (reason, late or None)


@pytest.mark.parametrize(("days", "reason"), [(1, Reason.CAN_STILL_CANCEL), (9, Reason.NOT_SENT_YET)])
def test_a_label_alone_is_not_yet_on_its_way(days: int, reason: Reason) -> None:
    parcel = a_shipment("o1", a_scan(S.LABEL_CREATED), dispatched_at=None, promised_on=SOON)
    order = an_order("o1", OrderStatus.PREPARING, placed_at=ago(days=days), shipments=(parcel,))
    assert [box.reason for box in predict(a_situation(order))] == [reason]


def test_what_brings_people_most_stands_first() -> None:
    rates = [SEEDS[reason] for reason in BEST_FIRST]
    assert set(BEST_FIRST) == set(Reason)
    assert all(1 >= before >= after > 0 for before, after in pairwise(rates))
    # A charge after a trial weighs as one after a cancellation, an open case as an order that has not left.
    assert len(set(rates)) == len(rates) - 2


@pytest.mark.parametrize("past", [False, True])
def test_how_long_a_thing_is_news(past: bool) -> None:
    second = 1 if past else 0
    placed = a_situation(an_order("o1", placed_at=ago(days=3, seconds=second)))
    assert [box.reason for box in predict(placed)] == [Reason.NOT_SENT_YET if past else Reason.CAN_STILL_CANCEL]
    scan = a_scan(S.DELIVERED, ago(days=7, seconds=second))
    assert bool(predict(a_situation(sent("o1", scan, status=OrderStatus.DELIVERED)))) is not past
    refunded = a_refund(requested_at=ago(days=14, seconds=second))
    assert bool(predict(a_situation(charges=[a_charge()], refunds=[refunded]))) is not past


def test_a_return_of_a_cheaper_line_is_named_by_it_and_one_of_unknown_lines_by_the_order() -> None:
    lines = (
        OrderLine("o1-0", "p0", "Lamp", "", 1, usd("40"), "lamp"),
        OrderLine("o1-1", "p1", "Cup", "", 1, usd("4"), "cup"),
    )
    order = an_order("o1", OrderStatus.DELIVERED, lines=lines)
    assert predict(a_situation(order, returns=(a_return(),)))[0].item == "Cup"
    assert predict(a_situation(order, returns=(replace(a_return(), line_ids=("gone",)),)))[0].item == "Lamp"


def test_the_item_of_a_return_is_the_one_that_goes_back() -> None:
    (box,) = predict(SITUATIONS[Reason.RETURN_ON_ITS_WAY])
    assert (box.item, box.count, box.topic) == ("Kettle", 1, Topic.FIND_REFUND)


Orders = list[tuple[OrderStatus, list[ScanStatus], int]]
ORDERS = st.lists(
    st.tuples(st.sampled_from(OrderStatus), st.lists(st.sampled_from(ScanStatus), max_size=2), st.integers(-5, 5)),
    max_size=12,
)


@given(ORDERS)
def test_there_are_at_most_six_boxes_best_first_and_none_twice(orders: Orders) -> None:
    made = [
        sent(
            f"o{n}", *(a_scan(s, ago(hours=n + 1)) for s in scans), status=status, promised_on=TODAY + timedelta(days=d)
        )
        for n, (status, scans, d) in enumerate(orders)
    ]
    boxes = predict(a_situation(*made))
    assert len(boxes) <= MOST_BOXES
    assert len({box.key for box in boxes}) == len({box.subject for box in boxes}) == len(boxes)
    rates = [SEEDS[box.reason] for box in boxes]
    assert rates == sorted(rates, reverse=True)


def test_boxes_follow_the_rates_of_the_shop() -> None:
    who = a_situation(an_order("o1", placed_at=ago(days=1)), sent("o2", a_scan(S.IN_TRANSIT), promised_on=SOON))
    assert [box.reason for box in predict(who)] == [Reason.ON_ITS_WAY, Reason.CAN_STILL_CANCEL]
    often = {**SEEDS, Reason.CAN_STILL_CANCEL: 0.9}
    assert [box.reason for box in predict(who, often)] == [Reason.CAN_STILL_CANCEL, Reason.ON_ITS_WAY]


def test_a_boxs_key_tells_its_topic_and_a_made_up_one_tells_none() -> None:
    for situation in SITUATIONS.values():
        cue = find_cues(situation)[0]
        assert topic_of(cue.key) is cue.topic
    assert topic_of("nonsense.1") is None
