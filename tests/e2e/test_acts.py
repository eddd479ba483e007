"""What a customer settles alone: by clicking, by typing, with second thoughts, and on another device days later."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e.visiting import People

ELSEWHERE = {"viewport": {"width": 390, "height": 800}}


def test_two_things_of_two_orders_go_back_in_one_go_by_clicking(people: People) -> None:
    amara = people.customer("cus_amara")
    amara.ask("I want to return something")
    amara.page.get_by_role("checkbox", name=re.compile("Hiking boots Larch")).check()
    amara.page.get_by_role("checkbox", name=re.compile("Reading lamp Alder")).check()
    amara.page.get_by_role("button", name="Choose these (2)").click()
    amara.choice("I changed my mind").click()
    amara.hears("Here is exactly what would happen", "1 × Hiking boots Larch", "1 × Reading lamp Alder")
    amara.choice("Yes, return it").click()
    amara.hears("is registered", "Here is the label for your return", within=20)
    codes = amara.log.get_by_role("img", name="The code to show at the counter")
    expect(codes).to_have_count(2)
    for link in amara.log.get_by_role("link", name="Label to print (PDF)").all():
        answer = amara.page.request.get(str(link.get_attribute("href")))
        assert (answer.ok, answer.headers["content-type"]) == (True, "application/pdf")


def test_a_kind_is_changed_at_the_last_moment_and_a_half_done_talk_goes_on_elsewhere(people: People) -> None:
    theo = people.customer("cus_theo")
    theo.ask("Exchange my jacket for a large")
    theo.hears("Size: M, Colour: Blue → Size: L, Colour: Blue")
    path = urlsplit(theo.page.url).path
    phone = people.customer("cus_theo", **ELSEWHERE)
    phone.open(path)
    phone.write("actually, the rust one")
    phone.hears("Size: M, Colour: Blue → Size: L, Colour: Rust")
    theo.hears("Size: L, Colour: Rust")
    phone.choice("Yes, exchange it").click()
    phone.hears("is registered", "Here is the label", within=20)
    phone.ask("exchange my jacket for a small one")
    phone.hears("I see nothing of yours that has been delivered and could be exchanged")


def test_an_address_is_changed_with_the_form_from_the_orders_own_page(people: People) -> None:
    noah = people.customer("cus_noah")
    noah.open("/orders/ord_noah_stove")
    noah.main.get_by_role("button", name="Change the address of an order").click()
    noah.page.get_by_label("Street and number").fill("742 Elm Street")
    noah.page.get_by_label("Postcode").fill("80302")
    noah.page.get_by_label("Town").fill("Boulder")
    noah.page.get_by_role("button", name="Use this address").click()
    noah.hears("New address", "742 Elm Street, Boulder, CO 80302, US")
    noah.choice("Yes, change the address").click()
    noah.hears(re.compile(r"Order JP-\d+ goes to the new address"), within=20)
    noah.open("/messages")
    expect(noah.main.get_by_role("link", name=re.compile("address", re.IGNORECASE)).first).to_be_visible()


def test_never_mind_and_go_back_change_nothing(people: People) -> None:
    nora = people.customer("cus_nora")
    nora.ask("the price of my casserole has dropped since I bought it")
    nora.hears("the difference to today’s price")
    nora.write("never mind")
    nora.hears("All right, nothing was changed.")
    expect(nora.choice("Yes, pay me the difference")).to_have_count(0)
    nora.open("/messages")
    expect(nora.main).to_contain_text("Nothing here yet")


def test_a_contract_is_withdrawn_from_in_two_steps_with_a_dated_receipt(people: People) -> None:
    elif_ = people.customer("cus_elif")
    elif_.open("/")
    elif_.page.get_by_role("link", name="Withdraw from contract here").click()
    elif_.main.get_by_role("button", name="Choose the order").click()
    elif_.hears("Withdraw from the contract for order", "Waffle towels")
    elif_.choice("Confirm withdrawal").click()
    elif_.hears("You have withdrawn from the contract", within=20)
    elif_.open("/messages")
    elif_.main.get_by_role("link", name=re.compile("withdr", re.IGNORECASE)).first.click()
    expect(elif_.main).to_contain_text(re.compile(r"\d{1,2}:\d{2}"))


def test_a_broken_thing_is_shown_and_replaced(people: People) -> None:
    grace = people.customer("cus_grace")
    grace.ask("My teapot arrived broken")
    grace.choice("Send a new one").click()
    grace.hears("Please add a photo")
    expect(grace.choice("I can’t take a photo")).to_be_visible()


def test_a_subscription_is_paused_by_typing(people: People) -> None:
    omar = people.customer("cus_omar")
    omar.ask("pause my coffee club for two months")
    omar.hears("Pause your subscription", "Goes on again")
    omar.write("yes please")
    omar.hears(re.compile("paus"), within=20)
    omar.ask("what subscription do I have")
    omar.hears(re.compile("is paused until"))
