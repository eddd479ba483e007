"""The card before the yes: what changes, the money, how goods go back and come, and what is no longer possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resolution_hub.core.acts import (
    Act,
    CancelOrder,
    ChangeAddress,
    ChangeHomeAddress,
    ExchangeItems,
    Problem,
    ReportProblem,
    ReturnItems,
    Swap,
    Units,
    Wish,
    Withdraw,
)
from resolution_hub.core.addresses import read_address
from resolution_hub.core.finding.wares import History
from resolution_hub.core.order import Address, Destination, Timing
from resolution_hub.core.policy.rulebook import Rulebook
from resolution_hub.core.policy.terms import Settle
from resolution_hub.core.proposing import propose
from resolution_hub.core.situation import Situation
from resolution_hub.kit.text import Text
from resolution_hub.words.plans import address_line, confirm
from tests.core.a_basket import HOME, WARES, a_basket, delivered, of, with_terms
from tests.core.a_shop import BOOK, usd

TEXT = Text.load("en-US", "America/New_York")
PREPAID, OWN = "With our prepaid label, within 14 days", "At your own cost, within 14 days"
SCANNED, RECEIVED = "As soon as the carrier has scanned your parcel", "Once it is back with us and was looked at"
SHIRT = (Units("shirt", 1, "too_small"),)


def lines(act: Act, who: Situation, book: Rulebook = BOOK) -> dict[str, str]:
    """The card's lines by their labels; an amount as "20.00"."""
    proposal = propose(act, who, WARES, book, History())
    assert proposal.allowed, proposal.ruling.verdict
    found = confirm([proposal], who, WARES, book, TEXT).lines
    return {
        line.label: line.value_text or (f"{line.amount.minor / 100:.2f}" if line.amount is not None else "")
        for line in found
    }


def problem(wish: Wish, kind: Problem = Problem.DAMAGED) -> ReportProblem:
    return ReportProblem("o1", Units("camera", 1, kind), kind, wish, ("ph1",))


DEAR = with_terms("problem", keep_limit={"USD": usd("0")})


def test_a_return_says_how_it_goes_back_and_when_the_money_comes() -> None:
    card = lines(ReturnItems("o1", SHIRT, Destination.ORIGINAL), of(delivered()))
    assert (card["1 × Shirt"], card["Sending it back"]) == ("It is too small", PREPAID)
    assert card["To"] == "Visa ending 4242"
    assert "Sent to you" not in card
    own = lines(ReturnItems("o1", SHIRT, Destination.ORIGINAL), of(delivered()), with_terms("returns", prepaid=False))
    assert own["Sending it back"] == OWN


def test_a_refund_at_once_still_says_how_the_goods_go_back() -> None:
    book = with_terms("returns", timing=Timing.AT_ONCE)
    assert lines(ReturnItems("o1", SHIRT, Destination.ORIGINAL), of(delivered()), book)["Sending it back"] == PREPAID


def test_what_has_not_left_has_no_way_back() -> None:
    assert "Sending it back" not in lines(CancelOrder("o1"), of(a_basket()))
    assert "Sending it back" not in lines(Withdraw("o1"), of(a_basket(), region="DE"))


@pytest.mark.parametrize(
    ("book", "label", "sent"),
    [
        (BOOK, PREPAID, SCANNED),
        (with_terms("returns", timing=Timing.ON_RECEIPT), PREPAID, RECEIVED),
        (with_terms("returns", prepaid=False), OWN, RECEIVED),
        (with_terms("exchange", settle=Settle.ON_RECEIPT), PREPAID, RECEIVED),
    ],
)
def test_an_exchange_says_how_the_old_goes_back_and_when_the_new_is_sent(book: Rulebook, label: str, sent: str) -> None:
    card = lines(ExchangeItems("o1", (Swap("shirt", "blue"),)), of(delivered()), book)
    assert (card["Sending it back"], card["Sent to you"]) == (label, sent)
    assert card["No longer possible afterwards"] == "an exchange"


@pytest.mark.parametrize(
    ("variant", "method", "label", "named"),
    [
        ("cheap", None, "To", "Visa ending 4242"),
        ("cheap", "gift", "To", "Gift card"),
        ("dear", "paypal", "Paid with", "PayPal"),
    ],
)
def test_an_exchange_that_is_settled_on_receipt_says_by_which_method(
    variant: str, method: str | None, label: str, named: str
) -> None:
    book = with_terms("exchange", settle=Settle.ON_RECEIPT)
    card = lines(ExchangeItems("o1", (Swap("shirt", variant),), method), of(delivered()), book)
    assert card["When"] == RECEIVED
    assert card[label] == named


@pytest.mark.parametrize(
    ("wish", "book", "back", "sent"),
    [
        (Wish.REPLACEMENT, DEAR, PREPAID, "At once"),
        (Wish.REPLACEMENT, with_terms("problem", keep_limit={"USD": usd("500")}), None, "At once"),
        (Wish.REFUND, DEAR, PREPAID, None),
        (Wish.KEEP, with_terms("problem", keep_limit={"USD": usd("500")}), None, None),
    ],
)
def test_a_problem_says_whether_the_thing_comes_back_and_when_another_is_sent(
    wish: Wish, book: Rulebook, back: str | None, sent: str | None
) -> None:
    card = lines(problem(wish), of(delivered()), book)
    assert (card.get("Sending it back"), card.get("Sent to you")) == (back, sent)


def test_what_never_came_need_not_go_back() -> None:
    assert "Sending it back" not in lines(problem(Wish.REFUND, Problem.MISSING_ITEM), of(delivered()), DEAR)


def test_an_address_is_shown_before_and_after() -> None:
    there = replace(HOME, lines=("9 Oak Street", "Apt 2"))
    card = lines(ChangeAddress("o1", there), of(a_basket()))
    assert card["Until now"] == "1 Elm Street, Columbus, OH 43004, US"
    assert card["New address"] == "9 Oak Street, Apt 2, Columbus, OH 43004, US"
    assert list(lines(ChangeHomeAddress(there), of(a_basket()))) == ["New address", "It costs"]


# -- an address that is shown can be sent back as it stands

_NAMES = st.sampled_from(["Elm", "Lindenweg", "Prinsengracht", "Rue Verte", "High", "St Mary's", "O'Connell"])
_CITIES = st.sampled_from(
    ["Columbus", "Berlin", "Den Haag", "St. John's", "Newcastle upon Tyne", "München", "Los Angeles"]
)
_UNITS = st.sampled_from([(), ("Apt 4B",), ("Flat 2",), ("Suite 100",)])
_PLACES = st.sampled_from(
    [("US", "OH", "43004"), ("US", "CA", "90001-1234"), ("US", "DE", "19801"), ("GB", "", "SW1A 2AA"), ("DE", "", "10115"),
     ("CA", "ON", "K1A 0A9"), ("NL", "", "1016 GV"), ("FR", "", "75001"), ("AT", "", "1010")]
)  # fmt: skip


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    country, region, postcode = draw(_PLACES)
    street = f"{draw(st.integers(1, 9999))} {draw(_NAMES)} Street"
    return Address((street, *draw(_UNITS)), draw(_CITIES), region, postcode, country)


@given(addresses(), st.sampled_from([None, HOME, Address(("Weg 1",), "Köln", "", "50667", "DE")]))
def test_a_shown_address_reads_as_itself(address: Address, known: Address | None) -> None:
    assume(known is not HOME or address.country != "DE")  # whoever lives in the United States means Delaware
    assert read_address(address_line(address), known) == address
    in_lines = "\n".join((*address.lines, f"{address.city} {address.region} {address.postcode}", address.country))
    if address.country in ("US", "CA"):
        assert read_address(in_lines, known) == address
