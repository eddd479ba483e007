"""From words to an act under way: every act that can be talked about, corrected, gone back in, resumed, and one after another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from resolution_hub.core.drafting.draft import DRAFTED
from resolution_hub.core.topic import Topic
from resolution_hub.wiring.web import Hub
from tests.web.conftest import As
from tests.web.pictures import a_photo
from tests.web.proving import fact
from tests.web.talking import Talk, settle_nothing, talk

HOME = "7 Birch Lane, Denver, CO 80204"


@pytest.fixture(autouse=True)
async def begins_as_it_was(hub: Hub) -> AsyncIterator[None]:
    yield
    await settle_nothing(hub)


# Who talks about what: the words, in their turns, to the card; what stands on it; the act that a yes begins.
TALKS: dict[str, tuple[Topic, str, tuple[str, ...], tuple[str, ...], dict[str, Any]]] = {
    "cancel": (
        Topic.CANCEL_ORDER, "cus_noah", ("cancel the camping stove", ), ("1 × Camping stove", "Back to Visa"),
        {"type": "cancel_order", "order_id": "ord_noah_stove"},
    ),
    "address": (
        Topic.CHANGE_ADDRESS, "cus_noah", (f"please send my tent to {HOME} instead",), ("Until now", HOME),
        {"type": "change_address", "order_id": "ord_noah_tent"},
    ),
    "address asked for": (
        Topic.CHANGE_ADDRESS, "cus_noah", ("I want to change the delivery address", "the tent", HOME), ("New address", HOME),
        {"type": "change_address", "order_id": "ord_noah_tent"},
    ),
    "payment": (
        Topic.CHANGE_PAYMENT, "cus_noah", ("I want to pay for the tent with my Mastercard",), ("Mastercard ending 7712",),
        {"type": "change_payment", "order_id": "ord_noah_tent"},
    ),
    "items": (
        Topic.CHANGE_ITEMS, "cus_noah", ("can I have the tent in sand instead of green?",), ("Green → Sand",),
        {"type": "change_items", "order_id": "ord_noah_tent"},
    ),
    "delivery": (
        Topic.CHANGE_DELIVERY, "cus_noah", ("I need the tent faster", "next day"), ("Next day", "You pay with Visa"),
        {"type": "change_delivery", "order_id": "ord_noah_tent", "option_id": "del_us_next_day"},
    ),
    "return": (
        Topic.RETURN_ITEMS, "cus_amara", ("I want to return the lamp", "it was a gift", "as store credit please"),
        ("1 × Reading lamp", "It was a gift", "Store credit", "prepaid label"),
        {"type": "return_items", "order_id": "ord_amara_lamp", "destination": "store_credit"},
    ),
    "exchange": (
        Topic.EXCHANGE_ITEMS, "cus_theo", ("Exchange my jacket for a large",), ("Size: M, Colour: Blue → Size: L, Colour: Blue",),
        {"type": "exchange_items", "order_id": "ord_theo_jacket"},
    ),
    "withdraw": (
        Topic.WITHDRAW, "cus_elif", ("I want to withdraw from my order",), ("Soy candle", "Refund"),
        {"type": "withdraw", "order_id": "ord_elif_towels"},
    ),
    "price": (
        Topic.PRICE_DROP, "cus_nora", ("The price of my casserole has dropped",), ("Back to Visa ending 7446",),
        {"type": "adjust_price", "order_id": "ord_nora_casserole"},
    ),
    "home": (
        Topic.HOME_ADDRESS, "cus_amara", (f"I moved, please save my new address for future orders: {HOME}",), (HOME,),
        {"type": "change_home_address"},
    ),
    "pause": (
        Topic.PAUSE_SUBSCRIPTION, "cus_omar", ("pause my coffee club", "two weeks"), ("Goes on again",),
        {"type": "pause_subscription", "subscription_id": "sub_omar_coffee"},
    ),
    "plan": (
        Topic.CHANGE_SUBSCRIPTION, "cus_omar", ("change my coffee club to a smaller plan",), ("500 g", "your next bill"),
        {"type": "change_plan", "subscription_id": "sub_omar_coffee", "plan_id": "plan_coffee_club_500g"},
    ),
    "subscription": (
        Topic.CANCEL_SUBSCRIPTION, "cus_omar", ("cancel my coffee subscription",), ("Ends",),
        {"type": "cancel_subscription", "subscription_id": "sub_omar_coffee"},
    ),
}  # fmt: skip
WITH_PHOTO = {
    Topic.DAMAGED_ITEM: "My teapot arrived broken, I want a new one",
    Topic.WRONG_ITEM: "I received the wrong colour of teapot, please send the right one",
}
NO_PHOTO = "the lid of the teapot was missing, please refund it"


def test_every_act_that_can_be_talked_about_is_here() -> None:
    assert {topic for topic, *_ in TALKS.values()} | set(WITH_PHOTO) | {Topic.MISSING_ITEM} == DRAFTED


@pytest.mark.parametrize("name", TALKS)
async def test_words_become_a_card_and_a_yes_begins_exactly_that(name: str, hub: Hub, signed_in: As) -> None:
    _, who, words, shown, act = TALKS[name]
    first, *others = words
    about = await talk(hub, await signed_in(who), first)
    for text in others:
        await about.say(text)
    assert about.plan is not None, about.text
    for part in shown:
        assert part in about.plan
    assert await about.acts() == []
    await about.say("yes please")
    [begun] = await about.acts()
    assert {key: begun[key] for key in act} == act


@pytest.mark.parametrize("topic", WITH_PHOTO)
async def test_a_problem_is_settled_with_a_photo(topic: Topic, hub: Hub, signed_in: As) -> None:
    grace = await signed_in("cus_grace")
    about = await talk(hub, grace, WITH_PHOTO[topic])
    assert "photo" in about.text.lower()
    answer = await grace.show(
        f"/api/conversations/{about.id}/photos", [a_photo(1 + list(WITH_PHOTO).index(topic))], message_id=f"m-{topic}"
    )
    assert answer.status_code == 201, answer.text
    about.said = [body for body in await grace.read(about.id) if body["type"] == "assistant_said"]
    assert about.plan is not None, about.text
    assert "Stoneware teapot" in about.plan
    await about.confirm()
    [begun] = await about.acts()
    assert (begun["type"], len(begun["photos"])) == ("report_problem", 1)


async def test_what_is_missing_needs_no_photo(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_grace"), NO_PHOTO)
    assert "Stoneware teapot" in str(about.plan)
    await about.confirm()
    [begun] = await about.acts()
    assert (begun["problem"], begun["wish"]) == ("missing_item", "refund")


async def test_an_answer_is_corrected_at_the_yes_until_it_is_right(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_theo"), "Exchange my jacket for a large")
    for said, shown in (
        ("actually, the rust one", "Size: L, Colour: Rust"),
        ("no, in small", "Size: S, Colour: Rust"),
        ("make it XL and moss", "Size: XL, Colour: Moss"),
    ):
        await about.say(said)
        assert shown in str(about.plan)
        assert await about.acts() == []
    await about.say("ok, do it")
    [begun] = await about.acts()
    assert begun["swaps"][0]["variant_id"] == "var_rain_jacket_xl_moss"


async def test_a_kind_that_there_is_not_is_asked_for_again(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_theo"), "I'd like to exchange my jacket")
    offered = [button for button in about.buttons if button.startswith("variant:")]
    await about.say("in purple")
    assert [button for button in about.buttons if button.startswith("variant:")] == offered


async def test_go_back_opens_question_after_question(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to return something")
    await about.say("the lamp and the boots")
    await about.say("too small")
    assert about.plan is not None
    await about.say("go back")
    assert "reason:gift" in about.buttons
    await about.say("Go back", "act:back")
    assert any(button.startswith("items:") for button in about.buttons)
    await about.say("the boots")
    await about.say("it was a gift")
    assert "Hiking boots" in str(about.plan)
    assert "lamp" not in str(about.plan)


async def test_never_mind_ends_it_and_nothing_is_done(hub: Hub, signed_in: As) -> None:
    amara = await signed_in("cus_amara")
    for words in (("I want to return the lamp",), ("I want to return the lamp", "too small")):
        about = await talk(hub, amara, words[0])
        for text in words[1:]:
            await about.say(text)
        await about.say("never mind")
        assert "nothing was changed" in about.text
        await about.say("yes")
        assert await about.acts() == []


async def test_several_things_are_taken_one_after_another_with_what_is_known(hub: Hub, signed_in: As) -> None:
    about = await talk(
        hub, await signed_in("cus_noah"), f"cancel the stove order and change the address of the tent order to {HOME}"
    )
    assert about.plan is not None
    assert about.plan.startswith("Cancel order")
    await about.say("yes")
    assert "You also wrote" in about.text
    assert HOME in str(about.plan)
    await about.say("yes")
    assert sorted((act["type"], act["order_id"]) for act in await about.acts()) == [
        ("cancel_order", "ord_noah_stove"),
        ("change_address", "ord_noah_tent"),
    ]


async def test_the_second_thing_is_done_although_the_first_was_dropped(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "return the lamp and exchange the boots for a 42")
    assert "reason:too_small" in about.buttons
    await about.say("never mind")
    assert "40 → 42" in str(about.plan)
    await about.confirm()
    assert [act["type"] for act in await about.acts()] == ["exchange_items"]


async def test_things_of_two_orders_go_back_in_one_go(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to return the lamp and the boots")
    await about.say("changed my mind")
    await about.confirm()
    acts = await about.acts()
    assert {act["order_id"] for act in acts} == {"ord_amara_lamp", "ord_amara_boots"}
    assert {unit["reason"] for act in acts for unit in act["units"]} == {"changed_mind"}


async def test_a_half_done_talk_goes_on_in_another_session(hub: Hub, signed_in: As) -> None:
    phone = await talk(hub, await signed_in("cus_amara"), "I want to return the lamp and the wool throw")
    assert "reason:gift" in phone.buttons
    laptop = Talk(hub, await signed_in("cus_amara"), phone.id, [])
    await laptop.say("it was a gift")
    assert "Reading lamp" in str(laptop.plan)
    assert "Wool throw" in str(laptop.plan)
    at_home = Talk(hub, await signed_in("cus_amara"), phone.id, [])
    await at_home.say("only the lamp")
    await at_home.say("yes")
    [begun] = await phone.acts()
    assert [unit["line_id"] for unit in begun["units"]] == ["ord_amara_lamp_1"]
    stored = await fact(hub, "select state::text from conversations where id = $1", phone.id)
    assert "picks" not in stored


async def test_a_question_in_between_does_not_lose_the_draft(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to return the lamp")
    await about.say("How long does a refund take?")
    assert await about.acts() == []
    await about.say("too small")
    assert "Reading lamp" in str(about.plan)


async def test_a_broken_thing_on_its_way_back_can_be_reported_instead(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to return the lamp")
    assert "problem:damaged_item" not in about.buttons
    await about.say("it's broken")
    assert "problem:damaged_item" in about.buttons, about.last
    assert about.plan is not None  # the plain return stays possible
    await about.say("Report the problem", "problem:damaged_item")
    assert {"wish:replacement", "wish:refund"} <= set(about.buttons), about.last
    assert not any(button.startswith("items:") for button in about.buttons)
