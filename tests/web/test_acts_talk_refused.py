"""What a talk about an act never does: act on what was not shown, for another customer, twice, or against the rules."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from resolution_hub.wiring.web import Hub
from tests.web.acting import execute
from tests.web.conftest import As
from tests.web.proving import fact, rows
from tests.web.talking import Talk, settle_nothing, talk

BOOTS = "ord_amara_boots"


@pytest.fixture(autouse=True)
async def begins_as_it_was(hub: Hub) -> AsyncIterator[None]:
    async with hub.database.reading() as connection:
        scans = await connection.fetch("select event_id, at from scans")
        prices = await connection.fetch("select id, price from variants")
    yield
    await settle_nothing(hub)
    async with hub.database.transaction() as tx:
        for row in scans:
            await tx.execute("update scans set at = $2 where event_id = $1 and at <> $2", row["event_id"], row["at"])
        for row in prices:
            await tx.execute("update variants set price = $2 where id = $1 and price <> $2", row["id"], row["price"])
        await tx.execute("update orders set changes = '{}' where changes <> '{}'")


# -- refused


async def test_a_refusal_says_why_what_is_possible_and_can_be_appealed(hub: Hub, signed_in: As) -> None:
    await execute(hub, "update scans set at = at - interval '60 days' where shipment_id = 'shp_amara_boots'")
    amara = await signed_in("cus_amara")
    about = await talk(hub, amara, "I want to return the boots, they are too small")
    assert about.plan is None
    assert "The time for this has passed" in about.text
    assert "person" in about.buttons
    [appeal] = [button for button in about.buttons if button.startswith("appeal:")]
    ruled = "select verdict from rulings where id = $1"
    assert await fact(hub, ruled, appeal.removeprefix("appeal:")) == "deny"
    of_talk = "select n.id from notices n join cases c on c.id = n.case_id where c.conversation_id = $1 and n.kind = 'refusal'"
    kept = await rows(hub, of_talk, about.id)
    assert kept[0] in (await amara.get("/api/notices")).text
    assert await about.acts() == []
    await about.browser.say(about.id, "Have a person look at it", appeal)
    assert await about.floor() == "queue"


async def test_what_is_refused_names_what_is_possible_with_its_button(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to cancel the boots")
    assert about.plan is None
    assert "topic:return_items" in about.buttons, about.last
    await about.say("Return something", "topic:return_items")
    assert any(button.startswith(("items:", "reason:")) for button in about.buttons)


async def test_a_second_exchange_is_refused_and_nothing_is_begun(hub: Hub, signed_in: As) -> None:
    await execute(hub, "update orders set changes = '{exchange}' where id = $1", BOOTS)
    about = await talk(hub, await signed_in("cus_amara"), "exchange the boots for a 42")
    assert about.plan is None
    assert any(button.startswith("appeal:") for button in about.buttons), about.last
    assert await about.acts() == []


async def test_a_gift_card_that_is_too_small_is_said_and_another_way_asked_for(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_noah"), "change the payment of the tent order to my gift card")
    assert about.plan is None
    assert "does not cover" in about.text
    others = [button for button in about.buttons if button.startswith("method:")]
    assert others
    await about.say("the mastercard")
    assert "Mastercard" in str(about.plan)


async def test_what_needs_a_person_goes_to_one_with_its_case(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_grace"), "My teapot arrived broken, send me a new one")
    await about.say("I can't take a photo")
    assert await about.floor() == "queue"
    assert await about.acts() == []
    cases = "select topic || ' ' || state from cases where conversation_id = $1"
    assert await rows(hub, cases, about.id) == ["damaged_item waiting"]


# -- only what was shown


async def test_a_yes_to_what_has_changed_since_shows_it_anew_and_does_nothing(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_noah"), "can I have the tent in sand instead of green?")
    [yes] = [button for button in about.buttons if button.startswith("act:yes")]
    await execute(hub, "update variants set price = price + 1000 where id = 'var_trail_tent_for_two_sand'")
    await about.say("Yes, change it", yes)
    assert "You pay" in str(about.plan)
    assert yes not in about.buttons
    assert await about.acts() == []
    await about.confirm()
    assert len(await about.acts()) == 1


async def test_a_yes_of_an_older_card_shows_the_present_one(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_theo"), "Exchange my jacket for a large")
    [yes] = [button for button in about.buttons if button.startswith("act:yes")]
    await about.say("actually, the rust one")
    await about.say("Yes, exchange it", yes)
    assert "Rust" in str(about.plan)
    assert await about.acts() == []


async def test_what_is_no_longer_possible_at_the_yes_is_refused_then(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "exchange the boots for a 42")
    await execute(hub, "update orders set changes = '{exchange}' where id = $1", BOOTS)
    await about.confirm()
    assert any(button.startswith("appeal:") for button in about.buttons), about.last
    assert await about.acts() == []


@pytest.mark.parametrize(
    "choice",
    [
        "order:ord_theo_jacket", "items:ord_theo_jacket_1", "variant:ord_theo_jacket_1|var_rain_jacket_l_blue",
        "method:pay_ravi_2", "to:gift_card|pay_ravi_2", "sub:sub_omar_coffee", "act:yes:0000000000000000", "act:yes:", "plan:x",
        "change:nothing", "variant:|", "items:", "delivery:del_us_express", "until:soon",
    ],
)  # fmt: skip
async def test_a_choice_that_was_never_offered_does_nothing(choice: str, hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_amara"), "I want to return the lamp")
    await about.say("well", choice)
    assert await about.acts() == []
    stored = await fact(hub, "select state::text from conversations where id = $1", about.id)
    assert not any(word in stored for word in ("theo", "ravi", "omar"))
    assert "theo" not in str(about.said).lower()


async def test_two_devices_that_say_yes_at_once_begin_one_act(hub: Hub, signed_in: As) -> None:
    phone = await talk(hub, await signed_in("cus_amara"), "exchange the boots for a 42")
    laptop = Talk(hub, await signed_in("cus_amara"), phone.id, phone.said)
    await asyncio.gather(phone.confirm(), laptop.confirm())
    assert len(await phone.acts()) == 1


async def test_two_talks_about_one_order_begin_one_act(hub: Hub, signed_in: As) -> None:
    one = await talk(hub, await signed_in("cus_amara"), "exchange the boots for a 42")
    other = await talk(hub, await signed_in("cus_amara"), "exchange the boots for a 43")
    await asyncio.gather(one.confirm(), other.confirm())
    assert sorted(map(len, [await one.acts(), await other.acts()])) == [0, 1]
    assert any("already" in each.text or "being" in each.text for each in (one, other)), (one.text, other.text)


# -- the human door

OPEN_QUESTIONS = {
    "order": ("cus_noah", ("I want to change the delivery address",)),
    "address": ("cus_noah", ("I want to change the delivery address", "the tent")),
    "delivery": ("cus_noah", ("I need the tent faster",)),
    "method": ("cus_noah", ("I want to change how the tent is paid",)),
    "items": ("cus_amara", ("I want to return something",)),
    "reason": ("cus_amara", ("I want to return the lamp",)),
    "variant": ("cus_theo", ("I'd like to exchange my jacket",)),
    "wish": ("cus_grace", ("My teapot arrived broken",)),
    "photo": ("cus_grace", ("My teapot arrived broken, send me a new one",)),
    "destination": ("cus_ravi", ("I want to return my headphones, I changed my mind",)),
    "until": ("cus_omar", ("pause my coffee club",)),
    "confirm": ("cus_theo", ("Exchange my jacket for a large",)),
}


@pytest.mark.parametrize("words", ["let me talk to a person", "I want a human please", "agent"])
@pytest.mark.parametrize("slot", OPEN_QUESTIONS)
async def test_a_person_is_one_word_away_at_every_question(slot: str, words: str, hub: Hub, signed_in: As) -> None:
    who, said = OPEN_QUESTIONS[slot]
    about = await talk(hub, await signed_in(who), said[0])
    for text in said[1:]:
        await about.say(text)
    asked = await fact(hub, "select state->'draft'->>'asked' from conversations where id = $1", about.id)
    assert asked == slot
    await about.browser.say(about.id, words)
    assert await about.floor() == "queue"
    assert await about.acts() == []


async def test_a_person_is_offered_first_after_answers_that_were_not_understood(hub: Hub, signed_in: As) -> None:
    about = await talk(hub, await signed_in("cus_theo"), "I'd like to exchange my jacket")
    for _ in range(2):
        assert "person" not in about.buttons
        await about.say("xqz vrrt")
    assert "person" in about.buttons
