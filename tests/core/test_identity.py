"""What a session has shown decides what it may read and do: one order by a code, everything by the shop's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from resolution_hub.core.identity import (
    FRESH,
    LASTS,
    Granted,
    Level,
    OtherOrder,
    ProveAgain,
    ProveFirst,
    SignIn,
    Standing,
    Wish,
    may,
    only_of,
)
from resolution_hub.core.ledger import MethodKind, PaymentMethod
from resolution_hub.core.order import Address
from resolution_hub.core.people import CustomerId
from resolution_hub.core.situation import OpenCase
from tests.core.a_shop import NOW, a_charge, a_customer, a_plan, a_refund, a_return, a_situation, ago, an_order

ADA = CustomerId("ada")
BY_SHOP = Standing(Level.SHOP, ADA)
SECOND = timedelta(seconds=1)


def proved(**since: float) -> Standing:
    return Standing(Level.ORDER, ADA, "o1", ago(**since))


@pytest.mark.parametrize("wish", Wish)
def test_the_shops_word_opens_everything_that_is_the_customers(wish: Wish) -> None:
    assert may(BY_SHOP, wish, "o1", NOW) == Granted()
    assert may(BY_SHOP, wish, None, NOW) == Granted()


@pytest.mark.parametrize("wish", Wish)
def test_without_any_proof_an_order_wants_a_code_and_an_account_a_sign_in(wish: Wish) -> None:
    assert may(Standing(), wish, "o1", NOW) == ProveFirst()
    assert may(Standing(), wish, None, NOW) == SignIn()


@pytest.mark.parametrize("wish", Wish)
def test_a_code_opens_its_own_order_and_nothing_else(wish: Wish) -> None:
    assert may(proved(minutes=1), wish, "o1", NOW) == Granted()
    assert may(proved(minutes=1), wish, "o2", NOW) == OtherOrder()
    assert may(proved(minutes=1), wish, None, NOW) == SignIn()


def test_acting_wants_a_code_of_the_last_fifteen_minutes_and_reading_does_not() -> None:
    just, over = Standing(Level.ORDER, ADA, "o1", NOW - FRESH), Standing(Level.ORDER, ADA, "o1", NOW - FRESH - SECOND)
    assert may(just, Wish.ACT, "o1", NOW) == Granted()
    assert may(over, Wish.ACT, "o1", NOW) == ProveAgain("o1")
    assert may(over, Wish.READ, "o1", NOW) == Granted()
    assert may(over, Wish.ACT, "o2", NOW) == OtherOrder()


def test_half_a_day_later_nothing_is_left_of_a_code() -> None:
    assert may(Standing(Level.ORDER, ADA, "o1", NOW - LASTS), Wish.READ, "o1", NOW) == Granted()
    assert may(Standing(Level.ORDER, ADA, "o1", NOW - LASTS - SECOND), Wish.READ, "o1", NOW) == ProveFirst()


@pytest.mark.parametrize(
    "given",
    [
        (Level.ANONYMOUS, ADA),
        (Level.SHOP,),
        (Level.ORDER, ADA),
        (Level.ORDER, ADA, "o1"),
        (Level.ORDER, ADA, None, NOW),
        (Level.SHOP, ADA, "o1", NOW),
        (Level.ORDER, None, "o1", NOW),
    ],
)
def test_nothing_between_the_levels_can_be_built(given: tuple[object, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each part of the rule has its own words
        Standing(*given)  # type: ignore[arg-type]


def test_a_proved_order_shows_what_hangs_on_it_and_hides_the_rest_of_the_customer() -> None:
    card, other = (PaymentMethod(n, MethodKind.CARD, f"Card {n}") for n in ("pm1", "pm2"))
    who = a_situation(
        an_order("o1"), an_order("o2"),
        returns=(a_return(order="o1"), a_return(order="o2")),
        subscriptions=(a_plan(),),
        charges=(
            a_charge("c1", method_id="pm1"), a_charge("c2", order_id="o2", method_id="pm2"), a_charge("c3", subscription_id="s1")
        ),
        refunds=(a_refund("c1"), a_refund("c2")),
        open_cases=(OpenCase("cs_1"),),
        methods=(card, other),
        home=Address(("1 High St",), "Leeds", "UK", "LS1", "GB"),
    )  # fmt: skip
    seen = only_of(who, "o1")
    assert [o.id for o in seen.orders] == ["o1"]
    assert [r.order_id for r in seen.returns] == ["o1"]
    assert [c.id for c in seen.ledger.charges] == ["c1"]
    assert [r.charge_id for r in seen.ledger.refunds] == ["c1"]
    assert seen.methods == (card,)
    assert (seen.subscriptions, seen.open_cases, seen.home) == ((), (), None)


@pytest.mark.parametrize(
    ("given", "family", "shown"), [("Elif", "Demir", "E. D•••"), ("Björk", "", "B•••"), ("山田", "花子", "山. 花•••")]
)
def test_whose_order_it_is_is_shown_to_its_owner_alone(given: str, family: str, shown: str) -> None:
    customer = replace(a_customer(), given_name=given, family_name=family, email="elif@example.com")
    seen = only_of(a_situation(an_order("o1"), customer=customer), "o1").customer
    assert (seen.name, seen.email) == (shown, "e•••@example.com")
    assert (seen.id, seen.region, seen.timezone) == (customer.id, customer.region, customer.timezone)
    assert customer.name == f"{given} {family}".strip()


def test_an_order_that_is_none_of_the_customers_shows_nothing() -> None:
    seen = only_of(a_situation(an_order("o1"), charges=(a_charge("c1"),)), "o9")
    assert (seen.orders, seen.ledger.charges, seen.methods) == ((), (), ())
