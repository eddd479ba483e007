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
    expect(amara.log.get_by_role("button", name="Show large")).to_have_count(2)
    for link in amara.log.get_by_role("link", name="Label to print").all():
        answer = amara.page.request.get(str(link.get_attribute("href")))
        assert (answer.ok, answer.headers["content-type"]) == (True, "application/pdf")
    expect(amara.log).to_contain_text("You agreed")

    amara.open("/")
    amara.main.get_by_role("link", name="My returns").click()
    lamp = amara.main.locator(".back", has_text="Reading lamp Alder")
    expect(lamp).to_contain_text(re.compile(r"Hand in by.+\d+ days left"))
    expect(lamp.get_by_role("listitem").filter(has_text="Ready")).to_have_attribute("aria-current", "step")
    lamp.get_by_text("Where to hand it in").click()
    expect(lamp.get_by_text("With a printed label").first).to_be_visible()
    opener = lamp.get_by_role("button", name="Show large")
    opener.click()
    expect(amara.page.get_by_role("dialog", name="Show this code at the counter")).to_be_visible()
    amara.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_what_an_orders_page_knows_is_not_asked_again(people: People) -> None:
    amara = people.customer("cus_amara")
    amara.open("/orders/ord_amara_cushions")
    throw = amara.main.get_by_role("listitem").filter(has_text="Wool throw")
    expect(throw.get_by_role("button", name="Damaged")).to_be_hidden()
    throw.get_by_role("button", name="Something wrong").click()
    throw.get_by_role("button", name="Damaged, or does not work: Wool throw").click()
    amara.hears("Wool throw", "What would help you")
    amara.choice("Never mind").click()
    amara.hears("nothing was changed")
    amara.open("/orders/ord_amara_cushions")
    amara.main.get_by_text("What is not possible, and why").click()
    expect(amara.main).to_contain_text("This order has already been delivered.")


def test_nothing_is_chosen_by_an_empty_form(people: People) -> None:
    ravi = people.customer("cus_ravi")
    ravi.ask("I want to return something")
    ravi.page.get_by_role("button", name="Choose", exact=True).click()
    expect(ravi.page.get_by_role("alert").filter(has_text="Tick what you mean first.")).to_be_visible()
    charger = ravi.page.get_by_role("checkbox", name=re.compile("Wireless charger"))
    charger.focus()
    ravi.page.keyboard.press("Space")
    ravi.page.keyboard.press("Enter")
    ravi.hears("Why is Wireless charger going back?")
    ravi.write("go back")
    expect(ravi.page.get_by_role("checkbox", name=re.compile("Wireless charger"))).not_to_be_checked()


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
    expect(phone.page.get_by_role("checkbox", name=re.compile("Day pack"))).to_be_visible()
    expect(phone.page.get_by_role("checkbox", name=re.compile("Rain jacket"))).to_have_count(0)


def test_an_address_is_changed_with_the_form_from_the_orders_own_page(people: People) -> None:
    noah = people.customer("cus_noah")
    noah.open("/orders/ord_noah_stove")
    noah.main.get_by_role("button", name="Change the address").click()
    noah.page.get_by_label("Street and number").fill("742 Elm Street")
    noah.page.get_by_label("Postcode").fill("8030")
    noah.page.get_by_role("button", name="Use this address").click()
    expect(noah.page.get_by_label("Postcode")).to_be_focused()
    expect(noah.main).to_contain_text("That is not a postcode of this country: United States.")
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
    elif_.open("/articles")
    elif_.page.get_by_role("link", name="Withdraw from contract here").click()
    expect(elif_.main).to_contain_text("elif.demir@example.com")
    expect(elif_.main.get_by_role("radio", name=re.compile("Waffle towels"))).to_be_checked()
    elif_.main.get_by_role("checkbox", name=re.compile("Soy candle")).uncheck()
    elif_.main.get_by_label("Another address for this acknowledgement").fill("elif@elsewhere.example")
    elif_.main.get_by_role("button", name="Continue").click()
    expect(elif_.main).to_contain_text("I hereby give notice that I withdraw")
    expect(elif_.main.locator(".plan").first).to_contain_text("€41.50")
    expect(elif_.main.locator(".plan").first).not_to_contain_text("Soy candle")
    for named in ("Elif Demir", "elif@elsewhere.example"):
        expect(elif_.main.locator(".plan").first).to_contain_text(named)
    elif_.main.get_by_role("button", name="Confirm withdrawal").click()
    expect(elif_.main).to_contain_text("Your withdrawal has reached us")
    expect(elif_.main.get_by_role("time")).to_contain_text(re.compile(r"\d{1,2}:\d{2}"))
    expect(elif_.main).to_contain_text("Carried out", timeout=20_000)
    for name, kind in (("Receipt as PDF", "application/pdf"), ("Signed receipt", "application/json")):
        file = elif_.main.get_by_role("link", name=name).get_attribute("href")
        answer = elif_.page.request.get(str(file))
        assert (answer.ok, answer.headers["content-type"]) == (True, kind)
    elif_.main.get_by_role("link", name="Messages").click()
    expect(elif_.main.get_by_role("link", name=re.compile("withdr", re.IGNORECASE)).first).to_be_visible()


def test_where_there_is_no_right_to_withdraw_the_rule_is_said(people: People) -> None:
    hannah = people.customer("cus_hannah")
    hannah.open("/withdraw")
    hannah.main.get_by_role("radio").first.check()
    hannah.main.get_by_role("button", name="Continue").click()
    expect(hannah.main.get_by_role("alert").filter(has_text="There is no right to withdraw")).to_contain_text(
        "The law gives"
    )
    expect(hannah.main.get_by_role("button", name="Confirm withdrawal")).to_have_count(0)


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
    omar.hears(re.compile("is paused until"), within=20)
    omar.ask("what subscription do I have")
    omar.hears(re.compile("is paused until"))


def test_a_subscription_is_cancelled_from_its_page(people: People) -> None:
    hannah = people.customer("cus_hannah")
    hannah.open("/subscriptions")
    running = hannah.main.get_by_role("region").filter(has_text="Running").first
    running.get_by_role("button", name=re.compile("^Cancel: ")).click()
    hannah.hears("Cancel your subscription", "Ends")
    hannah.choice("Never mind").click()
    hannah.hears("nothing was changed")
