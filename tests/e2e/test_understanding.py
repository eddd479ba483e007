"""What people mean by their words: answered, asked about, and put right by those who know better."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.visiting import People, Person

WIDE = {"width": 1600, "height": 900}  # the facts stand beside the conversation
TOO_LONG = "That is too long to send: at most 20,000 characters fit into one message."

Someone = Callable[[], dict[str, Any]]


def test_two_wishes_of_one_message_are_answered_one_after_the_other(people: People) -> None:
    lukas = people.customer("cus_lukas")
    lukas.ask("Where is my desk chair? And how long does delivery take?")
    lukas.hears("Your Desk chair Rowan")
    lukas.hears(re.compile("Your Desk chair Rowan.+You also wrote: “And how long does delivery take"))
    expect(lukas.log.get_by_role("link", name="Read the article")).to_have_count(1)


def test_an_unclear_message_is_asked_about_and_a_press_leads_on(people: People) -> None:
    hannah = people.customer("cus_hannah")
    hannah.ask("did you get my return")
    hannah.hears("Which one is it?")
    ways = hannah.choice(re.compile(".+"))
    expect(ways.last).to_have_text("Something else")
    assert 2 <= ways.count() - 1 <= 3
    hannah.choice("Return something").click()
    hannah.hears("Why is Enamelled casserole, 5 l going back?")


def test_words_in_german_are_answered_in_both_languages_with_a_way_to_a_person(
    people: People, someone: Someone
) -> None:
    customer = people.customer(someone()["id"])
    customer.ask("Wo ist mein Paket? Es ist immer noch nicht angekommen.")
    customer.hears("Ich verstehe bisher nur Englisch", "So far I only understand English")
    customer.choice("Talk to a person").click()
    customer.hears("A person will be with you here")
    customer.page.get_by_role("button", name="Go on with the assistant").click()
    customer.hears("Juno goes on with you")


def test_a_question_about_a_product_is_answered_from_the_catalogue(people: People) -> None:
    maya = people.customer("cus_maya")
    maya.ask("Is the trail tent waterproof?")
    maya.hears("This is what our catalogue says about “Trail tent for two”", "Keeps out 3,000 mm of rain.", "$329.00")
    expect(maya.choice("I need more help")).to_be_visible()


def test_a_quoted_article_opens_where_it_was_quoted(people: People) -> None:
    hannah = people.customer("cus_hannah", viewport={"width": 1280, "height": 400})
    hannah.ask("What happens when my card is declined?")
    hannah.hears("This is from our help article “Payment methods", "My card was declined", "Check the number")
    hannah.log.get_by_role("link", name="Read the article").click()
    expect(hannah.page).to_have_url(re.compile("/articles/payment-methods#section-my-card-was-declined$"))
    heading = hannah.main.get_by_role("heading", name="My card was declined")
    expect(heading).to_be_in_viewport()
    expect(hannah.page.get_by_role("heading", level=1)).not_to_be_in_viewport()
    expect(hannah.main).to_contain_text("Check the number, the expiry date and the billing address.")


@pytest.mark.parametrize("kind", ["order", "parcel"])
def test_it_is_the_thing_on_whose_page_somebody_was(people: People, kind: str) -> None:
    sofia = people.customer("cus_sofia")
    page = {"order": "/orders/ord_sofia_headphones", "parcel": "/parcel/shp_sofia_headphones"}[kind]
    sofia.open(page)
    sofia.main.get_by_role("button", name={"order": "Ask about this order", "parcel": "Something wrong?"}[kind]).click()
    sofia.hears("Juno")
    with sofia.page.expect_request("**/messages") as sent:
        sofia.write("When does it come?")
    assert json.loads(sent.value.post_data or "")["page"] == {"kind": kind, "id": page.split("/")[-1]}
    sofia.hears(re.compile("When does it come\\?.+Your Wireless headphones Wren"))


def test_a_page_that_was_left_is_not_meant(people: People) -> None:
    sofia = people.customer("cus_sofia")
    sofia.open("/orders/ord_sofia_lamp")
    expect(sofia.main).to_contain_text("Desk lamp Alder")
    sofia.header.get_by_role("link", name="help, start").click()
    bar = sofia.page.get_by_role("textbox", name="Your question")
    bar.fill("Where is my parcel?")
    with sofia.page.expect_request("**/api/conversations") as sent:
        bar.press("Enter")
    assert "page" not in json.loads(sent.value.post_data or "")
    sofia.hears("Your Wireless headphones Wren")


# -- what was read wrongly ---------------------------------------------------------------------------------------------


def _correct(people: People, who: dict[str, Any], words: str, meant: str) -> None:
    """A customer writes `words` and asks for a person, who says at the case what they had meant."""
    customer, ben = people.customer(who["id"]), people.agent("agt_ben", viewport=WIDE)
    customer.ask(words)
    customer.hears("Juno")
    customer.ask_for_person()
    ben.take_case(who["name"])
    facts = ben.page.get_by_role("complementary", name="Customer and orders")
    expect(facts).to_contain_text(re.compile("Read as “.+”, [0-9]+% sure"))
    facts.get_by_role("combobox", name=f"It meant {words}").select_option(meant)
    expect(facts).to_contain_text("Thank you. A supervisor will look at it.")


def _suggested(ines: Person, words: str) -> Locator:
    return ines.main.get_by_role("listitem", name=words)


def _accepted(ines: Person) -> Locator:
    return ines.main.locator("div", has=ines.page.get_by_text("Examples accepted", exact=True)).get_by_role(
        "definition"
    )


def test_a_corrected_reading_is_edited_and_accepted_by_a_supervisor(people: People, someone: Someone) -> None:
    words = "Do you deliver to the Faroe Islands by express?"
    _correct(people, someone(), words, "Delivery abroad")
    ines = people.agent("agt_ines")
    ines.open("/desk")
    ines.page.get_by_role("navigation", name="Views").get_by_role("link", name="Understanding").click()
    suggested = _suggested(ines, words)
    expect(suggested).to_contain_text(re.compile("Corrected by an agent.+read as “.+”"))
    before = int(_accepted(ines).inner_text())
    suggested.get_by_role("textbox", name="Example").fill("Do you send parcels to the Faroe Islands?")
    expect(suggested.get_by_role("combobox", name="It means")).to_have_value("international_delivery")
    suggested.get_by_role("button", name="Accept").click()
    expect(suggested).to_have_count(0)
    expect(_accepted(ines)).to_have_text(str(before + 1))
    ines.page.reload()
    expect(_accepted(ines)).to_have_text(str(before + 1))
    expect(suggested).to_have_count(0)


def test_a_rejected_suggestion_goes_and_teaches_nothing(people: People, someone: Someone) -> None:
    words = "How do I get a copy of my invoice?"
    _correct(people, someone(), words, "Praise")
    ines = people.agent("agt_ines")
    ines.open("/desk?view=understanding")
    suggested = _suggested(ines, words)
    before = int(_accepted(ines).inner_text())
    suggested.get_by_role("button", name="Reject").click()
    expect(suggested).to_have_count(0)
    ines.page.reload()
    expect(_accepted(ines)).to_have_text(str(before))
    expect(suggested).to_have_count(0)


def test_who_is_no_supervisor_does_not_see_what_was_suggested(people: People) -> None:
    ben = people.agent("agt_ben")
    ben.open("/desk")
    views = ben.page.get_by_role("navigation", name="Views")
    expect(views.get_by_role("link", name="Waiting")).to_be_visible()
    expect(views.get_by_role("link", name="Understanding")).to_have_count(0)
    ben.expected.append("status of 403")
    ben.open("/desk?view=understanding")
    expect(ben.main.get_by_role("alert")).to_be_visible()
    expect(ben.main).not_to_contain_text("Examples accepted")


# -- too long ----------------------------------------------------------------------------------------------------------


def test_what_is_too_long_is_said_and_kept_whole_until_it_fits(people: People) -> None:
    hannah = people.customer("cus_hannah")
    hannah.open("/")
    bar = hannah.page.get_by_role("textbox", name="Your question")
    bar.fill("a" * 20_001)
    expect(hannah.main.get_by_role("alert")).to_contain_text(TOO_LONG)
    bar.press("Enter")
    expect(bar).to_have_value("a" * 20_001)
    bar.fill("How can I spend my points?")
    expect(hannah.main.get_by_role("alert")).to_have_count(0)
    bar.press("Enter")
    hannah.hears("Juniper Points")

    hannah.write("word " * 4_001)
    expect(hannah.main.get_by_role("alert")).to_contain_text(TOO_LONG)
    expect(hannah.composer).to_have_value("word " * 4_001)
    expect(hannah.log).not_to_contain_text("word word")
    hannah.write("Thank you")
    hannah.hears("Thank you")
    expect(hannah.main.get_by_role("alert")).to_have_count(0)
