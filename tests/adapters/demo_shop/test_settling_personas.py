"""The personas who settle something alone: what they would say yes to, ruled under the rulebook that ships."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resolution_hub.connectors.demo_shop import generate
from resolution_hub.core.acts import (
    Act,
    AdjustPrice,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeDelivery,
    ChangeItems,
    ChangePayment,
    ChangePlan,
    ExchangeItems,
    Problem,
    ReportProblem,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.finding.wares import History
from resolution_hub.core.ledger import BillingErrorKind, MethodKind
from resolution_hub.core.matching import orders_meant
from resolution_hub.core.money import Money
from resolution_hub.core.order import Address, Destination, Order, OrderLine, OrderStatus
from resolution_hub.core.policy.rulebook import parse
from resolution_hub.core.policy.verdict import Allow, Deny
from resolution_hub.core.proposing import Collect, Proposal, propose
from resolution_hub.core.reading import Reading
from resolution_hub.core.situation import Situation
from tests.adapters.demo_shop.reading import Reader

BOOK = parse((Path(__file__).parents[3] / "rulebook" / "rulebook.toml").read_text(encoding="utf-8"))
MOMENTS = [
    datetime(2026, 4, 14, 15, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 3, 10, tzinfo=UTC),
    datetime(2027, 1, 31, 23, 50, tzinfo=UTC),  # the last hour of a long month
    datetime(2027, 3, 1, 0, 5, tzinfo=UTC),  # the first minutes after a short one, and not yet in America
    datetime(2027, 4, 1, 5, 55, tzinfo=UTC),
]


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(generate(2026, request.param), request.param)


def proposed(reader: Reader, who: Situation, act: Act) -> Proposal:
    return propose(act, who, reader.wares(), BOOK, History())


def refused(proposal: Proposal) -> str:
    assert isinstance(proposal.ruling.verdict, Deny)
    return proposal.ruling.verdict.reason


def order_of(who: Situation, order_id: str) -> Order:
    order = who.order(order_id)
    assert order is not None
    return order


def line_of(order: Order, product_id: str) -> OrderLine:
    return next(line for line in order.lines if line.product_id == product_id)


def days_since(who: Situation, at: datetime | None) -> int:
    assert at is not None
    return (who.today - who.day_of(at)).days


def test_amara_can_return_the_lamp_and_the_boots_of_two_orders(reader: Reader) -> None:
    who = reader.situation("cus_amara")
    assert [order.status for order in who.orders] == [OrderStatus.DELIVERED] * 3
    assert [days_since(who, order.delivered_at) for order in who.orders] == [6, 10, 17]
    for order_id, product_id, word in (
        ("ord_amara_lamp", "prd_reading_lamp_alder", "lamp"),
        ("ord_amara_boots", "prd_hiking_boots_larch", "boots"),
    ):
        order = order_of(who, order_id)
        assert orders_meant(Reading((), words=frozenset({word})), who) == (order,)
        line = line_of(order, product_id)
        proposal = proposed(reader, who, ReturnItems(order.id, (Units(line.id, 1, "changed_mind"),)))
        assert proposal.allowed
        assert proposal.later == line.paid


def test_theo_can_have_his_jacket_in_l_and_not_in_every_colour(reader: Reader) -> None:
    who = reader.situation("cus_theo")
    order = order_of(who, "ord_theo_jacket")
    line = line_of(order, "prd_rain_jacket")
    assert line.options == "Size: M, Colour: Blue"
    proposal = proposed(reader, who, ExchangeItems(order.id, (Swap(line.id, "var_rain_jacket_l_blue"),)))
    assert proposal.allowed
    assert (proposal.collect, proposal.back) == (None, ())
    sold_out = proposed(reader, who, ExchangeItems(order.id, (Swap(line.id, "var_rain_jacket_xl_rust"),)))
    assert not sold_out.allowed


def test_graces_teapot_came_yesterday_and_another_one_can_be_sent(reader: Reader) -> None:
    who = reader.situation("cus_grace")
    (order,) = who.orders
    assert days_since(who, order.delivered_at) == 1
    teapot = line_of(order, "prd_stoneware_teapot")
    for wish in (Wish.REPLACEMENT, Wish.REFUND):
        act = ReportProblem(order.id, Units(teapot.id), Problem.DAMAGED, wish, photos=("ph_1",))
        assert proposed(reader, who, act).allowed


def test_omar_was_charged_after_the_trial_that_he_ended_and_his_coffee_club_runs(reader: Reader) -> None:
    who = reader.situation("cus_omar")
    (error,) = who.billing_errors
    assert (error.kind, error.charge.id) == (BillingErrorKind.AFTER_TRIAL, "chg_omar_trial")
    assert error.amount == Money(1499, "USD")
    trial, club = (who.subscription(id_) for id_ in ("sub_omar_trial", "sub_omar_coffee"))
    assert trial is not None
    assert club is not None
    assert trial.cancelled_at is not None
    assert trial.trial_ends_at is not None
    assert trial.cancelled_at < trial.trial_ends_at < error.charge.at < who.now
    assert club.cancelled_at is None
    assert len([charge for charge in who.ledger.charges if charge.subscription_id == club.id]) == 3
    assert proposed(reader, who, ChangePlan(club.id, "plan_coffee_club_500g")).allowed
    assert proposed(reader, who, CancelSubscription(club.id)).allowed
    assert not proposed(reader, who, ChangePlan(club.id, "plan_juniper_plus_yearly")).allowed


def test_elif_paid_in_euros_and_can_have_her_towels_in_another_colour(reader: Reader) -> None:
    who = reader.situation("cus_elif")
    order = order_of(who, "ord_elif_towels")
    line = line_of(order, "prd_waffle_towels_set_of_two")
    swap = Swap(line.id, "var_waffle_towels_set_of_two_sage")
    proposal = proposed(reader, who, ExchangeItems(order.id, (swap,)))
    assert proposal.allowed
    assert (proposal.collect, proposal.back) == (None, ())


def test_whatever_was_sold_at_todays_price_has_it_in_its_own_currency(reader: Reader) -> None:
    wares = reader.wares()
    for customer_id in reader.customers:
        for order in reader.situation(customer_id).orders:
            for line in order.lines:
                variant = wares.variant(line.variant_id, order.total.currency)
                assert variant is not None
                assert variant.price.currency == line.unit_price.currency


def test_elif_withdraws_and_gets_the_delivery_back_too(reader: Reader) -> None:
    who = reader.situation("cus_elif")
    (order,) = who.orders
    assert who.customer.region == "DE"
    assert order.total == Money(6790, "EUR")  # 41.50 and 21.50 for the goods, 4.90 for their delivery
    assert days_since(who, order.delivered_at) == 5
    proposal = proposed(reader, who, Withdraw(order.id))
    assert proposal.allowed
    assert proposal.later == order.total


def test_ravis_card_has_expired_since_and_his_gift_card_takes_the_refund(reader: Reader) -> None:
    who = reader.situation("cus_ravi")
    (order,) = who.orders
    card, gift_card = (who.method(charge.method_id) for charge in who.ledger.charges_of_order(order.id))
    assert card is not None
    assert gift_card is not None
    assert card.expires_on is not None
    assert card.expired(who.today)
    assert who.day_of(order.placed_at) <= card.expires_on
    assert (gift_card.kind, gift_card.balance) == (MethodKind.GIFT_CARD, Money(1250, "USD"))
    units = (Units(line_of(order, "prd_wireless_headphones_wren").id, 1, "changed_mind"),)
    assert refused(proposed(reader, who, ReturnItems(order.id, units))) == "original_method_expired"
    for destination, method_id in ((Destination.GIFT_CARD, gift_card.id), (Destination.STORE_CREDIT, None)):
        assert proposed(reader, who, ReturnItems(order.id, units, destination, method_id)).allowed


def test_noras_casserole_costs_twenty_dollars_less_today(reader: Reader) -> None:
    who = reader.situation("cus_nora")
    (order,) = who.orders
    (line,) = order.lines
    assert days_since(who, order.placed_at) == 4
    assert line.unit_price == Money(15900, "USD")
    proposal = proposed(reader, who, AdjustPrice(order.id, line.id))
    assert isinstance(proposal.ruling.verdict, Allow)
    # 20 dollars, and their tax of 6.25 %.
    assert sum(leg.amount.minor for leg in proposal.back) == pytest.approx(2125, abs=1)
    assert order.promotion is None
    code = next(row for row in reader.records["promotions"] if row["code"] == "WELCOME10")
    assert code["starts_at"] < reader.now.isoformat() < code["ends_at"]


def test_noah_can_change_everything_about_his_orders(reader: Reader) -> None:
    who = reader.situation("cus_noah")
    tent, stove = order_of(who, "ord_noah_tent"), order_of(who, "ord_noah_stove")
    (line,) = tent.lines
    moved = Address(("9 Fern Court",), "Denver", "CO", "80205", "US")
    second, gift_card = who.methods[1:]
    bottles = line_of(stove, "prd_steel_water_bottle")
    for act in (
        ChangeAddress(tent.id, moved),
        ChangePayment(tent.id, second.id),
        ChangeItems(tent.id, (Swap(line.id, "var_trail_tent_for_two_sand"),)),
        ChangeItems(stove.id, (Swap(bottles.id, "var_steel_water_bottle_black"),)),
        CancelOrder(stove.id, units=(Units(bottles.id, 1),)),
    ):
        assert proposed(reader, who, act).allowed, act
    express = proposed(reader, who, ChangeDelivery(tent.id, "del_us_express", second.id))
    assert express.collect == Collect(second.id, Money(1295, "USD"))
    for too_dear in (ChangePayment(tent.id, gift_card.id), ChangeDelivery(tent.id, "del_us_express", gift_card.id)):
        assert refused(proposed(reader, who, too_dear)) == "balance_too_small"
    assert not proposed(reader, who, ChangeItems(stove.id, (Swap(bottles.id, "var_steel_water_bottle_rust"),))).allowed


def test_a_swap_for_what_has_no_price_in_the_orders_currency_is_refused_with_that_reason(reader: Reader) -> None:
    who = reader.situation("cus_lukas")
    order = order_of(who, "ord_lukas_bike")
    line = line_of(order, "prd_city_bike_linden")
    late = ExchangeItems(order.id, (Swap(line.id, "var_city_bike_linden_m"),))
    soon = Situation(
        who.customer, order.placed_at + timedelta(days=9), who.orders, ledger=who.ledger, methods=who.methods
    )
    assert proposed(reader, soon, late).allowed
    in_dollars = replace(reader.wares(), variants=tuple(replace(v, prices=()) for v in reader.wares().variants))
    assert refused(propose(late, soon, in_dollars, BOOK, History())) == "other_currency"
