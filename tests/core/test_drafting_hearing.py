"""What a message adds to a draft; what it does not say stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from resolution_hub.core.acts import Wish
from resolution_hub.core.drafting.draft import Draft, Pick, Slot
from resolution_hub.core.drafting.hearing import Said, hear
from resolution_hub.core.finding.wares import Wares
from resolution_hub.core.ledger import MethodKind, PaymentMethod, Plan
from resolution_hub.core.order import Destination, OrderStatus
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.reading import GivenReason, Period
from resolution_hub.core.situation import Situation
from resolution_hub.core.topic import Topic
from tests.core.a_basket import HOME, METHODS, WARES, a_basket, a_line, a_variant, delivered, of, paid, with_terms
from tests.core.a_shop import BOOK, TODAY, a_plan, a_situation, ago, read_as, usd

LAMP = a_line("lamp", name="Desk lamp", options="brass", product_id="p-lamp", variant_id="brass")
BOOTS = a_line("boots", name="Hiking boots", options="brown", quantity=2)
SOCKS = a_line("socks", name="Hiking socks", options="grey")
FIRST = replace(a_basket(LAMP, BOOTS, SOCKS), id="first", number="JP-1", placed_at=ago(days=9))
SECOND = replace(a_basket(a_line("cup", name="Coffee cup")), id="second", number="JP-2", placed_at=ago(days=2))
STOP = {"the", "and", "my", "a", "to", "it", "i", "for", "of"}


def arrived(*orders: Any) -> tuple[Any, ...]:
    made = delivered()
    return tuple(replace(order, status=OrderStatus.DELIVERED, shipments=made.shipments) for order in orders)


OPEN = a_situation(FIRST, SECOND, methods=METHODS, home=HOME)
HERE = a_situation(*arrived(FIRST, SECOND), methods=METHODS, home=HOME)


def heard(
    draft: Draft, text: str, who: Situation = HERE, wares: Wares = WARES, book: Rulebook = BOOK, **named: Any
) -> Draft:
    words = frozenset("".join(ch if ch.isalnum() else " " for ch in text.lower()).split()) - STOP
    return hear(draft, Said(text, read_as(words=words, **named)), who, wares, book)


def lines(draft: Draft) -> list[str]:
    return [pick.line_id for pick in draft.picks]


# -- which order, which things


def test_an_order_is_known_by_its_number_by_what_is_in_it_or_by_being_the_only_one() -> None:
    cancel = Draft(Topic.CANCEL_ORDER)
    assert heard(cancel, "JP-2", OPEN, order_numbers=("JP-2",)).order_id == "second"
    assert heard(cancel, "it", OPEN, order_numbers=("JP-9",)).order_id is None
    assert heard(cancel, "cancel the cup", OPEN).order_id == "second"
    assert heard(cancel, "cancel", a_situation(SECOND)).order_id == "second"
    assert heard(Draft(Topic.CANCEL_ORDER, "first"), "well", OPEN).order_id == "first"
    several = heard(Draft(Topic.RETURN_ITEMS, "first"), "lamp and cup", order_numbers=("JP-1", "JP-2"))
    assert (several.order_id, lines(several)) == (None, ["lamp", "cup"])
    parcel = HERE.orders[0].shipments[0].tracking_number
    assert heard(Draft(Topic.RETURN_ITEMS), "it", tracking_numbers=(parcel,)).order_id == "first"


def test_one_of_an_orders_things_is_that_thing_and_all_of_them_are_the_order() -> None:
    cancel = Draft(Topic.CANCEL_ORDER)
    part = heard(cancel, "cancel the lamp", OPEN)
    assert (part.order_id, lines(part)) == ("first", ["lamp"])
    assert lines(heard(replace(part, picks=()), "cancel the lamp and the boots and the socks", OPEN)) == []
    assert lines(heard(cancel, "cancel the cup", OPEN)) == []
    assert lines(heard(Draft(Topic.CANCEL_ORDER, "second"), "the lamp", OPEN)) == []
    assert lines(heard(Draft(Topic.CANCEL_ORDER, "first"), "the hiking things", OPEN)) == []  # which of them?


def test_things_are_picked_added_and_asked_about_where_they_fit_alike() -> None:
    send_back = Draft(Topic.RETURN_ITEMS)
    assert [(p.line_id, p.quantity) for p in heard(send_back, "the hiking boots").picks] == [("boots", 2)]
    alike = heard(send_back, "the hiking things")
    assert (lines(alike), set(alike.doubtful)) == ([], {"boots", "socks"})
    settled = heard(replace(alike, asked=Slot.ITEMS), "the boots")
    assert (lines(settled), settled.doubtful) == (["boots"], ())
    still = heard(replace(alike, asked=Slot.ITEMS), "the hiking ones")
    assert set(still.doubtful) == {"boots", "socks"}
    more = heard(replace(settled, asked=Slot.ITEMS), "and the lamp")
    assert lines(more) == ["boots", "lamp"]
    instead = heard(replace(settled, asked=Slot.REASON), "I meant the lamp")
    assert lines(instead) == ["lamp"]
    assert lines(heard(send_back, "return", of(delivered(LAMP)))) == ["lamp"]
    assert lines(heard(Draft(Topic.DAMAGED_ITEM), "the lamp and the boots")) == ["lamp"]


def test_the_only_thing_left_is_meant_unless_another_is_named() -> None:
    gone = replace(FIRST, lines=(replace(LAMP, cancelled=1), replace(BOOTS, cancelled=2), SOCKS))
    who = a_situation(*arrived(gone))
    swap = Draft(Topic.EXCHANGE_ITEMS)
    assert lines(heard(swap, "exchange it", who)) == ["socks"]
    assert lines(heard(swap, "exchange my lamp", who)) == []


def test_an_order_that_is_named_settles_which_of_two_alike() -> None:
    other = replace(FIRST, id="third", number="JP-3", lines=(replace(LAMP, id="lamp3"),))
    who = a_situation(*arrived(FIRST, other))
    both = heard(Draft(Topic.RETURN_ITEMS), "the lamp", who)
    assert set(both.doubtful) == {"lamp", "lamp3"}
    named = heard(
        Draft(Topic.RETURN_ITEMS, picks=(Pick("first", "boots"),)), "the lamp of JP-3", who, order_numbers=("JP-3",)
    )
    assert (named.order_id, named.doubtful) == (None, ("lamp3",))


# -- reasons and wishes


PICKED = Draft(Topic.RETURN_ITEMS, "first", picks=(Pick("first", "lamp"), Pick("first", "boots", reason="other")))


@pytest.mark.parametrize(
    ("text", "named", "reason"),
    [
        ("it is too small", {}, "too_small"),
        ("changed my mind", {"reasons": (GivenReason.CHANGED_MIND,)}, "changed_mind"),
        ("came late", {"reasons": (GivenReason.TOO_LATE,)}, "arrived_late"),
        ("twice", {"reasons": (GivenReason.ORDERED_TWICE,)}, "changed_mind"),
        ("it was a gift", {}, ""),
        ("well", {}, ""),
    ],
)
def test_a_reason_goes_to_what_has_none(text: str, named: dict[str, Any], reason: str) -> None:
    assert [pick.reason for pick in heard(PICKED, text, **named).picks] == [reason, "other"]


def test_where_a_reason_is_asked_for_any_answer_is_one() -> None:
    asked = replace(PICKED, asked=Slot.REASON)
    assert heard(asked, "it was a gift").picks[0].reason == "gift"
    assert heard(asked, "just because").picks[0].reason == "other"
    few = with_terms("returns", reasons=("too_small",))
    assert heard(asked, "just because", book=few).picks[0].reason == ""
    assert heard(PICKED, "well", book=few, reasons=(GivenReason.CHANGED_MIND,)).picks[0].reason == ""
    all_said = replace(PICKED, picks=tuple(replace(p, reason="gift") for p in PICKED.picks))
    assert {p.reason for p in heard(all_said, "no, too small").picks} == {"too_small"}
    shop = with_terms("cancel", reasons=("no longer needed", "ordered by mistake"))
    assert (
        heard(Draft(Topic.CANCEL_ORDER, "first"), "ordered by mistake", OPEN, book=shop).reason == "ordered by mistake"
    )


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("can I keep it", Wish.KEEP), ("send me a new one", Wish.REPLACEMENT), ("I want my money back", Wish.REFUND),
        ("it is broken", None),
    ],
)  # fmt: skip
def test_what_is_wished_for_a_problem(text: str, wish: Wish | None) -> None:
    assert heard(Draft(Topic.DAMAGED_ITEM, "first"), text).wish is wish


def test_what_is_wrong_and_that_there_is_no_photo() -> None:
    broken = Draft(Topic.DAMAGED_ITEM, "first", picks=(Pick("first", "lamp"),))
    assert heard(broken, "it does not work", reasons=(GivenReason.DEFECTIVE,)).picks[0].reason == "defective"
    assert heard(broken, "I can't take a photo").no_photo
    assert not heard(broken, "here it is").no_photo


# -- kinds, addresses, speeds, methods

FINISHES = [
    replace(a_variant(name, price, "p-lamp"), options=(("finish", name),))
    for name, price in (("brass", "20"), ("black", "25"), ("white", "15"))
]
KINDS = replace(WARES, variants=(*FINISHES, a_variant("w-boots", product=BOOTS.product_id)))


def test_a_kind_is_named_by_its_options_or_as_the_cheapest() -> None:
    swap = Draft(Topic.EXCHANGE_ITEMS, "first", picks=(Pick("first", "lamp"),))
    assert heard(swap, "for black", wares=KINDS).picks[0].variant_id == "black"
    assert heard(swap, "the cheapest", wares=KINDS).picks[0].variant_id == "white"
    assert heard(swap, "hm", wares=KINDS).picks == swap.picks
    chosen = replace(swap, picks=(replace(swap.picks[0], variant_id="black"),))
    assert heard(chosen, "hm", wares=KINDS).picks[0].variant_id == "black"
    two_fit = replace(KINDS, variants=(*KINDS.variants, replace(KINDS.variants[1], id="black2")))
    asked = heard(swap, "black", wares=two_fit).picks[0]
    assert (asked.variant_id, asked.wanted) == (None, (("finish", "black"),))
    gone = Draft(Topic.EXCHANGE_ITEMS, "first", picks=(Pick("hers", "lamp"),))
    assert heard(replace(gone, order_id="hers"), "black", wares=KINDS).picks == gone.picks


def test_of_two_things_each_gets_what_is_said_behind_its_name() -> None:
    both = Draft(
        Topic.EXCHANGE_ITEMS, "first", picks=(Pick("first", "lamp"), Pick("first", "boots", 2)), asked=Slot.VARIANT
    )
    found = heard(both, "lamp in white and boots in w-boots", wares=KINDS).picks
    assert {p.line_id: p.variant_id for p in found} == {"lamp": "white", "boots": "w-boots"}
    in_one = heard(both, "both lamp and boots in w-boots", wares=KINDS).picks
    assert {p.line_id: p.variant_id for p in in_one} == {"lamp": None, "boots": "w-boots"}
    only_one = heard(both, "the lampshade in white", wares=KINDS).picks
    assert {p.line_id: p.variant_id for p in only_one} == {"lamp": "white", "boots": None}
    nameless = heard(both, "in white", wares=KINDS).picks
    assert {p.line_id: p.variant_id for p in nameless} == {"lamp": "white", "boots": None}


def test_an_address_a_speed_and_a_method_are_heard() -> None:
    where = heard(Draft(Topic.CHANGE_ADDRESS, "first"), "2 Oak Street, Dayton, OH 45402", OPEN).address
    assert where is not None
    assert where.city == "Dayton"
    moved = Draft(Topic.HOME_ADDRESS)
    assert heard(moved, "I moved", OPEN).address is None
    assert heard(Draft(Topic.CHANGE_DELIVERY, "first"), "express please", OPEN).option_id == "express"
    assert heard(Draft(Topic.CHANGE_DELIVERY, "first"), "faster", OPEN).option_id is None
    pay = Draft(Topic.CHANGE_PAYMENT, "first")
    assert heard(pay, "with PayPal", OPEN).method_id == "paypal"
    assert heard(pay, "the one ending 4242", OPEN).method_id == "card"
    assert heard(pay, "a gift card", OPEN).method_id is None  # of two
    assert heard(pay, "somehow", OPEN).method_id is None
    amex = replace(OPEN, methods=(*METHODS, PaymentMethod("amex", MethodKind.CARD, "Amex ending 0005")))
    assert heard(pay, "my amex card", amex).method_id == "amex"


def test_a_refund_goes_back_to_where_it_came_from_or_to_what_is_named() -> None:
    order = delivered()
    who = of(order, paid(order), methods=METHODS[:3])
    draft = Draft(Topic.RETURN_ITEMS, "o1", picks=(Pick("o1", "shirt"),))
    assert heard(draft, "to my visa", who).destination is Destination.ORIGINAL
    onto_gift = heard(draft, "on my gift card", who)
    assert (onto_gift.destination, onto_gift.destination_id) == (Destination.GIFT_CARD, "gift")
    other = heard(draft, "to paypal", who)
    assert (other.destination, other.destination_id) == (Destination.METHOD, "paypal")


# -- subscriptions


def test_a_subscription_its_new_plan_and_how_long_it_rests() -> None:
    plus, news = a_plan(plan_id="plus"), a_plan(id="s2", plan="Morning news", plan_id="news")
    two, one = a_situation(subscriptions=(plus, news)), a_situation(subscriptions=(plus,))
    pause = Draft(Topic.PAUSE_SUBSCRIPTION)
    assert heard(pause, "the news", two).subscription_id == "s2"
    assert heard(pause, "pause", two).subscription_id is None
    rests = heard(pause, "for two weeks", one)
    assert (rests.subscription_id, rests.resumes_on) == ("s1", TODAY + timedelta(days=14))
    assert heard(pause, "for 10 days", one).resumes_on == TODAY + timedelta(days=10)
    until = Period(TODAY + timedelta(days=5), TODAY + timedelta(days=5), True, 0, 5)
    assert heard(rests, "until then", one, periods=(until,)).resumes_on == until.last
    assert heard(pause, "a bit", one).resumes_on is None
    change = Draft(Topic.CHANGE_SUBSCRIPTION)
    assert heard(change, "to Pro", one).plan_id == "pro"
    assert heard(change, "change", one).plan_id == "pro"  # there is one other
    more = replace(WARES, plans=(*WARES.plans, Plan("max", "membership", "Max", usd("50"), 30)))
    assert heard(change, "change", one, more).plan_id is None
    assert heard(Draft(Topic.CANCEL_SUBSCRIPTION), "stop", one).subscription_id == "s1"


# -- corrections


THREE = Draft(Topic.RETURN_ITEMS, picks=(Pick("first", "lamp"), Pick("first", "boots", 2)), asked=Slot.CONFIRM)


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("the boots, not the lamp too", {"boots": 2, "lamp": 1}),
        ("the socks too", {"lamp": 1, "boots": 2, "socks": 1}),
        ("the socks", {"socks": 1}),
        ("remove the lamp", {"boots": 2}),
        ("remove the socks", {"socks": 1}),
        ("remove it", {"lamp": 1, "boots": 2}),
        ("keep the lamp", {"boots": 2}),
        ("keep the lamp and the boots", {"lamp": 1, "boots": 2}),
        ("one of the boots", {"boots": 1}),
        ("two of them", {"lamp": 1, "boots": 2}),
    ],
)
def test_what_is_picked_is_corrected(text: str, quantities: dict[str, int]) -> None:
    assert {pick.line_id: pick.quantity for pick in heard(THREE, text).picks} == quantities


def test_of_one_thing_fewer_may_be_meant_but_never_more() -> None:
    both = replace(THREE, picks=THREE.picks[1:])
    assert [heard(both, text).picks[0].quantity for text in ("only one", "one of those", "seven of them")] == [1, 1, 2]
    cancelled = heard(Draft(Topic.CANCEL_ORDER), "cancel one of the boots", OPEN)
    assert [(pick.line_id, pick.quantity) for pick in cancelled.picks] == [("boots", 1)]
    assert heard(replace(THREE, picks=(Pick("first", "hat"),)), "only one").picks == (Pick("first", "hat"),)


@pytest.mark.parametrize(
    ("text", "picks", "doubtful"),
    [
        ("the first one", ["lamp", "boots"], ()),
        ("second", ["lamp", "socks"], ()),
        ("the third", ["lamp"], ("boots", "socks")),
        ("the first or the second", ["lamp"], ("boots", "socks")),
        ("the first of all the many reasons", ["lamp", "boots", "socks"], ()),
        ("neither", ["lamp"], ()),
        ("the hiking one", ["lamp"], ("boots", "socks")),
    ],
)
def test_which_of_two_is_answered_by_its_place(text: str, picks: list[str], doubtful: tuple[str, ...]) -> None:
    asked = replace(THREE, picks=THREE.picks[:1], doubtful=("boots", "socks"), asked=Slot.ITEMS)
    found = heard(asked, text)
    assert (lines(found), found.doubtful) == (picks, doubtful)


def test_to_keep_a_broken_thing_is_a_wish_about_that_thing() -> None:
    broken = heard(Draft(Topic.DAMAGED_ITEM), "I want to keep the lamp")
    assert (lines(broken), broken.wish) == (["lamp"], Wish.KEEP)


def test_the_blue_one_is_what_is_wanted_and_no_other_thing_that_is_blue() -> None:
    swap = heard(Draft(Topic.EXCHANGE_ITEMS), "the lamp for a grey one", wares=KINDS)
    assert lines(swap) == ["lamp"]
    assert lines(heard(replace(swap, asked=Slot.VARIANT), "grey", wares=KINDS)) == ["lamp"]
    assert lines(heard(Draft(Topic.EXCHANGE_ITEMS), "for the lamp", wares=KINDS)) == ["lamp"]
    assert lines(heard(Draft(Topic.EXCHANGE_ITEMS), "grey", wares=KINDS)) == ["socks"]


@pytest.mark.parametrize(
    ("text", "option"),
    [("the fastest", "express"), ("next-day", "express"), ("the cheapest", "free"), ("for free", "free"), ("hm", None)],
)
def test_a_speed_is_said_by_what_it_is_like(text: str, option: str | None) -> None:
    assert heard(Draft(Topic.CHANGE_DELIVERY, "first"), text, OPEN).option_id == option
    assert heard(Draft(Topic.CHANGE_DELIVERY), text, OPEN).option_id is None


def test_what_is_turned_down_is_no_way_of_paying_and_no_wish() -> None:
    pay = Draft(Topic.CHANGE_PAYMENT, "first")
    assert heard(pay, "PayPal instead of my card", OPEN).method_id == "paypal"
    assert heard(pay, "not with PayPal, the one ending 4242", OPEN).method_id == "card"
    wish = Draft(Topic.DAMAGED_ITEM, picks=THREE.picks[:1])
    assert heard(wish, "no replacement, a refund").wish is Wish.REFUND
    assert heard(wish, "I don't want a refund, send another").wish is Wish.REPLACEMENT


def test_a_refund_is_as_paid_or_store_credit_where_that_is_asked() -> None:
    order = delivered()
    who = of(order, paid(order), methods=METHODS[:3])
    asked = Draft(Topic.RETURN_ITEMS, "o1", picks=(Pick("o1", "shirt"),), asked=Slot.DESTINATION)
    assert heard(asked, "the way I paid", who).destination is Destination.ORIGINAL
    assert heard(asked, "store credit", who).destination is Destination.STORE_CREDIT
    assert heard(asked, "elsewhere", who).destination is None
    assert heard(replace(asked, asked=None), "the card holder", who).destination is None
    two = of(order, paid(order), replace(paid(order, METHODS[1]), id="c2"), methods=METHODS[:3])
    assert heard(asked, "to paypal", two).destination is Destination.ORIGINAL
    assert heard(asked, "paypal", who).destination is Destination.METHOD
    assert heard(asked, "on the gift card", two).destination is Destination.GIFT_CARD


def test_a_span_will_do_where_it_was_asked_for_and_a_month_ends_on_its_last_day() -> None:
    pause = Draft(Topic.PAUSE_SUBSCRIPTION, subscription_id="s1")
    one = a_situation(subscriptions=(a_plan(plan_id="plus"),))
    assert heard(pause, "two weeks", one).resumes_on is None
    assert heard(replace(pause, asked=Slot.UNTIL), "a couple of weeks", one).resumes_on == TODAY + timedelta(days=14)
    assert heard(pause, "until the end of the month", one).resumes_on == TODAY.replace(day=30)


def test_a_new_plan_is_told_from_the_present_one() -> None:
    plans = (Plan("p1", "m", "Plus monthly", usd("9"), 30), Plan("p2", "m", "Plus yearly", usd("90"), 365),
             Plan("p3", "m", "Pro monthly", usd("19"), 30))  # fmt: skip
    there = replace(WARES, plans=plans)
    one = a_situation(subscriptions=(a_plan(plan="Plus monthly", plan_id="p1"),))
    change = Draft(Topic.CHANGE_SUBSCRIPTION)
    assert heard(change, "from Plus monthly to Pro", one, there).plan_id == "p3"
    assert heard(change, "yearly", one, there).plan_id == "p2"
    assert heard(change, "the other Plus", one, there).plan_id == "p2"
    assert heard(replace(change, subscription_id="hers"), "Pro", one, there).plan_id is None
