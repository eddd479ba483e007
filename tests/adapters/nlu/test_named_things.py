"""Things, counts, sums, reasons and places to reach somebody, as people write them."""

import pytest

from resolution_hub.core.reading import GivenReason as Why
from resolution_hub.nlu.entities.amounts import find_amounts
from resolution_hub.nlu.entities.contact import find_addresses, find_emails, find_phones
from resolution_hub.nlu.entities.reasons import find_reasons
from resolution_hub.nlu.entities.things import denied_words, find_mentions, find_quantities


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("$14.99", 1499, None),
        ("14,99 €", 1499, "EUR"),
        ("20 bucks", 2000, None),
        ("fifteen dollars", 1500, None),
        ("two hundred and fifty euros", 25000, "EUR"),
        ("USD 1,200", 120000, "USD"),
        ("US$5", 500, "USD"),
        ("£1,299.50", 129950, "GBP"),
        ("1.299,50 EUR", 129950, "EUR"),
        ("JPY 1200", 1200, "JPY"),
        ("1,200 yen", 1200, "JPY"),
        ("¥1200", 120000, None),
        ("KWD 1.250", 1250, "KWD"),
        ("5 quid", 500, "GBP"),
        ("50 pence", 50, "GBP"),
        ("$2k", 200000, None),
        ("you took 49.90", 4990, None),
        ("I was charged 15 instead", 1500, None),
    ],
)
def test_a_sum(text: str, minor: int, currency: str | None) -> None:
    (amount,) = find_amounts(text)
    assert (amount.minor, amount.currency) == (minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "paid for 2 lamps",
        "charged 2 times",
        "it weighs 5 pounds",
        "RH-10423",
        "3.5.2026",
        "version 2.10",
        "12.50 cm",
        "try 3",
        "$",
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert find_amounts(text) == ()


def test_sums_keep_their_places() -> None:
    text = "you took $49.90, not 39,90 €"
    assert [text[one.start : one.end] for one in find_amounts(text)] == ["$49.90", "39,90 €"]


@pytest.mark.parametrize(
    ("text", "named", "denied"),
    [
        ("where is the blue kettle I bought in May", ["blue kettle"], []),
        ("I meant the lamp, not the kettle", ["lamp"], ["kettle"]),
        ("not the kettle or the toaster, the mugs", ["mugs"], ["kettle", "toaster"]),
        ("everything except the yoga mat", [], ["yoga mat"]),
        ("I don't mean the tent", [], ["tent"]),
        ("this is not the kettle I ordered", ["kettle"], []),
        ("the kettle did not arrive", ["kettle"], []),
        ("a pair of running shoes arrived", ["pair running shoes"], []),
        ("return the cast-iron pan and the rug", ["cast-iron pan", "rug"], []),
        ("Where's my Heron kettle?", ["heron kettle"], []),
        ("hello, I need help with my credit card", [], []),
        ("cancel RH-10423", [], []),
    ],
)
def test_things(text: str, named: list[str], denied: list[str]) -> None:
    mentions = find_mentions(text)
    assert [" ".join(one.words) for one in mentions if not one.denied] == named
    assert [" ".join(one.words) for one in mentions if one.denied] == denied


def test_a_word_of_both_is_not_denied() -> None:
    assert denied_words(find_mentions("the blue lamp, not the red lamp")) == {"red"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two of the mugs", (2,)),
        ("3x mugs", (3,)),
        ("mugs x3", (3,)),
        ("I ordered 2 lamps but got 1", (2, 1)),
        ("both of the bowls and the three blue mugs", (2, 3)),
        ("all 3 are broken", (3,)),
        ("I waited 3 days and sent two emails", ()),
        ("charged 2 times, 20 dollars", ()),
        ("the 2 person tent", ()),
    ],
)
def test_counts_of_things(text: str, counts: tuple[int, ...]) -> None:
    assert find_quantities(text) == counts


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("my lamp came broken", (Why.DAMAGED,)),
        ("it's not broken, just too small", (Why.TOO_SMALL,)),
        ("it doesn't work", (Why.DEFECTIVE,)),
        ("you sent me the wrong one", (Why.WRONG_ITEM,)),
        ("a screw is missing", (Why.MISSING_PART,)),
        ("not as described", (Why.NOT_AS_DESCRIBED,)),
        ("it runs small", (Why.TOO_SMALL,)),
        ("way too big", (Why.TOO_LARGE,)),
        ("I changed my mind", (Why.CHANGED_MIND,)),
        ("ordered by mistake", (Why.ORDERED_BY_MISTAKE,)),
        ("I ordered the wrong size", (Why.ORDERED_BY_MISTAKE,)),
        ("ordered it twice", (Why.ORDERED_TWICE,)),
        ("found it cheaper elsewhere", (Why.CHEAPER_ELSEWHERE,)),
        ("it took too long", (Why.TOO_LATE,)),
        ("cracked, and a screw is missing", (Why.DAMAGED, Why.MISSING_PART)),
        ("the tracking link is broken", ()),
        ("the code does not work", ()),
        ("I want to return it", ()),
    ],
)
def test_reasons(text: str, reasons: tuple[Why, ...]) -> None:
    assert find_reasons(text) == reasons


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("call me at +44 20 7946 0958", ("+442079460958",)),
        ("0044 20 7946 0958", ("+442079460958",)),
        ("(415) 555-0199", ("4155550199",)),
        ("ring me on 07700 900123, order 10423", ("07700900123",)),
        ("order number 4155550199", ()),
        ("+1 23", ()),
        ("9400111899223397812345", ()),
        ("RH-10423", ()),
    ],
)
def test_phones(text: str, numbers: tuple[str, ...]) -> None:
    assert find_phones(text) == numbers


def test_emails() -> None:
    assert find_emails("Jane.Doe+x@Example.co.uk, or jane@home.example.") == (
        "jane.doe+x@example.co.uk",
        "jane@home.example",
    )
    assert find_emails("@home, a@b, x@@y.z") == ()


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("send it to 12 Baker Street, London NW1 6XE please", ("12 Baker Street, London NW1 6XE",)),
        ("I moved to 4500 N Elm Ave Apt 3, Austin, TX 78701", ("4500 N Elm Ave Apt 3, Austin, TX 78701",)),
        ("deliver to Flat 4, 10 Mill Road, Leeds", ("Flat 4, 10 Mill Road, Leeds",)),
        ("350 fifth avenue new york ny 10118", ("350 fifth avenue new york ny 10118",)),
        ("Lindenstraße 12, 10969 Berlin bitte", ("Lindenstraße 12, 10969 Berlin",)),
        ("Am Markt 5, 50667 Köln", ("Am Markt 5, 50667 Köln",)),
        ("8 bis rue de la Paix, 75002 Paris", ("8 bis rue de la Paix, 75002 Paris",)),
        ("I waited 3 days on the street", ()),
        ("it came 2 weeks late my way", ()),
        ("10 boxes in the drive", ()),
    ],
)
def test_addresses(text: str, addresses: tuple[str, ...]) -> None:
    assert find_addresses(text) == addresses
