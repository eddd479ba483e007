"""Everybody sees on the help home what they most likely came for."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.running_demo import RunningDemo
from tests.e2e.visiting import People, Person

# The first box of each customer with a story. Maya and Noah change theirs; the tests that own them look there.
FIRST_BOX = {
    "Daniel": "Your Corvo espresso machine is 2 days late",
    "Sofia": re.compile("Your Wireless headphones Wren (is out for delivery today|was delivered)"),
    "James": re.compile("Your Mirrorless camera Lark was delivered on .+ Is it not there?"),
    "Priya": "Your return of 3 items is on its way to us",
    "Lukas": re.compile("Your Desk chair Rowan (should arrive on|is out for delivery|was delivered)"),
}


def be(person: Person, name: str) -> None:
    """Become somebody of the demo the way a newcomer does."""
    person.open("/")
    person.main.get_by_role("link", name="Try the demo as").click()
    person.page.get_by_role("button", name=f"Be {name}").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text(f"Hello {name}, how can we help?")


def test_each_story_of_the_demo_can_be_chosen(demo: RunningDemo, people: People) -> None:
    newcomer = people.visitor()
    newcomer.open("/try-as")
    for persona in demo.get("/api/demo/personas")["personas"]:
        card = newcomer.page.get_by_role("button", name=persona["name"])
        expect(card).to_contain_text(persona["story"])
        if persona["try_saying"]:
            expect(card).to_contain_text(persona["try_saying"])


@pytest.mark.parametrize("name", FIRST_BOX)
def test_the_first_box_is_what_the_story_says(people: People, name: str) -> None:
    person = people.visitor()
    be(person, name)
    expect(person.boxes().first).to_contain_text(FIRST_BOX[name])
    assert 1 <= person.boxes().count() <= 6


def test_who_has_no_trouble_gets_no_boxes_and_still_every_way_on(people: People) -> None:
    hannah = people.visitor()
    be(hannah, "Hannah")
    expect(hannah.page.get_by_role("heading", name="Need something?")).to_be_visible()
    expect(hannah.boxes()).to_have_count(0)
    expect(hannah.page.get_by_role("button", name="Something else")).to_be_visible()
    expect(hannah.page.get_by_role("region", name="Your recent orders")).to_contain_text("Enamelled casserole")


def test_who_pays_in_euros_reads_euros(people: People) -> None:
    lukas = people.customer("cus_lukas")
    lukas.open("/")
    expect(lukas.page.get_by_role("link", name="Desk chair Rowan")).to_contain_text("€260.00")
    expect(lukas.main).not_to_contain_text("$")


def test_an_agent_of_the_demo_comes_to_the_desk(people: People) -> None:
    ruth = people.visitor()
    ruth.open("/try-as")
    ruth.page.get_by_role("button", name="Be Ruth").click()
    expect(ruth.page).to_have_url(re.compile("/desk$"))
    expect(ruth.header).to_contain_text("Ruth Adeyemi")


def test_a_box_opens_a_conversation_that_is_answered_already(people: People) -> None:
    daniel = people.customer("cus_daniel")
    daniel.open("/")
    daniel.boxes().first.click()
    expect(daniel.page).to_have_url(re.compile("/chat/"))
    daniel.hears(re.compile("Corvo espresso machine .+ is 2 days late"), "It was promised for")
    expect(daniel.log.get_by_role("link", name="Follow the parcel")).to_be_visible()


def test_the_supervisor_sees_how_often_the_boxes_were_right(people: People, outside_shop: str) -> None:
    ines = people.agent("agt_ines")
    taken, other = _rates(ines)

    lena, paul = people.customer("lena_fox_4"), people.customer("paul_gray_5")
    lena.open("/")
    lena.boxes().first.click()
    lena.hears("You can still cancel")
    paul.ask("How do I return something?")
    paul.hears("Juno")

    assert _rates(ines) == (taken + 1, other + 1)
    expect(ines.page.get_by_role("row", name="Order can still be cancelled")).to_be_visible()
    expect(ines.main).to_contain_text("Did neither")


def _rates(supervisor: Person) -> tuple[int, int]:
    supervisor.open("/desk?view=hit-rate")
    main = supervisor.main
    expect(main.get_by_role("heading", name="Hit rate")).to_be_visible()
    expect(
        main.get_by_text("Came for a predicted box").or_(main.get_by_text("Nothing was counted yet"))
    ).to_be_visible()
    if main.get_by_text("Nothing was counted yet").is_visible():
        return 0, 0
    return _figure(main, "Took a box"), _figure(main, "Asked for something else")


def _figure(main: Locator, name: str) -> int:
    figures = main.locator("dl > div").filter(has=main.page.get_by_role("term").filter(has_text=name))
    return int(figures.get_by_role("definition").inner_text())
