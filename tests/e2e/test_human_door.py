"""A person is one step away, everywhere, and talks with the customer while the assistant keeps silent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.visiting import People, Person

PAGES = ["/", "/articles", "/articles/cancel-an-order", "/messages", "/orders/ord_james_camera",
         "/parcel/shp_james_camera", "/try-as", "/messages/none", "/orders/none", "/chat/none"]  # fmt: skip
LIVE = 2_000


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_door(people: People, path: str) -> None:
    james = people.customer("cus_james")
    if path.endswith("none"):
        james.expected.append("status of 404")
    james.open(path)
    expect(james.header.get_by_role("button", name="Talk to a person")).to_be_visible()
    expect(james.main.get_by_role("heading").first).to_be_attached()


def test_who_is_not_signed_in_has_the_door_too(people: People) -> None:
    visitor = people.visitor()
    visitor.open("/")
    visitor.ask_for_person()
    visitor.hears("A person will be with you here as soon as one is free")
    visitor.page.get_by_role("button", name="Go on with the assistant").click()
    visitor.hears("Juno goes on with you")
    expect(visitor.header.get_by_role("button", name="Talk to a person")).to_be_visible()


def test_something_else_leads_to_more_help_and_to_a_person(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    customer = people.customer(someone()["id"])
    customer.open("/")
    customer.page.get_by_role("button", name="Something else").click()
    customer.page.get_by_role("button", name="I need more help").click()
    customer.hears("A person will be with you here")
    expect(customer.header).to_contain_text("You’re in line")


def test_in_a_conversation_something_else_leads_to_a_person(people: People) -> None:
    priya = people.customer("cus_priya")
    priya.ask("Where is my refund?")
    priya.hears("is refunded after we have received")
    priya.main.get_by_role("button", name="Something else").click()
    priya.main.get_by_role("button", name="I need more help").click()
    priya.hears("A person will be with you here")
    priya.page.get_by_role("button", name="Go on with the assistant").click()
    priya.hears("Juno goes on with you")


def test_asking_for_a_representative_in_the_first_words_is_honoured(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer = people.customer(who["id"])
    customer.ask("talk to a representative")
    customer.hears("A person will be with you here")
    expect(customer.header).to_contain_text("You’re in line")
    expect(customer.log).not_to_contain_text("Juno")

    ruth = people.agent("agt_ruth")
    ruth.open("/desk")
    expect(ruth.waiting_case(who["name"])).to_contain_text("Asked for a person")
    expect(ruth.waiting_case(who["name"])).to_contain_text("talk to a representative")


def test_a_person_and_a_customer_talk_live_while_the_assistant_is_silent(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    name = who["name"]
    ruth, customer = people.agent("agt_ruth"), people.customer(who["id"])
    ruth.open("/desk")
    expect(ruth.page.get_by_role("region", name="Waiting")).to_be_visible()
    customer.ask("Hello")
    customer.hears("Juno")
    customer.ask_for_person()
    expect(ruth.waiting_case(name)).to_be_visible(timeout=LIVE)

    ruth.waiting_case(name).click()
    ruth.page.get_by_role("button", name="Take case").click()
    customer.hears("Ruth Adeyemi has joined", within=LIVE / 1000)
    expect(customer.header).to_contain_text("With Ruth Adeyemi")
    ruth.reply(name, "Good day, I have read it all.")
    customer.hears("Good day, I have read it all.", within=LIVE / 1000)
    customer.write("Where is my order?")
    ruth.hears("Where is my order?", within=LIVE / 1000)
    ruth.reply(name, "I am looking.")
    customer.hears("I am looking.", within=LIVE / 1000)
    assert "assistant_said" not in _said_since_joined(customer)

    ruth.page.get_by_role("button", name="Hand back").click()
    ruth.page.get_by_role("dialog").get_by_role("button", name="Hand back").click()
    customer.hears("Ruth Adeyemi has handed the conversation back to Juno", within=LIVE / 1000)
    expect(ruth.page.get_by_text("The assistant is answering")).to_be_visible()
    customer.write("How long does delivery take?")
    expect(customer.log.get_by_role("link", name="Read the article")).to_be_visible()
    assert "assistant_said" in _said_since_joined(customer)


def _said_since_joined(customer: Person) -> list[str]:
    conversation = customer.page.url.rsplit("/", 1)[1]
    events = customer.page.request.get(f"/api/conversations/{conversation}").json()["events"]
    bodies = [event["body"] for event in events]
    joined = next(place for place, body in enumerate(bodies) if body.get("to") == "agent")
    return [body["type"] for body in bodies[joined:]]


def test_a_case_is_resolved_by_the_customers_yes_alone(people: People, someone: Callable[[], dict[str, Any]]) -> None:
    who = someone()
    name = who["name"]
    customer, ben = people.customer(who["id"]), people.agent("agt_ben")
    customer.ask("I want to speak to a human")
    ben.take_case(name)
    ben.page.get_by_role("button", name="Ask if solved").click()
    customer.hears("Ben Castellano asks: is your problem solved?", within=LIVE / 1000)
    ben.open("/desk?view=resolved")
    resolved = ben.page.get_by_role("region", name="Resolved")
    expect(resolved.get_by_role("heading", name="Resolved", exact=True)).to_be_visible()
    expect(resolved.get_by_role("link", name=re.compile(name))).to_have_count(0)

    customer.choice("Yes, it’s solved").click()
    customer.hears("This case is solved", within=LIVE / 1000)
    expect(resolved.get_by_role("link", name=re.compile(name))).to_be_visible()


def test_only_one_of_two_agents_gets_a_case(people: People, someone: Callable[[], dict[str, Any]]) -> None:
    who = someone()
    name = who["name"]
    customer, ruth, ben = people.customer(who["id"]), people.agent("agt_ruth"), people.agent("agt_ben")
    customer.ask("I want to speak to a human")
    ben.open("/desk")
    ben.waiting_case(name).click()
    expect(ben.page.get_by_role("button", name="Take case")).to_be_visible()
    ruth.take_case(name)
    expect(ben.page.get_by_text("Ruth Adeyemi is on this case")).to_be_visible(timeout=LIVE)
    expect(ben.page.get_by_role("button", name="Take case")).to_have_count(0)
