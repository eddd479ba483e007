"""Who is not signed in shows by a code that an order is theirs: on a page of its own, and in the middle of a talk."""

import re

from playwright.sync_api import expect

from tests.e2e.visiting import People, Person

NUMBER = re.compile(r"JP-\d+")
EMAIL = "daniel.whitaker@example.com"


def _number(people: People) -> str:
    """The number on Daniel's confirmation."""
    daniel = people.customer("cus_daniel")
    daniel.open("/orders/ord_daniel_espresso")
    found = NUMBER.search(daniel.main.get_by_text(NUMBER).first.inner_text())
    assert found is not None
    return found[0]


def _letters(person: Person) -> int:
    return len(person.page.request.get("/api/demo/mailbox").json()["messages"])


def _code(person: Person, before: int) -> str:
    """The code of the letter that comes after those that were there."""
    mailbox = person.main.get_by_role("region", name="Demo mailbox")
    expect(mailbox).to_contain_text("is your code")
    for _ in range(100):
        letters = person.page.request.get("/api/demo/mailbox").json()["messages"]
        if len(letters) > before:
            return str(letters[0]["text"][:6])
        person.page.wait_for_timeout(100)
    raise AssertionError("no letter came")


def test_a_visitor_finds_their_order_and_sees_that_order_only(people: People) -> None:
    number, visitor = _number(people), people.visitor()
    visitor.open("/")
    visitor.main.get_by_role("link", name="Find my order").click()
    visitor.main.get_by_label("Order number").fill(number.lower())
    visitor.main.get_by_label("Email address").fill(EMAIL)
    before = _letters(visitor)
    visitor.main.get_by_role("button", name="Send me a code").click()
    code = _code(visitor, before)
    visitor.expected.append(r"status of 40[14]")  # a wrong code, and an order that is not theirs
    visitor.main.get_by_label("six digits").fill("000000" if code != "000000" else "000001")
    visitor.main.get_by_role("button", name="Open the order").click()
    expect(visitor.main.get_by_role("alert")).to_contain_text("That is not the code")
    visitor.main.get_by_label("six digits").fill(code)
    visitor.main.get_by_role("button", name="Open the order").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("On its way")
    visitor.open("/orders/ord_noah_tent")
    expect(visitor.main).not_to_contain_text("Trail tent")


def test_a_talk_goes_on_with_what_was_asked_at_first(people: People) -> None:
    number, visitor = _number(people), people.visitor()
    visitor.open("/")
    bar = visitor.page.get_by_role("textbox", name="Your question")
    bar.fill("where is my package?")
    bar.press("Enter")
    visitor.hears("First show me that the order is yours")
    before = _letters(visitor)
    visitor.main.get_by_label("Order number").fill(number)
    visitor.main.get_by_label("Email address").fill(EMAIL)
    visitor.main.get_by_role("button", name="Send me a code").click()
    visitor.hears(f"If order {number} was placed with d•••@example.com")
    code = _code(visitor, before)
    visitor.write(code)
    visitor.hears(f"Thank you, order {number} is yours.", "Follow the parcel")
    expect(visitor.log).not_to_contain_text(code)
    visitor.write("thank you")
    visitor.hears("You’re welcome")
