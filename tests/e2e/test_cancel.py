"""An order is cancelled only after it was shown what will happen, and only that order."""

import re

from playwright.sync_api import expect

from tests.e2e.visiting import People


def test_of_two_open_orders_the_chosen_one_is_cancelled_and_refunded(people: People) -> None:
    noah = people.customer("cus_noah")
    noah.open("/")
    expect(noah.boxes()).to_have_text([re.compile("Trail tent for two.+can still cancel"), re.compile("Camping stove")])

    noah.ask("cancel my order")
    noah.hears("Which order do you mean?")
    expect(noah.choice(re.compile("Camping stove and 1 more item"))).to_be_visible()
    noah.choice(re.compile("Trail tent for two")).click()
    noah.hears("What is cancelled", "1 × Trail tent for two", "Goes back to Visa ending 9034", "$357.98")
    expect(noah.log).not_to_contain_text("I’m cancelling")
    noah.choice("Yes, cancel it").click()

    noah.hears("I’m cancelling order", within=5)
    noah.hears(re.compile(r"Order JP-\d+ is cancelled"), "$357.98 goes back to Visa ending 9034", "Refund of $357.98")
    expect(noah.header.get_by_role("link", name="Messages")).to_contain_text("unread")
    noah.open("/messages")
    expect(noah.main.get_by_role("link", name=re.compile(r"Order JP-\d+ cancelled"))).to_have_count(1)
    expect(noah.main.get_by_role("link", name="Refund of $357.98")).to_have_count(1)

    noah.open("/orders/ord_noah_tent")
    expect(noah.page.get_by_role("heading", level=1)).to_have_text("Cancelled")
    noah.open("/orders/ord_noah_stove")
    expect(noah.page.get_by_role("heading", level=1)).not_to_have_text("Cancelled")


def test_before_the_yes_the_other_order_can_be_meant(people: People, outside_shop: str) -> None:
    omar = people.customer("omar_reyes_2")
    omar.ask("cancel my order")
    omar.choice(re.compile("Tea Kettle")).click()
    omar.hears("Cancel order #W2000001", "$44.20")
    omar.write("no, the other one")
    omar.hears("Cancel order #W2000002", "$61.75")
    omar.choice("Keep the order").click()
    omar.hears("nothing was changed. Your order #W2000002 goes ahead")


def test_never_mind_leaves_everything_as_it_is(people: People, outside_shop: str) -> None:
    omar = people.customer("omar_reyes_2")
    omar.ask("cancel order #W2000001")
    omar.hears("Cancel order #W2000001")
    omar.write("never mind")
    omar.hears("nothing was changed. Your order #W2000001 goes ahead")
    expect(omar.choice("Yes, cancel it")).to_have_count(0)
    for order in ("W2000001", "W2000002"):
        omar.open(f"/orders/{order}")
        expect(omar.page.get_by_role("heading", level=1)).to_have_text("Order received")
    omar.open("/messages")
    expect(omar.main).to_contain_text("Nothing here yet")
