"""A refusal is appealed with one press, decided by a person, and every decision can be taken along and verified."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from resolution_hub.features.receipts.document import Genuine, verify
from resolution_hub.features.receipts.keys import read_set
from tests.e2e.running_demo import RunningDemo
from tests.e2e.test_accessibility import check
from tests.e2e.visiting import People, Person

NAME = "Hannah Lindqvist"


def downloaded(person: Person, label: str) -> bytes:
    with person.page.expect_download() as started:
        person.main.get_by_role("link", name=label).click()
    return Path(started.value.path()).read_bytes()


def verified(person: Person, demo: RunningDemo) -> Genuine:
    """The receipt on screen, downloaded in both forms and verified with the published keys."""
    signed = downloaded(person, "Signed receipt (JSON)")
    assert signed in downloaded(person, "Receipt as PDF")
    keys = person.page.request.get("/.well-known/resolution-hub-receipts.json").body()
    found = verify(signed, read_set(keys))
    assert isinstance(found, Genuine)
    return found


def test_a_refusal_is_appealed_upheld_by_a_person_and_appealed_again(people: People, demo: RunningDemo) -> None:
    hannah = people.customer("cus_hannah", reduced_motion="reduce")
    hannah.ask("Subscription refund")
    hannah.hears("can’t find a billing error")
    hannah.choice("Appeal this decision").click()
    hannah.hears("Your appeal is with our team", "A person will be with you here")

    ruth = people.agent("agt_ruth", reduced_motion="reduce")
    ruth.take_case(NAME)
    appeal = ruth.page.get_by_role("region", name="Appealed decision")
    expect(appeal).to_contain_text("The customer gave no reason.")
    check(ruth)
    appeal.get_by_role("button", name="Grant money").click()
    appeal.get_by_role("textbox", name="Amount, at most $14.99").fill("15")
    expect(appeal).to_contain_text("An amount above zero and at most $14.99.")
    check(ruth)
    appeal.get_by_role("button", name="Not now").click()
    appeal.get_by_role("button", name="Uphold").click()
    appeal.get_by_role("textbox", name="Reason").fill("Your plan was active on that day.")
    appeal.get_by_role("button", name="Uphold").click()
    expect(ruth.main).to_contain_text("Decided. The customer was told")
    expect(appeal).to_have_count(0)
    hannah.hears("Ruth Adeyemi looked at your appeal: the decision stays. “Your plan was active on that day.”")

    hannah.open("/messages")
    hannah.main.get_by_role("searchbox", name="Search receipts").fill("decision stays ruth")
    expect(hannah.main.get_by_role("listitem")).to_have_count(1)
    check(hannah)
    hannah.main.get_by_role("link", name="the decision stays").click()
    upheld = verified(hannah, demo)
    assert upheld.body["by"]["name"] == "Ruth Adeyemi"
    hannah.main.get_by_role("button", name="Appeal this decision").click()
    hannah.main.get_by_role("textbox", name="What should we know?").fill("It was paused.")
    check(hannah)
    hannah.main.get_by_role("button", name="Send the appeal").click()
    expect(hannah.main).to_contain_text("It is with our team.")
    expect(hannah.main).to_contain_text("It was paused.")

    # Ruth can't decide about her own decision; whoever takes the case after her can.
    expect(appeal).to_contain_text("This is your own decision.")
    ruth.page.get_by_role("button", name="Hand back").first.click()
    ruth.page.get_by_role("dialog").get_by_role("button", name="Hand back").click()
    hannah.open("/messages")
    hannah.main.get_by_role("link", name="Not done: Billing error").first.click()
    first = verified(hannah, demo)
    assert first.body["superseded_by"]["ruling"] == upheld.body["ruling"]
    expect(hannah.main).to_contain_text("A later decision stands in place of this one.")
