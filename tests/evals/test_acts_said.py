"""What customers say of an act in the making, read by the reader that ships: things, kinds, ways of paying, places, days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from resolution_hub.core.drafting.draft import Draft, Pick, Slot
from resolution_hub.core.drafting.hearing import Said, hear
from resolution_hub.core.order import Address, Destination
from resolution_hub.core.topic import Topic
from resolution_hub.nlu.reader import HybridReader
from tests.core.a_shop import TODAY
from tests.evals.a_customer import BOOK, WARES, WHO

Hears = Callable[[Draft, str], Draft]


@pytest.fixture
def hears(reader: HybridReader) -> Hears:
    def heard(draft: Draft, text: str) -> Draft:
        return hear(draft, Said(text, reader.read(text, today=TODAY)), WHO, WARES, BOOK)

    return heard


def picked(draft: Draft) -> set[str]:
    return {pick.line_id for pick in draft.picks}


RETURN = Draft(Topic.RETURN_ITEMS)
ALL_OLD, ALL_LAST = "desk reading boots mug", "tee jeans laptop bottle"


@pytest.mark.parametrize(
    ("said", "sure", "doubtful"),
    [
        ("I want to return the desk lamp", "desk", ""),
        ("return the reading lamp and both boots", "reading boots", ""),
        ("return the lamp", "", "desk reading"),
        ("the desk lamp, the mugs and the jeans please", "desk mug jeans", ""),
        ("not the desk lamp, the reading lamp", "reading", ""),
        ("I'd like to send back the reading lamp, not the desk lamp", "reading", ""),
        ("the lamp, I mean the black one", "reading", ""),
        ("the brass lamp", "desk", ""),
        ("can I return everything from my last order", ALL_LAST, ""),
        ("return everything from my last order except the water bottle", "tee jeans laptop", ""),
        ("my whole latest order but not the laptop", "tee jeans bottle", ""),
        ("all of order JP-1001 apart from the mugs", "desk reading boots", ""),
        ("everything in order JP-1001", ALL_OLD, ""),
        ("I want to return the t-shirt and jeans, they don't fit", "tee jeans", ""),
        ("the tshirt is too small, can I send it back?", "tee", ""),
        ("return my shirt please", "tee", ""),
        ("the laptop and its bottle", "laptop bottle", ""),
        ("both lamps", "desk reading", ""),
        ("the lamps", "desk reading", ""),
        ("return all the lamps", "desk reading", ""),
        ("both the boots and the mug", "boots mug", ""),
        ("send back everything but the jeans from order JP-1002", "tee laptop bottle", ""),
        ("the hiking boots. keep the rest", "boots", ""),
        ("I want to return something", "", ""),
        ("the piano", "", ""),
        ("the red t-shirt", "tee", ""),
        ("I bought a laptop last week and want to give it back", "laptop", ""),
        ("the mugs and one of the lamps", "mug", "desk reading"),
        ("the boots and the mug from order JP-1001, and the laptop from JP-1002", "boots mug laptop", ""),
        ("I no longer want the laptop; the water bottle I'll keep", "laptop", ""),
        ("send back the things from order JP-1002 except for the laptop and jeans", "tee bottle", ""),
        ("the black lamp and the brass one", "desk reading", ""),
    ],
)
def test_things_to_return(said: str, sure: str, doubtful: str, hears: Hears) -> None:
    heard = hears(RETURN, said)
    assert (picked(heard), set(heard.doubtful)) == (set(sure.split()), set(doubtful.split()))


@pytest.mark.parametrize(
    ("said", "quantities"),
    [
        ("return one of the mugs", {"mug": 1}),
        ("return two mugs", {"mug": 2}),
        ("return 2 of the mugs and the desk lamp", {"mug": 2, "desk": 1}),
        ("return both boots", {"boots": 2}),
        ("return all the mugs", {"mug": 3}),
        ("the mugs", {"mug": 3}),
        ("return five mugs", {"mug": 3}),
        ("one mug and one pair of boots", {"mug": 1, "boots": 1}),
        ("the desk lamp and one of the boots", {"desk": 1, "boots": 1}),
    ],
)
def test_how_many_of_them(said: str, quantities: dict[str, int], hears: Hears) -> None:
    assert {pick.line_id: pick.quantity for pick in hears(RETURN, said).picks} == quantities


@pytest.mark.parametrize(
    ("said", "order", "parts"),
    [
        ("cancel my order", "1003", ""),
        ("cancel the tent", "1003", "tent"),
        ("please cancel the stove and the keyboard but keep the tent", "1003", "stove keys"),
        ("cancel everything except the stove", "1003", "tent keys"),
        ("cancel the whole order", "1003", ""),
        ("cancel order JP-1003", "1003", ""),
        ("cancel the tent, the stove and the keyboard", "1003", ""),
        ("only cancel the keyboard", "1003", "keys"),
        ("cancel the order with the tent in it", "1003", ""),
        ("cancel my tent order", "1003", ""),
        ("cancel the stove from my tent order", "1003", "stove tent"),
        ("I don't want the stove anymore", "1003", "stove"),
    ],
)
def test_an_order_or_a_part_of_it_is_cancelled(said: str, order: str, parts: str, hears: Hears) -> None:
    heard = hears(Draft(Topic.CANCEL_ORDER), said)
    assert (heard.order_id, picked(heard)) == (order, set(parts.split()))


def of_line(line_id: str, *, chosen: str | None = None, asked: Slot | None = Slot.VARIANT) -> Draft:
    order = next(order for order in WHO.orders if order.line(line_id))
    pick = Pick(order.id, line_id, 1, "", chosen)
    topic = Topic.CHANGE_ITEMS if order.id == "1003" else Topic.EXCHANGE_ITEMS
    return Draft(topic, order.id, picks=(pick,), asked=asked)


@pytest.mark.parametrize(
    ("line", "said", "options"),
    [
        ("tee", "the blue one", "blue M"),
        ("tee", "in blue please", "blue M"),
        ("tee", "same but in large", "red L"),
        ("tee", "size L", "red L"),
        ("tee", "L", "red L"),
        ("tee", "xl", "red XL"),
        ("tee", "an extra large", "red XL"),
        ("tee", "blue, extra large", "blue XL"),
        ("tee", "black in small", "black S"),
        ("tee", "the black one in a size L please", "black L"),
        ("tee", "white, size small", "white S"),
        ("tee", "not red, blue", "blue M"),
        ("tee", "blue instead of red", "blue M"),
        ("tee", "I'd rather have white", "white M"),
        ("tee", "one size up", "red L"),
        ("tee", "a different one", None),
        ("tee", "the cheapest one", "red S"),
        ("tee", "the cheapest blue one", "blue M"),
        ("tee", "the most expensive", "white XL"),
        ("tee", "the green one", None),
        ("jeans", "navy blue", "navy-blue L"),
        ("jeans", "the navy ones", "navy-blue L"),
        ("jeans", "medium", "blue M"),
        ("jeans", "size S", "blue S"),
        ("laptop", "i7", "i7 8GB silver"),
        ("laptop", "the one with an i7 and 16 GB", "i7 16GB black"),
        ("laptop", "the i7 with 16gb", "i7 16GB black"),
        ("laptop", "black", "i5 16GB black"),
        ("laptop", "the black i7", "i7 16GB black"),
        ("laptop", "16GB please", "i5 16GB black"),
        ("bottle", "1000ml", "1000ml green"),
        ("bottle", "1000 ml", "1000ml green"),
        ("bottle", "the 1000ml one in black", "1000ml black"),
        ("bottle", "1 liter", "1000ml green"),
        ("bottle", "750", "750ml green"),
        ("boots", "size 43", "brown 43"),
        ("boots", "43", "brown 43"),
        ("boots", "a 41 in black", "black 41"),
        ("boots", "black instead of brown, same size", "black 42"),
        ("desk", "black", "matt-black"),
        ("desk", "the matt black finish", "matt-black"),
        ("keys", "linear switches", "full-size linear RGB"),
        ("keys", "without backlight", "full-size clicky none"),
        ("keys", "80%", "80% clicky RGB"),
        ("keys", "the 80% one", "80% clicky RGB"),
        ("keys", "no backlight please", "full-size clicky none"),
        ("keys", "clicky switches but 80 percent", "80% clicky RGB"),
        ("mug", "the other colour", "black"),
        ("mug", "black", "black"),
        ("tee", "not black", None),
    ],
)  # fmt: skip
def test_a_kind_is_said(line: str, said: str, options: str | None, hears: Hears) -> None:
    [pick] = hears(of_line(line), said).picks
    assert name_of(pick.variant_id) == options


def name_of(variant_id: str | None) -> str | None:
    variant = WARES.variant(variant_id)
    return " ".join(value.replace(" ", "-") for _, value in variant.options) if variant is not None else None


@pytest.mark.parametrize(
    ("line", "chosen", "said", "options"),
    [
        ("tee", "blue L", "actually, the black one", "black L"),
        ("tee", "blue L", "no, in small", "blue S"),
        ("tee", "blue L", "hmm, make that white", "white L"),
        ("tee", "blue L", "make it XL", "blue XL"),
        ("tee", "blue L", "yes", "blue L"),
        ("tee", "blue L", "how long will it take?", "blue L"),
        ("tee", "blue L", "not the blue one, the white one", "white L"),
    ],
)
def test_a_correction_at_the_yes_keeps_the_rest(line: str, chosen: str, said: str, options: str, hears: Hears) -> None:
    variant = next(v for v in WARES.variants if v.product_id == f"p-{line}" and name_of(v.id) == chosen)
    [pick] = hears(of_line(line, chosen=variant.id, asked=Slot.CONFIRM), said).picks
    assert name_of(pick.variant_id) == options


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("exchange the t-shirt for a blue one and the jeans for size M", {"tee": "blue M", "jeans": "blue M"}),
        ("swap the red t-shirt for a large", {"tee": "red L"}),
        ("exchange my t-shirt from red to black", {"tee": "black M"}),
        ("I want the water bottle in 1000ml instead", {"bottle": "1000ml green"}),
        ("can I swap the jeans for a medium? they're too big", {"jeans": "blue M"}),
        ("exchange the brown boots for black ones", {"boots": "black 42"}),
        ("the t-shirt is too small, I need it in L", {"tee": "red L"}),
        ("exchange the laptop", {"laptop": None}),
        ("change the desk lamp to matt black and the mug to black", {"desk": "matt-black", "mug": "black"}),
        ("the laptop: i7 16gb black; the bottle: 1000ml", {"laptop": "i7 16GB black", "bottle": "1000ml green"}),
        ("swap my size 42 boots for 43", {"boots": "brown 43"}),
        ("I want both the t-shirt and the boots in black", {"tee": "black M", "boots": "black 42"}),
        ("exchange the black lamp for a white one", {"reading": None}),
    ],
)
def test_an_exchange_is_said_in_one_go(said: str, kinds: dict[str, str | None], hears: Hears) -> None:
    heard = hears(Draft(Topic.EXCHANGE_ITEMS), said)
    assert {pick.line_id: name_of(pick.variant_id) for pick in heard.picks} == kinds


@pytest.mark.parametrize(
    ("said", "method"),
    [
        ("with PayPal", "paypal"), ("use my gift card", "gift"), ("the mastercard", "master"), ("my Visa", "visa"),
        ("the card ending in 5100", "master"), ("5100", "master"), ("the one ending 4242 please", "visa"),
        ("pay pal", "paypal"), ("put it on the giftcard", "gift"), ("the credit card", None), ("a different card", None),
        ("not the visa, the mastercard", "master"), ("charge paypal instead of my card", "paypal"),
        ("the difference on my gift card", "gift"), ("card 1111", None),
    ],
)  # fmt: skip
def test_a_way_of_paying_is_said(said: str, method: str | None, hears: Hears) -> None:
    assert hears(Draft(Topic.CHANGE_DELIVERY, "1003", option_id="express"), said).method_id == method


@pytest.mark.parametrize(
    ("said", "to", "method"),
    [
        ("refund it to my visa", Destination.ORIGINAL, None),
        ("put the money on my gift card", Destination.GIFT_CARD, "gift"),
        ("I'd prefer store credit", Destination.STORE_CREDIT, None),
        ("as store credit please", Destination.STORE_CREDIT, None),
        ("back to the original payment method", Destination.ORIGINAL, None),
        ("the way I paid", Destination.ORIGINAL, None),
        ("to PayPal", Destination.METHOD, "paypal"),
        ("somewhere else", None, None),
    ],
)
def test_where_a_refund_shall_go_is_said(said: str, to: Destination | None, method: str | None, hears: Hears) -> None:
    draft = Draft(Topic.RETURN_ITEMS, "1001", picks=(Pick("1001", "mug", 3, "changed_mind"),), asked=Slot.DESTINATION)
    heard = hears(draft, said)
    assert (heard.destination, heard.destination_id) == (to, method)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("for two weeks", 14), ("pause it for a month", 30), ("for 10 days", 10), ("for the next 3 weeks", 21),
        ("for five weeks", 35), ("two months", 60), ("a couple of weeks", 14), ("until July 1st", 14),
        ("until the end of the month", 13), ("a bit", None), ("until further notice", None),
    ],
)  # fmt: skip
def test_how_long_a_subscription_rests_is_said(said: str, days: int | None, hears: Hears) -> None:
    heard = hears(Draft(Topic.PAUSE_SUBSCRIPTION, subscription_id="s1", asked=Slot.UNTIL), said)
    assert heard.resumes_on == (TODAY + timedelta(days=days) if days is not None else None)


@pytest.mark.parametrize(
    ("said", "subscription", "plan"),
    [
        ("change my Plus membership to Pro", "s1", "pro"),
        ("switch the coffee box to the big one", "s2", "big"),
        ("I want the yearly Plus plan", "s1", "year"),
        ("upgrade my coffee box", "s2", "big"),
        ("pro monthly", "s1", "pro"),
        ("change my plan", None, None),
    ],
)
def test_a_plan_is_said(said: str, subscription: str | None, plan: str | None, hears: Hears) -> None:
    heard = hears(Draft(Topic.CHANGE_SUBSCRIPTION), said)
    assert (heard.subscription_id, heard.plan_id) == (subscription, plan)


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("express please", "express"), ("the fastest", "express"), ("slow", "free"), ("the free one", "free"),
        ("as fast as possible", "express"), ("the cheapest delivery", "free"), ("next day", "express"), ("hm", None),
    ],
)  # fmt: skip
def test_a_speed_is_said(said: str, option: str | None, hears: Hears) -> None:
    assert hears(Draft(Topic.CHANGE_DELIVERY, "1003", asked=Slot.DELIVERY), said).option_id == option


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("too small", "too_small"), ("they're too big for me", "too_large"), ("I just don't like it", "changed_mind"),
        ("I changed my mind", "changed_mind"), ("it fell apart", "other"), ("no reason", "other"),
        ("it was a gift", "gift"), ("it doesn't look like the picture", "not_as_described"), ("came too late", "arrived_late"),
    ],
)  # fmt: skip
def test_a_reason_is_said_where_it_is_asked(said: str, reason: str, hears: Hears) -> None:
    draft = Draft(Topic.RETURN_ITEMS, "1001", picks=(Pick("1001", "mug", 3),), asked=Slot.REASON)
    [pick] = hears(draft, said).picks
    assert pick.reason == reason


@pytest.mark.parametrize(
    "said",
    ["Please change the delivery address to {}", "my new address is {}.", "{}", "send it to {} please",
     "I moved! New address:\n{}",
     "ship to {} instead", "can you send order JP-1003 to {}?"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7 Birch Lane, Denver, CO 80204", Address(("7 Birch Lane",), "Denver", "CO", "80204", "US")),
        ("7 Birch Lane, Apt 4B, Denver, CO 80204", Address(("7 Birch Lane", "Apt 4B"), "Denver", "CO", "80204", "US")),
        ("7 Birch Lane Denver CO 80204", Address(("7 Birch Lane",), "Denver", "CO", "80204", "US")),
        ("10 Downing Street, London SW1A 2AA, UK", Address(("10 Downing Street",), "London", "", "SW1A 2AA", "GB")),
        ("Lindenweg 9, 10115 Berlin, Germany", Address(("Lindenweg 9",), "Berlin", "", "10115", "DE")),
        ("Prinsengracht 263, 1016 GV Amsterdam, Netherlands",
         Address(("Prinsengracht 263",), "Amsterdam", "", "1016 GV", "NL")),
        ("111 Wellington Street, Ottawa, ON K1A 0A9, Canada",
         Address(("111 Wellington Street",), "Ottawa", "ON", "K1A 0A9", "CA")),
    ],
)  # fmt: skip
def test_an_address_is_said_in_a_sentence(said: str, written: str, read: Address, hears: Hears) -> None:
    assert hears(Draft(Topic.CHANGE_ADDRESS, "1003"), said.format(written)).address == read


DRAFT_OF_TWO = Draft(
    Topic.RETURN_ITEMS,
    picks=(Pick("1001", "mug", 3, "changed_mind"), Pick("1001", "desk", 1, "gift")),
    asked=Slot.CONFIRM,
)


@pytest.mark.parametrize(
    ("said", "quantities"),
    [
        ("actually, keep the desk lamp", {"mug": 3}),
        ("only two mugs", {"mug": 2}),
        ("not the mug, the reading lamp", {"reading": 1}),
        ("add the boots", {"mug": 3, "desk": 1, "boots": 2}),
        ("the boots too", {"mug": 3, "desk": 1, "boots": 2}),
        ("also the reading lamp please", {"mug": 3, "desk": 1, "reading": 1}),
        ("without the mugs", {"desk": 1}),
        ("leave out the desk lamp", {"mug": 3}),
        ("remove the mug", {"desk": 1}),
        ("how long does it take?", {"mug": 3, "desk": 1}),
        ("everything in order JP-1001", {"mug": 3, "desk": 1, "reading": 1, "boots": 2}),
    ],
)
def test_what_is_picked_is_corrected_at_the_yes(said: str, quantities: dict[str, int], hears: Hears) -> None:
    assert {pick.line_id: pick.quantity for pick in hears(DRAFT_OF_TWO, said).picks} == quantities


@pytest.mark.parametrize(
    ("said", "count"),
    [("only one of them", 1), ("just two", 2), ("two of those", 2), ("nine of them", 3), ("only one day", 3)],
)
def test_fewer_of_the_one_thing(said: str, count: int, hears: Hears) -> None:
    draft = Draft(Topic.RETURN_ITEMS, picks=(Pick("1001", "mug", 3, "gift"),), asked=Slot.CONFIRM)
    assert [pick.quantity for pick in hears(draft, said).picks] == [count]


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("the reading one", "mug reading"), ("the black one", "mug reading"), ("both", "mug desk reading"),
        ("the desk lamp", "mug desk"), ("the first one", "mug desk"), ("the second", "mug reading"),
        ("neither", "mug"), ("all of them", "mug desk reading"),
    ],
)  # fmt: skip
def test_which_of_two_alike_is_answered(said: str, sure: str, hears: Hears) -> None:
    draft = Draft(
        Topic.RETURN_ITEMS, "1001", picks=(Pick("1001", "mug", 3),), doubtful=("desk", "reading"), asked=Slot.ITEMS
    )
    heard = hears(draft, said)
    assert (picked(heard), heard.doubtful) == (set(sure.split()), ())


@pytest.mark.parametrize(
    ("said", "line", "kind"),
    [
        ("my reading lamp arrived broken", "reading", "damaged"),
        ("the jeans arrived torn, I'd like to keep them and get some money back", "jeans", "damaged"),
        ("I want to keep the mug but it has a crack", "mug", "damaged"),
        ("the laptop doesn't work", "laptop", "defective"),
    ],
)
def test_what_is_wrong_with_which_thing(said: str, line: str, kind: str, hears: Hears) -> None:
    heard = hears(Draft(Topic.DAMAGED_ITEM), said)
    assert [(pick.line_id, pick.reason) for pick in heard.picks] == [(line, kind)]


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("I want my money back", "refund"), ("send me a new one", "replacement"), ("a replacement please", "replacement"),
        ("I'll keep it for a discount", "keep"), ("just refund me", "refund"), ("can I get another one", "replacement"),
        ("keep it", "keep"), ("no replacement, I want a refund", "refund"), ("hm", None),
        ("I don't want a refund, send me another", "replacement"), ("exchange it", "replacement"),
    ],
)  # fmt: skip
def test_what_shall_be_done_about_it(said: str, wish: str | None, hears: Hears) -> None:
    draft = Draft(Topic.DAMAGED_ITEM, "1001", picks=(Pick("1001", "mug", 3),), asked=Slot.WISH)
    assert hears(draft, said).wish == wish
