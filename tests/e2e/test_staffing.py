"""Cases are given to whoever takes new ones, passed on with a note, and taken over; the wall shows how things stand."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.test_accessibility import check
from tests.e2e.visiting import People

_EMPTY_THE_DESK = """async () => {
    const headers = {"X-CSRF-Token": (await (await fetch("/api/me")).json()).csrf};
    const handBack = (id) => fetch(`/api/desk/cases/${id}/hand-back`, {method: "POST", headers});
    for (const mine of (await (await fetch("/api/desk/cases?view=mine")).json()).cases) await handBack(mine.id);
    for (;;) {
        const taken = await fetch("/api/desk/claim-next", {method: "POST", headers});
        if (taken.status === 204) return;
        await handBack((await taken.json()).case.id);
    }
}"""


def test_a_case_finds_its_person_is_passed_on_and_taken_over(
    people: People, someone: Callable[[], dict[str, Any]]
) -> None:
    who = someone()
    customer, ruth, ben, ines = (
        people.customer(who["id"]), people.agent("agt_ruth"), people.agent("agt_ben"), people.agent("agt_ines")
    )  # fmt: skip
    ben.open("/desk")
    ines.open("/desk?view=wall")
    ruth.open("/desk?view=mine")
    ruth.page.evaluate(_EMPTY_THE_DESK)  # of whoever else waits in this demo, or was taken
    ruth.page.get_by_role("switch", name="Not taking new cases").click()
    expect(ruth.page.get_by_role("switch", name="Taking new cases")).to_be_checked()

    customer.ask("talk to a representative")
    customer.hears("Ruth Adeyemi has joined", within=10)
    ruth.page.get_by_role("switch").click()  # no more of them
    row = ruth.page.get_by_role("link", name=who["name"]).first
    row.click()
    expect(ines.main.get_by_role("row", name="Ruth Adeyemi")).to_contain_text("Away", timeout=20_000)
    check(ines)

    ruth.page.get_by_role("button", name="Pass on", exact=True).click()
    dialog = ruth.page.get_by_role("dialog", name="Pass this case on")
    dialog.get_by_label("To", exact=True).select_option(value="agent:agt_ben")
    dialog.get_by_label("What they should know").fill("Was charged twice.")
    check(ruth)
    dialog.get_by_role("button", name="Pass on").click()
    expect(ruth.page.get_by_text("Passed on. The customer was told.")).to_be_visible()
    customer.hears("Ruth Adeyemi has passed you on to Ben Castellano")

    ben.open("/desk?view=mine")
    ben.page.get_by_role("link", name=who["name"]).first.click()
    expect(ben.page.get_by_text("Was charged twice.")).to_have_count(1)
    ines.open("/desk?view=open")
    ines.page.get_by_role("link", name=who["name"]).first.click()
    ines.page.get_by_role("button", name="Take over").click()
    customer.hears("Inês Carvalho has taken over")
    ines.reply(who["name"], "I look into it myself.")
    customer.hears("I look into it myself.")
