"""The personas' stories, read from the records as the hub reads them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from resolution_hub.connectors.demo_shop import DemoShop, generate
from resolution_hub.core.ledger import BillingErrorKind
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.money import Money
from resolution_hub.core.order import OrderStatus, ReturnStatus, ScanStatus
from resolution_hub.core.prediction import Reason, predict
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from tests.adapters.demo_shop.reading import Reader

MOMENTS = [datetime(2026, 4, 14, 15, 30, tzinfo=UTC), datetime(2026, 11, 23, 3, 10, tzinfo=UTC)]


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(generate(2026, request.param), request.param)


def first_box(situation: Situation) -> Reason:
    return predict(situation)[0].reason


def test_every_persona_is_somebody_of_the_demo() -> None:
    shop: DemoShop = generate(2026, MOMENTS[0])
    ids = {row["id"] for row in shop.records["customers"]} | {agent.id for agent in shop.agents}
    assert {persona.id for persona in shop.personas} <= ids
    assert len(shop.personas) >= 10
    for persona in shop.personas:
        assert persona.story.endswith((".", "?"))
        assert (persona.try_saying is None) == (persona.kind == "agent")


def test_maya_was_charged_four_days_ago_for_what_she_cancelled_three_weeks_ago(reader: Reader) -> None:
    situation = reader.situation("cus_maya")
    (error,) = situation.billing_errors
    assert error.kind is BillingErrorKind.AFTER_CANCELLATION
    assert error.charge.id == "chg_maya_after"
    assert error.amount == Money(1499, "USD")
    assert situation.now - error.charge.at == timedelta(days=4)
    (plan,) = situation.subscriptions
    assert plan.cancelled_at == situation.now - timedelta(days=21)
    assert first_box(situation) is Reason.CHARGED_AFTER_CANCELLATION


def test_daniels_espresso_machine_is_two_days_late(reader: Reader) -> None:
    situation = reader.situation("cus_daniel")
    order = situation.order("ord_daniel_espresso")
    assert order is not None
    assert order.main_line.name == "Corvo espresso machine"
    assert order.shipments[0].days_late(situation.today) == 2
    asked = Reading((), words=frozenset({"espresso", "machine"}))
    assert orders_meant(asked, situation) == (order,)
    assert first_box(situation) is Reason.PARCEL_LATE


def test_sofias_parcel_is_in_the_van(reader: Reader) -> None:
    situation = reader.situation("cus_sofia")
    order = situation.order("ord_sofia_headphones")
    assert order is not None
    assert order.shipments[0].status is ScanStatus.OUT_FOR_DELIVERY
    assert order.shipments[0].promised_on == situation.today
    assert first_box(situation) is Reason.OUT_FOR_DELIVERY


def test_james_has_a_camera_of_800_dollars_delivered_yesterday_on_the_porch(reader: Reader) -> None:
    situation = reader.situation("cus_james")
    (order,) = situation.orders
    assert (order.total, order.status) == (Money(80000, "USD"), OrderStatus.DELIVERED)
    last = order.shipments[0].last_scan
    assert last is not None
    assert last.place == "Front porch"
    assert last.at.astimezone(ZoneInfo(situation.customer.timezone)).date() == situation.today - timedelta(days=1)
    assert first_box(situation) is Reason.DELIVERED


def test_priya_waits_for_the_money_for_three_things_that_are_on_their_way(reader: Reader) -> None:
    situation = reader.situation("cus_priya")
    (back,) = situation.returns
    assert back.status is ReturnStatus.IN_TRANSIT
    assert len(back.line_ids) == 3
    assert back.shipment is not None
    assert back.shipment.status is ScanStatus.IN_TRANSIT
    # Boots 179, jacket 159 and base layer 79 dollars, with their tax of 8.25 %.
    assert back.refund_due.minor == pytest.approx(41700 * 1.0825, abs=1)
    assert first_box(situation) is Reason.RETURN_ON_ITS_WAY


def test_hannah_has_nothing_wrong(reader: Reader) -> None:
    situation = reader.situation("cus_hannah")
    assert situation.billing_errors == ()
    assert [order.status for order in situation.orders] == [OrderStatus.DELIVERED]
    (plan,) = situation.subscriptions
    assert plan.cancelled_at is None
    assert len([c for c in situation.ledger.charges if c.subscription_id]) == 6
    assert predict(situation) == ()


def test_lukas_pays_in_euros_and_his_chair_is_on_its_way(reader: Reader) -> None:
    situation = reader.situation("cus_lukas")
    assert (situation.customer.locale, situation.customer.currency) == ("de-DE", "EUR")
    assert situation.customer.timezone == "Europe/Berlin"
    assert {order.total.currency for order in situation.orders} == {"EUR"}
    assert first_box(situation) is Reason.ON_ITS_WAY


def test_noah_has_two_orders_that_can_still_be_cancelled(reader: Reader) -> None:
    situation = reader.situation("cus_noah")
    assert [order.status for order in situation.orders] == [OrderStatus.PLACED, OrderStatus.PREPARING]
    assert not any(shipment.scans for order in situation.orders for shipment in order.shipments)
    assert [box.reason for box in predict(situation)] == [Reason.CAN_STILL_CANCEL] * 2
