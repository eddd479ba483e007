"""A wrong charge is found, refunded and put in writing; a right one is explained."""

import re

from playwright.sync_api import expect

from tests.e2e.visiting import People


def test_subscription_refund_is_enough_to_get_a_wrong_charge_back(people: People) -> None:
    maya = people.customer("cus_maya")
    maya.open("/")
    expect(maya.boxes().first).to_contain_text(
        re.compile(r"\$14\.99 was charged on .+, after you cancelled Juniper Plus monthly")
    )
    expect(maya.header.get_by_role("link", name="Messages")).not_to_contain_text("unread")

    maya.ask("Subscription refund")
    maya.hears(
        "You cancelled Juniper Plus monthly",
        "That should not have happened",
        "I’m refunding $14.99 to Visa ending 4242 now. You will see it within 3 to 5 business days.",
    )
    maya.hears("Done: $14.99 was sent back to Visa ending 4242.", "Refund of $14.99")
    expect(maya.header.get_by_role("link", name="Messages")).to_contain_text("1 unread")
    reference = maya.log.get_by_text(re.compile("^SBX-")).inner_text()

    maya.header.get_by_role("link", name="Messages").click()
    receipts = maya.main.get_by_role("listitem")
    expect(receipts).to_have_count(1)
    receipts.get_by_role("link", name="Refund of $14.99").click()

    expect(maya.page.get_by_role("heading", level=1)).to_have_text("Refund of $14.99")
    for fact in (
        "$14.99 was sent back to Visa ending 4242",
        reference,
        "It was cancelled on",
        "The charge came after the end.",
        "A charge that the records show to be wrong goes back.",
        "billing_error_is_proven",
        re.compile(r"Rulebook [0-9a-f]{12}"),
    ):
        expect(maya.main).to_contain_text(fact)
    expect(maya.header.get_by_role("link", name="Messages")).not_to_contain_text("unread")

    # Asked again, the same money does not go out again.
    maya.ask("Subscription refund")
    expect(maya.log.get_by_text("Juno", exact=True).first).to_be_visible()
    expect(maya.log).not_to_contain_text("I’m refunding")
    maya.open("/messages")
    expect(maya.main.get_by_role("link", name="Refund of $14.99")).to_have_count(1)
    expect(maya.main.get_by_role("link", name="Not done: Billing error")).to_have_count(1)


def test_who_was_charged_rightly_is_told_the_truth_and_offered_a_person(people: People) -> None:
    hannah = people.customer("cus_hannah")
    hannah.ask("Subscription refund")
    hannah.hears(
        "can’t find a billing error",
        "Your Juniper Plus monthly is active. It is billed every 30 days at $14.99.",
        "Paid with",
        "Mastercard ending 2290",
    )
    expect(hannah.choice("Talk to a person")).to_be_visible()
    expect(hannah.log).not_to_contain_text("I’m refunding")
    hannah.open("/messages")
    expect(hannah.main.get_by_role("link", name="Refund of")).to_have_count(0)
    hannah.main.get_by_role("link", name="Not done: Billing error").first.click()
    expect(hannah.main).to_contain_text("The records show no error.")


def test_who_waits_for_a_refund_is_told_where_it_is(people: People) -> None:
    priya = people.customer("cus_priya")
    priya.ask("Where is my refund?")
    priya.hears(
        "Your return of Hiking boots Larch, Rain jacket, Merino base layer is on its way to us.",
        "$451.41 is refunded after we have received and checked it.",
    )
    priya.log.get_by_role("link", name="Follow the parcel").click()
    expect(priya.main).to_contain_text("Return parcel")
