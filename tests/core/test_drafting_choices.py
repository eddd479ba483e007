"""What there is to choose from, and what a text picks of it: variants, things of orders, ways for money to go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from resolution_hub.core.drafting.choices import (
    delivery_for,
    destinations_for,
    fitting,
    lines_for,
    methods_for,
    methods_offered,
    orders_for,
    pauses_for,
    plans_for,
    problem_of,
    problem_told,
    reasons_for,
    subscriptions_for,
    variants_for,
)
from resolution_hub.core.drafting.counting import count_of
from resolution_hub.core.drafting.draft import Draft, Pick
from resolution_hub.core.drafting.matching_lines import lines_meant
from resolution_hub.core.drafting.options import extreme, nearest, next_size, options_named
from resolution_hub.core.order import Destination, OrderStatus, ScanStatus, Variant
from resolution_hub.core.reading import GivenReason, Mention, Reading
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from tests.core.a_basket import CARD, OLD_CARD, WARES, a_basket, a_line, delivered, of, paid, with_terms
from tests.core.a_shop import BOOK, TODAY, a_plan, a_scan, a_shipment, a_situation, ago, read_as, usd

# -- which orders, lines and ways


def shop(*orders: tuple[str, OrderStatus, float]) -> Situation:
    """Orders by id, state and days since they were placed; those that were delivered arrived on that day."""
    made = []
    for name, status, days in orders:
        arrived = days if status is OrderStatus.DELIVERED else None
        order = a_basket(status=status, arrived=arrived, placed_at=ago(days=days))
        made.append(replace(order, id=name))
    return a_situation(*made)


S = OrderStatus
WHO = shop(("new", S.PLACED, 1), ("packed", S.PREPARING, 2), ("left", S.DISPATCHED, 3), ("here", S.DELIVERED, 4),
           ("gone", S.CANCELLED, 5), ("old", S.DELIVERED, 40))  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        (Topic.CANCEL_ORDER, "new packed"),
        (Topic.CHANGE_ADDRESS, "new packed"),
        (Topic.CHANGE_ITEMS, "new packed"),
        (Topic.RETURN_ITEMS, "here old"),
        (Topic.DAMAGED_ITEM, "here old"),
        (Topic.WITHDRAW, "new packed left here"),
        (Topic.PRICE_DROP, "new packed left here gone"),
    ],
)
def test_the_orders_that_a_topic_may_be_about(topic: Topic, ids: str) -> None:
    assert [order.id for order in orders_for(topic, WHO, BOOK)] == ids.split()


def test_an_order_whose_parcel_is_with_the_carrier_is_not_changed_any_more() -> None:
    scanned = a_basket(shipments=(a_shipment("o1", a_scan(ScanStatus.PICKED_UP)),))
    assert orders_for(Topic.CANCEL_ORDER, a_situation(scanned), BOOK) == ()


def test_the_lines_to_pick_from_are_those_that_are_left() -> None:
    who = of(delivered(a_line("a"), a_line("b", returned=1)))
    assert [line.id for _, line in lines_for(Draft(Topic.RETURN_ITEMS), who, BOOK)] == ["a"]
    assert [line.id for _, line in lines_for(Draft(Topic.RETURN_ITEMS, "o1"), who, BOOK)] == ["a"]
    assert lines_for(Draft(Topic.RETURN_ITEMS, "hers"), who, BOOK) == ()


def test_other_kinds_are_those_of_the_product_that_are_there() -> None:
    who = of(a_basket())
    assert {v.id for v in variants_for(Pick("o1", "shirt"), who, WARES)} == {"blue", "dear", "cheap", "euro"}
    assert variants_for(Pick("o1", "hat"), who, WARES) == variants_for(Pick("hers", "shirt"), who, WARES) == ()
    offered = variants_for(Pick("o1", "shirt"), who, WARES)
    named = Pick("o1", "shirt", wanted=(("colour", "blue"),))
    assert [v.id for v in fitting(named, offered)] == ["blue"]
    assert fitting(replace(named, wanted=(("colour", "pink"),)), offered) == offered


def test_methods_that_can_pay_are_not_expired_not_empty_and_for_a_change_not_the_same() -> None:
    who = of(a_basket())
    assert [m.id for m in methods_for(Draft(Topic.CHANGE_ITEMS, "o1"), who)] == ["card", "paypal", "gift", "small"]
    assert [m.id for m in methods_for(Draft(Topic.CHANGE_PAYMENT, "o1"), who)] == ["paypal", "gift", "small"]
    assert [m.id for m in methods_for(Draft(Topic.CHANGE_PAYMENT), who)] == ["card", "paypal", "gift", "small"]


def test_a_balance_that_cannot_pay_the_order_is_no_button() -> None:
    who = of(a_basket())
    assert [m.id for m in methods_offered(Draft(Topic.CHANGE_PAYMENT, "o1"), who)] == ["paypal", "gift"]
    for draft in (Draft(Topic.CHANGE_PAYMENT), Draft(Topic.CHANGE_ITEMS, "o1")):
        assert methods_offered(draft, who) == methods_for(draft, who)


def sized(*values: str) -> list[Variant]:
    return [Variant(value, "p", (("size", value), ("colour", "red")), usd("1"), available=True) for value in values]


@pytest.mark.parametrize(
    ("said", "now_on", "there", "wanted"),
    [
        ("one size up please", "M", ("S", "L", "XL"), "L"),
        ("a size smaller", "M", ("XS", "S", "L"), "S"),
        ("the next size up", "XL", ("XXL", "3XL", "L"), "XXL"),
        ("the bigger size", "9.5", ("9", "10", "11"), "10"),
        ("a size down", "500 ml", ("250 ml", "750 ml"), "250 ml"),
        ("one size up", "medium", ("large", "small"), "large"),
        ("one size up", "L", ("S", "M"), None),
        ("a size smaller", "XS", ("S", "M"), None),
        ("one size up", "M", ("slim", "L"), None),
        ("one size up", "500 ml", ("1 l", "2 litres"), "1 l"),
        ("one size up", "40 cm", ("16 inch", "50 cm"), None),
        ("one size up", "M", ("42", "44"), None),
        ("one size up", "M", (), None),
        ("in red", "M", ("L",), None),
    ],
)
def test_a_size_up_is_the_next_one_that_there_is(
    said: str, now_on: str, there: tuple[str, ...], wanted: str | None
) -> None:
    start = (("size", now_on), ("colour", "red"))
    assert next_size(said, start, sized(*there)) == ({"size": wanted} if wanted else {})


def test_a_size_up_of_two_things_that_have_sizes_is_not_guessed() -> None:
    there = [Variant("v", "p", (("waist", "34"), ("length", "34")), usd("1"), available=True)]
    assert next_size("one size up", (("waist", "32"), ("length", "32")), there) == {}


def test_money_goes_where_the_rulebook_and_the_card_let_it() -> None:
    draft = Draft(Topic.RETURN_ITEMS, picks=(Pick("o1", "shirt"),))
    order = delivered()

    def ways(who: Situation, *offered: Destination) -> list[str]:
        book = with_terms("returns", destinations=frozenset(offered)) if offered else BOOK
        return [f"{to} {method.id if method else ''}".strip() for to, method in destinations_for(draft, who, book)]

    assert ways(of(order)) == ["original", "gift_card gift", "gift_card small", "store_credit"]
    assert ways(of(order, paid(order, OLD_CARD))) == ["gift_card gift", "gift_card small", "store_credit"]
    assert ways(of(order), Destination.ORIGINAL) == ["original"]
    assert ways(of(order, methods=(CARD,)), Destination.GIFT_CARD) == []


def test_the_rest_that_can_be_chosen() -> None:
    assert reasons_for(Topic.CANCEL_ORDER, BOOK) == BOOK.terms.cancel.reasons
    assert reasons_for(Topic.RETURN_ITEMS, BOOK) == BOOK.terms.returns.reasons
    running, ended = a_plan(plan_id="plus"), a_plan(id="s2", cancelled_at=ago(days=1))
    who = a_situation(subscriptions=(running, ended))
    assert subscriptions_for(who) == (running,)
    assert subscriptions_for(a_situation(subscriptions=(ended,))) == (ended,)
    assert [p.id for p in plans_for(Draft(Topic.CHANGE_SUBSCRIPTION, subscription_id="s1"), who, WARES)] == ["pro"]
    assert plans_for(Draft(Topic.CHANGE_SUBSCRIPTION), who, WARES) == ()
    assert [o.id for o in delivery_for(Draft(Topic.CHANGE_DELIVERY, "o1"), of(a_basket()), WARES)] == [
        "express",
        "free",
    ]
    assert delivery_for(Draft(Topic.CHANGE_DELIVERY), of(a_basket()), WARES) == ()
    assert pauses_for(who, with_terms("subscription", most_pause_days=60)) == (
        TODAY + timedelta(days=30),
        TODAY + timedelta(days=60),
    )
    assert problem_of(Topic.DAMAGED_ITEM, "defective") == "defective"
    assert problem_of(Topic.DAMAGED_ITEM, "sad") == problem_of(Topic.WRONG_ITEM, "damaged") == ""


# -- which variant


def kind(name: str, price: str = "20", **more: str) -> Variant:
    return Variant(name, "p", tuple(more.items()), usd(price), True)


KINDS = (
    kind("bs", colour="blue", size="S"), kind("bl", "25", colour="blue", size="L"), kind("rs", colour="red", size="S"),
    kind("rl", "30", colour="red", size="L"), kind("nl", "10", colour="navy blue", size="L"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("the blue one", {"colour": "blue"}),
        ("the navy blue one in large", {"colour": "navy blue", "size": "L"}),
        ("in L please", {"size": "L"}),
        ("l", {"size": "L"}),
        ("size s", {"size": "S"}),
        ("it's for a friend", {}),
        ("I'd like s omething", {}),
        ("red instead of blue", {"colour": "red"}),
        ("not the blue", {}),
        ("blueish", {}),
        ("an extra large", {}),
        ("it is too small", {}),
        ("it is too small, rather large", {"size": "L"}),
        ("I'M FOR BLUE", {"colour": "blue"}),
        ("from blue to red", {"colour": "red"}),
        ("", {}),
    ],
)
def test_options_are_named_by_their_values_and_by_sizes_written_out(said: str, named: dict[str, str]) -> None:
    assert options_named(said, KINDS) == named


def test_a_value_without_letters_is_named_by_nothing() -> None:
    assert options_named("the - one", (kind("x", colour="-"),)) == {}


BOTTLES = (
    kind("half", volume="500ml", lid="none"), kind("whole", volume="1000 ml", lid="cork"),
    kind("big", volume="1.5L", lid="steel cap"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("500 ml", {"volume": "500ml"}),
        ("1 litre", {"volume": "1000 ml"}),
        ("1,5 l", {"volume": "1.5L"}),
        ("the 1000 one", {"volume": "1000 ml"}),
        ("I have had it for 1000 days or so", {}),
        ("without a lid", {"lid": "none"}),
        ("no lid, 1l", {"lid": "none", "volume": "1000 ml"}),
        ("with the steel one", {"lid": "steel cap"}),
        ("no cork please", {}),
    ],
)
def test_options_are_named_in_other_units_by_a_part_or_as_left_off(said: str, named: dict[str, str]) -> None:
    assert options_named(said, BOTTLES) == named


def test_the_other_one_is_clear_where_there_is_one_other() -> None:
    assert extreme("the other colour", KINDS[:1]) == KINDS[0]
    assert extreme("the other colour", KINDS) is None
    assert extreme("that colour", KINDS[:1]) is None


def test_of_those_that_fit_the_ones_most_like_what_there_is_are_taken() -> None:
    red_s = KINDS[2].options
    assert [v.id for v in nearest(red_s, {"colour": "blue"}, KINDS)] == ["bs"]
    assert [v.id for v in nearest((), {"colour": "blue"}, KINDS)] == ["bs", "bl"]
    assert nearest(red_s, {"colour": "pink"}, KINDS) == ()
    assert nearest(red_s, {}, KINDS) == ()


def test_the_cheapest_and_the_dearest_are_found() -> None:
    for said, found in (("the cheapest", "nl"), ("the most expensive one", "rl"), ("the dearest!", "rl")):
        variant = extreme(said, KINDS)
        assert variant is not None
        assert variant.id == found
    assert extreme("the blue one", KINDS) is None
    assert extreme("the cheapest", ()) is None


# -- which things

LAMP = a_line("lamp", name="Desk lamp", options="brass")
BOOTS = a_line("boots", name="Hiking boots", options="brown")
SOCKS = a_line("socks", name="Hiking socks", options="grey")
CUP = a_line("cup", name="Coffee cup", options="white")
FIRST = replace(delivered(LAMP, BOOTS, SOCKS, placed_at=ago(days=9)), id="first")
SECOND = replace(delivered(CUP, placed_at=ago(days=2)), id="second")
LINES = tuple((order, line) for order in (SECOND, FIRST) for line in order.lines)
OF_FIRST = LINES[1:]


def reading(said: str, *denied: str) -> Reading:
    small = {"the", "and", "my", "not", "all", *denied}
    words = frozenset("".join(ch if ch.isalnum() else " " for ch in said.lower()).split()) - small
    mentions = (Mention(denied, True, 0, 1),) if denied else ()
    return read_as(words=words, mentions=mentions)


@pytest.mark.parametrize(
    ("said", "lines", "sure", "doubtful"),
    [
        ("return the lamp", LINES, "lamp", ""),
        ("return the lamp and the boots", LINES, "lamp boots", ""),
        ("the hiking things", LINES, "", "boots socks"),
        ("the hiking boots", LINES, "boots", ""),
        ("the piano", LINES, "", ""),
        ("everything", OF_FIRST, "lamp boots socks", ""),
        ("everything", LINES, " ".join(line.id for _, line in LINES), ""),
        ("everything in the order with the lamp", LINES, "lamp boots socks", ""),
        ("everything except the boots", OF_FIRST, "lamp socks", ""),
        ("everything from my last order", LINES, "cup", ""),
        ("my latest purchase", LINES, "cup", ""),
        ("my latest purchase", (), "", ""),
        ("the lamp from my last order", LINES, "lamp", ""),
        ("the lamp and the hiking things", LINES, "lamp", "boots socks"),
        ("both hiking things", LINES, "boots socks", ""),
        ("one of both hiking things", LINES, "", "boots socks"),
        ("the cups", LINES, "cup", ""),
        ("everything but the boots", OF_FIRST, "lamp socks", ""),
        ("the lamp but keep the boots", OF_FIRST, "lamp", ""),
        ("keep the boots but return the lamp", OF_FIRST, "lamp", ""),
        ("the hiking things except the socks", OF_FIRST, "", "boots"),
        ("except the lamp", OF_FIRST, "boots socks", ""),
        ("the boots; the lamp I'll keep", OF_FIRST, "boots", ""),
        ("the lamp order", LINES, "lamp boots socks", ""),
        ("the boots of the lamp order", LINES, "lamp boots", ""),
        ("the order with the lamp", LINES, "lamp boots socks", ""),
        ("the hiking things from my last order", LINES, "", "boots socks"),
    ],
)
def test_things_are_meant_by_the_words_of_their_names(
    said: str, lines: tuple[object, ...], sure: str, doubtful: str
) -> None:
    meant = lines_meant(said, reading(said), lines)  # type: ignore[arg-type]
    assert [line.id for _, line in meant.sure] == sure.split()
    assert [line.id for _, line in meant.doubtful] == doubtful.split()


def test_a_word_that_fits_two_things_is_settled_where_other_words_single_them_out() -> None:
    hat, scarf = a_line("hat", name="Hiking hat", options="red"), a_line("scarf", name="Wool scarf", options="red")
    order = delivered(BOOTS, hat, scarf)
    said = "the brown hiking one and the red wool one"
    meant = lines_meant(said, reading(said), [(order, line) for line in order.lines])
    assert [line.id for _, line in meant.sure] == ["boots", "scarf"]
    assert meant.doubtful == ()


def test_everything_is_of_the_order_that_is_named_by_its_number() -> None:
    first = replace(FIRST, number="JP-1")
    lines = [(order, line) for order in (SECOND, first) for line in order.lines]
    said = read_as(words=frozenset({"everything"}), order_numbers=("JP-1",))
    assert [line.id for _, line in lines_meant("everything of JP-1", said, lines).sure] == ["lamp", "boots", "socks"]


def test_two_things_of_a_name_are_both_meant_in_the_plural() -> None:
    desk, reading_lamp = a_line("desk", name="Desk lamp"), a_line("reading", name="Reading lamp")
    lines = [(FIRST, desk), (FIRST, reading_lamp)]
    assert len(lines_meant("the lamps", reading("the lamps"), lines).sure) == 2
    assert len(lines_meant("the lamp", reading("the lamp"), lines).doubtful) == 2


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("two of the boots", 2), ("one pair of hiking boots", 1), ("a brown boot", 1), ("3 boots", 3), ("9 boots", None),
        ("boots", None), ("0 boots", None), ("order 12 and the boots", None), ("the boots are 2", None),
    ],
)  # fmt: skip
def test_how_many_stands_before_the_name(said: str, count: int | None) -> None:
    assert count_of(said, replace(BOOTS, quantity=4)) == count


def test_what_is_denied_is_not_meant() -> None:
    meant = lines_meant("not the lamp, the cup", reading("not the lamp, the cup", "lamp"), LINES)
    assert [line.id for _, line in meant.sure] == ["cup"]


def test_a_reason_that_tells_of_a_problem_is_one_worth_reporting() -> None:
    back = Draft(Topic.RETURN_ITEMS)
    assert problem_told(back, (GivenReason.TOO_SMALL, GivenReason.DEFECTIVE)) is Topic.DAMAGED_ITEM
    assert problem_told(back, (GivenReason.WRONG_ITEM,)) is Topic.WRONG_ITEM
    assert problem_told(back, (GivenReason.MISSING_PART,)) is Topic.MISSING_ITEM
    assert problem_told(back, (GivenReason.TOO_SMALL,)) is None
    assert problem_told(Draft(Topic.EXCHANGE_ITEMS), (GivenReason.DAMAGED,)) is None
