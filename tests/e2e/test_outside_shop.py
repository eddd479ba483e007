"""A shop that nobody here made is imported into the running demo, and its customers are helped at once."""

import re

from playwright.sync_api import expect

from tests.e2e.visiting import People


def test_a_customer_of_an_imported_shop_asks_for_an_order_and_cancels_it(people: People, outside_shop: str) -> None:
    assert "Imported." in outside_shop

    tess = people.visitor()
    tess.open("/try-as")
    tess.page.get_by_role("searchbox", name="Find a customer").fill("tess moor")
    tess.page.get_by_role("button", name="Tess Moor").click()
    expect(tess.page.get_by_role("heading", level=1)).to_have_text("Hello Tess, how can we help?")
    expect(tess.boxes().first).to_contain_text("Your Desk Lamp has not left yet: you can still cancel")

    tess.ask("where is my order #W1000001")
    tess.hears("Your order #W1000001 (Desk Lamp)", "has not been sent yet")
    tess.write("cancel my order")
    tess.hears("Cancel order #W1000001", "$30.10", "Visa ending 0001")
    tess.choice("Yes, cancel it").click()
    tess.hears("Order #W1000001 is cancelled", "$30.10 goes back to Visa ending 0001", "Refund of $30.10")
    tess.open("/orders/W1000001")
    expect(tess.page.get_by_role("heading", level=1)).to_have_text("Cancelled")


def test_the_order_of_another_customer_is_not_found(people: People, outside_shop: str) -> None:
    tess = people.customer("tess_moor_1")
    tess.ask("where is my order #W2000001")
    tess.hears(re.compile("I can’t find order #?W2000001 among your orders"))
    expect(tess.log).not_to_contain_text("Tea Kettle")
