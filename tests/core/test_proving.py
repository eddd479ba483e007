"""What a visitor types to show whose an order is: codes are taken out of words, numbers and addresses found in any order."""

from __future__ import annotations

import pytest

from resolution_hub.core.moves import Later, Proving
from resolution_hub.core.proving import MASK, digits_in, filled, masked, of_account, shaded
from resolution_hub.core.reading import Entities
from resolution_hub.core.topic import Topic
from tests.core.a_shop import a_charge, a_situation, ago, an_order

EMPTY = Proving(Later("Where is it?"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123456", "123456"),
        ("it is 123 456.", "123456"),
        ("12-34-56", "123456"),
        ("My code: 1 2 3 4 5 6, thanks", "123456"),
        ("(123456)", "123456"),
        ("١٢٣٤٥٦", "123456"),
    ],
)
def test_six_digits_by_themselves_are_a_code_and_are_taken_out(text: str, code: str) -> None:
    assert digits_in(text) == code
    assert MASK in masked(text)
    assert not any(mark.isdigit() for mark in masked(text))


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567", "#123456", "W-123456", "W123456", "$123456.50", "1.123456", "123456-A"]
)
def test_other_numbers_are_left_as_they_are(text: str) -> None:
    assert digits_in(text) is None
    assert masked(text) == text


def test_what_the_reader_found_is_taken() -> None:
    said = Entities(order_numbers=("W1234",), emails=("ada@example.com",))
    now = filled(EMPTY, "W1234 and Ada@example.com", said, asked=False)
    assert (now.number, now.email, now.sent) == ("W1234", "ada@example.com", False)


def test_an_address_or_a_number_that_the_reader_missed_is_found_where_it_was_asked_for() -> None:
    now = filled(EMPTY, "7731-88, Ada.L@shop.example", Entities(), asked=True)
    assert (now.number, now.email) == ("7731-88", "ada.l@shop.example")


def test_any_number_in_a_message_that_was_not_asked_for_is_no_order() -> None:
    assert filled(EMPTY, "since 2026", Entities(), asked=False) == EMPTY
    assert filled(EMPTY, "do you deliver to 90210 and to all the others?", Entities(), asked=True) == EMPTY


def test_a_number_that_is_known_is_replaced_by_one_that_the_reader_found_only() -> None:
    known = Proving(EMPTY.wish, "W1", "ada@example.com", sent=True)
    assert filled(known, "2026", Entities(), asked=True) == known
    other = filled(known, "W2", Entities(order_numbers=("W2",)), asked=True)
    assert (other.number, other.email, other.sent) == ("W2", "ada@example.com", False)


def test_an_order_that_was_proved_before_gives_way_to_another_that_is_named() -> None:
    before = Proving(EMPTY.wish, order_id="o1", sent=True)
    assert filled(before, "W2", Entities(order_numbers=("W2",)), asked=True).order_id is None


def test_subscriptions_and_errors_of_other_charges_are_the_accounts() -> None:
    plain = a_situation(an_order("o1"))
    twice = a_situation(an_order("o1"), charges=(a_charge("c1"), a_charge("c2", at=ago(days=2, minutes=-1))))
    assert of_account(Topic.CANCEL_SUBSCRIPTION, plain)
    assert of_account(Topic.BILLING_ERROR, plain)
    assert not of_account(Topic.TRACK_PARCEL, plain)
    assert not of_account(Topic.BILLING_ERROR, twice)


@pytest.mark.parametrize(
    ("email", "shown"), [("maya@example.com", "m•••@example.com"), ("m@x.y", "m•••@x.y"), ("@x.y", "•••@x.y")]
)
def test_an_address_is_shown_so_that_its_owner_knows_it(email: str, shown: str) -> None:
    assert shaded(email) == shown
