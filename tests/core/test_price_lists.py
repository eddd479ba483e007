"""What is sold in several currencies has a price in each: an order, a subscription counts with the one in its own."""

from __future__ import annotations

from dataclasses import replace

from resolution_hub.core.acts import AdjustPrice, ChangeDelivery, ChangeItems, ChangePlan, ExchangeItems, Swap
from resolution_hub.core.beginnings import beginnings
from resolution_hub.core.drafting.choices import delivery_for, plans_for, variants_for
from resolution_hub.core.drafting.draft import Draft, Pick
from resolution_hub.core.finding.swaps import swap_facts
from resolution_hub.core.finding.wares import History, Wares, priced_in
from resolution_hub.core.ledger import Plan
from resolution_hub.core.money import Money
from resolution_hub.core.order import DeliveryOption, Order, OrderStatus
from resolution_hub.core.policy.facts import ChangeFacts, ExchangeFacts, PriceFacts, SubscriptionFacts
from resolution_hub.core.policy.verdict import Allow
from resolution_hub.core.topic import Topic
from tests.core.a_basket import CARD, a_basket, a_line, a_variant, delivered, of, paid, proposed
from tests.core.a_shop import BOOK, a_charge, a_plan, a_situation, usd


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def in_euros(order: Order) -> Order:
    """The order "o1" of one shirt at 18 euros and 4.90 for its delivery."""
    return replace(order, total=eur(2290), shipping=eur(490))


LINE = replace(a_line(), unit_price=eur(1800))
PLACED, HERE = in_euros(a_basket(LINE)), in_euros(delivered(LINE))
YEN = Money(3000, "JPY")
SHIRT = replace(a_variant("v-shirt"), prices=(YEN, eur(1800)))
DEAR = replace(a_variant("dear", "30"), prices=(eur(2750),))
CHEAP = replace(a_variant("cheap", "40"), prices=(eur(1500),))  # dear in dollars, and only there
ONLY_DOLLARS = a_variant("blue")
SLOW = DeliveryOption("slow", "Slow", usd("5"), 3, 5, (eur(490),))
FAST = DeliveryOption("fast", "Fast", usd("20"), 1, 1, (eur(990),))
HERE_ONLY = DeliveryOption("here", "By bike", usd("9"), 1, 1)
SMALL = Plan("small", "tea", "Small", usd("10"), 30, (eur(900),))
LARGE = Plan("large", "tea", "Large", usd("20"), 30, (eur(1900),))
NO_EUROS = Plan("none", "tea", "Dollars only", usd("1"), 30)
SOLD = Wares((SHIRT, DEAR, CHEAP, ONLY_DOLLARS), (SLOW, FAST, HERE_ONLY), (SMALL, LARGE, NO_EUROS))


def to(variant_id: str) -> tuple[Swap, ...]:
    return (Swap("shirt", variant_id),)


def test_a_good_is_priced_in_the_currency_that_is_asked_for_and_back() -> None:
    assert priced_in(SHIRT, "EUR").price == eur(1800)
    assert set(priced_in(SHIRT, "EUR").prices) == {YEN, SHIRT.price}
    assert priced_in(priced_in(SHIRT, "JPY"), "USD").price == usd("20")
    assert priced_in(SHIRT, "USD") is priced_in(SHIRT, "GBP") is SHIRT


def test_an_order_in_euros_is_swapped_for_what_has_a_price_in_euros() -> None:
    (fine,), (refused,) = (swap_facts(to(name), HERE, SOLD) for name in ("dear", "blue"))
    assert (fine.same_currency, refused.same_currency) == (True, False)
    dearer = proposed(ChangeItems("o1", to("dear"), CARD.id), of(PLACED), wares=SOLD)
    assert isinstance(dearer.ruling.facts, ChangeFacts)
    assert (dearer.ruling.facts.difference, dearer.allowed) == (eur(950), True)
    assert dearer.collect is not None
    assert dearer.collect.amount == eur(950)
    cheaper = proposed(ExchangeItems("o1", to("cheap")), of(HERE), wares=SOLD)
    assert isinstance(cheaper.ruling.facts, ExchangeFacts)
    assert (cheaper.ruling.facts.difference, cheaper.allowed) == (eur(-300), True)
    assert not proposed(ExchangeItems("o1", to("blue")), of(HERE), wares=SOLD).allowed


def test_an_order_in_dollars_knows_nothing_of_the_prices_in_euros() -> None:
    dearer = proposed(ExchangeItems("o1", to("cheap"), CARD.id), of(delivered(a_line())), wares=SOLD)
    assert isinstance(dearer.ruling.facts, ExchangeFacts)
    assert dearer.ruling.facts.difference == usd("20")


def test_a_dropped_price_is_the_one_in_the_currency_of_the_order() -> None:
    less = replace(SHIRT, price=usd("99"), prices=(eur(1600),))
    for wares, price_now in ((Wares((less,)), eur(1600)), (Wares((ONLY_DOLLARS,)), None)):
        facts = proposed(AdjustPrice("o1", "shirt"), of(HERE), wares=wares).ruling.facts
        assert isinstance(facts, PriceFacts)
        assert facts.price_now == price_now
    facts = proposed(AdjustPrice("o1", "shirt"), of(HERE), wares=Wares((replace(less, prices=()),))).ruling.facts
    assert isinstance(facts, PriceFacts)
    assert facts.price_now is None


def test_delivery_costs_what_it_costs_in_the_currency_of_the_order() -> None:
    faster = proposed(ChangeDelivery("o1", "fast", CARD.id), of(PLACED), wares=SOLD)
    assert isinstance(faster.ruling.facts, ChangeFacts)
    assert (faster.ruling.facts.difference, faster.allowed) == (eur(500), True)
    assert not proposed(ChangeDelivery("o1", "here", CARD.id), of(PLACED), wares=SOLD).allowed


def test_a_subscription_in_euros_changes_to_a_plan_that_has_a_price_in_euros() -> None:
    plan = replace(a_plan(plan_id="small"), price=eur(900))
    charge = replace(a_charge("c1", subscription_id=plan.id), amount=eur(900))
    who = a_situation(charges=(charge,), subscriptions=(plan,))
    larger = proposed(ChangePlan(plan.id, "large"), who, wares=SOLD)
    assert isinstance(larger.ruling.facts, SubscriptionFacts)
    assert (larger.ruling.facts.new_price, larger.allowed) == (eur(1900), True)
    for other in ("none", "small"):
        assert not proposed(ChangePlan(plan.id, other), who, wares=SOLD).allowed
    offered = plans_for(Draft(Topic.CHANGE_SUBSCRIPTION, subscription_id=plan.id), who, SOLD)
    assert [(each.id, each.price) for each in offered] == [("large", eur(1900))]


def test_what_is_offered_shows_the_prices_of_the_order() -> None:
    there = variants_for(Pick("o1", "shirt"), of(HERE), replace(SOLD, variants=(SHIRT, DEAR, CHEAP)))
    assert [(each.id, each.price) for each in there] == [("cheap", eur(1500)), ("dear", eur(2750))]
    speeds = delivery_for(Draft(Topic.CHANGE_DELIVERY, "o1"), of(replace(PLACED, delivery_id="slow")), SOLD)
    assert [(each.id, each.price) for each in speeds] == [("fast", eur(990))]


def test_what_can_be_begun_is_known_by_the_prices_of_the_order() -> None:
    for status, kind in ((OrderStatus.PLACED, ChangeItems), (OrderStatus.DELIVERED, ExchangeItems)):
        order = PLACED if status is OrderStatus.PLACED else HERE
        ruled = {each.kind: each.verdict for each in beginnings(order, of(order, paid(order)), SOLD, BOOK, History())}
        assert isinstance(ruled[kind], Allow)
