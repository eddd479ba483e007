"""Addresses as people write them in a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolution_hub.core.addresses import read_address
from resolution_hub.core.order import Address
from tests.core.a_basket import HOME

BERLIN = Address(("Ahornallee 4",), "Berlin", "", "14050", "DE")
LONDON = Address(("221B Baker Street",), "London", "", "NW1 6XE", "GB")


@pytest.mark.parametrize(
    ("text", "known", "read"),
    [
        ("12 Juniper Way, Portland, OR 97201", HOME, Address(("12 Juniper Way",), "Portland", "OR", "97201", "US")),
        ("12 Juniper Way, Portland OR, 97201-1234", HOME, Address(("12 Juniper Way",), "Portland", "OR", "97201-1234", "US")),
        ("12 Juniper Way, Portland, Oregon, 97201", HOME, Address(("12 Juniper Way",), "Portland", "OR", "97201", "US")),
        ("12 Juniper Way, Suite 5, Portland, or, 97201.", HOME,
         Address(("12 Juniper Way", "Suite 5"), "Portland", "OR", "97201", "US")),
        ("The Old Mill, Apt 3, Columbus, 43004", HOME, Address(("The Old Mill", "Apt 3"), "Columbus", "OH", "43004", "US")),
        ("Please send it to 2 Oak Street, Columbus, 43004", HOME, Address(("2 Oak Street",), "Columbus", "OH", "43004", "US")),
        ("my new address is: 2 Oak Street\nDayton\n45402", HOME, Address(("2 Oak Street",), "Dayton", "", "45402", "US")),
        ("2 Oak Street, 45402 Dayton", HOME, Address(("2 Oak Street",), "Dayton", "", "45402", "US")),
        ("Lindenweg 9, 10115 Berlin", BERLIN, Address(("Lindenweg 9",), "Berlin", "", "10115", "DE")),
        ("Lindenweg 9, 10115 Berlin, Germany", HOME, Address(("Lindenweg 9",), "Berlin", "", "10115", "DE")),
        ("10 Downing Street, London, SW1A 2AA", LONDON, Address(("10 Downing Street",), "London", "", "SW1A 2AA", "GB")),
        ("10 Downing Street, London SW1A 2AA", HOME, Address(("10 Downing Street",), "London", "", "SW1A 2AA", "GB")),
        ("263 Prinsengracht, 1016 GV Amsterdam", HOME, Address(("263 Prinsengracht",), "Amsterdam", "", "1016 GV", "NL")),
        ("9 King Street, Ottawa, Ontario, K1A 0A9", HOME, Address(("9 King Street",), "Ottawa", "ON", "K1A 0A9", "CA")),
        ("9 King St, Ottawa ON K1A 0A9, CA", HOME, Address(("9 King St",), "Ottawa", "ON", "K1A 0A9", "CA")),
        ("9 King Street, Los Angeles, 90001, CA", HOME, Address(("9 King Street",), "Los Angeles", "CA", "90001", "US")),
        ("9 King Street, Austin, TX 73301, US", BERLIN, Address(("9 King Street",), "Austin", "TX", "73301", "US")),
        ("Lindenweg 9, Berlin, 10115, DE", HOME, Address(("Lindenweg 9",), "Berlin", "", "10115", "DE")),
        ("9 Elm Street, Wilmington, DE 19801", HOME, Address(("9 Elm Street",), "Wilmington", "DE", "19801", "US")),
        ("9 Elm Street, Wilmington, 19801, DE", HOME, Address(("9 Elm Street",), "Wilmington", "DE", "19801", "US")),
        ("Lindenweg 9, Berlin, 10115, DE", BERLIN, Address(("Lindenweg 9",), "Berlin", "", "10115", "DE")),
        ("2 Oak Street Apt 3 Dayton OH 45402", HOME, Address(("2 Oak Street Apt 3",), "Dayton", "OH", "45402", "US")),
        ("ship to 2 Oak St. Dayton, OH 45402 instead please", HOME, Address(("2 Oak St.",), "Dayton", "OH", "45402", "US")),
        ("12345 Oak Street, Dayton, OH 45402, thanks!", HOME, Address(("12345 Oak Street",), "Dayton", "OH", "45402", "US")),
        ("5 Rue Verte, 75001 Paris", None, Address(("5 Rue Verte",), "Paris", "", "75001", "")),
    ],
)  # fmt: skip
def test_an_address_is_read_and_what_is_not_said_is_taken_over(text: str, known: Address | None, read: Address) -> None:
    assert read_address(text, known) == read


@pytest.mark.parametrize(
    ("sentence", "address"),
    [
        ("742 Elm Street, Apt 4B, New York, NY 10001-1234, United States",
         Address(("742 Elm Street", "Apt 4B"), "New York", "NY", "10001-1234", "US")),
        ("221B Baker Street, NW1 6XE London, United Kingdom", LONDON),
        ("Flat 2, 10 Downing Street, SW1A 2AA London, United Kingdom",
         Address(("Flat 2", "10 Downing Street"), "London", "", "SW1A 2AA", "GB")),
        ("Am Ufer 3, c/o Müller, 60311 Frankfurt am Main, Germany",
         Address(("Am Ufer 3", "c/o Müller"), "Frankfurt am Main", "", "60311", "DE")),
        ("100 Queen Street West, Toronto, ON M5H 2N2, Canada",
         Address(("100 Queen Street West",), "Toronto", "ON", "M5H 2N2", "CA")),
        ("12 rue St-Denis, Apt 5, Montréal, QC H2X 3K2, Canada",
         Address(("12 rue St-Denis", "Apt 5"), "Montréal", "QC", "H2X 3K2", "CA")),
        ("1 Pitt Street, Sydney, NSW 2000, Australia", Address(("1 Pitt Street",), "Sydney", "NSW", "2000", "AU")),
        ("Damrak 1, 1012 LG Amsterdam, Netherlands", Address(("Damrak 1",), "Amsterdam", "", "1012 LG", "NL")),
        ("5 Dame St, D02 X285 Dublin, Ireland", Address(("5 Dame St",), "Dublin", "", "D02 X285", "IE")),
        ("1-1 Chiyoda, 100-8111 Tokyo, Japan", Address(("1-1 Chiyoda",), "Tokyo", "", "100-8111", "JP")),
        ("Ulica 3, 00-001 Warszawa, Poland", Address(("Ulica 3",), "Warszawa", "", "00-001", "PL")),
        ("Rua Augusta 10, 1100-053 Lisboa, Portugal", Address(("Rua Augusta 10",), "Lisboa", "", "1100-053", "PT")),
        ("Storgatan 5, 111 22 Stockholm, Sweden", Address(("Storgatan 5",), "Stockholm", "", "111 22", "SE")),
        ("Ve Smečkách 5, 110 00 Praha, Czechia", Address(("Ve Smečkách 5",), "Praha", "", "110 00", "CZ")),
        ("Ermou 2, 105 63 Athina, Greece", Address(("Ermou 2",), "Athina", "", "105 63", "GR")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [HOME, BERLIN, LONDON, None])
def test_what_the_pages_form_writes_is_read_back_as_it_was_filled_in(
    sentence: str, address: Address, known: Address | None
) -> None:
    assert read_address(sentence, known) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "to my office please", "12 Juniper Way", "12 Juniper Way, Portland", "Portland, OR 97201", "97201",
        "somewhere nice, Portland, OR, 97201", "Germany", "12 Juniper Way, 97201", "OR, 97201",
    ],
)  # fmt: skip
def test_what_is_no_whole_address_is_none(text: str) -> None:
    assert read_address(text, HOME) is None


def test_a_place_without_a_known_region_has_none() -> None:
    assert read_address("2 Oak Street, Columbus, 43004", replace(HOME, region="")) == Address(
        ("2 Oak Street",), "Columbus", "", "43004", "US"
    )
