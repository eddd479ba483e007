"""Order and tracking numbers, as people write them."""

import pytest

from resolution_hub.nlu.entities.numbers import find_order_numbers, find_tracking_numbers, spell_out_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("where is #W2611340", ("W2611340",)),
        ("where is w2611340?", ("W2611340",)),
        ("RH-10423 please", ("RH-10423",)),
        ("rh-10423 hasn't come", ("RH-10423",)),
        ("order 10423", ("10423",)),
        ("my order number is 10423.", ("10423",)),
        ("Order no. 10423 and 10424", ("10423", "10424")),
        ("order #10423", ("10423",)),
        ("orders 10423, 10424 and 10425", ("10423", "10424", "10425")),
        ("my order (#RH-10423)", ("RH-10423",)),
        ("111-2345678-1234567 is late", ("111-2345678-1234567",)),
        ("UK-2024-000123", ("UK-2024-000123",)),
        ("10423", ("10423",)),
        ("it's 10423", ("10423",)),
        ("I paid $4500 for it", ()),
        ("4500 EUR", ()),
        ("call me at 4155550199", ()),
        ("call me at +1 415 555 0199", ()),
        ("my card is 4111 1111 1111 1111", ()),
        ("4111111111111111", ()),
        ("I waited 10 days for 2 lamps", ()),
        ("the order of 2024 was nice, and today is 2026-11-02", ()),
        ("in order to return", ()),
        ("no number here", ()),
        ("", ()),
    ],
)
def test_order_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert find_order_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1Z999AA10123456784", ("1Z999AA10123456784",)),
        ("1z 999 aa1 01 2345 6784", ("1Z999AA10123456784",)),
        ("USPS 9400 1118 9922 3397 8123 45", ("9400111899223397812345",)),
        ("RR 123 456 789 DE", ("RR123456789DE",)),
        ("TBA123456789012", ("TBA123456789012",)),
        ("JJD000390007900000000", ("JJD000390007900000000",)),
        ("tracking number: 784512369870", ("784512369870",)),
        ("my tracking is ABC-12345678", ("ABC-12345678",)),
        ("tracking since Monday", ()),
        ("order 10423", ()),
    ],
)
def test_tracking_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert find_tracking_numbers(text) == numbers


def test_a_tracking_number_is_no_order_number() -> None:
    text = "order 10423, tracking 1Z999AA10123456784"
    assert find_order_numbers(text) == ("10423",)
    assert find_tracking_numbers(text) == ("1Z999AA10123456784",)


def test_numbers_are_spelt_out_as_what_they_name() -> None:
    assert spell_out_numbers("cancel RH-10423", ["RH-10423"], []) == "cancel my order"
    assert spell_out_numbers("cancel order #10423 now", ["10423"], []) == "cancel order now"
    assert spell_out_numbers("1z 999 aa1 01 2345 6784 is late", [], ["1Z999AA10123456784"]) == "my parcel is late"
