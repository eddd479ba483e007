"""Two conversations of one customer become one by a key, and two again; messages about something else get their own."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import check
from tests.e2e.visiting import People, Person


def two_threads(customer: Person) -> tuple[str, str]:
    """Addresses of two conversations that wait for a person."""
    found = []
    for words in ("My tent is torn, talk to a representative", "And the stove leaks, talk to a representative"):
        customer.ask(words)
        customer.hears("A person will be with you here")
        found.append(customer.page.url)
    return found[0], found[1]


def test_an_agent_merges_two_cases_by_a_key_and_takes_it_back(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer, ruth = people.customer(who["id"]), people.agent("agt_ruth")
    first, second = two_threads(customer)

    ruth.open("/desk")
    ruth.waiting_case(who["name"]).filter(has_text="tent is torn").click()
    expect(ruth.page.get_by_text("1 other open case of this customer")).to_be_visible()
    ruth.page.get_by_role("heading", name=who["name"]).focus()
    ruth.page.keyboard.press("m")
    dialog = ruth.page.get_by_role("dialog", name="Merge cases")
    expect(dialog).to_contain_text("No money moves.")
    expect(dialog).to_contain_text("stove leaks")
    ruth.page.keyboard.press("Enter")
    expect(ruth.page.get_by_text("Merged. The customer was told.")).to_be_visible()
    expect(ruth.waiting_case(who["name"])).to_have_count(1)

    # The customer, who had the second conversation open, is brought to the first and finds what they wrote there.
    customer.page.wait_for_url(first)
    customer.hears("together with this one")
    customer.log.get_by_text("What was said there").click()
    customer.hears("And the stove leaks")
    customer.open(second)
    customer.page.wait_for_url(first)

    ruth.page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    expect(ruth.page.get_by_text("Undone. Both cases stand by themselves again.")).to_be_visible()
    customer.hears("goes on in its own conversation again")
    customer.log.get_by_role("link", name="Open that conversation").last.click()
    customer.page.wait_for_url(second)
    customer.hears("here again")


def test_an_agent_splits_messages_off_into_a_case_of_their_own(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer, ruth = people.customer(who["id"]), people.agent("agt_ruth")
    customer.ask("talk to a representative")
    customer.hears("A person will be with you here")
    customer.write("I was also charged twice.")
    before = customer.page.url
    ruth.take_case(who["name"])
    ruth.hears("I was also charged twice.")
    ruth.page.get_by_role("button", name="Customer and orders").click()
    ruth.page.get_by_role("button", name="Split off messages").click()
    dialog = ruth.page.get_by_role("dialog", name="Split off messages")
    dialog.get_by_role("checkbox", name="I was also charged twice.").check()
    dialog.get_by_role("combobox", name="What they are about").select_option("billing_error")
    dialog.get_by_role("button", name="Split off").click()
    expect(ruth.page.get_by_text("Split off. This is the new case")).to_be_visible()
    ruth.hears("I was also charged twice.")

    customer.hears("in a conversation of its own")
    customer.log.get_by_role("link", name="Open that conversation").click()
    customer.hears("I was also charged twice.", "Ruth Adeyemi has joined")
    assert customer.page.url != before

    ruth.page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    expect(ruth.page.get_by_text("Undone. It goes on in the case that it came from.")).to_be_visible()
    customer.page.wait_for_url(before)


@pytest.mark.timeout(120)
def test_the_dialogs_and_the_joined_thread_are_for_everybody(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer = people.customer(who["id"], reduced_motion="reduce")
    ruth = people.agent("agt_ruth", reduced_motion="reduce")
    two_threads(customer)
    ruth.open("/desk")
    ruth.waiting_case(who["name"]).filter(has_text="tent is torn").click()
    ruth.page.get_by_role("button", name="Merge into this case").click()
    expect(ruth.page.get_by_role("dialog", name="Merge cases")).to_contain_text("No money moves.")
    check(ruth)
    ruth.page.get_by_role("button", name="Merge", exact=True).click()
    expect(ruth.page.get_by_text("Merged. The customer was told.")).to_be_visible()
    ruth.page.get_by_role("button", name="Take case").click()
    ruth.page.get_by_text("What was said there").click()
    expect(ruth.page.get_by_role("log")).to_contain_text("stove leaks")
    check(ruth)
    ruth.page.get_by_role("button", name="Customer and orders").click()
    check(ruth)
    ruth.page.get_by_role("button", name="Split off messages").click()
    expect(ruth.page.get_by_role("dialog", name="Split off messages")).to_be_visible()
    check(ruth)
    customer.log.get_by_text("What was said there").click()
    customer.hears("And the stove leaks")
    check(customer)
