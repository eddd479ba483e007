"""Where a parcel is: in the conversation, and on a page that changes while somebody looks at it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.visiting import People


@pytest.mark.timeout(120)
def test_a_parcel_moves_before_the_eyes_of_who_waits_for_it(people: People) -> None:
    sofia = people.customer("cus_sofia")
    sofia.ask("Where is my package")
    sofia.hears("Wireless headphones Wren", "is out for delivery and should arrive today")
    sofia.log.get_by_role("link", name="Follow the parcel").click()

    main = sofia.main
    expect(sofia.page.get_by_role("heading", level=1)).to_have_text("Out for delivery today")
    for known in ("Promised", "Expected", "Wireless charger", "Trail Post"):
        expect(main).to_contain_text(known)
    expect(main.get_by_role("img", name=re.compile("The way of the parcel from .+ to .+ away"))).to_be_visible()
    scans = main.get_by_role("region", name="Every sighting").get_by_role("listitem")
    expect(scans.first).to_contain_text("Out for delivery")
    if (show_all := main.get_by_role("button", name=re.compile("all [0-9]+ sightings"))).is_visible():
        show_all.click()
    expect(scans.last).to_contain_text("Picked up by the carrier")
    before = scans.count()
    newest = scans.first.inner_text()

    sofia.page.evaluate("window.notReloaded = true")
    expect(scans).not_to_have_count(before, timeout=60_000)
    assert scans.count() > before
    assert scans.first.inner_text() != newest
    expect(main.get_by_role("status")).to_contain_text("News:")
    assert sofia.page.evaluate("window.notReloaded")


def test_a_late_parcel_shows_the_day_promised_and_no_invented_one(people: People) -> None:
    daniel = people.customer("cus_daniel")
    daniel.open("/parcel/shp_daniel_espresso")
    expect(daniel.page.get_by_role("heading", level=1)).to_have_text("2 days late")
    expect(daniel.main).to_contain_text(re.compile("Promised.+Late by2 days"))
    expect(daniel.main).to_contain_text("trailer held back, snow")


def test_nobody_sees_the_parcel_of_somebody_else(people: People) -> None:
    daniel = people.customer("cus_daniel")
    daniel.expected.append("status of 404")
    daniel.open("/parcel/shp_sofia_headphones")
    expect(daniel.main.get_by_role("alert")).to_contain_text("We can’t find that")


def test_delivered_but_missing_brings_a_person_at_once_for_a_dear_thing(people: People) -> None:
    james = people.customer("cus_james")
    james.ask("My camera says delivered but it's not here")
    james.hears(
        "was delivered on",
        "Front porch",
        "Because of the value of this order, a person can look at it with you right away.",
    )
    expect(james.choice("Talk to a person")).to_be_visible()
    expect(james.choice("I found it")).to_be_visible()
